package cause

// What servers say of the connection: its encryption, its name, where it comes
// from.
var (
	tlsVersionWords = anyOf(
		wording{`4\.7\.66\b`, "Exchange"},
		wording{`TLS ?1\.[01]\b.*(not supported|disabled|no longer)`, several},
		wording{`(requires?|upgrade to|at least) TLS ?1\.2`, several},
	)

	startTLSRequiredWords = anyOf(
		wording{`must issue a STARTTLS`, "Postfix"},
		wording{`53[08][- ].*(STARTTLS|encrypt|\bTLS\b)`, "RFC 5321, RFC 3463"},
		wording{`must use (STARTTLS|encryption|TLS|SSL)`, several},
		wording{`(STARTTLS|TLS|SSL|encryption) (is )?(required|needed|mandatory)`, several},
		wording{`requires? (TLS|SSL|STARTTLS|encryption|a secure connection)\b`, several},
		wording{`only available under a layer`, "Dovecot, Courier, Cyrus"},
		wording{`cleartext auth\w* (disallowed|not allowed)`, "Dovecot, Courier, Cyrus"},
		wording{`plaintext auth\w* (disallowed|not allowed)`, "Dovecot, Courier, Cyrus"},
		wording{`\[AUTH\] TLS`, "RFC 5530, RFC 2449"},
		wording{`PRIVACYREQUIRED`, "RFC 5530, RFC 2449"},
		wording{`LOGINDISABLED`, "RFC 5530, RFC 2449"},
		wording{`logging in is disabled on this server`, "Dovecot, Courier, Cyrus"},
	)

	startTLSUnsupportedWords = anyOf(
		wording{`^50\d[- ].*STARTTLS (is )?(not|unknown|unrecogni|unsupported)`, "RFC 5321, RFC 3463"},
		wording{`^50\d[- ].*(unknown|unrecogni[sz]ed|unsupported|not implemented)[^\n]*STARTTLS`, "RFC 5321, RFC 3463"},
	)

	ptrWords = anyOf(
		wording{`[45]\.7\.25\b`, "RFC 5321, RFC 3463"},
		wording{`\bPTR\b`, several},
		wording{`(no|fix|bad|missing|invalid|valid|without|lacks?|check your) (a )?(valid )?(reverse[- ]?(DNS|name|lookup)|rDNS)`, several},
		wording{`reverse[- ]?(DNS|hostname|lookup|name)[^.\n]{0,40}(not|fail|missing|invalid|required|mismatch|does)`, several},
		wording{`cannot find your (reverse )?hostname`, several},
		wording{`cannot resolve your (IP|address)`, several},
	)

	greetBlockedWords = anyOf(
		wording{`bad sender IP`, "NetEase"},
		wording{`messages from \d+\.\d+\.\d+\.\d+ will be (permanently |temporarily )?deferred`, "Yahoo"},
		wording{`open proxy`, "DNS block lists"},
		wording{`\bIPs? (is |are )?(blocked|banned|refused)`, several},
		wording{`\b\d+\.\d+\.\d+\.\d+\]?,? (is |was |has been |are )?(temporarily |permanently )?(blocked|blacklisted|listed|refused|banned|denied)`, several},
		wording{`IP=[\dx*.]+ - `, "French providers"},
		wording{`spams? from your`, several},
		wording{`blocked - see`, "DNS block lists"},
		wording{`no access from`, several},
		wording{`looks suspiciously`, several},
		wording{`not allowed to connect`, several},
		wording{`unverifyable`, several},
		wording{`Abus detecte`, "French providers"},
		wording{`(not|no longer)[^\n]{0,16} accepting mail from`, several},
		wording{`dynamic[/\w ]{0,20}IPs?`, several},
		wording{`client host \S* ?blocked`, several},
		wording{`blocked using`, "DNS block lists"},
		wording{`blocked by .{0,60}(list|rbl|dnsbl|\.org|\.net)`, "DNS block lists"},
		wording{`spamhaus`, "DNS block lists"},
		wording{`barracuda`, "DNS block lists"},
		wording{`spamcop`, "DNS block lists"},
		wording{`sorbs\.net`, "DNS block lists"},
		wording{`abuseat`, "DNS block lists"},
		wording{`uceprotect`, "DNS block lists"},
		wording{`senderscore`, "DNS block lists"},
		wording{`mailspike`, "DNS block lists"},
		wording{`dnsbl`, "DNS block lists"},
		wording{`\bRBLs?\b`, "DNS block lists"},
		wording{`block[- ]?list`, several},
		wording{`(black|deny)[- ]?list(ed|ing)?`, several},
		wording{`banned send(er|ing)`, "Exchange"},
		wording{`5\.7\.(51[13]|60[6-9]|6[1-4]\d)\b`, "Exchange"},
		wording{`(poor|bad|low) (IP |sender )?reputation`, several},
		wording{`reputation of the sending`, several},
		wording{`(your|sending|sender'?s?|source|client|from)( mail)? ?(server'?s? )?IP( address)?\b.{0,60}(block|reject|listed|denied|not allowed|refused|banned)`, several},
		wording{`IP address .{0,40}(is|has been|was) (blocked|rejected|listed|denied)`, several},
		wording{`dynamic (IP|address)`, several},
		wording{`S31[45]0\b`, "Exchange"},
		wording{`listed (at|in|on|by) \S+\.(org|net|com|de|info)\b`, several},
	)

	tooManyConnWords = anyOf(
		wording{`too many (concurrent |simultaneous )?(smtp )?connections`, several},
		wording{`too many .*(sessions|logins)`, "sendmail"},
		wording{`maximum number of (concurrent |simultaneous )?(connections|sessions)`, several},
		wording{`max(imum)? connections`, several},
		wording{`\[LIMIT\]`, "RFC 5530, RFC 2449"},
		wording{`concurrent connections limit`, several},
		wording{`4\.3\.2 .*too many`, "RFC 5321, RFC 3463"},
		wording{`too many open connections`, several},
		wording{`connection limit (reached|exceeded)`, several},
		wording{`exceeded[^.\n]{0,20}connection limit`, several},
		wording{`同時接続[^\n]{0,12}(上限|制限|超)`, several},
	)

	clientRefusedWords = anyOf(
		wording{`^(-ERR|\* BYE) [^\n]*\b(rejected|denied|refused|blocked|banned|not (allow\w*|permit\w*|welcome|accept\w*)|no access)\b[^\n]*\b(clients?|hosts?|hostname|IPs?|address|from)\b`, several},
		wording{`^(-ERR|\* BYE) [^\n]*\b(clients?|hosts?|hostname|IPs?|address)\b[^\n]*\b(rejected|denied|refused|blocked|banned|not (allow\w*|permit\w*|welcome|accept\w*))`, several},
		wording{`^5\d\d[ -][^\n]*\b(client|host|hostname|IPs?|address|you|your)\b[^\n]*\b(rejected|denied|refused|blocked|banned|not (allowed|permitted|welcome|authorized|accepted)|no access|unwelcome)`, several},
		wording{`^5\d\d[ -][^\n]*\b(rejected|denied|refused|blocked|banned|not (allow\w*|permit\w*|welcome|accept\w*)|no access)\b[^\n]*\b(clients?|hosts?|hostname|IPs?|address|you|your|from)\b`, several},
		wording{`^5\d\d[ -](\d\.\d\.\d )?access denied`, several},
		wording{`^5\d\d[ -][^\n]*(アクセス|接続)[^\n]{0,12}(許可|拒否|禁止)`, several},
	)

	heloWords = anyOf(
		wording{`(HELO|EHLO) (requires|must|needs)`, several},
		wording{`need fully-qualified hostname`, "Postfix"},
		wording{`HELO/EHLO argument`, "Exim"},
		wording{`\?p=helo\b`, "Gmail"},
		wording{`bad HELO`, several},
		wording{`invalid (HELO|EHLO)`, several},
		wording{`syntax: (HELO|EHLO)`, "Exim"},
		wording{`(HELO|EHLO).*(reject|invalid|syntax)`, several},
		wording{`501[ -].*invalid domain name`, "RFC 5321, RFC 3463"},
	)

	greetBlockedGuess = anyOf(
		wording{`connections? (will )?not (be )?accepted from`, several},
		wording{`(host|IP|client)\b[^.\n]{0,40}\b(blocked|banned|refused|denied|not welcome)`, several},
		wording{`blocked by (our|the|local|server) polic`, several},
	)

	ptrGuess = anyOf(
		wording{`IP name (lookup|possibly forged)`, "sendmail"},
		wording{`reverse[- ]?(DNS|hostname|lookup|name)`, several},
		wording{`rDNS`, several},
	)
)
