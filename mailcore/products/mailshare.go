package products

import (
	"strconv"

	"todoku/mailcore"
)

// mailShare is メールサーバー of kintone's メール共有オプション (MS).
func mailShare() Screen {
	return Screen{
		ID: MailShare, Name: "kintone", Path: 4, Caution: 8, Cloud: true,
		Aliases: []string{"kintone", "kintone-mail-share", "kintone_mailshare", "mailshare", "mail_share", "ms", "メール共有", "メール共有オプション"},
		Mailer:  mailShareMailer(),
		Rows: []Row{
			row(Text, "name", "name").locked(signsIn).required(),
			heading("incoming"),
			protocol(),
			row(Text, "in-host", "incoming.host").when(receives).locked(signsIn).required(),
			row(Number, "in-port", "incoming.port").when(receives).locked(signsIn).required(),
			tick("in-encryption", "incoming.encryption", is("tls"), "tls", "none").when(receives).locked(signsIn),
			apop().locked(signsIn),
			amount("in-size", "incoming.size_limit", "megabytes", 0, 1<<20, megabytes...).when(receives).locked(signsIn),
			heading("outgoing"),
			row(Text, "host", "outgoing.host").locked(signsIn).required(),
			row(Number, "port", "outgoing.port").locked(signsIn).required(),
			tick("encryption", "outgoing.encryption", is("tls"), "tls", "none").locked(signsIn),
			tick("auth", "outgoing.auth", isNot("none"), "auto", "none").locked(signsIn),
			choose(Select, "method", "outgoing.auth", option{"PLAIN", []string{"PLAIN"}}, option{"LOGIN", []string{"LOGIN"}},
				option{"CRAM-MD5", []string{"CRAM-MD5"}}, option{"DIGEST-MD5", []string{"DIGEST-MD5"}}).when(byPassword),
			row(Check, "same-account", "outgoing.same_account").when(byPassword),
			amount("size", "outgoing.size_limit", "megabytes", 0, 1<<20, megabytes...).locked(signsIn),
			note("accounts"),
		},
		Buttons: []Button{{"add", Add}, {"change", Save}},
		stocked: signsIn, // MS-01
		usual:   mailShareUsual,
		obstacles: join(
			[]obstacle{
				{"", "mail-share-preset", mailcore.Note, signsIn, nil},
				{"encryption", "mail-share-starttls", mailcore.Error, and(typed, sendsBy(mailcore.STARTTLS)), outgoingTLS},
				{"in-encryption", "mail-share-in-starttls", mailcore.Error, and(typed, receivesBy(mailcore.STARTTLS)), incomingTLS},
				{"method", "mail-share-auth-unsure", mailcore.Warning, and(typed, sendsWith("LOGIN", "CRAM-MD5", "DIGEST-MD5")), setTo("outgoing.auth", "PLAIN")},
				{"same-account", "mail-share-account", mailcore.Warning, otherAccount, setTo("outgoing.same_account", "true")},
			},
			smtpAuth("method", mailShareMailer().Mechanisms...), unsettled("method"), incomingAuth,
			needsIncoming, noBuiltIn, noPopBefore, pinned("host"), noNotify, noHELO,
		),
	}
}

// megabytes are offered as size limits. The manual names none (MS-15, MS-20):
// they are ours.
var megabytes = []int{0, 5, 10, 20, 30, 50}

// byPassword: a login whose method can be chosen.
func byPassword(p mailcore.Profile) bool { return logsIn(p) && !signsIn(p) }

// typed: Gmail and Exchange Online stand in the product already (MS-01).
func typed(p mailcore.Profile) bool { return !signsIn(p) }

func otherAccount(p mailcore.Profile) bool {
	return byPassword(p) && receives(p) && !p.Outgoing.SameAccount
}

// protocol returns the row of the receiving protocol; the products that have
// one know no server without it.
func protocol() Row {
	return choose(Radio, "protocol", "incoming.protocol", option{"pop3", []string{"pop3"}}, option{"imap", []string{"imap"}}).first("pop3").required()
}

// apop returns the row of APOP; what else there is the products choose
// themselves.
func apop() Row {
	r := tick("apop", "incoming.auth", is("APOP"), "APOP", "auto").when(receives)
	plain := r.Read
	r.Read = func(p mailcore.Profile) (string, bool) {
		if apopOpen(p) {
			return "", false
		}
		return plain(p)
	}
	r.Write = func(p *mailcore.Profile, value string) error {
		ticked, err := strconv.ParseBool(value)
		if err != nil {
			return Refused{"choice"}
		}
		p.Incoming.Auth = simplest[p.Incoming.Protocol]
		if ticked {
			p.Incoming.Auth = mailcore.APOP
		}
		return nil
	}
	return r
}

// simplest is how a product logs in to receive where APOP is not ticked.
var simplest = map[mailcore.Protocol]mailcore.AuthMethod{mailcore.POP3: mailcore.USER, mailcore.IMAP: mailcore.LOGIN}

// apopOpen reports whether only a test decides if APOP has to be ticked.
func apopOpen(p mailcore.Profile) bool {
	return typed(p) && p.Incoming.Protocol == mailcore.POP3 && p.Incoming.Auth == mailcore.AutoAuth
}

// mailShareMailer() is closed; its manual names no mechanism (MS-18, MS-19).
func mailShareMailer() Mailer {
	return Mailer{
		Encryption: map[mailcore.Encryption]Manner{mailcore.NoEncryption: Plain, mailcore.TLS: FromStart},
		Mechanisms: []mailcore.AuthMethod{mailcore.PLAIN, mailcore.LOGIN, mailcore.CRAMMD5, mailcore.DIGESTMD5},
		Sources:    onlyManuals(),
	}
}
