//go:build lab

package mailers

import (
	"bufio"
	"crypto/hmac"
	"crypto/md5"
	"crypto/tls"
	"encoding/base64"
	"encoding/hex"
	"net"
	"slices"
	"strings"
	"time"

	"todoku/mailcore/mailtest"
)

// patience bounds a conversation: every library gives up earlier.
const patience = 20 * time.Second

// A talk is one connection to the server, and what was seen on it.
type talk struct {
	Server
	settings  Settings
	authority *mailtest.Authority
	conn      net.Conn
	in        *bufio.Reader
	secure    bool // within TLS
	known     bool // logged in
	seen      *Seen
	accepted  bool
}

// serve has the conversation and returns when it is over.
func (t *talk) serve() {
	defer func() { t.conn.Close() }()
	t.conn.SetDeadline(time.Now().Add(patience))
	t.in = bufio.NewReader(t.conn)
	if t.TLS == "implicit" && !t.secured() {
		return
	}
	t.say("220 mail.example.jp ESMTP")
	for {
		line, err := t.line()
		if err != nil || !t.answer(line) {
			return
		}
	}
}

// secured begins TLS and reports whether the library went along.
func (t *talk) secured() bool {
	conn := tls.Server(t.conn, t.authority.Config(t.Certificate))
	if conn.Handshake() != nil {
		return false
	}
	t.conn, t.in, t.secure, t.known = conn, bufio.NewReader(conn), true, false
	return true
}

func (t *talk) say(lines ...string) {
	t.conn.Write([]byte(strings.Join(lines, "\r\n") + "\r\n")) // a library that has left is seen at the next line
}

func (t *talk) line() (string, error) {
	line, err := t.in.ReadString('\n')
	if err == nil && t.secure {
		t.seen.Encrypted = true
	}
	return strings.TrimRight(line, "\r\n"), err
}

// answer replies to one command and reports whether the talk goes on.
func (t *talk) answer(line string) bool {
	verb, rest, _ := strings.Cut(line, " ")
	verb = strings.ToUpper(verb)
	switch {
	case verb == "QUIT":
		t.say("221 2.0.0 Bye")
		return false
	case verb == "EHLO" && t.HELOOnly:
		t.say("502 5.5.2 Error: command not recognized")
	case verb == "EHLO":
		t.seen.EHLO = rest
		t.say(t.capabilities()...)
	case verb == "HELO":
		t.seen.EHLO = rest
		t.say("250 mail.example.jp")
	case verb == "STARTTLS":
		return t.startTLS()
	case t.TLSFirst && !t.secure && (verb == "AUTH" || verb == "MAIL"):
		t.say("530 5.7.0 Must issue a STARTTLS command first")
	case verb == "AUTH":
		return t.login(rest)
	case verb == "MAIL":
		t.mail(rest)
	case verb == "RCPT", verb == "RSET", verb == "NOOP":
		t.say("250 2.0.0 Ok")
	case verb == "DATA":
		return t.data()
	default:
		t.say("502 5.5.2 Error: command not recognized")
	}
	return true
}

func (t *talk) capabilities() []string {
	words := []string{"mail.example.jp", "8BITMIME", "SIZE 10240000"}
	if t.UTF8 {
		words = append(words, "SMTPUTF8")
	}
	if !t.secure && (t.TLS == "starttls" || t.TLS == "refused") {
		words = append(words, "STARTTLS")
	}
	if t.secure || !t.TLSFirst {
		words = append(words, t.Auth...)
	}
	for i := range words {
		words[i] = "250-" + words[i]
	}
	words[len(words)-1] = strings.Replace(words[len(words)-1], "-", " ", 1)
	return words
}

func (t *talk) startTLS() bool {
	switch {
	case t.secure, t.TLS == "":
		t.say("502 5.5.1 Error: command not implemented")
		return true
	case t.TLS == "refused":
		t.say("454 4.7.0 TLS not available due to local problem")
		return true
	}
	t.say("220 2.0.0 Ready to start TLS")
	return t.secured()
}

// login has the exchange of a mechanism and reports whether the talk goes on.
func (t *talk) login(rest string) bool {
	name, initial, _ := strings.Cut(rest, " ")
	name = strings.ToUpper(name)
	t.seen.Tried = append(t.seen.Tried, name)
	exchange, ok := exchanges[name]
	switch {
	case !ok || t.Auth == nil && !t.HELOOnly:
		t.say("504 5.5.4 Unrecognized authentication type")
		return true
	case !exchange(t, initial):
		return false
	}
	return true
}

// exchanges are the mechanisms that the server knows. Each reports whether the
// library was there to the end.
var exchanges = map[string]func(t *talk, initial string) bool{
	"PLAIN": func(t *talk, initial string) bool {
		response, ok := t.ask("", initial)
		parts := strings.Split(response, "\x00")
		return ok && t.judge("PLAIN", len(parts) == 3 && parts[1] == t.settings.User && parts[2] == t.settings.Password)
	},
	"LOGIN": func(t *talk, initial string) bool {
		user, ok := t.ask("Username:", initial)
		if !ok {
			return false
		}
		password, ok := t.ask("Password:", "")
		return ok && t.judge("LOGIN", user == t.settings.User && password == t.settings.Password)
	},
	"CRAM-MD5": func(t *talk, _ string) bool {
		const challenge = "<1896.697170952@mail.example.jp>"
		response, ok := t.ask(challenge, "")
		mac := hmac.New(md5.New, []byte(t.settings.Password))
		mac.Write([]byte(challenge))
		return ok && t.judge("CRAM-MD5", response == t.settings.User+" "+hex.EncodeToString(mac.Sum(nil)))
	},
}

// ask returns what the library has already said, or what it answers.
func (t *talk) ask(challenge, said string) (response string, ok bool) {
	if said == "" {
		t.say("334 " + base64.StdEncoding.EncodeToString([]byte(challenge)))
		var err error
		if said, err = t.line(); err != nil {
			return "", false
		}
	}
	text, err := base64.StdEncoding.DecodeString(said)
	return string(text), err == nil
}

func (t *talk) judge(mechanism string, right bool) bool {
	if t.known = right && (t.Works == nil || slices.Contains(t.Works, mechanism)); t.known {
		t.say("235 2.7.0 Authentication successful")
	} else {
		t.say("535 5.7.8 Error: authentication failed")
	}
	return true
}

func (t *talk) mail(rest string) {
	_, rest, _ = strings.Cut(rest, ":")
	sender, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(rest), "<"), ">")
	t.seen.Sender = sender
	if t.known || t.Relay {
		t.say("250 2.1.0 Ok")
	} else {
		t.say("530 5.7.0 Authentication required")
	}
}

func (t *talk) data() bool {
	t.say("354 End data with <CR><LF>.<CR><LF>")
	for {
		line, err := t.line()
		if err != nil {
			return false
		}
		if line == "." {
			break
		}
	}
	t.accepted = true
	t.say("250 2.0.0 Ok: queued")
	return true
}
