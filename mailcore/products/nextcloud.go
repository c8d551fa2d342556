package products

import (
	"strings"
	"unicode"

	"todoku/mailcore"
	"todoku/pattern"
)

// nextcloud is メールサーバー of Nextcloud 33: apps/settings, from
// src/views/AdminSettingsMailServer.vue and lib/Settings/Admin/Mail.php at
// 265d2c3; the Japanese words are those of its l10n/ja.json.
func nextcloud() Screen {
	return Screen{
		ID: Nextcloud, Name: "Nextcloud", Aliases: []string{"owncloud", "ネクストクラウド"}, Path: 3, Caution: 7, Single: true,
		Mailer: nextcloudMailer(),
		Rows: []Row{
			fixed(Select, "mode", "smtp"),
			choose(Select, "encryption", "outgoing.encryption", option{"starttls", []string{"starttls", "none"}}, option{"tls", []string{"tls"}}),
			heading("from"),
			nextcloudLocal(),
			nextcloudDomain(),
			heading("server"),
			bracketed(row(Text, "host", "outgoing.host")),
			row(Number, "port", "outgoing.port"),
			heading("authentication"),
			tick("auth", "outgoing.auth", isNot("none"), "auto", "none").first("false"),
			account("user").when(logsIn),
			password("password").when(logsIn),
			note("older"),
		},
		Buttons: []Button{{"send", Test}, {"save", Save}},
		obstacles: join(
			[]obstacle{
				{"encryption", "nextcloud-opportunistic", mailcore.Warning, sendsBy(mailcore.STARTTLS), nil},
				{"encryption", "nextcloud-encrypts", mailcore.Note, sendsBy(mailcore.NoEncryption), nil},
				{"from-domain", "nextcloud-domain", mailcore.Warning, func(p mailcore.Profile) bool { return p.From != "" && !strings.Contains(p.From, "@") }, nil},
				{"host", "nextcloud-host", mailcore.Warning, func(p mailcore.Profile) bool { return strings.ContainsFunc(p.Outgoing.Host, beyondASCII) }, vtigerPunycode},
			},
			smtpAuth("auth", nextcloudMailer().Mechanisms...), chosenAuth("auth"), noOAuth("auth"),
			noBuiltIn, noPopBefore, pinned("host"), senderName("from-local"), noIncoming, noSizes, noNotify, noHELO,
		),
	}
}

func beyondASCII(c rune) bool { return c > unicode.MaxASCII }

// nextcloudLocal returns the first of two fields for one address. A whole
// address typed there fills in both.
func nextcloudLocal() Row {
	r := row(Text, "from-local", "from")
	r.Read = func(p mailcore.Profile) (string, bool) {
		local, _ := addressParts(p.From)
		return local, true
	}
	r.Write = func(p *mailcore.Profile, value string) error {
		_, domain := addressParts(p.From)
		if strings.Contains(value, "@") {
			value, domain = addressParts(value)
		}
		p.From = addressOf(value, domain)
		return nil
	}
	return r
}

// nextcloudDomain returns the second; the sign between is printed beside it.
func nextcloudDomain() Row {
	r := row(Text, "from-domain", "from")
	r.Read = func(p mailcore.Profile) (string, bool) {
		_, domain := addressParts(p.From)
		return domain, true
	}
	r.Write = func(p *mailcore.Profile, value string) error {
		local, _ := addressParts(p.From)
		p.From = addressOf(local, value[strings.LastIndex(value, "@")+1:])
		return nil
	}
	return r
}

func addressParts(address string) (local, domain string) {
	if i := strings.LastIndex(address, "@"); i >= 0 {
		return address[:i], address[i+1:]
	}
	return address, ""
}

func addressOf(local, domain string) string {
	if domain == "" {
		return local
	}
	return local + "@" + domain
}

// nextcloudMailer() is Symfony Mailer, with what Nextcloud sets.
func nextcloudMailer() Mailer {
	return Mailer{
		Program:    "Symfony Mailer 6.4",
		Encryption: map[mailcore.Encryption]Manner{mailcore.NoEncryption: IfOffered, mailcore.STARTTLS: IfOffered, mailcore.TLS: FromStart},
		TLSPort:    465,
		CommonName: true, NoIPv6: true, MinTLS: "1.2",
		Mechanisms: []mailcore.AuthMethod{mailcore.CRAMMD5, mailcore.LOGIN, mailcore.PLAIN}, Chooses: true, Optional: true, Reads: Reading{Last: true},
		ByURL: true, Literal: true,
		Sender:   Sender{Site: "no-reply", Strange: nextcloudStrange, Domain: "localhost.localdomain", Joins: true, ASCII: true},
		Patience: 10,
		Spoils: []Spoiling{
			{Field: "from", Value: senderOf, Code: "spoils-domain", Pattern: nextcloudStrange},
		},
		Sources: map[string]string{
			"encryption":  "nextcloud/server 007be83, lib/private/Mail/Mailer.php, getSmtpInstance; symfony/mailer eb0c318, Transport/Smtp/EsmtpTransport.php",
			"certificate": "PHP 8.2, OpenSSL 3; nextcloud/server 007be83, lib/private/Mail/Mailer.php, mail_smtpstreamoptions",
			"login":       "symfony/mailer eb0c318, Transport/Smtp/EsmtpTransport.php, handleAuth",
			"helo":        "nextcloud/server 007be83, lib/private/Mail/Mailer.php, overwrite.cli.url",
			"sender":      "nextcloud/server 0012602, lib/public/Util.php, getDefaultEmailAddress; symfony/mailer, Envelope.php",
			"patience":    "nextcloud/server 007be83, lib/private/Mail/Mailer.php, mail_smtptimeout; Symfony Mailer 5.4.53 seen to run",
			"keeping":     "nextcloud/server 265d2c3, apps/settings/lib/Controller/MailSettingsController.php; lib/private/Mail/Mailer.php, validateMailAddress",
		},
	}
}

// nextcloudStrange are addresses of which validateMailAddress thinks nothing.
var nextcloudStrange = pattern.New(`@[^.@]+$|` + strange)
