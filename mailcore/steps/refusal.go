package steps

import (
	"slices"
	"strings"

	"todoku/mailcore"
	"todoku/pattern"
)

// A refusal is how a login failed, and what the server said to it.
type refusal struct {
	method mailcore.AuthMethod
	reply  string // "" where the server said nothing
	err    error
}

// outcome says in few words why a login failed.
func (r *run) outcome(e refusal) string {
	if e.reply != "" {
		return strings.ReplaceAll(e.reply, "\n", " ")
	}
	return string(r.faultOf(r.link(r.result.Side), e.err))
}

// following returns what of rest may fare better after a login that failed.
func (r *run) following(e refusal, rest []mailcore.AuthMethod) []mailcore.AuthMethod {
	l := r.link(r.result.Side)
	switch r.faultOf(l, e.err) {
	case mailcore.BadChallenge:
		if strings.HasPrefix(string(e.method), "SCRAM-") { // by which the server was to prove that it knows the password
			return nil
		}
		return rest
	case mailcore.Closed, mailcore.Reset:
		return rest
	case mailcore.Replied:
	default: // an impostor above all must not be handed what it asked for
		return nil
	}
	switch {
	case inTransition(e.reply):
		return slices.DeleteFunc(slices.Clone(rest), func(m mailcore.AuthMethod) bool {
			return m != mailcore.PLAIN || !l.conn.Encrypted()
		})
	case !unjudged(e.reply):
		return open(e.reply, rest)
	case mechanismWords.MatchString(e.reply) || mailcore.ParseReply(e.reply).Code == 504:
		return rest
	}
	return slices.DeleteFunc(slices.Clone(rest), func(m mailcore.AuthMethod) bool { return r.commandOf(m) == r.commandOf(e.method) })
}

// unsettled returns what of rest our own way goes on with. A server that was
// given the password and refuses it has said all: no second mechanism is tried.
// One that cannot check a challenge, for want of the password in a form that
// suits it, may know the password itself; so that is tried, once. A product
// goes on as it does.
func (r *run) unsettled(user string, e refusal, rest []mailcore.AuthMethod) []mailcore.AuthMethod {
	rest = r.following(e, rest)
	if len(rest) == 0 || r.result.Side == mailcore.OutgoingSide && r.plan.Way.Products != nil || unjudged(e.reply) || !mailcore.RefusesAccount(e.reply) {
		return rest
	}
	if e.method.Revealing() || r.attempts[user] > 1 {
		return nil
	}
	if plain := slices.DeleteFunc(slices.Clone(rest), func(m mailcore.AuthMethod) bool { return !m.Revealing() }); len(plain) > 0 {
		return plain
	}
	return rest
}

// commandOf names the command that a method logs in with.
func (r *run) commandOf(m mailcore.AuthMethod) string {
	imap := r.link(r.result.Side) == &r.imap.link
	switch {
	case m == mailcore.APOP, m == mailcore.USER, m == mailcore.LOGIN && imap:
		return string(m)
	}
	return "AUTH"
}

// inTransition reports whether a server wants PLAIN once, to make what it
// needs for the other mechanism out of the password (RFC 4954 6).
func inTransition(reply string) bool {
	said := mailcore.ParseReply(reply)
	return said.Code == 432 && (said.Enhanced == "" || said.Enhanced == "4.7.12")
}

// Refusals with which a server says that it does not know what it was told:
// nobody has looked at the account. SMTP has codes for it, IMAP has BAD.
var (
	unknownWords    = pattern.New(`(?i)^-ERR\b.*((unknown|unrecogni[sz]ed|unimplemented|unsupported|invalid|illegal|bad|no such) (\w+ )?(command|verb|mechanism|auth)|(command|verb|mechanism|APOP|AUTH|USER)\b.{0,20}\b(unknown|unrecogni[sz]ed|unimplemented|unsupported|not (recogni[sz]ed|known|implemented|supported|available|valid))|\bnot implemented)`)
	unknownTagged   = pattern.New(`(?i)^\S+ BAD\b|^\S+ NO\b.*(unknown|unsupported|unrecogni[sz]ed) (\w+ )?mechanism|^\S+ NO\b.*mechanism.{0,20} not (supported|available)`)
	unknownThing    = pattern.New(`(?i)^\S+ (BAD|NO)\b|(unknown|invalid|illegal|bad|wrong) (\w+ )?(command|verb|mechanism)`)
	mechanismWords  = pattern.New(`(?i)\bmechanism|\bauth\w* (type|method|mechanism)`)
	credentialWords = pattern.New(`(?i)\b(auth\w*|log ?[io]n|log ?on|password|credentials?|user ?name|account).{0,20}(fail|incorrect|invalid|wrong|denied|reject|not connected)|(incorrect|invalid|wrong|bad) (user ?name|user|login|password|credentials?|account)\b`)
)

// unjudged reports whether a refusal says no more than that the server does
// not know the command or the mechanism.
func unjudged(reply string) bool {
	code := mailcore.ParseReply(reply).Code
	unknown := slices.Contains([]int{500, 502, 504}, code) || code == 0 && (unknownWords.MatchString(reply) || unknownTagged.MatchString(reply))
	return unknown && !credentialWords.MatchString(unknownThing.ReplaceAllString(reply, ""))
}

// hopeless are refusals that no other mechanism can change: the account or
// its service is closed to passwords (Google and Microsoft).
var hopeless = []string{"5.7.30", "5.7.139", "5.7.57"}

// ofGoogle are those that mean it from Google alone: for others 5.7.9 is a
// mechanism that is too weak (RFC 4954 6).
var ofGoogle = []string{"5.7.9", "5.7.14"}

func isHopeless(enhanced, text string) bool {
	return slices.Contains(hopeless, enhanced) || slices.Contains(ofGoogle, enhanced) && strings.Contains(text, "gsmtp")
}

// closed are response codes of POP3 and IMAP (RFC 2221, 2449, 3206, 5530) that
// have nothing to do with how we log in, and a server's farewell.
var closed = pattern.New(`(?i)^\* BYE\b|\[(IN-?USE|SYS/\w+|LOGIN-DELAY|UNAVAILABLE|PRIVACYREQUIRED|EXPIRED|CONTACTADMIN|LIMIT|AUTHORIZATIONFAILED|NOPERM|SERVERBUG|CORRUPTION|OVERQUOTA|THROTTLED|REFERRAL)[\] ]`)

// open returns rest where another method may fare better than one that was
// really refused.
func open(reply string, rest []mailcore.AuthMethod) []mailcore.AuthMethod {
	said := mailcore.ParseReply(reply)
	if said.Code > 0 && (said.Code < 500 || isHopeless(said.Enhanced, reply)) || closed.MatchString(reply) {
		return nil
	}
	return rest
}
