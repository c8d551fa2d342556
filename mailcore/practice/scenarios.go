package practice

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// A Scenario is one way in which the server behaves.
type Scenario struct {
	Name     string
	Side     string // which it shows: "outgoing" (SMTP) or "incoming"
	Protocol string // the only one that behaves so, "pop3" or "imap"; "" means all
	Expect   string // code of the finding that a test of that side ends with; "" means that it passes

	// The settings of that side that show it best, in the words of
	// mailcore.Profile: "" is "starttls" on the plain port, "auto", and the
	// address of the account.
	Encryption, Auth, From string

	front       func(*conn)       // instead of any protocol, on every port
	tlsOnly     bool              // the plain ports speak TLS at once
	words       *strings.Replacer // put into the server's mouth before TLS
	delay       time.Duration     // before each reply
	certificate issue
	noSTARTTLS  bool              // neither offered nor accepted
	plaintext   bool              // passwords may cross an unencrypted connection
	mechanisms  []string          // nil means all of them
	deny        deny              // logins that fail whatever the password
	size        int64             // of a message in bytes; 0 means [messageLimit]
	open        bool              // relays for everybody
	sender      string            // the only one that is accepted; "" means any
	popFirst    bool              // recipients are accepted after a POP3 login only
	greylist    bool              // the first RCPT of each recipient is put off
	reply       map[moment]string // what SMTP says at that moment, every time
	mailbox     mailboxFault
	delivery    deliveryFault
}

// A moment is a point of an SMTP conversation at which a scenario can have its
// own reply.
type moment int

const (
	atGreeting   moment = iota // and nothing follows
	atCleartext                // AUTH and MAIL before STARTTLS
	atAuth                     // the reply to a failed login
	atAnonymous                // MAIL without a login
	atMail                     //
	atRcpt                     //
	atData                     // after the message
	atAuthUnused               // AUTH when none is offered
)

// deny says which logins fail.
type deny int

const (
	denyNone     deny = iota
	denyPassword      // access tokens still work
	denyAll
)

// Scenarios lists every way in which the server can behave.
var Scenarios = slices.Concat(showing("outgoing", outgoing), showing("incoming", incoming))

// showing returns the scenarios with their side.
func showing(side string, scenarios []Scenario) []Scenario {
	for i := range scenarios {
		scenarios[i].Side = side
	}
	return scenarios
}

// on returns the scenario as one protocol shows it: what is wrong with another
// leaves it in order.
func (sc Scenario) on(protocol string) Scenario {
	if sc.Protocol == "" || sc.Protocol == protocol {
		return sc
	}
	return Scenario{Name: sc.Name, Side: sc.Side}
}

// outgoing are the scenarios of the sending side.
var outgoing = []Scenario{
	{Name: "ok"},
	{Name: "plain", Encryption: "none", Auth: "none", From: NoReply, noSTARTTLS: true, plaintext: true, open: true, sender: NoReply},
	{Name: "slow", delay: 2 * time.Second},

	{Name: "silence", Expect: "server-silent", front: silence},
	{Name: "hangup", Expect: "conn-closed", front: hangUp},
	{Name: "not-mail", Expect: "port-http", front: answerHTTP},
	{Name: "tls-only", Expect: "tls-plain-on-implicit", tlsOnly: true},
	{Name: "too-many", Expect: "too-many-conn", reply: says(atGreeting, "421 4.7.0 Error: too many connections from 127.0.0.1")},
	{Name: "banner-554", Expect: "greet-blocked", reply: says(atGreeting, "554 5.7.1 Service unavailable; Client host [127.0.0.1] blocked using dnsbl.practice.example")},

	{Name: "no-starttls", Expect: "starttls-unsupported", noSTARTTLS: true},
	{Name: "starttls-refused", Expect: "starttls-temp", noSTARTTLS: true, words: offerSTARTTLS},
	{Name: "starttls-required", Expect: "starttls-required", Encryption: "none", reply: says(atCleartext, "530 5.7.0 Must issue a STARTTLS command first")},
	{Name: "expired", Expect: "cert-expired", certificate: issue{from: -30 * day, until: -day}},
	{Name: "not-yet", Expect: "cert-not-yet", certificate: issue{from: day}},
	{Name: "wrong-name", Expect: "cert-host", certificate: issue{name: "mail.other.example"}},
	{Name: "self-signed", Expect: "cert-self-signed", certificate: issue{selfSigned: true}},

	{Name: "auth-missing", Expect: "auth-not-offered", mechanisms: []string{}, reply: says(atAuthUnused, "503 5.5.1 Error: authentication not enabled")},
	{Name: "auth-required", Expect: "auth-required", Auth: "none", reply: says(atAnonymous, "530 5.7.0 Authentication required")},
	{Name: "mechanism", Expect: "no-mechanism", Auth: "PLAIN", mechanisms: []string{"SCRAM-SHA-256", "CRAM-MD5"}},
	{Name: "password", Expect: "auth-fail", deny: denyAll},
	{Name: "account-locked", Expect: "account-locked", deny: denyAll, reply: says(atAuth, "454 4.7.0 Too many login attempts, please try again later")},
	{Name: "app-password", Expect: "gmail-app-password", deny: denyPassword, reply: says(atAuth, "534 5.7.9 Application-specific password required - gsmtp")},
	{Name: "basic-auth-off", Expect: "ms-smtpauth-disabled", deny: denyPassword, reply: says(atAuth, "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant")},
	{Name: "pop-before-smtp", Expect: "pop-before-smtp", plaintext: true, popFirst: true},

	{Name: "sender", Expect: "sender-not-owned", reply: says(atMail, "553 5.7.1 Sender address rejected: not owned by user")},
	{Name: "rate-limit", Expect: "rate-limit", reply: says(atMail, "550 5.4.5 Daily user sending limit exceeded")},
	{Name: "relay", Expect: "relay-denied", reply: says(atRcpt, "554 5.7.1 Relay access denied")},
	{Name: "recipient", Expect: "rcpt-unknown", reply: says(atRcpt, "550 5.1.1 Recipient address rejected: User unknown")},
	{Name: "greylist", Expect: "greylist", greylist: true},
	{Name: "mailbox-full", Expect: "mailbox-full", reply: says(atRcpt, "552 5.2.2 Mailbox full")},
	{Name: "japanese", Expect: "rcpt-unknown", words: japaneseGreeting, reply: says(atRcpt, "550 5.1.1 "+inShiftJIS("宛先のユーザーが見つかりません"))},
	{Name: "size", Expect: "size", size: 100},
	{Name: "spam", Expect: "spam-content", reply: says(atData, "554 5.7.1 Message rejected as spam")},
}

func says(at moment, reply string) map[moment]string { return map[moment]string{at: reply} }

// find returns the scenario of that name; "" means the first.
func find(name string) (Scenario, bool) {
	name = cmp.Or(name, Scenarios[0].Name)
	i := slices.IndexFunc(Scenarios, func(s Scenario) bool { return s.Name == name })
	if i < 0 {
		return Scenario{}, false
	}
	return Scenarios[i], true
}
