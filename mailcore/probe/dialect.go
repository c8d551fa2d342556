package probe

import (
	"bytes"
	"regexp"
	"strings"

	"todoku/mailcore/ports"
	"todoku/mailcore/steps"
	"todoku/mailcore/wire"
	"todoku/pattern"
)

// A dialect is how to talk to one kind of server before any login.
type dialect struct {
	speaks   ports.Speech
	greets   *pattern.Pattern                // how it begins
	welcomes *pattern.Pattern                // how it begins where we may go on
	asks     []string                        // for what it can do; the second where the first is refused
	again    []string                        // the same under TLS
	upgrade  string                          // the command
	leaves   string                          //
	ends     func(command, line string) bool // that line is the last of an answer
	agrees   func(command string, answer []byte) bool
	offer    func(answer []byte) map[string]string
}

// dialects lists the protocols by which mail is handed over. NAME stands for
// ours.
var dialects = []dialect{
	{
		speaks: ports.SMTP, greets: pattern.New(`^[245]\d\d([ -]|\r?\n)`), welcomes: pattern.New(`^220`),
		asks: []string{"EHLO NAME", "HELO NAME"}, again: []string{"EHLO NAME", "HELO NAME"}, upgrade: "STARTTLS", leaves: "QUIT",
		ends:   func(_, line string) bool { return len(line) < 4 || line[3] != '-' },
		agrees: func(_ string, answer []byte) bool { return bytes.HasPrefix(answer, []byte("2")) },
		offer:  steps.SMTPOffer,
	},
	{
		speaks: ports.POP3, greets: pattern.New(`^(\+OK|-ERR)`), welcomes: pattern.New(`^\+OK`),
		asks: []string{"CAPA"}, again: []string{"CAPA"}, upgrade: "STLS", leaves: "QUIT",
		ends: func(command, line string) bool {
			return command != "CAPA" || line == "." || strings.HasPrefix(line, "-ERR")
		},
		agrees: func(_ string, answer []byte) bool { return bytes.HasPrefix(answer, []byte("+OK")) },
		offer:  steps.POPOffer,
	},
	{
		speaks: ports.IMAP, greets: pattern.New(`(?i)^\* (OK|PREAUTH|BYE)`), welcomes: pattern.New(`(?i)^\* OK`),
		asks: []string{"A1 CAPABILITY"}, again: []string{"A3 CAPABILITY"}, upgrade: "A2 STARTTLS", leaves: "A4 LOGOUT",
		ends: func(command, line string) bool {
			tag, _, _ := strings.Cut(command, " ")
			return command == "" || strings.HasPrefix(line, tag+" ")
		},
		agrees: func(command string, answer []byte) bool {
			tag, _, _ := strings.Cut(command, " ")
			return regexp.MustCompile(`(?im)^` + tag + ` OK\b`).Match(answer)
		},
		offer: steps.IMAPOffer,
	},
}

// dialectOf returns the dialect of a greeting, or nil.
func dialectOf(greeting []byte) *dialect {
	if wire.Recognise(greeting) == wire.FTP { // which begins as SMTP does
		return nil
	}
	for i := range dialects {
		if dialects[i].greets.Match(greeting) {
			return &dialects[i]
		}
	}
	return nil
}

// speech names what a greeting is in; "" where there is none.
func speech(greeting []byte) ports.Speech {
	switch d, speaks := dialectOf(greeting), wire.Recognise(greeting); {
	case d != nil:
		return d.speaks
	case speaks == wire.HTTP || speaks == wire.SSH:
		return ports.Speech(speaks)
	case len(bytes.TrimSpace(greeting)) > 0:
		return ports.Other
	}
	return ""
}
