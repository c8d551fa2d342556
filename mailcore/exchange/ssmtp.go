package exchange

import (
	"cmp"
	"strings"

	"todoku/pattern"
)

var ssmtpLine = pattern.New(`(?mi)^[ \t]*(?:mailhub|AuthUser|UseSTARTTLS|FromLineOverride)[ \t]*=`)

func looksLikeSsmtp(text, name string) bool {
	return name == "ssmtp.conf" || ssmtpLine.MatchString(text)
}

// ssmtpSilent are settings that nobody misses.
var ssmtpSilent = pattern.New(`^(?:root|fromlineoverride|rewritedomain|minuserid|debug|tls_ca_file|tls_ca_dir|tlscert|tlskey|usetlscert)$`)

// readSsmtp reads ssmtp.conf. The name of the computer is what it says of
// itself, not the server.
func readSsmtp(text string) ([]Draft, error) {
	d, n := newDraft(), 0
	values := map[string]setting{}
	for line := range strings.SplitSeq(text, "\n") {
		n++
		name, value, ok := strings.Cut(line, "=")
		name = strings.TrimSpace(name)
		if !ok || strings.HasPrefix(name, "#") {
			continue
		}
		at := Source{Line: n, Text: name}
		switch key := strings.ToLower(name); key {
		case "mailhub", "hostname", "authuser", "authpass", "authmethod", "usetls", "usestarttls":
			values[key] = setting{value: strings.Trim(strings.TrimSpace(value), `"`), at: at}
		default:
			if !ssmtpSilent.MatchString(key) {
				d.note("unknown-name", "", at)
			}
		}
	}
	if hub := values["mailhub"]; hub.value != "" {
		d.host("outgoing", hub.value, hub.at)
	}
	for _, f := range []struct{ key, field string }{{"authuser", "user"}, {"authpass", "password"}, {"hostname", "helo"}} {
		if v := values[f.key]; isPlaceholder(v.value, f.field) {
			d.note("elsewhere", "outgoing."+f.field, v.at)
		} else {
			d.set("outgoing."+f.field, v.value, v.at)
		}
	}
	if d.saw("outgoing.host") {
		d.ssmtpSecurity(values)
	}
	return d.ifServer(), nil
}

// ssmtpSecurity takes the two switches together: TLS alone begins at once.
func (d *Draft) ssmtpSecurity(values map[string]setting) {
	tls, start := values["usetls"], values["usestarttls"]
	d.protect("outgoing", []tlsFlag{
		{meaning: "starttls", value: strings.ToLower(start.value), at: start.at},
		{meaning: "mode", value: map[bool]string{true: "ssl", false: "off"}[strings.EqualFold(tls.value, "yes") && !strings.EqualFold(start.value, "yes")], at: cmp.Or(tls.at, d.whence("outgoing.host"))},
	})
	d.loginBy("outgoing", []setting{{value: values["authmethod"].value, at: values["authmethod"].at}})
}
