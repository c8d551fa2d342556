package exchange

import (
	"slices"
	"strings"

	"todoku/mailcore"
	"todoku/pattern"
)

var (
	postfixLine = pattern.New(`(?m)^(?:relayhost|smtp_sasl_\w+|smtp_tls_\w+|smtp_use_tls|smtpd_\w+|mydestination|myhostname)[ \t]*=`)
	// saslLine is one of sasl_passwd: the server, or the sender, and the login.
	saslLine = pattern.New(`^(\[[^\]\s]+\](?::\w+)?|[A-Za-z0-9.-]+:\d+|[^\s\[\]@:]+@[^\s:]+|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)[ \t]+([^\s:]+):(.*?)[ \t]*$`)
	saslOnly = pattern.New(`(?m)^\[[^\]\s]+\](?::\w+)?[ \t]+[^\s:]+:\S`)
)

func looksLikePostfix(text, name string) bool {
	return name == "main.cf" || strings.HasPrefix(name, "sasl_passwd") || postfixLine.MatchString(text) || saslOnly.MatchString(text)
}

// A postfixFile is what main.cf and sasl_passwd say, in one text or apart.
type postfixFile struct {
	values map[string]setting
	logins []postfixLogin
}

type postfixLogin struct {
	server, user, password string
	at                     Source
}

func readPostfix(text string) ([]Draft, error) {
	f := postfixFile{values: map[string]setting{}}
	f.read(text)
	relay := f.value("relayhost")
	if relay.value == "" {
		return f.fromLogins(), nil
	}
	d := newDraft()
	d.relay(relay)
	d.postfixSecurity(f)
	d.postfixLogin(f)
	return []Draft{d}, nil
}

// read takes the lines; one that begins with white space goes on with the one
// before.
func (f *postfixFile) read(text string) {
	var line string
	begin, n := 0, 0
	for next := range strings.SplitSeq(text+"\n.", "\n") {
		n++
		if trimmed := strings.TrimSpace(next); trimmed == "" || trimmed[0] == '#' {
			continue
		}
		if (next[0] == ' ' || next[0] == '\t') && line != "" && len(line) < maxValue {
			line += " " + strings.TrimSpace(next)
			continue
		}
		f.line(line, begin)
		line, begin = next, n
	}
}

var postfixName = pattern.New(`^([A-Za-z0-9_]+)[ \t]*=[ \t]*(.*)$`)

func (f *postfixFile) line(line string, n int) {
	line = strings.TrimSpace(line)
	if m := postfixName.FindStringSubmatch(line); m != nil {
		f.values[m[1]] = setting{value: strings.TrimSpace(m[2]), at: Source{Line: n, Text: m[1]}}
	} else if m := saslLine.FindStringSubmatch(line); m != nil && len(f.logins) <= maxDrafts {
		f.logins = append(f.logins, postfixLogin{m[1], m[2], m[3], Source{Line: n, Text: m[1]}})
	}
}

var postfixVariable = pattern.New(`\$(?:(\w+)|\{(\w+)\}|\((\w+)\))`)

// value returns what a name says, with the names in it put in once.
func (f *postfixFile) value(name string) setting {
	s := f.values[name]
	s.value = postfixVariable.ReplaceAllStringFunc(s.value, func(ref string) string {
		return f.values[strings.Trim(ref, "${}()")].value
	})
	if len(s.value) > maxValue {
		s.value = ""
	}
	return s
}

// relay reads "[host]:port"; a service may stand for the port.
func (d *Draft) relay(s setting) {
	first := strings.FieldsFunc(s.value, func(r rune) bool { return strings.ContainsRune(", \t", r) })
	if len(first) == 0 {
		return
	}
	host, port := hostPort(first[0])
	port = map[string]string{"": "25", "smtp": "25", "submission": "587", "submissions": "465", "smtps": "465"}[port] + strings.TrimLeft(port, "abcdefghijklmnopqrstuvwxyz")
	d.host("outgoing", host, s.at)
	d.set("outgoing.port", port, s.at)
	if len(first) > 1 {
		d.note("further", "outgoing.host", s.at)
	}
}

// postfixSecurity reads how Postfix encrypts. What it does not check is
// checked here.
func (d *Draft) postfixSecurity(f postfixFile) {
	level, wrapper := f.value("smtp_tls_security_level"), f.value("smtp_tls_wrappermode")
	var flags []tlsFlag
	switch {
	case wrapper.value == "yes":
		flags = []tlsFlag{{meaning: "ssl", value: "yes", at: wrapper.at}}
	case level.value == "none":
		flags = []tlsFlag{{meaning: "mode", value: "none", at: level.at}}
	case level.value != "":
		flags = []tlsFlag{{meaning: "mode", value: "starttls", at: level.at}}
		if level.value == "may" {
			d.note("guessed", "outgoing.encryption", level.at)
		}
	default:
		for _, name := range []string{"smtp_enforce_tls", "smtp_use_tls"} {
			if s := f.value(name); s.value != "" {
				flags = append(flags, tlsFlag{meaning: "starttls", value: s.value, at: s.at})
			}
		}
		if len(flags) == 0 { // Postfix encrypts where it is told to
			flags = []tlsFlag{{meaning: "mode", value: "none", at: d.whence("outgoing.host")}}
			d.note("guessed", "outgoing.encryption", d.whence("outgoing.host"))
		}
	}
	d.protect("outgoing", flags)
	if s := f.value("smtp_tls_fingerprint_cert_match"); level.value == "fingerprint" {
		if pin, ok := shaPin(s.value); ok {
			d.set("pin", pin, s.at)
		} else {
			d.note("bad-value", "pin", s.at)
		}
	}
	if s := f.value("smtp_helo_name"); s.value != "" {
		d.set("outgoing.helo", s.value, s.at)
	}
}

func shaPin(value string) (string, bool) {
	value = strings.ToLower(strings.ReplaceAll(value, ":", ""))
	return value, len(value) == 64 && strings.Trim(value, "0123456789abcdef") == ""
}

func (d *Draft) postfixLogin(f postfixFile) {
	if s := f.value("smtp_sasl_auth_enable"); s.value != "yes" {
		d.set("outgoing.auth", string(mailcore.NoAuth), s.at)
		return
	}
	if s := f.value("smtp_sasl_mechanism_filter"); s.value != "" {
		d.set("outgoing.auth", mechanismOf("outgoing.auth", strings.ToLower(s.value)), s.at)
	}
	maps := f.value("smtp_sasl_password_maps")
	if rest, ok := strings.CutPrefix(maps.value, "static:"); ok {
		user, password, _ := strings.Cut(strings.Trim(rest, "{} "), ":")
		d.set("outgoing.user", user, maps.at)
		d.set("outgoing.password", password, maps.at)
		return
	}
	relay, _, _ := strings.Cut(f.value("relayhost").value, " ")
	at := slices.IndexFunc(f.logins, func(l postfixLogin) bool { return l.server == relay })
	if at < 0 {
		at = slices.IndexFunc(f.logins, func(l postfixLogin) bool {
			host, _ := hostPort(l.server)
			return strings.EqualFold(host, d.Profile.Outgoing.Host)
		})
	}
	if at < 0 {
		d.note("elsewhere", "outgoing.password", maps.at)
		return
	}
	d.saslLogin(f.logins[at])
}

func (d *Draft) saslLogin(l postfixLogin) {
	if strings.Trim(l.user, "_") != "" {
		d.set("outgoing.user", l.user, l.at)
	}
	if strings.Trim(l.password, "_") == "" || isPlaceholder(l.password, "password") {
		d.note("elsewhere", "outgoing.password", l.at)
		return
	}
	d.set("outgoing.password", l.password, l.at)
}

// fromLogins makes a draft of each server of sasl_passwd.
func (f *postfixFile) fromLogins() []Draft {
	var drafts []Draft
	for _, l := range f.logins {
		if strings.Contains(l.server, "@") { // a sender: which server is in another file
			continue
		}
		d := newDraft()
		d.relay(setting{value: l.server, at: l.at})
		d.protect("outgoing", nil)
		d.saslLogin(l)
		drafts = append(drafts, d)
	}
	return drafts
}
