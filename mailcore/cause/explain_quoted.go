package cause

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"todoku/mailcore"
	"todoku/pattern"
)

// ownWords are what programs say in words of their own that look like those of
// a server. No rule reads them.
var ownWords = anyOf(
	wording{`; Too many login failures`, "c-client 2007f", ""},
	wording{`Neither -ERR, nor \+OK`, "go-pop3 0.4", ""},
	wording{`error_proto(\('|: )-ERR CAPA[^\n]*`, "Python 3.11 poplib", ""},
	wording{`error_proto(\('|: )-ERR `, "Python 3.11 poplib", ""},
	wording{`^No authenticators available or wrong credentials`, "neomutt 20220429", ""},
	wording{`^(SASL|LOGIN|PLAIN|CRAM-MD5|GSSAPI|APOP|OAUTH\w*) authentication failed\.?$`, "mutt 2.2, neomutt 20220429", ""},
	wording{`fetchmail: [^\n]*\b(lock[- ]busy|socket or TLS error)[^\n]*`, "fetchmail 6.4", ""},
	wording{`\((Net|OpenSSL|Socket|Mail|SocketError)(::\w+)*\)$`, "Ruby 3.1", ""},
	wording{`:in .[\w ]+':`, "Ruby 3.1", ""},
	wording{`AuthenticationFailedException|AuthenticationError|POPAuthenticationError`, "JavaMail 1.6, Ruby 3.1", ""},
	wording{`for repository '[^'\n]*'\. Connection Refused`, "OfflineIMAP 8.0", ""}, // which it says of any end of a connection
	wording{`failed to connect to \S+ port \d+ after \d+ ms`, "curl 7.88", ""},
	wording{`^[^\n]*(\b(fcntl|flock|fnctl|dotlock)\b|\bS/MIME\b)[^\n]*`, "mutt 2.2, Balsa 2.6", ""}, // a file, a signature
	wording{`is not a mailbox[.!]?$|^bad mailbox name\b`, "mutt 2.2, Balsa 2.6", ""},
	wording{`IMAP Error: Login failed for \S+ against \S+ from [^ \n]+\. `, "Roundcube 1.6", ""},
	wording{`(TLS|AUTH)RequiredError'>: 502 `, "Twisted 22.4", ""},
	wording{`(ConnectionAborted'>: )?Connection was aborted locally`, "Twisted 22.4", ""},
)

// withoutOwn is text without what only the program itself can have said.
func withoutOwn(text string) string {
	for _, w := range ownWords.sought() {
		if w.in(text) {
			text = w.regexp.ReplaceAllString(text, " ")
		}
	}
	return text
}

// strangers are greetings of other services, in any wrapping: whole, without
// the first four characters (Python, PEAR), or as a tag of IMAP.
var strangers = []stranger{
	{"HTTP", "", anyOf(wording{`\bHTTP/1\.[01] \d{3}\b|tag "HTTP/`, "RFC 9112", ""}, wording{`['"(]/1\.[01] \d{3} `, "Python 3.11 smtplib", ""}, wording{`^\w*:? ?1\.[01] [45]\d\d [A-Z][a-z]+`, "yapople 1.0", ""})},
	{"SSH", "", anyOf(wording{`\bSSH-[12]\.\d+-`, "RFC 4253", ""}, wording{`['"(][12]\.\d-\w*SSH`, "Python 3.11 smtplib", ""}, wording{`\.\d-OpenSSH_\d`, "yapople 1.0", ""})},
	{"IMAP", mailcore.IMAP, anyOf(wording{`(^|[\s:'"\[(])\* (OK|PREAUTH) `, "RFC 9051", ""}, wording{`\bOK \[?(CAPABILITY )?IMAP4`, "c-client 2007f", ""}, wording{`\b(error|failed|response|greeting): +['"]?\[CAPABILITY IMAP4`, "tcllib 1.21", ""})},
	{"POP3", mailcore.POP3, anyOf(wording{`(^|[\s:'"\[(])\+OK `, "RFC 1939", ""})},
	{"SMTP", smtp, anyOf(wording{`(^|[\s:'"\[(])220[ -]\S+ [^\n]*(SMTP|ready)`, "RFC 5321", ""}, wording{`tag "220"`, "go-imap 2", ""}, wording{`\b(error|failed|response|greeting): ['"]?[a-z0-9.-]+ ESMTP\b`, "tcllib 1.21", ""})},
}

// A stranger is a service that is met on a port of another one.
type stranger struct {
	speaks   string
	protocol mailcore.Protocol // that of a client who is right here; "" where no mail client is
	says     *saying
}

// strangerInText finds the greeting of a service that the program does not
// speak.
func strangerInText(text string, t talk) (clue, bool) {
	spoken := spokenIn(text, t)
	for _, s := range strangers {
		if s.protocol != "" && (spoken == "" || s.protocol == spoken || t.greeted(spoken)) {
			continue
		}
		if at := s.says.find(text); at != nil {
			return clue{failure: mailcore.Result{Fault: mailcore.NotMail, Step: mailcore.Greeting, Facts: map[string]string{"speaks": s.speaks}}, seen: lineAt(text, at), confidence: High, coded: portKnown(text)}, true
		}
	}
	return clue{}, false
}

// portKnown reports whether the text says on which port a greeting was met:
// without it, the number itself may be what is wrong.
func portKnown(text string) bool {
	_, port := serverIn(text)
	return port != 0 || strangePort.MatchString(text)
}

// protocolWords tell which protocol a program speaks, where it names one only.
var protocolWords = []struct {
	protocol mailcore.Protocol
	says     *saying
}{
	{mailcore.POP3, anyOf(wording{`\bpop3?\b|pop3?s?://|/pop3|Net::POP|poplib|\bPOP server|^(USER|PASS) \S`, "programs that speak POP3", ""})},
	{mailcore.IMAP, anyOf(wording{`\bimaps?\b|imaps?://|imaplib|IMAP4\b|sun\.mail\.iap|go-imap|imapwire|unknown tag`, "programs that speak IMAP", ""})},
	{smtp, anyOf(wording{`\bsmtps?\b|smtps?://|smtplib|\bESMTP|^(EHLO|HELO) \S`, "programs that speak SMTP", ""})},
}

// spokenIn is the protocol of the program, "" where the text does not tell.
func spokenIn(text string, t talk) mailcore.Protocol {
	if p := t.protocol(); p != "" {
		return p
	}
	for _, s := range strangers { // what the other side says is not what the program speaks
		if s.protocol != "" {
			text = s.says.remove(text)
		}
	}
	var spoken mailcore.Protocol
	for _, w := range protocolWords {
		if w.says.in(text) {
			if spoken != "" {
				return ""
			}
			spoken = w.protocol
		}
	}
	return spoken
}

// remove returns text without the lines from where it says so.
func (s *saying) remove(text string) string {
	for _, w := range s.sought() {
		if w.in(text) {
			text = untilLineEnd(w.regexp.Regexp()).ReplaceAllString(text, "\n")
		}
	}
	return text
}

func untilLineEnd(r *regexp.Regexp) *regexp.Regexp { return regexp.MustCompile(r.String() + `[^\n]*`) }

// A quotedSetting is a setting as a message quotes it, that nobody can connect
// with.
type quotedSetting struct {
	problem string
	says    *saying
}

// quotedSettings are looked at where a connection did not come about: what is
// quoted is judged as in a form.
var quotedSettings = []quotedSetting{
	{"host-scheme", anyOf(
		wording{`\w+s?:/+[^\s/]*@(ssl|tls|https?|smtps?|imaps?|pop3?s?):/`, "neomutt 20220429", ""},
		wording{`(host|hostname|server|for|of|description)['"\]]?[:= ]{0,3}['"\[(]?\s*(https?|smtps?|imaps?|pop3s?)://[\w.-]+`, "PHPMailer 6.6, Postfix 3.7, Symfony Mailer 5.4", ""},
		wording{`(^|[\s"'\[(@])(ssl|tls):/+[\w.-]+`, "Sylpheed 3.8, fetchmail 6.4", ""},
		wording{`[\w-]+\.[a-z]{2,24}:\d{2,5}\]?:(25|465|587|110|995|143|993|2525)\b`, "Postfix 3.7", ""},
	)},
	{"port-range", anyOf(
		wording{`(^|[^Ａ-Ｚａ-ｚ．０-９])[０-９]{2,6}`, "mutt 2.2, fetchmail 6.4, sendEmail 1.56", ""},
		wording{`(:|\bport[ =:]{1,3})(6553[6-9]|655[4-9]\d|65[6-9]\d\d|6[6-9]\d{3}|[7-9]\d{4}|\d{6,7})\b`, "Email::Sender 2.600, Postfix 3.7", ""},
		wording{`\bport\b[^\n]{0,24}[ '"](6553[6-9]|655[4-9]\d|65[6-9]\d\d|6[6-9]\d{3}|[7-9]\d{4}|\d{6,7})\b|(argument|value) ['"]?(6553[6-9]|655[4-9]\d|65[6-9]\d\d|6[6-9]\d{3}|[7-9]\d{4}|\d{6,7})\b[^\n]{0,24}\bport`, "programs that read a file of settings", ""},
		wording{`bad network port`, "Postfix 3.7", ""},
		wording{`invalid literal for int\(\) with base 10`, "Python 3.11", ""},
	)},
	{"host-space", anyOf(
		wording{`[Ａ-Ｚａ-ｚ][Ａ-Ｚａ-ｚ０-９．-]{2,}`, "mutt 2.2, Sylpheed 3.8", ""},
		wording{`[a-z0-9-]\.[a-z]{2,24} +:\d{2,5}\b`, "swaks 20201014, Sylpheed 3.8", ""},
		wording{`["'(][a-z0-9.-]+\.[a-z]{2,24} +["')]`, "mutt 2.2, nmh 1.8", ""},
		wording{`["'] +[a-z0-9-]+\.[a-z0-9.-]+["']`, "mutt 2.2, nmh 1.8", ""},
		wording{`(host|lookup|resolve|find|for)\b[^\n]{0,24}[ "'][a-z0-9-]+(\.[a-z0-9-]+)*,[a-z0-9.-]*[a-z]{2}\b`, "mutt 2.2", ""},
		wording{`valid hostname or network address required`, "Postfix 3.7", ""},
		wording{`invalid host ?(name|specifier)\b`, "c-client 2007f, GLib 2.74", ""},
	)},
}

// settingInText judges what the message quotes, unless a server has answered.
func settingInText(text string, t talk) (clue, bool) {
	if len(t.passed) > 0 || len(t.refusals) > 0 || !connectionMissing(text, t) {
		return clue{}, false
	}
	text = lastOf(text)
	if c, ok := askedInText(text); ok {
		return c, true
	}
	for _, q := range quotedSettings {
		at := q.says.find(text)
		if at == nil || q.problem == "host-scheme" && phpsOwn(text, at) || q.problem == "host-space" && namesWell(lineAt(text, at)) {
			continue
		}
		field := map[string]string{"port-range": "outgoing.port"}[q.problem]
		return clue{failure: mailcore.Result{Fault: mailcore.Invalid, Step: mailcore.CheckStep, Facts: map[string]string{"problem": q.problem, "field": field}}, seen: lineAt(text, at), confidence: Medium}, true
	}
	return clue{}, false
}

// namesWell reports whether the name at the end of a line, behind a complaint of
// it, is one that can be asked for: then it is not how it is written.
func namesWell(line string) bool {
	_, name, complains := strings.Cut(strings.ToLower(line), "invalid host")
	name = name[strings.LastIndexAny(name, " \t")+1:]
	return complains && strings.Contains(name, ".") && hostProblem(strings.Trim(name, `'".`)) == ""
}

// lastOf returns the last lines of a text: a message that quotes settings is
// short, and the last of a log.
func lastOf(text string) string {
	const room = 2 << 10
	if len(text) <= room {
		return text
	}
	_, last, _ := strings.Cut(text[len(text)-room:], "\n")
	return strings.ToValidUTF8(last, "")
}

// phpsOwn reports whether a scheme is how PHP names an encrypted connection
// itself.
func phpsOwn(text string, at []int) bool {
	scheme := strings.ToLower(text[at[0]:at[1]])
	return (strings.Contains(scheme, "ssl:") || strings.Contains(scheme, "tls:")) && phpTransport.MatchString(lineAt(text, at))
}

var phpTransport = pattern.New(`(?i)stream_socket|could not connect to (ssl|tls)://\S+:\d+: |\[SMTP: |fsockopen|with host "(ssl|tls)://|Connection to "(ssl|tls)://`)

// connectionMissing reports whether what went wrong came before any answer, as
// far as the words tell.
func connectionMissing(text string, t talk) bool {
	c, ok := firstSign(text, t)
	return !ok || slices.Contains([]mailcore.Step{mailcore.CheckStep, mailcore.Resolve, mailcore.Connect}, c.failure.Step) || c.confidence != High || c.failure.Fault == mailcore.NotMail
}

// bareCode is a command that failed with a code and without words.
var bareCode = pattern.New(`(?im)\b(MAIL|RCPT|DATA|EHLO|HELO|AUTH|STARTTLS|Remote access denied)(?: FROM| TO)?:? ?(?:command )?(?:failed|denied|エラー|拒否|失敗)?:? (\d{3})\s*$`)

// codeMeanings are what a bare code means at a step, as far as RFC 5321 and
// practice say.
var codeMeanings = map[string]string{
	"RCPT 550": "550 5.1.1 User unknown", "RCPT 551": "551 5.1.1 User unknown", "RCPT 553": "553 5.1.1 User unknown", "RCPT 501": "501 5.1.3 bad recipient address", "RCPT 552": "552 5.2.2 mailbox full",
	"RCPT 450": "450 4.2.0 greylisted", "RCPT 451": "451 4.7.1 greylisted", "MAIL 501": "501 5.1.7 invalid sender", "MAIL 552": "552 5.3.4 message size exceeds", "DATA 552": "552 5.3.4 message size exceeds",
	"EHLO 501": "501 Syntax: HELO", "EHLO 504": "504 5.5.2 bad HELO",
}

var bareSteps = map[string]mailcore.Step{"MAIL": mailcore.MailFrom, "RCPT": mailcore.RcptTo, "DATA": mailcore.Queued, "EHLO": mailcore.EHLO, "AUTH": mailcore.Authorize, "STARTTLS": mailcore.StartTLS}

// codeInText takes a code without words, which names a cause only together
// with the step.
func codeInText(text string, _ talk) (clue, bool) {
	m := bareCode.FindStringSubmatchIndex(text)
	if m == nil {
		return clue{}, false
	}
	command, code := strings.ToUpper(text[m[2]:m[3]]), text[m[4]:m[5]]
	if command == "HELO" || strings.HasPrefix(command, "REMOTE") {
		command = "EHLO"
	}
	if n, _ := strconv.Atoi(code); !slices.Contains(replyCodes, n) {
		return clue{}, false
	}
	reply, ok := codeMeanings[command+" "+code]
	if !ok {
		reply = code + " "
	}
	return clue{failure: mailcore.Result{Step: bareSteps[command], Fault: mailcore.Replied, Reply: reply}, seen: lineAt(text, m[:2]), confidence: Medium}, true
}

// unusedLogin finds a conversation in which the program wanted to log in and
// never tried: the server offered nothing that it could use.
func unusedLogin(text string, t talk) (clue, bool) {
	if t.learned["method"] != "" || t.passed[mailcore.EHLO] == 0 || t.passed[mailcore.MailFrom] > 0 || !loginUnsaid.in(text) {
		return clue{}, false
	}
	c := clue{failure: mailcore.Result{Step: mailcore.Authorize, Fault: mailcore.NoAuthOffered}, confidence: Medium}
	if t.learned["mechanisms"] != "" {
		c.failure.Fault = mailcore.NoMechanism
	}
	c.seen = lineAt(text, loginUnsaid.find(text))
	return c, true
}

// strangePort are ports of other services; whoever falls silent or hangs up
// there has been greeted in the wrong language.
var strangePort = pattern.New(`(?:\]|[a-z]):(21|22|23|53|80|443|3306|8080)\b|\bport[ :=]+(21|22|23|53|80|443|3306|8080)\b`)
