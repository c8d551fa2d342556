package cause

// What servers say of a login.
var (
	accountLockedWords = anyOf(
		wording{`too many (bad|failed|invalid|incorrect|wrong|login|auth).*(attempt|login|auth|password)`, "Gmail, hMailServer, Apache James", ""},
		wording{`454[- ]4\.7\.0 too many login`, "RFC 5321, RFC 3463", "454 4.7.0 Too many login"},
		wording{`too many login (attempts|failures)`, "Gmail, c-client 2007f", "421 4.7.0 Too many login failures"},
		wording{`^525[ -]`, "RFC 5248", "525 That is over"},
		wording{`\b5\.7\.13\b`, "RFC 5248", "550 5.7.13 That is over"},
		wording{`your (e?mail )?account[^.\n]{0,40}(locked|suspended|blocked|been disabled)`, unverified, ""},
		wording{`sender'?s? (e?mail )?account[^.\n]{0,40}(locked|suspended|blocked|disabled)`, unverified, "550 5.7.1 The sender's account has been suspended"},
		wording{`temporarily (locked|blocked) (out|due)`, unverified, "421 4.7.0 You are temporarily blocked due to failures"},
		wording{`unusual (sending )?activity detected`, "Zoho", ""},
		wording{`email (sending|outgoing) (is )?blocked`, "Zoho", ""},
		wording{`login (is )?(temporarily )?(blocked|locked)`, unverified, "421 4.7.0 Login temporarily blocked"},
	)

	accountLockedAtLoginWords = anyOf(
		wording{`account[^.\n]{0,40}(locked|blocked|suspended|disabled|frozen|deactivated)`, "Cyrus SASL 2.1", ""},
		wording{`(user|login) (is |has been )?(suspended|blocked|locked|disabled)`, "NetEase", "535 5.7.0 The user is suspended"},
		wording{`アカウント[^\n]{0,16}(ロック|停止|凍結|無効)`, unverified, "535 5.7.0 アカウントが停止されています"},
	)

	protoDisabledWords = anyOf(
		wording{`not enabled for (IMAP|POP)`, "Gmail", ""},
		wording{`(IMAP|POP3?) (access )?(is )?(disabled|not enabled|not allowed)`, "Courier 1.0, Zimbra", "-ERR POP3 access not allowed"},
		wording{`authenticated but not connected`, "Exchange", ""},
		wording{`SYS/PERM\].*(POP|disabled|not (enabled|allowed))`, "Gmail", "-ERR [SYS/PERM] Service not enabled"},
		wording{`yet to enable (IMAP|POP)`, "Zoho", "a1 NO You have yet to enable IMAP"},
		wording{`(IMAP|POP3?)[^.\n]{0,30}(is|are|been) (disabled|not enabled|turned off)`, "hMailServer", "-ERR POP for this account has been turned off"},
		wording{`enable (IMAP|POP3?)( access)? (for|in) your`, "Zoho", "-ERR Please enable POP access for your mailbox"},
		wording{`not have access rights to this service`, "Yandex", ""},
	)

	popInUseWords = anyOf(
		wording{`mailbox.*(already )?(in use|is locked)`, "Dovecot 2.3", "-ERR The mailbox of taro is already in use"},
		wording{`maildrop.*lock`, "Dovecot, Courier, Cyrus", ""},
		wording{`lock (the )?(maildrop|mailbox)`, "Dovecot, Courier, Cyrus", "-ERR Unable to lock the mailbox"},
		wording{`lock busy`, "Dovecot, Courier, Cyrus", "-ERR Lock busy"},
		wording{`another (POP3? )?session`, "Dovecot 2.3, Qpopper, fetchmail 6.4", "-ERR Another POP3 session is open"},
		wording{`session (is )?(already )?active`, "Qpopper, fetchmail 6.4", "-ERR The session is already active"},
		wording{`メールボックス[^\n]{0,12}(使用中|ロック)`, "the practice of Japanese providers", "-ERR メールボックスは他の端末で使用中です"},
	)

	popSysWords = anyOf(
		wording{`\[SYS/TEMP\]`, "RFC 5530, RFC 2449", ""},
		wording{`^(Error: )?temporary system (error|failure|problem)`, "mailsync 5.2", "Error: Temporary System Error"},
		wording{`\[UNAVAILABLE\]`, "RFC 5530, RFC 2449", "a1 NO [UNAVAILABLE] The user database is away"},
	)

	// popBusyWords are of a server that could not look at the account.
	popBusyWords = anyOf(
		wording{`^(\* NO |Error: )?temporary (authentication|login) failure`, "Dovecot 2.3, as node-imap 0.8, Horde_Imap_Client 2.30 and Roundcube 1.6 quote it", "Temporary authentication failure"},
		wording{`^(-ERR|\S+ NO) [^\n]*\b(try (it )?again (later|in)|temporar(il)?y)\b`, "Courier 1.0, Dovecot 2.3", "-ERR Not now, try again later"},
		wording{`^(-ERR|\S+ NO) [^\n]*\b(server|system|service)\b[^\n]{0,12}\b(busy|unavailable|down)\b`, "Dovecot 2.3, Zimbra", "-ERR The server is busy"},
		wording{`^(-ERR|\S+ NO|\* BYE) [^\n]*\binternal (server )?(error|problem)`, "Dovecot 2.3, mailfront 2.12", "-ERR internal error"},
	)

	apopUnsupportedWords = anyOf(
		wording{`APOP.*(not supported|unsupported|unknown|not allowed|invalid)`, "Python 3.11, DBMail, Stalwart", "535 5.7.0 APOP is not supported"},
		wording{`-ERR.*(unknown|unimplemented|not supported).*APOP`, "RFC 1939, RFC 9051", "-ERR This server is unknown to have APOP"},
	)

	// loginUnknownWords are of a server that does not know the command at all.
	loginUnknownWords = anyOf(
		wording{`^-ERR.*(unknown|unrecogni[sz]ed|unimplemented|unsupported|invalid|illegal|bad|no such) (\w+ )?(command|verb)`, "Dovecot 2.3, Cyrus 3.6, Courier 1.0", "-ERR Unknown command"},
		wording{`^-ERR.*(command|verb|AUTH|USER)\b.{0,20}\b(unknown|unrecogni[sz]ed|unimplemented|not (recogni[sz]ed|known|implemented|supported|available|valid))`, "DBMail, GreenMail", "-ERR Command is not recognized"},
	)

	unidentifiedWords = anyOf(
		wording{`unsafe login`, "NetEase", "a1 NO Unsafe Login"},
		wording{`RFC ?2971`, unverified, "a1 NO Please read RFC 2971"},
		wording{`^\S+ NO .*\bID (command )?(is |was )?(required|needed|expected|missing|first)`, unverified, "a1 NO The ID command is required"},
	)

	appPasswordWords = anyOf(
		wording{`app(lication)?-specific password`, "Gmail", "535 5.7.0 Make an app-specific password first"},
		wording{`\bapp passwords?\b[^\n]{0,30}\b(required|needed|instead)\b`, unverified, "535 5.7.0 An app password is required"},
		wording{`(use|generate|create|requires?|need) (an? )?app(lication)? passwords?\b`, unverified, "535 5.7.0 Please create an app password"},
	)

	passwordExpiredWords = anyOf(
		wording{`\bpass(word|code|phrase)\b[^.\n]{0,20}\bexpired\b`, "Dovecot 2.3, Zimbra, Cyrus SASL 2.1", "535 5.7.0 Your password has expired"},
		wording{`\bexpired pass(word|code|phrase)\b`, unverified, "535 5.7.0 Expired password"},
		wording{`パスワード[^\n]{0,8}(期限|有効期間)[^\n]{0,6}(切れ|過ぎ|終了)`, unverified, "535 5.7.0 パスワードの期限が切れています"},
	)

	transitionWords = anyOf(
		wording{`\b4\.7\.12\b`, "RFC 4954", "432 4.7.12" + also + "432 4.7.12 Log in by PLAIN"},
		wording{`password transition`, "RFC 4954", "534 A password transition is needed"},
	)

	// transitionGuess is a code that servers use otherwise too.
	transitionGuess = anyOf(
		wording{`^432[- ][^4\n]`, "RFC 2554", "432 Log in by PLAIN"},
	)

	authMechWords = anyOf(
		wording{`unknown mechanism`, unverified, "535 5.7.4 Unknown mechanism"},
		wording{`unsupported mechanism`, "Stalwart", "a1 NO unsupported mechanism"},
		wording{`unrecognized authentication type`, "Exchange, Cyrus 3.6, Apache James", "535 5.7.4 Unrecognized authentication type"},
		wording{`invalid authentication mechanism`, "Postfix 3.7, DBMail", ""},
		wording{`authentication is not permitted by this server`, "Exim", "535 5.7.0 Authentication is not permitted by this server"},
		wording{`mechanism.*not (supported|available)`, "Dovecot, Courier, Cyrus", "535 5.7.4 This mechanism is not available"},
		wording{`^504[ -]`, "RFC 5321, RFC 3463", "504 5.7.4 Not known here"},
		wording{`^534[ -]5\.7\.9\b`, "RFC 4954", "534 5.7.9 Use something stronger"},
		wording{`mechanism is too weak`, "RFC 4954", "500 That mechanism is too weak here"},
		wording{`\bAPOP[^\n]{0,12} required`, "the practice of POP servers that want APOP", "-ERR APOP is required here"},
		wording{`no mechanism available`, "Cyrus SASL 2.1", "535 5.7.8 Error: authentication failed: no mechanism available"},
		wording{`SASL.*bad protocol`, "Dovecot, Courier, Cyrus", "535 5.7.0 SASL: bad protocol"},
		wording{`unsupported authentication mechanism`, "Dovecot, Courier, Cyrus", "-ERR Unsupported authentication mechanism"},
	)

	authNotOfferedWords = anyOf(
		wording{`AUTH command used when not advertised`, "Exim", "535 AUTH command used when not advertised"},
		wording{`^503[ -].*AUTH`, "RFC 5321, RFC 3463", "503 5.5.1 AUTH is not allowed now"},
		wording{`authentication not enabled`, "Postfix", "535 5.5.1 Error: authentication not enabled"},
		wording{`does not support authentication`, "msmtp 1.8, neomutt 20220429, PEAR Net_SMTP 1.10", "550 This server does not support authentication"},
		wording{`^50[02][ -]`, "RFC 5321, RFC 3463", ""},
	)

	popBeforeSMTPWords = anyOf(
		wording{`pop[- ]?(before|after)[- ]?smtp`, "Evolution 3.46", "550 5.7.1 Please use POP before SMTP"},
		wording{`must get POP`, "nifty", "550 You must get POP mail first"},
		wording{`POP/A?POP auth`, "qmail", "550 5.7.1 POP/APOP authentication is missing"},
		wording{`POP auth\w* (is )?(required|first)`, "nifty", "550 5.7.1 POP auth is required"},
		wording{`pop (authentication|login).*(first|required|before)`, unverified, "550 5.7.1 POP login is needed first"},
		wording{`check (your )?mail (first|before)`, unverified, "550 5.7.1 Please check your mail first"},
		wording{`must (first )?(check|retrieve|read) (your )?mail`, unverified, "550 5.7.1 You must first retrieve your mail"},
		wording{`(先|前)に[^\n]{0,6}メール[^\n]{0,4}受信`, "the practice of Japanese providers", "554 5.7.1 先にメールを受信してください"},
	)

	authRequiredWords = anyOf(
		wording{`authentication turned on`, "hMailServer", ""},
		wording{`turn on (SMTP )?authentication`, "hMailServer", "550 Please turn on SMTP authentication in your mail client"},
		wording{`530[ -].*\b(auth(entication|orization)?\b|log[ -]?(in|on) (is )?(first|required|needed|necessary))`, "RFC 5321, RFC 3463", "530 5.7.0 Log in first"},
		wording{`authentication (is )?(first )?required`, "sendmail 8.17, Courier 1.0, Cyrus 3.6", ""},
		wording{`(SMTP )?auth(entication)? (is )?(needed|necessary)`, "qmail-ldap", "550 5.7.0 SMTP authentication is needed"},
		wording{`not logged in`, "Postfix", ""},
		wording{`unauthenticated senders not allowed`, "SendGrid", ""},
		wording{`client host rejected: access denied`, "Postfix", ""},
		wording{`55\d[ -].*(must|requires?|need to|have to|should) (be )?(first )?(auth|log ?in)`, "RFC 5321, RFC 3463", "550 5.7.1 You have to login"},
		wording{`must (be )?(first )?authenticate`, "mailfront 2.12, chasquid", ""},
		wording{`(client|sender|you)( was| were| are| is)? not authenticated`, "Exchange, .NET", ""},
		wording{`requires authentication`, "MailEnable, hMailServer", ""},
		wording{`please (authenticate|log ?in|use smtp auth)`, "Gmail, Cyrus 3.6, go-smtp", "554 5.7.1 Please log in"},
		wording{`(^|[^素階])認証が必要`, "hMailServer", "553 SMTP認証が必要です"},
	)

	authFailWords = anyOf(
		wording{`^53[45]\b`, "RFC 5321, RFC 3463", ""},
		wording{`5\.7\.8\b`, "RFC 5321, RFC 3463", "-ERR 5.7.8 Try another one"},
		wording{`authentication (failed|failure|unsuccessful|credentials invalid)`, "sendmail 8.17, Dovecot 2.3, Exchange", ""},
		wording{`invalid (login|credentials|user|password)`, "Cyrus 3.6, Gmail", "-ERR Invalid credentials"},
		wording{`(LOGIN|AUTHENTICATE) failed`, "RFC 9051", ""},
		wording{`AUTHENTICATIONFAILED`, "RFC 5530, RFC 2449", "a1 NO [AUTHENTICATIONFAILED]"},
		wording{`-ERR.*(auth|login|logon|password|user|permission denied)`, "RFC 1939, RFC 9051", ""},
		wording{`not accepted`, "Gmail", ""},
		wording{`incorrect (username|password|login|authentication)`, "Exim 4.96", "550 5.7.0 Incorrect password"},
		wording{`could not authenticate`, "PHPMailer 6.6", ""},
		wording{`(user ?name|account|login)[^.\n]{0,12}(or|and|/)[^.\n]{0,6} ?password[^.\n]{0,20}(incorrect|invalid|wrong|not correct)`, "DBMail", "550 5.7.0 The user name or the password is not correct"},
		wording{`(wrong|bad) (user ?name|password|login|credentials)`, "Exchange, neomutt 20220429", "-ERR Wrong credentials"},
		wording{`invalid (user ?name|password|auth\w*|account)`, "Postfix 3.7, Dovecot 2.3", "-ERR Invalid account"},
		wording{`(authentication|login|password|credentials|auth)[^.\n]{0,20}(rejected|denied|invalid|incorrect)`, "Courier 1.0, curl 7.88", "550 5.7.0 Credentials were rejected"},
		wording{`(アカウント名|ユーザー?名|ユーザー? ?ID|ログイン ?ID)[^\n]{0,12}パスワード[^\n]{0,20}(正しく|間違|違|無効|誤)`, "Thunderbird 153", "-ERR アカウント名かパスワードに間違いがあります"},
		wording{`パスワード[がを](正しく|間違|違|無効|誤|拒否)`, "Geary 43", ""},
	)

	loginRefusedWords = anyOf(
		wording{`^-ERR`, "RFC 1939, RFC 9051", "-ERR Try again"},
		wording{`^\S+ NO\b`, "RFC 1939, RFC 9051", "a1 NO Try again"},
	)
)
