package cause

// What servers say of a sender and of who may send.
var (
	relayDeniedWords = anyOf(
		wording{`not configured to relay`, bounces, ""},
		wording{`insecure mail relay`, "qmail", ""},
		wording{`relay(ing)? (access )?(denied|refused)`, "Exim, Balsa 2.6", ""},
		wording{`relaying.*(not allowed|not permitted|prohibited|denied)`, "sendmail", "550 5.7.1 Relaying of mail is prohibited"},
		wording{`not permitted to relay`, "sendmail", ""},
		wording{`unable to relay`, "Exchange, aiosmtpd 1.4", ""},
		wording{`do(es)? not relay`, "Mercury", ""},
		wording{`5\.7\.54\b`, "Exchange", "550 5.7.54 SMTP; the domain is not accepted here"},
		wording{`5\.7\.64\b`, "Exchange", "550 5.7.64 TenantAttribution"},
		wording{`rcpthosts`, "qmail", ""},
		wording{`relay (is )?not (permitted|allowed|authorized)`, "Exim 4.96, chasquid, Stalwart", ""},
		wording{`no relay(ing)?\b`, bounces, "550 5.7.1 There is no relay here"},
		wording{`relay operation rejected`, "BlackJumboDog", ""},
		wording{`credentials for relay`, "Gmail", "550 5.7.1 Wrong credentials for relay"},
		wording{`relaying (is )?disallowed`, "Zoho", ""},
		wording{`relay(ing)? (is )?(disabled|forbidden|rejected)`, unverified, "550 5.7.1 Relaying is disabled"},
		wording{`relaying (to|mail|for)\b[^\n]{0,80}(prohibited|denied|not)`, "masqmail", "550 5.7.1 Relaying to <hanako@example.com> is not done here"},
		wording{`not (allowed|authorized) to (use this server as a )?relay`, bounces, ""},
		wording{`not an open relay`, "qmail", ""},
		wording{`(we )?don'?t relay`, "qmail-ldap", "550 5.7.1 We don't relay"},
		wording{`(中継|リレー)(は|を|が)?[^\n]{0,6}(許可|拒否|禁止|でき)`, "the practice of Japanese providers", "550 5.7.1 メールの中継は行いません。中継を拒否しました" + also + "554 5.7.1 中継は許可されていません"},
	)

	whoMayWriteWords = anyOf(
		wording{`5\.7\.(12|124|13[3-6])\b`, "Exchange", "550 5.7.133 The group takes mail from inside only"},
		wording{`RESOLVER\.RST\.(Sender)?Not\w*Auth`, "Exchange", "550 RESOLVER.RST.NotAuthorized; not for you"},
		wording{`RESOLVER\.RST\.AuthRequired`, "Exchange", "550 RESOLVER.RST.AuthRequired; not for you"},
	)

	spfWords = anyOf(
		wording{`\bSPF (record|settings|check|policy)`, "RFC 7208, RFC 7489", ""},
		wording{`(not (allowed|authorized|permitted)|fail\w*|reject\w*)[^\n]{0,80}\bSPF\b`, "RFC 7208, RFC 7489", "550 5.7.1 Mail rejected by SPF"},
		wording{`[45]\.7\.(2[0-4]|2[67]|32|40|509|515)\b`, "RFC 7372", ""},
		wording{`\bDMARC\b`, "RFC 7208, RFC 7489", ""},
		wording{`sender policy framework`, "RFC 7208, RFC 7489", "550 5.7.1 Sender Policy Framework says no"},
		wording{`openspf`, "RFC 7208, RFC 7489", ""},
		wording{`\bSPF\b[^\n]{0,80}(fail|not (allowed|authorized|permitted|pass)|violat|reject|invalid|unauthorized)`, "RFC 7208, RFC 7489", ""},
	)

	senderNotFQDNWords = anyOf(
		wording{`sender address rejected: need fully-qualified address`, "Postfix", ""},
		wording{`bad sender address syntax`, "Postfix 3.7", "553 5.0.0 Bad sender address syntax"},
		wording{`5\.1\.7\b`, "RFC 5321, RFC 3463", ""},
		wording{`501[ -].*(sender|MAIL FROM)`, "RFC 5321, RFC 3463", "501 5.5.4 Syntax error in MAIL FROM"},
		wording{`invalid sender`, "sendmail 8.17", "550 Invalid sender"},
		wording{`domain name required for sender`, "sendmail 8.17", "553 5.5.4 <a>... Domain name required for sender address a"},
	)

	senderDomainWords = anyOf(
		wording{`unrout(e)?able sender`, "Exim", ""},
		wording{`sender address rejected: domain not found`, "Postfix", "450 4.0.0 <taro@example.jp>: Sender address rejected: Domain not found"},
		wording{`sender verify failed`, "Exim", "550 Sender verify failed"},
		wording{`verification failed for <`, "Exim", "550 Verification failed for <taro@example.jp>"},
		wording{`unresolvable RFC`, "sendmail", ""},
		wording{`domain of sender address.*(does not|not found)`, "sendmail", "553 Domain of sender address taro@example.jp does not resolve, not found"},
		wording{`[45]\.1\.8\b`, "RFC 5321, RFC 3463", ""},
		wording{`unresolvable (sender )?domain`, unverified, "550 Unresolvable sender domain"},
		wording{`sender domain.*(not (found|exist)|must resolve)`, "OpenDKIM 2.11", "550 The sender domain example.jp must resolve"},
	)

	senderNotOwnedWords = anyOf(
		wording{`domain[^\n]{0,30} not (associated|registered|configured|verified)`, "Amazon SES, Mailgun, SendGrid", ""},
		wording{`(sender|from)[^\n]{0,16} name is not valid`, "Amazon SES, Mailgun, SendGrid", ""},
		wording{`unconfigured sending domain`, "Amazon SES, Mailgun, SendGrid", ""},
		wording{`(sending|sender|from) domain[^\n]{0,30}\bnot (configured|verified|registered|authorized)`, "Amazon SES, Mailgun, SendGrid", "550 5.7.1 From domain example.jp not authorized"},
		wording{`not owned by`, "Postfix", ""},
		wording{`sender.*not (allowed|authorized|permitted|verified)`, "Stalwart, IONOS", ""},
		wording{`(e?mail|from) address (is )?not verified`, "Amazon SES", ""},
		wording{`identities failed the check`, "Amazon SES, Mailgun, SendGrid", "554 Message rejected: the following identities failed the check in region AP-NORTHEAST-1"},
		wording{`差出人[^\n]{0,20}(拒否|使用できません|許可)`, unverified, "550 差出人アドレスは使用できません"},
		wording{`unknown sender address`, "hydroxide", ""},
		wording{`mail from (address )?must (be|equal|match)`, "QQ", "550 MAIL FROM address must be yours"},
		wording{`(sender|from|mail from)[^\n]{0,60}(must be (the )?same|mismatch|does(n't| not) match|not same as|not match|differs? from)[^\n]{0,60}`, "SendGrid", "550 The sender does not match your account"},
		wording{`not (a |the )?(Sender Signature|verified sender)`, "Gmail, Postmark", ""},
		wording{`not (allowed|authorized|permitted) to send (mail |email |message )?(from|as|on behalf)`, "Exchange, Stalwart, Exim 4.96 in Debian", "550 You are not allowed to send mail as hanako"},
		wording{`sender (is )?not (valid|same)`, "iRedAPD", "550 The sender is not valid"},
		wording{`sender address (is )?not (allowed|accepted)`, "Stalwart, IONOS", "550 Sender address not accepted"},
		wording{`verified sender`, "SendGrid", "550 Please use a verified sender"},
		wording{`domain .{0,60}is not (verified|authorized|allowed to send)`, "Mailgun", ""},
		wording{`sandbox (sub)?domain`, "Amazon SES, Mailgun, SendGrid", "550 A sandbox domain can be used by its owner only"},
	)

	authDNSWords = anyOf(
		wording{`\bSPF\b.*(fail|hard|not pass|violat|reject|invalid)`, "RFC 7208, RFC 7489", "550 5.7.1 SPF hard"},
		wording{`unauthenticated (e?mail|sender)`, "Gmail", ""},
		wording{`sender is unauthenticated`, "Gmail", "550 5.7.1 The sender is unauthenticated"},
		wording{`either SPF or DKIM`, "Gmail, Postmark", "550 5.7.1 Please set up either SPF or DKIM"},
		wording{`DKIM.*(fail|not pass|invalid)`, "Stalwart, Gmail", ""},
		wording{`not pass authentication`, "Gmail", "550 5.7.1 Your mail did not pass authentication"},
		wording{`fail(s|ed) (to pass )?authentication checks`, "Cox", "550 5.7.1 The mail failed to pass authentication checks"},
		wording{`(domain|email) authentication (fail|required)`, bounces, "550 5.7.1 Domain authentication is required: email authentication fail"},
	)

	senderNotOwnedGuess = anyOf(
		wording{`from address.*(not|must)`, "SendGrid", "550 5.7.1 The from address must be known"},
		wording{`553[ -].*(sender|from address|mail from|from:)`, "RFC 5321, RFC 3463", ""},
		wording{`送信者[^\n]{0,12}(拒否|許可)`, unverified, "550 5.7.1 送信者が拒否されました"},
	)

	senderRejectedGuess = anyOf(
		wording{`sender address (is )?(rejected|denied)`, "Postfix 3.7", ""},
		wording{`sender (was |is )?rejected`, "OpenSMTPD 6.8, Courier 1.0", ""},
	)
)
