package cause

import (
	"todoku/mailcore"
)

// Groups of steps at which a server can say a thing.
var (
	atAuth    = []mailcore.Step{mailcore.Authorize}
	atSender  = []mailcore.Step{mailcore.MailFrom, mailcore.RcptTo, mailcore.Data, mailcore.Queued}
	atRcpt    = []mailcore.Step{mailcore.RcptTo, mailcore.Data, mailcore.Queued}
	atWelcome = []mailcore.Step{mailcore.Greeting, mailcore.EHLO, mailcore.EHLOAgain, mailcore.MailFrom, mailcore.RcptTo, mailcore.Data, mailcore.Queued}
	atHello   = []mailcore.Step{mailcore.Greeting, mailcore.EHLO, mailcore.EHLOAgain}
	atMailbox = []mailcore.Step{mailcore.MailboxStep, mailcore.UIDL, mailcore.SizesStep, mailcore.ExpiryStep, mailcore.FindStep}
	atTLS     = []mailcore.Step{mailcore.Handshake, mailcore.Certificate}
	atFirst   = []mailcore.Step{mailcore.Connect, mailcore.Handshake, mailcore.Greeting}
)

// rules is read from the top; the first that matches wins. Faults of our own
// side come first, then providers by their own words, then what every server
// may say, then the classes of RFC 5321, so that nothing is left unexplained.
var rules = []rule{
	{code: "stopped", severity: mailcore.Note, fault: mailcore.Stopped},

	// the settings
	{code: "in-url-in-host", severity: mailcore.Error, fault: mailcore.Invalid, field: "outgoing.host", says: anyOf(wording{`^host-(scheme|port|path)$`, "this program", ""})},
	{code: "in-port", severity: mailcore.Error, fault: mailcore.Invalid, field: "outgoing.port", says: anyOf(wording{`^port-range$`, "this program", ""})},
	{code: "in-host-space", severity: mailcore.Error, fault: mailcore.Invalid, field: "outgoing.host", says: anyOf(wording{`^host-(space|invalid)$`, "this program", ""})},
	{code: "input-invalid", severity: mailcore.Error, fault: mailcore.Invalid},

	// the way there
	{code: "dns-not-found", severity: mailcore.Error, field: "outgoing.host", fault: mailcore.UnknownHost},
	{code: "dns-temp", severity: mailcore.Temporary, field: "outgoing.host", fault: mailcore.DNSFailure},
	{code: "dns-temp", severity: mailcore.Temporary, field: "outgoing.host", fault: mailcore.Timeout, steps: []mailcore.Step{mailcore.Resolve}},
	{code: "tcp-op25b", sending: true, severity: mailcore.Error, field: "outgoing.port", fault: mailcore.Timeout, steps: []mailcore.Step{mailcore.Connect}, ports: []int{25}, fixes: []mailcore.Change{{Field: "outgoing.port", Value: "587"}, {Field: "outgoing.encryption", Value: "starttls"}}},
	{code: "tcp-timeout", severity: mailcore.Error, field: "outgoing.port", fault: mailcore.Timeout, steps: []mailcore.Step{mailcore.Connect}},
	{code: "tcp-refused", severity: mailcore.Error, field: "outgoing.port", fault: mailcore.Refused},
	{code: "tcp-unreach", severity: mailcore.Error, fault: mailcore.Unreachable},
	{code: "tcp-blocked-local", severity: mailcore.Error, fault: mailcore.Forbidden},
	{code: "port-smtp", severity: mailcore.Error, field: "outgoing.port", speaks: "SMTP", fixes: []mailcore.Change{{Field: "outgoing.port", Value: "{otherport}"}}},
	{code: "port-pop3", severity: mailcore.Error, field: "outgoing.port", speaks: "POP3", fixes: []mailcore.Change{{Field: "outgoing.port", Value: "{otherport}"}}},
	{code: "port-imap", severity: mailcore.Error, field: "outgoing.port", speaks: "IMAP", fixes: []mailcore.Change{{Field: "outgoing.port", Value: "{otherport}"}}},
	{code: "port-ssh", severity: mailcore.Error, field: "outgoing.port", speaks: "SSH", fixes: []mailcore.Change{{Field: "outgoing.port", Value: "{otherport}"}}},
	{code: "port-http", severity: mailcore.Error, field: "outgoing.port", speaks: "HTTP", fixes: []mailcore.Change{{Field: "outgoing.port", Value: "{otherport}"}}},
	{code: "tls-plain-on-implicit", severity: mailcore.Error, field: "outgoing.encryption", fault: mailcore.NotMail, speaks: "TLS", fixes: []mailcore.Change{{Field: "outgoing.encryption", Value: "tls"}}},
	{code: "tls-plain-on-implicit", severity: mailcore.Error, field: "outgoing.encryption", fault: mailcore.WantsTLS, fixes: []mailcore.Change{{Field: "outgoing.encryption", Value: "tls"}}},
	{code: "maybe-delivered", severity: mailcore.Error, field: "test_to", fault: mailcore.Unanswered},
	{code: "server-silent", severity: mailcore.Error, field: "outgoing.port", fault: mailcore.Timeout, steps: []mailcore.Step{mailcore.Greeting}},
	{code: "tls-handshake", severity: mailcore.Error, field: "outgoing.encryption", fault: mailcore.Timeout, steps: []mailcore.Step{mailcore.Handshake}},
	{code: "server-slow", severity: mailcore.Temporary, field: "outgoing.timeout", fault: mailcore.Timeout},
	{code: "conn-closed", severity: mailcore.Error, field: "outgoing.port", fault: mailcore.Closed, steps: atHello},
	{code: "tls-handshake", severity: mailcore.Error, field: "outgoing.encryption", fault: mailcore.Closed, steps: atTLS},
	{code: "unexplained-closed", severity: mailcore.Temporary, fault: mailcore.Closed},
	{code: "tls-handshake", severity: mailcore.Error, field: "outgoing.encryption", fault: mailcore.Reset, steps: atTLS},
	{code: "tcp-reset", severity: mailcore.Error, fault: mailcore.Reset},
	{code: "reply-too-long", severity: mailcore.Error, field: "outgoing.host", fault: mailcore.TooLong},
	{code: "not-mail-server", severity: mailcore.Error, field: "outgoing.port", fault: mailcore.NotMail, steps: atFirst},
	{code: "reply-malformed", severity: mailcore.Error, field: "outgoing.host", fault: mailcore.NotMail}, // it has greeted as it should

	{code: "reply-malformed", severity: mailcore.Error, field: "outgoing.host", fault: mailcore.Malformed},

	// the receiving side
	{code: "imap-preauth", severity: mailcore.Error, field: "outgoing.port", fault: mailcore.Preauth},
	{code: "never-delivered", severity: mailcore.Error, field: "test_to", fault: mailcore.NeverDelivered},
	{code: "uidl-missing", severity: mailcore.Error, field: "outgoing.protocol", fault: mailcore.Replied, steps: []mailcore.Step{mailcore.UIDL}},

	// TLS
	{code: "starttls-injected", severity: mailcore.Error, fault: mailcore.Injected},
	{code: "tls-on-plaintext", severity: mailcore.Error, field: "outgoing.encryption", fault: mailcore.NotTLS, fixes: []mailcore.Change{{Field: "outgoing.encryption", Value: "starttls"}}},
	{code: "tls-version", severity: mailcore.Error, fault: mailcore.TLSVersion},
	{code: "tls-handshake", severity: mailcore.Error, fault: mailcore.TLSHandshake},
	{code: "cert-host", severity: mailcore.Error, field: "outgoing.host", fault: mailcore.NameMismatch, fixes: []mailcore.Change{{Field: "outgoing.host", Value: "{name}"}}},
	{code: "cert-not-yet", severity: mailcore.Error, fault: mailcore.NotYetValid},
	{code: "cert-expired", severity: mailcore.Error, fault: mailcore.Expired},
	{code: "pin-mismatch", severity: mailcore.Error, field: "pin", fault: mailcore.PinMismatch},
	{code: "cert-av", severity: mailcore.Error, fault: mailcore.Untrusted, says: interceptorWords},
	{code: "cert-av", severity: mailcore.Error, fault: mailcore.IncompleteChain, says: interceptorWords},
	{code: "cert-no-names", severity: mailcore.Error, field: "pin", fault: mailcore.NoNames, fixes: []mailcore.Change{{Field: "pin", Value: "{fingerprint}"}}},
	{code: "cert-purpose", severity: mailcore.Error, field: "pin", fault: mailcore.WrongPurpose, fixes: []mailcore.Change{{Field: "pin", Value: "{fingerprint}"}}},
	{code: "cert-chain", severity: mailcore.Error, field: "pin", fault: mailcore.IncompleteChain, fixes: []mailcore.Change{{Field: "pin", Value: "{fingerprint}"}}},
	{code: "cert-self-signed", severity: mailcore.Error, field: "pin", fault: mailcore.SelfSigned, fixes: []mailcore.Change{{Field: "pin", Value: "{fingerprint}"}}},
	{code: "cert-unknown-ca", severity: mailcore.Error, field: "pin", fault: mailcore.Untrusted, fixes: []mailcore.Change{{Field: "pin", Value: "{fingerprint}"}}},
	{code: "starttls-unsupported", severity: mailcore.Error, field: "outgoing.encryption", fault: mailcore.NoSTARTTLS, fixes: []mailcore.Change{{Field: "outgoing.encryption", Value: "tls"}, {Field: "outgoing.port", Value: "{tlsport}"}}},

	// the login, as far as we ourselves find fault
	{code: "apop-unsupported", severity: mailcore.Error, field: "outgoing.auth", fault: mailcore.NoMechanism, method: mailcore.APOP, fixes: []mailcore.Change{{Field: "outgoing.auth", Value: "USER"}}},
	{code: "no-mechanism", severity: mailcore.Error, field: "outgoing.auth", fault: mailcore.NoMechanism, fixes: []mailcore.Change{{Field: "outgoing.auth", Value: "auto"}}},
	{code: "starttls-required", severity: mailcore.Error, field: "outgoing.encryption", fault: mailcore.NoAuthOffered, fact: "starttls", plain: true, fixes: []mailcore.Change{{Field: "outgoing.encryption", Value: "starttls"}}},
	{code: "auth-not-offered", severity: mailcore.Error, field: "outgoing.auth", fault: mailcore.NoAuthOffered},
	{code: "plaintext-refused", severity: mailcore.Error, field: "outgoing.encryption", fault: mailcore.PlaintextRefused, fixes: []mailcore.Change{{Field: "outgoing.encryption", Value: "starttls"}}},
	{code: "digest-no-proof", severity: mailcore.Error, field: "outgoing.auth", fault: mailcore.NoProof, method: mailcore.DIGESTMD5},
	{code: "scram-no-proof", severity: mailcore.Error, field: "outgoing.auth", fault: mailcore.NoProof},
	{code: "scram-cost", severity: mailcore.Error, field: "outgoing.auth", fault: mailcore.TooCostly},
	{code: "scram-weak", severity: mailcore.Error, field: "outgoing.auth", fault: mailcore.TooWeak},
	{code: "auth-impostor", severity: mailcore.Error, field: "outgoing.host", fault: mailcore.Impostor},
	{code: "challenge-malformed", severity: mailcore.Error, field: "outgoing.auth", fault: mailcore.BadChallenge},

	{code: "token-refused", severity: mailcore.Error, field: "outgoing.password", fault: mailcore.Replied, steps: atAuth, method: mailcore.XOAUTH2, says: tokenRefusedWords},

	{code: "token-refused", severity: mailcore.Error, field: "outgoing.password", fault: mailcore.Replied, says: tokenWords},

	// what providers say in words of their own
	{code: "gmail-421", sending: true, severity: mailcore.Temporary, fault: mailcore.Replied, says: anyOf(wording{`421[- ]4\.7\.0 +Try again later, closing connection\. \([A-Z]+\)`, "Gmail", ""}, wording{`421[- ]4\.7\.0 +(Temporary System|IP not in whitelist|TLS required|Our system has detected)`, "Gmail", ""})},
	{code: "gmail-app-password", severity: mailcore.Error, field: "outgoing.password", fault: mailcore.Replied, says: gmailAppPasswordWords},
	{code: "gmail-app-password", severity: mailcore.Error, field: "outgoing.password", fault: mailcore.Replied, host: googleHosts, says: anyOf(wording{`534[- :]+5\.7\.9`, "Gmail", "534 5.7.9 Please use another way to sign in"})},
	{code: "gmail-app-password", severity: mailcore.Error, field: "outgoing.password", fault: mailcore.Replied, host: perhapsGoogle, says: anyOf(wording{`application-specific password required`, "Gmail", ""})},
	{code: "gmail-weblogin", severity: mailcore.Error, field: "outgoing.user", fault: mailcore.Replied, host: googleHosts, says: anyOf(wording{`534[- :]+5\.7\.14`, "Gmail", "534 5.7.14 Sign in again x - gsmtp" + also + "534 5.7.14 Sign in again"})},
	{code: "gmail-weblogin", severity: mailcore.Error, field: "outgoing.user", fault: mailcore.Replied, says: gmailWebLoginWords},
	{code: "gmail-weblogin", severity: mailcore.Error, field: "outgoing.user", fault: mailcore.Replied, host: perhapsGoogle, says: anyOf(wording{`please log in (via|with) your web browser`, "Gmail", ""}, wording{`web login required`, "Gmail", "-ERR [ALERT] Web login required"})},
	{code: "gmail-bad", severity: mailcore.Error, field: "outgoing.password", fault: mailcore.Replied, says: gmailBadWords},
	{code: "ms-basic-retired", severity: mailcore.Error, field: "outgoing.auth", fault: mailcore.Replied, says: msBasicRetiredWords},
	{code: "ms-smtpauth-disabled", sending: true, severity: mailcore.Error, field: "outgoing.auth", fault: mailcore.Replied, says: msSMTPAuthDisabledWords},
	{code: "ms-sendas", sending: true, severity: mailcore.Error, field: "from", fault: mailcore.Replied, says: msSendAsWords},
	{code: "ms-5-7-57", sending: true, severity: mailcore.Error, field: "outgoing.auth", fault: mailcore.Replied, says: msNotAuthenticatedWords},
	{code: "ms-5-7-70x", sending: true, severity: mailcore.Error, fault: mailcore.Replied, says: msTrafficWords},
	{code: "account-locked", severity: mailcore.Temporary, field: "outgoing.user", fault: mailcore.Replied, says: anyOf(wording{`5\.7\.139\b.*(locked|blocked)`, "Exchange", ""})},
	{code: "ms-5-7-3", severity: mailcore.Error, field: "outgoing.password", fault: mailcore.Replied, says: msLogonFailureWords},

	// what every server may say
	{code: "tls-version", severity: mailcore.Error, fault: mailcore.Replied, says: tlsVersionWords},
	{code: "starttls-required", severity: mailcore.Error, field: "outgoing.encryption", fault: mailcore.Replied, plain: true, says: startTLSRequiredWords, fixes: []mailcore.Change{{Field: "outgoing.encryption", Value: "starttls"}}},
	{code: "tls-stronger", severity: mailcore.Error, field: "outgoing.encryption", fault: mailcore.Replied, fact: "tls-version", says: anyOf(wording{`\[PRIVACYREQUIRED\]`, "RFC 5530", "a1 NO [PRIVACYREQUIRED] Too weak"}, wording{`^538[ -]`, "RFC 4954", "538 5.7.11 Not in this way"})},

	// response codes, which say more than the words behind them
	{code: "imap-id", severity: mailcore.Error, field: "outgoing.user", fault: mailcore.Replied, says: unidentifiedWords},
	{code: "password-expired", severity: mailcore.Error, field: "outgoing.password", fault: mailcore.Replied, says: anyOf(wording{`\[EXPIRED\]`, "RFC 5530", "a1 NO [EXPIRED] Choose another"})},
	{code: "login-unauthorized", severity: mailcore.Error, field: "outgoing.user", fault: mailcore.Replied, says: anyOf(wording{`\[AUTHORIZATIONFAILED\]`, "RFC 5530", "a1 NO [AUTHORIZATIONFAILED] Not for you"})},
	{code: "imap-referral", severity: mailcore.Error, field: "outgoing.host", fault: mailcore.Replied, says: anyOf(wording{`\[REFERRAL imaps?:`, "RFC 2221", "a1 NO [REFERRAL imap://mail2.example.co.jp/] Moved"})},
	{code: "imap-contact-admin", severity: mailcore.Error, field: "outgoing.user", fault: mailcore.Replied, says: anyOf(wording{`\[CONTACTADMIN\]`, "RFC 5530", "a1 NO [CONTACTADMIN] Please write to us"})},
	{code: "imap-noperm", severity: mailcore.Error, field: "outgoing.user", fault: mailcore.Replied, says: anyOf(wording{`\[NOPERM\]`, "RFC 5530", "a1 NO [NOPERM] Not for you"})},
	{code: "imap-server-bug", severity: mailcore.Temporary, fault: mailcore.Replied, says: anyOf(wording{`\[SERVERBUG\]`, "RFC 5530", "a1 NO [SERVERBUG] Internal error"})},
	{code: "imap-client-bug", severity: mailcore.Error, fault: mailcore.Replied, says: anyOf(wording{`\[CLIENTBUG\]`, "RFC 5530", "a1 NO [CLIENTBUG] What was that"})},
	{code: "imap-cannot", severity: mailcore.Error, fault: mailcore.Replied, says: anyOf(wording{`\[CANNOT\]`, "RFC 5530", "a1 NO [CANNOT] Not here"})},
	{code: "imap-corruption", severity: mailcore.Error, fault: mailcore.Replied, says: anyOf(wording{`\[CORRUPTION\]`, "RFC 5530", "a1 NO [CORRUPTION] Out of order"})},
	{code: "imap-nonexistent", severity: mailcore.Error, field: "outgoing.user", fault: mailcore.Replied, says: anyOf(wording{`\[NONEXISTENT\]`, "RFC 5530", "a1 NO [NONEXISTENT] Nothing there"})},
	{code: "imap-limit", severity: mailcore.Error, fault: mailcore.Replied, steps: atMailbox, says: anyOf(wording{`\[LIMIT\]`, "RFC 5530", "a1 NO [LIMIT] So much is not to be had"})},
	{code: "rate-limit", severity: mailcore.Temporary, fault: mailcore.Replied, says: anyOf(wording{`bandwidth limit`, "Gmail", ""})},
	{code: "imap-limit", severity: mailcore.Error, fault: mailcore.Replied, says: anyOf(wording{`\[OVERQUOTA\]`, "RFC 5530", "a1 NO [OVERQUOTA] So much is not to be had"})},
	{code: "too-many-conn", severity: mailcore.Temporary, fault: mailcore.Replied, says: tooManyConnWords},
	{code: "pop-sys", severity: mailcore.Temporary, fault: mailcore.Replied, says: popSysWords},
	{code: "pop-inuse", severity: mailcore.Temporary, fault: mailcore.Replied, says: anyOf(wording{`\[IN-USE\]`, "RFC 2449", "-ERR [IN-USE] Please wait"}, wording{`\[INUSE\]`, "RFC 5530", "a1 NO [INUSE] Please wait"})},
	{code: "pop-login-delay", severity: mailcore.Temporary, fault: mailcore.Replied, says: anyOf(wording{`\[LOGIN-DELAY\]`, "RFC 2449", "-ERR [LOGIN-DELAY] Wait a minute"})},
	{code: "auth-transition", sending: true, severity: mailcore.Error, field: "outgoing.auth", fault: mailcore.Replied, steps: atAuth, plain: true, says: transitionWords, fixes: []mailcore.Change{{Field: "outgoing.encryption", Value: "starttls"}, {Field: "outgoing.auth", Value: "PLAIN"}}},
	{code: "auth-transition", sending: true, severity: mailcore.Error, field: "outgoing.auth", fault: mailcore.Replied, steps: atAuth, plain: true, guess: true, says: transitionGuess, fixes: []mailcore.Change{{Field: "outgoing.encryption", Value: "starttls"}, {Field: "outgoing.auth", Value: "PLAIN"}}},
	{code: "auth-transition", sending: true, severity: mailcore.Error, field: "outgoing.auth", fault: mailcore.Replied, steps: atAuth, fact: "tls-version", says: transitionWords, fixes: []mailcore.Change{{Field: "outgoing.auth", Value: "PLAIN"}}},
	{code: "auth-transition", sending: true, severity: mailcore.Error, field: "outgoing.auth", fault: mailcore.Replied, steps: atAuth, fact: "tls-version", guess: true, says: transitionGuess, fixes: []mailcore.Change{{Field: "outgoing.auth", Value: "PLAIN"}}},

	{code: "starttls-temp", severity: mailcore.Temporary, field: "outgoing.encryption", fault: mailcore.Replied, steps: []mailcore.Step{mailcore.StartTLS}, says: anyOf(wording{`^4\d\d`, "RFC 5321, RFC 3463", ""})},
	{code: "starttls-temp", severity: mailcore.Temporary, field: "outgoing.encryption", fault: mailcore.Replied, says: anyOf(wording{`^4\d\d[- ].*TLS (is )?(currently |temporarily )?(not available|unavailable)`, "RFC 5321, RFC 3463", ""})},
	{code: "starttls-unsupported", severity: mailcore.Error, field: "outgoing.encryption", fault: mailcore.Replied, says: startTLSUnsupportedWords, fixes: []mailcore.Change{{Field: "outgoing.encryption", Value: "tls"}, {Field: "outgoing.port", Value: "{tlsport}"}}},
	{code: "imap-bye", severity: mailcore.Temporary, fault: mailcore.Replied, steps: []mailcore.Step{mailcore.StartTLS}, says: anyOf(wording{`^\* BYE`, "RFC 9051", "* BYE Out of order" + also + "* BYE Try again later"})},
	{code: "starttls-unsupported", severity: mailcore.Error, field: "outgoing.encryption", fault: mailcore.Replied, steps: []mailcore.Step{mailcore.StartTLS}, fixes: []mailcore.Change{{Field: "outgoing.encryption", Value: "tls"}, {Field: "outgoing.port", Value: "{tlsport}"}}},
	{code: "ptr", severity: mailcore.Error, fault: mailcore.Replied, says: ptrWords},
	{code: "spam-content", sending: true, severity: mailcore.Error, fault: mailcore.Replied, says: badLinkWords},
	{code: "greet-blocked", severity: mailcore.Error, fault: mailcore.Replied, says: greetBlockedWords},
	{code: "helo-fqdn", sending: true, severity: mailcore.Error, field: "outgoing.helo", fault: mailcore.Replied, says: heloWords},
	{code: "greet-blocked", manner: "client", severity: mailcore.Error, fault: mailcore.Replied, steps: []mailcore.Step{mailcore.Greeting}, known: true, says: clientRefusedWords},
	{code: "account-locked", severity: mailcore.Temporary, field: "outgoing.user", fault: mailcore.Replied, says: accountLockedWords},
	{code: "account-locked", severity: mailcore.Temporary, field: "outgoing.user", fault: mailcore.Replied, steps: atAuth, says: accountLockedAtLoginWords},
	{code: "rate-limit", severity: mailcore.Temporary, fault: mailcore.Replied, says: creditsWords},
	{code: "imap-bye", severity: mailcore.Temporary, fault: mailcore.Replied, steps: []mailcore.Step{mailcore.Greeting}, says: anyOf(wording{`^\* BYE`, "RFC 1939, RFC 9051", "* BYE Out of order" + also + "* BYE Try again later"})},
	{code: "proto-disabled", severity: mailcore.Error, field: "outgoing.user", fault: mailcore.Replied, steps: atAuth, says: protoDisabledWords},
	{code: "pop-inuse", severity: mailcore.Temporary, fault: mailcore.Replied, says: popInUseWords},
	{code: "pop-sys-perm", severity: mailcore.Error, field: "outgoing.user", fault: mailcore.Replied, says: anyOf(wording{`\[SYS/PERM\]`, "RFC 3206", "-ERR [SYS/PERM] Out of order"})},
	{code: "apop-unsupported", severity: mailcore.Error, field: "outgoing.auth", fault: mailcore.Replied, steps: atAuth, says: apopUnsupportedWords, fixes: []mailcore.Change{{Field: "outgoing.auth", Value: "USER"}}},
	{code: "apop-unsupported", severity: mailcore.Error, field: "outgoing.auth", fault: mailcore.Replied, steps: atAuth, method: mailcore.APOP, says: loginUnknownWords, fixes: []mailcore.Change{{Field: "outgoing.auth", Value: "USER"}}},
	{code: "app-password", severity: mailcore.Error, field: "outgoing.password", fault: mailcore.Replied, says: appPasswordWords},
	{code: "password-expired", severity: mailcore.Error, field: "outgoing.password", fault: mailcore.Replied, steps: atAuth, says: passwordExpiredWords},
	{code: "auth-mech", severity: mailcore.Error, field: "outgoing.auth", fault: mailcore.Replied, steps: atAuth, says: authMechWords},
	{code: "auth-fail", severity: mailcore.Error, field: "outgoing.password", fault: mailcore.Replied, steps: atAuth, says: anyOf(wording{`^50[02][ -].*\b(auth\w*|log ?[io]n|password|credentials?)\b.{0,20}(fail|incorrect|invalid|wrong|denied|reject)`, unverified, "500 Wrong login, login failed"})},
	{code: "auth-offered-unknown", sending: true, severity: mailcore.Error, field: "outgoing.auth", fault: mailcore.Replied, steps: atAuth, fact: "mechanisms", says: anyOf(wording{`^50[02][ -]`, "RFC 5321", "502 5.5.1 Not here"}), fixes: []mailcore.Change{{Field: "outgoing.encryption", Value: "tls"}, {Field: "outgoing.port", Value: "{tlsport}"}}},
	{code: "auth-not-offered", severity: mailcore.Error, field: "outgoing.auth", fault: mailcore.Replied, steps: atAuth, says: authNotOfferedWords},
	{code: "login-unknown", severity: mailcore.Error, field: "outgoing.auth", fault: mailcore.Replied, steps: atAuth, says: loginUnknownWords, fixes: []mailcore.Change{{Field: "outgoing.auth", Value: "auto"}}},
	{code: "pop-before-smtp", sending: true, severity: mailcore.Error, field: "outgoing.pop.use", fault: mailcore.Replied, says: popBeforeSMTPWords},
	{code: "sender-not-owned", sending: true, severity: mailcore.Error, field: "from", fault: mailcore.Replied, says: anyOf(wording{`sender (address )?is not allowed to relay`, "hMailServer", ""})},
	{code: "relay-denied", sending: true, severity: mailcore.Error, field: "outgoing.auth", fault: mailcore.Replied, says: relayDeniedWords},
	{code: "perm-5xx", severity: mailcore.Error, fault: mailcore.Replied, says: whoMayWriteWords}, // who may write to that recipient
	{code: "auth-dns", sending: true, severity: mailcore.Error, field: "from", fault: mailcore.Replied, says: spfWords},
	{code: "auth-fail", severity: mailcore.Error, field: "outgoing.password", fault: mailcore.Replied, says: anyOf(wording{`530[ -].*(log[ -]?in|password|credentials)[^\n]{0,12}(incorrect|invalid|fail|wrong)`, "RFC 5321, RFC 3463", ""})},
	{code: "auth-required", sending: true, severity: mailcore.Error, field: "outgoing.auth", fault: mailcore.Replied, steps: atWelcome, says: authRequiredWords},
	{code: "temp-4xx", severity: mailcore.Temporary, fault: mailcore.Replied, steps: atAuth, says: anyOf(wording{`^4\d\d`, "RFC 5321, RFC 3463", "450 The server is too busy"})},
	{code: "pop-sys", severity: mailcore.Temporary, fault: mailcore.Replied, steps: atAuth, known: true, says: popBusyWords},
	{code: "auth-fail", severity: mailcore.Error, field: "outgoing.password", fault: mailcore.Replied, steps: atAuth, says: authFailWords},
	{code: "sender-not-owned", sending: true, severity: mailcore.Error, field: "from", fault: mailcore.Replied, steps: atSender, says: anyOf(wording{`(sender|from|mail from)[^\n]{0,60}(must (be )?(the )?(same|equal|match)|mismatch)`, "QQ", ""})},
	{code: "sender-not-fqdn", sending: true, severity: mailcore.Error, field: "from", fault: mailcore.Replied, steps: atSender, says: senderNotFQDNWords},
	{code: "sender-domain", sending: true, severity: mailcore.Error, field: "from", fault: mailcore.Replied, steps: atSender, says: senderDomainWords},
	{code: "sender-not-owned", sending: true, severity: mailcore.Error, field: "from", fault: mailcore.Replied, steps: atSender, says: senderNotOwnedWords},
	{code: "mailbox-full", severity: mailcore.Temporary, field: "test_to", fault: mailcore.Replied, says: mailboxFullWords},
	{code: "size", sending: true, severity: mailcore.Error, field: "outgoing.size_limit", fault: mailcore.Replied, says: sizeWords},
	{code: "rate-limit", severity: mailcore.Temporary, fault: mailcore.Replied, says: rateLimitWords},
	{code: "greylist", sending: true, severity: mailcore.Temporary, fault: mailcore.Replied, steps: atSender, says: anyOf(wording{`gr[ea]y-?list`, "Postgrey", ""})},
	{code: "mailbox-full", severity: mailcore.Temporary, field: "test_to", fault: mailcore.Replied, says: overQuotaWords},
	{code: "rcpt-syntax", sending: true, severity: mailcore.Error, field: "test_to", fault: mailcore.Replied, steps: atRcpt, says: rcptSyntaxWords},
	{code: "rcpt-unknown", sending: true, severity: mailcore.Error, field: "test_to", fault: mailcore.Replied, steps: atRcpt, says: rcptUnknownWords},
	{code: "smtputf8", sending: true, severity: mailcore.Error, field: "test_to", fault: mailcore.Replied, says: smtputf8Words},
	{code: "auth-dns", sending: true, severity: mailcore.Error, field: "from", fault: mailcore.Replied, says: authDNSWords},
	{code: "spam-content", sending: true, severity: mailcore.Error, fault: mailcore.Replied, says: spamContentWords},
	{code: "auth-required", sending: true, severity: mailcore.Error, field: "outgoing.auth", fault: mailcore.Replied, steps: []mailcore.Step{mailcore.MailFrom, mailcore.RcptTo}, unused: true, says: anyOf(wording{`^55[0-4][ -]5\.7\.[01]\b`, "RFC 3463", "554 5.7.1 <hanako@example.jp>: Recipient address rejected: Access denied" + also + "550 5.7.1 not here"}), fixes: []mailcore.Change{{Field: "outgoing.auth", Value: "auto"}}},

	// words that are said for more than one reason
	{code: "greet-blocked", severity: mailcore.Error, fault: mailcore.Replied, guess: true, says: greetBlockedGuess},
	{code: "ptr", severity: mailcore.Error, fault: mailcore.Replied, guess: true, says: ptrGuess},
	{code: "sender-not-owned", sending: true, severity: mailcore.Error, field: "from", fault: mailcore.Replied, steps: atSender, guess: true, says: senderNotOwnedGuess},
	{code: "size", sending: true, severity: mailcore.Error, field: "outgoing.size_limit", fault: mailcore.Replied, guess: true, says: sizeGuess},
	{code: "rate-limit", severity: mailcore.Temporary, fault: mailcore.Replied, guess: true, says: rateLimitGuess},
	{code: "greylist", sending: true, severity: mailcore.Temporary, fault: mailcore.Replied, steps: atSender, guess: true, says: greylistGuess},
	{code: "temp-4xx", severity: mailcore.Temporary, fault: mailcore.Replied, guess: true, says: temp4xxGuess},
	{code: "mailbox-full", severity: mailcore.Temporary, field: "test_to", fault: mailcore.Replied, guess: true, says: mailboxFullGuess},
	{code: "spam-content", sending: true, severity: mailcore.Error, fault: mailcore.Replied, guess: true, says: spamContentGuess},
	{code: "sender-not-owned", sending: true, severity: mailcore.Error, field: "from", fault: mailcore.Replied, steps: atSender, guess: true, says: senderRejectedGuess},
	{code: "rcpt-unknown", sending: true, severity: mailcore.Error, field: "test_to", fault: mailcore.Replied, steps: atRcpt, guess: true, says: rcptUnknownGuess},

	// what no rule knows, by its class
	{code: "imap-bye", severity: mailcore.Temporary, fault: mailcore.Replied, says: anyOf(wording{`^\* BYE`, "RFC 9051", "* BYE Out of order" + also + "* BYE Try again later"})},
	{code: "login-unknown", severity: mailcore.Error, field: "outgoing.auth", fault: mailcore.Replied, steps: atAuth, says: anyOf(wording{`^\S+ BAD\b`, "RFC 9051", "a1 BAD What"}), fixes: []mailcore.Change{{Field: "outgoing.auth", Value: "auto"}}},
	{code: "auth-fail", severity: mailcore.Error, field: "outgoing.password", fault: mailcore.Replied, steps: atAuth, guess: true, says: loginRefusedWords},
	{code: "sender-not-owned", sending: true, severity: mailcore.Error, field: "from", fault: mailcore.Replied, steps: []mailcore.Step{mailcore.MailFrom}, known: true, guess: true, says: anyOf(wording{`^55[013]\b`, "RFC 5321", "550 No Such User Here"})},
	{code: "temp-4xx", severity: mailcore.Temporary, fault: mailcore.Replied, says: anyOf(wording{`^4(\d\d|\.\d+\.\d+)`, "RFC 5321, RFC 3463", ""})},
	{code: "perm-5xx", severity: mailcore.Error, fault: mailcore.Replied, says: perm5xxWords},
	{code: "reply-malformed", severity: mailcore.Error, field: "outgoing.host", fault: mailcore.Replied, known: true, says: anyOf(wording{`^[23]\d\d\b`, "RFC 5321", ""})}, // a consent to something else
	{code: "unexplained", severity: mailcore.Error},
}
