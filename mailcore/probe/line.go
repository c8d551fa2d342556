package probe

import (
	"context"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"todoku/mailcore"
)

// A Reach is what lies between this computer and a server.
type Reach struct {
	Host   string  `json:"host"`
	Paths  []Path  `json:"paths"`  // one for each address
	Checks []Check `json:"checks"` // empty until the paths are known
}

// A Path is how one address of the host is reached.
type Path struct {
	Address netip.Addr     `json:"address"`
	Family  string         `json:"family"` // "IPv4" or "IPv6"
	Port    int            `json:"port"`
	State   State          `json:"state"`
	Fault   mailcore.Fault `json:"fault,omitempty"`
	Local   string         `json:"local,omitempty"` // the address of this end
	Took    time.Duration  `json:"took"`
}

// A Check is one thing that was judged.
type Check struct {
	Code    Code              `json:"code"`
	Verdict mailcore.Verdict  `json:"verdict"`
	Args    map[string]string `json:"args,omitempty"` // for the words
}

// checks lists what is judged, in the order in which it is shown.
var checks = []func(Matrix, Reach, Options) Check{families, op25b, interception, clock, portal}

// Line tries each address of the host of m, one after another, on a port that
// is open, and judges the line from that and from m, which [Ports] has filled.
// After every address it calls show, from the calling goroutine, with a copy;
// show may be nil.
func Line(ctx context.Context, m Matrix, o Options, show func(Reach)) Reach {
	r := Reach{Host: m.Host, Paths: []Path{}, Checks: []Check{}}
	port := m.knock()
	for _, a := range m.Addresses {
		r.Paths = append(r.Paths, Path{Address: a, Family: family(a), Port: port, State: Waiting})
	}
	for i := range r.Paths {
		r.Paths[i].walk(ctx, o)
		r.hand(show)
	}
	for _, check := range checks {
		r.Checks = append(r.Checks, check(m, r, o))
	}
	r.hand(show)
	return r
}

func (r *Reach) hand(show func(Reach)) {
	if show != nil {
		show(Reach{r.Host, slices.Clone(r.Paths), slices.Clone(r.Checks)})
	}
}

// knock returns the port on which to try each address.
func (m Matrix) knock() int {
	for _, r := range m.Rows {
		if r.State == Open && r.Port != relayPort {
			return r.Port
		}
	}
	return 587
}

func family(a netip.Addr) string {
	if a.Is4() {
		return "IPv4"
	}
	return "IPv6"
}

// walk connects, and hangs up.
func (p *Path) walk(ctx context.Context, o Options) {
	timed, cancel := context.WithTimeout(ctx, o.once())
	defer cancel()
	began := time.Now()
	conn, err := o.dial(timed, endpoint(p.Address, p.Port))
	p.Took = max(time.Since(began), 1)
	if err != nil {
		p.Fault = faultOf(ctx, err)
		p.State = stateOf(p.Fault)
		return
	}
	p.State, p.Local = Open, addressOf(conn.LocalAddr())
	conn.Close()
}

// families compares IPv4 and IPv6.
func families(_ Matrix, r Reach, _ Options) Check {
	open := map[string]bool{}
	all := map[string]bool{}
	for _, p := range r.Paths {
		open[p.Family] = open[p.Family] || p.State == Open
		all[p.Family] = true
	}
	code, verdict := familyNone, mailcore.Fail
	switch {
	case len(all) == 0:
		code, verdict = familyUnknown, mailcore.Unknown
	case open["IPv4"] && open["IPv6"]:
		code, verdict = familyBoth, mailcore.Pass
	case open["IPv4"] && all["IPv6"]:
		code, verdict = familyNoIPv6, mailcore.Warn
	case open["IPv6"] && all["IPv4"]:
		code, verdict = familyNoIPv4, mailcore.Warn
	case open["IPv4"] || open["IPv6"]:
		code, verdict = familyOne, mailcore.Pass
	}
	return Check{code, verdict, map[string]string{"host": r.Host, "families": strings.Join(sorted(all), ", "), "port": portOf(r)}}
}

func sorted(set map[string]bool) (list []string) {
	for name := range set {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}

func portOf(r Reach) string {
	if len(r.Paths) == 0 {
		return ""
	}
	return strconv.Itoa(r.Paths[0].Port)
}

// submissionPorts are those that a line open to submission lets through.
var submissionPorts = []int{587, 465}

// op25b judges whether this line closes port 25 (Outbound Port 25 Blocking).
// Only the user's own server is asked, whose own firewall looks the same.
func op25b(m Matrix, _ Reach, _ Options) Check {
	relay, submits := Row{}, ""
	for _, r := range m.Rows {
		switch {
		case r.Port == relayPort:
			relay = r
		case slices.Contains(submissionPorts, r.Port) && r.State == Open && submits == "":
			submits = strconv.Itoa(r.Port)
		}
	}
	args := map[string]string{"host": m.Host, "port": submits}
	switch {
	case relay.State == Open:
		return Check{op25bOpen, mailcore.Pass, args}
	case relay.State == Closed:
		return Check{op25bRefused, mailcore.Pass, args}
	case relay.State == Filtered && submits != "":
		return Check{op25bLikely, mailcore.Warn, args}
	}
	return Check{op25bUnknown, mailcore.Unknown, args}
}

// interception looks for issuers that are no authority but a program.
func interception(m Matrix, _ Reach, _ Options) Check {
	seen := false
	for _, r := range m.Rows {
		if r.Security == nil {
			continue
		}
		seen = true
		issuer := r.Security.Certificate["issuer"]
		if program := mailcore.Interceptor(issuer); program != "" {
			return Check{tlsIntercepted, mailcore.Warn, map[string]string{"program": program, "issuer": issuer, "port": strconv.Itoa(r.Port)}}
		}
	}
	if !seen {
		return Check{tlsUnseen, mailcore.Unknown, nil}
	}
	return Check{tlsDirect, mailcore.Pass, nil}
}

// portal recognises a proxy or a login page in place of the server.
func portal(m Matrix, _ Reach, _ Options) Check {
	silent, mail := 0, 0
	for _, r := range m.Rows {
		switch {
		case r.Speaks == HTTP:
			return Check{portalHTTP, mailcore.Fail, map[string]string{"port": strconv.Itoa(r.Port), "host": m.Host}}
		case r.Speaks == SMTP || r.Speaks == POP3 || r.Speaks == IMAP || r.Security != nil:
			mail++
		case r.State == Open:
			silent++
		}
	}
	switch {
	case mail > 0:
		return Check{portalNone, mailcore.Pass, nil}
	case silent == len(m.Rows) && silent > 1:
		return Check{portalSilent, mailcore.Warn, map[string]string{"host": m.Host}}
	}
	return Check{portalUnknown, mailcore.Unknown, nil}
}
