package exchange

import (
	"strings"

	"gopkg.in/ini.v1"

	"todoku/mailcore"
)

func looksLikeOutlook(text, name string) bool {
	lower := strings.ToLower(text)
	return strings.HasSuffix(name, ".prf") || strings.Contains(lower, "[internet account list]") || strings.Contains(lower, "\npop3server=") || strings.Contains(lower, "\nimapserver=")
}

// readOutlook reads the accounts of an Outlook profile (.prf). The sections at
// its end, which say of which type each value is, are no accounts.
func readOutlook(text string) ([]Draft, error) {
	all, err := iniSettings(text, ini.LoadOptions{Insensitive: false, IgnoreInlineComment: true, SkipUnrecognizableLines: true, AllowBooleanKeys: true})
	if err != nil {
		return nil, err
	}
	sections := map[string]map[string]setting{}
	var names []string
	for _, s := range all {
		if len(s.path) != 2 || strings.HasPrefix(s.value, "PT_") {
			continue
		}
		if sections[s.path[0]] == nil {
			sections[s.path[0]] = map[string]setting{}
			names = append(names, s.path[0])
		}
		sections[s.path[0]][strings.ToLower(s.path[1])] = s
	}
	var drafts []Draft
	for _, name := range names {
		if d := outlookAccount(sections[name]); d.saw("incoming.host") || d.saw("outgoing.host") {
			drafts = append(drafts, d)
		}
	}
	return drafts, nil
}

func outlookAccount(s map[string]setting) Draft {
	d := newDraft()
	take := func(field string, names ...string) {
		for _, name := range names {
			if v, ok := s[strings.ToLower(name)]; ok && !isPlaceholder(v.value, "") && !strings.HasPrefix(v.value, "%") {
				d.set(field, strings.Trim(v.value, `"`), v.at)
			} else if ok && v.value != "" {
				d.note("placeholder", field, v.at)
			}
		}
	}
	take("name", "AccountName")
	take("from_name", "DisplayName")
	take("from", "EmailAddress")
	for _, in := range []struct{ name, protocol string }{{"POP3", "pop3"}, {"IMAP", "imap"}} {
		if server, ok := s[strings.ToLower(in.name)+"server"]; ok && server.value != "" && !d.saw("incoming.host") {
			d.host("incoming", server.value, server.at)
			d.set("incoming.protocol", in.protocol, server.at)
			take("incoming.port", in.name+"Port")
			take("incoming.user", in.name+"UserName", in.name+"User")
			take("incoming.password", in.name+"UserPassword", in.name+"Password")
			d.outlookSide("incoming", s, in.name)
		}
	}
	if server, ok := s["smtpserver"]; ok && server.value != "" {
		d.host("outgoing", server.value, server.at)
		take("outgoing.port", "SMTPPort")
		take("outgoing.user", "SMTPUserName", "SMTPUser")
		take("outgoing.password", "SMTPUserPassword", "SMTPPassword")
		d.outlookSide("outgoing", s, "SMTP")
		d.outlookLogin(s)
	}
	return d
}

// outlookModes are the values of SMTPSecureConnection.
var outlookModes = map[string]string{"0": "none", "1": "ssl", "2": "starttls", "3": "auto"}

func (d *Draft) outlookSide(side string, s map[string]setting, name string) {
	lower, flags := strings.ToLower(name), []tlsFlag(nil)
	if v, ok := s[lower+"secureconnection"]; ok {
		flags = append(flags, tlsFlag{meaning: "mode", value: outlookModes[v.value], at: v.at})
	}
	if v, ok := s[lower+"usetls"]; ok {
		flags = append(flags, tlsFlag{meaning: "starttls", value: v.value, at: v.at})
	}
	if v, ok := s[lower+"usessl"]; ok {
		meaning := "ssl"
		if v.value == "0" {
			meaning = "tls"
		}
		flags = append(flags, tlsFlag{meaning: meaning, value: v.value, at: v.at})
	}
	d.protect(side, flags)
	if v, ok := s[lower+"usespa"]; ok && v.value == "1" {
		d.set(side+".auth", string(mailcore.NTLM), v.at)
	}
}

// outlookLogin reads how sending logs in: not at all, as receiving does, by an
// account of its own, or after receiving.
func (d *Draft) outlookLogin(s map[string]setting) {
	use, said := s["smtpuseauth"]
	method := s["smtpauthmethod"]
	switch {
	case !said:
	case use.value != "1":
		d.set("outgoing.auth", string(mailcore.NoAuth), use.at)
	case method.value == "2":
		d.set("outgoing.pop.use", "true", method.at)
	case (method.value == "0" || method.value == "") && !d.saw("outgoing.user"):
		d.samePassword(method.at)
	}
}
