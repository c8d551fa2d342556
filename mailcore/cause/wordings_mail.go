package cause

// What servers say of the mail itself and of how much there is of it, and what
// no other row knows.
var (
	badLinkWords = anyOf(
		wording{`(blacklisted|listed|blocked|bad) (URL|URI|link)s?\b`, "IMail"},
		wording{`\b(URI|S?UR)BL\b`, "DNS block lists"},
		wording{`content contains[^\n]{0,40}(URL|link)`, unverified},
	)

	creditsWords = anyOf(
		wording{`credits? exceeded`, "Amazon SES, Mailgun, SendGrid"},
		wording{`[45]\.7\.28\b`, "Gmail"},
		wording{`unusual rate of unsolicited mail`, "Gmail"},
	)

	sizeWords = anyOf(
		wording{`552[- ].*(message|mail|size)\b.{0,40}(size|exceed|large|big)`, "RFC 5321, RFC 3463"},
		wording{`5\.3\.4\b`, "RFC 5321, RFC 3463"},
		wording{`5\.2\.3\b`, "Exchange"},
		wording{`message (size )?(exceed(s|ed)|(is )?(too|to) (large|big|long))`, "Postfix 3.7, Exim 4.96, sendmail 8.17"},
		wording{`exceeds? (the )?(fixed |maximum |max |allowed |our )*(message |mail )?size`, "sendmail 8.17"},
		wording{`(message|mail) (is )?larger than`, "Exchange"},
		wording{`(message|mail|file|attachment|data|max\w*) size[^.\n]{0,30}exceed`, "Postfix 3.7, Exim 4.96, Cyrus 3.6"},
		wording{`size limits? (was |is |has been )?(exceed|reach)`, "RFC 1870"},
		wording{`too (large|big) (for|message)`, "OpenSMTPD 6.8, Exchange"},
		wording{`(message|mail|file|attachment|attachments|data|body)[^.\n]{0,20} too (large|big)`, "Postfix 3.7, OpenSMTPD 6.8"},
		wording{`(message|mail|stream|body|data)[^.\n]{0,12} (is )?more than \d+ ?(bytes|[KM]i?B)`, "Amazon SES"},
		wording{`maximum (allowed )?(message )?size`, "sendmail 8.17, Dovecot 2.3"},
		wording{`oversized`, unverified},
		wording{`(メール|メッセージ|添付)[^\n]{0,12}サイズ[^\n]{0,20}(制限|上限|超)`, "Thunderbird, Ricoh"},
		wording{`サイズが大きすぎ`, unverified},
		wording{`message length[^\n]{0,30} exceed`, "Courier 1.0"},
	)

	rateLimitWords = anyOf(
		wording{`daily (user |message )?(sending )?(quota|limit)`, "Gmail"},
		wording{`5\.4\.5\b`, "RFC 5321, RFC 3463"},
		wording{`rate[- ]?limit`, "sendmail 8.17, Exchange"},
		wording{`rate (is )?(over ?limit|exceeded)`, "Amazon SES"},
		wording{`(sending|send) rate`, "Amazon SES"},
		wording{`4\.2\.1.*rate`, "RFC 5321, RFC 3463"},
		wording{`receiving mail (too quickly|at a rate)`, "Gmail"},
		wording{`too many (messages|e?mails|recipients|mails)`, "Postfix 3.7, sendmail 8.17, Courier 1.0"},
		wording{`too much mail`, "Postfix 3.7, Courier 1.0"},
		wording{`(sending|message|hourly|daily|outgoing)[^.\n]{0,30}(quota|limit)s?( was| has been| is)? (exceeded|reached)`, "Gmail, Amazon SES"},
		wording{`exceeded (the |your |its )?(max\w*|hourly|daily|sending|message)[^.\n]{0,30}(limit|quota|per hour|emails|messages)`, "cPanel"},
		wording{`max(imum)? (defers|emails per|credits|sending)`, "Exim"},
		wording{`excessive volume`, "iCloud"},
		wording{`messages? per (hour|day|minute|connection)`, "Yahoo"},
		wording{`(daily|hourly|monthly|sending|outgoing|recipients?|relay)[^.\n]{0,20}limits?[^.\n]{0,40}(exceeded|reached|hit)`, "Gmail"},
		wording{`(sent|sending|send) too (many|much|fast|quickly)`, "Courier 1.0"},
		wording{`送信(数|通数|件数)[^\n]{0,20}(上限|制限|超)`, unverified},
	)

	spamContentWords = anyOf(
		wording{`content denied`, "QQ"},
		wording{`message filtered`, bounces},
		wording{`recurrent pattern`, bounces},
		wording{`\bbulk (mail|e-?mail|advertis)`, "cPanel, Cyberoam"},
		wording{`banned content`, "amavis 2.13"},
		wording{`DT:SPM`, "NetEase"},
		wording{`mass mail`, bounces},
		wording{`5\.7\.1.*spam`, "RFC 5321, RFC 3463"},
		wording{`554[ -].*spam`, "RFC 5321, RFC 3463"},
		wording{`rejected as spam`, bounces},
		wording{`gcdp`, "Gmail"},
		wording{`unsolicited`, "Gmail, cPanel"},
		wording{`(likely|considered|classified|detected|identified|looks like|probability of|recogni[sz]ed|appears to be) (as )?(be(ing)? )?(suspicious|spam|junk)`, "Gmail"},
		wording{`spam (message|mail|content|detected|score)`, "Mail.ru, qpsmtpd 0.94"},
		wording{`\bis spam\b`, bounces},
		wording{`[-:] ?spam\b`, "amavis 2.13"},
		wording{`spam[- ]?(like|filter)`, bounces},
		wording{`high spam`, "Apache James"},
		wording{`迷惑メール[^\n]{0,12}判定`, unverified},
	)

	sizeGuess = anyOf(
		wording{`line is too long`, "Exim"},
		wording{`too (large|big)\b`, "Postfix 3.7, Exim 4.96"},
		wording{`size limit`, "Postfix 3.7"},
	)

	rateLimitGuess = anyOf(
		wording{`limits?[^.\n]{0,40}(exceeded|reached)`, "sendmail 8.17, Postfix 3.7"},
		wording{`throttl`, "Amazon SES"},
		wording{`too (fast|quickly)`, "Gmail"},
		wording{`over (the |your )?limit`, unverified},
	)

	greylistGuess = anyOf(
		wording{`450[- ]4\.2\.0`, "RFC 5321, RFC 3463"},
		wording{`451[- ]4\.7\.1`, "RFC 5321, RFC 3463"},
		wording{`4\.7\.1.*(try again|delay|later)`, "RFC 5321, RFC 3463"},
		wording{`temporarily rejected RCPT`, "Postfix"},
	)

	temp4xxGuess = anyOf(
		wording{`insufficient (system )?(resources|memory)`, "sendmail"},
		wording{`4\.3\.2\b`, "RFC 5321, RFC 3463"},
		wording{`too busy`, "go-smtp"},
		wording{`service (temporarily |currently )?(not available|unavailable)`, "Postfix 3.7, sendmail 8.17"},
	)

	spamContentGuess = anyOf(
		wording{`\bspam`, "Courier 1.0, rspamd 3.4"},
		wording{`554[ -].*(policy|content)`, "RFC 5321, RFC 3463"},
		wording{`not accepted for policy reasons`, "Yahoo"},
		wording{`potential security issue`, "Gmail"},
		wording{`virus`, "Zoho, mailfront 2.12"},
		wording{`malware`, "Exim"},
		wording{`phishing`, "Gmail"},
		wording{`(prohibited|blocked|forbidden|dangerous|illegal) (content|attachment|file|extension)`, "Gmail"},
		wording{`content (filter|rejected)`, "Postfix 3.7"},
		wording{`message (content )?rejected`, "Postfix 3.7, Amazon SES, Zimbra"},
		wording{`message (has been|was) blocked`, "Gmail"},
	)

	perm5xxWords = anyOf(
		wording{`^5(\d\d|\.\d+\.\d+)`, "RFC 5321, RFC 3463"},
		wording{`^-ERR`, "RFC 1939, RFC 9051"},
		wording{`^\S+ (NO|BAD|BYE)\b`, "RFC 1939, RFC 9051"},
	)
)
