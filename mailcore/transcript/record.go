package transcript

import (
	"bytes"
	"fmt"

	"todoku/pattern"
)

const (
	keptBytes = 256 << 10 // bounds the record of one connection: a test has some thousand, and the history keeps thousands of tests
	lineBytes = 40        // what an empty line of it takes
)

// A Recorder turns the bytes of both directions into lines that may be kept.
type Recorder struct {
	scrub    scrubber
	tls      bool
	withhold bool
	said     []byte // an unfinished line of ours
	heard    []byte // an unfinished line of the server's
	lines    []Line
	kept     int
}

// NewRecorder returns a recorder that hides secrets.
func NewRecorder(secrets ...string) *Recorder { return &Recorder{scrub: newScrubber(secrets)} }

// Client takes bytes of ours; they need not be whole lines.
func (r *Recorder) Client(p []byte) { r.said = r.cut(append(r.said, p...), "C") }

// Server takes bytes of the server's.
func (r *Recorder) Server(p []byte) { r.heard = r.cut(append(r.heard, p...), "S") }

// Note adds a remark of ours.
func (r *Recorder) Note(text string) {
	r.flush()
	r.add("*", Visible([]byte(text)))
}

// cut records the whole lines of b and returns the rest.
func (r *Recorder) cut(b []byte, dir string) []byte {
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

// Encrypt marks the lines that follow as having crossed encrypted.
func (r *Recorder) Encrypt() {
	r.flush()
	r.tls = true
}

// Withhold keeps what we say out of the record, but for commands that hold no
// secret, until it is called with false.
func (r *Recorder) Withhold(on bool) {
	r.flushSaid()
	r.withhold = on
}

// Begin forgets the lines so far; unfinished ones stay.
func (r *Recorder) Begin() { r.lines = nil }

// Lines returns the record since [Recorder.Begin], unfinished lines too.
func (r *Recorder) Lines() []Line {
	r.flush()
	return append([]Line(nil), r.lines...)
}

// flush records lines that have begun but not ended.
func (r *Recorder) flush() {
	if len(r.heard) > 0 {
		r.line("S", r.heard)
	}
	r.heard = nil
	r.flushSaid()
}

func (r *Recorder) flushSaid() {
	if len(r.said) > 0 {
		r.line("C", r.said)
	}
	r.said = nil
}

func (r *Recorder) line(dir string, b []byte) {
	if dir == "C" {
		var withheld []byte
		b, withheld = mask(b, r.withhold)
		r.scrub.withhold(withheld)
	}
	if r.kept <= keptBytes {
		r.add(dir, r.Clean(b))
	}
}

// Clean makes text safe to keep. It scrubs twice: a secret may hide in the bytes, or appear by decoding.
func (r *Recorder) Clean(b []byte) string {
	return r.scrub.text(Visible([]byte(r.scrub.text(string(b)))))
}

func (r *Recorder) add(dir, text string) {
	if r.kept > keptBytes {
		return
	}
	if r.kept += len(text) + lineBytes; r.kept > keptBytes {
		dir, text = "*", "…"
	}
	r.lines = append(r.lines, Line{Dir: dir, TLS: r.tls, Text: text})
}

// Commands whose argument is a secret or a proof of it, in SMTP, POP3 and IMAP.
var secretive = pattern.New(`(?i)^((?:\S+ )?(?:AUTHENTICATE|AUTH) +\S+|APOP +\S+|PASS|\S+ LOGIN)( +.*)?$`)

// Commands that hold no secret even while a login is going on.
var harmless = pattern.New(`(?i)^(?:\*|QUIT|RSET|NOOP|EHLO \S+|HELO \S+|STARTTLS|STLS|USER .*|(?:\S+ )?(?:CAPA|CAPABILITY|LOGOUT)|\S+ ID \("name" "\w+"\))$`)

// mask withholds the secret part of a line that we said, and returns it too.
// Responses to a challenge count as secret: a password could be guessed from
// them.
func mask(line []byte, all bool) (masked, withheld []byte) {
	if m := secretive.FindSubmatch(line); m != nil {
		return withhold(m[1], bytes.TrimPrefix(m[2], []byte(" ")))
	}
	if all && !harmless.Match(line) {
		return withhold(nil, line)
	}
	return line, nil
}

func withhold(verb, secret []byte) (masked, withheld []byte) {
	if len(secret) == 0 {
		return verb, nil
	}
	if len(verb) > 0 {
		verb = append(verb, ' ')
	}
	return fmt.Appendf(verb, "<%d bytes withheld>", len(secret)), secret
}
