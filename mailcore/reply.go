package mailcore

import (
	"strconv"
	"strings"

	"todoku/pattern"
)

// A Reply is what an SMTP server answered (RFC 5321 4.2), taken apart.
type Reply struct {
	Code     int    // 0 where the text is no SMTP reply
	Enhanced string // such as "5.7.8" (RFC 3463), or ""
	Text     string // the words of all lines
}

var (
	replyPattern    = pattern.New(`(?m)^([2-5]\d\d)(?:[ -](.*?))?\r?$`)
	enhancedPattern = pattern.New(`^([245]\.\d{1,3}\.\d{1,3})(?:\s|$)`)
)

// ParseReply reads what a Result keeps as Reply.
func ParseReply(text string) Reply {
	var r Reply
	var words []string
	for _, m := range replyPattern.FindAllStringSubmatch(text, -1) {
		code, _ := strconv.Atoi(m[1])
		if r.Code == 0 {
			r.Code = code
		}
		if e := enhancedPattern.FindStringSubmatch(m[2]); e != nil && r.Enhanced == "" {
			r.Enhanced = e[1]
		}
		words = append(words, m[2])
	}
	r.Text = strings.Join(words, "\n")
	return r
}

// What a server says no to: an account (POP3, IMAP), or how it was told.
var (
	refusedTagged  = pattern.New(`(?i)^(-ERR|\S+ NO)\b`)
	aboutMechanism = pattern.New(`(?i)\bmechanism|\bauth\w* (type|method)|\b(unknown|unrecogni[sz]ed|unsupported|unimplemented|bad|invalid) (\w+ )?command|\bnot (implemented|supported)`)
)

// RefusesAccount reports whether a server says no to an account or its
// password, and not to the mechanism or the command.
func RefusesAccount(reply string) bool {
	code := ParseReply(reply).Code
	return (code == 535 || code == 0 && refusedTagged.MatchString(reply)) && !aboutMechanism.MatchString(reply)
}
