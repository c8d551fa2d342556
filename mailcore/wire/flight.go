package wire

import "bytes"

// A flight is what is said without waiting for an answer in between (RFC 2920),
// and what the server has answered. Whoever reads and writes need not know of it:
// each command is recorded when it is said, though it has left before, and each
// reply is heard when the one before it has been, though it has come already.
type flight struct {
	waiting []byte // goes along with what is written next
	said    []byte // has left, and is said later
	replies int    // of those under way, how many have not been heard
	held    []byte // from the server, behind the reply that is being heard
	line    []byte // the beginning of the line of it, as far as a code goes
}

// Ahead lets later, whole commands of SMTP, leave along with the command that is
// written next. Say them in that order afterwards; to say anything else gives the
// rest of them up. Each of them and the next gets one reply.
func (c *Conn) Ahead(later []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.flight = flight{waiting: later, replies: 1 + bytes.Count(later, []byte("\n"))}
}

// Flying returns how many replies are under way to what has left ahead, so that
// nobody takes one for the answer to something else.
func (c *Conn) Flying() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.flight.waiting) > 0 {
		return 0
	}
	return c.flight.replies
}

// leave returns what of p has to be sent now: nothing where it has left before,
// and where others go along, them too.
func (f *flight) leave(p []byte) []byte {
	if rest, before := bytes.CutPrefix(f.said, p); before && len(p) > 0 {
		f.said = rest
		return nil
	}
	p = append(bytes.Clone(p), f.waiting...)
	f.said, f.waiting = f.waiting, nil
	return p
}

// hear takes what the server has said, and returns what may be heard of it now:
// no more than to the end of a reply, until it is the last.
func (f *flight) hear(p []byte) (heard []byte) {
	p = append(f.held, p...)
	f.held = nil
	if f.replies <= 1 {
		f.replies = 0
		return p
	}
	for i, b := range p {
		if len(f.line) <= codeLength {
			f.line = append(f.line, b)
		}
		if b != '\n' {
			continue
		}
		more := len(f.line) > codeLength && f.line[codeLength] == '-'
		if f.line = f.line[:0]; !more {
			f.replies--
			f.held = p[i+1:]
			return p[:i+1]
		}
	}
	return p
}
