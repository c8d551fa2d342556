package wire

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"time"
)

// TLS encrypts the connection from here on. Where the handshake fails the
// connection is of no further use. Plaintext in place of the handshake, from
// a server that has said something before, is [Injected] too: it came behind
// the go-ahead, only later.
func (c *Conn) TLS(ctx context.Context, config *tls.Config) (tls.ConnectionState, error) {
	c.mu.Lock()
	deadline := c.deadline()
	c.mu.Unlock()
	t := tls.Client(c.raw, config)
	c.raw.SetDeadline(deadline)
	err := t.HandshakeContext(ctx)
	state := t.ConnectionState()
	if ctx.Err() != nil {
		return state, c.fail(Canceled, context.Cause(ctx))
	}
	if _, plain := errors.AsType[tls.RecordHeaderError](err); plain && c.hasTalked() {
		return state, c.fail(Injected, nil)
	}
	if err != nil {
		return state, c.explain(err)
	}
	c.raw.SetDeadline(time.Time{})
	prompt(c.raw)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.current, c.tls, c.line = t, true, 0
	c.coming, c.ready, c.ended = nil, nil, nil // of the plaintext
	c.rec.Encrypt()
	return state, nil
}

// GoAhead checks, before TLS begins, that the server's go-ahead for STARTTLS
// came alone. Anything behind it was put there by somebody who is not the
// server: it breaks the connection.
func (c *Conn) GoAhead() error {
	switch heard := c.Heard(); {
	case oneReply(heard):
		return nil
	case len(heard) > 0 && !bytes.Contains(heard, []byte("\n")):
		return io.ErrUnexpectedEOF // it broke off
	}
	return c.fail(Injected, nil)
}

func (c *Conn) hasTalked() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.talked
}

// Encrypted reports whether the connection is under TLS.
func (c *Conn) Encrypted() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.tls
}

// oneReply reports whether b is exactly one reply: one line, or several of
// which all but the last are continued with a hyphen (RFC 5321 4.2.1).
func oneReply(b []byte) bool {
	lines := bytes.SplitAfter(b, []byte("\n"))
	last := len(lines) - 1
	if last < 1 || len(lines[last]) != 0 {
		return false
	}
	for _, l := range lines[:last-1] {
		if len(l) < 4 || l[3] != '-' {
			return false
		}
	}
	return len(lines[last-1]) < 4 || lines[last-1][3] != '-'
}
