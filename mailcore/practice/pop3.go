package practice

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"strings"

	"github.com/emersion/go-imap/v2"
)

// popErrorLimit is how many commands may fail before the server hangs up: a
// person may mistype, and no program goes on for so long.
const popErrorLimit = 20

// speakPOP3 serves one POP3 connection (RFC 1939) to its end.
func (s *Server) speakPOP3(nc net.Conn, _ *conn) {
	defer func() { _ = nc.Close() }()
	t := &popSession{server: s.service("pop3")}
	if !t.server.Scenario.mailbox.noAPOP {
		t.stamp = stamp()
	}
	t.use(nc)
	defer t.leave()
	t.run()
}

// popSession is one POP3 client.
type popSession struct {
	server  service
	conn    net.Conn
	r       *bufio.Reader
	w       *bufio.Writer
	stamp   string // of the greeting, for APOP; "" means that there is none
	user    string // from USER, not proved yet
	box     *mailbox
	list    []message // as it was at the login; its numbers never change
	deleted imap.UIDSet
	errors  int
	quit    bool
}

// use makes nc the connection. What the client sent before it is forgotten, so
// that nothing can be smuggled in front of TLS.
func (t *popSession) use(nc net.Conn) {
	t.conn = nc
	t.r, t.w = bufio.NewReaderSize(nc, lineLimit), bufio.NewWriter(nc)
}

// leave gives the mailbox back.
func (t *popSession) leave() {
	if t.box != nil {
		t.box.unlock()
	}
}

func (t *popSession) run() {
	if t.ok(strings.TrimSpace("Todoku practice POP3 server ready "+t.stamp)) != nil {
		return
	}
	for !t.quit && t.errors < popErrorLimit {
		line, err := t.readLine()
		if err != nil || t.obey(line) != nil {
			return
		}
	}
}

// readLine reads one line. Too long a line ends the session.
func (t *popSession) readLine() (string, error) {
	line, err := t.r.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		t.skipLine()
		_ = t.err("Line too long")
	}
	return strings.TrimRight(string(line), "\r\n"), err
}

// skipLine reads on to the end of the line, within reason: what is unread when
// a connection closes can destroy what was said last.
func (t *popSession) skipLine() {
	for range messageLimit / lineLimit {
		if _, err := t.r.ReadSlice('\n'); !errors.Is(err, bufio.ErrBufferFull) {
			return
		}
	}
}

// obey carries out one command. An error means that the connection is of no
// more use.
func (t *popSession) obey(line string) error {
	verb, arg := parsePOP3(line)
	command, ok := popCommands[verb]
	ok = ok && !t.lacks(verb)
	switch {
	case !ok:
		return t.err("Unknown command")
	case command.proved && t.box == nil:
		return t.err("Log in first")
	case command.unproved && t.box != nil:
		return t.err("Already logged in")
	}
	return command.run(t, arg)
}

// lacks reports whether the scenario has done away with the command.
func (t *popSession) lacks(verb string) bool {
	return verb == "UIDL" && t.server.Scenario.mailbox.noUIDL || verb == "APOP" && t.stamp == ""
}

// parsePOP3 splits a line. The rest is not trimmed: it may be a password.
func parsePOP3(line string) (verb, arg string) {
	verb, arg, _ = strings.Cut(line, " ")
	return strings.ToUpper(verb), arg
}

func (t *popSession) secure() bool { return secure(t.conn) }

func (t *popSession) ok(text string) error { return t.say("+OK " + text) }

func (t *popSession) err(text string) error {
	t.errors++
	return t.say("-ERR " + text)
}

func (t *popSession) say(line string) error {
	_, _ = t.w.WriteString(line + "\r\n")
	return t.w.Flush() // reports the first error of the writer
}

// lines sends a reply of several lines, with the dots stuffed.
func (t *popSession) lines(text string, write func(io.Writer)) error {
	_, _ = t.w.WriteString("+OK " + text + "\r\n")
	var all bytes.Buffer
	if write(&all); all.Len() == 0 { // a DotWriter would put an empty line before the dot
		_, _ = t.w.WriteString(".\r\n")
		return t.w.Flush()
	}
	dots := textproto.NewWriter(t.w).DotWriter()
	_, _ = all.WriteTo(dots)
	return dots.Close()
}

// upgrade carries out STLS (RFC 2595 §4).
func (t *popSession) upgrade() error {
	if err := t.ok("Begin TLS negotiation"); err != nil {
		return err
	}
	nc := tls.Server(t.conn, t.server.tls)
	if err := nc.Handshake(); err != nil { // within the limits of conn
		return fmt.Errorf("pop3 tls: %w", err)
	}
	t.use(nc)
	t.user = ""
	return nil
}
