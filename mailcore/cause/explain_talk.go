package cause

import (
	"maps"
	"slices"
	"strings"

	"todoku/mailcore"
	"todoku/pattern"
)

// A talk is a conversation with a server as some program printed it.
type talk struct {
	refusals []refusal
	passed   map[mailcore.Step]int // where in the text the step last went well
	last     mailcore.Step         // where the conversation ended
	learned  map[string]string
	spoken   mailcore.Protocol // of the first command that belongs to one only
	answered map[mailcore.Protocol]bool
	signs    map[string]signFound
}

// A refusal is a reply that said no.
type refusal struct {
	at    int
	step  mailcore.Step
	reply string
}

var (
	// mark is what programs print before a line of a conversation: a time, a
	// level, and who spoke.
	mark  = pattern.New(`^\s*(?:\[?\d{2,4}[-/:]\d\d[-\dT:.,+ Z/]*\]?[\s:]*)?(?:(?:DEBUG|INFO|TRACE)[ :]+)?(?:\[[\w-]{4,}\] )?(?:(?:Client|Server|C|S) ?[:>]|(?:E?SMTP|POP3|IMAP4)[<>]|CLIENT -> SERVER:|SMTP ERROR: [A-Z ]+ command failed:|SERVER -> CLIENT:|SMTP (?:->|<-) \w+ ?\w*:|-->|<--|=>|<=|>>>|<<<|>>|<<|<\*\*|<~\*|->|<-|~>|<~|>|<|send:|reply:|sent:|received:)\s*(?:b?['"])?`)
	verb  = pattern.New(`(?i)^(EHLO|HELO|LHLO|MAIL FROM:|RCPT TO:|DATA$|QUIT$|RSET$|NOOP$|STARTTLS$|STLS$|AUTH [A-Z]|USER \S|PASS \S|APOP \S|CAPA$|STAT$|LIST\b|UIDL\b|RETR \d|TOP \d|(?:[A-Z0-9.$]{1,14}) (?:LOGIN|AUTHENTICATE|CAPABILITY|STARTTLS|SELECT|EXAMINE|LIST|LOGOUT|NOOP|ID)\b)`)
	heard = pattern.New(`^(?:([2-5]\d\d)([ -]|$)|(\+OK|-ERR|\* OK|\* BYE|\* PREAUTH)\b|([A-Za-z]{0,6}[0-9]{1,10}|[a-z]) (OK|NO|BAD) )`)
)

// verbs says which step a command belongs to.
var verbs = map[string]mailcore.Step{
	"EHLO": mailcore.EHLO, "HELO": mailcore.EHLO, "LHLO": mailcore.EHLO, "MAIL": mailcore.MailFrom, "RCPT": mailcore.RcptTo, "DATA": mailcore.Data, "QUIT": mailcore.Quit, "LOGOUT": mailcore.Quit,
	"STARTTLS": mailcore.StartTLS, "STLS": mailcore.StartTLS, "AUTH": mailcore.Authorize, "USER": mailcore.Authorize, "PASS": mailcore.Authorize, "APOP": mailcore.Authorize,
	"LOGIN": mailcore.Authorize, "AUTHENTICATE": mailcore.Authorize, "CAPA": mailcore.CAPA, "CAPABILITY": mailcore.CAPA, "STAT": mailcore.MailboxStep, "LIST": mailcore.MailboxStep,
	"SELECT": mailcore.MailboxStep, "EXAMINE": mailcore.MailboxStep, "UIDL": mailcore.UIDL, "RETR": mailcore.FindStep, "TOP": mailcore.FindStep,
}

// readTalk finds the lines of a conversation in text.
func readTalk(text string) talk {
	t := talk{passed: map[mailcore.Step]int{}, learned: map[string]string{}, answered: map[mailcore.Protocol]bool{}}
	step, asked, at := mailcore.Greeting, false, 0
	for line := range strings.Lines(text) {
		at++
		said := strings.TrimRight(mark.ReplaceAllString(strings.TrimRight(line, "\n"), ""), "'\" \t")
		said = strings.TrimSpace(said)
		if v := verb.FindString(said); v != "" {
			step, asked = stepOf(v), true
			t.command(said)
			continue
		}
		m := heard.FindStringSubmatch(said)
		if m == nil {
			continue
		}
		t.answered[answerOf(m)] = true
		step = t.reply(step, at, said, m)
	}
	if !asked {
		return talk{}
	}
	t.last = step
	return t
}

// stepOf returns the step of a command, with an IMAP tag or without.
func stepOf(command string) mailcore.Step {
	words := strings.FieldsFunc(strings.ToUpper(command), func(r rune) bool { return r == ' ' || r == ':' })
	for _, w := range words[:min(2, len(words))] {
		if step, ok := verbs[w]; ok {
			return step
		}
	}
	return ""
}

// protocolOf is the protocol that alone has a command.
func protocolOf(command string) mailcore.Protocol {
	word, _, _ := strings.Cut(strings.ToUpper(command), " ")
	switch word {
	case "EHLO", "HELO", "MAIL", "RCPT", "DATA", "STARTTLS", "AUTH":
		return smtp
	case "USER", "PASS", "APOP", "STLS", "CAPA", "STAT", "UIDL", "RETR", "TOP":
		return mailcore.POP3
	case "QUIT", "NOOP", "RSET", "LIST":
		return ""
	}
	return mailcore.IMAP
}

var mechanismAsked = pattern.New(`(?i)^(?:\S+ )?(?:AUTH|AUTHENTICATE) ([A-Z0-9-]+)|^(APOP) `)

func (t *talk) command(said string) {
	if t.spoken == "" {
		t.spoken = protocolOf(said)
	}
	if m := mechanismAsked.FindStringSubmatch(said); m != nil {
		t.learned["method"] = strings.ToUpper(m[1] + m[2])
	}
}

// reply takes a line of the server down and returns the step after it.
func (t *talk) reply(step mailcore.Step, at int, said string, m []string) mailcore.Step {
	switch {
	case no(m) && (step == mailcore.Greeting || step != mailcore.Quit && step != ""):
		t.refuse(step, at, said)
	case m[1] != "" && m[2] == "-", said[0] == '*':
		t.offer(said)
	case m[1] == "354":
		t.passed[step] = at
		return mailcore.Queued
	default:
		t.offer(said)
		t.passed[step] = at
		if step == mailcore.StartTLS {
			t.learned["tls-version"] = "TLS"
			return mailcore.Handshake
		}
	}
	return step
}

func no(m []string) bool {
	return m[1] != "" && m[1][0] >= '4' || slices.Contains([]string{"-ERR", "* BYE"}, m[3]) || slices.Contains([]string{"NO", "BAD"}, m[5])
}

// refuse joins the lines of one reply.
func (t *talk) refuse(step mailcore.Step, at int, said string) {
	if n := len(t.refusals); n > 0 && t.refusals[n-1].step == step && t.refusals[n-1].at == at-1 && len(said) > 3 && strings.HasPrefix(t.refusals[n-1].reply, said[:3]) {
		t.refusals[n-1].reply += "\n" + said
		t.refusals[n-1].at = at
		return
	}
	t.refusals = append(t.refusals, refusal{at, step, said})
}

var offered = pattern.New(`(?i)\b(?:250[- ])?(STARTTLS|AUTH[ =][A-Z0-9 =-]+)`)

func (t *talk) offer(said string) {
	for _, m := range offered.FindAllStringSubmatch(said, -1) {
		if strings.EqualFold(m[1], "STARTTLS") {
			t.learned["starttls"] = "yes"
		} else if m[1] = strings.TrimSpace(m[1][5:]); m[1] != "" {
			t.learned["mechanisms"] = m[1]
		}
	}
}

// refusedInTalk returns the first refusal that was not made good later.
func refusedInTalk(_ string, t talk) (clue, bool) {
	for i, r := range t.refusals {
		if i+1 < len(t.refusals) && r.step == mailcore.Authorize && t.refusals[i+1].step == r.step && triedAnother.in(r.reply) {
			continue
		}
		if t.passed[r.step] > r.at || r.step == mailcore.EHLO && t.passed[mailcore.EHLO] > 0 {
			continue
		}
		reply := splitReply(r.reply)
		return clue{failure: mailcore.Result{Step: cmpStep(r.step, reply), Fault: mailcore.Replied, Reply: reply}, seen: firstLine(r.reply), confidence: High}, true
	}
	return clue{}, false
}

// triedAnother is a refusal after which programs try another method.
var triedAnother = anyOf(
	wording{`\[CANNOT\]`, "RFC 5530", ""},
	wording{`(unsupported|unknown|invalid|unrecogni[sz]ed|bad)[^\n]{0,20} (mechanism|authentication|auth)`, "Dovecot 2.3, Cyrus 3.6", ""},
	wording{`^504|^\S+ BAD\b`, "RFC 5321, RFC 9051", ""},
)

// cmpStep puts a refused password down as one whatever came before.
func cmpStep(step mailcore.Step, reply string) mailcore.Step {
	if strings.HasPrefix(reply, "535") {
		return mailcore.Authorize
	}
	return step
}

// facts adds what the conversation told.
func (t talk) facts(more map[string]string) map[string]string {
	all := maps.Clone(t.learned)
	if all == nil {
		all = map[string]string{}
	}
	maps.Copy(all, more)
	return all
}

// protocol is the one that the commands are of, "" where there are none.
func (t talk) protocol() mailcore.Protocol { return t.spoken }

// greeted reports whether the server has answered in that protocol.
func (t talk) greeted(p mailcore.Protocol) bool {
	return t.spoken == p && len(t.passed) > 0 && t.answered[p]
}

// answerOf is the protocol in which a line of a server is.
func answerOf(m []string) mailcore.Protocol {
	switch {
	case m[1] != "":
		return smtp
	case m[3] == "+OK", m[3] == "-ERR":
		return mailcore.POP3
	}
	return mailcore.IMAP
}

// delivered reports whether the server took a mail after all that it refused
// before, and refused nothing since.
func (t talk) delivered() bool {
	taken := t.passed[mailcore.Queued]
	return taken > 0 && !slices.ContainsFunc(t.refusals, func(r refusal) bool { return r.at > taken || r.step == mailcore.RcptTo })
}
