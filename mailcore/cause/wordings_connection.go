package cause

// What servers say of the connection: its encryption, its name, where it comes
// from.
var (
	tlsVersionWords = anyOf(
		wording{`4\.7\.66\b`, "Exchange", "421 4.7.66 Old protocols are no more"},
		wording{`TLS ?1\.[01]\b.*(not supported|disabled|no longer)`, "Exchange", "421 TLS 1.0 and TLS 1.1 are not supported"},
		wording{`(requires?|upgrade to|at least) TLS ?1\.2`, unverified, "550 This server requires TLS 1.2"},
	)

	startTLSRequiredWords = anyOf(
		wording{`must issue a STARTTLS`, "Postfix", ""},
		wording{`53[08][- ].*(STARTTLS|encrypt|\bTLS\b)`, "RFC 5321, RFC 3463", "530 5.7.0 Please give the STARTTLS command first"},
		wording{`must use (STARTTLS|encryption|TLS|SSL)`, unverified, "550 5.7.0 You must use TLS to log in"},
		wording{`(STARTTLS|TLS|SSL|encryption) (is )?(required|needed|mandatory)`, "Dovecot 2.3, Courier 1.0", ""},
		wording{`requires? (TLS|SSL|STARTTLS|encryption|a secure connection)\b`, ".NET", "550 5.7.0 This server requires a secure connection"},
		wording{`only available under a layer`, "Dovecot, Courier, Cyrus", "a1 NO [ALERT] Login is only available under a layer"},
		wording{`cleartext auth\w* (disallowed|not allowed)`, "Dovecot, Courier, Cyrus", "-ERR Cleartext authentication disallowed on non-secure connections"},
		wording{`plaintext auth\w* (disallowed|not allowed)`, "Dovecot, Courier, Cyrus", ""},
		wording{`\[AUTH\] TLS`, "RFC 5530, RFC 2449", "-ERR [AUTH] TLS first"},
		wording{`PRIVACYREQUIRED`, "RFC 5530, RFC 2449", "a1 NO [PRIVACYREQUIRED] Not on this connection"},
		wording{`LOGINDISABLED`, "RFC 5530, RFC 2449", "a1 NO LOGINDISABLED"},
		wording{`logging in is disabled on this server`, "Dovecot, Courier, Cyrus", "a1 NO logging in is disabled on this server"},
	)

	startTLSUnsupportedWords = anyOf(
		wording{`^50\d[- ].*STARTTLS (is )?(not|unknown|unrecogni|unsupported)`, "RFC 5321, RFC 3463", ""},
		wording{`^50\d[- ].*(unknown|unrecogni[sz]ed|unsupported|not implemented)[^\n]*STARTTLS`, "RFC 5321, RFC 3463", "500 5.5.1 Unrecognized command: STARTTLS"},
	)

	ptrWords = anyOf(
		wording{`[45]\.7\.25\b`, "RFC 5321, RFC 3463", "550 5.7.25 The sending address has no name"},
		wording{`\bPTR\b`, "Gmail, hMailServer", "550 5.7.1 The sending address has no PTR record"},
		wording{`(no|fix|bad|missing|invalid|valid|without|lacks?|check your) (a )?(valid )?(reverse[- ]?(DNS|name|lookup)|rDNS)`, "sendmail 8.17, hMailServer, qmail-ldap", ""},
		wording{`reverse[- ]?(DNS|hostname|lookup|name)[^.\n]{0,40}(not|fail|missing|invalid|required|mismatch|does)`, "Stalwart", "550 5.7.1 The reverse lookup does not match"},
		wording{`cannot find your (reverse )?hostname`, "Postfix 3.7", ""},
		wording{`cannot resolve your (IP|address)`, unverified, "421 4.7.1 Cannot resolve your address"},
	)

	greetBlockedWords = anyOf(
		wording{`bad sender IP`, "NetEase", ""},
		wording{`(ブラック|ブロック)リスト`, "Japanese providers", "554 5.7.1 送信元 IP アドレスがブラックリストに登録されています"},
		wording{`messages from \d+\.\d+\.\d+\.\d+ will be (permanently |temporarily )?deferred`, "Yahoo", "553 5.7.2 All messages from 192.0.2.4 will be permanently deferred"},
		wording{`open proxy`, "DNS block lists", ""},
		wording{`\bIPs? (is |are )?(blocked|banned|refused)`, bounces, "550 5.7.1 Foreign IPs blocked"},
		wording{`\b\d+\.\d+\.\d+\.\d+\]?,? (is |was |has been |are )?(temporarily |permanently )?(blocked|blacklisted|listed|refused|banned|denied)`, "Postfix 3.7", ""},
		wording{`IP=[\dx*.]+ - `, "French providers", ""},
		wording{`spams? from your`, "Free", ""},
		wording{`blocked - see`, "DNS block lists", ""},
		wording{`no access from`, bounces, ""},
		wording{`looks suspiciously`, bounces, ""},
		wording{`not allowed to connect`, bounces, ""},
		wording{`unverifyable`, bounces, ""},
		wording{`Abus detecte`, "French providers", ""},
		wording{`(not|no longer)[^\n]{0,16} accepting mail from`, "Microsoft", ""},
		wording{`dynamic[/\w ]{0,20}IPs?`, "Mail.ru", "550 5.7.1 Mail from dynamic home IPs is not taken"},
		wording{`client host \S* ?blocked`, "Postfix 3.7, Exchange", "554 5.7.1 Client host [192.0.2.1]: blocked"},
		wording{`blocked using`, "DNS block lists", ""},
		wording{`blocked by .{0,60}(list|rbl|dnsbl|\.org|\.net)`, "DNS block lists", "554 5.7.1 Mail blocked by our partner example.org"},
		wording{`spamhaus`, "DNS block lists", ""},
		wording{`barracuda`, "DNS block lists", "554 5.7.1 See https://www.barracudacentral.org/lookups"},
		wording{`spamcop`, "DNS block lists", "554 5.7.1 See https://www.spamcop.net/bl.shtml?192.0.2.1"},
		wording{`sorbs\.net`, "DNS block lists", "554 5.7.1 See https://www.sorbs.net/lookup.shtml?192.0.2.1"},
		wording{`abuseat`, "DNS block lists", "554 5.7.1 See https://www.abuseat.org/lookup.cgi?ip=192.0.2.1"},
		wording{`uceprotect`, "DNS block lists", "554 5.7.1 See https://www.uceprotect.net/rblcheck.php?ipr=192.0.2.1"},
		wording{`senderscore`, "DNS block lists", "554 5.7.1 See https://www.senderscore.org/lookup.php?lookup=192.0.2.1"},
		wording{`mailspike`, "DNS block lists", "554 5.7.1 See https://mailspike.org/anubis/lookup.html"},
		wording{`dnsbl`, "DNS block lists", "554 5.7.1 Refused by dnsbl.example.jp"},
		wording{`\bRBLs?\b`, "DNS block lists", "554 5.7.1 Found on one or more RBLs"},
		wording{`block[- ]?list`, "Exchange", ""},
		wording{`(black|deny)[- ]?list(ed|ing)?`, "Amazon SES", ""},
		wording{`banned send(er|ing)`, "Exchange", "550 5.7.1 Access denied, banned sending address [192.0.2.1]"},
		wording{`5\.7\.(51[13]|60[6-9]|6[1-4]\d)\b`, "Exchange", "550 5.7.606 Access denied, sending address [192.0.2.1]"},
		wording{`(poor|bad|low) (IP |sender )?reputation`, "t-online.de, Cisco, Gmail", ""},
		wording{`reputation of the sending`, "Gmail", "550 5.7.1 Refused because of the reputation of the sending host"},
		wording{`(your|sending|sender'?s?|source|client|from)( mail)? ?(server'?s? )?IP( address)?\b.{0,60}(block|reject|listed|denied|not allowed|refused|banned)`, "Exim 4.96 in Debian, qmail", ""},
		wording{`IP address .{0,40}(is|has been|was) (blocked|rejected|listed|denied)`, bounces, "550 5.7.1 The IP address [192.0.2.1] was rejected"},
		wording{`dynamic (IP|address)`, "Mail.ru", "550 5.7.1 Mail from a dynamic address is not taken"},
		wording{`S31[45]0\b`, "Exchange", "550 5.7.1 Messages from [192.0.2.1] were not sent. (S3150)"},
		wording{`listed (at|in|on|by) \S+\.(org|net|com|de|info)\b`, "qpsmtpd 0.94", ""},
	)

	tooManyConnWords = anyOf(
		wording{`too many (concurrent |simultaneous )?(smtp )?connections`, "Postfix 3.7, Exim 4.96", ""},
		wording{`too many .*(sessions|logins)`, "sendmail", ""},
		wording{`maximum number of (concurrent |simultaneous )?(connections|sessions)`, "Dovecot 2.3, Exchange", ""},
		wording{`max(imum)? connections`, unverified, "421 4.7.0 Max connections reached"},
		wording{`\[LIMIT\]`, "RFC 5530, RFC 2449", "a1 NO [LIMIT] Come back later"},
		wording{`concurrent connections limit`, "Exchange", ""},
		wording{`4\.3\.2 .*too many`, "RFC 5321, RFC 3463", "421 4.3.2 There are too many of you"},
		wording{`too many open connections`, "sendmail 8.17, Cyrus 3.6, mox", "421 4.7.0 Too many open connections"},
		wording{`connection limit (reached|exceeded)`, "Exim 4.96", "421 4.7.0 Connection limit reached"},
		wording{`(接続|セッション)[^\n]{0,12}(多すぎ|上限|制限|超)`, "the practice of Japanese providers", "421 4.7.0 同時接続数の上限に達しました" + also + "421 4.3.2 接続数が多すぎます"},
	)

	clientRefusedWords = anyOf(
		wording{`^(-ERR|\* BYE) [^\n]*\b(rejected|denied|refused|blocked|banned|not (allow\w*|permit\w*|welcome|accept\w*)|no access)\b[^\n]*\b(clients?|hosts?|hostname|IPs?|address|from)\b`, unverified, "-ERR It is denied, and from there it stays so"},
		wording{`^(-ERR|\* BYE) [^\n]*\b(clients?|hosts?|hostname|IPs?|address)\b[^\n]*\b(rejected|denied|refused|blocked|banned|not (allow\w*|permit\w*|welcome|accept\w*))`, unverified, "* BYE The host over there is unwelcome, not welcome"},
		wording{`^5\d\d[ -][^\n]*\b(client|host|hostname|IPs?|address|you|your)\b[^\n]*\b(rejected|denied|refused|blocked|banned|not (allowed|permitted|welcome|authorized|accepted)|no access|unwelcome)`, "Postfix 3.7", "550 5.7.1 Your host was refused" + also + "554 mail.example.jp: your connection was refused"},
		wording{`^5\d\d[ -][^\n]*\b(rejected|denied|refused|blocked|banned|not (allow\w*|permit\w*|welcome|accept\w*)|no access)\b[^\n]*\b(clients?|hosts?|hostname|IPs?|address|you|your|from)\b`, "sendmail 8.17, Postfix 3.7, qmail-ldap", "550 5.7.1 Connections not accepted from here" + also + "554 5.7.1 Go away, we have no access for hosts like these"},
		wording{`^5\d\d[ -](\d\.\d\.\d )?access denied`, "sendmail 8.17", "554 Access denied"},
	)

	heloWords = anyOf(
		wording{`(HELO|EHLO) (requires|must|needs)`, "OpenSMTPD 6.8, qpsmtpd 0.94, Haraka", ""},
		wording{`need fully-qualified hostname`, "Postfix", "504 5.5.2 <pc>: need fully-qualified hostname"},
		wording{`HELO/EHLO argument`, "Exim", "501 HELO/EHLO argument missing"},
		wording{`\?p=helo\b`, "Gmail", "421 4.7.0 See https://support.google.com/mail/?p=helo"},
		wording{`bad HELO`, "Exchange", "550 Bad HELO name"},
		wording{`invalid (HELO|EHLO)`, "Exim 4.96, Stalwart", "550 Invalid HELO name"},
		wording{`syntax: (HELO|EHLO)`, "Exim", ""},
		wording{`(HELO|EHLO).*(reject|invalid|syntax)`, "Postfix 3.7", "550 EHLO name pc was rejected"},
		wording{`501[ -].*invalid domain name`, "RFC 5321, RFC 3463", ""},
	)

	greetBlockedGuess = anyOf(
		wording{`connections? (will )?not (be )?accepted from`, bounces, "550 5.7.1 Connections not accepted from here"},
		wording{`\b(host|IP|client)\b[^.\n]{0,40}\b(blocked|banned|refused|denied|not welcome)`, "Postfix 3.7", "550 5.7.1 Your host was refused" + also + "* BYE The host over there is unwelcome, not welcome"},
		wording{`blocked by (our|the|local|server) polic`, unverified, ""},
	)

	ptrGuess = anyOf(
		wording{`IP name (lookup|possibly forged)`, "sendmail", ""},
		wording{`reverse[- ]?(DNS|hostname|lookup|name)`, "Postfix 3.7, sendmail 8.17", ""},
		wording{`rDNS`, "hMailServer", "550 5.7.1 Please see to your rDNS"},
	)
)
