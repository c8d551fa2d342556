package exchange

import (
	"slices"
	"strings"

	"todoku/mailcore"
	"todoku/pattern"
)

var mpopLine = pattern.New(`(?m)^[ \t]*(?:delivery[ \t]+(?:maildir|mbox|mda|exchange)|uidls_file[ \t]+\S|(?:keep|only_new)[ \t]+(?:on|off))`)

func looksLikeMpop(text, name string) bool {
	return strings.HasSuffix(name, "mpoprc") || mpopLine.MatchString(text) && hasLine("account ")(text, name) && !msmtpOther.MatchString(text)
}

// mpopSilent are commands that nobody misses.
var mpopSilent = append([]string{"delivery", "keep", "only_new", "uidls_file", "killsize", "skipsize", "filter", "pipelining", "received_header", "source_ip"}, msmtpSilent...)

// readMpop reads mpoprc, which is written like msmtprc and is about POP3.
func readMpop(text string) ([]Draft, error) {
	accounts, err := readAccounts(text)
	if err != nil {
		return nil, err
	}
	var drafts []Draft
	for _, a := range accounts {
		if a.name != "default" || a.own > 0 || len(a.commands) == 0 {
			drafts = append(drafts, a.popDraft())
		}
	}
	return drafts, nil
}

func (a account) popDraft() Draft {
	d := newDraft()
	if a.name != "" {
		d.set("code", a.name, Source{Line: a.line, Text: "account"})
	}
	tls, start := command{value: "off"}, command{value: "on"}
	for _, c := range a.commands {
		at := Source{Line: c.line, Text: c.name}
		switch c.name {
		case "host":
			d.set("incoming.host", c.value, at)
			d.set("incoming.protocol", "pop3", at)
		case "port", "user":
			d.set("incoming."+c.name, c.value, at)
		case "password":
			if isPlaceholder(c.value, c.name) {
				d.note("elsewhere", "incoming.password", at)
			} else {
				d.set("incoming.password", c.value, at)
			}
		case "timeout":
			if c.value != "off" {
				d.set("incoming.timeout", c.value, at)
			}
		case "tls":
			tls = c
		case "tls_starttls":
			start = c
		case "tls_certcheck":
			if c.value == "off" {
				d.note("unverified", "incoming.encryption", at)
			}
		case "auth":
			d.popAuth(c.value, at)
		case "passwordeval", "eval":
			d.note("command", "incoming.password", at)
		default:
			if !slices.Contains(mpopSilent, c.name) && !strings.HasPrefix(c.name, "tls_") {
				d.note("unknown-name", "", at)
			}
		}
	}
	if d.saw("incoming.password") {
		d.Notes = without(d.Notes, "command", "incoming.password")
	}
	if d.saw("incoming.host") {
		d.popSecurity(tls, start)
	}
	return d
}

// popSecurity takes the two switches together, as msmtp's.
func (d *Draft) popSecurity(tls, start command) {
	f := tlsFlag{meaning: "mode", value: "off", at: Source{Line: tls.line, Text: "tls"}}
	switch {
	case tls.value == "on" && start.value == "off":
		f.value = "ssl"
	case tls.value == "on" || tls.value == "":
		f.value = "starttls"
	}
	d.protect("incoming", []tlsFlag{f})
	d.Notes = without(d.Notes, "guessed", "incoming.port")
}

func (d *Draft) popAuth(word string, at Source) {
	switch strings.ToLower(word) {
	case "on", "", "off":
	default:
		d.set("incoming.auth", mechanismOf("incoming.auth", strings.ToLower(word)), at)
		if d.Profile.Incoming.Auth == mailcore.XOAUTH2 {
			d.signIn("incoming.auth", d.Profile.Incoming.Host, at)
		}
	}
}
