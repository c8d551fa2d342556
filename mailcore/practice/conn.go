package practice

import (
	"context"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// idleLimit ends a connection on which nothing moves, whatever the library
// above it allows. It is longer than any client's own limit.
const idleLimit = 3 * time.Minute

// A conn is one accepted connection, below TLS. It bounds the deadlines that
// the libraries set, tells when they are done with it, and can be slow or put
// other words into the server's mouth.
type conn struct {
	net.Conn
	ctx     context.Context
	delay   time.Duration     // before each reply
	words   *strings.Replacer // nil means none; works on whole lines only
	closed  chan struct{}     // closed when the protocol has ended
	once    sync.Once
	replied atomic.Bool // something was written since the last read
}

func newConn(ctx context.Context, raw net.Conn, sc Scenario) (*conn, error) {
	c := &conn{Conn: raw, ctx: ctx, delay: sc.delay, words: sc.words, closed: make(chan struct{})}
	return c, c.SetDeadline(time.Time{})
}

// Read notes that the next write begins a reply.
func (c *conn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.replied.Store(false)
	return n, err
}

// Write takes its time if the scenario says so.
func (c *conn) Write(p []byte) (int, error) {
	if first := !c.replied.Swap(true); first && !sleep(c.ctx, c.delay) {
		return 0, net.ErrClosed
	}
	if c.words == nil {
		return c.Conn.Write(p)
	}
	if _, err := c.words.WriteString(c.Conn, string(p)); err != nil {
		return 0, err
	}
	return len(p), nil
}

// Close ends the connection for good.
func (c *conn) Close() error {
	defer c.once.Do(func() { close(c.closed) })
	return c.Conn.Close()
}

// SetDeadline sets both deadlines, no later than the idle limit.
func (c *conn) SetDeadline(t time.Time) error { return c.Conn.SetDeadline(bounded(t)) }

// SetReadDeadline sets the deadline for reading, no later than the idle limit.
func (c *conn) SetReadDeadline(t time.Time) error { return c.Conn.SetReadDeadline(bounded(t)) }

// SetWriteDeadline sets the deadline for writing, no later than the idle limit.
func (c *conn) SetWriteDeadline(t time.Time) error { return c.Conn.SetWriteDeadline(bounded(t)) }

func bounded(t time.Time) time.Time {
	limit := time.Now().Add(idleLimit)
	if t.IsZero() || t.After(limit) {
		return limit
	}
	return t
}

// sleep waits, and reports whether it could do so to the end.
func sleep(ctx context.Context, d time.Duration) bool {
	if d == 0 {
		return true
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// A handover is a listener whose connections somebody else has accepted, for
// libraries that want to accept them themselves.
type handover struct {
	conns chan net.Conn
	done  chan struct{}
}

func newHandover() *handover {
	return &handover{make(chan net.Conn), make(chan struct{})}
}

// serve gives nc, which c carries, to the library and waits until it is done
// with it.
func (h *handover) serve(nc net.Conn, c *conn) {
	select {
	case h.conns <- nc:
		<-c.closed
	case <-h.done:
	}
}

// Accept waits for the next connection.
func (h *handover) Accept() (net.Conn, error) {
	select {
	case c := <-h.conns:
		return c, nil
	case <-h.done:
		return nil, net.ErrClosed
	}
}

// Close makes Accept fail. The server closes it once; the libraries' own calls
// come to nothing.
func (h *handover) Close() error { return nil }

// Addr is not used by anybody.
func (h *handover) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)} }
