package cause

import (
	"todoku/mailcore"
)

// numbers are what programs and copiers say by a number of their own, without
// a word of the server. A reply stands for what the server must have said.
var numbers = []sign{
	{fault: mailcore.NoSTARTTLS, step: mailcore.StartTLS, guess: true, says: anyOf(wording{`curl: \(64\)`, "curl", "smtp.example.jp:587: Curl: (64)"})},

	// what programs print of a login whose reply they keep to themselves
	{fault: mailcore.Replied, step: mailcore.Authorize, guess: true, reply: "535", says: anyOf(
		wording{`curl: \(67\) Login denied`, "curl 7.88", "curl: (67) Login denied"},
		wording{`SMTP-AUTH: authentication to`, "sendEmail 1.56", "ERROR => SMTP-AUTH: Authentication to mail.example.jp:587 gone wrong."},
		wording{`authorization failure on|\(AUTHFAIL\)`, "fetchmail 6.4", "fetchmail: Authorization failure on taro@mail.example.jp"},
		wording{`^(Login failed|ログインに失敗しました)[.。]*$`, "mutt 2.2, go-imap 1.2", "Login failed."},
		wording{`^authentication error!$`, "Mail::SendEasy 1.2", "Authentication error!"},
	)},
	{fault: mailcore.Replied, step: mailcore.UIDL, guess: true, reply: "-ERR UIDL", says: anyOf(
		wording{`protocol error while fetching UIDLs`, "fetchmail 6.4", "protocol error while fetching UIDLs"},
		wording{`command UIDL is not supported|コマンド ?UIDL ?[はを][^\n]{0,12}サポートし`, "mutt 2.2", "Command UIDL is not supported by server." + also + "コマンド UIDL をサーバがサポートしていない。"},
	)},
	{fault: mailcore.Replied, step: mailcore.RcptTo, guess: true, reply: "553 5.1.3", says: anyOf(
		wording{`failed to parse mail address`, "go-mail 0.4", `failed to parse mail address "ta ro@example.jp": mail: no angle-addr`},
		wording{`does not comply with addr-spec`, "Symfony Mime 5.4", `Email "ta ro@example.jp" does not comply with addr-spec of RFC 2822.`},
		wording{`<[^<>\s]*＠[^<>]*>`, "whoever types an address in full width", "RCPT TO:<taro＠example.jp>"},
	)},
	{fault: mailcore.Replied, step: mailcore.RcptTo, guess: true, reply: "553 5.6.7", says: anyOf(wording{`'ascii' codec can't encode`, "Python 3.11", "UnicodeEncodeError: 'ascii' codec can't encode characters in position 9-10"})},
	{fault: mailcore.Replied, step: mailcore.Authorize, guess: true, reply: "-ERR internal error", says: anyOf(
		wording{`BYE response from IMAP server`, "fetchmail 6.4", "Received BYE response from IMAP server"},
		wording{`internal error, disconnecting`, "neomutt 20220429", "Internal error, disconnecting"},
	)},
	{fault: mailcore.Replied, step: mailcore.Authorize, guess: true, hunch: true, reply: "535", says: anyOf(wording{`response received after auth`, "monitoring-plugins 2.3", "SMTP CRITICAL - invalid response received after authpass"})},
	{fault: mailcore.NotMail, step: mailcore.Greeting, guess: true, says: notMailGuess},
	{fault: mailcore.Preauth, step: mailcore.Greeting, says: anyOf(wording{`authenticated state \(PREAUTH\)`, "fetchmail 6.4", "STARTTLS is not permitted because of authenticated state (PREAUTH)."})},
	{fault: mailcore.Invalid, step: mailcore.CheckStep, problem: "port-range", guess: true, says: anyOf(wording{`servname not supported for ai_socktype`, "glibc 2.36", "Servname not supported for ai_socktype"})},

	// curl
	{fault: mailcore.NameMismatch, step: mailcore.Certificate, guess: true, says: anyOf(wording{`curl: \(51\)`, "curl", "smtp.example.jp:587: Curl: (51)"})},
	{fault: mailcore.Untrusted, step: mailcore.Certificate, guess: true, says: anyOf(wording{`curl: \(60\)`, "curl", "smtp.example.jp:587: Curl: (60)"})},

	// Canon
	{fault: mailcore.UnknownHost, step: mailcore.Resolve, guess: true, says: copier(wording{`#802`, "Canon", ""})},
	{fault: mailcore.Replied, step: mailcore.RcptTo, guess: true, reply: "550 5.1.1", says: copier(wording{`#8(06|30)`, "Canon", "Canon 送信エラー #806"})},
	{fault: mailcore.Replied, step: mailcore.Authorize, guess: true, reply: "535", says: copier(wording{`#8(13|39|45)`, "Canon", ""})},
	{fault: mailcore.TLSHandshake, step: mailcore.Handshake, guess: true, says: copier(wording{`#84[124]`, "Canon", "Canon 送信エラー #841"})},
	{fault: mailcore.NoMechanism, step: mailcore.Authorize, guess: true, says: copier(wording{`#846`, "Canon", "Canon 送信エラー #846"})},

	// FUJIFILM and Fuji Xerox
	{fault: mailcore.UnknownHost, step: mailcore.Resolve, guess: true, says: copier(wording{`016-50[34]`, "FUJIFILM", ""})},
	{fault: mailcore.Replied, step: mailcore.Authorize, guess: true, reply: "535", says: copier(wording{`016-50[256]|018-505`, "FUJIFILM", ""})},
	{fault: mailcore.Replied, step: mailcore.RcptTo, guess: true, reply: "550 5.1.1", says: copier(wording{`016-767`, "FUJIFILM", "FUJIFILM スキャン送信 エラー 016-767"})},
	{fault: mailcore.Replied, step: mailcore.MailFrom, guess: true, reply: "553 5.7.1 sender", says: copier(wording{`016-768`, "FUJIFILM", ""})},

	// Sharp
	{fault: mailcore.UnknownHost, step: mailcore.Resolve, guess: true, says: copier(wording{`CE-02`, "Sharp", "Sharp 送信エラー CE-02"})},
	{fault: mailcore.Timeout, step: mailcore.Connect, guess: true, says: copier(wording{`CE-03`, "Sharp", "Sharp 送信エラー CE-03"})},
	{fault: mailcore.Replied, step: mailcore.Authorize, guess: true, reply: "535", says: copier(wording{`CE-04`, "Sharp", ""})},
}

// copier is what looks for a copier's number: it says something only beside
// words about sending, or alone.
func copier(w wording) *saying {
	const about = `(エラー|送信|通信|スキャン|複合機|コード|メール|error|scan|send|e-?mail|smtp|canon|sharp|xerox|fuji)`
	number := w.pattern
	w.pattern = about + `[^\n]{0,40}(` + number + `)\b|(` + number + `)\b[^\n]{0,60}` + about + `|^\s*(` + number + `)\s*$`
	return anyOf(w)
}
