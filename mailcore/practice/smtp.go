package practice

import (
	"cmp"
	"context"
	"errors"
	"io"
	"net"
	"net/netip"
	"strings"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// speakSMTP serves one SMTP connection, or turns it away at the greeting.
func (s *Server) speakSMTP(nc net.Conn, c *conn) {
	if greeting, ok := s.service("smtp").Scenario.reply[atGreeting]; ok {
		turnDown(nc, greeting)
		return
	}
	s.engines.smtp.serve(nc, c)
}

// smtpSession is one SMTP client.
type smtpSession struct {
	server  service
	ctx     context.Context // of the server, which outlives the connection
	conn    *smtp.Conn
	secure  bool
	user    string // who logged in; "" means nobody
	from    string
	to      []*mailbox
	outside int // recipients elsewhere
}

func (s *Server) newSMTPSession(ctx context.Context, c *smtp.Conn) (smtp.Session, error) {
	return &smtpSession{server: s.service("smtp"), ctx: ctx, conn: c, secure: secure(c.Conn())}, nil
}

// says returns the scenario's own reply at that moment, if it has one.
func (t *smtpSession) says(at moment) error {
	if r, ok := t.server.Scenario.reply[at]; ok {
		return reply(r)
	}
	return nil
}

func (t *smtpSession) cleartext() error {
	if t.secure {
		return nil
	}
	return t.says(atCleartext)
}

// AuthMechanisms lists what EHLO offers.
func (t *smtpSession) AuthMechanisms() []string {
	return t.server.offered(t.secure)
}

// Auth begins a login.
func (t *smtpSession) Auth(name string) (sasl.Server, error) {
	if err := cmp.Or(t.cleartext(), t.says(atAuthUnused)); err != nil {
		return nil, err
	}
	m, ok := t.server.mechanism(name)
	switch {
	case !ok:
		return nil, reply(replyMechanism)
	case m.plaintext && !t.secure && !t.server.Scenario.plaintext:
		return nil, reply(replyNeedsTLS)
	}
	return t.server.login(m, t.failure, func(a Account) { t.user = a.User }), nil
}

// failure says why a login failed.
func (t *smtpSession) failure(err error) error {
	if errors.Is(err, errDenied) {
		return t.server.denial()
	}
	return reply(replyMalformed)
}

// Mail judges the sender.
func (t *smtpSession) Mail(from string, _ *smtp.MailOptions) error {
	if err := t.cleartext(); err != nil {
		return err
	}
	if t.user == "" {
		if err := t.says(atAnonymous); err != nil {
			return err
		}
	}
	if only := t.server.Scenario.sender; only != "" && !strings.EqualFold(from, only) {
		return reply(replyFixedSender)
	}
	if err := t.says(atMail); err != nil {
		return err
	}
	t.from = from
	return nil
}

// Rcpt judges a recipient.
func (t *smtpSession) Rcpt(to string, _ *smtp.RcptOptions) error {
	if t.server.Scenario.popFirst && !t.server.sawPOP(t.ip()) {
		return reply(replyCheckMail)
	}
	if t.server.Scenario.greylist && t.server.firstTime(to) {
		return reply(replyGreylisted)
	}
	if err := t.says(atRcpt); err != nil {
		return err
	}
	return t.address(to)
}

func (t *smtpSession) address(to string) error {
	box, ok := t.server.addressee(to)
	switch {
	case ok:
		t.to = append(t.to, box)
	case strings.HasSuffix(strings.ToLower(to), "@"+Domain):
		return reply(replyUnknown)
	case t.user == "" && !t.server.Scenario.open:
		return reply(replyRelay)
	default:
		t.outside++
	}
	return nil
}

// Data takes the message and delivers it.
func (t *smtpSession) Data(r io.Reader) error {
	body, err := io.ReadAll(r)
	if err != nil {
		return err // bare: go-smtp knows its own by type
	}
	if err := t.says(atData); err != nil {
		return err
	}
	number := t.server.nextNumber(t.outside > 0)
	m := letter{from: t.from, to: t.to, body: body, id: number, accepted: t.server.now()}
	m.received = hop{t.conn.Hostname(), t.ip().String(), t.server.Host, t.protocol()}.line(number, m.accepted)
	if err := t.server.deliver(t.ctx, m); err != nil {
		return reply(replyFull)
	}
	return reply("250 2.0.0 Ok: queued as " + number)
}

// protocol names the transmission as in RFC 3848.
func (t *smtpSession) protocol() string {
	name := "ESMTP"
	if t.secure {
		name += "S"
	}
	if t.user != "" {
		name += "A"
	}
	return name
}

func (t *smtpSession) ip() netip.Addr { return remoteIP(t.conn.Conn()) }

// Reset forgets the message being sent, but not the login.
func (t *smtpSession) Reset() { t.from, t.to, t.outside = "", nil, 0 }

// Logout has nothing to release.
func (t *smtpSession) Logout() error { return nil }
