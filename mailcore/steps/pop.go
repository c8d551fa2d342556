package steps

import (
	"bytes"
	"net"
	"strings"

	"github.com/knadh/go-pop3"

	"todoku/mailcore"
	"todoku/pattern"
)

// A popLink is the connection to a POP3 server: the one that has to be visited
// before SMTP, or the one that keeps the mail.
type popLink struct {
	link
	account
	client    *pop3.Conn
	timestamp string // of the greeting, for APOP
	caps      capabilities
}

// An account says how to log in to a link.
type account struct {
	auth     mailcore.AuthMethod
	user     string
	password mailcore.Secret
}

// pop returns the link that the running step is about.
func (r *run) pop() *popLink {
	if r.result.Side == mailcore.IncomingSide {
		return &r.incoming
	}
	return &r.before
}

func (r *run) popResolve() error {
	p := r.pop()
	p.reply = popReply
	if r.result.Side == mailcore.IncomingSide {
		in := r.plan.Profile.Incoming
		p.account = account{in.Auth, in.User, in.Password}
		return r.resolve(&p.link, in.Host, in.Port)
	}
	b := r.plan.Profile.POPServer()
	p.account = account{b.Auth, b.User, b.Password}
	return r.resolve(&p.link, b.Host, b.Port)
}

func (r *run) popConnect() error {
	if err := r.connect(&r.pop().link); err != nil {
		return err
	}
	if r.result.Side == mailcore.BeforeSide {
		r.family = r.result.Facts["family"]
	}
	return nil
}

func (r *run) popHandshake() error { return r.handshake(&r.pop().link) }

func (r *run) popCertificate() error { return r.verify(&r.pop().link) }

// ready hands go-pop3 a connection that exists already.
type ready struct{ conn net.Conn }

func (d ready) Dial(string, string) (net.Conn, error) { return d.conn, nil }

// stampPattern is the timestamp of RFC 1939 7. It is matched strictly: a
// server could otherwise mount a prefix attack on MD5.
var stampPattern = pattern.New(`<[!-;=?-~]+@[!-;=?-~]+>`)

func (r *run) popGreeting() (err error) {
	p := r.pop()
	p.client, err = pop3.New(pop3.Opt{Dialer: ready{p.conn}}).NewConn()
	heard := p.conn.Heard()
	if err = r.popOK(err); err != nil {
		return err
	}
	p.timestamp = string(stampPattern.Find(heard))
	r.fact("banner", strings.TrimPrefix(string(trim(heard)), "+OK "))
	r.fact("timestamp", p.timestamp)
	return nil
}

// popOK judges an answer by the server's own first bytes: go-pop3 takes an
// empty line for success, and does not tell what it cannot read.
func (r *run) popOK(err error) error {
	heard, ok := r.pop().conn.Heard(), []byte("+OK")
	begun := bytes.HasPrefix(ok, heard[:min(len(heard), len(ok))])
	switch {
	case bytes.HasPrefix(heard, []byte("-ERR")):
		return errReplied
	case !begun && FaultOf(err) != mailcore.TooLong, err == nil && len(heard) < len(ok):
		return errNotMail
	}
	return err
}

// popCapabilities asks what the server can do (RFC 2449). Old servers do not
// know the question, and that is all right.
func (r *run) popCapabilities() error {
	p := r.pop()
	list, err := p.client.Cmd("CAPA", true)
	if err = r.popOK(err); err != nil {
		if FaultOf(err) == mailcore.Replied {
			return nil
		}
		return err
	}
	p.caps = capabilities{}
	for line := range strings.Lines(list.String()) {
		p.caps.add(strings.Fields(line))
	}
	r.facts(p.caps.facts())
	return nil
}

func (r *run) popSTLS() error {
	p := r.pop()
	if p.caps != nil && !p.caps.has("STLS") {
		return errNoSTARTTLS
	}
	_, err := p.client.Cmd("STLS", false)
	if err = r.popOK(err); err != nil {
		return err
	}
	return p.conn.GoAhead()
}

// popCommand sends one command. go-pop3 does not look whether an argument
// would end the line, so we do.
func (r *run) popCommand(verb string, args ...string) error {
	words := make([]any, len(args))
	for i, a := range args {
		if strings.ContainsAny(a, "\r\n\x00") {
			return errInvalid
		}
		words[i] = a
	}
	_, err := r.pop().client.Cmd(verb, false, words...)
	return r.popOK(err)
}

// popQuit ends the session: only then does a server note the login for good.
func (r *run) popQuit() error {
	p := r.pop()
	err := r.leave(&p.link, r.popOK(p.client.Quit()))
	p.conn.Close()
	return err
}
