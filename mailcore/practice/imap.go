package practice

import (
	"errors"
	"io"
	"net"
	"strings"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
	"github.com/emersion/go-sasl"
)

func (s *Server) speakIMAP(nc net.Conn, c *conn) { s.engines.imap.serve(nc, c) }

// imapSession is one IMAP client. There is one mailbox, INBOX, so that POP3
// and IMAP always agree on what there is.
type imapSession struct {
	*imapmemserver.UserSession // nil until login
	server                     *Server
	box                        *mailbox
}

var (
	_ imapserver.SessionSASL        = (*imapSession)(nil)
	_ imapserver.SessionNamespace   = (*imapSession)(nil)
	_ imapserver.SessionAppendLimit = (*imapSession)(nil)
)

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
	t.UserSession = imapmemserver.NewUserSession(t.box.user)
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

// Append delivers into INBOX, within its limits.
func (t *imapSession) Append(name string, r imap.LiteralReader, options *imap.AppendOptions) (*imap.AppendData, error) {
	if !strings.EqualFold(name, "INBOX") {
		return nil, no(imap.ResponseCodeTryCreate, "No such mailbox")
	}
	body, err := io.ReadAll(io.LimitReader(r, messageLimit))
	if err != nil {
		return nil, err
	}
	data, err := t.box.add(body, options)
	if errors.Is(err, errMailboxFull) {
		return nil, no(imap.ResponseCodeOverQuota, "Mailbox full")
	}
	return data, err
}

// AppendLimit is the size of the largest message, in bytes.
func (t *imapSession) AppendLimit() uint32 { return messageLimit }

// Create is refused: there is INBOX and nothing else.
func (t *imapSession) Create(string, *imap.CreateOptions) error { return errOneMailbox }

// Delete is refused like Create.
func (t *imapSession) Delete(string) error { return errOneMailbox }

// Rename is refused like Create.
func (t *imapSession) Rename(string, string, *imap.RenameOptions) error { return errOneMailbox }

var errOneMailbox = no(imap.ResponseCodeCannot, "There is only INBOX here")

func no(code imap.ResponseCode, text string) *imap.Error {
	return &imap.Error{Type: imap.StatusResponseTypeNo, Code: code, Text: text}
}
