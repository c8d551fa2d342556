package practice

import (
	"errors"
	"io"
	"net"
	"slices"
	"strings"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
	"github.com/emersion/go-sasl"
)

func (s *Server) speakIMAP(nc net.Conn, c *conn) { s.engines.imap.serve(nc, c) }

// imapSession is one IMAP client. Of the folders, POP3 knows INBOX only; what
// is in it changes by delivery, APPEND and EXPUNGE, so that both always agree.
type imapSession struct {
	*imapmemserver.UserSession // nil until login
	server                     service
	box                        *mailbox
}

var (
	_ imapserver.SessionSASL        = (*imapSession)(nil)
	_ imapserver.SessionNamespace   = (*imapSession)(nil)
	_ imapserver.SessionAppendLimit = (*imapSession)(nil)
)

// newIMAPSession begins with a greeting.
func (s *Server) newIMAPSession(c *imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
	t := &imapSession{server: s.service("imap")}
	fault := t.server.Scenario.mailbox
	if fault.bye != "" {
		return nil, nil, &imap.Error{Type: imap.StatusResponseTypeBye, Text: fault.bye}
	}
	preauth := fault.preauth && !secure(c.NetConn()) && len(s.Accounts) > 0
	if preauth {
		t.enter(s.Accounts[0])
	}
	return t, &imapserver.GreetingData{PreAuth: preauth}, nil
}

// AuthenticateMechanisms lists what CAPABILITY offers.
func (t *imapSession) AuthenticateMechanisms() []string { return t.server.offered(true) }

// Authenticate begins a login.
func (t *imapSession) Authenticate(name string) (sasl.Server, error) {
	m, ok := t.server.mechanism(strings.ToUpper(name))
	if !ok {
		return nil, no("", "Unsupported authentication mechanism")
	}
	return t.server.login(m, t.failure, t.enter), nil
}

// Login is the command of that name.
func (t *imapSession) Login(user, password string) error {
	a := &attempt{accounts: t.server.judged()}
	if err := a.password(user, password); err != nil {
		return t.failure(err)
	}
	t.enter(a.proved)
	return nil
}

func (t *imapSession) enter(acc Account) {
	t.box = t.server.boxes[acc.User]
	t.UserSession = t.box.session()
}

// session opens the mailbox for an IMAP client.
func (b *mailbox) session() *imapmemserver.UserSession {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.fill()
	return imapmemserver.NewUserSession(b.user)
}

// failure says why a login failed.
func (t *imapSession) failure(err error) error {
	said := t.server.denial()
	switch {
	case !errors.Is(err, errDenied):
		return &imap.Error{Type: imap.StatusResponseTypeBad, Text: "Malformed authentication response"}
	case said.Temporary():
		return no(imap.ResponseCodeUnavailable, said.Message)
	}
	return no(imap.ResponseCodeAuthenticationFailed, said.Message)
}

// Append delivers into a folder, within its limits.
func (t *imapSession) Append(name string, r imap.LiteralReader, options *imap.AppendOptions) (*imap.AppendData, error) {
	if !slices.ContainsFunc(folders, func(f folder) bool { return f.name == name }) {
		return nil, no(imap.ResponseCodeTryCreate, "No such mailbox")
	}
	body, err := io.ReadAll(io.LimitReader(r, messageLimit))
	if err != nil {
		return nil, err
	}
	data, err := t.box.add(name, body, options)
	if errors.Is(err, errMailboxFull) {
		return nil, no(imap.ResponseCodeOverQuota, "Mailbox full")
	}
	return data, err
}

// AppendLimit is the size of the largest message, in bytes.
func (t *imapSession) AppendLimit() uint32 { return messageLimit }

func no(code imap.ResponseCode, text string) *imap.Error {
	return &imap.Error{Type: imap.StatusResponseTypeNo, Code: code, Text: text}
}
