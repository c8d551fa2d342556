package probe

import (
	"context"
	"encoding/json"
	"net/netip"
	"slices"
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
	Took    time.Duration  `json:"-"`
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

// MarshalJSON writes times in milliseconds.
func (p Path) MarshalJSON() ([]byte, error) {
	type plain Path
	return json.Marshal(struct {
		plain
		TookMS int64 `json:"took_ms"`
	}{plain(p), p.Took.Milliseconds()})
}
