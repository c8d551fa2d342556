package cause

// What servers say of a login.
var (
	accountLockedWords = anyOf(
		wording{`too many (bad|failed|invalid|incorrect|wrong|login|auth).*(attempt|login|auth|password)`, several},
		wording{`454[- ]4\.7\.0 too many login`, "RFC 5321, RFC 3463"},
		wording{`too many login (attempts|failures)`, several},
		wording{`^525[ -]`, "RFC 5248"},
		wording{`\b5\.7\.13\b`, "RFC 5248"},
		wording{`your (e?mail )?account[^.\n]{0,40}(locked|suspended|blocked|been disabled)`, several},
		wording{`sender'?s? (e?mail )?account[^.\n]{0,40}(locked|suspended|blocked|disabled)`, several},
		wording{`temporarily (locked|blocked) (out|due)`, several},
		wording{`unusual (sending )?activity detected`, several},
		wording{`email (sending|outgoing) (is )?blocked`, several},
		wording{`login (is )?(temporarily )?(blocked|locked)`, several},
	)

	accountLockedAtLoginWords = anyOf(
		wording{`account[^.\n]{0,40}(locked|blocked|suspended|disabled|frozen|deactivated)`, several},
		wording{`(user|login) (is |has been )?(suspended|blocked|locked|disabled)`, several},
		wording{`アカウント[^\n]{0,16}(ロック|停止|凍結|無効)`, several},
	)

	protoDisabledWords = anyOf(
		wording{`not enabled for (IMAP|POP)`, "Gmail"},
		wording{`(IMAP|POP3?) (access )?(is )?(disabled|not enabled|not allowed)`, several},
		wording{`authenticated but not connected`, "Exchange"},
		wording{`SYS/PERM\].*(POP|disabled|not (enabled|allowed))`, several},
		wording{`yet to enable (IMAP|POP)`, several},
		wording{`(IMAP|POP3?)[^.\n]{0,30}(is|are|been) (disabled|not enabled|turned off)`, several},
		wording{`enable (IMAP|POP3?)( access)? (for|in) your`, several},
		wording{`not have access rights to this service`, several},
	)

	popInUseWords = anyOf(
		wording{`mailbox.*(already )?(in use|is locked)`, several},
		wording{`maildrop.*lock`, "Dovecot, Courier, Cyrus"},
		wording{`lock (the )?(maildrop|mailbox)`, "Dovecot, Courier, Cyrus"},
		wording{`lock busy`, "Dovecot, Courier, Cyrus"},
		wording{`another (POP3? )?session`, several},
		wording{`session (is )?(already )?active`, several},
	)

	popSysWords = anyOf(
		wording{`\[SYS/TEMP\]`, "RFC 5530, RFC 2449"},
		wording{`\[UNAVAILABLE\]`, "RFC 5530, RFC 2449"},
	)

	// popBusyWords are of a server that could not look at the account.
	popBusyWords = anyOf(
		wording{`^(-ERR|\S+ NO) [^\n]*\b(try (it )?again (later|in)|temporar(il)?y)\b`, several},
		wording{`^(-ERR|\S+ NO) [^\n]*\b(server|system|service)\b[^\n]{0,12}\b(busy|unavailable|down)\b`, several},
		wording{`^(-ERR|\S+ NO) [^\n]*\binternal (server )?(error|problem)`, several},
	)

	apopUnsupportedWords = anyOf(
		wording{`APOP.*(not supported|unsupported|unknown|not allowed|invalid)`, several},
		wording{`-ERR.*(unknown|unimplemented|not supported).*APOP`, "RFC 1939, RFC 9051"},
	)

	// loginUnknownWords are of a server that does not know the command at all.
	loginUnknownWords = anyOf(
		wording{`^-ERR.*(unknown|unrecogni[sz]ed|unimplemented|unsupported|invalid|illegal|bad|no such) (\w+ )?(command|verb)`, several},
		wording{`^-ERR.*(command|verb|AUTH|USER)\b.{0,20}\b(unknown|unrecogni[sz]ed|unimplemented|not (recogni[sz]ed|known|implemented|supported|available|valid))`, several},
	)

	unidentifiedWords = anyOf(
		wording{`unsafe login`, "NetEase"},
		wording{`RFC ?2971`, several},
		wording{`^\S+ NO .*\bID (command )?(is |was )?(required|needed|expected|missing|first)`, several},
	)

	appPasswordWords = anyOf(
		wording{`app(lication)?-specific password`, several},
		wording{`\bapp passwords?\b[^\n]{0,30}\b(required|needed|instead)\b`, several},
		wording{`(use|generate|create|requires?|need) (an? )?app(lication)? passwords?\b`, several},
	)

	passwordExpiredWords = anyOf(
		wording{`\bpass(word|code|phrase)\b[^.\n]{0,20}\bexpired\b`, several},
		wording{`\bexpired pass(word|code|phrase)\b`, several},
		wording{`パスワード[^\n]{0,8}(期限|有効期間)[^\n]{0,6}(切れ|過ぎ|終了)`, several},
	)

	transitionWords = anyOf(
		wording{`\b4\.7\.12\b`, "RFC 4954"},
		wording{`password transition`, "RFC 4954"},
		wording{`^432[- ][^4\n]`, "RFC 2554"},
	)

	authMechWords = anyOf(
		wording{`unknown mechanism`, several},
		wording{`unsupported mechanism`, several},
		wording{`unrecognized authentication type`, several},
		wording{`invalid authentication mechanism`, several},
		wording{`authentication is not permitted by this server`, "Exim"},
		wording{`mechanism.*not (supported|available)`, "Dovecot, Courier, Cyrus"},
		wording{`^504[ -]`, "RFC 5321, RFC 3463"},
		wording{`^534[ -]5\.7\.9\b`, "RFC 4954"},
		wording{`mechanism is too weak`, "RFC 4954"},
		wording{`SASL.*bad protocol`, "Dovecot, Courier, Cyrus"},
		wording{`unsupported authentication mechanism`, "Dovecot, Courier, Cyrus"},
	)

	authNotOfferedWords = anyOf(
		wording{`AUTH command used when not advertised`, "Exim"},
		wording{`^503[ -].*AUTH`, "RFC 5321, RFC 3463"},
		wording{`authentication not enabled`, "Postfix"},
		wording{`does not support authentication`, several},
		wording{`^50[02][ -]`, "RFC 5321, RFC 3463"},
	)

	popBeforeSMTPWords = anyOf(
		wording{`pop[- ]?(before|after)[- ]?smtp`, several},
		wording{`must get POP`, several},
		wording{`POP/A?POP auth`, "qmail"},
		wording{`POP auth\w* (is )?(required|first)`, several},
		wording{`pop (authentication|login).*(first|required|before)`, several},
		wording{`check (your )?mail (first|before)`, several},
		wording{`must (first )?(check|retrieve|read) (your )?mail`, several},
	)

	authRequiredWords = anyOf(
		wording{`authentication turned on`, "hMailServer"},
		wording{`turn on (SMTP )?authentication`, "hMailServer"},
		wording{`530[ -].*\b(auth(entication|orization)?\b|log[ -]?(in|on) (is )?(first|required|needed|necessary))`, "RFC 5321, RFC 3463"},
		wording{`authentication (is )?(first )?required`, several},
		wording{`(SMTP )?auth(entication)? (is )?(needed|necessary)`, several},
		wording{`not logged in`, "Postfix"},
		wording{`unauthenticated senders not allowed`, several},
		wording{`client host rejected: access denied`, "Postfix"},
		wording{`55\d[ -].*(must|requires?|need to|have to|should) (be )?(first )?(auth|log ?in)`, "RFC 5321, RFC 3463"},
		wording{`must (be )?(first )?authenticate`, several},
		wording{`(client|sender|you)( was| were| are| is)? not authenticated`, several},
		wording{`requires authentication`, several},
		wording{`please (authenticate|log ?in|use smtp auth)`, several},
		wording{`(SMTP)?認証が必要`, "hMailServer"},
	)

	authFailWords = anyOf(
		wording{`^53[45]\b`, "RFC 5321, RFC 3463"},
		wording{`5\.7\.8\b`, "RFC 5321, RFC 3463"},
		wording{`authentication (failed|failure|unsuccessful|credentials invalid)`, several},
		wording{`invalid (login|credentials|user|password)`, several},
		wording{`(LOGIN|AUTHENTICATE) failed`, "RFC 9051"},
		wording{`AUTHENTICATIONFAILED`, "RFC 5530, RFC 2449"},
		wording{`-ERR.*(auth|login|logon|password|user|permission denied)`, "RFC 1939, RFC 9051"},
		wording{`not accepted`, several},
		wording{`incorrect (username|password|login|authentication)`, several},
		wording{`could not authenticate`, several},
		wording{`(user ?name|account|login)[^.\n]{0,12}(or|and|/)[^.\n]{0,6} ?password[^.\n]{0,20}(incorrect|invalid|wrong|not correct)`, several},
		wording{`(wrong|bad) (user ?name|password|login|credentials)`, several},
		wording{`invalid (user ?name|password|auth\w*|account)`, several},
		wording{`(authentication|login|password|credentials|auth)[^.\n]{0,20}(rejected|denied|invalid|incorrect)`, several},
		wording{`(アカウント名|ユーザー?名|ユーザー? ?ID|ログイン ?ID)[^\n]{0,12}パスワード[^\n]{0,20}(正しく|間違|違|無効|誤)`, several},
		wording{`パスワードが(正しく|間違|違|無効|誤)`, several},
	)

	loginRefusedWords = anyOf(
		wording{`^-ERR`, "RFC 1939, RFC 9051"},
		wording{`^\S+ NO\b`, "RFC 1939, RFC 9051"},
	)
)
