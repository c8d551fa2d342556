package exchange

import (
	"strings"

	"todoku/pattern"
)

var mbsyncLine = pattern.New(`(?m)^[ \t]*(?:IMAPAccount|IMAPStore)[ \t]+\S`)

func looksLikeMbsync(text, name string) bool {
	return strings.HasSuffix(name, "mbsyncrc") || mbsyncLine.MatchString(text)
}

// readMbsync reads mbsyncrc (isync): a draft for each account.
func readMbsync(text string) ([]Draft, error) {
	var drafts []Draft
	var current *Draft
	flags := map[int][]tlsFlag{}
	for _, line := range lineWords(text, "") {
		key := strings.ToLower(line[0].text)
		at := Source{Line: line[0].line, Text: line[0].text}
		value := ""
		if len(line) > 1 {
			value = line[1].text
		}
		switch key {
		case "imapaccount", "imapstore":
			drafts = append(drafts, newDraft())
			current = &drafts[len(drafts)-1]
			if key == "imapaccount" {
				current.set("code", value, at)
			}
			if len(drafts) > maxDrafts {
				return drafts, nil
			}
		case "maildirstore", "channel", "group":
			current = nil
		default:
			if current != nil {
				if f, ok := current.mbsync(key, value, line[1:], at); ok {
					flags[len(drafts)-1] = append(flags[len(drafts)-1], f)
				}
			}
		}
	}
	whole := drafts[:0]
	for i, d := range drafts {
		if !d.saw("incoming.host") {
			continue
		}
		d.set("incoming.protocol", "imap", d.whence("incoming.host"))
		d.protect("incoming", flags[i])
		d.Notes = without(d.Notes, "guessed", "incoming.port") // it has one that goes without saying
		whole = append(whole, d)
	}
	return whole, nil
}

// mbsync reads one line of an account.
func (d *Draft) mbsync(key, value string, words []word, at Source) (f tlsFlag, ok bool) {
	value = strings.TrimSpace(value)
	switch key {
	case "host":
		if scheme, host, found := strings.Cut(value, ":"); found && (scheme == "imap" || scheme == "imaps") {
			d.host("incoming", strings.TrimPrefix(host, "//"), at)
			return tlsFlag{meaning: map[bool]string{true: "ssl", false: "starttls"}[scheme == "imaps"], value: "yes", at: at}, true
		}
		d.host("incoming", value, at)
	case "port", "user", "timeout":
		d.set("incoming."+key, value, at)
	case "pass":
		if isPlaceholder(value, "password") {
			d.note("elsewhere", "incoming.password", at)
			return f, false
		}
		d.set("incoming.password", value, at)
	case "passcmd", "usercmd", "tunnel":
		d.note("command", map[string]string{"passcmd": "incoming.password", "usercmd": "incoming.user"}[key], at)
	case "ssltype", "tlstype":
		return tlsFlag{meaning: "mode", value: strings.ToLower(value), at: at}, true
	case "useimaps":
		return tlsFlag{meaning: "ssl", value: strings.ToLower(value), at: at}, true
	case "requiressl":
		return tlsFlag{meaning: "starttls", value: strings.ToLower(value), at: at}, true
	case "authmechs", "authmech":
		list := make([]string, len(words))
		for i, w := range words {
			list[i] = strings.ToLower(w.text)
		}
		d.set("incoming.auth", mechanismOf("incoming.auth", strings.Join(list, " ")), at)
	case "sslversions", "tlsversions", "certificatefile", "systemcertificates", "pipelinedepth", "disableextension", "disableextensions", "cipherstring", "useutf8mailboxes", "path", "subscribedonly", "maxsize", "account", "usenamespace", "pathdelimiter", "mapinbox", "trash", "inbox", "clientcertificate", "clientkey":
	default:
		d.note("unknown-name", "", at)
	}
	return f, false
}
