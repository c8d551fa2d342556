package products

import (
	"todoku/mailcore"
)

// cybozu is システムメール of cybozu.com (CY).
func cybozu() Screen {
	return Screen{
		ID: Cybozu, Name: "cybozu.com", Path: 2, Caution: 4, Single: true, Cloud: true,
		Aliases: []string{"cybozu.com", "cybozu-system-mail", "cybozu_system", "system-mail", "cy", "サイボウズ"},
		Mailer:  cybozuMailer(),
		Rows: []Row{
			cybozuAddress(),
			choose(Radio, "server", "outgoing.built_in", option{"built-in", []string{"true"}}, option{"external", []string{"false"}}).first("built-in"),
			row(Text, "host", "outgoing.host").when(external),
			row(Number, "port", "outgoing.port").when(external),
			portFollows(choose(Radio, "encryption", "outgoing.encryption",
				option{"none", []string{"none"}}, option{"tls", []string{"tls"}}, option{"starttls", []string{"starttls"}})).when(external),
			tick("auth", "outgoing.auth", isNot("none"), "auto", "none").when(external),
			account("user").when(externalLogin),
			password("password").when(externalLogin),
			row(Text, "test-to", "test_to"),
			note("uses"),
			note("garoon"),
			note("regions"),
		},
		Buttons: []Button{{"save", SaveTest}, {"failures", Failures}},
		obstacles: join(
			unless(builtIn, smtpAuth("auth", cybozuMailer().Mechanisms...), chosenAuth("auth"), noOAuth("auth"), noPopBefore, pinned("host")),
			[]obstacle{{"address", "cybozu-sender-fixed", mailcore.Note, func(p mailcore.Profile) bool { return builtIn(p) && p.From != "" && p.From != builtInSender }, nil}},
			senderName("address"), noIncoming, noSizes, noNotify, noHELO,
		),
	}
}

// builtInSender is the sender of cybozu.com's own server (CY-03). The domain
// is another one outside of Japan.
const builtInSender = "no-reply@cybozu.com"

func builtIn(p mailcore.Profile) bool { return p.Outgoing.BuiltIn }

func external(p mailcore.Profile) bool { return !p.Outgoing.BuiltIn }

func externalLogin(p mailcore.Profile) bool { return external(p) && logsIn(p) }

func cybozuAddress() Row {
	r := row(Text, "address", "from").locked(builtIn)
	r.Read = func(p mailcore.Profile) (string, bool) {
		if builtIn(p) {
			return builtInSender, true
		}
		return p.From, true
	}
	return r
}

// portFollows makes the usual port follow the encryption (CY-07); one that
// somebody typed stays.
func portFollows(r Row) Row {
	plain := r.Write
	r.Also = append(r.Also, "outgoing.port")
	r.Write = func(p *mailcore.Profile, value string) error {
		o := &p.Outgoing
		untouched := o.Port == 0 || o.Port == o.Encryption.DefaultPort()
		err := plain(p, value)
		if err == nil && untouched {
			o.Port = o.Encryption.DefaultPort()
		}
		return err
	}
	return r
}

// cybozuMailer() is closed: its manual (CY-06, CY-09) names the encryption and no
// mechanism; the order is ours.
func cybozuMailer() Mailer {
	return Mailer{
		Encryption: Usual,
		Mechanisms: []mailcore.AuthMethod{mailcore.CRAMMD5, mailcore.PLAIN, mailcore.LOGIN}, Chooses: true,
		Sources: onlyManuals(),
	}
}
