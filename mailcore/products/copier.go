package products

import (
	"strconv"
	"strings"

	"todoku/mailcore"
)

// copier is the screen on which a copier (複合機) is told by which server it
// sends scans. No two makers have the same: the rows are those that all have,
// and the hints say what each maker calls them. Where that was read:
//
//	Konica Minolta  bizhub C4000i ユーザーズガイド, E-mail送信(SMTP)
//	Epson           PX-M382F ユーザーズガイド, メールサーバー設定項目
//	Ricoh           ファクスの使用説明書, メールのSMTP受信: the way to the screen; the rows: unverified
//	Fujifilm        ApeosPort-IV 3070 Administrator Guide, Feature Specifications: mechanisms and sizes; the rows: unverified
//	Canon, Sharp, Kyocera, Brother: unverified
func copier() Screen {
	return Screen{
		ID: Copier, Name: "Copier", Path: 3, Caution: 7, Single: true,
		Aliases: []string{"mfp", "scanner", "printer", "複合機", "コピー機", "スキャナー", "ricoh", "canon", "sharp", "fujifilm", "fuji-xerox", "kyocera", "epson", "brother", "konica-minolta", "bizhub"},
		Mailer:  copierMailer(),
		Rows: []Row{
			heading("server"),
			row(Text, "host", "outgoing.host").required(),
			portFollows(choose(Radio, "encryption", "outgoing.encryption",
				option{"none", []string{"none"}}, option{"starttls", []string{"starttls"}}, option{"tls", []string{"tls"}})),
			row(Number, "port", "outgoing.port").required(),
			note("verify").when(func(p mailcore.Profile) bool { return p.Outgoing.Encryption != mailcore.NoEncryption }),
			heading("login"),
			tick("auth", "outgoing.auth", isNot("none"), "auto", "none"),
			account("user").when(logsIn),
			password("password").when(logsIn),
			heading("pop-before"),
			row(Check, "pop", "outgoing.pop.use"),
			borrowed(Text, "pop-host", "outgoing.pop.host", func(b mailcore.PopBefore) string { return b.Host }).when(popBefore),
			borrowed(Number, "pop-port", "outgoing.pop.port", func(b mailcore.PopBefore) string { return strconv.Itoa(b.Port) }).when(popBefore),
			borrowed(Text, "pop-user", "outgoing.pop.user", func(b mailcore.PopBefore) string { return b.User }).when(popBefore),
			row(Password, "pop-password", "outgoing.pop.password").when(popBefore),
			heading("mail"),
			row(Text, "from", "from").required(),
			amount("size", "outgoing.size_limit", "megabytes", 0, 1<<20, 0, 1, 2, 5, 10, 20),
			heading("test"),
			row(Text, "test-to", "test_to"),
			note("makers"),
		},
		Buttons: []Button{{"save", Save}, {"scan", Test}},
		obstacles: join(
			[]obstacle{
				{"host", "copier-host", mailcore.Warning, func(p mailcore.Profile) bool { return strings.ContainsFunc(p.Outgoing.Host, beyondASCII) }, vtigerPunycode},
				{"encryption", "copier-tls", mailcore.Note, func(p mailcore.Profile) bool { return p.Outgoing.Encryption != mailcore.NoEncryption }, nil},
				{"port", "copier-port", mailcore.Note, func(p mailcore.Profile) bool { return p.Outgoing.Port != mailcore.NoEncryption.DefaultPort() }, nil},
				{"password", "copier-password", mailcore.Warning, func(p mailcore.Profile) bool { return len(passwordOf(p.Effective())) > copierPassword }, nil},
				{"pop", "copier-pop", mailcore.Warning, and(popBefore, popEncrypted), nil},
				{"size", "copier-size", mailcore.Note, func(p mailcore.Profile) bool { return p.Outgoing.SizeLimit == 0 }, nil},
			},
			smtpAuth("auth", copierMailer().Mechanisms...), chosenAuth("auth"), noOAuth("auth"),
			noBuiltIn, pinned("host"), senderName("from"), noIncoming, noNotify, noHELO,
		),
	}
}

// copierPassword is how long a password may be that each machine takes
// (Epson PX-M382F ユーザーズガイド: 20 characters of ASCII).
const copierPassword = 20

func popBefore(p mailcore.Profile) bool { return p.Outgoing.PopBefore.Use }

// popEncrypted: an Epson that logs in by POP first encrypts nothing (PX-M382F
// ユーザーズガイド, 接続方式); of others it is unverified.
func popEncrypted(p mailcore.Profile) bool {
	return p.Outgoing.Encryption != mailcore.NoEncryption || p.POPServer().Encryption != mailcore.NoEncryption
}

// borrowed returns a row about the POP server that shows what it takes from
// the outgoing one where nothing is set.
func borrowed(kind Kind, key, field string, shown func(mailcore.PopBefore) string) Row {
	r := row(kind, key, field)
	r.Read = func(p mailcore.Profile) (string, bool) { return shown(p.Effective().POPServer()), true }
	return r
}

// copierMailer holds what the machines have in common; what only some can do is
// not counted on. PLAIN and LOGIN: ApeosPort-IV 3070 Administrator Guide,
// Feature Specifications. CRAM-MD5 and the order: unverified.
func copierMailer() Mailer {
	return Mailer{
		Encryption: Usual,
		Mechanisms: []mailcore.AuthMethod{mailcore.CRAMMD5, mailcore.LOGIN, mailcore.PLAIN}, Chooses: true,
		Sources: map[string]string{
			"encryption":  "コニカミノルタ bizhub C4000i ユーザーズガイド, E-mail送信(SMTP), SSL/TLS設定; エプソン PX-M382F ユーザーズガイド, メールサーバー設定項目, 接続方式",
			"certificate": Unverified,
			"login":       Unverified,
			"helo":        Unverified,
			"sender":      Unverified,
			"patience":    Unverified,
			"keeping":     Unverified,
		},
	}
}
