package main

import (
	"fmt"
	"io"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"sync"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore"
	"todoku/mailcore/cause"
)

// A view prints a report while it comes about.
type view interface {
	show(mailcore.Report)                    // after each change
	end(mailcore.Report, []mailcore.Problem) // with the settings' errors, or else what products will not keep
}

func (o *output) view(s *session) view {
	if o.format == "json" {
		return jsonView{s}
	}
	return &textView{out: s.out, colours: s.colours}
}

// A textView prints each step when it is over, and then what it means.
type textView struct {
	out     io.Writer
	colours bool
	printed []int // steps, of each way
	names   int   // width of the longest step, in columns
	states  int   // width of the longest state
}

func (v *textView) show(r mailcore.Report) {
	if v.names == 0 {
		v.head(r)
	}
	for i, way := range r.Each() {
		v.printed = append(v.printed, make([]int, max(0, i+1-len(v.printed)))...)
		for n := &v.printed[i]; *n < len(way.Results) && over(way.Results[*n]); *n++ {
			if *n == 0 && len(way.For) > 0 {
				fmt.Fprintf(v.out, "%s\n", words.Way(way.For))
			}
			v.step(way.Results[*n])
			if note := words.WayNote(way, way.Results[*n]); note != "" {
				fmt.Fprintf(v.out, "  %s  %s\n", pad("", v.states), note)
			}
		}
	}
}

// ends are the states in which a step that was taken can end.
var ends = []mailcore.State{mailcore.Passed, mailcore.Warned, mailcore.Failed, mailcore.Unneeded}

func over(res mailcore.Result) bool { return slices.Contains(ends, res.State) }

func (v *textView) head(r mailcore.Report) {
	for _, res := range r.Results {
		v.names = max(v.names, words.Columns(words.Step(res)))
	}
	for _, state := range ends {
		if state == mailcore.Unneeded && len(r.For) == 0 {
			continue
		}
		v.states = max(v.states, words.Columns(words.State(state)))
	}
	way := strings.TrimSpace(r.Profile.Code + "  " + servers(r.Profile, r.Scope))
	fmt.Fprintf(v.out, "%s  %s\n", way, assets.Text("scope."+string(r.Scope)))
}

// servers names those that a test talks to, and how.
func servers(p mailcore.Profile, scope mailcore.Scope) string {
	o, in := p.Outgoing, p.Incoming
	out := address(o.Host, o.Port) + "  " + assets.Text("encryption."+string(o.Encryption))
	back := protocolName(in.Protocol) + " " + address(in.Host, in.Port) + "  " + assets.Text("encryption."+string(in.Encryption))
	switch scope {
	case mailcore.ReceiveScope:
		return back
	case mailcore.LoginsScope:
		return out + "  +  " + back
	case mailcore.RoundTripScope:
		return out + "  →  " + back
	}
	return out
}

// protocolName is what people call p.
func protocolName(p mailcore.Protocol) string {
	switch p {
	case mailcore.POP3:
		return assets.Text("protocol.pop3")
	case mailcore.IMAP:
		return assets.Text("protocol.imap")
	}
	return ""
}

func (v *textView) step(res mailcore.Result) {
	line := fmt.Sprintf("  %s  %s  %s  %s", v.paint(colourOf[res.State], pad(words.State(res.State), v.states)),
		pad(words.Step(res), v.names), padLeft(words.Took(res.Took), 9), outcome(res))
	fmt.Fprintln(v.out, strings.TrimRight(line, " "))
}

// told names the facts that say how a step without a reply went.
var told = map[mailcore.Step][]string{
	mailcore.Resolve:     {"a", "aaaa"},
	mailcore.Connect:     {"address"},
	mailcore.Handshake:   {"tls-version", "cipher"},
	mailcore.Certificate: {"subject", "not-after"},
	mailcore.Authorize:   {"method"},
	mailcore.WaitStep:    {"waited"},
	mailcore.FindStep:    {"waited", "folder"},
}

// outcome says in one line how a step went, if possible in the server's words.
func outcome(res mailcore.Result) string {
	reply, _, _ := strings.Cut(res.Reply, "\n")
	var parts []string
	for _, name := range told[res.Step] {
		if fact := res.Facts[name]; fact != "" {
			parts = append(parts, fact)
		}
	}
	if n := res.Facts["messages"]; n != "" {
		parts = append(parts, assets.Text("summary.mailbox", "n", n))
	}
	if res.Fault != mailcore.NoFault && res.Fault != mailcore.Replied {
		parts = append(parts, assets.Text("fault."+string(res.Fault)))
	}
	if reply != "" {
		parts = append(parts, reply)
	}
	return strings.Join(parts, "  ")
}

func (v *textView) end(r mailcore.Report, problems []mailcore.Problem) {
	v.show(r)
	fmt.Fprintf(v.out, "\n%s\n", v.paint(colourOf[stateOf(r)], words.Summary(r)))
	if line, documented := cause.ZaionnexLine(r); line != "" {
		fmt.Fprintf(v.out, "Zaion'nex: %s\n", line)
		if !documented {
			fmt.Fprintf(v.out, "  %s\n", assets.Text("report.zaionnex-ours"))
		}
	}
	v.mail(r)
	v.products(r)
	for _, p := range problems {
		fmt.Fprintf(v.out, "  %s: %s\n", flagOf(p.Field), words.Problem(p))
	}
	for _, f := range cause.Diagnose(r) {
		v.finding(f)
	}
}

// products says of each product whether it will send.
func (v *textView) products(r mailcore.Report) {
	for _, line := range words.Verdicts(r) {
		fmt.Fprintf(v.out, "%s\n", v.paint(colourOf[line.State], line.Text))
	}
}

func stateOf(r mailcore.Report) mailcore.State {
	if r.OK() {
		return mailcore.Passed
	}
	return mailcore.Failed
}

func (v *textView) finding(f mailcore.Finding) {
	e := words.Finding(f)
	fmt.Fprintf(v.out, "\n%s: %s", assets.Text("severity."+string(f.Severity)), e.Title)
	if f.Field != "" {
		fmt.Fprintf(v.out, " (%s)", flagOf(f.Field))
	}
	fmt.Fprintf(v.out, "\n%s\n", indent(e.Text))
	for i, step := range e.Remedy {
		fmt.Fprintf(v.out, "  %d. %s\n", i+1, step)
	}
	for _, fix := range f.Fixes {
		fmt.Fprintf(v.out, "  → %s = %s\n", fix.Field, fix.Value)
	}
}

func indent(text string) string { return "  " + strings.ReplaceAll(text, "\n", "\n  ") }

// flags says by which flag a field is set in a terminal.
var flags = sync.OnceValue(flagsByField)

// flagOf names a field with its flag: "outgoing.host, --smtp".
func flagOf(field string) string {
	if flag, ok := flags()[field]; ok {
		return field + ", " + flag
	}
	return field
}

// colourOf holds the colours of ECMA-48 SGR.
var colourOf = map[mailcore.State]int{mailcore.Passed: 32, mailcore.Warned: 33, mailcore.Failed: 31}

func (v *textView) paint(colour int, text string) string {
	if !v.colours || colour == 0 {
		return text
	}
	return "\x1b[" + strconv.Itoa(colour) + "m" + text + "\x1b[0m"
}

func address(host string, port int) string {
	if a, err := netip.ParseAddr(host); err == nil && a.Is6() {
		host = "[" + host + "]"
	}
	return host + ":" + strconv.Itoa(port)
}
