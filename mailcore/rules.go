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

// tokenWords are what those say who give out access tokens.
var tokenWords = says(`invalid_grant|AADSTS\d|access token (has |is )?(expired|invalid)|token (has |is )?expired`)

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
	{code: "cert-av", severity: Error, fault: Untrusted, says: says(`(?:^|\W)(?:` + interceptorPattern() + `)`)},
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

	{code: "token-refused", severity: Error, field: "outgoing.password", fault: Replied, says: tokenWords},

	// what providers say in words of their own
	{code: "gmail-421", severity: Temporary, fault: Replied, says: says(`421[- ]4\.7\.0 +(Try again later|Temporary System|IP not in whitelist|TLS required|Our system has detected)`)},
	{code: "gmail-app-password", severity: Error, field: "outgoing.password", fault: Replied, says: says(`534[- :]+5\.7\.9|application-specific password required|InvalidSecondFactor`)},
	{code: "gmail-weblogin", severity: Error, field: "outgoing.user", fault: Replied, says: says(`534[- ]5\.7\.14|please log in (via|with) your web browser|web login required|WebLoginRequired|ContinueSignIn`)},
	{code: "gmail-bad", severity: Error, field: "outgoing.password", fault: Replied, says: says(`535[- ]5\.7\.8.*(BadCredentials|Username and Password not accepted)|BadCredentials|\[AUTHENTICATIONFAILED\] Invalid credentials \(Failure`)},
	{code: "ms-basic-retired", severity: Error, field: "outgoing.auth", fault: Replied, says: says(`5\.7\.30\b.*basic auth|basic authentication is (not supported|disabled)|BasicAuthBlock`)},
	{code: "ms-smtpauth-disabled", severity: Error, field: "outgoing.auth", fault: Replied, says: says(`SmtpClientAuthentication is disabled|5\.7\.139\b.*(did not meet the criteria|security defaults|conditional access)`)},
	{code: "ms-sendas", severity: Error, field: "from", fault: Replied, says: says(`5\.7\.60\b|SendAsDenied|not have permissions? to send as`)},
	{code: "ms-5-7-57", severity: Error, field: "outgoing.auth", fault: Replied, says: says(`5\.7\.57\b|client (was|is)? ?not authenticated to send`)},
	{code: "ms-5-7-70x", severity: Error, fault: Replied, says: says(`5\.7\.(70[0-9]|750)\b|traffic not accepted from this IP|tenant has exceeded threshold`)},
	{code: "account-locked", severity: Temporary, field: "outgoing.user", fault: Replied, says: says(`5\.7\.139\b.*(locked|blocked)`)},
	{code: "ms-5-7-3", severity: Error, field: "outgoing.password", fault: Replied, says: says(`535[- :]+5\.7\.(3|139)\b|-ERR (Logon|Authentication) failure: unknown user name or bad password`)},

	// what every server may say
	{code: "tls-version", severity: Error, fault: Replied, says: says(`4\.7\.66\b|TLS ?1\.[01]\b.*(not supported|disabled|no longer)|(requires?|upgrade to|at least) TLS ?1\.2`)},
	{code: "starttls-required", severity: Error, field: "outgoing.encryption", fault: Replied, plain: true, says: says(`must issue a STARTTLS|53[08][- ].*(STARTTLS|encrypt|\bTLS\b)|must use (STARTTLS|encryption|TLS|SSL)|(STARTTLS|TLS|SSL|encryption) (is )?(required|needed|mandatory)|requires? (TLS|SSL|STARTTLS|encryption|a secure connection)\b|only available under a layer|encryption (is )?required|cleartext auth\w* (disallowed|not allowed)|plaintext auth\w* (disallowed|not allowed)|\[AUTH\] TLS|PRIVACYREQUIRED|LOGINDISABLED|logging in is disabled on this server`), fixes: []Change{{"outgoing.encryption", "starttls"}}},
	{code: "starttls-temp", severity: Temporary, field: "outgoing.encryption", fault: Replied, steps: []Step{StartTLS}, says: says(`^4\d\d`)},
	{code: "starttls-temp", severity: Temporary, field: "outgoing.encryption", fault: Replied, says: says(`^4\d\d[- ].*TLS (is )?(currently |temporarily )?(not available|unavailable)`)},
	{code: "starttls-unsupported", severity: Error, field: "outgoing.encryption", fault: Replied, says: says(`^50\d[- ].*STARTTLS (is )?(not|unknown|unrecogni|unsupported)|^50\d[- ].*(unknown|unrecogni[sz]ed|unsupported|not implemented)[^\n]*STARTTLS`), fixes: []Change{{"outgoing.encryption", "tls"}, {"outgoing.port", "{tlsport}"}}},
	{code: "starttls-unsupported", severity: Error, field: "outgoing.encryption", fault: Replied, steps: []Step{StartTLS}, fixes: []Change{{"outgoing.encryption", "tls"}, {"outgoing.port", "{tlsport}"}}},
	{code: "ptr", severity: Error, fault: Replied, says: says(`[45]\.7\.25\b|\bPTR\b|(no|fix|bad|missing|invalid|valid|without|lacks?|check your) (a )?(valid )?(reverse[- ]?(DNS|name|lookup)|rDNS)|reverse[- ]?(DNS|hostname|lookup|name)[^.\n]{0,40}(not|fail|missing|invalid|required|mismatch|does)|cannot find your (reverse )?hostname|cannot resolve your (IP|address)`)},
	{code: "spam-content", severity: Error, fault: Replied, says: says(`(blacklisted|listed|blocked|bad) (URL|URI|link)s?\b|\b(URI|S?UR)BL\b|content contains[^\n]{0,40}(URL|link)`)},
	{code: "greet-blocked", severity: Error, fault: Replied, says: says(`bad sender IP|open proxy|\bIPs? (is |are )?(blocked|banned|refused)|\b\d+\.\d+\.\d+\.\d+\]?,? (is |was |has been |are )?(temporarily |permanently )?(blocked|blacklisted|listed|refused|banned|denied)|IP=[\dx*.]+ - |spams? from your|blocked - see|no access from|looks suspiciously|not allowed to connect|unverifyable|Abus detecte|(not|no longer)[^\n]{0,16} accepting mail from|dynamic[/\w ]{0,20}IPs?|bad reputation|client host \S* ?blocked|blocked using|blocked by .{0,60}(list|rbl|dnsbl|\.org|\.net)|spamhaus|barracuda|spamcop|sorbs\.net|abuseat|uceprotect|senderscore|mailspike|dnsbl|\bRBLs?\b|block[- ]?list|(black|deny)[- ]?list(ed|ing)?|banned send(er|ing)|5\.7\.(51[13]|60[6-9]|6[1-4]\d)\b|(poor|bad|low) (IP |sender )?reputation|reputation of the sending|(your|sending|sender'?s?|source|client|from)( mail)? ?(server'?s? )?IP( address)?\b.{0,60}(block|reject|listed|denied|not allowed|refused|banned)|IP address .{0,40}(is|has been|was) (blocked|rejected|listed|denied)|dynamic (IP|address)|S31[45]0\b|listed (at|in|on|by) \S+\.(org|net|com|de|info)\b`)},
	{code: "too-many-conn", severity: Temporary, fault: Replied, says: says(`too many (concurrent |simultaneous )?(smtp )?connections|too many .*(sessions|logins)|maximum number of (concurrent |simultaneous )?(connections|sessions)|max(imum)? connections|\[LIMIT\]|concurrent connections limit|4\.3\.2 .*too many|too many open connections|connection limit (reached|exceeded)|exceeded[^.\n]{0,20}connection limit|同時接続[^\n]{0,12}(上限|制限|超)`)},
	{code: "helo-fqdn", severity: Error, field: "outgoing.helo", fault: Replied, says: says(`(HELO|EHLO) (requires|must|needs)|helo command rejected|need fully-qualified hostname|HELO/EHLO argument|\?p=helo\b|bad HELO|invalid (HELO|EHLO)|syntax: (HELO|EHLO)|(HELO|EHLO).*(reject|invalid|syntax)|501[ -].*invalid domain name`)},
	{code: "account-locked", severity: Temporary, field: "outgoing.user", fault: Replied, says: says(`too many (bad|failed|invalid|incorrect|wrong|login|auth).*(attempt|login|auth|password)|454[- ]4\.7\.0 too many login|too many login (attempts|failures)|your (e?mail )?account[^.\n]{0,40}(locked|suspended|blocked|been disabled)|sender'?s? (e?mail )?account[^.\n]{0,40}(locked|suspended|blocked|disabled)|temporarily (locked|blocked) (out|due)|unusual (sending )?activity detected|email (sending|outgoing) (is )?blocked|login (is )?(temporarily )?(blocked|locked)`)},
	{code: "account-locked", severity: Temporary, field: "outgoing.user", fault: Replied, steps: atAuth, says: says(`account[^.\n]{0,40}(locked|blocked|suspended|disabled|frozen|deactivated)|(user|login) (is |has been )?(suspended|blocked|locked|disabled)|アカウント[^\n]{0,16}(ロック|停止|凍結|無効)`)},
	{code: "rate-limit", severity: Temporary, fault: Replied, says: says(`credits? exceeded|[45]\.7\.28\b|unusual rate of unsolicited mail`)},
	{code: "imap-bye", severity: Temporary, fault: Replied, steps: []Step{Greeting}, says: says(`^\* BYE`)},
	{code: "proto-disabled", severity: Error, field: "outgoing.user", fault: Replied, steps: atAuth, says: says(`not enabled for (IMAP|POP)|(IMAP|POP3?) (access )?(is )?(disabled|not enabled|not allowed)|authenticated but not connected|SYS/PERM\].*(POP|disabled|not (enabled|allowed))|POP (access )?(for this account )?is disabled|yet to enable (IMAP|POP)|(IMAP|POP3?)[^.\n]{0,30}(is|are|been) (disabled|not enabled|turned off)|enable (IMAP|POP3?)( access)? (for|in) your|not have access rights to this service`)},
	{code: "pop-inuse", severity: Temporary, fault: Replied, says: says(`\[IN-USE\]|mailbox.*(already )?(in use|is locked)|maildrop.*lock|lock (the )?(maildrop|mailbox)|lock busy|another (POP3? )?session|session (is )?(already )?active`)},
	{code: "pop-sys", severity: Temporary, fault: Replied, says: says(`\[SYS/TEMP\]|\[LOGIN-DELAY\]|\[UNAVAILABLE\]|\[CONTACTADMIN\]|\[SERVERBUG\]`)},
	{code: "apop-unsupported", severity: Error, field: "outgoing.auth", fault: Replied, steps: atAuth, says: says(`APOP.*(not supported|unsupported|unknown|not allowed|invalid)|-ERR.*(unknown|unimplemented|not supported).*APOP|^-ERR.*unknown command`)},
	{code: "auth-mech", severity: Error, field: "outgoing.auth", fault: Replied, steps: atAuth, says: says(`unknown mechanism|unrecognized authentication type|invalid authentication mechanism|authentication is not permitted by this server|mechanism.*not (supported|available)|^504[ -]|SASL.*bad protocol|unsupported authentication mechanism`)},
	{code: "auth-not-offered", severity: Error, field: "outgoing.auth", fault: Replied, steps: atAuth, says: says(`AUTH command used when not advertised|^503[ -].*AUTH|authentication not enabled|does not support authentication|^50[02][ -]`)},
	{code: "pop-before-smtp", severity: Error, field: "outgoing.pop.use", fault: Replied, says: says(`pop[- ]?(before|after)[- ]?smtp|must get POP|POP/A?POP auth|POP auth\w* (is )?(required|first)|pop (authentication|login).*(first|required|before)|check (your )?mail (first|before)|must (first )?(check|retrieve|read) (your )?mail`)},
	{code: "sender-not-owned", severity: Error, field: "from", fault: Replied, says: says(`sender (address )?is not allowed to relay`)},
	{code: "relay-denied", severity: Error, field: "outgoing.auth", fault: Replied, says: says(`not configured to relay|insecure mail relay|relay(ing)? (access )?denied|relaying.*(not allowed|not permitted|prohibited|denied)|not permitted to relay|unable to relay|do(es)? not relay|5\.7\.54\b|5\.7\.64\b|rcpthosts|relay (is )?not (permitted|allowed|authorized)|no relay(ing)?\b|relay operation rejected|mail relay denied|credentials for relay|relaying (is )?disallowed|relay(ing)? (is )?(disabled|forbidden|rejected)|relaying (to|mail|for)\b[^\n]{0,80}(prohibited|denied|not)|not (allowed|authorized) to (use this server as a )?relay|not an open relay|(we )?don'?t relay|中継(が|を)?(許可|拒否|禁止)|リレー(が|を)?(許可|拒否|禁止)`)},
	{code: "perm-5xx", severity: Error, fault: Replied, says: says(`5\.7\.(12|124|13[3-6])\b|RESOLVER\.RST\.(Sender)?Not\w*Auth|RESOLVER\.RST\.AuthRequired`)}, // who may write to that recipient
	{code: "auth-dns", severity: Error, field: "from", fault: Replied, says: says(`\bSPF (record|settings|check|policy)|(not (allowed|authorized|permitted)|fail\w*|reject\w*)[^\n]{0,80}\bSPF\b|[45]\.7\.(2[0-4]|2[67]|32|40|509|515)\b|\bDMARC\b|sender policy framework|openspf|\bSPF\b[^\n]{0,80}(fail|not (allowed|authorized|permitted|pass)|violat|reject|invalid|unauthorized)`)},
	{code: "auth-fail", severity: Error, field: "outgoing.password", fault: Replied, says: says(`530[ -].*(log[ -]?in|password|credentials)[^\n]{0,12}(incorrect|invalid|fail|wrong)`)},
	{code: "auth-required", severity: Error, field: "outgoing.auth", fault: Replied, steps: atWelcome, says: says(`authentication turned on|turn on (SMTP )?authentication|5\.7\.0 authentication required|530[ -].*\b(auth(entication|orization)?\b|log[ -]?(in|on) (is )?(first|required|needed|necessary))|authentication (is )?(first )?required|(SMTP )?auth(entication)? (is )?(needed|necessary)|not logged in|unauthenticated senders not allowed|client host rejected: access denied|55\d[ -].*(must|requires?|need to|have to|should) (be )?(first )?(auth|log ?in)|must (be )?(first )?authenticate|(client|sender|you)( was| were| are| is)? not authenticated|requires authentication|please (authenticate|log ?in|use smtp auth)|(SMTP)?認証が必要`)},
	{code: "temp-4xx", severity: Temporary, fault: Replied, steps: atAuth, says: says(`^4\d\d`)},
	{code: "auth-fail", severity: Error, field: "outgoing.password", fault: Replied, steps: atAuth, says: says(`^53[45]\b|5\.7\.8\b|authentication (failed|failure|unsuccessful|credentials invalid)|invalid (login|credentials|user|password)|(LOGIN|AUTHENTICATE) failed|AUTHENTICATIONFAILED|-ERR.*(auth|login|logon|password|user|permission denied)|login failed|not accepted|incorrect (username|password|login|authentication)|could not authenticate|(user ?name|account|login)[^.\n]{0,12}(or|and|/)[^.\n]{0,6} ?password[^.\n]{0,20}(incorrect|invalid|wrong|not correct)|(wrong|bad) (user ?name|password|login|credentials)|invalid (user ?name|password|auth\w*|account)|(authentication|login|password|credentials|auth)[^.\n]{0,20}(rejected|denied|invalid|incorrect)|(アカウント名|ユーザー?名|ユーザー? ?ID|ログイン ?ID)[^\n]{0,12}パスワード[^\n]{0,20}(正しく|間違|違|無効|誤)|パスワードが(正しく|間違|違|無効|誤)`)},
	{code: "sender-not-owned", severity: Error, field: "from", fault: Replied, steps: atSender, says: says(`(sender|from|mail from)[^\n]{0,60}(must (be )?(the )?(same|equal|match)|mismatch)`)},
	{code: "sender-not-fqdn", severity: Error, field: "from", fault: Replied, steps: atSender, says: says(`sender address rejected: need fully-qualified address|bad sender address syntax|5\.1\.7\b|501[ -].*(sender|MAIL FROM)|invalid sender`)},
	{code: "sender-domain", severity: Error, field: "from", fault: Replied, steps: atSender, says: says(`unrout(e)?able sender|sender address rejected: domain not found|sender verify failed|verification failed for <|unresolvable RFC|domain of sender address.*(does not|not found)|[45]\.1\.8\b|unresolvable (sender )?domain|sender domain.*(not (found|exist)|must resolve)`)},
	{code: "sender-not-owned", severity: Error, field: "from", fault: Replied, steps: atSender, says: says(`domain[^\n]{0,30} not (associated|registered|configured|verified)|(sender|from)[^\n]{0,16} name is not valid|unconfigured sending domain|(sending|sender|from) domain[^\n]{0,30}\bnot (configured|verified|registered|authorized)|not owned by|sender.*not (allowed|authorized|permitted|verified)|(e?mail|from) address (is )?not verified|identities failed the check|差出人[^\n]{0,20}(拒否|使用できません|許可)|unknown sender address|mail from (address )?must (be|equal|match)|(sender|from|mail from)[^\n]{0,60}(must be (the )?same|mismatch|does(n't| not) match|not same as|not match|differs? from)[^\n]{0,60}|not (a |the )?(Sender Signature|verified sender)|not (allowed|authorized|permitted) to send (mail |email |message )?(from|as|on behalf)|sender (is )?not (valid|same)|sender address (is )?not (allowed|accepted)|verified sender|domain .{0,60}is not (verified|authorized|allowed to send)|sandbox (sub)?domain`)},
	{code: "mailbox-full", severity: Temporary, field: "test_to", fault: Replied, says: says(`[45]\.2\.2\b|too much mail data|too many messages on|(mail ?box|mail ?folder|inbox)[^.\n]{0,12} full\b|full mail ?box|destinataire pleine|enough space|space has been used up`)},
	{code: "size", severity: Error, field: "outgoing.size_limit", fault: Replied, says: says(`552[- ].*(message|mail|size)\b.{0,40}(size|exceed|large|big)|5\.3\.4\b|5\.2\.3\b|message (size )?(exceed(s|ed)|(is )?(too|to) (large|big|long))|exceeds? (the )?(fixed |maximum |max |allowed |our )*(message |mail )?size|(message|mail) (is )?larger than|(message|mail|file|attachment|data|max\w*) size[^.\n]{0,30}exceed|size limits? (was |is |has been )?(exceed|reach)|too (large|big) (for|message)|(message|mail|file|attachment|attachments|data|body)[^.\n]{0,20} too (large|big)|(message|mail|stream|body|data)[^.\n]{0,12} (is )?more than \d+ ?(bytes|[KM]i?B)|maximum (allowed )?(message )?size|oversized|(メール|メッセージ|添付)[^\n]{0,12}サイズ[^\n]{0,20}(制限|上限|超)|サイズが大きすぎ`)},
	{code: "rate-limit", severity: Temporary, fault: Replied, says: says(`daily (user |message )?(sending )?(quota|limit)|5\.4\.5\b|rate[- ]?limit|rate (is )?(over ?limit|exceeded)|(sending|send) rate|4\.2\.1.*rate|receiving mail (too quickly|at a rate)|too many (messages|e?mails|recipients|mails)|too much mail|(sending|message|hourly|daily|outgoing)[^.\n]{0,30}(quota|limit)s?( was| has been| is)? (exceeded|reached)|exceeded (the |your |its )?(max\w*|hourly|daily|sending|message)[^.\n]{0,30}(limit|quota|per hour|emails|messages)|bandwidth limit|max(imum)? (defers|emails per|credits|sending)|excessive volume|messages? per (hour|day|minute|connection)|(daily|hourly|monthly|sending|outgoing|recipients?|relay)[^.\n]{0,20}limits?[^.\n]{0,40}(exceeded|reached|hit)|(sent|sending|send) too (many|much|fast|quickly)|送信(数|通数|件数)[^\n]{0,20}(上限|制限|超)`)},
	{code: "greylist", severity: Temporary, fault: Replied, steps: atSender, says: says(`gr[ea]y-?list`)},
	{code: "mailbox-full", severity: Temporary, field: "test_to", fault: Replied, says: says(`over ?quota|quota[^.\n]{0,20}(exceeded|full)|exceed\w*[^.\n]{0,30}(quota|storage)|(mail ?box|inbox|account|user|recipient|maildir)[^.\n]{0,60}\b(is |was )?(full|over (the |its )?(quota|limit))\b|(mail ?box|inbox|maildir)[^.\n]{0,60}\bexceed\w+\b|out of storage|(mail ?box|inbox|recipient|user)[^.\n]{0,40}(not enough|insufficient) (storage|disk )?space|storage (is )?full|not enough (storage )?(space )?(in|left|on) (the |this )?(mailbox|account)|quota (violation|limit)|メールボックス[^\n]{0,12}フル|メールボックス[^\n]{0,20}(いっぱい|満杯|容量)|容量[^\n]{0,10}(超え|超過|オーバー)`)},
	{code: "rcpt-syntax", severity: Error, field: "test_to", fault: Replied, steps: atRcpt, says: says(`5\.1\.3\b|bad (recipient|destination) (mailbox )?address|501[ -].*(RCPT|recipient)|invalid route address|(malformed|illegal) (recipient|address)|address syntax`)},
	{code: "rcpt-unknown", severity: Error, field: "test_to", fault: Replied, steps: atRcpt, says: says(`MX records point to|(not|isn'?t) an? (known|active|valid|existing|registered|working) (user|address|mailbox|recipient|account)|destinataire[^\n]{0,20}(invalide|inconnu)|archived recipient|(can'?t|cannot) accept (user|recipient)|addresses were unknown|rejected recipients|mail ?box (invalid|not present)|no existe|non[- ]?exist(ent|ing) (user|address|mailbox|account|recipient)|recipient not ok|badrcptto|no one at this address|missing home directory|(deactivated|disabled|suspended|closed|expired) (mailbox|account|user)|recipient suspend|account unavailable|unbekannt|inconnu|sconosciuto|desconocid|[45]\.1\.1\b|5\.1\.10\b|5\.1\.[26]\b|5\.2\.1\b|5\.4\.(4|310)\b|(user|recipient|addressee|mail ?box|account|address|alias)\b[^.\n]{0,60}\b(unknown|not (be )?found|not exist|doesn'?t exist|does not exist|isn'?t (known|valid)|not (a )?(valid|known|local|active|listed|activated)|marked as invalid|no longer (on|valid|active|available|accept)|inactive|deactivated|disabled|suspended|discontinued|closed|expired)|(host|domain)[^.\n]{0,40}(unknown|not (be )?found|does not exist|doesn'?t exist)|NonExistentDomain|DNS domain '[^']*' does not exist|no such (user|recipient|mailbox|address|person|account|domain)|unknown (or illegal )?(user|recipient|mailbox|address|alias|local|host|account|virtual)|not a (valid )?(mailbox|recipient|account|local address)|no (mail ?box|account|user|one)\b.{0,20}\b(here|by that name|available)|recipient (address )?not found|(invalid|wrong|bad) (recipient|mailbox|address|user|destination)|email account that you tried to reach|does(n't| not) have an? .{0,30}account|unrouteable address|not our customer|user doesn'?t have|mailbox disabled|couldn'?t find any host|(宛先|ユーザー?|メールアドレス|受信者)[^\n]{0,20}(存在しません|見つかりません|不明)`)},
	{code: "smtputf8", severity: Error, field: "test_to", fault: Replied, says: says(`SMTPUTF8|5\.6\.7\b|non-ASCII address|internationali[sz]ed email`)},
	{code: "auth-dns", severity: Error, field: "from", fault: Replied, says: says(`[45]\.7\.(2[0-4]|2[67]|32|40|509|515)\b|\bDMARC\b|\bSPF\b.*(fail|hard|not pass|violat|reject|invalid)|sender policy framework|unauthenticated (e?mail|sender)|sender is unauthenticated|either SPF or DKIM|DKIM.*(fail|not pass|invalid)|not pass authentication|fail(s|ed) (to pass )?authentication checks|(domain|email) authentication (fail|required)`)},
	{code: "spam-content", severity: Error, fault: Replied, says: says(`content denied|message filtered|recurrent pattern|\bbulk (mail|e-?mail|advertis)|banned content|DT:SPM|mass mail|5\.7\.1.*spam|554[ -].*spam|rejected as spam|gcdp|unsolicited|(likely|considered|classified|detected|identified|looks like|probability of|recogni[sz]ed|appears to be) (as )?(be(ing)? )?(suspicious|spam|junk)|spam (message|mail|content|detected|score)|\bis spam\b|[-:] ?spam\b|spam[- ]?(like|filter)|high spam|迷惑メール[^\n]{0,12}判定`)},

	// words that are said for more than one reason
	{code: "greet-blocked", severity: Error, fault: Replied, guess: true, says: says(`connections? (will )?not (be )?accepted from|(host|IP|client)\b[^.\n]{0,40}\b(blocked|banned|refused|denied|not welcome)|blocked by (our|the|local|server) polic`)},
	{code: "ptr", severity: Error, fault: Replied, guess: true, says: says(`IP name (lookup|possibly forged)|reverse[- ]?(DNS|hostname|lookup|name)|rDNS`)},
	{code: "sender-not-owned", severity: Error, field: "from", fault: Replied, steps: atSender, guess: true, says: says(`from address.*(not|must)|553[ -].*(sender|from address|mail from|from:)|送信者[^\n]{0,12}(拒否|許可)`)},
	{code: "size", severity: Error, field: "outgoing.size_limit", fault: Replied, guess: true, says: says(`line is too long|too (large|big)\b|size limit`)},
	{code: "rate-limit", severity: Temporary, fault: Replied, guess: true, says: says(`limits?[^.\n]{0,40}(exceeded|reached)|throttl|too (fast|quickly)|over (the |your )?limit`)},
	{code: "greylist", severity: Temporary, fault: Replied, steps: atSender, guess: true, says: says(`450[- ]4\.2\.0|451[- ]4\.7\.1|4\.7\.1.*(try again|delay|later)|temporarily rejected RCPT`)},
	{code: "temp-4xx", severity: Temporary, fault: Replied, guess: true, says: says(`insufficient (system )?(resources|memory)|4\.3\.2\b|too busy|service (temporarily |currently )?(not available|unavailable)`)},
	{code: "mailbox-full", severity: Temporary, field: "test_to", fault: Replied, guess: true, says: says(`insufficient (system |disk )?(storage|space)|4\.3\.1\b|not enough (storage|disk )?space|\bquota\b`)},
	{code: "spam-content", severity: Error, fault: Replied, guess: true, says: says(`\bspam|554[ -].*(policy|content)|message rejected due to|not accepted for policy reasons|potential security issue|virus|malware|phishing|(prohibited|blocked|forbidden|dangerous|illegal) (content|attachment|file|extension)|content (filter|rejected)|message (content )?rejected|message (has been|was) blocked`)},
	{code: "sender-not-owned", severity: Error, field: "from", fault: Replied, steps: atSender, guess: true, says: says(`sender address (is )?(rejected|denied)|sender (was |is )?rejected`)},
	{code: "rcpt-unknown", severity: Error, field: "test_to", fault: Replied, steps: atRcpt, guess: true, says: says(`recipient (address )?(was |is )?rejected|mail ?box (is )?(un|not )(available|accessible)`)},

	// what no rule knows, by its class
	{code: "auth-fail", severity: Error, field: "outgoing.password", fault: Replied, steps: atAuth, says: says(`^-ERR|^\S+ NO\b`)},
	{code: "temp-4xx", severity: Temporary, fault: Replied, says: says(`^4(\d\d|\.\d+\.\d+)`)},
	{code: "perm-5xx", severity: Error, fault: Replied, says: says(`^5(\d\d|\.\d+\.\d+)|^-ERR|^\S+ (NO|BAD|BYE)\b`)},
	{code: "unexplained", severity: Error},
}
