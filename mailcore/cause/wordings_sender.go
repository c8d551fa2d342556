package cause

// What servers say of a sender and of who may send.
var (
	relayDeniedWords = anyOf(
		wording{`not configured to relay`, bounces},
		wording{`insecure mail relay`, "qmail"},
		wording{`relay(ing)? (access )?denied`, "Exim"},
		wording{`relaying.*(not allowed|not permitted|prohibited|denied)`, "sendmail"},
		wording{`not permitted to relay`, "sendmail"},
		wording{`unable to relay`, "Exchange, aiosmtpd 1.4"},
		wording{`do(es)? not relay`, "Mercury"},
		wording{`5\.7\.54\b`, "Exchange"},
		wording{`5\.7\.64\b`, "Exchange"},
		wording{`rcpthosts`, "qmail"},
		wording{`relay (is )?not (permitted|allowed|authorized)`, "Exim 4.96, chasquid, Stalwart"},
		wording{`no relay(ing)?\b`, bounces},
		wording{`relay operation rejected`, "BlackJumboDog"},
		wording{`credentials for relay`, "Gmail"},
		wording{`relaying (is )?disallowed`, "Zoho"},
		wording{`relay(ing)? (is )?(disabled|forbidden|rejected)`, unverified},
		wording{`relaying (to|mail|for)\b[^\n]{0,80}(prohibited|denied|not)`, "masqmail"},
		wording{`not (allowed|authorized) to (use this server as a )?relay`, bounces},
		wording{`not an open relay`, "qmail"},
		wording{`(we )?don'?t relay`, "qmail-ldap"},
		wording{`(中継|リレー)(は|を|が)?[^\n]{0,6}(許可|拒否|禁止|でき)`, "the practice of Japanese providers"},
	)

	whoMayWriteWords = anyOf(
		wording{`5\.7\.(12|124|13[3-6])\b`, "Exchange"},
		wording{`RESOLVER\.RST\.(Sender)?Not\w*Auth`, "Exchange"},
		wording{`RESOLVER\.RST\.AuthRequired`, "Exchange"},
	)

	spfWords = anyOf(
		wording{`\bSPF (record|settings|check|policy)`, "RFC 7208, RFC 7489"},
		wording{`(not (allowed|authorized|permitted)|fail\w*|reject\w*)[^\n]{0,80}\bSPF\b`, "RFC 7208, RFC 7489"},
		wording{`[45]\.7\.(2[0-4]|2[67]|32|40|509|515)\b`, "RFC 7372"},
		wording{`\bDMARC\b`, "RFC 7208, RFC 7489"},
		wording{`sender policy framework`, "RFC 7208, RFC 7489"},
		wording{`openspf`, "RFC 7208, RFC 7489"},
		wording{`\bSPF\b[^\n]{0,80}(fail|not (allowed|authorized|permitted|pass)|violat|reject|invalid|unauthorized)`, "RFC 7208, RFC 7489"},
	)

	senderNotFQDNWords = anyOf(
		wording{`sender address rejected: need fully-qualified address`, "Postfix"},
		wording{`bad sender address syntax`, "Postfix 3.7"},
		wording{`5\.1\.7\b`, "RFC 5321, RFC 3463"},
		wording{`501[ -].*(sender|MAIL FROM)`, "RFC 5321, RFC 3463"},
		wording{`invalid sender`, "sendmail 8.17"},
		wording{`domain name required for sender`, "sendmail 8.17"},
	)

	senderDomainWords = anyOf(
		wording{`unrout(e)?able sender`, "Exim"},
		wording{`sender address rejected: domain not found`, "Postfix"},
		wording{`sender verify failed`, "Exim"},
		wording{`verification failed for <`, "Exim"},
		wording{`unresolvable RFC`, "sendmail"},
		wording{`domain of sender address.*(does not|not found)`, "sendmail"},
		wording{`[45]\.1\.8\b`, "RFC 5321, RFC 3463"},
		wording{`unresolvable (sender )?domain`, unverified},
		wording{`sender domain.*(not (found|exist)|must resolve)`, "OpenDKIM 2.11"},
	)

	senderNotOwnedWords = anyOf(
		wording{`domain[^\n]{0,30} not (associated|registered|configured|verified)`, "Amazon SES, Mailgun, SendGrid"},
		wording{`(sender|from)[^\n]{0,16} name is not valid`, "Amazon SES, Mailgun, SendGrid"},
		wording{`unconfigured sending domain`, "Amazon SES, Mailgun, SendGrid"},
		wording{`(sending|sender|from) domain[^\n]{0,30}\bnot (configured|verified|registered|authorized)`, "Amazon SES, Mailgun, SendGrid"},
		wording{`not owned by`, "Postfix"},
		wording{`sender.*not (allowed|authorized|permitted|verified)`, "Stalwart, IONOS"},
		wording{`(e?mail|from) address (is )?not verified`, "Amazon SES"},
		wording{`identities failed the check`, "Amazon SES, Mailgun, SendGrid"},
		wording{`差出人[^\n]{0,20}(拒否|使用できません|許可)`, unverified},
		wording{`unknown sender address`, "hydroxide"},
		wording{`mail from (address )?must (be|equal|match)`, "QQ"},
		wording{`(sender|from|mail from)[^\n]{0,60}(must be (the )?same|mismatch|does(n't| not) match|not same as|not match|differs? from)[^\n]{0,60}`, "SendGrid"},
		wording{`not (a |the )?(Sender Signature|verified sender)`, "Gmail, Postmark"},
		wording{`not (allowed|authorized|permitted) to send (mail |email |message )?(from|as|on behalf)`, "Exchange, Stalwart, Exim 4.96 in Debian"},
		wording{`sender (is )?not (valid|same)`, "iRedAPD"},
		wording{`sender address (is )?not (allowed|accepted)`, "Stalwart, IONOS"},
		wording{`verified sender`, "SendGrid"},
		wording{`domain .{0,60}is not (verified|authorized|allowed to send)`, "Mailgun"},
		wording{`sandbox (sub)?domain`, "Amazon SES, Mailgun, SendGrid"},
	)

	authDNSWords = anyOf(
		wording{`\bSPF\b.*(fail|hard|not pass|violat|reject|invalid)`, "RFC 7208, RFC 7489"},
		wording{`unauthenticated (e?mail|sender)`, "Gmail"},
		wording{`sender is unauthenticated`, "Gmail"},
		wording{`either SPF or DKIM`, "Gmail, Postmark"},
		wording{`DKIM.*(fail|not pass|invalid)`, "Stalwart, Gmail"},
		wording{`not pass authentication`, "Gmail"},
		wording{`fail(s|ed) (to pass )?authentication checks`, "Cox"},
		wording{`(domain|email) authentication (fail|required)`, bounces},
	)

	senderNotOwnedGuess = anyOf(
		wording{`from address.*(not|must)`, "SendGrid"},
		wording{`553[ -].*(sender|from address|mail from|from:)`, "RFC 5321, RFC 3463"},
		wording{`送信者[^\n]{0,12}(拒否|許可)`, unverified},
	)

	senderRejectedGuess = anyOf(
		wording{`sender address (is )?(rejected|denied)`, "Postfix 3.7"},
		wording{`sender (was |is )?rejected`, "OpenSMTPD 6.8, Courier 1.0"},
	)
)
