package exchange

import (
	"strings"

	"todoku/mailcore"
	"todoku/pattern"
)

var muttLine = pattern.New(`(?m)^[ \t]*set[ \t]+(?:smtp_url|imap_user|imap_pass|pop_host|pop_user|spoolfile|spool_file|folder|realname|ssl_starttls|ssl_force_tls)[ \t]*=`)

func looksLikeMutt(text, name string) bool {
	return strings.HasSuffix(name, "muttrc") || muttLine.MatchString(text)
}

// A muttFile is the variables of a muttrc.
type muttFile map[string]setting

// readMutt reads the variables of mutt and neomutt: one account.
func readMutt(text string) ([]Draft, error) {
	f, d := muttFile{}, newDraft()
	for _, line := range lineWords(text, "=") {
		switch line[0].text {
		case "set":
			f.assign(line[1:])
		case "unset":
			for _, w := range line[1:] {
				f[w.text] = setting{value: "no", at: Source{Line: w.line, Text: w.text}}
			}
		case "source":
			if last := line[len(line)-1]; strings.HasSuffix(last.text, "|") {
				d.note("command", "", Source{Line: last.line, Text: "source"})
			}
		case "account-hook", "folder-hook", "send-hook", "reply-hook":
			d.note("unread", "", Source{Line: line[0].line, Text: line[0].text})
		}
	}
	d.mutt(f)
	return d.ifServer(), nil
}

// assign reads "a = b c = d noe".
func (f muttFile) assign(words []word) {
	for i := 0; i < len(words); {
		name, value := words[i].text, "yes"
		at := Source{Line: words[i].line, Text: name}
		switch {
		case i+2 < len(words) && words[i+1].text == "=" && !words[i+1].quoted:
			value = words[i+2].text
			for i += 3; i+1 < len(words) && words[i].text == "=" && !words[i].quoted; i += 2 { // a "=" within the value
				value += "=" + words[i+1].text
			}
		case i+1 < len(words) && words[i+1].text == "=":
			value, i = "", i+2
		default:
			i++
			if rest, ok := strings.CutPrefix(name, "no"); ok && rest != "" {
				name, value = rest, "no"
			}
		}
		if len(value) <= maxValue && len(f) < maxDrafts {
			f[name] = setting{value: f.expanded(value), at: at}
		}
	}
}

var muttVariable = pattern.New(`\$(\w+)`)

// expanded puts in variables that are there already.
func (f muttFile) expanded(value string) string {
	value = muttVariable.ReplaceAllStringFunc(value, func(ref string) string {
		if s, ok := f[ref[1:]]; ok {
			return s.value
		}
		return ref
	})
	return value[:min(len(value), maxValue)]
}

func (f muttFile) first(names ...string) setting {
	for _, name := range names {
		if s := f[name]; s.value != "" {
			return s
		}
	}
	return setting{}
}

func (d *Draft) mutt(f muttFile) {
	take := func(field string, names ...string) {
		s := f.first(names...)
		switch {
		case s.value == "":
		case strings.HasPrefix(s.value, "`") || strings.HasPrefix(s.value, "$("):
			d.note("command", field, s.at)
		case strings.HasPrefix(s.value, "$") && muttVariable.FindString(s.value) == s.value:
			d.note("elsewhere", field, s.at)
		default:
			d.set(field, s.value, s.at)
		}
	}
	if from := f.first("from"); namedAddress.MatchString(from.value) {
		d.sentBy(from.value, group{}, from.at)
	} else {
		take("from", "from")
	}
	take("from_name", "realname", "real_name")
	d.muttURL(f, "smtp_url")
	take("outgoing.user", "smtp_user")
	take("outgoing.password", "smtp_pass")
	for _, name := range []string{"folder", "spoolfile", "spool_file", "pop_host"} {
		if !d.saw("incoming.host") {
			d.muttURL(f, name)
		}
	}
	if d.Profile.Incoming.Protocol == mailcore.POP3 {
		take("incoming.user", "pop_user")
		take("incoming.password", "pop_pass")
	} else if d.saw("incoming.host") {
		take("incoming.user", "imap_login", "imap_user")
		take("incoming.password", "imap_pass")
	}
	take("outgoing.helo", "hostname")
	d.muttRest(f)
}

// muttURL reads a URL; one without a scheme is of POP3.
func (d *Draft) muttURL(f muttFile, name string) {
	s := f[name]
	value := s.value
	if name == "pop_host" && value != "" && !strings.Contains(value, "://") {
		value = "pop://" + value
	}
	if !strings.Contains(value, "://") {
		return
	}
	if !d.url(value, s.at) {
		d.note("bad-value", map[bool]string{true: "outgoing.host", false: "incoming.host"}[name == "smtp_url"], s.at)
	}
}

// muttRest settles what holds for both servers.
func (d *Draft) muttRest(f muttFile) {
	start, force := f["ssl_starttls"], f["ssl_force_tls"]
	for _, side := range []string{"outgoing", "incoming"} {
		if !d.saw(side+".host") || d.Profile.Text(side+".encryption") == string(mailcore.TLS) {
			continue
		}
		d.Notes = without(d.Notes, "guessed", side+".encryption")
		switch {
		case start.value == "no" && force.value != "yes":
			d.set(side+".encryption", string(mailcore.NoEncryption), start.at)
		case start.value != "":
			d.set(side+".encryption", string(mailcore.STARTTLS), start.at)
		default:
			d.set(side+".encryption", string(mailcore.STARTTLS), d.whence(side+".host"))
		}
	}
	for _, name := range []string{"ssl_verify_host", "ssl_verify_dates", "ssl_verify_partial_chains"} {
		if s := f[name]; s.value == "no" {
			d.note("unverified", "outgoing.encryption", s.at)
		}
	}
	if s := f["smtp_authenticators"]; s.value != "" && d.saw("outgoing.host") {
		d.set("outgoing.auth", mechanismOf("outgoing.auth", strings.ReplaceAll(strings.ToLower(s.value), ":", " ")), s.at)
	} else if d.saw("outgoing.host") && !d.saw("outgoing.user") && !d.saw("outgoing.password") {
		d.set("outgoing.auth", string(mailcore.NoAuth), d.whence("outgoing.host"))
	}
}
