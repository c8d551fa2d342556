package cause

import (
	"cmp"
	"maps"
	"strings"

	"todoku/mailcore"
)

// manners say which words of a code fit best, by what a test has learned. ""
// takes the usual ones.
var manners = map[mailcore.Code]func(mailcore.Report, mailcore.Result) string{
	"helo-fqdn": func(r mailcore.Report, f mailcore.Result) string { return shapeOfHELO(r.Fact(f.Side, "helo")) },
	"auth-fail": func(_ mailcore.Report, f mailcore.Result) string { return f.Facts["password-shape"] },
	"challenge-malformed": func(r mailcore.Report, f mailcore.Result) string {
		if strings.HasPrefix(r.Fact(f.Side, "method"), "SCRAM-") { // and the password is kept from such a server
			return "scram"
		}
		return ""
	},
	"greet-blocked": func(r mailcore.Report, f mailcore.Result) string {
		if f.Step == mailcore.Greeting && portOn(r, f.Side) != 25 { // a way to log in would not be asked for one
			return "client"
		}
		return ""
	},
}

// shapes are what those find, beside "".
var shapes = map[mailcore.Code][]string{
	"helo-fqdn":           {"literal", "name"},
	"auth-fail":           {"space-after", "space-before", "wide"},
	"challenge-malformed": {"scram"},
	"greet-blocked":       {"client"},
}

// mannerOf is how the words of a code are narrowed for one failure.
func (rule rule) mannerOf(r mailcore.Report, f mailcore.Result) string {
	if manner := manners[rule.code]; manner != nil {
		return cmp.Or(manner(r, f), rule.manner)
	}
	return rule.manner
}

// shapeOfHELO tells what was sent, so that nobody is advised to send it.
func shapeOfHELO(name string) string {
	switch {
	case strings.HasPrefix(name, "["):
		return "literal"
	case strings.Contains(name, "."):
		return "name"
	}
	return ""
}

// loginFixes are what a refused login should be tried with, by what is known of
// it: the password without what was hardly meant, or the other form of the
// account.
func loginFixes(r mailcore.Report, f mailcore.Result) []mailcore.Change {
	if f.Facts["password-shape"] != "" {
		return []mailcore.Change{{Field: fieldOn(f.Side, "outgoing.password") + mailcore.Tidied, Value: "true"}}
	}
	user := accountOn(r, f.Side)
	local, _, whole := strings.Cut(user, "@")
	home := mailcore.Domain(r.Profile.From)
	switch {
	case user == "" || home == "":
		return nil
	case whole && local != "":
		return []mailcore.Change{{Field: fieldOn(f.Side, "outgoing.user"), Value: local}}
	case whole:
		return nil
	}
	return []mailcore.Change{{Field: fieldOn(f.Side, "outgoing.user"), Value: user + "@" + home}}
}

// A dialect is how one protocol of receiving calls things.
type dialect struct{ protocol, tls, plain, upgrade string }

// dialects by protocol; "" is where only the side is known.
var dialects = map[mailcore.Protocol]dialect{
	mailcore.POP3: {"POP3", "995", "110", "STLS"},
	mailcore.IMAP: {"IMAP", "993", "143", "STARTTLS"},
	"":            {"POP3 / IMAP", "995 (POP3) / 993 (IMAP)", "110 (POP3) / 143 (IMAP)", "STLS (POP3) / STARTTLS (IMAP)"},
}

// tellReceiving adds what the words for the receiving side name.
func tellReceiving(args map[string]string, p mailcore.Profile, side mailcore.Side) {
	protocol := p.Incoming.Protocol
	if side == mailcore.BeforeSide {
		protocol = mailcore.POP3
	}
	if receiving(side) {
		d := dialects[protocol]
		maps.Copy(args, map[string]string{"protocol": d.protocol, "in-tls": d.tls, "in-plain": d.plain, "upgrade": d.upgrade})
	}
}
