package cause

import (
	"slices"
	"strconv"
	"strings"

	"todoku/mailcore"
	"todoku/pattern"
)

var (
	threeDigits = pattern.New(`\b[45]\d\d\b`)
	enhancedAny = pattern.New(`(?:^|[^\d.])([245]\.\d{1,2}\.\d{1,3})(?:[^\d.]|\.?\s|\.?$)`)
	beforeReply = pattern.New(`(?i)(?:said|replied|respond\w*|response|returned|reply|reason|error|code|message|msg|failed|failure|login|status|smtp|sender|recipient|rejected|reject|response was|to me|errno|got|応答|エラー|エラー番号|エラーコード|返答|内容)["'\]]{0,2}\s*(?:[:;=]|was|is|because|with)?\s*[\["'(]*$|(?:^|\n)[\s>*<|-]*$|b['"]$|[("'<]$`)
	opening     = pattern.New(`(?:^|\n)[A-Za-z][\w./+-]*: $|(?i)\b(?:from|by|at|server|host) [\w.-]+: $|(?i)\b(?:error|failed|failure|server|rejected|login) --? $`) // of a program's line, or who said it
	noReply     = pattern.New(`(?i)(?:https?[_ ]?(?:code|status)?["']?|line|port|timeout|pid|size|bytes?|attempts?|after|in|took|uid|gid|id|length|ポート|行)[ :=]+$|https?[_ ]?\w*["']?[:=] ?$|[\d./:#$@_-]$`)
	afterReply  = pattern.New(`^(?:[ -]["'(]?#?[45]\.\d{1,3}\.\d{1,3}|["']?[,:;)]? ?[\[("'b]*|-)`)
	withClass   = pattern.New(`^[ -:,]{1,2}[b"'(#]*[45]\.\d{1,3}\.\d{1,3}\b`)
	replyEnd    = pattern.New(`(?i)\(in reply to|^\s*\[?\d{4}-\d\d-\d\d[ T]\d\d:|^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d |^\s*(?:at [\w.$]+\(|File "|#\d|Final-|Action:|Status:|Remote-|Last-|Received:|Reporting-|Caused by|Stack|---|Original-|Arrival-|Diagnostic-|\.\.\. \d)|responseCode|^\s*(?:code|command|response):`)
	smtpBefore  = pattern.New(`(?i)(?:smtp|reply|said|server|エラー|応答)[^\n]{0,24}$`)
	noMail      = pattern.New(`^[ "]*(?:Internal Server|Bad Gateway|Service Unavailable|Server Error|OK\b|[a-z_]+=)`)
	bareReply   = pattern.New(`^[ -][A-Z<][A-Za-z@. ]{3}`)
	letters     = pattern.New(`\pL{3}`)
	quotes      = pattern.New(`^[\s:,"'(#-]*(?:b['"])?`)
)

// replyCodes are those that servers use for a no (RFC 5321, and what else is
// met in practice).
var replyCodes = []int{
	421, 422, 431, 432, 435, 441, 442, 446, 447, 449, 450, 451, 452, 453, 454, 455, 458, 459, 471,
	500, 501, 502, 503, 504, 510, 511, 512, 513, 515, 517, 521, 523, 525, 530, 531, 533, 534, 535, 538, 541,
	550, 551, 552, 553, 554, 555, 556, 557, 571, 591,
}

// replyInText finds a reply of SMTP, POP3 or IMAP inside a message.
func replyInText(text string, t talk) (clue, bool) {
	if at := tokenWords.find(text); at != nil { // worth more than the mail server's own words
		return clue{failure: mailcore.Result{Step: mailcore.Authorize, Fault: mailcore.Replied, Reply: lineAt(text, at)}, seen: lineAt(text, at), confidence: High}, true
	}
	sure := High
	reply, at, ok := smtpInText(text)
	if ok && numberAlone.MatchString(text[at[1]:]) && !loneCode.MatchString(lineAt(text, at)) {
		sure = Medium // any program has numbers
	}
	if !ok {
		reply, at, ok = mailboxInText(text)
	}
	if !ok {
		return clue{}, false
	}
	step := stepIn(text, reply)
	if step == "" && t.last != mailcore.Quit {
		step = t.last
	}
	return clue{failure: mailcore.Result{Step: step, Fault: mailcore.Replied, Reply: reply}, seen: lineAt(text, at), confidence: sure}, true
}

// numberAlone is what follows a number behind which nobody says anything.
var numberAlone = pattern.New(`^[)\]"'. ]*(?:\n|$)`)

// smtpInText picks the reply that looks most like one; of equals the first.
func smtpInText(text string) (reply string, at []int, ok bool) {
	best := 0
	for _, m := range threeDigits.FindAllStringIndex(text, 200) {
		if rank := rankReply(text, m); rank > best {
			best, at = rank, m
		}
	}
	if best == 0 {
		return "", nil, false
	}
	after := quotes.ReplaceAllString(replyText(text[at[1]:], openingOf(text, at[0])), "")
	switch { // the words may be before the code
	case loneCode.MatchString(lineAt(text, at)):
		after = messageOf(text, at)
	case !letters.MatchString(after):
		after += " " + lineAt(text, at)
	}
	return splitReply(text[at[0]:at[1]] + " " + after), at, true
}

// loneCode is a line of an object that a program prints behind its message, with
// the code of a reply whose words are that message.
var loneCode = pattern.New(`(?i)^["']?\w*(?:code|status)\w*["']?\s*[:=]\s*['"]?[45]\d\d['"]?,?$`)

// messageOf is the first line of what is printed together, with the code of a
// reply behind it.
func messageOf(text string, at []int) string {
	start := strings.LastIndexByte(text[:at[0]], '\n') + 1
	if end := strings.LastIndex(text[:start], "\n\n"); end >= 0 {
		return firstLine(text[end+2:])
	}
	return firstLine(text)
}

func rankReply(text string, m []int) int {
	code, _ := strconv.Atoi(text[m[0]:m[1]])
	before, after := text[max(0, m[0]-32):m[0]], text[m[1]:min(len(text), m[1]+24)]
	introduced := beforeReply.MatchString(before) || opening.MatchString(text[max(0, m[0]-64):m[0]]) && !noReply.MatchString(before)
	switch {
	case !slices.Contains(replyCodes, code), noReply.MatchString(before) && !introduced, strings.Contains(strings.ToLower(before[max(0, len(before)-14):]), "http"), noMail.MatchString(after):
		return 0
	case withClass.MatchString(after):
		return 3
	case introduced && afterReply.MatchString(after) && strings.TrimSpace(after) != "", bareReply.MatchString(after) && !noReply.MatchString(before):
		return 2
	case introduced && smtpBefore.MatchString(before):
		return 1
	}
	return 0
}

// openingOf is the word with which a program begins the line around a place,
// such as "msmtp:"; "" where that is none of its own.
func openingOf(text string, at int) string {
	line := text[strings.LastIndexByte(text[:at], '\n')+1 : at]
	word, _, _ := strings.Cut(line, " ")
	if len(word) < 3 || !strings.HasSuffix(word, ":") {
		return ""
	}
	return word
}

// replyText cuts a reply off where the program goes on, which it does with the
// same opening, if it has one.
func replyText(text, opening string) string {
	var b strings.Builder
	n, before := 0, ""
	for line := range strings.Lines(text) {
		if at := replyEnd.FindStringIndex(line); n > 0 && (strings.TrimSpace(line) == "" || at != nil || opening != "" && strings.HasPrefix(line, opening) || !goesOn(before, line)) || n > 6 {
			if at != nil {
				b.WriteString(line[:at[0]])
			}
			break
		}
		b.WriteString(line)
		before = line
		n++
	}
	return strings.TrimSpace(b.String()[:min(b.Len(), maxReplyText)])
}

// goesOn reports whether a line is more of the reply before it: folded, wrapped,
// or the next line of one with several.
func goesOn(before, line string) bool {
	return len(before) > wrapped || strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t") || continued.MatchString(line)
}

const wrapped = 40 // bytes of a line behind which programs break it

var continued = pattern.New(`^[45]\d\d[- ]`)

const (
	maxReplyText = 2000 // bytes; four lines of 512, the longest of SMTP (RFC 5321 4.5.3.1.5)
	shortest     = 16   // bytes; what is shorter than this says nothing in words
)

// splitReply puts each line of a reply that a program ran together on one of
// its own, and joins what is folded.
func splitReply(text string) string {
	if len(text) < 4 {
		return text
	}
	code := text[:3]
	text = strings.ReplaceAll(text, `"`, "")
	text = strings.Join(strings.Fields(text), " ")
	for _, again := range []string{code + "-", code + " "} {
		text = text[:1] + strings.ReplaceAll(text[1:], again, "\n"+again)
	}
	return strings.ReplaceAll(text, " \n", "\n")
}

var (
	errInText  = pattern.New(`-ERR\b[^\n]*`)
	imapInText = pattern.New(`(?:\b[A-Za-z]{0,6}\d{0,8} (?:NO|BAD) |\* BYE )?\[(?:AUTHENTICATIONFAILED|AUTHORIZATIONFAILED|AUTH|IN-USE|SYS/TEMP|SYS/PERM|LIMIT|UNAVAILABLE|PRIVACYREQUIRED|CONTACTADMIN|LOGIN-DELAY|ALERT|EXPIRED|THROTTLED|OVERQUOTA|INUSE|SERVERBUG|NOPERM|CLIENTBUG|CANNOT|CORRUPTION|NONEXISTENT|REFERRAL [^\]]*|WEBALERT[^\]]*)\][^\n]*|\b(?:LOGIN|AUTHENTICATE) failed\b[^\n]*|\b\w{1,10} (?:NO|BAD) (?:LOGIN|AUTHENTICATE|STARTTLS|SELECT|Logon|User)\b[^\n]*|\* BYE [^\n]+|\bBYE response: [^\n]+|\b(?:ERROR|[Ee]rror|[Rr]eply|[Rr]esponse(?: was)?|[Ff]ailed|said|got) ?: ['"]?(?:NO|BAD|no -|bad -) [^\n]+|\bAUTHENTICATE [A-Z0-9-]+: [^\n]+`)

	// notSaid are what programs print in the form of a reply that no server gave.
	notSaid = pattern.New(`^-ERR EOF\b`) // Python 3.11 poplib, at the end of a connection
)

// politeBye is the end of a session that the program itself has ended.
var politeBye = pattern.New(`(?i)^\* BYE (?:.{0,60})?(?:log(?:ging|ged)?[- ]?out|bye|closing connection|terminating)`)

// refusedLogin is what Roundcube 1.6 and Mail::IMAPTalk 4.04 put in place of NO.
var refusedLogin = pattern.New(`^AUTHENTICATE [A-Z0-9-]+: |^Response was : no - `)

// mailboxInText finds a refusal of POP3 or IMAP.
func mailboxInText(text string) (reply string, at []int, ok bool) {
	all := errInText.FindAllStringIndex(text, 20)
	if all == nil {
		all = imapInText.FindAllStringIndex(text, 20)
	}
	all = slices.DeleteFunc(all, func(at []int) bool { return notSaid.MatchString(text[at[0]:at[1]]) })
	if len(all) == 0 {
		return "", nil, false
	}
	at = all[0]
	for _, later := range all[1:] {
		if !triedAnother.in(text[at[0]:at[1]]) {
			break
		}
		at = later
	}
	if politeBye.MatchString(text[at[0]:at[1]]) {
		return "", nil, false
	}
	reply = strings.TrimRight(text[at[0]:at[1]], `'"`)
	if words, ok := strings.CutPrefix(reply, "BYE response: "); ok { // isync 1.4
		reply = "* BYE " + words
	}
	reply = refusedLogin.ReplaceAllString(reply, "* NO ")
	return reply, at, true
}

// statusInText takes an enhanced code that stands alone, as .NET and delivery
// reports print it.
func statusInText(text string, t talk) (clue, bool) {
	m := bareStatus.FindStringSubmatchIndex(text)
	if m == nil {
		return clue{}, false
	}
	reply := replyText(text[m[2]:], openingOf(text, m[2]))
	if d := diagnostic.FindStringSubmatch(text); d != nil {
		reply = text[m[2]:m[3]] + " " + d[1]
	}
	if len(firstLine(reply)) < shortest { // the words are before the code, as in qmail's (#5.1.2)
		reply = text[m[2]:m[3]] + " " + lineAt(text, m[2:4])
	}
	step := stepIn(text, reply)
	if step == "" {
		step = t.last
	}
	return clue{failure: mailcore.Result{Step: step, Fault: mailcore.Replied, Reply: strings.Join(strings.Fields(reply), " ")}, seen: lineAt(text, m[2:4]), confidence: High}, true
}

var notLoggedIn = anyOf(wording{`not authenticated|authentication (is )?required|must (be )?(first )?authenticate|not logged in|requires authentication|(^|[^素階])認証(が必要|を要求|を必要)`, "Postfix 3.7, Exchange", ""})

var bareStatus = says(`(?:^|[:;=] ?|\b(?:was|said|error|code|response|status|exception) |[("'#])["'(#]*([45]\.\d{1,2}\.\d{1,3})(?:[ \n;:,)"']|$)`)

// diagnostic are the words of a delivery report (RFC 3464 2.3.6), folded or
// not.
var diagnostic = says(`^Diagnostic-Code: [\w-]+; ?(.*(?:\n[ \t].*)*)`)

// enhancedIn finds an enhanced code anywhere in a reply, such as qmail's
// (#5.7.1).
func enhancedIn(reply string) string {
	if m := enhancedAny.FindStringSubmatch(reply); m != nil {
		return m[1]
	}
	return ""
}

// hints say at which step a reply was given, by what surrounds it.
var hints = []struct {
	step mailcore.Step
	says *saying
}{
	{mailcore.Queued, anyOf(wording{`in reply to end of DATA|after (?:end of data|DATA)|SMTPDataError|SMTP Error: data not accepted|EMESSAGE|on DATA command`, "Postfix 3.7, Exim 4.96, Python 3.11, JavaMail 1.6, Nodemailer 6", ""})},
	{mailcore.RcptTo, anyOf(wording{`in reply to RCPT|after (?:pipelined )?RCPT|SMTPRecipientsRefused|SmtpFailedRecipient|Recipient ?NotAccepted|all recipients were rejected|recipients (?:were )?rejected|after RCPT TO|RCPT TO:? ?<|invalid addresses|SMTPAddressFailedException|following recipients failed|recipients failed`, "Postfix 3.7, Exim 4.96, Python 3.11, JavaMail 1.6, Nodemailer 6", ""})},
	{mailcore.MailFrom, anyOf(wording{`in reply to MAIL FROM|after (?:pipelined )?MAIL FROM|SMTPSenderRefused|SMTPSenderFailedException|SenderNotAccepted|MAIL FROM command failed|SetFrom|following From address failed|CheckSender`, "Postfix 3.7, Exim 4.96, Python 3.11, JavaMail 1.6, Nodemailer 6", ""})},
	{mailcore.Authorize, anyOf(wording{`SMTPAuthenticationError|AuthenticationFailedException|Invalid login|EAUTH|AUTH (?:PLAIN|LOGIN|CRAM)|authenticat|SASL|password|credential|ログイン|認証|パスワード|LOGIN failed|Logon|\bauth\b`, "Postfix 3.7, Exim 4.96, Python 3.11, JavaMail 1.6, Nodemailer 6", ""})},
	{mailcore.EHLO, anyOf(wording{`in reply to (?:EHLO|HELO)|after (?:EHLO|HELO)|SMTPHeloError|HELO command rejected`, "Postfix 3.7, Exim 4.96, Python 3.11, JavaMail 1.6, Nodemailer 6", ""})},
	{mailcore.StartTLS, anyOf(wording{`(response|reply|answer)[^\n]{0,8} (for|to) (the )?(STARTTLS|STLS)|\b(STARTTLS|STLS)\b( command)?( was| is)? (failed|refused|rejected|denied|not accepted)`, "Net::SMTP::TLS 0.12, Postfix 3.7", ""})},
	{mailcore.Greeting, anyOf(wording{`refused to talk to me|after initial connection|SMTPConnectError|initial (?:server )?greeting|code "?220"?`, "Postfix 3.7, Exim 4.96, Python 3.11, JavaMail 1.6, Nodemailer 6", ""})},
}

// stepIn tells the step from the reply itself, and else from the text around
// it; "" where neither does.
func stepIn(text, reply string) mailcore.Step {
	r := mailcore.ParseReply(reply)
	enhanced := enhancedIn(reply)
	switch {
	case slices.Contains([]int{432, 534, 535, 538}, r.Code), enhanced == "5.7.8":
		return mailcore.Authorize
	case strings.HasPrefix(reply, "-ERR") && strings.Contains(reply, "UIDL"):
		return mailcore.UIDL
	case strings.HasPrefix(reply, "-ERR") && aboutTLS.MatchString(reply):
		return mailcore.StartTLS
	case r.Code == 530, notLoggedIn.in(reply):
		return mailcore.MailFrom
	case strings.HasPrefix(reply, "-ERR") || reply != "" && r.Code == 0 && enhanced == "":
		return mailcore.Authorize
	}
	for _, h := range hints {
		if h.step == mailcore.Authorize && slices.Contains([]int{550, 551, 552, 553, 554, 421, 450, 452}, r.Code) {
			continue // said of many things but the login
		}
		if h.says.in(text) {
			return h.step
		}
	}
	return ""
}

// aboutTLS is a refusal of POP3 that can only be one of STLS.
var aboutTLS = pattern.New(`(?i)^-ERR (?:\[\S+\] )?(?:Error: )?(?:STLS|STARTTLS|TLS)\b`)

var (
	hostPort = pattern.New(`(?i)\b([a-z0-9][a-z0-9.-]*[a-z0-9])\]?(?:\[[\d.a-f:]+\])?:(\d{2,5})\b`)
	portOnly = pattern.New(`(?i)(?:port|ポート)(?:番号)?["']?\s*[:=]?\s*(\d{2,5})\b`)
	mailPort = map[int]mailcore.Side{25: mailcore.OutgoingSide, 26: mailcore.OutgoingSide, 465: mailcore.OutgoingSide, 587: mailcore.OutgoingSide, 2525: mailcore.OutgoingSide, 110: mailcore.IncomingSide, 995: mailcore.IncomingSide, 143: mailcore.IncomingSide, 993: mailcore.IncomingSide}
)

// guessProfile reads the server out of a text, as far as it is there.
func guessProfile(text string) mailcore.Profile {
	var p mailcore.Profile
	host, port := serverIn(text)
	if mailPort[port] == mailcore.IncomingSide {
		p.Incoming = mailcore.Incoming{Protocol: mailcore.POP3, Host: host, Port: port}
		if port == 143 || port == 993 {
			p.Incoming.Protocol = mailcore.IMAP
		}
		return p
	}
	p.Outgoing.Host, p.Outgoing.Port = host, port
	return p
}

func serverIn(text string) (host string, port int) {
	for _, m := range hostPort.FindAllStringSubmatch(text, 50) {
		if n, _ := strconv.Atoi(m[2]); mailPort[n] != "" && (strings.ContainsAny(m[1], ".") || mailcore.IsAddress(m[1]) || len(m[1]) > 3) {
			return m[1], n
		}
	}
	for _, m := range portOnly.FindAllStringSubmatch(text, 10) {
		if n, _ := strconv.Atoi(m[1]); mailPort[n] != "" {
			return "", n
		}
	}
	return "", 0
}

var incomingWords = anyOf(wording{`\b(imap|imaplib|pop3|pop|poplib)\b|IMAP4|POP3|受信(メール)?サーバー|-ERR`, "programs that receive", ""})

// sideOf says whose server a failure is about.
func sideOf(p mailcore.Profile, f mailcore.Result, text string) mailcore.Side {
	smtp := mailcore.ParseReply(f.Reply).Code > 0
	switch {
	case p.Incoming.Port != 0:
		return mailcore.IncomingSide
	case p.Outgoing.Port == 0 && !smtp && incomingWords.in(text) && !smtpWords.in(text):
		return mailcore.IncomingSide
	}
	return mailcore.OutgoingSide
}

var smtpWords = anyOf(wording{`\bsmtps?\b|送信(メール)?サーバー|送信エラー`, "programs that send", ""})
