package products

import (
	"todoku/mailcore"
	"todoku/pattern"
)

// wpMailSMTP is "Other SMTP" of WP Mail SMTP 4.8.0, a plugin of WordPress:
// src/Admin/ConnectionSettings.php and src/Providers/OptionsAbstract.php, then
// the test of src/Admin/Pages/TestTab.php. The Japanese words are those of
// translate.wordpress.org.
func wpMailSMTP() Screen {
	return Screen{
		ID: WPMailSMTP, Name: "WP Mail SMTP", Aliases: []string{"wordpress", "wp", "wp-smtp", "ワードプレス"}, Path: 3, Caution: 7, Single: true,
		Mailer: wpMailSMTPMailer(),
		Rows: []Row{
			row(Text, "from", "from"),
			fixed(Check, "force-from", "true"),
			row(Text, "from-name", "from_name"),
			fixed(Check, "force-name", "false"),
			fixed(Check, "return-path", "true"),
			fixed(Select, "mailer", "smtp"),
			bracketed(row(Text, "host", "outgoing.host")),
			portFollows(choose(Radio, "encryption", "outgoing.encryption",
				option{"none", []string{"none"}}, option{"tls", []string{"tls"}}, option{"starttls", []string{"starttls"}})).first("none"),
			row(Number, "port", "outgoing.port"),
			fixed(Check, "auto-tls", "true").when(func(p mailcore.Profile) bool { return p.Outgoing.Encryption != mailcore.STARTTLS }),
			tick("auth", "outgoing.auth", isNot("none"), "auto", "none").first("true"),
			account("user").when(logsIn),
			password("password").when(logsIn),
			heading("test"),
			row(Text, "test-to", "test_to").required(),
			note("constants"),
		},
		Buttons: []Button{{"save", Save}, {"send", Test}},
		obstacles: join(
			[]obstacle{
				{"encryption", "wp-mail-smtp-auto-tls", mailcore.Note, sendsBy(mailcore.NoEncryption), nil},
				{"host", "wp-mail-smtp-host", mailcore.Error, vtigerBadHost, vtigerPunycode}, // PHPMailer takes the same letters
			},
			smtpAuth("auth", wpMailSMTPMailer().Mechanisms...), chosenAuth("auth"), noOAuth("auth"),
			noBuiltIn, noPopBefore, pinned("host"), noIncoming, noSizes, noNotify, noHELO,
		),
	}
}

// wpMailSMTPMailer() is PHPMailer as WordPress 7.0.1 brings it, with what the
// plugin sets. Auto TLS is on, as it is at first.
func wpMailSMTPMailer() Mailer {
	return Mailer{
		Program:    "PHPMailer 7.0.2",
		Encryption: map[mailcore.Encryption]Manner{mailcore.NoEncryption: IfOffered, mailcore.STARTTLS: Required, mailcore.TLS: FromStart},
		CommonName: true, NoIPv6: true, MinTLS: "1.2",
		Mechanisms: []mailcore.AuthMethod{mailcore.CRAMMD5, mailcore.LOGIN, mailcore.PLAIN}, Chooses: true, Once: true,
		Blind: mailcore.LOGIN, Reads: Reading{Letters: true, Names: true, NoEqual: true, Last: true},
		ByURL:    true,
		Sender:   Sender{Site: "wordpress", NoWWW: true, Strange: wpStrange},
		Patience: 300, // the 30 that the plugin sets are for connecting
		Spoils: []Spoiling{
			{Field: "outgoing.password", Value: passwordOf, Code: "spoils-spaces", Pattern: pattern.New(`^[ \t]|[ \t]$`)},
			{Field: "outgoing.user", Value: userOf, Code: "spoils-tags", Pattern: pattern.New(`<|%[0-9A-Fa-f]{2}|\s\s|^\s|\s$`)},
			{Field: "from", Value: senderOf, Code: "spoils-sender", Pattern: wpStrange},
		},
		Sources: map[string]string{
			"encryption":  "WP Mail SMTP 4.8.0, src/Processor.php, phpmailer_init; WordPress 7.0.1, wp-includes/PHPMailer/PHPMailer.php, smtpConnect",
			"certificate": "PHP 8.2, OpenSSL 3",
			"login":       "WordPress 7.0.1, wp-includes/PHPMailer/SMTP.php, authenticate and parseHelloFields",
			"helo":        "WordPress 7.0.1, wp-includes/PHPMailer/PHPMailer.php, serverHostname",
			"sender":      "WP Mail SMTP 4.8.0, src/Options.php, process_generic_options; src/Processor.php, get_default_email",
			"patience":    "WordPress 7.0.1, wp-includes/PHPMailer/SMTP.php, get_lines; PHPMailer 6.6.3 seen to run",
			"keeping":     "WP Mail SMTP 4.8.0, src/Options.php, process_mailer_specific_options; WordPress 7.0.1, wp-includes/formatting.php, _sanitize_text_fields",
		},
	}
}

// wpStrange are addresses that are not kept: filter_var of PHP, is_email of
// WordPress.
var wpStrange = pattern.New(`^[^@]+$|[^\x00-\x7F]|@[^.]*$|` + strange)
