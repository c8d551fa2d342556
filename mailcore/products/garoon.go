package products

import (
	"todoku/mailcore"
)

// garoon is メールサーバーの設定 of Garoon on cybozu.com (GR).
func garoon() Screen {
	return Screen{
		ID: Garoon, Name: "Garoon", Path: 6, Caution: 6, Cloud: true,
		Aliases: []string{"gr", "ガルーン"},
		Mailer:  garoonMailer(),
		Rows: []Row{
			row(Text, "code", "code").required(),
			row(Text, "name", "name").required(),
			heading("oauth-heading"),
			garoonOAuth(),
			choose(Select, "client", "oauth", option{"google", []string{"google"}}, option{"microsoft", []string{"microsoft"}}).when(signsIn),
			heading("outgoing"),
			row(Text, "host", "outgoing.host").locked(signsIn).required(),
			row(Number, "port", "outgoing.port").locked(signsIn).required(),
			choose(Radio, "encryption", "outgoing.encryption", option{"tls", []string{"tls"}}, option{"starttls", []string{"starttls"}},
				option{"none", []string{"none"}}).locked(signsIn),
			choose(Select, "auth", "outgoing.auth", option{"none", []string{"none"}}, option{"PLAIN", []string{"PLAIN"}}, option{"LOGIN", []string{"LOGIN"}},
				option{"CRAM-MD5", []string{"CRAM-MD5"}}, option{"DIGEST-MD5", []string{"DIGEST-MD5"}}).when(typed),
			choose(Radio, "account", "outgoing.same_account", option{"own", []string{"false"}}, option{"same", []string{"true"}}).when(byPassword),
			amount("timeout", "outgoing.timeout", "seconds", minTimeout, maxTimeout, seconds...).first("10"),
			heading("incoming"),
			protocol(),
			row(Text, "in-host", "incoming.host").when(receives).locked(signsIn).required(),
			row(Number, "in-port", "incoming.port").when(receives).locked(signsIn).required(),
			tick("in-encryption", "incoming.encryption", is("tls"), "tls", "none").when(receives).locked(signsIn),
			apop().when(func(p mailcore.Profile) bool { return receives(p) && typed(p) }),
			amount("in-timeout", "incoming.timeout", "seconds", minTimeout, maxTimeout, seconds...).when(receives).first("10"),
			note("accounts"),
		},
		Buttons: []Button{{"add", Add}, {"change", Save}},
		obstacles: join(
			[]obstacle{
				{"in-encryption", "garoon-in-starttls", mailcore.Error, and(typed, receivesBy(mailcore.STARTTLS)), incomingTLS},
				{"timeout", "garoon-timeout", mailcore.Error, outside(func(p mailcore.Profile) int { return p.Outgoing.Timeout }), nearest("outgoing.timeout")},
				{"in-timeout", "garoon-in-timeout", mailcore.Error, and(receives, outside(func(p mailcore.Profile) int { return p.Incoming.Timeout })), nearest("incoming.timeout")},
			},
			smtpAuth("auth", garoonMailer().Mechanisms...), unsettled("auth"), incomingAuth,
			needsIncoming, noBuiltIn, noPopBefore, pinned("host"), noSizes, noNotify, noHELO, ownOAuth("oauth"),
		),
	}
}

// Garoon's times are from 10 to 120 seconds (GR-12, GR-18).
const minTimeout, maxTimeout = 10, 120

// seconds are offered: which steps Garoon offers its manual does not say.
var seconds = []int{10, 20, 30, 40, 50, 60, 90, 120}

// garoonOAuth returns the box メールの送受信にOAuthを使用する. What the provider
// fills in then (GR-06) is for [mailcore.Profile.Filled].
func garoonOAuth() Row {
	r := tick("oauth", "oauth", isNot(""), "google", "")
	plain := r.Write
	r.Write = func(p *mailcore.Profile, value string) error {
		err := plain(p, value)
		if err == nil && p.OAuth == "" {
			byPasswordAgain(p)
		}
		return err
	}
	return r
}

func byPasswordAgain(p *mailcore.Profile) {
	for _, auth := range []*mailcore.AuthMethod{&p.Outgoing.Auth, &p.Incoming.Auth} {
		if *auth == mailcore.XOAUTH2 {
			*auth = mailcore.AutoAuth
		}
	}
}

func outside(timeout func(mailcore.Profile) int) func(mailcore.Profile) bool {
	return func(p mailcore.Profile) bool { return timeout(p) < minTimeout || timeout(p) > maxTimeout }
}

// garoonMailer() is closed; its manual names mechanisms and TLS (GR-01, GR-02,
// GR-10).
func garoonMailer() Mailer {
	return Mailer{
		Encryption: Usual, MinTLS: "1.2",
		Mechanisms: []mailcore.AuthMethod{mailcore.PLAIN, mailcore.LOGIN, mailcore.CRAMMD5, mailcore.DIGESTMD5},
		Sources:    onlyManuals(),
	}
}
