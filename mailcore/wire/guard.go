package wire

import (
	"bytes"
	"slices"
	"time"
)

// A guard reads what the server says, line by line, before a library does.
// The library's own reader waits as long as it may for what is no reply.
type guard struct {
	wants []Speech
	greet Speech // in what it greeted, "" before that
	code  string // of the reply under way, whose lines have to agree
}

// Guard lets nothing through to a library but what speaks one of wants: a
// greeting in another protocol is [Foreign], and a reply of SMTP whose lines
// have no code, or several, is [Malformed]. A bare code, which RFC 5321 4.2
// allows, gets the space without which go-mail does not take it; [Conn.Heard]
// and [Conn.Lines] have what was really said. Call it before the greeting.
func (c *Conn) Guard(wants ...Speech) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.guard = &guard{wants: wants}
}

// line judges a whole line, and returns it as a library may read it.
func (g *guard) line(line []byte) ([]byte, *Cause) {
	if g.greet == "" {
		if cause := g.greeting(line); cause != nil {
			return nil, cause
		}
	}
	if g.greet == SMTP {
		return g.reply(line)
	}
	return line, nil
}

func (g *guard) greeting(line []byte) *Cause {
	speaks := Recognise(line)
	if !slices.Contains(g.wants, speaks) {
		return &Cause{Kind: Foreign, Speaks: speaks}
	}
	g.greet = speaks
	return nil
}

// reply judges a line of SMTP.
func (g *guard) reply(line []byte) ([]byte, *Cause) {
	if len(line) <= codeLength || !mayBeReply(line) || g.code != "" && string(line[:codeLength]) != g.code {
		return nil, &Cause{Kind: Malformed}
	}
	if g.code = ""; line[codeLength] == '-' {
		g.code = string(line[:codeLength])
	}
	return spaced(line), nil
}

// spaced gives a bare code the space that may follow it.
func spaced(line []byte) []byte {
	if b := line[codeLength]; b == '\r' || b == '\n' {
		return slices.Concat(line[:codeLength], []byte(" "), line[codeLength:])
	}
	return line
}

// part judges the beginning of a line whose end has not come: what can be no
// greeting and no reply any more need not be waited for.
func (g *guard) part(part []byte) *Cause {
	switch {
	case g.greet == SMTP && !mayBeReply(part):
		return &Cause{Kind: Malformed}
	case g.greet != "" || slices.ContainsFunc(g.wants, func(s Speech) bool { return mayBecome(s, part) }):
		return nil
	}
	if speaks := Recognise(part); speaks != "" || !mayBecome("", part) {
		return &Cause{Kind: Foreign, Speaks: speaks}
	}
	return nil
}

// guarded is Read where what the server says is looked at first, or was read
// by Await.
func (c *Conn) guarded(p []byte) (int, error) {
	for {
		c.mu.Lock()
		cause := c.judge()
		n := copy(p, c.ready)
		c.ready = c.ready[n:]
		ended, held := c.ended, len(c.flight.held) > 0
		c.mu.Unlock()
		switch {
		case cause != nil:
			return 0, c.end(cause)
		case n > 0 || len(p) == 0:
			return n, nil
		case ended != nil && !held:
			return 0, ended
		}
		c.fetch(time.Time{})
	}
}

// judge makes whole lines ready to be read. What comes behind lines that are
// ready is judged when these are read.
func (c *Conn) judge() *Cause {
	for c.guard != nil {
		end := bytes.IndexByte(c.coming, '\n') + 1
		if end == 0 {
			break
		}
		text, cause := c.guard.line(c.coming[:end])
		if cause != nil && len(c.ready) > 0 {
			return nil
		}
		if cause != nil {
			return cause
		}
		c.ready, c.coming = append(c.ready, text...), c.coming[end:]
		if c.guard.greet != SMTP { // only the greeting of the others is looked at
			c.guard = nil
		}
	}
	if c.guard == nil || c.ended != nil {
		c.ready, c.coming = append(c.ready, c.coming...), nil
		return nil
	}
	if len(c.ready) == 0 && len(c.coming) > 0 {
		return c.guard.part(c.coming)
	}
	return nil
}

// fetch reads once from the network, until by at most where that is not zero,
// and reports whether anything came of it: words or an end.
func (c *Conn) fetch(by time.Time) bool {
	c.mu.Lock()
	current, deadline, cause := c.current, c.deadline(), c.cause
	early := !by.IsZero() && (deadline.IsZero() || by.Before(deadline))
	held := len(c.flight.held) > 0
	heard := c.room
	c.room = nil
	c.mu.Unlock()
	if heard == nil {
		heard = make([]byte, chunk)
	}
	defer c.give(heard)
	switch {
	case cause != nil:
		c.finish(cause)
		return true
	case held:
		c.hear(nil)
		return true
	}
	if early {
		deadline = by
	}
	current.SetReadDeadline(deadline)
	n, err := current.Read(heard)
	if n == 0 && early && isTimeout(err) && c.Cause() == nil {
		return false
	}
	if c.hear(heard[:n]) && err != nil {
		c.finish(c.explain(err))
	}
	return true
}

// give lets the next read have the room of one that is over.
func (c *Conn) give(room []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.room = room
}

// hear takes what has come, and reports whether it may go on.
func (c *Conn) hear(p []byte) bool {
	c.mu.Lock()
	p = c.flight.hear(p)
	c.mu.Unlock()
	if c.take(p) {
		c.finish(c.fail(TooLong, nil))
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.coming = append(c.coming, p...)
	return true
}

// finish notes with what error the reading ends.
func (c *Conn) finish(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ended = err
}

// Await waits until the server has said something that nobody has read, or
// has ended the connection, but no longer than patience. It reports whether
// the server has.
func (c *Conn) Await(patience time.Duration) bool {
	c.mu.Lock()
	already := len(c.coming) > 0 || len(c.ready) > 0 || c.ended != nil
	c.mu.Unlock()
	return already || c.fetch(time.Now().Add(patience))
}
