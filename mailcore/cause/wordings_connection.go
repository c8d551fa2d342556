package cause

// What servers say of the connection: its encryption, its name, where it comes
// from.
var (
	tlsVersionWords = anyOf(
		wording{`4\.7\.66\b`, "Exchange"},
		wording{`TLS ?1\.[01]\b.*(not supported|disabled|no longer)`, "Exchange"},
		wording{`(requires?|upgrade to|at least) TLS ?1\.2`, unverified},
	)

	startTLSRequiredWords = anyOf(
		wording{`must issue a STARTTLS`, "Postfix"},
		wording{`53[08][- ].*(STARTTLS|encrypt|\bTLS\b)`, "RFC 5321, RFC 3463"},
		wording{`must use (STARTTLS|encryption|TLS|SSL)`, unverified},
		wording{`(STARTTLS|TLS|SSL|encryption) (is )?(required|needed|mandatory)`, "Dovecot 2.3, Courier 1.0"},
		wording{`requires? (TLS|SSL|STARTTLS|encryption|a secure connection)\b`, ".NET"},
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
		wording{`\bPTR\b`, "Gmail, hMailServer"},
		wording{`(no|fix|bad|missing|invalid|valid|without|lacks?|check your) (a )?(valid )?(reverse[- ]?(DNS|name|lookup)|rDNS)`, "sendmail 8.17, hMailServer, qmail-ldap"},
		wording{`reverse[- ]?(DNS|hostname|lookup|name)[^.\n]{0,40}(not|fail|missing|invalid|required|mismatch|does)`, "Stalwart"},
		wording{`cannot find your (reverse )?hostname`, "Postfix 3.7"},
		wording{`cannot resolve your (IP|address)`, unverified},
	)

	greetBlockedWords = anyOf(
		wording{`bad sender IP`, "NetEase"},
		wording{`messages from \d+\.\d+\.\d+\.\d+ will be (permanently |temporarily )?deferred`, "Yahoo"},
		wording{`open proxy`, "DNS block lists"},
		wording{`\bIPs? (is |are )?(blocked|banned|refused)`, bounces},
		wording{`\b\d+\.\d+\.\d+\.\d+\]?,? (is |was |has been |are )?(temporarily |permanently )?(blocked|blacklisted|listed|refused|banned|denied)`, "Postfix 3.7"},
		wording{`IP=[\dx*.]+ - `, "French providers"},
		wording{`spams? from your`, "Free"},
		wording{`blocked - see`, "DNS block lists"},
		wording{`no access from`, bounces},
		wording{`looks suspiciously`, bounces},
		wording{`not allowed to connect`, bounces},
		wording{`unverifyable`, bounces},
		wording{`Abus detecte`, "French providers"},
		wording{`(not|no longer)[^\n]{0,16} accepting mail from`, "Microsoft"},
		wording{`dynamic[/\w ]{0,20}IPs?`, "Mail.ru"},
		wording{`client host \S* ?blocked`, "Postfix 3.7, Exchange"},
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
		wording{`block[- ]?list`, "Exchange"},
		wording{`(black|deny)[- ]?list(ed|ing)?`, "Amazon SES"},
		wording{`banned send(er|ing)`, "Exchange"},
		wording{`5\.7\.(51[13]|60[6-9]|6[1-4]\d)\b`, "Exchange"},
		wording{`(poor|bad|low) (IP |sender )?reputation`, "t-online.de, Cisco, Gmail"},
		wording{`reputation of the sending`, "Gmail"},
		wording{`(your|sending|sender'?s?|source|client|from)( mail)? ?(server'?s? )?IP( address)?\b.{0,60}(block|reject|listed|denied|not allowed|refused|banned)`, "Exim 4.96 in Debian, qmail"},
		wording{`IP address .{0,40}(is|has been|was) (blocked|rejected|listed|denied)`, bounces},
		wording{`dynamic (IP|address)`, "Mail.ru"},
		wording{`S31[45]0\b`, "Exchange"},
		wording{`listed (at|in|on|by) \S+\.(org|net|com|de|info)\b`, "qpsmtpd 0.94"},
	)

	tooManyConnWords = anyOf(
		wording{`too many (concurrent |simultaneous )?(smtp )?connections`, "Postfix 3.7, Exim 4.96"},
		wording{`too many .*(sessions|logins)`, "sendmail"},
		wording{`maximum number of (concurrent |simultaneous )?(connections|sessions)`, "Dovecot 2.3, Exchange"},
		wording{`max(imum)? connections`, unverified},
		wording{`\[LIMIT\]`, "RFC 5530, RFC 2449"},
		wording{`concurrent connections limit`, "Exchange"},
		wording{`4\.3\.2 .*too many`, "RFC 5321, RFC 3463"},
		wording{`too many open connections`, "sendmail 8.17, Cyrus 3.6, mox"},
		wording{`connection limit (reached|exceeded)`, unverified},
		wording{`exceeded[^.\n]{0,20}connection limit`, unverified},
		wording{`(接続|セッション)[^\n]{0,12}(多すぎ|上限|制限|超)`, "the practice of Japanese providers"},
	)

	clientRefusedWords = anyOf(
		wording{`^(-ERR|\* BYE) [^\n]*\b(rejected|denied|refused|blocked|banned|not (allow\w*|permit\w*|welcome|accept\w*)|no access)\b[^\n]*\b(clients?|hosts?|hostname|IPs?|address|from)\b`, unverified},
		wording{`^(-ERR|\* BYE) [^\n]*\b(clients?|hosts?|hostname|IPs?|address)\b[^\n]*\b(rejected|denied|refused|blocked|banned|not (allow\w*|permit\w*|welcome|accept\w*))`, unverified},
		wording{`^5\d\d[ -][^\n]*\b(client|host|hostname|IPs?|address|you|your)\b[^\n]*\b(rejected|denied|refused|blocked|banned|not (allowed|permitted|welcome|authorized|accepted)|no access|unwelcome)`, "Postfix 3.7"},
		wording{`^5\d\d[ -][^\n]*\b(rejected|denied|refused|blocked|banned|not (allow\w*|permit\w*|welcome|accept\w*)|no access)\b[^\n]*\b(clients?|hosts?|hostname|IPs?|address|you|your|from)\b`, "sendmail 8.17, Postfix 3.7, qmail-ldap"},
		wording{`^5\d\d[ -](\d\.\d\.\d )?access denied`, "sendmail 8.17"},
		wording{`^5\d\d[ -][^\n]*(アクセス|接続)[^\n]{0,12}(許可|拒否|禁止)`, unverified},
	)

	heloWords = anyOf(
		wording{`(HELO|EHLO) (requires|must|needs)`, "OpenSMTPD 6.8, qpsmtpd 0.94, Haraka"},
		wording{`need fully-qualified hostname`, "Postfix"},
		wording{`HELO/EHLO argument`, "Exim"},
		wording{`\?p=helo\b`, "Gmail"},
		wording{`bad HELO`, "Exchange"},
		wording{`invalid (HELO|EHLO)`, "Exim 4.96, Stalwart"},
		wording{`syntax: (HELO|EHLO)`, "Exim"},
		wording{`(HELO|EHLO).*(reject|invalid|syntax)`, "Postfix 3.7"},
		wording{`501[ -].*invalid domain name`, "RFC 5321, RFC 3463"},
	)

	greetBlockedGuess = anyOf(
		wording{`connections? (will )?not (be )?accepted from`, bounces},
		wording{`(host|IP|client)\b[^.\n]{0,40}\b(blocked|banned|refused|denied|not welcome)`, "Postfix 3.7"},
		wording{`blocked by (our|the|local|server) polic`, unverified},
	)

	ptrGuess = anyOf(
		wording{`IP name (lookup|possibly forged)`, "sendmail"},
		wording{`reverse[- ]?(DNS|hostname|lookup|name)`, "Postfix 3.7, sendmail 8.17"},
		wording{`rDNS`, "hMailServer"},
	)
)
