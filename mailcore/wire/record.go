package wire

import (
	"bytes"
	"fmt"
	"regexp"
)

// keptBytes bounds the record of one connection.
const keptBytes = 256 << 10

// A recorder turns the bytes of both directions into lines that may be kept.
type recorder struct {
	scrub    scrubber
	tls      bool
	withhold bool
	said     []byte // an unfinished line of ours
	heard    []byte // an unfinished line of the server's
	lines    []Line
	kept     int
}

func (r *recorder) client(p []byte) { r.said = r.cut(append(r.said, p...), "C") }
func (r *recorder) server(p []byte) { r.heard = r.cut(append(r.heard, p...), "S") }
func (r *recorder) note(text string) {
	r.flush()
	r.add("*", Visible([]byte(text)))
}

// cut records the whole lines of b and returns the rest.
func (r *recorder) cut(b []byte, dir string) []byte {
	for {
		line, rest, found := bytes.Cut(b, []byte("\n"))
		if !found {
			if len(b) > keptBytes { // no line at all: keep the beginning
				b = b[:keptBytes]
			}
			return b
		}
		r.line(dir, bytes.TrimSuffix(line, []byte("\r")))
		b = rest
	}
}

// flush records lines that have begun but not ended.
func (r *recorder) flush() {
	if len(r.heard) > 0 {
		r.line("S", r.heard)
	}
	if len(r.said) > 0 {
		r.line("C", r.said)
	}
	r.heard, r.said = nil, nil
}

func (r *recorder) line(dir string, b []byte) {
	if dir == "C" {
		b = mask(b, r.withhold)
	}
	r.add(dir, r.clean(b))
}

// clean scrubs twice: a secret may hide in the bytes, or appear by decoding.
func (r *recorder) clean(b []byte) string {
	return r.scrub.text(Visible([]byte(r.scrub.text(string(b)))))
}

func (r *recorder) add(dir, text string) {
	if r.kept > keptBytes {
		return
	}
	if r.kept += len(text) + 1; r.kept > keptBytes {
		dir, text = "*", "…"
	}
	r.lines = append(r.lines, Line{Dir: dir, TLS: r.tls, Text: text})
}

// Commands whose argument is a secret or a proof of it, in SMTP, POP3 and IMAP.
var secretive = regexp.MustCompile(`(?i)^((?:\S+ )?(?:AUTHENTICATE|AUTH) +\S+|APOP +\S+|PASS|\S+ LOGIN)( +.*)?$`)

// Commands that hold no secret even while a login is going on.
var harmless = regexp.MustCompile(`(?i)^(?:\*|QUIT|RSET|NOOP|EHLO \S+|HELO \S+|STARTTLS|STLS|USER .*|(?:\S+ )?(?:CAPA|CAPABILITY|LOGOUT))$`)

// mask withholds the secret part of a line that we said. Responses to a
// challenge count as secret: a password could be guessed from them.
func mask(line []byte, all bool) []byte {
	if m := secretive.FindSubmatch(line); m != nil {
		if rest := bytes.TrimSpace(m[2]); len(rest) > 0 {
			return fmt.Appendf(nil, "%s <%d bytes withheld>", m[1], len(rest))
		}
		return line
	}
	if all && len(line) > 0 && !harmless.Match(line) {
		return fmt.Appendf(nil, "<%d bytes withheld>", len(line))
	}
	return line
}
