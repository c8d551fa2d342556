package probe

import (
	"context"
	"net/netip"
	"slices"
	"time"
)

// Line tries each address of the host of m, one after another, on a port that
// is open, and judges the line from that and from m, which [Ports] has filled.
// After every address it calls show, from the calling goroutine, with a copy;
// show may be nil.
func Line(ctx context.Context, m Matrix, o Options, show func(Reach)) Reach {
	r := Reach{Host: m.Host, Paths: []Path{}, Checks: []Check{}}
	port := knock(m)
	for _, a := range m.Addresses {
		r.Paths = append(r.Paths, Path{Address: a, Family: family(a), Port: port, State: Waiting})
	}
	hand := func() {
		if show != nil {
			show(Reach{Host: r.Host, Paths: slices.Clone(r.Paths), Checks: slices.Clone(r.Checks)})
		}
	}
	for i := range r.Paths {
		walk(ctx, &r.Paths[i], o)
		hand()
	}
	r.Checks = append(r.Checks, Judge(m, r)...)
	hand()
	return r
}

// knock returns the port on which to try each address.
func knock(m Matrix) int {
	for _, r := range m.Rows {
		if r.State == Open && r.Port != RelayPort {
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
func walk(ctx context.Context, p *Path, o Options) {
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
