package papers

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore"
	"todoku/mailcore/cause"
	"todoku/pattern"
)

// about says what was tested, when and with what.
func (i Inquiry) about() section {
	r, s := i.Report, section{Title: assets.Text("inquiry.about")}
	s.add(assets.Text("inquiry.server"), named(r.Profile.Code, r.Profile.Name))
	s.add(assets.Text("inquiry.scope"), assets.Text("scope."+string(r.Scope))+"\n"+assets.Text("scope."+string(r.Scope)+".hint"))
	var verdicts []string
	for _, v := range words.Verdicts(r) {
		verdicts = append(verdicts, v.Text)
	}
	s.add(assets.Text("field.products"), strings.Join(verdicts, "\n"))
	s.add(assets.Text("inquiry.started"), i.moment(r.Started))
	s.add(assets.Text("inquiry.took"), words.Took(r.Took))
	s.add(assets.Text("inquiry.program"), strings.TrimSpace("Todoku "+i.Version))
	s.add(assets.Text("inquiry.os"), i.OS)
	s.add(assets.Text("inquiry.run"), r.ID)
	s.add(assets.Text("inquiry.written"), i.moment(i.Now))
	return s
}

// moment writes a time with its zone: the reader may sit elsewhere.
func (i Inquiry) moment(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(i.Now.Location()).Format("2006-01-02 15:04:05 -07:00")
}

// settings lists what the test was made with.
func (i Inquiry) settings() section {
	p, s := i.Report.Profile, section{Title: assets.Text("inquiry.settings")}
	for _, key := range mailcore.FieldKeys() {
		if value := p.Text(key); value != "" && value != "false" && value != "0" && tells(p, i.Report.Scope, key) {
			s.add(label(key), words.Value(mailcore.Change{Field: key, Value: value}))
		}
	}
	return s
}

// tells reports whether a field had to do with a test.
func tells(p mailcore.Profile, scope mailcore.Scope, key string) bool {
	switch {
	case key == "code" || key == "name" || key == "notify":
		return false
	case strings.HasPrefix(key, "outgoing.pop."):
		return p.Outgoing.PopBefore.Use && scope.Sends()
	case strings.HasPrefix(key, "outgoing."):
		return scope.Sends()
	case key == "incoming.delete_days" && !p.Incoming.Delete:
		return false
	case strings.HasPrefix(key, "incoming."):
		return scope.Receives() && p.Incoming.Protocol != ""
	}
	return true
}

// label names a field with the part of the form that it is in, where others
// are called the same.
func label(key string) string {
	group := ""
	switch {
	case strings.HasPrefix(key, "outgoing.pop."):
		group = "section.pop"
	case strings.HasPrefix(key, "outgoing."):
		group = "side.outgoing"
	case strings.HasPrefix(key, "incoming."):
		group = "side.incoming"
	}
	name := assets.Text("field." + key)
	if group == "" || assets.Text(group) == name {
		return name
	}
	return assets.Text(group) + ": " + name
}

// steps lists how far the test came.
func (i Inquiry) steps() section {
	s := section{Title: assets.Text("report.steps"), Table: table{Head: []string{
		assets.Text("inquiry.step"), assets.Text("inquiry.state"), assets.Text("inquiry.took"), assets.Text("report.server-words"),
	}}}
	for _, way := range i.Report.Each() {
		if way.For != nil {
			s.Table.Rows = append(s.Table.Rows, line{Cells: []string{words.Way(way.For)}, Mark: heading})
		}
		for _, res := range way.Results {
			s.Table.Rows = append(s.Table.Rows, i.step(way, res))
		}
	}
	return s
}

func (i Inquiry) step(way mailcore.Report, res mailcore.Result) line {
	said := strings.TrimPrefix(outcome(res)+"\n"+words.WayNote(way, res), "\n")
	row := line{Cells: []string{words.Step(res), words.State(res.State), words.Took(res.Took), strings.TrimSuffix(said, "\n")}}
	if res.State == mailcore.Failed {
		row.Mark = red
		row.Cells[1] = "✕ " + row.Cells[1]
	}
	return row
}

// outcome is what the server said, or else what happened.
func outcome(res mailcore.Result) string {
	var parts []string
	if res.Fault != mailcore.NoFault && res.Fault != mailcore.Replied {
		parts = append(parts, assets.Text("fault."+string(res.Fault)))
	}
	if first, _, _ := strings.Cut(res.Reply, "\n"); first != "" {
		parts = append(parts, cmp.Or(refusal(res.Reply), first))
	}
	return strings.Join(parts, " / ")
}

// refusal returns the lines of a reply that say no (RFC 5321 4.2).
func refusal(reply string) string { return strings.Join(refusalPattern.FindAllString(reply, -1), "\n") }

var (
	refusalPattern  = pattern.New(`(?m)^[45]\d\d[ -].*$`)
	codePattern     = pattern.New(`(?m)^[2-5]\d\d\b`)
	enhancedPattern = pattern.New(`(?m)^[245]\d\d[ -]([245]\.\d{1,3}\.\d{1,3})\b`)
)

// finding explains one cause; for the root of a failure, with what led to it.
func (i Inquiry) finding(f mailcore.Finding, root bool) section {
	e := words.Finding(f)
	s := section{Title: assets.Text("severity."+string(f.Severity)) + ": " + e.Title, Paras: []string{e.Text}, Steps: e.Remedy}
	if f.Field != "" {
		s.add(assets.Text("inquiry.field"), label(f.Field))
	}
	if failure, failed := i.Report.Failure(); failed && root {
		s.add(assets.Text("inquiry.code"), codePattern.FindString(failure.Reply))
		if m := enhancedPattern.FindStringSubmatch(failure.Reply); m != nil {
			s.add(assets.Text("inquiry.enhanced"), m[1])
		}
		s.Quote = failure.Reply
	}
	s.add(assets.Text("inquiry.cause"), string(f.Code))
	s.add(assets.Text("inquiry.manual"), words.Manual(f.Code))
	return s
}

// shown are the facts about a server in the order in which they are read.
var shown = []string{
	"address", "family", "banner", "helo", "starttls", "tls-version", "cipher", "verified", "subject", "sans", "issuer",
	"not-before", "not-after", "days-left", "key", "fingerprint", "chain", "capabilities", "mechanisms", "size", "method", "attempts",
	"sender", "recipient", "message-id", "charset", "queue-id",
}

// servers tells what was learned of each server.
func (i Inquiry) servers() []section {
	i.Report = cause.FailedWay(i.Report)
	var all []section
	for _, side := range []mailcore.Side{mailcore.BeforeSide, mailcore.OutgoingSide, mailcore.IncomingSide} {
		s := section{Title: assets.Text("inquiry.facts", "side", assets.Text("side."+string(side)))}
		for _, name := range append(slices.Clone(shown), i.others(side)...) {
			s.add(assets.Text("fact."+name), i.factText(name, i.Report.Fact(side, name)))
		}
		all = append(all, s)
	}
	return all
}

// others lists the facts that are in no order but have words, as later
// versions may learn more.
func (i Inquiry) others(side mailcore.Side) []string {
	names := map[string]bool{}
	for _, res := range i.Report.Results {
		for name := range res.Facts {
			if res.Side == side && assets.Has("fact."+name) && !slices.Contains(shown, name) {
				names[name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// factText says a fact in words where it has some.
func (i Inquiry) factText(name, value string) string {
	for _, key := range []string{"fact." + name + "." + value, name + "." + value} {
		if value != "" && assets.Has(key) {
			return assets.Text(key)
		}
	}
	if at, err := time.Parse(time.RFC3339, value); err == nil {
		return i.moment(at)
	}
	return value
}

// mailbox says what the receiving server holds.
func (i Inquiry) mailbox() section {
	s, box := section{Title: assets.Text("mailbox.title")}, i.Report.Mailbox
	if box == nil {
		return s
	}
	s.add(assets.Text("fact.messages"), strconv.Itoa(box.Count))
	if box.Bytes >= 0 {
		s.add(assets.Text("mailbox.size"), strconv.FormatInt(box.Bytes, 10))
	}
	return s
}

// delivery tells the way of the test mail.
func (i Inquiry) delivery() section {
	d := i.Report.Delivery
	if d == nil {
		return section{}
	}
	s := section{Title: assets.Text("delivery.title", "seconds", strconv.FormatFloat(d.Seconds, 'f', 1, 64), "folder", d.Folder)}
	for _, hop := range d.Hops {
		way := cmp.Or(hop.From, "—") + " → " + cmp.Or(hop.By, "—")
		s.Steps = append(s.Steps, strings.Join(strings.Fields(i.moment(hop.At)+" "+way+" "+hop.With+" "+words.Took(hop.Delay)), " "))
	}
	s.add(assets.Text("fact.auth-results"), d.AuthResults)
	for _, c := range d.Rewritten {
		s.Paras = append(s.Paras, assets.Text("delivery.rewritten", "field", c.Field, "value", c.Value))
	}
	return s
}

// conversation is everything that was said, with a remark where each step
// begins: C for what we said, S for the server.
func (i Inquiry) conversation() section {
	var b strings.Builder
	for _, way := range i.Report.Each() {
		if way.For != nil {
			b.WriteString("━━ " + words.Way(way.For) + "\n")
		}
		for _, res := range way.Results {
			if len(res.Lines) > 0 {
				b.WriteString("── " + words.Step(res) + "\n")
			}
			for _, l := range res.Lines {
				b.WriteString(l.Dir + "  " + l.Text + "\n")
			}
		}
	}
	return section{Title: assets.Text("report.raw"), Quote: b.String()}
}
