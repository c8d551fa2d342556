package steps

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/netip"
	"net/textproto"
	"slices"
	"strconv"
	"strings"

	"github.com/wneessen/go-mail/smtp"

	"todoku/mailcore"
	"todoku/mailcore/sasl"
)

// smtpAuthorize logs in to the outgoing server. Where the way of a product
// fails, what the product does not try tells whether it is the server or the
// account.
func (r *run) smtpAuthorize() error {
	user := r.plan.Profile.Outgoing.User
	if r.plan.Way.Optional && !r.smtp.read.has("AUTH") {
		r.result.State = mailcore.Unneeded
		return nil
	}
	methods, err := r.methods()
	if r.plan.Way.Chooses && len(methods) > 0 {
		r.fact("chosen", string(methods[0]))
	}
	if err == nil {
		rest := methods[1:]
		if r.plan.Way.Once {
			methods = methods[:1]
		}
		if err = r.authorize(user, methods, r.login); err == nil || !r.plan.Way.Once {
			return err
		}
		return r.contrast(user, rest, err)
	}
	if r.plan.Way.Products != nil && errors.Is(err, errNoMechanism) {
		r.fact("known", strings.Trim(fmt.Sprint(r.plan.Way.Mechanisms), "[]"))
		if own, _ := r.unrevealing(&r.smtp.link, r.offered(mailcore.Strength, r.smtp.caps)); len(own) > 0 {
			r.fact("otherwise", string(own[0]))
		}
	}
	return err
}

// contrast tries, once and without changing the outcome, what a product does
// not try that gives up after its first mechanism. What another way has tried
// is known already.
func (r *run) contrast(user string, rest []mailcore.AuthMethod, failed error) error {
	l := &r.smtp.link
	said := cmp.Or(r.result.Reply, string(l.reply(l.conn.Heard())))
	rest = r.following(refusal{mailcore.AuthMethod(r.result.Facts["method"]), said, failed}, rest)
	for _, m := range rest {
		if known, ok := r.logins.answers[r.loginOf(user, m)]; ok && known.err == nil {
			r.contrasted(m, known)
			return failed
		}
	}
	rest = slices.DeleteFunc(rest, func(m mailcore.AuthMethod) bool { return r.refused(user, m) != nil })
	if len(rest) == 0 || !r.mayTry(user) {
		return failed
	}
	kept := *r.result
	kept.Facts, kept.Reply = maps.Clone(r.result.Facts), cmp.Or(kept.Reply, r.clean(said))
	var other refusal
	reached := r.reopen() == nil
	if reached {
		r.attempts[user]++
		other = r.attempt(user, rest[0], r.login)
	}
	kept.Lines = r.result.Lines
	*r.result = kept
	if reached {
		r.contrasted(rest[0], other)
	}
	return failed
}

// contrasted notes how a method fared that the product does not try.
func (r *run) contrasted(method mailcore.AuthMethod, other refusal) {
	r.fact("contrast", string(method)+": "+r.outcome(other))
	if other.err == nil {
		r.fact("other-worked", string(method))
	}
}

// authorize tries methods in order. One that was refused is followed by the
// next on a fresh connection, where that may fare better, until the account has
// been tried often enough. A command that the server does not know is no try: it
// says nothing of the account.
func (r *run) authorize(user string, methods []mailcore.AuthMethod, login func(mailcore.AuthMethod) error) error {
	var tried []string
	var judged, last refusal
	asked := false
	for rest := methods; len(rest) > 0 && (!asked || r.mayTry(user)); {
		if known := r.refused(user, rest[0]); known != nil {
			last, judged, rest = *known, *known, r.unsettled(user, *known, rest[1:])
			tried = append(tried, r.recall(last))
			r.fact("attempts", strings.Join(tried, "\n"))
			continue
		}
		r.result.Reply = ""
		if asked {
			if err := r.reopen(); err != nil {
				return err
			}
		}
		asked = true
		last = r.attempt(user, rest[0], login)
		if last.err == nil {
			break
		}
		tried = append(tried, string(last.method)+": "+r.outcome(last))
		r.notePassword(last)
		r.fact("attempts", strings.Join(tried, "\n"))
		if !unjudged(last.reply) {
			r.attempts[user]++
			judged = last
		}
		rest = r.unsettled(user, last, rest[1:])
	}
	if last.err == nil {
		r.attempts[user]++
		if tried != nil {
			r.warn()
		}
		return nil
	}
	return r.decisive(judged, last)
}

// decisive returns the error of the refusal that tells most: one of somebody
// who has looked at the account.
func (r *run) decisive(judged, last refusal) error {
	if judged.reply == "" || !unjudged(last.reply) {
		return last.err
	}
	r.result.Reply = r.clean(judged.reply)
	r.fact("method", string(judged.method))
	return judged.err
}

// attempt tries one method once, with nothing that we say on record.
func (r *run) attempt(user string, method mailcore.AuthMethod, login func(mailcore.AuthMethod) error) refusal {
	l := r.link(r.result.Side)
	r.fact("method", string(method))
	l.conn.Withhold(true)
	defer l.conn.Withhold(false)
	err := login(method)
	said := refusal{method, string(l.reply(l.conn.Heard())), err}
	fault := r.faultOf(l, err)
	r.logins.learn(r.loginOf(user, method), said, fault)
	r.judged(user, said, fault)
	return said
}

// methods returns what to log in with, in order.
func (r *run) methods() ([]mailcore.AuthMethod, error) {
	way, s := r.plan.Way, &r.smtp
	wanted := way.Mechanisms
	if wanted == nil {
		if wanted = []mailcore.AuthMethod{r.plan.Profile.Outgoing.Auth}; wanted[0] == mailcore.AutoAuth {
			wanted = mailcore.Strength
		}
	}
	switch auto := r.plan.Profile.Outgoing.Auth == mailcore.AutoAuth; {
	case way.Unasked && !auto:
		return r.unrevealing(&s.link, wanted)
	case way.Unasked && len(s.caps.mechanisms()) == 0:
		return r.unrevealing(&s.link, []mailcore.AuthMethod{way.Blind})
	case way.Unasked:
		return r.unrevealing(&s.link, r.offered(wanted, s.caps))
	case s.heloOnly && way.Blind != "":
		return r.unrevealing(&s.link, []mailcore.AuthMethod{way.Blind})
	case !s.read.has("AUTH"):
		r.unread(s.caps.has("AUTH"))
		return nil, errNoAuth
	}
	usable := r.offered(wanted, s.read)
	r.unread(len(usable) == 0 && len(r.offered(wanted, s.caps)) > 0)
	return r.unrevealing(&s.link, usable)
}

// unread notes that the server offers what the product does not recognise.
func (r *run) unread(so bool) {
	if so {
		r.fact("unread", "yes")
	}
}

// offered returns which of wanted a server offers.
func (r *run) offered(wanted []mailcore.AuthMethod, caps capabilities) []mailcore.AuthMethod {
	offers := caps.mechanisms()
	return slices.DeleteFunc(slices.Clone(wanted), func(m mailcore.AuthMethod) bool { return !slices.Contains(offers, string(m)) })
}

// mayReveal reports whether the password itself may cross l.
func (r *run) mayReveal(l *link) bool {
	return l.conn.Encrypted() || r.plan.Profile.Outgoing.Plaintext
}

// login tries one mechanism of AUTH in SMTP.
func (r *run) login(method mailcore.AuthMethod) error {
	o, s := r.plan.Profile.Outgoing, &r.smtp
	auth := sasl.New(string(method), sasl.Credentials{
		User: o.User, Password: string(o.Password), Service: "smtp", Host: s.host, Plaintext: r.mayReveal(&s.link),
	})
	return r.exchange(auth, &smtp.ServerInfo{Name: s.host, TLS: s.conn.Encrypted(), Auth: s.caps.mechanisms()}, r.smtpSay)
}

// maxRounds bounds the challenges; no mechanism has more than three.
const maxRounds = 10

// longest is how long an AUTH line with its initial response may be, in bytes
// without CRLF; a longer response waits for the first challenge.
func longest(side mailcore.Side) int {
	if side == mailcore.OutgoingSide {
		return 510 // RFC 4954 4
	}
	return 253 // RFC 5034 4
}

// An answer is what a server says to one line of an exchange that it does not
// refuse: a challenge if there is more to come, else its consent.
type answer struct {
	more bool
	text string
}

// exchange runs a mechanism over AUTH (RFC 4954, RFC 5034). go-mail's own loop
// cancels with "*" after the server has already refused and then waits for
// the answer.
func (r *run) exchange(auth smtp.Auth, info *smtp.ServerInfo, say func(line string) (answer, error)) error {
	defer r.iterations(auth)
	mechanism, initial, err := auth.Start(info)
	if err != nil {
		return fmt.Errorf("%w: %w", sasl.ErrChallenge, err)
	}
	if initial == nil && r.result.Side != mailcore.OutgoingSide && strings.HasPrefix(mechanism, "SCRAM-") {
		if initial, err = auth.Next(nil, true); err != nil { // the first message is ours, whatever go-mail waits for
			return err
		}
	}
	line := "AUTH " + mechanism
	if encoded := encode(initial); initial != nil && len(line)+1+len(encoded) <= longest(r.result.Side) {
		line, initial = line+" "+encoded, nil
	}
	for range maxRounds {
		said, err := say(line)
		if err != nil {
			return err
		}
		if !said.more {
			_, err := auth.Next([]byte(said.text), false)
			return err
		}
		if line, err = r.answer(auth, said.text, initial); err != nil {
			r.cancel()
			return err
		}
		initial = nil
	}
	return sasl.ErrChallenge
}

// iterations notes how much work a server of SCRAM asked for.
func (r *run) iterations(auth smtp.Auth) {
	if n := sasl.Iterations(auth); n > 0 {
		r.fact("iterations", strconv.Itoa(n))
	}
}

// cancel breaks an exchange off. Nobody waits for the answer: the connection
// is of no further use.
func (r *run) cancel() { fmt.Fprint(r.link(r.result.Side).conn, "*\r\n") }

// smtpSay sends one line of an exchange over SMTP.
func (r *run) smtpSay(line string) (answer, error) {
	code, text, err := command(r.smtp.client, 0, "%s", line)
	switch {
	case err != nil:
		return answer{}, err
	case code == 334:
		return answer{more: true, text: text}, nil
	case code == 235:
		return answer{text: text}, nil
	}
	return answer{}, &textproto.Error{Code: code, Msg: text}
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
	r.oauthError(challenge)
	response, err := auth.Next(challenge, true)
	if err != nil && FaultOf(err) == mailcore.OtherFault {
		err = errors.Join(sasl.ErrChallenge, err)
	}
	return base64.StdEncoding.EncodeToString(response), err
}

// oauthError notes why a token was refused: XOAUTH2 says so in JSON before it
// refuses (developers.google.com/workspace/gmail/imap/xoauth2-protocol).
func (r *run) oauthError(challenge []byte) {
	var said struct{ Status, Schemes, Scope any }
	if !bytes.HasPrefix(challenge, []byte("{")) || json.Unmarshal(challenge, &said) != nil {
		return
	}
	var parts []string
	for _, part := range []struct {
		name  string
		value any
	}{{"status", said.Status}, {"schemes", said.Schemes}, {"scope", said.Scope}} {
		if part.value != nil {
			parts = append(parts, fmt.Sprintf("%s: %v", part.name, part.value))
		}
	}
	r.fact("oauth-error", strings.Join(parts, ", "))
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
	l, facts := r.link(r.result.Side), maps.Clone(r.result.Facts)
	defer func() { r.result.Facts = facts }()
	if at, err := netip.ParseAddr(hostOf(l.conn.RemoteAddr())); err == nil {
		l.addrs = []netip.Addr{at.Unmap()}
	}
	r.hangUp(l)
	if err := r.repeat(approach); err != nil {
		return err
	}
	l.conn.Begin()
	r.result.Reply = ""
	return nil
}

// hangUp closes a link so that it can be opened anew.
func (r *run) hangUp(l *link) {
	if l.conn != nil {
		r.result.Lines = append(r.result.Lines, l.conn.Lines()...)
		l.conn.Close()
	}
	*l = link{host: l.host, port: l.port, addrs: l.addrs, reply: l.reply}
}

// repeat takes steps of this side again, within the running one.
func (r *run) repeat(steps []mailcore.Step) error {
	for _, row := range r.plan.rows {
		if row.side != r.result.Side || !slices.Contains(steps, row.step) || r.unneeded(row) {
			continue
		}
		if conn := r.link(row.side).conn; conn != nil {
			conn.Begin()
		}
		if err := r.do(row); err != nil {
			return err
		}
		if conn := r.link(row.side).conn; conn != nil {
			r.result.Lines = append(r.result.Lines, conn.Lines()...)
		}
	}
	return nil
}

// approach is what lies between the name and the login.
var approach = []mailcore.Step{mailcore.Connect, mailcore.Handshake, mailcore.Greeting, mailcore.EHLO, mailcore.CAPA, mailcore.StartTLS, mailcore.EHLOAgain, mailcore.CAPAAgain, mailcore.Certificate}
