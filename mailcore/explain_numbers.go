package mailcore

import "regexp"

// numbers are what programs and copiers say by a number of their own, without
// a word of the server. A reply stands for what the server must have said.
var numbers = []sign{
	// Outlook Express, Windows Mail and Outlook (mimeole.h, IXP_E_SMTP_*)
	{fault: Replied, step: RcptTo, guess: true, reply: "550 5.1.1", says: says(`0x800CCC6[9B]`)},
	{fault: Replied, step: Queued, guess: true, reply: "552 5.3.4", says: says(`0x800CCC6[CD]`)},
	{fault: Replied, step: RcptTo, guess: true, reply: "553 5.1.3", says: says(`0x800CCC6E`)},
	{fault: Replied, step: MailFrom, guess: true, reply: "530 STARTTLS required", says: says(`0x800CCC7C`)},
	{fault: NoSTARTTLS, step: StartTLS, guess: true, says: says(`0x800CCC7D|curl: \(64\)`)},

	// CDO of Windows, curl
	{fault: Replied, step: Authorize, guess: true, reply: "535", says: says(`0x80040217`)},
	{fault: NameMismatch, step: Certificate, guess: true, says: says(`curl: \(51\)`)},
	{fault: Untrusted, step: Certificate, guess: true, says: says(`curl: \(60\)`)},

	// Canon
	{fault: UnknownHost, step: Resolve, guess: true, says: copier(`#802`)},
	{fault: Replied, step: RcptTo, guess: true, reply: "550 5.1.1", says: copier(`#8(06|30)`)},
	{fault: Replied, step: Authorize, guess: true, reply: "535", says: copier(`#8(13|39|45)`)},
	{fault: TLSHandshake, step: Handshake, guess: true, says: copier(`#84[124]`)},
	{fault: NoMechanism, step: Authorize, guess: true, says: copier(`#846`)},

	// FUJIFILM and Fuji Xerox
	{fault: UnknownHost, step: Resolve, guess: true, says: copier(`016-50[34]`)},
	{fault: Replied, step: Authorize, guess: true, reply: "535", says: copier(`016-50[256]|018-505`)},
	{fault: Replied, step: RcptTo, guess: true, reply: "550 5.1.1", says: copier(`016-767`)},
	{fault: Replied, step: MailFrom, guess: true, reply: "553 5.7.1 sender", says: copier(`016-768`)},

	// Sharp
	{fault: UnknownHost, step: Resolve, guess: true, says: copier(`CE-02`)},
	{fault: Timeout, step: Connect, guess: true, says: copier(`CE-03`)},
	{fault: Replied, step: Authorize, guess: true, reply: "535", says: copier(`CE-04`)},
}

// copier is the pattern of a copier's number: it says something only beside
// words about sending, or alone.
func copier(number string) func() *regexp.Regexp {
	const about = `(エラー|送信|通信|スキャン|複合機|コード|メール|error|scan|send|e-?mail|smtp|canon|sharp|xerox|fuji)`
	return says(about + `[^\n]{0,40}(` + number + `)\b|(` + number + `)\b[^\n]{0,60}` + about + `|^\s*(` + number + `)\s*$`)
}
