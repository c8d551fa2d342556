package products

import (
	"net/url"
	"strings"

	"todoku/mailcore"
)

// eccube is MAILER_DSN in the .env of EC-CUBE 4. The rows are its parts; the
// sender is on a screen, 設定 → 店舗設定 → 基本設定.
func eccube() Screen {
	return Screen{
		ID: ECCube, Name: "EC-CUBE", Path: 2, Caution: 7, Single: true,
		Aliases: []string{"eccube", "ec-cube4", "eccube4"},
		Mailer:  eccubeMailer(),
		File:    &File{".env", eccubeEnv},
		Rows: []Row{
			choose(Radio, "scheme", "outgoing.encryption", option{"smtp", []string{"starttls", "none"}}, option{"smtps", []string{"tls"}}).first("smtp"),
			choose(Radio, "auth", "outgoing.auth", option{"login", []string{"auto", "CRAM-MD5", "LOGIN", "PLAIN"}}, option{"none", []string{"none"}}).first("login"),
			account("user").when(logsIn),
			password("password").when(logsIn),
			hostInFile("host"),
			row(Number, "port", "outgoing.port").required().first("25"),
			row(Text, "local_domain", "outgoing.helo"),
			row(Text, "from", "from").apart(),
		},
		Buttons: []Button{{"save", Save}},
		obstacles: join(
			[]obstacle{
				{"scheme", "ec-cube-465", mailcore.Error, eccubeTLS, setTo("outgoing.encryption", "tls")},
				{"scheme", "ec-cube-opportunistic", mailcore.Note, func(p mailcore.Profile) bool { return p.Outgoing.Encryption != mailcore.TLS && !eccubeTLS(p) }, nil},
			},
			smtpAuth("auth", eccubeMailer().Mechanisms[:3]...), chosenAuth("auth"), noOAuth("auth"),
			noBuiltIn, noPopBefore, pinned("host"), senderName("from"), noIncoming, noSizes, noNotify,
		),
	}
}

// eccubeTLS: on its port, TLS begins at once whatever the scheme says.
func eccubeTLS(p mailcore.Profile) bool {
	return p.Outgoing.Encryption != mailcore.TLS && p.Outgoing.Port == mailcore.TLS.DefaultPort()
}

// eccubeMailer() is Symfony Mailer 6.4.3 as EC-CUBE 4.3 brings it.
func eccubeMailer() Mailer {
	return Mailer{
		Program:    "Symfony Mailer 6.4.3",
		TLSPort:    465,
		Encryption: map[mailcore.Encryption]Manner{mailcore.NoEncryption: IfOffered, mailcore.STARTTLS: IfOffered, mailcore.TLS: FromStart},
		CommonName: true, NoIPv6: true, MinTLS: "1.2",
		Mechanisms: []mailcore.AuthMethod{mailcore.CRAMMD5, mailcore.LOGIN, mailcore.PLAIN, mailcore.XOAUTH2}, Chooses: true, Optional: true,
		Reads:    Reading{Last: true},
		HELO:     "[127.0.0.1]",
		Sender:   Sender{Wanted: true, Whole: true, ASCII: true},
		Patience: 60,
		Sources: map[string]string{
			"encryption":  "symfony/mailer 6.4.3, Transport/Smtp/EsmtpTransport.php, doEhloCommand",
			"certificate": "PHP 8.2, OpenSSL 3",
			"login":       "symfony/mailer 6.4.3, Transport/Smtp/EsmtpTransport.php, handleAuth",
			"helo":        "symfony/mailer 6.4.3, Transport/Smtp/SmtpTransport.php",
			"sender":      "symfony/mailer 6.4.3, Envelope.php; symfony/mime 6.4, Address.php",
			"patience":    "symfony/mailer 6.4.3, Transport/Smtp/Stream/SocketStream.php; php.ini, default_socket_timeout",
			"keeping":     "symfony/mailer 6.4.3, Transport/Dsn.php, rawurldecode; EC-CUBE 4.3, index.php: vlucas/phpdotenv 5.4",
		},
	}
}

// eccubeEnv writes the line of the file. What is percent-encoded has no sign
// left that a reader of .env would act on.
func eccubeEnv(p mailcore.Profile, secret bool) string {
	o := p.Outgoing
	scheme := "smtp"
	if o.Encryption == mailcore.TLS {
		scheme = "smtps"
	}
	login := ""
	if logsIn(p) {
		word := secretOf(p, secret)
		if word != Blank {
			word = percent(word)
		}
		login = percent(o.User) + ":" + word + "@"
	}
	options := ""
	if o.HELO != "" {
		options = "?local_domain=" + percent(o.HELO)
	}
	return "MAILER_DSN=" + scheme + "://" + login + mailcore.HostPort(wireHost(p), o.Port) + options + "\n"
}

// percent encodes everything but letters and digits of ASCII and - _ . ~, a
// space as %20: Symfony takes a plus for a plus.
func percent(text string) string { return strings.ReplaceAll(url.QueryEscape(text), "+", "%20") }
