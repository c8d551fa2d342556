package probe

import (
	"cmp"
	"context"
	"net/netip"
	"slices"
	"sync"
	"time"

	"todoku/mailcore/ports"

	"todoku/mailcore"
)

// A sweep is a Matrix that is being filled, and who is shown it.
type sweep struct {
	ports.Matrix
	show func(ports.Matrix)
}

// Ports looks at the ports of host at once, with one connection to each at a
// time. It returns when all are known, the time of o is over or ctx has ended.
// After every change it calls show, from the calling goroutine, with a copy
// that nobody changes any more; show may be nil.
func Ports(ctx context.Context, host string, o Options, show func(ports.Matrix)) ports.Matrix {
	s := sweep{ports.Matrix{Host: host, Addresses: []netip.Addr{}, Started: o.now()}, show}
	for _, p := range o.ports() {
		s.Rows = append(s.Rows, ports.Row{Port: p.Number, State: ports.Waiting})
	}
	began := time.Now()
	timed, cancel := context.WithDeadline(ctx, began.Add(cmp.Or(o.Limit, portsLimit)))
	defer cancel()
	s.hand()
	s.fill(ctx, timed, o)
	s.Took = max(time.Since(began), 1)
	s.hand()
	return s.Matrix
}

// hand shows a copy.
func (s *sweep) hand() {
	if s.show != nil {
		seen := s.Matrix
		seen.Rows = slices.Clone(s.Rows)
		s.show(seen)
	}
}

// fill asks each port in a goroutine of its own. The connections end with ctx;
// timed ends what is limited.
func (s *sweep) fill(ctx, timed context.Context, o Options) {
	name, addrs, err := o.resolve(timed, s.Host)
	if err != nil {
		s.unresolved(faultOf(ctx, err))
		return
	}
	s.Host, s.Addresses = name, addrs
	type done struct {
		i   int
		row ports.Row
	}
	rows := make(chan done)
	var all sync.WaitGroup
	for i, p := range o.ports() {
		all.Go(func() {
			l := look{host: name, addrs: addrs, options: o, ctx: ctx, timed: timed}
			rows <- done{i, l.port(p)}
		})
	}
	go func() { all.Wait(); close(rows) }()
	for d := range rows {
		s.Rows[d.i] = d.row
		s.hand()
	}
}

func (s *sweep) unresolved(fault mailcore.Fault) {
	s.Fault = fault
	for i := range s.Rows {
		s.Rows[i].Fault, s.Rows[i].State = fault, stateOf(fault)
	}
}
