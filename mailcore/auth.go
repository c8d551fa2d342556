package mailcore

import (
	"encoding/base64"
	"errors"
	"fmt"
	"maps"
	"net/netip"
	"net/textproto"
	"slices"
	"strings"

	"github.com/wneessen/go-mail/smtp"

	"todoku/mailcore/sasl"
)

// strength lists the mechanisms that 自動 may choose, strongest first.
var strength = []AuthMethod{SCRAMSHA256, SCRAMSHA1, CRAMMD5, DIGESTMD5, PLAIN, LOGIN, NTLM}

// maxLogins is how often one account may be tried in one run: servers lock
// accounts.
const maxLogins = 3

// smtpAuthorize logs in. A mechanism that was refused is followed by the next
// one on a fresh connection.
func (r *run) smtpAuthorize() error {
	methods, err := r.methods()
	if err != nil {
		return err
	}
	var tried []string
	for i, method := range methods {
		if i > 0 {
			if err := r.reopen(); err != nil {
				return err
			}
		}
		r.fact("method", string(method))
		err = r.login(method)
		if err == nil {
			break
		}
		tried = append(tried, string(method)+": "+outcome(r, err))
		r.fact("attempts", strings.Join(tried, "\n"))
		if !r.again(err) {
			break
		}
	}
	if err == nil && tried != nil {
		r.warn()
		r.result.Reply = r.smtp.conn.Clean(lastReply(r.smtp.conn.Heard()))
	}
	return err
}

// outcome says in few words why a login failed.
func outcome(r *run, err error) string {
	if reply := smtpReply(r.smtp.conn.Heard()); len(reply) > 0 {
		return cut(strings.ReplaceAll(r.clean(string(reply)), "\n", " "), maxReplyShown)
	}
	return string(r.faultOf(&r.smtp.link, err))
}

// methods returns what to log in with, in order.
func (r *run) methods() ([]AuthMethod, error) {
	o, offered := r.plan.Profile.Outgoing, r.smtp.caps.mechanisms()
	if !r.smtp.caps.has("AUTH") {
		return nil, errNoAuth
	}
	wanted := []AuthMethod{o.Auth}
	if o.Auth == AutoAuth {
		wanted = strength
	}
	usable := slices.DeleteFunc(slices.Clone(wanted), func(m AuthMethod) bool { return !slices.Contains(offered, string(m)) })
	safe := slices.DeleteFunc(slices.Clone(usable), func(m AuthMethod) bool { return m.revealing() && !r.mayReveal(&r.smtp.link) })
	switch {
	case len(usable) == 0:
		return nil, errNoMechanism
	case len(safe) == 0:
		return nil, errPlaintext
	}
	return safe[:min(len(safe), max(0, maxLogins-r.attempts[o.User]))], nil
}

// mayReveal reports whether the password itself may cross l.
func (r *run) mayReveal(l *link) bool {
	return l.conn.Encrypted() || r.plan.Profile.Outgoing.Plaintext
}

// hopeless are refusals that no other mechanism can change: the account or
// its service is closed to passwords (Google and Microsoft).
var hopeless = []string{"5.7.9", "5.7.14", "5.7.30", "5.7.139", "5.7.57"}

// again reports whether another mechanism may fare better.
func (r *run) again(err error) bool {
	switch r.faultOf(&r.smtp.link, err) {
	case BadChallenge, Closed, Reset:
		return true
	case Replied:
		reply := parseReply(string(smtpReply(r.smtp.conn.Heard())))
		return reply.code >= 500 && !slices.Contains(hopeless, reply.enhanced)
	}
	return false
}

// login tries one mechanism once.
func (r *run) login(method AuthMethod) error {
	o, s := r.plan.Profile.Outgoing, &r.smtp
	r.attempts[o.User]++
	auth := sasl.New(string(method), sasl.Credentials{
		User: o.User, Password: string(o.Password), Service: "smtp", Host: s.host, Plaintext: r.mayReveal(&s.link),
	})
	s.conn.Withhold(true)
	defer s.conn.Withhold(false)
	return r.exchange(auth, &smtp.ServerInfo{Name: s.host, TLS: s.conn.Encrypted(), Auth: s.caps.mechanisms()})
}

const (
	maxInitial = 500 // bytes of an AUTH line with its initial response (RFC 4954 4: 512 with CRLF)
	maxRounds  = 10  // challenges; no mechanism has more than three
)

// exchange is RFC 4954's AUTH. go-mail's own loop cancels with "*" after the
// server has already refused and then waits for the answer.
func (r *run) exchange(auth smtp.Auth, info *smtp.ServerInfo) error {
	mechanism, initial, err := auth.Start(info)
	if err != nil {
		return fmt.Errorf("%w: %w", sasl.ErrChallenge, err)
	}
	line := "AUTH " + mechanism
	if encoded := encode(initial); initial != nil && len(line)+len(encoded) < maxInitial {
		line, initial = line+" "+encoded, nil
	}
	for range maxRounds {
		code, text, err := command(r.smtp.client, 0, "%s", line)
		switch {
		case err != nil:
			return err
		case code == 235:
			_, err := auth.Next([]byte(text), false)
			return err
		case code != 334:
			return &textproto.Error{Code: code, Msg: text}
		}
		if line, err = r.answer(auth, text, initial); err != nil {
			r.smtp.client.Text.PrintfLine("*")
			return err
		}
		initial = nil
	}
	return sasl.ErrChallenge
}

// answer returns the response to one challenge.
func (r *run) answer(auth smtp.Auth, text string, initial []byte) (string, error) {
	if initial != nil {
		return encode(initial), nil
	}
	challenge, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text))
	if err != nil {
		return "", fmt.Errorf("%w: %w", sasl.ErrChallenge, err)
	}
	if strings.HasPrefix(string(challenge), "{") { // XOAUTH2 explains a refusal in JSON
		r.fact("oauth-error", string(challenge))
	}
	response, err := auth.Next(challenge, true)
	if err != nil && FaultOf(err) == OtherFault {
		err = errors.Join(sasl.ErrChallenge, err)
	}
	return base64.StdEncoding.EncodeToString(response), err
}

// encode returns an initial response; an empty one is "=" (RFC 4954 4).
func encode(initial []byte) string {
	if initial != nil && len(initial) == 0 {
		return "="
	}
	return base64.StdEncoding.EncodeToString(initial)
}

// reopen makes a fresh connection to the same address and goes through the
// steps before the login again, certificate included.
func (r *run) reopen() error {
	s, facts := &r.smtp, maps.Clone(r.result.Facts)
	defer func() { r.result.Facts = facts }()
	if at, err := netip.ParseAddr(hostOf(s.conn.RemoteAddr())); err == nil {
		s.addrs = []netip.Addr{at.Unmap()}
	}
	r.result.Lines = append(r.result.Lines, s.conn.Lines()...)
	s.conn.Close()
	s.link, s.client = link{host: s.host, port: s.port, addrs: s.addrs, reply: s.reply}, nil
	for _, row := range r.plan.rows {
		if row.side != OutgoingSide || !slices.Contains(approach, row.step) {
			continue
		}
		if s.conn != nil {
			r.result.Lines = append(r.result.Lines, s.conn.Lines()...)
			s.conn.Begin()
		}
		if err := r.do(row); err != nil {
			return err
		}
	}
	r.result.Lines = append(r.result.Lines, s.conn.Lines()...)
	s.conn.Begin()
	r.result.Reply = ""
	return nil
}

// approach is what lies between the name and the login.
var approach = []Step{Connect, Handshake, Greeting, EHLO, StartTLS, EHLOAgain, Certificate}
