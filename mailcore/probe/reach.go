package probe

import (
	"context"
	"net"
	"net/netip"
	"slices"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/steps"
)

// headStart is what an address has before the next one is tried too (RFC 8305
// 5).
const headStart = 250 * time.Millisecond

// maxRacing bounds how many addresses are tried for one connection: the fourth
// begins within the first second.
const maxRacing = 4

// A runner is how one address fared.
type runner struct {
	conn net.Conn
	err  error
}

// reach connects to the first address that answers. Only one connection
// stays.
func (l look) reach(port int) (net.Conn, error) {
	ctx, cancel := context.WithCancel(l.timed)
	defer cancel()
	addrs := l.addrs[:min(len(l.addrs), maxRacing)]
	runners := make(chan runner)
	for i, a := range addrs {
		go func() { runners <- l.options.run(ctx, a, port, time.Duration(i)*headStart) }()
	}
	var won net.Conn
	var errs []error
	for range addrs { // each sends once, soon after ctx has ended
		r := <-runners
		switch {
		case r.err != nil:
			errs = append(errs, r.err)
		case won == nil:
			won = r.conn
			cancel()
		default:
			r.conn.Close()
		}
	}
	if won != nil {
		return won, nil
	}
	return nil, telling(errs)
}

// run connects to one address after its turn has come.
func (o Options) run(ctx context.Context, a netip.Addr, port int, wait time.Duration) runner {
	turn := time.NewTimer(wait)
	defer turn.Stop()
	select {
	case <-turn.C:
	case <-ctx.Done():
		return runner{err: context.Cause(ctx)}
	}
	conn, err := o.dial(ctx, endpoint(a, port))
	return runner{conn, err}
}

func (o Options) dial(ctx context.Context, address string) (net.Conn, error) {
	if o.Dial != nil {
		return o.Dial(ctx, "tcp", address)
	}
	return new(net.Dialer).DialContext(ctx, "tcp", address)
}

// weight lists what a failed connection tells, most first.
var weight = []mailcore.Fault{mailcore.Refused, mailcore.Reset, mailcore.Timeout, mailcore.Stopped, mailcore.Forbidden}

// telling returns the error that tells most.
func telling(errs []error) error {
	for _, fault := range weight {
		if i := slices.IndexFunc(errs, func(err error) bool { return steps.FaultOf(err) == fault }); i >= 0 {
			return errs[i]
		}
	}
	return errs[0]
}
