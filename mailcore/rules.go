package mailcore

// Groups of steps at which a server can say a thing.
var (
	atAuth        = []Step{Authorize}
	atSender      = []Step{MailFrom, RcptTo, Data, Queued}
	atRcpt        = []Step{RcptTo, Data, Queued}
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
	{code: "in-url-in-host", severity: Error, fault: Invalid, field: "outgoing.host", says: says(`^host-(scheme|port|path)$`)},
	{code: "in-port", severity: Error, fault: Invalid, field: "outgoing.port", says: says(`^port-range$`)},
	{code: "in-host-space", severity: Error, fault: Invalid, field: "outgoing.host", says: says(`^host-(space|invalid)$`)},
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
	{code: "cert-av", severity: Error, fault: Untrusted, says: says(interceptorPattern())},
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

	{code: "token-refused", severity: Error, field: "outgoing.password", fault: Replied, steps: atAuth, method: XOAUTH2, says: says(`^535|AUTHENTICATIONFAILED|\[AUTH\]|auth\w* fail|not accepted`)},

	// what providers say in words of their own
	{code: "gmail-421", severity: Temporary, fault: Replied, says: says(`421[- ]4\.7\.0 +(Try again later|Temporary System|IP not in whitelist|TLS required|Our system has detected)`)},
	{code: "gmail-app-password", severity: Error, field: "outgoing.password", fault: Replied, says: says(`534[- ]5\.7\.9|application-specific password required|InvalidSecondFactor`)},
	{code: "gmail-weblogin", severity: Error, field: "outgoing.user", fault: Replied, says: says(`534[- ]5\.7\.14|please log in (via|with) your web browser|web login required|WebLoginRequired|ContinueSignIn`)},
	{code: "gmail-bad", severity: Error, field: "outgoing.password", fault: Replied, says: says(`535[- ]5\.7\.8.*(BadCredentials|Username and Password not accepted)|BadCredentials|\[AUTHENTICATIONFAILED\] Invalid credentials \(Failure\)`)},
	{code: "ms-basic-retired", severity: Error, field: "outgoing.auth", fault: Replied, says: says(`5\.7\.30\b|basic authentication is (not supported|disabled)`)},
	{code: "ms-smtpauth-disabled", severity: Error, field: "outgoing.auth", fault: Replied, says: says(`5\.7\.139\b|SmtpClientAuthentication is disabled`)},
	{code: "ms-sendas", severity: Error, field: "from", fault: Replied, says: says(`5\.7\.60\b|SendAsDenied|not have permissions? to send as`)},
	{code: "ms-5-7-57", severity: Error, field: "outgoing.auth", fault: Replied, says: says(`5\.7\.57\b|client (was|is)? ?not authenticated to send`)},
	{code: "ms-5-7-70x", severity: Error, fault: Replied, says: says(`5\.7\.70[0-9]\b|traffic not accepted from this IP|tenant has exceeded threshold`)},
	{code: "ms-5-7-3", severity: Error, field: "outgoing.password", fault: Replied, says: says(`535[- ]5\.7\.3\b|-ERR (Logon|Authentication) failure: unknown user name or bad password`)},

	// what every server may say
	{code: "starttls-required", severity: Error, field: "outgoing.encryption", fault: Replied, plain: true, says: says(`must issue a STARTTLS|53[08][- ].*(STARTTLS|encrypt|\bTLS\b)|must use (STARTTLS|encryption|TLS)|encryption (is )?required|cleartext auth\w* (disallowed|not allowed)|plaintext auth\w* (disallowed|not allowed)|\[AUTH\] TLS|PRIVACYREQUIRED|LOGINDISABLED|logging in is disabled on this server`), fixes: []Change{{"outgoing.encryption", "starttls"}}},
	{code: "starttls-temp", severity: Temporary, field: "outgoing.encryption", fault: Replied, steps: []Step{StartTLS}, says: says(`^4\d\d`)},
	{code: "starttls-unsupported", severity: Error, field: "outgoing.encryption", fault: Replied, steps: []Step{StartTLS}, fixes: []Change{{"outgoing.encryption", "tls"}, {"outgoing.port", "{tlsport}"}}},
	{code: "greet-blocked", severity: Error, fault: Replied, says: says(`client host \S* ?blocked|blocked (using|by)|spamhaus|barracuda|spamcop|\bDNSBL\b|\bRBL\b|blocklist|blacklist|5\.7\.511\b`)},
	{code: "too-many-conn", severity: Temporary, fault: Replied, says: says(`too many (concurrent |simultaneous )?(smtp )?connections|too many .*(sessions|logins)|maximum number of connections|\[LIMIT\]|concurrent connections limit|4\.3\.2 .*too many|server is too busy`)},
	{code: "helo-fqdn", severity: Error, field: "outgoing.helo", fault: Replied, says: says(`helo command rejected|need fully-qualified hostname|invalid (HELO|EHLO)|(HELO|EHLO).*(reject|invalid|syntax)|501[ -].*invalid domain name`)},
	{code: "account-locked", severity: Temporary, field: "outgoing.user", fault: Replied, says: says(`too many (bad|failed|login|auth).*(attempt|login|auth)|454[- ]4\.7\.0 too many login|account.*(locked|suspended|disabled)|temporarily (locked|blocked) (out|due)`)},
	{code: "imap-bye", severity: Temporary, fault: Replied, steps: []Step{Greeting}, says: says(`^\* BYE`)},
	{code: "proto-disabled", severity: Error, field: "outgoing.user", fault: Replied, steps: atAuth, says: says(`not enabled for (IMAP|POP)|(IMAP|POP3?) (access )?(is )?(disabled|not enabled|not allowed)|authenticated but not connected|SYS/PERM\].*(POP|disabled|not (enabled|allowed))|POP (access )?(for this account )?is disabled`)},
	{code: "pop-inuse", severity: Temporary, fault: Replied, says: says(`\[IN-USE\]|mailbox.*(already )?(in use|is locked)|maildrop.*lock|lock busy`)},
	{code: "pop-sys", severity: Temporary, fault: Replied, says: says(`\[SYS/TEMP\]|\[LOGIN-DELAY\]|\[UNAVAILABLE\]|\[CONTACTADMIN\]|\[SERVERBUG\]`)},
	{code: "apop-unsupported", severity: Error, field: "outgoing.auth", fault: Replied, steps: atAuth, says: says(`APOP.*(not supported|unsupported|unknown|not allowed|invalid)|-ERR.*(unknown|unimplemented|not supported).*APOP|^-ERR.*unknown command`)},
	{code: "auth-mech", severity: Error, field: "outgoing.auth", fault: Replied, steps: atAuth, says: says(`unknown mechanism|unrecognized authentication type|invalid authentication mechanism|authentication is not permitted by this server|mechanism.*not (supported|available)|^504[ -]|SASL.*bad protocol|unsupported authentication mechanism`)},
	{code: "auth-not-offered", severity: Error, field: "outgoing.auth", fault: Replied, steps: atAuth, says: says(`AUTH command used when not advertised|^503[ -].*AUTH|authentication not enabled|does not support authentication|^50[02][ -]`)},
	{code: "pop-before-smtp", severity: Error, field: "outgoing.pop.use", fault: Replied, says: says(`pop[- ]?(before|after)[- ]?smtp|pop (authentication|login).*(first|required|before)|check (your )?mail (first|before)|must (first )?(check|retrieve|read) (your )?mail`)},
	{code: "relay-denied", severity: Error, field: "outgoing.auth", fault: Replied, says: says(`relay(ing)? (access )?denied|relaying.*(not allowed|not permitted|prohibited|denied)|not permitted to relay|unable to relay|do(es)? not relay|5\.7\.54\b|rcpthosts`)},
	{code: "auth-required", severity: Error, field: "outgoing.auth", fault: Replied, steps: atSender, says: says(`5\.7\.0 authentication required|530[ -].*(auth|log ?in)|authentication (is )?required|not logged in|unauthenticated senders not allowed|client host rejected: access denied|550[ -].*(must|requires?) auth`)},
	{code: "auth-fail", severity: Error, field: "outgoing.password", fault: Replied, steps: atAuth, says: says(`^53[45]\b|5\.7\.8\b|authentication (failed|failure|unsuccessful|credentials invalid)|invalid (login|credentials|user|password)|AUTHENTICATIONFAILED|-ERR.*(auth|login|logon|password|user|permission denied)|login failed|not accepted|incorrect (username|password)|could not authenticate`)},
	{code: "sender-not-fqdn", severity: Error, field: "from", fault: Replied, steps: atSender, says: says(`sender address rejected: need fully-qualified address|bad sender address syntax|5\.1\.7\b|501[ -].*(sender|MAIL FROM)|invalid sender`)},
	{code: "sender-domain", severity: Error, field: "from", fault: Replied, steps: atSender, says: says(`sender address rejected: domain not found|domain of sender address.*does not|[45]\.1\.8\b|unresolvable (sender )?domain|sender domain.*(not (found|exist)|must resolve)`)},
	{code: "sender-not-owned", severity: Error, field: "from", fault: Replied, steps: atSender, says: says(`not owned by (auth(orized|enticated)? )?user|sender address rejected|from address.*(not|must)|sender.*not (allowed|authorized|permitted|verified)|553[ -].*(sender|from)|email address is not verified`)},
	{code: "smtputf8", severity: Error, field: "test_to", fault: Replied, says: says(`SMTPUTF8|5\.6\.7\b|non-ASCII address`)},
	{code: "greylist", severity: Temporary, fault: Replied, steps: atSender, says: says(`gr[ea]y-?list|450[- ]4\.2\.0|451[- ]4\.7\.1|4\.7\.1.*(try again|delay|later)|temporarily rejected RCPT`)},
	{code: "mailbox-full", severity: Temporary, field: "test_to", fault: Replied, says: says(`[45]\.2\.2\b|over ?quota|mailbox (is )?full|insufficient (system )?storage|4\.3\.1\b`)},
	{code: "size", severity: Error, field: "outgoing.size_limit", fault: Replied, says: says(`552[- ].*(size|exceed|large|big)|5\.3\.4\b|message (size )?(exceeds|too (large|big))|5\.2\.3\b|exceeds (fixed )?(maximum )?message size`)},
	{code: "rcpt-unknown", severity: Error, field: "test_to", fault: Replied, steps: atRcpt, says: says(`5\.1\.1\b|5\.1\.10\b|user unknown|no such user|unknown user|mailbox (unavailable|not found|does not exist)|recipient (address )?(rejected|not found)|email account that you tried to reach`)},
	{code: "rcpt-syntax", severity: Error, field: "test_to", fault: Replied, steps: atRcpt, says: says(`5\.1\.3\b|bad (recipient|destination) (mailbox )?address|501[ -].*(RCPT|recipient)`)},
	{code: "rate-limit", severity: Temporary, fault: Replied, says: says(`daily (user )?sending (quota|limit)|5\.4\.5\b|rate[- ]?limit|4\.2\.1.*rate|too many (messages|e?mails|recipients)|sending (quota|limit) exceeded`)},
	{code: "auth-dns", severity: Error, field: "from", fault: Replied, says: says(`5\.7\.2[67]\b|5\.7\.509\b|5\.7\.515\b|\bDMARC\b|SPF.*(fail|hard)|unauthenticated (e?mail|sender)|sender is unauthenticated|DKIM.*fail`)},
	{code: "ptr", severity: Error, fault: Replied, says: says(`5\.7\.25\b|PTR record|reverse (DNS|hostname)|cannot find your (reverse )?hostname|5\.7\.1.*rDNS`)},
	{code: "spam-content", severity: Error, fault: Replied, says: says(`5\.7\.1.*spam|554[ -].*(spam|policy|content)|rejected as spam|gcdp|unsolicited|message rejected due to`)},

	// what no rule knows, by its class
	{code: "auth-fail", severity: Error, field: "outgoing.password", fault: Replied, steps: atAuth, says: says(`^-ERR|^\S+ NO\b`)},
	{code: "temp-4xx", severity: Temporary, fault: Replied, says: says(`^4\d\d`)},
	{code: "perm-5xx", severity: Error, fault: Replied, says: says(`^5\d\d|^-ERR|^\S+ (NO|BAD|BYE)\b`)},
	{code: "unexplained", severity: Error},
}
