package cause

import (
	"cmp"
	"slices"

	"todoku/mailcore"
)

// A sign is how programs put a fault into words. It is for texts what [faults]
// is for the errors of Go.
type sign struct {
	fault   mailcore.Fault
	step    mailcore.Step
	problem string // with Invalid: which one of [Profile.Check]
	speaks  string // with NotMail: what answered
	method  mailcore.AuthMethod
	says    *saying
	guess   bool   // the same words are printed for other faults too
	hunch   bool   // the words name no more than the kind of the fault
	reply   string // with Replied: what the server must have said
	coded   bool   // a codebook has it: the words have this one meaning
}

// signs is read from the top; the first that the text holds wins. Numbers are
// those of winsock2.h and of Outlook's mapidefs.
var signs = []sign{
	// the settings
	{fault: mailcore.Invalid, step: mailcore.CheckStep, problem: "host-scheme", says: hostSchemeSigns},
	{fault: mailcore.Invalid, step: mailcore.CheckStep, problem: "port-range", says: portRangeSigns},
	{fault: mailcore.Invalid, step: mailcore.CheckStep, problem: "host-space", says: hostSpaceSigns},

	// names
	{fault: mailcore.DNSFailure, step: mailcore.Resolve, says: dnsFailureSigns},
	{fault: mailcore.UnknownHost, step: mailcore.Resolve, says: unknownHostSigns},

	// this computer and the way
	{fault: mailcore.Forbidden, step: mailcore.Connect, says: forbiddenSigns},
	{fault: mailcore.Unreachable, step: mailcore.Connect, says: unreachableSigns},
	{fault: mailcore.Refused, step: mailcore.Connect, says: refusedSigns},

	// certificates
	{fault: mailcore.PinMismatch, step: mailcore.Certificate, says: pinMismatchSigns},
	{fault: mailcore.NoNames, step: mailcore.Certificate, says: noNamesSigns},
	{fault: mailcore.WrongPurpose, step: mailcore.Certificate, says: wrongPurposeSigns},
	{fault: mailcore.NameMismatch, step: mailcore.Certificate, says: nameMismatchSigns},
	{fault: mailcore.NotYetValid, step: mailcore.Certificate, says: notYetValidSigns},
	{fault: mailcore.Expired, step: mailcore.Certificate, says: expiredSigns},
	{fault: mailcore.Untrusted, step: mailcore.Certificate, says: selfSignedRootSigns},
	{fault: mailcore.SelfSigned, step: mailcore.Certificate, says: selfSignedSigns},
	{fault: mailcore.IncompleteChain, step: mailcore.Certificate, guess: true, says: incompleteChainSigns},
	{fault: mailcore.Untrusted, step: mailcore.Certificate, says: untrustedSigns},

	{fault: mailcore.Untrusted, step: mailcore.Certificate, guess: true, says: untrustedPrompt},

	// TLS
	{fault: mailcore.TLSHandshake, step: mailcore.Handshake, guess: true, hunch: true, says: anyOf(wording{`STARTTLS\b[^\n]{0,24}2\.0\.0 `, "Email::Sender 2.600", "can't STARTTLS: 2.0.0 Ready to start TLS"})}, // the step behind a consent
	{fault: mailcore.NotTLS, step: mailcore.Handshake, says: notTLSSigns},
	{fault: mailcore.TLSVersion, step: mailcore.Handshake, says: tlsVersionSigns},
	{fault: mailcore.TLSHandshake, step: mailcore.Handshake, says: tlsHandshakeSigns},
	{fault: mailcore.NoSTARTTLS, step: mailcore.StartTLS, says: noSTARTTLSSigns},
	{fault: mailcore.TLSHandshake, step: mailcore.Handshake, guess: true, says: tlsHandshakeGuess},
	{fault: mailcore.TLSHandshake, step: mailcore.Handshake, guess: true, says: anyOf(wording{`(authentication failed|call to SSPI failed), see inner exception|(認証|SSPI への呼び出し)に失敗しました。内部例外`, ".NET, Mono 6.8", "Authentication failed, see inner exception." + also + "認証に失敗しました。内部例外を参照してください。"})},

	// what a server writes into its own log
	{fault: mailcore.Replied, step: mailcore.Authorize, reply: "535", says: serverLogSigns},

	// what the server offers
	{fault: mailcore.NoMechanism, step: mailcore.Authorize, method: mailcore.APOP, says: noAPOPSigns},
	{fault: mailcore.NoMechanism, step: mailcore.Authorize, says: noMechanismSigns},
	{fault: mailcore.NoAuthOffered, step: mailcore.Authorize, says: noAuthSigns},
	{fault: mailcore.PlaintextRefused, step: mailcore.Authorize, says: anyOf(wording{`unencrypted connection\b`, "Go", ""}, wording{`\blogins? (is|are) disabled\b`, "OfflineIMAP 8.0, ImapFlow 1.0, interimap 0.5", "LOGIN authentication failed: IMAP LOGIN is disabled by server."}, wording{`advertised LOGINDISABLED`, "imtest 3.6", "[Server advertised LOGINDISABLED]"}, wording{`not (support|allow|accept|permit) (plain ?text|clear ?text|unencrypted) (log-?ins?|auth\w*|passwords?)`, "xfce4-mailwatch 1.3", "Secure IMAP is not available, and the IMAP server does not support plaintext logins."}, wording{`平文[^\n]{0,8}(ログイン|認証|パスワード)[^\n]{0,12}(対応し|サポートし|許可し|許可され|禁止|拒否)`, "xfce4-mailwatch 1.3", "IMAP サーバーは平文でのログインに対応しません。"}, wording{`暗号化されていない(接続|通信)[^\n]{0,12}(ログイン|認証|パスワード)[^\n]{0,8}(でき|許可|拒否|禁止)`, "Japanese programs", "暗号化されていない接続ではログインできません。"})},

	// time
	{fault: mailcore.Timeout, step: mailcore.Greeting, says: greetingTimeoutSigns},
	{fault: mailcore.Unanswered, step: mailcore.Queued, says: unansweredSigns},
	{fault: mailcore.Timeout, step: mailcore.Data, says: dataTimeoutSigns},
	{fault: mailcore.Timeout, step: mailcore.Connect, says: connectTimeoutSigns},
	{fault: mailcore.Timeout, step: mailcore.Connect, guess: true, says: timeoutGuess},

	// the end of the connection
	{fault: mailcore.NotMail, step: mailcore.Greeting, speaks: "HTTP", says: anyOf(wording{`HTTP/1\.[01] \d`, "HTTP servers", "HTTP/1.1 400 Bad Request"})},
	{fault: mailcore.NotMail, step: mailcore.Greeting, speaks: "SSH", says: anyOf(wording{`SSH-2\.0`, "OpenSSH", ""})},
	{fault: mailcore.NotMail, step: mailcore.Greeting, speaks: "POP3", says: anyOf(wording{strangeGreeting + `\+OK\b`, "Go, Python", ""})},
	{fault: mailcore.NotMail, step: mailcore.Greeting, speaks: "IMAP", says: anyOf(wording{strangeGreeting + `\* OK\b`, "JavaMail 1.6", ""})},
	{fault: mailcore.NotMail, step: mailcore.Greeting, speaks: "SMTP", says: anyOf(wording{strangeGreeting + `220[ -]\S`, unverified, ""})},
	{fault: mailcore.NotMail, step: mailcore.Greeting, says: notMailSigns},
	{fault: mailcore.Closed, step: mailcore.Greeting, says: closedAtGreetingSigns},
	{fault: mailcore.Reset, step: "", guess: true, says: resetSigns},
	{fault: mailcore.Closed, step: "", says: closedSigns},
}

// hunches tell what kind of fault it is where nothing else does, in whatever
// words.
var hunches = []sign{
	{fault: mailcore.Unreachable, step: mailcore.Connect, guess: true, says: unreachableHunch},
	{fault: mailcore.Timeout, step: mailcore.Connect, guess: true, says: timeoutHunch},
	{fault: mailcore.Untrusted, step: mailcore.Certificate, guess: true, hunch: true, says: untrustedHunch},
	{fault: mailcore.TLSHandshake, step: mailcore.Handshake, guess: true, hunch: true, says: tlsHandshakeHunch},
}

// strangeGreeting goes before a greeting that a program did not expect.
const strangeGreeting = `((unexpected|invalid|bad|wrong|short|malformed)( server)? (greeting|response|reply|answer)|(response|greeting) error)[^\n\w+*]{0,8}`

// socketNumber is how programs print an error number of sockets.
func socketNumber(numbers string) string {
	return `(WSA\w*|winsock|WinError|error( code| number| #)?|errno|code|Cant connect Server|Connection lost|エラー(番号|コード)?|socket( error)?( code)?)["']?[\s:#=\[(]*(` + numbers + `)\b|\((` + numbers + `)\)`
}

// signInText finds a fault in words. Where a conversation went before, it says
// how far that came.
// Of a server with both kinds of address, what became of IPv4 counts: many a
// line has no IPv6, and nothing is wrong with that.
func signInText(text string, t talk) (clue, bool) {
	if rest := noIPv6.ReplaceAllString(text, ""); rest != text {
		if c, ok := firstSign(rest, t); ok && c.confidence == High {
			return c, true
		}
	}
	return firstSign(text, t)
}

var noIPv6 = says(`^.*[0-9a-f]{1,4}:[0-9a-f:]*:[0-9a-f]+\b.*(unreachable|cannot assign|EADDRNOTAVAIL|ENETUNREACH|no route).*$`)

func firstSign(text string, t talk) (clue, bool) {
	if known, ok := t.signs[text]; ok {
		return known.clue, known.ok
	}
	c, ok := lookForSign(text, t)
	if t.signs != nil {
		t.signs[text] = signFound{c, ok}
	}
	return c, ok
}

// A signFound is what became of looking for a sign in a text.
type signFound struct {
	clue
	ok bool
}

func lookForSign(text string, t talk) (clue, bool) {
	for _, s := range orderedSigns() {
		at := s.says.find(text)
		if at == nil {
			continue
		}
		c := clue{failure: mailcore.Result{Fault: s.fault, Step: s.step, Reply: cmp.Or(s.reply, text)}, seen: lineAt(text, at), confidence: High, coded: s.coded}
		switch {
		case s.hunch:
			c.confidence = Low
		case s.guess || disputed(s, text):
			c.confidence = Medium
		}
		if s.step == "" || s.fault == mailcore.Timeout && t.last != "" {
			c.failure.Step = stepAfter(t, text)
		}
		c.failure.Facts = map[string]string{"problem": s.problem, "speaks": s.speaks, "method": string(s.method)}
		if s.problem != "" {
			c.failure.Facts["field"] = map[string]string{"port-range": "outgoing.port"}[s.problem]
		}
		return c, true
	}
	return clue{}, false
}

// kinds are faults of which the one may be told by the words for the other; of
// what ends a connection every fault may be the reason.
var kinds = map[mailcore.Fault]string{
	mailcore.UnknownHost: "name", mailcore.DNSFailure: "name",
	mailcore.NameMismatch: "tls", mailcore.NotYetValid: "tls", mailcore.Expired: "tls", mailcore.SelfSigned: "tls", mailcore.IncompleteChain: "tls", mailcore.Untrusted: "tls",
	mailcore.NoNames: "tls", mailcore.WrongPurpose: "tls", mailcore.PinMismatch: "tls", mailcore.NotTLS: "tls", mailcore.TLSVersion: "tls", mailcore.TLSHandshake: "tls",
	mailcore.Closed: "end", mailcore.Reset: "end",
	mailcore.NoAuthOffered: "login", mailcore.NoMechanism: "login", mailcore.PlaintextRefused: "login",
}

// disputed reports whether a text has the sure words for another kind of fault
// too: then neither excludes the other.
func disputed(s sign, text string) bool {
	kind := cmp.Or(kinds[s.fault], string(s.fault))
	return slices.ContainsFunc(signs, func(other sign) bool {
		otherKind := cmp.Or(kinds[other.fault], string(other.fault))
		return !other.guess && otherKind != kind && otherKind != "end" && other.says.in(text)
	})
}

// stepAfter is where a connection was when it broke.
func stepAfter(t talk, text string) mailcore.Step {
	if t.last != "" {
		return t.last
	}
	return stepIn(text, "")
}

// unsaid are messages that name the step and no cause.
var unsaid = []unsaidRow{
	{mailcore.IncomingSide, mailcore.Authorize, rule{code: "login-failed", severity: mailcore.Error, field: "outgoing.user", says: incomingLoginUnsaid}},
	{"", mailcore.Authorize, rule{code: "proto-disabled", severity: mailcore.Error, field: "outgoing.user", says: protoDisabledUnsaid}},
	{mailcore.OutgoingSide, mailcore.Authorize, rule{code: "account-locked", severity: mailcore.Temporary, field: "outgoing.user", says: accountLockedUnsaid}},
	{mailcore.OutgoingSide, mailcore.Connect, rule{code: "tcp-op25b", severity: mailcore.Error, field: "outgoing.port", says: op25bUnsaid}},
	{mailcore.OutgoingSide, mailcore.Authorize, rule{code: "login-failed", severity: mailcore.Error, field: "outgoing.user", says: loginUnsaid}},
	{mailcore.IncomingSide, mailcore.Connect, rule{code: "connect-failed", severity: mailcore.Error, field: "outgoing.host", says: incomingConnectUnsaid}},
	{mailcore.OutgoingSide, mailcore.Connect, rule{code: "connect-failed", severity: mailcore.Error, field: "outgoing.host", says: connectUnsaid}},
	{mailcore.OutgoingSide, mailcore.MailFrom, rule{code: "sender-not-owned", severity: mailcore.Error, field: "from", says: senderUnsaid}},
	{mailcore.OutgoingSide, mailcore.RcptTo, rule{code: "perm-5xx", severity: mailcore.Error, field: "test_to", says: recipientUnsaid}},
	{"", "", rule{code: "nothing-found", severity: mailcore.Note, says: anyOf(wording{``, "whoever is not understood", ""})}},
}

// An unsaidRow is a rule with the step that its words name.
type unsaidRow struct {
	side mailcore.Side
	step mailcore.Step
	rule
}
