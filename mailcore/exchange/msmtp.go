package exchange

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"todoku/mailcore"
	"todoku/pattern"
)

var msmtpLine = pattern.New(`(?m)^[ \t]*(?:account[ \t]+\S|(?:host|tls_starttls|passwordeval|from)[ \t]+\S|defaults[ \t]*$)`)

// msmtpOther is what no line of msmtprc looks like.
var msmtpOther = pattern.New(`(?m)^[ \t]*(?:\[[A-Za-z]|host[ \t]*[=:])`)

func looksLikeMsmtp(text, name string) bool {
	if strings.HasSuffix(name, "msmtprc") {
		return true
	}
	return !msmtpOther.MatchString(text) && len(msmtpLine.FindAllStringIndex(text, 2)) == 2 && (hasLine("account ")(text, name) || hasLine("host ")(text, name) || hasLine("defaults")(text, name))
}

// A command is one line of msmtprc.
type command struct {
	name, value string
	line        int
}

// An account is the commands that count for it, those of its parents first.
type account struct {
	name     string
	line     int
	commands []command
	own      int // how many it has itself
}

// maxCommands bounds what accounts inherit from each other, altogether: each
// copies its parent's, so that a file of kilobytes could fill the memory.
const maxCommands = 500_000

func readMsmtp(text string) ([]Draft, error) {
	accounts, err := readAccounts(text)
	if err != nil {
		return nil, err
	}
	var drafts []Draft
	for _, a := range accounts {
		if a.name == "default" && a.own == 0 && len(a.commands) > 0 { // another name for one that is there
			continue
		}
		drafts = append(drafts, a.draft())
	}
	return drafts, nil
}

func readAccounts(text string) ([]account, error) {
	var accounts []account
	var defaults []command
	var current *account // nil within defaults
	total, n := 0, 0
	for line := range strings.SplitSeq(text, "\n") {
		n++
		c := parseCommand(line, n)
		switch c.name {
		case "":
		case "defaults":
			current, defaults = nil, nil
		case "account":
			accounts = append(accounts, inherit(c, defaults, accounts))
			current = &accounts[len(accounts)-1]
			total += len(current.commands)
		default:
			total++
			if current == nil {
				defaults = append(defaults, c)
				break
			}
			current.commands, current.own = append(current.commands, c), current.own+1
		}
		if total > maxCommands || len(accounts) > maxDrafts {
			return nil, &Error{Code: "too-many", Line: n}
		}
	}
	if len(accounts) == 0 && len(defaults) > 0 { // a file with one server and no name for it
		accounts = []account{{commands: defaults, own: len(defaults)}}
	}
	return accounts, nil
}

// parseCommand splits a line; quotation marks around the value do not belong
// to it, and have no escapes.
func parseCommand(line string, n int) command {
	line = strings.TrimSpace(line)
	if line == "" || line[0] == '#' {
		return command{}
	}
	name, value := line, ""
	if i := strings.IndexFunc(line, unicode.IsSpace); i > 0 {
		name, value = line[:i], strings.TrimSpace(line[i:])
	}
	if len(value) > 1 && value[0] == '"' && value[len(value)-1] == '"' {
		value = value[1 : len(value)-1]
	}
	return command{name, value, n}
}

// inherit begins an account: "NAME" or "NAME : PARENT, PARENT".
func inherit(c command, defaults []command, accounts []account) account {
	name, parents, _ := strings.Cut(c.value, ":")
	a := account{name: strings.TrimSpace(name), line: c.line, commands: slices.Clone(defaults)}
	if strings.TrimSpace(parents) != "" {
		a.commands = nil
	}
	for parent := range strings.SplitSeq(parents, ",") {
		for _, other := range slices.Backward(accounts) {
			if other.name == strings.TrimSpace(parent) && len(a.commands) < maxCommands/10 {
				a.commands = append(a.commands, other.commands...)
				break
			}
		}
	}
	return a
}

// msmtpFields are the commands whose value goes into a field as it is.
var msmtpFields = map[string]string{
	"host": "outgoing.host", "port": "outgoing.port", "user": "outgoing.user", "password": "outgoing.password",
	"from": "from", "from_full_name": "from_name", "domain": "outgoing.helo", "timeout": "outgoing.timeout",
}

// msmtpSilent are commands that no setting of ours corresponds to and that
// nobody misses.
var msmtpSilent = []string{"logfile", "syslog", "logfile_time_format", "aliases", "auto_from", "maildomain", "add_missing_from_header", "add_missing_date_header", "set_from_header", "set_date_header", "tls_trust_file", "tls_crl_file", "undisclosed_recipients", "dsn_notify", "dsn_return", "remove_bcc_headers", "protocol"}

func (a account) draft() Draft {
	d, on := newDraft(), map[string]command{"tls": {value: "off"}, "tls_starttls": {value: "on"}}
	if a.name != "" {
		d.set("code", a.name, Source{Line: a.line, Text: "account"})
	}
	for _, c := range a.commands {
		at := Source{Line: c.line, Text: c.name}
		switch field := msmtpFields[c.name]; {
		case field == "outgoing.timeout" && c.value == "off":
		case field != "":
			d.set(field, c.value, at)
		case c.name == "tls" || c.name == "tls_starttls":
			on[c.name] = c
		case c.name == "auth":
			d.set("outgoing.auth", msmtpAuth(c.value), at)
		case c.name == "tls_fingerprint":
			d.set("pin", c.value, at)
		case c.name == "tls_certcheck":
			if c.value == "off" {
				d.note("unverified", "outgoing.encryption", at)
			}
		case c.name == "passwordeval" || c.name == "eval":
			d.note("command", "outgoing.password", at)
		case !slices.Contains(msmtpSilent, c.name):
			d.note("unknown-name", "", at)
		}
	}
	if d.saw("outgoing.password") { // its command counts no more
		d.Notes = slices.DeleteFunc(d.Notes, func(n Note) bool { return n.Code == "command" })
	}
	if d.saw("outgoing.host") {
		d.encrypt(on["tls"], on["tls_starttls"])
	}
	return d
}

// encrypt takes msmtp's two switches together.
func (d *Draft) encrypt(tls, starttls command) {
	e, port := mailcore.NoEncryption, "25"
	switch {
	case tls.value == "on" && starttls.value == "off":
		e, port = mailcore.TLS, "465"
	case tls.value == "on":
		e = mailcore.STARTTLS
	}
	at := Source{Line: cmp.Or(tls.line, starttls.line), Text: "tls"}
	d.put("outgoing.encryption", string(e), at)
	if !d.saw("outgoing.port") {
		d.put("outgoing.port", port, at)
	}
	if !d.saw("outgoing.auth") {
		d.put("outgoing.auth", string(mailcore.NoAuth), Source{Text: "auth"})
	}
}

func msmtpAuth(word string) string {
	switch strings.ToLower(word) {
	case "on", "":
		return string(mailcore.AutoAuth)
	case "off":
		return string(mailcore.NoAuth)
	case "oauthbearer":
		return string(mailcore.XOAUTH2)
	}
	return choice("outgoing.auth", word)
}
