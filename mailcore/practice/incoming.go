package practice

import "time"

// mailboxFault is what is odd about reading mail. The zero value is nothing.
type mailboxFault struct {
	noUIDL  bool   // POP3 cannot tell messages apart
	noAPOP  bool   // POP3 greets without a timestamp
	inUse   bool   // by another POP3 session, always
	bye     string // IMAP says so and hangs up
	preauth bool   // IMAP takes everybody for the first account, before TLS
	stock   int    // messages that the first account finds in its INBOX
}

// deliveryFault is what happens to mail after it was accepted. The zero value
// is that it arrives in INBOX at once.
type deliveryFault struct {
	late    time.Duration // by way of three more servers
	junk    bool          // goes into the folder Junk
	lost    bool
	rewrite bool // the second of those servers changes the header
}

// incoming are the scenarios of the receiving side.
var incoming = []Scenario{
	{Name: "pop-no-stls", Protocol: "pop3", Expect: "starttls-unsupported", noSTARTTLS: true},
	{Name: "no-apop", Protocol: "pop3", Expect: "apop-unsupported", Auth: "APOP", mailbox: mailboxFault{noAPOP: true}},
	{Name: "pop-password", Protocol: "pop3", Expect: "auth-fail", deny: denyAll},
	{Name: "pop-temp", Protocol: "pop3", Expect: "pop-sys", deny: denyAll, reply: says(atAuth, "454 4.7.0 Temporary authentication failure")},
	{Name: "in-use", Protocol: "pop3", Expect: "pop-inuse", mailbox: mailboxFault{inUse: true}},
	{Name: "uidl-missing", Protocol: "pop3", Expect: "uidl-missing", mailbox: mailboxFault{noUIDL: true}},

	{Name: "imap-bye", Protocol: "imap", Expect: "imap-bye", mailbox: mailboxFault{bye: "Server is down for maintenance"}},
	{Name: "imap-preauth", Protocol: "imap", Expect: "imap-preauth", mailbox: mailboxFault{preauth: true}},
	{Name: "imap-no-starttls", Protocol: "imap", Expect: "starttls-unsupported", noSTARTTLS: true},
	{Name: "login-disabled", Protocol: "imap", Expect: "starttls-required", Encryption: "none"},
	{Name: "imap-disabled", Protocol: "imap", Expect: "proto-disabled", deny: denyAll, reply: says(atAuth, "535 5.7.8 IMAP is disabled for this user")},

	{Name: "slow-delivery", delivery: deliveryFault{late: 5 * time.Second}},
	{Name: "rewritten", delivery: deliveryFault{late: 2 * time.Second, rewrite: true}},
	{Name: "junk", Protocol: "imap", delivery: deliveryFault{junk: true}},
	{Name: "lost", Expect: "never-delivered", delivery: deliveryFault{lost: true}},
	{Name: "big-mailbox", mailbox: mailboxFault{stock: 10_000}},
}
