package products

import (
	"todoku/mailcore"
	"todoku/pattern"
)

// vtiger is 送信メールサーバー of Vtiger CRM and F-RevoCRM (VT).
func vtiger() Screen {
	return Screen{
		ID: Vtiger, Name: "Vtiger CRM", Path: 5, Caution: 6, Single: true,
		Aliases: []string{"vtiger-crm", "f-revocrm", "frevocrm", "vt"},
		Mailer:  vtigerMailer(),
		Rows: []Row{
			vtigerType(),
			vtigerServer().required(),
			account("user"),
			password("password"),
			row(Text, "from", "from"),
			tick("auth", "outgoing.auth", isNot("none"), "auto", "none").first("true"),
			note("flow"),
			note("recipes"),
		},
		Buttons:  []Button{{"save", SaveTested}, {"defaults", Defaults}},
		testMail: vtigerTestMail,
		obstacles: join(
			[]obstacle{
				{"server", "vtiger-host", mailcore.Error, vtigerBadHost, vtigerPunycode},
				{"server", "vtiger-opportunistic", mailcore.Note, sendsBy(mailcore.NoEncryption), nil},
			},
			smtpAuth("auth", vtigerMailer().Mechanisms...), chosenAuth("auth"), noOAuth("auth"),
			noBuiltIn, noPopBefore, pinned("server"), senderName("from"), noIncoming, noSizes, noNotify, noHELO,
		),
	}
}

// vtigerTypes are the servers that fill in the field below (VT-10), as
// F-RevoCRM's own list has them: what it fills in for Office365 works for
// outlook.com only.
var vtigerTypes = []struct{ choice, server string }{
	{"gmail", "ssl://smtp.gmail.com:465"},
	{"hotmail", "smtp.live.com"},
	{"office365", "smtp-mail.outlook.com"},
	{"yahoo", "smtp.mail.yahoo.com"},
}

// vtigerType returns サーバ種別: it only fills in サーバ名.
func vtigerType() Row {
	r := Row{Key: "type", Kind: Select, Choices: []string{"gmail", "hotmail", "office365", "yahoo", "other"}, Default: "other"}
	r.Also = vtigerFields
	r.Read = func(p mailcore.Profile) (string, bool) {
		for _, t := range vtigerTypes {
			q := p
			if err := parseServer(&q, t.server); err == nil && vtigerURL(q) == vtigerURL(p) {
				return t.choice, true
			}
		}
		return "other", true
	}
	r.Write = func(p *mailcore.Profile, value string) error {
		for _, t := range vtigerTypes {
			if t.choice == value {
				return parseServer(p, t.server)
			}
		}
		if value != "other" {
			return Refused{"choice"}
		}
		p.Outgoing.Host = "" // the field is emptied, to be typed into
		return nil
	}
	return r
}

// vtigerMailer() is PHPMailer 5.2.27 as F-RevoCRM 8.0.3 and Vtiger 8.0.0 bring it,
// seen to run on PHP 8.2 with OpenSSL 3.
func vtigerMailer() Mailer {
	return Mailer{
		Program:    "PHPMailer 5.2.27",
		Encryption: map[mailcore.Encryption]Manner{mailcore.NoEncryption: IfOffered, mailcore.STARTTLS: Required, mailcore.TLS: FromStart},
		CommonName: true, NoIPv6: true, MinTLS: "1.2",
		Mechanisms: []mailcore.AuthMethod{mailcore.CRAMMD5, mailcore.LOGIN, mailcore.PLAIN}, Chooses: true, Once: true,
		Blind:    mailcore.LOGIN,
		Reads:    Reading{Letters: true, Names: true, NoEqual: true, Last: true},
		ByURL:    true,
		Sender:   Sender{Own: true, Whole: true, ASCII: true, Longest: 50},
		Patience: 300,
		Spoils: []Spoiling{
			{Field: "outgoing.password", Value: passwordOf, Code: "spoils-password", Pattern: pattern.New(`[<>]|&#\w*;|(?i:\bon\w+\s*=)|^[\[{]|^\$ve\$`)},
			{Field: "outgoing.user", Value: userOf, Code: "spoils-user", Pattern: pattern.New(`[&<"]`)},
		},
		Sources: map[string]string{
			"encryption":  "class.phpmailer.php 5.2.27, smtpConnect",
			"certificate": "PHP 8.2, OpenSSL 3",
			"login":       "class.smtp.php 5.2.27, authenticate and parseHelloFields",
			"helo":        "class.phpmailer.php 5.2.27, serverHostname",
			"sender":      "class.phpmailer.php 5.2.27, preSend; F-RevoCRM 8.0.3, vtiger_systems",
			"patience":    "class.smtp.php 5.2.27, Timelimit",
			"keeping":     "F-RevoCRM 8.0.3, includes/http/Request.php; modules/Emails/mail.php",
		},
	}
}
