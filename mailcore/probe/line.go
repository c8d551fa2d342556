package probe

import (
	"context"
	"net/netip"
	"slices"
	"time"

	"todoku/mailcore/ports"
)

// Line tries each address of the host of m, one after another, on a port that
// is open, and judges the line from that and from m, which [Ports] has filled.
// After every address it calls show, from the calling goroutine, with a copy;
// show may be nil.
func Line(ctx context.Context, m ports.Matrix, o Options, show func(ports.Reach)) ports.Reach {
	r := ports.Reach{Host: m.Host, Paths: []ports.Path{}, Checks: []ports.Check{}}
	port := knock(m)
	for _, a := range m.Addresses {
		r.Paths = append(r.Paths, ports.Path{Address: a, Family: family(a), Port: port, State: ports.Waiting})
	}
	hand := func() {
		if show != nil {
			show(ports.Reach{Host: r.Host, Paths: slices.Clone(r.Paths), Checks: slices.Clone(r.Checks)})
		}
	}
	for i := range r.Paths {
		walk(ctx, &r.Paths[i], o)
		hand()
	}
	r.Checks = append(r.Checks, ports.Judge(m, r)...)
	hand()
	return r
}

// knock returns the port on which to try each address.
func knock(m ports.Matrix) int {
	for _, r := range m.Rows {
		if r.State == ports.Open && r.Port != ports.RelayPort {
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
func walk(ctx context.Context, p *ports.Path, o Options) {
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
	p.State, p.Local = ports.Open, addressOf(conn.LocalAddr())
	conn.Close()
}
