package cause

// What servers say of a login.
var (
	accountLockedWords = anyOf(
		wording{`too many (bad|failed|invalid|incorrect|wrong|login|auth).*(attempt|login|auth|password)`, "Gmail, hMailServer, Apache James"},
		wording{`454[- ]4\.7\.0 too many login`, "RFC 5321, RFC 3463"},
		wording{`too many login (attempts|failures)`, "Gmail, c-client 2007f"},
		wording{`^525[ -]`, "RFC 5248"},
		wording{`\b5\.7\.13\b`, "RFC 5248"},
		wording{`your (e?mail )?account[^.\n]{0,40}(locked|suspended|blocked|been disabled)`, unverified},
		wording{`sender'?s? (e?mail )?account[^.\n]{0,40}(locked|suspended|blocked|disabled)`, unverified},
		wording{`temporarily (locked|blocked) (out|due)`, unverified},
		wording{`unusual (sending )?activity detected`, "Zoho"},
		wording{`email (sending|outgoing) (is )?blocked`, "Zoho"},
		wording{`login (is )?(temporarily )?(blocked|locked)`, unverified},
	)

	accountLockedAtLoginWords = anyOf(
		wording{`account[^.\n]{0,40}(locked|blocked|suspended|disabled|frozen|deactivated)`, "Cyrus SASL 2.1"},
		wording{`(user|login) (is |has been )?(suspended|blocked|locked|disabled)`, "NetEase"},
		wording{`アカウント[^\n]{0,16}(ロック|停止|凍結|無効)`, unverified},
	)

	protoDisabledWords = anyOf(
		wording{`not enabled for (IMAP|POP)`, "Gmail"},
		wording{`(IMAP|POP3?) (access )?(is )?(disabled|not enabled|not allowed)`, "Courier 1.0, Zimbra"},
		wording{`authenticated but not connected`, "Exchange"},
		wording{`SYS/PERM\].*(POP|disabled|not (enabled|allowed))`, "Gmail"},
		wording{`yet to enable (IMAP|POP)`, "Zoho"},
		wording{`(IMAP|POP3?)[^.\n]{0,30}(is|are|been) (disabled|not enabled|turned off)`, "hMailServer"},
		wording{`enable (IMAP|POP3?)( access)? (for|in) your`, "Zoho"},
		wording{`not have access rights to this service`, "Yandex"},
	)

	popInUseWords = anyOf(
		wording{`mailbox.*(already )?(in use|is locked)`, "Dovecot 2.3"},
		wording{`maildrop.*lock`, "Dovecot, Courier, Cyrus"},
		wording{`lock (the )?(maildrop|mailbox)`, "Dovecot, Courier, Cyrus"},
		wording{`lock busy`, "Dovecot, Courier, Cyrus"},
		wording{`another (POP3? )?session`, "Dovecot 2.3, Qpopper, fetchmail 6.4"},
		wording{`session (is )?(already )?active`, "Qpopper, fetchmail 6.4"},
		wording{`メールボックス[^\n]{0,12}使用中`, "the practice of Japanese providers"},
	)

	popSysWords = anyOf(
		wording{`\[SYS/TEMP\]`, "RFC 5530, RFC 2449"},
		wording{`\[UNAVAILABLE\]`, "RFC 5530, RFC 2449"},
	)

	// popBusyWords are of a server that could not look at the account.
	popBusyWords = anyOf(
		wording{`^(-ERR|\S+ NO) [^\n]*\b(try (it )?again (later|in)|temporar(il)?y)\b`, "Courier 1.0, Dovecot 2.3"},
		wording{`^(-ERR|\S+ NO) [^\n]*\b(server|system|service)\b[^\n]{0,12}\b(busy|unavailable|down)\b`, "Dovecot 2.3, Zimbra"},
		wording{`^(-ERR|\S+ NO|\* BYE) [^\n]*\binternal (server )?(error|problem)`, "Dovecot 2.3, mailfront 2.12"},
	)

	apopUnsupportedWords = anyOf(
		wording{`APOP.*(not supported|unsupported|unknown|not allowed|invalid)`, "Python 3.11, DBMail, Stalwart"},
		wording{`-ERR.*(unknown|unimplemented|not supported).*APOP`, "RFC 1939, RFC 9051"},
	)

	// loginUnknownWords are of a server that does not know the command at all.
	loginUnknownWords = anyOf(
		wording{`^-ERR.*(unknown|unrecogni[sz]ed|unimplemented|unsupported|invalid|illegal|bad|no such) (\w+ )?(command|verb)`, "Dovecot 2.3, Cyrus 3.6, Courier 1.0"},
		wording{`^-ERR.*(command|verb|AUTH|USER)\b.{0,20}\b(unknown|unrecogni[sz]ed|unimplemented|not (recogni[sz]ed|known|implemented|supported|available|valid))`, "DBMail, GreenMail"},
	)

	unidentifiedWords = anyOf(
		wording{`unsafe login`, "NetEase"},
		wording{`RFC ?2971`, unverified},
		wording{`^\S+ NO .*\bID (command )?(is |was )?(required|needed|expected|missing|first)`, unverified},
	)

	appPasswordWords = anyOf(
		wording{`app(lication)?-specific password`, "Gmail"},
		wording{`\bapp passwords?\b[^\n]{0,30}\b(required|needed|instead)\b`, unverified},
		wording{`(use|generate|create|requires?|need) (an? )?app(lication)? passwords?\b`, unverified},
	)

	passwordExpiredWords = anyOf(
		wording{`\bpass(word|code|phrase)\b[^.\n]{0,20}\bexpired\b`, "Dovecot 2.3, Zimbra, Cyrus SASL 2.1"},
		wording{`\bexpired pass(word|code|phrase)\b`, unverified},
		wording{`パスワード[^\n]{0,8}(期限|有効期間)[^\n]{0,6}(切れ|過ぎ|終了)`, unverified},
	)

	transitionWords = anyOf(
		wording{`\b4\.7\.12\b`, "RFC 4954"},
		wording{`password transition`, "RFC 4954"},
	)

	// transitionGuess is a code that servers use otherwise too.
	transitionGuess = anyOf(
		wording{`^432[- ][^4\n]`, "RFC 2554"},
	)

	authMechWords = anyOf(
		wording{`unknown mechanism`, unverified},
		wording{`unsupported mechanism`, "Stalwart"},
		wording{`unrecognized authentication type`, "Exchange, Cyrus 3.6, Apache James"},
		wording{`invalid authentication mechanism`, "Postfix 3.7, DBMail"},
		wording{`authentication is not permitted by this server`, "Exim"},
		wording{`mechanism.*not (supported|available)`, "Dovecot, Courier, Cyrus"},
		wording{`^504[ -]`, "RFC 5321, RFC 3463"},
		wording{`^534[ -]5\.7\.9\b`, "RFC 4954"},
		wording{`mechanism is too weak`, "RFC 4954"},
		wording{`\bAPOP[^\n]{0,12} required`, "the practice of POP servers that want APOP"},
		wording{`no mechanism available`, "Cyrus SASL 2.1"},
		wording{`SASL.*bad protocol`, "Dovecot, Courier, Cyrus"},
		wording{`unsupported authentication mechanism`, "Dovecot, Courier, Cyrus"},
	)

	authNotOfferedWords = anyOf(
		wording{`AUTH command used when not advertised`, "Exim"},
		wording{`^503[ -].*AUTH`, "RFC 5321, RFC 3463"},
		wording{`authentication not enabled`, "Postfix"},
		wording{`does not support authentication`, "msmtp 1.8, neomutt 20220429, PEAR Net_SMTP 1.10"},
		wording{`^50[02][ -]`, "RFC 5321, RFC 3463"},
	)

	popBeforeSMTPWords = anyOf(
		wording{`pop[- ]?(before|after)[- ]?smtp`, unverified},
		wording{`must get POP`, "nifty"},
		wording{`POP/A?POP auth`, "qmail"},
		wording{`POP auth\w* (is )?(required|first)`, "nifty"},
		wording{`pop (authentication|login).*(first|required|before)`, unverified},
		wording{`check (your )?mail (first|before)`, unverified},
		wording{`must (first )?(check|retrieve|read) (your )?mail`, unverified},
		wording{`(先|前)に[^\n]{0,6}メール[^\n]{0,4}受信`, "the practice of Japanese providers"},
	)

	authRequiredWords = anyOf(
		wording{`authentication turned on`, "hMailServer"},
		wording{`turn on (SMTP )?authentication`, "hMailServer"},
		wording{`530[ -].*\b(auth(entication|orization)?\b|log[ -]?(in|on) (is )?(first|required|needed|necessary))`, "RFC 5321, RFC 3463"},
		wording{`authentication (is )?(first )?required`, "sendmail 8.17, Courier 1.0, Cyrus 3.6"},
		wording{`(SMTP )?auth(entication)? (is )?(needed|necessary)`, "qmail-ldap"},
		wording{`not logged in`, "Postfix"},
		wording{`unauthenticated senders not allowed`, "SendGrid"},
		wording{`client host rejected: access denied`, "Postfix"},
		wording{`55\d[ -].*(must|requires?|need to|have to|should) (be )?(first )?(auth|log ?in)`, "RFC 5321, RFC 3463"},
		wording{`must (be )?(first )?authenticate`, "mailfront 2.12, chasquid"},
		wording{`(client|sender|you)( was| were| are| is)? not authenticated`, "Exchange, .NET"},
		wording{`requires authentication`, "MailEnable, hMailServer"},
		wording{`please (authenticate|log ?in|use smtp auth)`, "Gmail, Cyrus 3.6, go-smtp"},
		wording{`(SMTP)?認証が必要`, "hMailServer"},
	)

	authFailWords = anyOf(
		wording{`^53[45]\b`, "RFC 5321, RFC 3463"},
		wording{`5\.7\.8\b`, "RFC 5321, RFC 3463"},
		wording{`authentication (failed|failure|unsuccessful|credentials invalid)`, "sendmail 8.17, Dovecot 2.3, Exchange"},
		wording{`invalid (login|credentials|user|password)`, "Cyrus 3.6, Gmail"},
		wording{`(LOGIN|AUTHENTICATE) failed`, "RFC 9051"},
		wording{`AUTHENTICATIONFAILED`, "RFC 5530, RFC 2449"},
		wording{`-ERR.*(auth|login|logon|password|user|permission denied)`, "RFC 1939, RFC 9051"},
		wording{`not accepted`, "Gmail"},
		wording{`incorrect (username|password|login|authentication)`, "Exim 4.96"},
		wording{`could not authenticate`, "PHPMailer 6.6"},
		wording{`(user ?name|account|login)[^.\n]{0,12}(or|and|/)[^.\n]{0,6} ?password[^.\n]{0,20}(incorrect|invalid|wrong|not correct)`, "DBMail"},
		wording{`(wrong|bad) (user ?name|password|login|credentials)`, "Exchange, neomutt 20220429"},
		wording{`invalid (user ?name|password|auth\w*|account)`, "Postfix 3.7, Dovecot 2.3"},
		wording{`(authentication|login|password|credentials|auth)[^.\n]{0,20}(rejected|denied|invalid|incorrect)`, "Courier 1.0, curl 7.88"},
		wording{`(アカウント名|ユーザー?名|ユーザー? ?ID|ログイン ?ID)[^\n]{0,12}パスワード[^\n]{0,20}(正しく|間違|違|無効|誤)`, "Thunderbird 153"},
		wording{`パスワードが(正しく|間違|違|無効|誤)`, "Geary 43"},
	)

	loginRefusedWords = anyOf(
		wording{`^-ERR`, "RFC 1939, RFC 9051"},
		wording{`^\S+ NO\b`, "RFC 1939, RFC 9051"},
	)
)
