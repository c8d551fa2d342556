package steps

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"sync/atomic"

	"todoku/mailcore/wire"
	"todoku/pattern"
)

// errFarewell is a BYE in place of an answer.
var errFarewell = fmt.Errorf("%w and left", errReplied)

// A farewellConn ends where the server says BYE: go-imap would wait for an
// answer, or for a server that is slow to hang up.
type farewellConn struct {
	*wire.Conn
	leaving atomic.Bool            // we have said LOGOUT, which BYE is an answer to
	bye     atomic.Pointer[string] // what the server said instead of an answer

	line    []byte // begun and not ended, as far as it is looked at
	size    int    // in braces at its end, as far as they have come; -1 without
	closed  bool   // and the closing one too
	literal int    // bytes of a literal that are still to come
}

func (c *farewellConn) Read(p []byte) (int, error) {
	if c.bye.Load() != nil {
		return 0, io.EOF
	}
	n, err := c.Conn.Read(p)
	for i, b := range p[:n] {
		c.follow(b)
		if i >= 2 && b|0x20 == 'l' && untold(c.line) {
			copy(p[i-2:], told)
		}
	}
	return n, err
}

// told stands in for a NIL in the answer to ID, which nobody here reads: as long
// as it, and a string, which is all that go-imap v2.0.0-beta.8 takes there. It
// would end the connection (findings/go-imap-id-nil.sh).
const told = `"-"`

// untold reports whether a line, as far as it has come, is an answer to ID in
// which a value is left out (RFC 2971 4).
func untold(line []byte) bool {
	return len(line) < longestFarewell && len(line) > len("* ID (NIL") &&
		bytes.EqualFold(line[len(line)-4:], []byte(" NIL")) && bytes.EqualFold(line[:len("* ID (")], []byte("* ID (")) &&
		bytes.Count(line, []byte(`"`))%2 == 0
}

// longestFarewell bounds how much of a line is looked at, in bytes.
const longestFarewell = 1000

func (c *farewellConn) follow(b byte) {
	if c.literal > 0 {
		c.literal--
		return
	}
	if len(c.line) < longestFarewell {
		c.line = append(c.line, b)
	}
	if c.brace(b); b != '\n' {
		return
	}
	if c.closed { // the line goes on behind the literal
		c.literal, c.size, c.closed = c.size, -1, false
		return
	}
	if isFarewell(c.line) && !c.leaving.Load() {
		said := string(c.line)
		c.bye.CompareAndSwap(nil, &said)
	}
	c.line = c.line[:0]
}

// brace follows the announcement of a literal: "{310}" or "{310+}" at the end
// of a line (RFC 9051 4.3).
func (c *farewellConn) brace(b byte) {
	switch {
	case b == '{':
		c.size, c.closed = 0, false
	case b >= '0' && b <= '9' && c.size >= 0 && !c.closed:
		c.size = min(c.size*10+int(b-'0'), math.MaxInt32)
	case b == '}' && c.size >= 0 && !c.closed:
		c.closed = true
	case b != '+' && b != '\r' && b != '\n':
		c.size, c.closed = -1, false
	}
}

func isFarewell(line []byte) bool {
	words := bytes.Fields(line[:min(len(line), longestFarewell)])
	return len(words) > 1 && string(words[0]) == "*" && bytes.EqualFold(words[1], []byte("BYE"))
}

// farewell is what the server said instead of an answer, "" where it did not.
func (m *imapLink) farewell() string {
	if m.end == nil || m.end.bye.Load() == nil {
		return ""
	}
	return *m.end.bye.Load()
}

// words finds the server's words in what it said during a step, or before it
// in leaving.
func (m *imapLink) words(heard []byte) []byte {
	if said := imapReply(heard); len(said) > 0 {
		return said
	}
	return trim([]byte(m.farewell()))
}

// imapReply finds the server's words in what it said during a step: the first
// refusal, else a farewell, else the last answer, else the greeting. An untagged
// NO is a warning (RFC 9051 7.1.2).
func imapReply(heard []byte) []byte {
	var last, bye []byte
	for line := range bytes.Lines(heard) {
		tag, rest, _ := bytes.Cut(line, []byte(" "))
		status, _, _ := bytes.Cut(bytes.TrimSpace(rest), []byte(" "))
		switch word := strings.ToUpper(string(status)); {
		case (word == "NO" || word == "BAD") && string(tag) != "*" && string(tag) != "+":
			return trim(line)
		case word == "BYE" && string(tag) == "*" && bye == nil:
			bye = line
		case word == "OK" || word == "PREAUTH" || last == nil && string(tag) != "*":
			last = line
		case last == nil && (word == "NO" || word == "BAD"):
			last = line
		}
	}
	if bye != nil {
		return trim(bye)
	}
	return trim(last)
}

// alertPattern is what a server wants people to be shown (RFC 9051 7.1).
var alertPattern = pattern.New(`(?i)^\S+ (?:OK|NO|BAD|BYE|PREAUTH) \[ALERT\] *(\S.*)`)

// alerts notes what of that the server has said in this step.
func (r *run) alerts() {
	all := strings.FieldsFunc(r.result.Facts["alert"], func(c rune) bool { return c == '\n' })
	for line := range bytes.Lines(r.imap.conn.Heard()) {
		if m := alertPattern.FindSubmatch(trim(line)); m != nil {
			if text := r.clean(string(m[1])); !slices.Contains(all, text) {
				all = append(all, text)
			}
		}
	}
	r.fact("alert", strings.Join(all, "\n"))
}
