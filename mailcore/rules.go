package mailcore

// Groups of steps at which a server can say a thing.
var (
	atAuth        = []Step{Authorize}
	atSender      = []Step{MailFrom, RcptTo, Data, Queued}
	atRcpt        = []Step{RcptTo, Data, Queued}
	atWelcome     = []Step{Greeting, EHLO, EHLOAgain, MailFrom, RcptTo, Data, Queued}
	atHello       = []Step{Greeting, EHLO, EHLOAgain}
	atTLS         = []Step{Handshake, Certificate}
	implicitPorts = []int{465, 993, 995}
)

// rules is read from the top; the first that matches wins. Faults of our own
// side come first, then providers by their own words, then what every server
// may say, then the classes of RFC 5321, so that nothing is left unexplained.
var rules = []rule{
	{code: "stopped", severity: Note, fault: Stopped},

	// the settings
	{code: "in-url-in-host", severity: Error, fault: Invalid, field: "outgoing.host", says: anyOf(wording{`^host-(scheme|port|path)$`, "this program"})},
	{code: "in-port", severity: Error, fault: Invalid, field: "outgoing.port", says: anyOf(wording{`^port-range$`, "this program"})},
	{code: "in-host-space", severity: Error, fault: Invalid, field: "outgoing.host", says: anyOf(wording{`^host-(space|invalid)$`, "this program"})},
	{code: "input-invalid", severity: Error, fault: Invalid},

	// the way there
	{code: "dns-not-found", severity: Error, field: "outgoing.host", fault: UnknownHost},
	{code: "dns-temp", severity: Temporary, field: "outgoing.host", fault: DNSFailure},
	{code: "dns-temp", severity: Temporary, field: "outgoing.host", fault: Timeout, steps: []Step{Resolve}},
	{code: "tcp-op25b", severity: Error, field: "outgoing.port", fault: Timeout, steps: []Step{Connect}, ports: []int{25}, fixes: []Change{{"outgoing.port", "587"}, {"outgoing.encryption", "starttls"}}},
	{code: "tcp-timeout", severity: Error, field: "outgoing.port", fault: Timeout, steps: []Step{Connect}},
	{code: "tcp-refused", severity: Error, field: "outgoing.port", fault: Refused},
	{code: "tcp-unreach", severity: Error, fault: Unreachable},
	{code: "tcp-blocked-local", severity: Error, fault: Forbidden},
	{code: "tls-plain-on-implicit", severity: Error, field: "outgoing.encryption", fault: Timeout, steps: []Step{Greeting}, ports: implicitPorts, plain: true, fixes: []Change{{"outgoing.encryption", "tls"}}},
	{code: "tls-plain-on-implicit", severity: Error, field: "outgoing.encryption", fault: Closed, steps: []Step{Greeting}, ports: implicitPorts, plain: true, fixes: []Change{{"outgoing.encryption", "tls"}}},
	{code: "tls-plain-on-implicit", severity: Error, field: "outgoing.encryption", fault: Reset, steps: []Step{Greeting}, ports: implicitPorts, plain: true, fixes: []Change{{"outgoing.encryption", "tls"}}},
	{code: "server-silent", severity: Error, field: "outgoing.port", fault: Timeout, steps: []Step{Greeting}},
	{code: "tls-handshake", severity: Error, field: "outgoing.encryption", fault: Timeout, steps: []Step{Handshake}},
	{code: "server-slow", severity: Temporary, field: "outgoing.timeout", fault: Timeout},
	{code: "conn-closed", severity: Error, field: "outgoing.port", fault: Closed, steps: atHello},
	{code: "tls-handshake", severity: Error, field: "outgoing.encryption", fault: Closed, steps: atTLS},
	{code: "unexplained-closed", severity: Temporary, fault: Closed},
	{code: "tls-handshake", severity: Error, field: "outgoing.encryption", fault: Reset, steps: atTLS},
	{code: "tcp-reset", severity: Error, fault: Reset},
	{code: "reply-too-long", severity: Error, field: "outgoing.host", fault: TooLong},
	{code: "not-mail-server", severity: Error, field: "outgoing.port", fault: NotMail},

	// the receiving side
	{code: "imap-preauth", severity: Error, field: "outgoing.port", fault: Preauth},
	{code: "never-delivered", severity: Error, field: "test_to", fault: NeverDelivered},
	{code: "uidl-missing", severity: Error, field: "outgoing.protocol", fault: Replied, steps: []Step{UIDL}},

	// TLS
	{code: "starttls-injected", severity: Error, fault: Injected},
	{code: "tls-on-plaintext", severity: Error, field: "outgoing.encryption", fault: NotTLS, fixes: []Change{{"outgoing.encryption", "starttls"}}},
	{code: "tls-version", severity: Error, fault: TLSVersion},
	{code: "tls-handshake", severity: Error, fault: TLSHandshake},
	{code: "cert-host", severity: Error, field: "outgoing.host", fault: NameMismatch, fixes: []Change{{"outgoing.host", "{name}"}}},
	{code: "cert-not-yet", severity: Error, fault: NotYetValid},
	{code: "cert-expired", severity: Error, fault: Expired},
	{code: "pin-mismatch", severity: Error, field: "pin", fault: PinMismatch},
	{code: "cert-av", severity: Error, fault: Untrusted, says: interceptorWords},
	{code: "cert-unknown-ca", severity: Error, field: "pin", fault: SelfSigned, fixes: []Change{{"pin", "{fingerprint}"}}},
	{code: "cert-unknown-ca", severity: Error, field: "pin", fault: Untrusted, fixes: []Change{{"pin", "{fingerprint}"}}},
	{code: "starttls-unsupported", severity: Error, field: "outgoing.encryption", fault: NoSTARTTLS, fixes: []Change{{"outgoing.encryption", "tls"}, {"outgoing.port", "{tlsport}"}}},

	// the login, as far as we ourselves find fault
	{code: "apop-unsupported", severity: Error, field: "outgoing.auth", fault: NoMechanism, method: APOP, fixes: []Change{{"outgoing.auth", "USER"}}},
	{code: "no-mechanism", severity: Error, field: "outgoing.auth", fault: NoMechanism, fixes: []Change{{"outgoing.auth", "auto"}}},
	{code: "starttls-required", severity: Error, field: "outgoing.encryption", fault: NoAuthOffered, fact: "starttls", plain: true, fixes: []Change{{"outgoing.encryption", "starttls"}}},
	{code: "auth-not-offered", severity: Error, field: "outgoing.auth", fault: NoAuthOffered},
	{code: "plaintext-refused", severity: Error, field: "outgoing.encryption", fault: PlaintextRefused, fixes: []Change{{"outgoing.encryption", "starttls"}}},
	{code: "digest-no-proof", severity: Error, field: "outgoing.auth", fault: NoProof, method: DIGESTMD5},
	{code: "scram-no-proof", severity: Error, field: "outgoing.auth", fault: NoProof},
	{code: "scram-cost", severity: Error, field: "outgoing.auth", fault: TooCostly},
	{code: "challenge-malformed", severity: Error, field: "outgoing.auth", fault: BadChallenge},

	{code: "token-refused", severity: Error, field: "outgoing.password", fault: Replied, steps: atAuth, method: XOAUTH2, says: tokenRefusedWords},

	{code: "token-refused", severity: Error, field: "outgoing.password", fault: Replied, says: tokenWords},

	// what providers say in words of their own
	{code: "gmail-421", severity: Temporary, fault: Replied, says: anyOf(wording{`421[- ]4\.7\.0 +(Try again later|Temporary System|IP not in whitelist|TLS required|Our system has detected)`, "Gmail"})},
	{code: "gmail-app-password", severity: Error, field: "outgoing.password", fault: Replied, says: gmailAppPasswordWords},
	{code: "gmail-weblogin", severity: Error, field: "outgoing.user", fault: Replied, says: gmailWebLoginWords},
	{code: "gmail-bad", severity: Error, field: "outgoing.password", fault: Replied, says: gmailBadWords},
	{code: "ms-basic-retired", severity: Error, field: "outgoing.auth", fault: Replied, says: msBasicRetiredWords},
	{code: "ms-smtpauth-disabled", severity: Error, field: "outgoing.auth", fault: Replied, says: msSMTPAuthDisabledWords},
	{code: "ms-sendas", severity: Error, field: "from", fault: Replied, says: msSendAsWords},
	{code: "ms-5-7-57", severity: Error, field: "outgoing.auth", fault: Replied, says: msNotAuthenticatedWords},
	{code: "ms-5-7-70x", severity: Error, fault: Replied, says: msTrafficWords},
	{code: "account-locked", severity: Temporary, field: "outgoing.user", fault: Replied, says: anyOf(wording{`5\.7\.139\b.*(locked|blocked)`, "Exchange"})},
	{code: "ms-5-7-3", severity: Error, field: "outgoing.password", fault: Replied, says: msLogonFailureWords},

	// what every server may say
	{code: "tls-version", severity: Error, fault: Replied, says: tlsVersionWords},
	{code: "starttls-required", severity: Error, field: "outgoing.encryption", fault: Replied, plain: true, says: startTLSRequiredWords, fixes: []Change{{"outgoing.encryption", "starttls"}}},
	{code: "starttls-temp", severity: Temporary, field: "outgoing.encryption", fault: Replied, steps: []Step{StartTLS}, says: anyOf(wording{`^4\d\d`, "RFC 5321, RFC 3463"})},
	{code: "starttls-temp", severity: Temporary, field: "outgoing.encryption", fault: Replied, says: anyOf(wording{`^4\d\d[- ].*TLS (is )?(currently |temporarily )?(not available|unavailable)`, "RFC 5321, RFC 3463"})},
	{code: "starttls-unsupported", severity: Error, field: "outgoing.encryption", fault: Replied, says: startTLSUnsupportedWords, fixes: []Change{{"outgoing.encryption", "tls"}, {"outgoing.port", "{tlsport}"}}},
	{code: "starttls-unsupported", severity: Error, field: "outgoing.encryption", fault: Replied, steps: []Step{StartTLS}, fixes: []Change{{"outgoing.encryption", "tls"}, {"outgoing.port", "{tlsport}"}}},
	{code: "ptr", severity: Error, fault: Replied, says: ptrWords},
	{code: "spam-content", severity: Error, fault: Replied, says: badLinkWords},
	{code: "greet-blocked", severity: Error, fault: Replied, says: greetBlockedWords},
	{code: "too-many-conn", severity: Temporary, fault: Replied, says: tooManyConnWords},
	{code: "helo-fqdn", severity: Error, field: "outgoing.helo", fault: Replied, says: heloWords},
	{code: "account-locked", severity: Temporary, field: "outgoing.user", fault: Replied, says: accountLockedWords},
	{code: "account-locked", severity: Temporary, field: "outgoing.user", fault: Replied, steps: atAuth, says: accountLockedAtLoginWords},
	{code: "rate-limit", severity: Temporary, fault: Replied, says: creditsWords},
	{code: "imap-bye", severity: Temporary, fault: Replied, steps: []Step{Greeting}, says: anyOf(wording{`^\* BYE`, "RFC 1939, RFC 9051"})},
	{code: "proto-disabled", severity: Error, field: "outgoing.user", fault: Replied, steps: atAuth, says: protoDisabledWords},
	{code: "pop-inuse", severity: Temporary, fault: Replied, says: popInUseWords},
	{code: "pop-sys", severity: Temporary, fault: Replied, says: popSysWords},
	{code: "apop-unsupported", severity: Error, field: "outgoing.auth", fault: Replied, steps: atAuth, says: apopUnsupportedWords},
	{code: "auth-mech", severity: Error, field: "outgoing.auth", fault: Replied, steps: atAuth, says: authMechWords},
	{code: "auth-not-offered", severity: Error, field: "outgoing.auth", fault: Replied, steps: atAuth, says: authNotOfferedWords},
	{code: "pop-before-smtp", severity: Error, field: "outgoing.pop.use", fault: Replied, says: popBeforeSMTPWords},
	{code: "sender-not-owned", severity: Error, field: "from", fault: Replied, says: anyOf(wording{`sender (address )?is not allowed to relay`, "hMailServer"})},
	{code: "relay-denied", severity: Error, field: "outgoing.auth", fault: Replied, says: relayDeniedWords},
	{code: "perm-5xx", severity: Error, fault: Replied, says: whoMayWriteWords}, // who may write to that recipient
	{code: "auth-dns", severity: Error, field: "from", fault: Replied, says: spfWords},
	{code: "auth-fail", severity: Error, field: "outgoing.password", fault: Replied, says: anyOf(wording{`530[ -].*(log[ -]?in|password|credentials)[^\n]{0,12}(incorrect|invalid|fail|wrong)`, "RFC 5321, RFC 3463"})},
	{code: "auth-required", severity: Error, field: "outgoing.auth", fault: Replied, steps: atWelcome, says: authRequiredWords},
	{code: "temp-4xx", severity: Temporary, fault: Replied, steps: atAuth, says: anyOf(wording{`^4\d\d`, "RFC 5321, RFC 3463"})},
	{code: "auth-fail", severity: Error, field: "outgoing.password", fault: Replied, steps: atAuth, says: authFailWords},
	{code: "sender-not-owned", severity: Error, field: "from", fault: Replied, steps: atSender, says: anyOf(wording{`(sender|from|mail from)[^\n]{0,60}(must (be )?(the )?(same|equal|match)|mismatch)`, several})},
	{code: "sender-not-fqdn", severity: Error, field: "from", fault: Replied, steps: atSender, says: senderNotFQDNWords},
	{code: "sender-domain", severity: Error, field: "from", fault: Replied, steps: atSender, says: senderDomainWords},
	{code: "sender-not-owned", severity: Error, field: "from", fault: Replied, steps: atSender, says: senderNotOwnedWords},
	{code: "mailbox-full", severity: Temporary, field: "test_to", fault: Replied, says: mailboxFullWords},
	{code: "size", severity: Error, field: "outgoing.size_limit", fault: Replied, says: sizeWords},
	{code: "rate-limit", severity: Temporary, fault: Replied, says: rateLimitWords},
	{code: "greylist", severity: Temporary, fault: Replied, steps: atSender, says: anyOf(wording{`gr[ea]y-?list`, "Postgrey"})},
	{code: "mailbox-full", severity: Temporary, field: "test_to", fault: Replied, says: overQuotaWords},
	{code: "rcpt-syntax", severity: Error, field: "test_to", fault: Replied, steps: atRcpt, says: rcptSyntaxWords},
	{code: "rcpt-unknown", severity: Error, field: "test_to", fault: Replied, steps: atRcpt, says: rcptUnknownWords},
	{code: "smtputf8", severity: Error, field: "test_to", fault: Replied, says: smtputf8Words},
	{code: "auth-dns", severity: Error, field: "from", fault: Replied, says: authDNSWords},
	{code: "spam-content", severity: Error, fault: Replied, says: spamContentWords},

	// words that are said for more than one reason
	{code: "greet-blocked", severity: Error, fault: Replied, guess: true, says: greetBlockedGuess},
	{code: "ptr", severity: Error, fault: Replied, guess: true, says: ptrGuess},
	{code: "sender-not-owned", severity: Error, field: "from", fault: Replied, steps: atSender, guess: true, says: senderNotOwnedGuess},
	{code: "size", severity: Error, field: "outgoing.size_limit", fault: Replied, guess: true, says: sizeGuess},
	{code: "rate-limit", severity: Temporary, fault: Replied, guess: true, says: rateLimitGuess},
	{code: "greylist", severity: Temporary, fault: Replied, steps: atSender, guess: true, says: greylistGuess},
	{code: "temp-4xx", severity: Temporary, fault: Replied, guess: true, says: temp4xxGuess},
	{code: "mailbox-full", severity: Temporary, field: "test_to", fault: Replied, guess: true, says: mailboxFullGuess},
	{code: "spam-content", severity: Error, fault: Replied, guess: true, says: spamContentGuess},
	{code: "sender-not-owned", severity: Error, field: "from", fault: Replied, steps: atSender, guess: true, says: senderRejectedGuess},
	{code: "rcpt-unknown", severity: Error, field: "test_to", fault: Replied, steps: atRcpt, guess: true, says: rcptUnknownGuess},

	// what no rule knows, by its class
	{code: "auth-fail", severity: Error, field: "outgoing.password", fault: Replied, steps: atAuth, says: loginRefusedWords},
	{code: "temp-4xx", severity: Temporary, fault: Replied, says: anyOf(wording{`^4(\d\d|\.\d+\.\d+)`, "RFC 5321, RFC 3463"})},
	{code: "perm-5xx", severity: Error, fault: Replied, says: perm5xxWords},
	{code: "unexplained", severity: Error},
}
