package mailcore

import (
	"cmp"
	"slices"
)

// A sign is how programs put a fault into words. It is for texts what [faults]
// is for the errors of Go.
type sign struct {
	fault   Fault
	step    Step
	problem string // with Invalid: which one of [Profile.Check]
	method  AuthMethod
	says    *saying
	guess   bool   // the same words are printed for other faults too
	reply   string // with Replied: what the server must have said
}

// signs is read from the top; the first that the text holds wins. Numbers are
// those of winsock2.h and of Outlook's mapidefs.
var signs = []sign{
	// the settings
	{fault: Invalid, step: CheckStep, problem: "host-scheme", says: hostSchemeSigns},
	{fault: Invalid, step: CheckStep, problem: "port-range", says: portRangeSigns},
	{fault: Invalid, step: CheckStep, problem: "host-space", says: hostSpaceSigns},

	// names
	{fault: DNSFailure, step: Resolve, says: dnsFailureSigns},
	{fault: UnknownHost, step: Resolve, says: unknownHostSigns},

	// this computer and the way
	{fault: Forbidden, step: Connect, says: forbiddenSigns},
	{fault: Unreachable, step: Connect, says: unreachableSigns},
	{fault: Refused, step: Connect, says: refusedSigns},

	// certificates
	{fault: PinMismatch, step: Certificate, says: pinMismatchSigns},
	{fault: NameMismatch, step: Certificate, says: nameMismatchSigns},
	{fault: NotYetValid, step: Certificate, says: notYetValidSigns},
	{fault: Expired, step: Certificate, says: expiredSigns},
	{fault: SelfSigned, step: Certificate, says: selfSignedSigns},
	{fault: Untrusted, step: Certificate, says: untrustedSigns},

	// TLS
	{fault: NotTLS, step: Handshake, says: notTLSSigns},
	{fault: TLSVersion, step: Handshake, says: tlsVersionSigns},
	{fault: TLSHandshake, step: Handshake, says: tlsHandshakeSigns},
	{fault: TLSHandshake, step: Handshake, guess: true, says: tlsHandshakeGuess},

	// what a server writes into its own log
	{fault: Replied, step: Authorize, reply: "535", says: serverLogSigns},

	// what the server offers
	{fault: NoSTARTTLS, step: StartTLS, says: noSTARTTLSSigns},
	{fault: NoAuthOffered, step: Authorize, says: noAuthSigns},
	{fault: NoMechanism, step: Authorize, method: APOP, says: noAPOPSigns},
	{fault: NoMechanism, step: Authorize, says: noMechanismSigns},
	{fault: PlaintextRefused, step: Authorize, says: anyOf(wording{`unencrypted connection\b`, "Go"})},

	// time
	{fault: Timeout, step: Greeting, says: greetingTimeoutSigns},
	{fault: Timeout, step: Data, says: dataTimeoutSigns},
	{fault: Timeout, step: Connect, says: connectTimeoutSigns},
	{fault: Timeout, step: Connect, guess: true, says: timeoutGuess},

	// the end of the connection
	{fault: NotMail, step: Greeting, says: notMailSigns},
	{fault: Closed, step: Greeting, says: closedAtGreetingSigns},
	{fault: Reset, step: "", guess: true, says: resetSigns},
	{fault: Closed, step: "", says: closedSigns},
}

// hunches tell what kind of fault it is where nothing else does, in whatever
// words.
var hunches = []sign{
	{fault: Unreachable, step: Connect, guess: true, says: unreachableHunch},
	{fault: Timeout, step: Connect, guess: true, says: timeoutHunch},
	{fault: Untrusted, step: Certificate, guess: true, says: untrustedHunch},
	{fault: TLSHandshake, step: Handshake, guess: true, says: tlsHandshakeHunch},
}

// socketNumber is how programs print an error number of sockets.
func socketNumber(numbers string) string {
	return `(WSA\w*|winsock|WinError|error( code| number| #)?|errno|code|Cant connect Server|Connection lost|エラー(番号|コード)?|socket( error)?( code)?)["']?[\s:#=\[(]*(` + numbers + `)\b|\((` + numbers + `)\)`
}

// signInText finds a fault in words. Where a conversation went before, it says
// how far that came.
// Of a server with both kinds of address, what became of IPv4 counts: many a
// line has no IPv6, and nothing is wrong with that.
func signInText(text string, t talk) (clue, bool) {
	if rest := noIPv6().ReplaceAllString(text, ""); rest != text {
		if c, ok := firstSign(rest, t); ok && c.confidence == High {
			return c, true
		}
	}
	return firstSign(text, t)
}

var noIPv6 = says(`^.*[0-9a-f]{1,4}:[0-9a-f:]*:[0-9a-f]+\b.*(unreachable|cannot assign|EADDRNOTAVAIL|ENETUNREACH|no route).*$`)

func firstSign(text string, t talk) (clue, bool) {
	for _, s := range slices.Concat(signs, numbers, hunches) {
		at := s.says.find(text)
		if at == nil {
			continue
		}
		c := clue{failure: Result{Fault: s.fault, Step: s.step, Reply: cmp.Or(s.reply, text)}, seen: lineAt(text, at), confidence: High}
		if s.guess {
			c.confidence = Medium
		}
		if s.step == "" || s.fault == Timeout && t.last != "" {
			c.failure.Step = stepAfter(t, text)
		}
		c.failure.Facts = map[string]string{"problem": s.problem, "method": string(s.method)}
		if s.problem != "" {
			c.failure.Facts["field"] = map[string]string{"port-range": "outgoing.port"}[s.problem]
		}
		return c, true
	}
	return clue{}, false
}

// stepAfter is where a connection was when it broke.
func stepAfter(t talk, text string) Step {
	if t.last != "" {
		return t.last
	}
	return stepIn(text, "")
}

// unsaid are messages that name the step and no cause.
var unsaid = []unsaidRow{
	{IncomingSide, Authorize, rule{code: "login-failed", severity: Error, field: "outgoing.user", says: incomingLoginUnsaid}},
	{"", Authorize, rule{code: "proto-disabled", severity: Error, field: "outgoing.user", says: protoDisabledUnsaid}},
	{OutgoingSide, Authorize, rule{code: "account-locked", severity: Temporary, field: "outgoing.user", says: accountLockedUnsaid}},
	{OutgoingSide, Connect, rule{code: "tcp-op25b", severity: Error, field: "outgoing.port", says: op25bUnsaid}},
	{OutgoingSide, Authorize, rule{code: "login-failed", severity: Error, field: "outgoing.user", says: loginUnsaid}},
	{IncomingSide, Connect, rule{code: "connect-failed", severity: Error, field: "outgoing.host", says: incomingConnectUnsaid}},
	{OutgoingSide, Connect, rule{code: "connect-failed", severity: Error, field: "outgoing.host", says: connectUnsaid}},
	{OutgoingSide, MailFrom, rule{code: "sender-not-owned", severity: Error, field: "from", says: senderUnsaid}},
	{OutgoingSide, RcptTo, rule{code: "perm-5xx", severity: Error, field: "test_to", says: recipientUnsaid}},
	{"", "", rule{code: "nothing-found", severity: Note, says: anyOf(wording{``, several})}},
}

// An unsaidRow is a rule with the step that its words name.
type unsaidRow struct {
	side Side
	step Step
	rule
}
