package steps

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/wneessen/go-mail/smtp"

	"todoku/mailcore"
	"todoku/mailcore/sasl"
	"todoku/pattern"
)

// An imapLink is the connection to an IMAP server. Up to the login we speak
// ourselves, in three commands: go-imap cannot take STARTTLS apart.
type imapLink struct {
	link
	in       *bufio.Reader // until go-imap takes over
	tags     int
	greeting string
	caps     capabilities
	told     []string           // the words in which the server said what it can do
	client   *imapclient.Client // from the login on
	end      *farewellConn      // beneath client

	identified bool // the server knows who we are
}

func (r *run) imapResolve() error {
	in := r.plan.Profile.Incoming
	r.imap.reply = r.imap.words
	return r.resolve(&r.imap.link, in.Host, in.Port)
}

func (r *run) imapConnect() error {
	m := &r.imap
	if err := r.connect(&m.link); err != nil {
		return err
	}
	m.in, m.client, m.end, m.identified, m.told = bufio.NewReader(m.conn), nil, nil, false, nil
	return nil
}

func (r *run) imapHandshake() error { return r.handshake(&r.imap.link) }

func (r *run) imapCertificate() error { return r.verify(&r.imap.link) }

// imapGreeting wants OK: PREAUTH before TLS would be somebody else's session,
// and BYE is a refusal.
func (r *run) imapGreeting() error {
	m := &r.imap
	line, err := m.in.ReadString('\n')
	if err != nil {
		return err
	}
	m.greeting = strings.TrimRight(line, "\r\n")
	status, text := cutStatus(strings.TrimPrefix(m.greeting, "* "))
	switch {
	case !strings.HasPrefix(m.greeting, "* "):
		return errNotMail
	case status == "PREAUTH":
		return errPreauth
	case status == "BYE":
		return errReplied
	case status != "OK":
		return errNotMail
	}
	r.fact("banner", text)
	return nil
}

func cutStatus(line string) (status, text string) {
	status, text, _ = strings.Cut(line, " ")
	return strings.ToUpper(status), text
}

// maxUntagged bounds what a server may say before it answers a command, in
// lines: no mailbox is listed, so that a handful is usual.
const maxUntagged = 1000

// imapCommand sends one command and reads up to its tagged answer. It returns
// the untagged lines.
func (r *run) imapCommand(command string) ([]string, error) {
	m := &r.imap
	m.tags++
	tag := fmt.Sprintf("A%d", m.tags)
	if _, err := fmt.Fprintf(m.conn, "%s %s\r\n", tag, command); err != nil {
		return nil, err
	}
	var untagged []string
	for range maxUntagged {
		line, err := m.in.ReadString('\n')
		if err != nil {
			return nil, err
		}
		line = strings.TrimRight(line, "\r\n")
		rest, tagged := strings.CutPrefix(line, tag+" ")
		switch {
		case !tagged && isFarewell([]byte(line)):
			return untagged, errFarewell
		case !tagged:
			untagged = append(untagged, line)
			continue
		}
		if status, _ := cutStatus(rest); status != "OK" {
			return untagged, errReplied
		}
		return untagged, nil
	}
	return nil, errNotMail
}

// imapCapability asks what the server can do, unless its greeting has said all
// that is needed to go on (RFC 9051 7.1).
func (r *run) imapCapability() error {
	m := &r.imap
	if said := capabilityCode.FindString(m.greeting); r.enough(imapCapabilities([]string{untagged(said)})) {
		m.knows([]string{untagged(said)})
		r.result.Reply = r.clean(m.greeting)
		r.facts(m.caps.facts())
		return nil
	}
	return r.imapAsk()
}

// enough reports whether a greeting says how to encrypt, or else how to log in:
// some servers are shorter there than in their answer.
func (r *run) enough(caps capabilities) bool {
	if r.plan.Profile.Incoming.Encryption == mailcore.STARTTLS {
		return caps.has("STARTTLS")
	}
	return len(caps.mechanisms()) > 0
}

// untagged is the code of a greeting as the answer that it stands for.
func untagged(code string) string { return "* " + strings.Trim(code, "[] ") }

func (r *run) imapAsk() error {
	lines, err := r.imapCommand("CAPABILITY")
	if err != nil {
		return err
	}
	r.imap.knows(lines)
	r.facts(r.imap.caps.facts())
	return nil
}

// knows takes down what the server can do.
func (m *imapLink) knows(lines []string) {
	m.caps, m.told = imapCapabilities(lines), nil
	for _, line := range lines {
		if words := strings.Fields(line); len(words) > 2 && strings.EqualFold(words[1], "CAPABILITY") {
			m.told = append(m.told, words[2:]...)
		}
	}
}

// imapCapabilities reads untagged CAPABILITY responses (RFC 9051 7.2.2).
func imapCapabilities(lines []string) capabilities {
	caps := capabilities{}
	for _, line := range lines {
		words := strings.Fields(strings.ToUpper(line))
		if len(words) < 2 || words[0] != "*" || words[1] != "CAPABILITY" {
			continue
		}
		for _, word := range words[2:] {
			caps.add([]string{word})
		}
	}
	return caps
}

func (r *run) imapSTARTTLS() error {
	m := &r.imap
	if !m.caps.has("STARTTLS") {
		return errNoSTARTTLS
	}
	if _, err := r.imapCommand("STARTTLS"); err != nil {
		return err
	}
	return m.conn.GoAhead()
}

// imapCapabilityAgain asks anew under TLS: what was said in the clear is void.
func (r *run) imapCapabilityAgain() error {
	r.imap.in.Reset(r.imap.conn)
	return r.imapAsk()
}

// imapStrength lists what 自動 may choose in IMAP. LOGIN is the command.
var imapStrength = []mailcore.AuthMethod{mailcore.SCRAMSHA256, mailcore.SCRAMSHA1, mailcore.CRAMMD5, mailcore.DIGESTMD5, mailcore.PLAIN, mailcore.LOGIN, mailcore.NTLM}

func (r *run) imapAuthorize() error {
	in, m := r.plan.Profile.Incoming, &r.imap
	wanted := []mailcore.AuthMethod{in.Auth}
	if in.Auth == mailcore.AutoAuth {
		wanted = r.receivingBy(imapStrength)
	}
	usable := slices.DeleteFunc(slices.Clone(wanted), func(a mailcore.AuthMethod) bool { return !m.offers(a) })
	if len(usable) == 0 && m.caps.has("LOGINDISABLED") {
		r.fact("method", string(in.Auth))
		return errNoAuth
	}
	methods, err := r.unrevealing(&m.link, usable)
	if err != nil {
		r.fact("method", string(in.Auth))
		return err
	}
	return r.authorize(in.User, methods, r.imapLogin)
}

func (m *imapLink) offers(a mailcore.AuthMethod) bool {
	if a == mailcore.LOGIN {
		return !m.caps.has("LOGINDISABLED")
	}
	return slices.Contains(m.caps.mechanisms(), string(a))
}

// capabilityCode is what the greeting said before TLS, or before we asked.
var capabilityCode = pattern.New(`(?i)\[CAPABILITY [^\]]*\] ?`)

// welcome is a greeting that says what the server can do as it last did, so that
// go-imap need not ask once more; without any words of it, it does.
func (m *imapLink) welcome() string {
	atoms := slices.DeleteFunc(slices.Clone(m.told), func(word string) bool { return strings.ContainsAny(word, `()[]{}%*"\`) || !isASCII(word) })
	if len(atoms) == 0 {
		return capabilityCode.ReplaceAllString(m.greeting, "")
	}
	return "* OK [CAPABILITY " + strings.Join(atoms, " ") + "] again"
}

// takeOver hands the connection to go-imap, which wants a greeting.
func (m *imapLink) takeOver() error {
	rest, _ := io.ReadAll(io.LimitReader(m.in, int64(m.in.Buffered())))
	m.conn.Replay(append([]byte(m.welcome()+"\r\n"), rest...))
	m.end = &farewellConn{Conn: m.conn, size: -1}
	m.client = imapclient.New(m.end, nil)
	if err := m.client.WaitGreeting(); err != nil {
		return err
	}
	m.client.Caps() // where it has to ask, it does so in a goroutine: now, not in the middle of the login
	return nil
}

// imapLogin logs in by one method.
func (r *run) imapLogin(method mailcore.AuthMethod) error {
	in, m := r.plan.Profile.Incoming, &r.imap
	if strings.ContainsAny(in.User+string(in.Password), "\x00") {
		return errInvalid
	}
	if err := r.identify(); err != nil {
		return err
	}
	if err := m.takeOver(); err != nil {
		return err
	}
	defer m.client.Caps() // asked anew after a login, before the next step begins
	err := r.imapAuthenticate(method)
	if r.unidentified(err) && r.attempts[in.User]+1 < r.most() {
		r.attempts[in.User]++
		r.identifyLate()
		err = r.imapAuthenticate(method)
	}
	return err
}

// imapAuthenticate sends the command. go-imap answers an empty challenge with
// "=", which no server understands there.
func (r *run) imapAuthenticate(method mailcore.AuthMethod) error {
	in, m := r.plan.Profile.Incoming, &r.imap
	if method == mailcore.LOGIN {
		return m.client.Login(in.User, string(in.Password)).Wait()
	}
	m.conn.Rewrite(func(b []byte) []byte {
		if bytes.Equal(b, []byte("=\r\n")) {
			return []byte("\r\n")
		}
		return b
	})
	defer m.conn.Rewrite(nil)
	auth := sasl.New(string(method), sasl.Credentials{
		User: in.User, Password: string(in.Password), Service: "imap", Host: m.host, Plaintext: r.mayReveal(&m.link),
	})
	defer r.iterations(auth)
	client := &saslClient{auth: auth, info: smtp.ServerInfo{Name: m.host, TLS: m.conn.Encrypted(), Auth: m.caps.mechanisms()}, run: r}
	if err := m.client.Authenticate(client); err != nil {
		if client.err != nil {
			r.cancel()
			return client.err
		}
		return err
	}
	_, err := auth.Next(nil, false)
	return err
}

// A saslClient lets go-imap use a mechanism of go-mail's shape.
type saslClient struct {
	auth smtp.Auth
	info smtp.ServerInfo
	run  *run
	err  error // ours: go-imap leaves the exchange open after it

	rounds int // challenges so far
}

func (c *saslClient) Start() (mechanism string, initial []byte, err error) {
	mechanism, initial, err = c.auth.Start(&c.info)
	if err == nil && strings.HasPrefix(mechanism, "SCRAM-") { // whose first message go-imap wants to have at once
		initial, err = c.auth.Next(nil, true)
	}
	c.err = err
	return mechanism, initial, err
}

func (c *saslClient) Next(challenge []byte) (response []byte, err error) {
	if c.rounds++; c.rounds > maxRounds {
		c.err = sasl.ErrChallenge
		return nil, c.err
	}
	c.run.oauthError(challenge)
	response, err = c.auth.Next(challenge, true)
	if err != nil && FaultOf(err) == mailcore.OtherFault {
		err = fmt.Errorf("%w: %w", sasl.ErrChallenge, err)
	}
	c.err = err
	return response, err
}

// faultOf finds what go-imap hides: it rewrites errors of the network, and
// hangs up itself on what it cannot read.
func (m *imapLink) faultOf(err error) mailcore.Fault {
	fault := FaultOf(err)
	if fault != mailcore.OtherFault && fault != mailcore.Closed {
		return fault
	}
	if m.farewell() != "" {
		return mailcore.Replied
	}
	if lost := m.conn.Lost(); lost != nil {
		return FaultOf(lost)
	}
	return mailcore.NotMail
}

// imapQuit logs out; the server says BYE.
func (r *run) imapQuit() error {
	m := &r.imap
	m.end.leaving.Store(true)
	err := r.leave(&m.link, m.client.Logout().Wait())
	m.conn.Close()
	return err
}
