package discover

import (
	"context"
	"net"
	"time"
)

// lookupLimit bounds one question to DNS: resolvers wait five seconds before
// they ask the next server (resolv.conf(5)), which gets one.
const lookupLimit = 6 * time.Second

// breakable returns r with questions that all end with ctx: Go's own resolver
// looks at deadlines alone, and goes on where two wait for one answer. nil
// means the system's.
func breakable(ctx context.Context, r *net.Resolver) *net.Resolver {
	if r == nil {
		r = net.DefaultResolver
	}
	dial := r.Dial
	if dial == nil {
		dial = new(net.Dialer).DialContext
	}
	return &net.Resolver{
		PreferGo: r.PreferGo, StrictErrors: r.StrictErrors,
		Dial: func(once context.Context, network, addr string) (net.Conn, error) {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			conn, err := dial(once, network, addr)
			if err == nil {
				stop := context.AfterFunc(ctx, func() { conn.Close() })
				context.AfterFunc(once, func() { stop(); conn.Close() })
			}
			return conn, err
		},
	}
}

// orEnd waits for an answer until ctx ends. The question to the resolver of
// Windows cannot be broken off: it is abandoned.
func orEnd[T any](ctx context.Context, ask func() (T, error)) (T, error) {
	type answer struct {
		value T
		err   error
	}
	answers := make(chan answer, 1)
	go func() {
		value, err := ask()
		answers <- answer{value, err}
	}()
	select {
	case a := <-answers:
		return a.value, a.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}
