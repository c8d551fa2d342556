// Package wire is the one net.Conn under every mail library: bounded in bytes
// and time, cancellable at any moment, turned into TLS in place, with a record
// of the plaintext conversation in which no secret appears.
//
// [Dial] or [New] makes a [Conn]. [Conn.Begin] starts a step with limits of
// its own; [Conn.TLS] and [Conn.StartTLS] encrypt; [Conn.Heard] and
// [Conn.Lines] say what happened in the step; [Conn.Guard] keeps away from a
// library what it cannot read; [Conn.Cause] is the truth about
// why the connection ended, whatever a library makes of it.
package wire

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"sync"
	"time"

	"todoku/mailcore/transcript"
)

// Limits bound a connection. Zero means unlimited.
type Limits struct {
	Step      time.Duration // from Begin to Begin
	Total     time.Duration // of the whole connection
	StepBytes int           // plaintext bytes from the server in one step
	LineBytes int           // longest line from the server
	Nesting   int           // opening parentheses in one line from the server, however it goes on
}

// A Kind says why we broke a connection.
type Kind string

// The kinds of Cause.
const (
	Canceled Kind = "canceled" // the context ended
	TimedOut Kind = "timed out"
	TooLong  Kind = "too long" // a line or a reply exceeds the limits
	Injected Kind = "injected" // plaintext behind the go-ahead for STARTTLS (CVE-2011-0411)

	Foreign   Kind = "foreign"   // the greeting is of another protocol
	Malformed Kind = "malformed" // what came is no reply (RFC 5321 4.2)
)

// A Cause is the first reason for which a connection was broken by us.
type Cause struct {
	Kind   Kind
	Err    error  // of the context, where Kind is Canceled
	Speaks Speech // where Kind is Foreign; "" means that nobody knows it
}

func (c *Cause) Error() string { return "connection " + string(c.Kind) }

func (c *Cause) Unwrap() error { return c.Err }

// A Conn is a connection to a mail server. Libraries read and write it; the
// test that owns it begins steps. All methods may be called concurrently.
type Conn struct {
	raw     net.Conn
	limits  Limits
	started time.Time
	release func() bool

	mu      sync.Mutex
	current net.Conn // raw, or TLS over raw
	begun   time.Time
	step    time.Duration // limit of the current step
	cause   *Cause
	lost    error // with which the network ended it
	unsent  bool  // something we said did not leave
	replay  []byte
	guard   *guard // nil lets everything through
	room    []byte // to read into, while nobody does
	coming  []byte // from the server, before the guard
	ready   []byte // behind it
	ended   error  // with which the reading ends
	heard   []byte // from the server in this step
	budget  int    // of heard, in bytes
	private bool   // what the server says is somebody's mail
	rewrite func([]byte) []byte
	flight  flight
	talked  bool // the server has said something
	line    int  // bytes since the last line end from the server
	open    int  // opening parentheses since then, or longer where a literal goes on with the line
	last    byte // from the server, but for CR
	tls     bool
	rec     *transcript.Recorder
}

// New takes over raw. The connection breaks when ctx ends.
func New(ctx context.Context, raw net.Conn, limits Limits, secrets ...string) *Conn {
	now := time.Now()
	c := &Conn{raw: raw, current: raw, limits: limits, started: now, begun: now, step: limits.Step, budget: limits.StepBytes, rec: transcript.NewRecorder(secrets...)}
	c.release = context.AfterFunc(ctx, func() { c.fail(Canceled, context.Cause(ctx)) })
	return c
}

// Begin starts a step: its own clock, its own byte budget, its own record.
func (c *Conn) Begin() { c.BeginFor(c.limits.Step) }

// BeginFor starts a step that may take as long as limit.
func (c *Conn) BeginFor(limit time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.begun, c.step, c.heard, c.budget = time.Now(), limit, nil, c.limits.StepBytes
	c.rec.Begin()
	if c.cause == nil { // a library may be reading already, in a goroutine of its own
		c.current.SetReadDeadline(c.deadline())
	}
}

// Allow lets the server say as much as bytes in this step: a list of all
// messages is long.
func (c *Conn) Allow(bytes int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.budget = bytes
}

// Private keeps what the server says out of the record, and lifts the limit
// on lines, until it is called with false: it is somebody's mail. Of it, Heard
// then has only the first and the last line, where a server says how it went.
func (c *Conn) Private(on bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.private == on {
		return
	}
	if c.private = on; !on {
		c.rec.Note(fmt.Sprintf("<%d bytes of mail>", len(c.heard)))
		c.heard = ends(c.heard)
	}
}

// ends returns the first and the last line of b.
func ends(b []byte) []byte {
	first := bytes.IndexByte(b, '\n') + 1
	last := bytes.LastIndexByte(bytes.TrimSuffix(b, []byte("\n")), '\n') + 1
	return slices.Concat(b[:first], b[max(first, last):])
}

// Rewrite changes what a library writes before it is sent; nil changes
// nothing any more.
func (c *Conn) Rewrite(change func([]byte) []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.rewrite = change
}

// Withhold keeps everything that we say out of the record, but for commands
// that hold no secret, until it is called with false.
func (c *Conn) Withhold(on bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.rec.Withhold(on)
}

// Note adds a remark of ours to the record.
func (c *Conn) Note(text string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.rec.Note(text)
}

// Heard returns what the server said in this step, as it came.
func (c *Conn) Heard() []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]byte(nil), c.heard...)
}

// Lines returns the record of this step.
func (c *Conn) Lines() []transcript.Line {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.rec.Lines()
}

// Clean makes server text safe to keep: secrets out, controls visible.
func (c *Conn) Clean(text []byte) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.rec.Clean(text)
}

// Replay makes the next reads return b first. It is neither counted nor
// recorded: a library that insists on a greeting gets the old one after
// STARTTLS, where the server sends none (RFC 3207).
func (c *Conn) Replay(b []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.replay = append([]byte(nil), b...)
	if c.guard != nil && c.guard.greet == SMTP && len(b) > codeLength {
		c.replay = respaced(b)
	}
}

// respaced is a whole reply of SMTP as a library may read it.
func respaced(b []byte) (reply []byte) {
	for line := range bytes.Lines(b) {
		if len(line) > codeLength {
			line = spaced(line)
		}
		reply = append(reply, line...)
	}
	return reply
}

// Cause returns why we broke the connection, or nil if we did not. Libraries
// drop or rewrite errors, so ask here first.
func (c *Conn) Cause() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cause == nil {
		return nil
	}
	return c.cause
}

// Lost returns the first error of the network that broke the connection, or
// nil while none has: some libraries hide theirs.
func (c *Conn) Lost() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.lost
}

// fail breaks the connection now. It takes no lock of any library.
func (c *Conn) fail(kind Kind, err error) error {
	return c.end(&Cause{Kind: kind, Err: err})
}

// end breaks the connection for that reason, unless there is an earlier one.
// It returns the first.
func (c *Conn) end(cause *Cause) error {
	c.mu.Lock()
	c.cause = cmp.Or(c.cause, cause)
	cause = c.cause
	c.mu.Unlock()
	c.raw.SetDeadline(time.Unix(1, 0))
	c.raw.Close()
	return cause
}

func (c *Conn) deadline() time.Time {
	var at time.Time
	if c.step > 0 {
		at = c.begun.Add(c.step)
	}
	if total := c.started.Add(c.limits.Total); c.limits.Total > 0 && (at.IsZero() || total.Before(at)) {
		at = total
	}
	return at
}

func (c *Conn) Read(p []byte) (int, error) {
	c.mu.Lock()
	if len(c.replay) > 0 {
		n := copy(p, c.replay)
		c.replay = c.replay[n:]
		c.mu.Unlock()
		return n, nil
	}
	current, deadline, cause := c.current, c.deadline(), c.cause
	looked := c.guard != nil || len(c.coming) > 0 || len(c.ready) > 0 || c.ended != nil
	c.mu.Unlock()
	if cause != nil {
		return 0, cause
	}
	if looked {
		return c.guarded(p)
	}
	current.SetReadDeadline(deadline)
	n, err := current.Read(p)
	if c.take(p[:n]) {
		return 0, c.fail(TooLong, nil)
	}
	return n, c.explain(err)
}

// take counts and records what the server said. It reports whether that is
// more than the limits allow.
func (c *Conn) take(p []byte) (tooLong bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.heard = append(c.heard, p...)
	c.talked = c.talked || len(p) > 0
	if !c.private {
		c.rec.Server(p)
	}
	for _, b := range p {
		tooLong = c.count(b) || tooLong
	}
	return tooLong || c.budget > 0 && len(c.heard) > c.budget
}

// count follows the line that the server is saying. It reports whether that
// is too long, or nested deeper than a parser of IMAP should be trusted with.
func (c *Conn) count(b byte) (tooLong bool) {
	c.line++
	switch b {
	case '(':
		c.open++
	case '\n':
		c.line = 0
		if c.last != '}' { // else the line goes on behind a literal
			c.open = 0
		}
	}
	if b != '\r' {
		c.last = b
	}
	return !c.private && c.limits.LineBytes > 0 && c.line > c.limits.LineBytes ||
		c.limits.Nesting > 0 && c.open > c.limits.Nesting
}

// chunk is how much is written under one deadline: a record of TLS (RFC 8446
// 5.1), which a slow line takes within the time of a step.
const chunk = 16 << 10

func (c *Conn) Write(p []byte) (int, error) {
	c.mu.Lock()
	current, deadline, cause := c.current, c.deadline(), c.cause
	length := len(p)
	if c.rewrite != nil {
		p = c.rewrite(p)
	}
	if cause == nil {
		c.rec.Client(p) // before it leaves: what never arrived is worth seeing too
		p = c.flight.leave(p)
	}
	c.mu.Unlock()
	if cause != nil {
		return 0, cause
	}
	for sent := 0; sent < len(p); {
		current.SetWriteDeadline(deadline)
		n, err := current.Write(p[sent:min(sent+chunk, len(p))])
		sent += n
		if err != nil {
			c.mu.Lock()
			c.unsent = true
			c.mu.Unlock()
			return min(sent, length), c.explain(err)
		}
	}
	prompt(c.raw)
	return length, nil
}

// Sent reports whether everything we said has left this computer.
func (c *Conn) Sent() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return !c.unsent
}

// explain turns the error of a read or write into its cause, where we are it.
func (c *Conn) explain(err error) error {
	if err == nil {
		return nil
	}
	if cause := c.Cause(); cause != nil {
		return cause
	}
	if isTimeout(err) {
		return c.fail(TimedOut, nil)
	}
	if !errors.Is(err, net.ErrClosed) { // which is our own doing
		c.mu.Lock()
		defer c.mu.Unlock()
		c.lost = cmp.Or(c.lost, err)
	}
	return err
}

func isTimeout(err error) bool {
	ne, ok := errors.AsType[net.Error](err)
	return ok && ne.Timeout()
}

// farewell is how long the last words of TLS may take. crypto/tls would wait
// five seconds for a server that does not read.
const farewell = time.Second

// Close ends the connection.
func (c *Conn) Close() error {
	defer c.release()
	c.mu.Lock()
	current := c.current
	c.mu.Unlock()
	defer time.AfterFunc(farewell, func() { c.raw.Close() }).Stop()
	return current.Close()
}

// LocalAddr returns our end of the connection.
func (c *Conn) LocalAddr() net.Addr { return c.raw.LocalAddr() }

// RemoteAddr returns the server's end of the connection.
func (c *Conn) RemoteAddr() net.Addr { return c.raw.RemoteAddr() }

// SetDeadline does nothing: libraries set and clear deadlines as they like,
// and ours count.
func (c *Conn) SetDeadline(time.Time) error { return nil }

// SetReadDeadline does nothing, like SetDeadline.
func (c *Conn) SetReadDeadline(time.Time) error { return nil }

// SetWriteDeadline does nothing, like SetDeadline.
func (c *Conn) SetWriteDeadline(time.Time) error { return nil }
