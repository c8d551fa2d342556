package steps

import (
	"crypto/md5"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/wneessen/go-mail/smtp"

	"todoku/mailcore"
	"todoku/mailcore/sasl"
)

// popStrength lists what 自動 may choose in POP3, strongest first. USER and
// APOP are commands, the others mechanisms of AUTH (RFC 5034).
var popStrength = []mailcore.AuthMethod{mailcore.SCRAMSHA256, mailcore.SCRAMSHA1, mailcore.CRAMMD5, mailcore.DIGESTMD5, mailcore.APOP, mailcore.USER, mailcore.PLAIN, mailcore.LOGIN, mailcore.NTLM}

// popAuthorize logs in to a POP3 server.
func (r *run) popAuthorize() error {
	p := r.pop()
	methods, err := r.popMethods(p)
	if err != nil {
		r.fact("method", string(p.auth))
		return err
	}
	return r.authorize(p.user, methods, r.popLogin)
}

// popMethods returns how to log in, in order, without what would hand the
// password to whoever listens.
func (r *run) popMethods(p *popLink) ([]mailcore.AuthMethod, error) {
	wanted := []mailcore.AuthMethod{p.auth}
	if p.auth == mailcore.AutoAuth {
		wanted = r.receivingBy(popStrength)
	}
	usable := slices.DeleteFunc(slices.Clone(wanted), func(m mailcore.AuthMethod) bool { return !p.offers(m) })
	return r.unrevealing(&p.link, usable)
}

// receivingBy returns which of strength the way of the test receives by.
func (r *run) receivingBy(strength []mailcore.AuthMethod) []mailcore.AuthMethod {
	known := r.plan.Way.Incoming
	if known == nil || r.result.Side != mailcore.IncomingSide {
		return strength
	}
	return slices.DeleteFunc(slices.Clone(strength), func(m mailcore.AuthMethod) bool { return !slices.Contains(known, m) })
}

// unrevealing leaves out the methods that must not be used on l.
func (r *run) unrevealing(l *link, usable []mailcore.AuthMethod) ([]mailcore.AuthMethod, error) {
	safe := slices.DeleteFunc(slices.Clone(usable), func(m mailcore.AuthMethod) bool { return m.Revealing() && !r.mayReveal(l) })
	switch {
	case len(usable) == 0:
		return nil, errNoMechanism
	case len(safe) == 0:
		return nil, errPlaintext
	}
	return safe, nil
}

func (r *run) popLogin(method mailcore.AuthMethod) error {
	p := r.pop()
	switch method {
	case mailcore.APOP:
		return r.popAPOP(p)
	case mailcore.USER:
		return r.popUser(p)
	}
	return r.popSASL(p, method)
}

// offers reports whether the server can do m, as far as it says. USER is
// always worth a try.
func (p *popLink) offers(m mailcore.AuthMethod) bool {
	switch m {
	case mailcore.USER:
		return true
	case mailcore.APOP:
		return p.timestamp != ""
	}
	return slices.Contains(p.caps.mechanisms(), string(m))
}

func (r *run) popUser(p *popLink) error {
	if err := r.popCommand("USER", p.user); err != nil {
		return err
	}
	r.afresh(&p.link)
	return r.popCommand("PASS", string(p.password))
}

func (r *run) popAPOP(p *popLink) error {
	sum := md5.Sum([]byte(p.timestamp + string(p.password)))
	return r.popCommand("APOP", p.user, hex.EncodeToString(sum[:]))
}

func (r *run) popSASL(p *popLink, method mailcore.AuthMethod) error {
	auth := sasl.New(string(method), sasl.Credentials{
		User: p.user, Password: string(p.password), Service: "pop", Host: p.host, Plaintext: r.mayReveal(&p.link),
	})
	info := &smtp.ServerInfo{Name: p.host, TLS: p.conn.Encrypted(), Auth: p.caps.mechanisms()}
	return r.exchange(auth, info, func(line string) (answer, error) { return r.popSay(p, line) })
}

// popSay sends one line of an exchange. go-pop3 reads the answer but does not
// know challenges, so the server's own bytes decide.
func (r *run) popSay(p *popLink, line string) (answer, error) {
	if strings.ContainsAny(line, "\r\n") {
		return answer{}, errInvalid
	}
	before := len(p.conn.Heard())
	if err := p.client.Send(line); err != nil {
		return answer{}, err
	}
	_, err := p.client.ReadOne()
	said := strings.TrimRight(string(p.conn.Heard()[before:]), "\r\n")
	switch {
	case strings.HasPrefix(said, "+OK"):
		return answer{text: strings.TrimSpace(said[len("+OK"):])}, nil
	case strings.HasPrefix(said, "-ERR"):
		return answer{}, errReplied
	case strings.HasPrefix(said, "+"):
		return answer{more: true, text: strings.TrimSpace(said[1:])}, nil
	case err != nil:
		return answer{}, err
	}
	return answer{}, errNotMail
}
