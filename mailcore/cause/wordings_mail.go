package cause

// What servers say of the mail itself and of how much there is of it, and what
// no other row knows.
var (
	badLinkWords = anyOf(
		wording{`(blacklisted|listed|blocked|bad) (URL|URI|link)s?\b`, several},
		wording{`\b(URI|S?UR)BL\b`, "DNS block lists"},
		wording{`content contains[^\n]{0,40}(URL|link)`, several},
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
		wording{`message (size )?(exceed(s|ed)|(is )?(too|to) (large|big|long))`, several},
		wording{`exceeds? (the )?(fixed |maximum |max |allowed |our )*(message |mail )?size`, several},
		wording{`(message|mail) (is )?larger than`, several},
		wording{`(message|mail|file|attachment|data|max\w*) size[^.\n]{0,30}exceed`, several},
		wording{`size limits? (was |is |has been )?(exceed|reach)`, several},
		wording{`too (large|big) (for|message)`, several},
		wording{`(message|mail|file|attachment|attachments|data|body)[^.\n]{0,20} too (large|big)`, several},
		wording{`(message|mail|stream|body|data)[^.\n]{0,12} (is )?more than \d+ ?(bytes|[KM]i?B)`, several},
		wording{`maximum (allowed )?(message )?size`, several},
		wording{`oversized`, several},
		wording{`(メール|メッセージ|添付)[^\n]{0,12}サイズ[^\n]{0,20}(制限|上限|超)`, several},
		wording{`サイズが大きすぎ`, several},
	)

	rateLimitWords = anyOf(
		wording{`daily (user |message )?(sending )?(quota|limit)`, "Gmail"},
		wording{`5\.4\.5\b`, "RFC 5321, RFC 3463"},
		wording{`rate[- ]?limit`, several},
		wording{`rate (is )?(over ?limit|exceeded)`, several},
		wording{`(sending|send) rate`, several},
		wording{`4\.2\.1.*rate`, "RFC 5321, RFC 3463"},
		wording{`receiving mail (too quickly|at a rate)`, "Gmail"},
		wording{`too many (messages|e?mails|recipients|mails)`, several},
		wording{`too much mail`, several},
		wording{`(sending|message|hourly|daily|outgoing)[^.\n]{0,30}(quota|limit)s?( was| has been| is)? (exceeded|reached)`, several},
		wording{`exceeded (the |your |its )?(max\w*|hourly|daily|sending|message)[^.\n]{0,30}(limit|quota|per hour|emails|messages)`, several},
		wording{`max(imum)? (defers|emails per|credits|sending)`, "Exim"},
		wording{`excessive volume`, several},
		wording{`messages? per (hour|day|minute|connection)`, several},
		wording{`(daily|hourly|monthly|sending|outgoing|recipients?|relay)[^.\n]{0,20}limits?[^.\n]{0,40}(exceeded|reached|hit)`, several},
		wording{`(sent|sending|send) too (many|much|fast|quickly)`, several},
		wording{`送信(数|通数|件数)[^\n]{0,20}(上限|制限|超)`, several},
	)

	spamContentWords = anyOf(
		wording{`content denied`, several},
		wording{`message filtered`, several},
		wording{`recurrent pattern`, several},
		wording{`\bbulk (mail|e-?mail|advertis)`, several},
		wording{`banned content`, several},
		wording{`DT:SPM`, "NetEase"},
		wording{`mass mail`, several},
		wording{`5\.7\.1.*spam`, "RFC 5321, RFC 3463"},
		wording{`554[ -].*spam`, "RFC 5321, RFC 3463"},
		wording{`rejected as spam`, several},
		wording{`gcdp`, "Gmail"},
		wording{`unsolicited`, several},
		wording{`(likely|considered|classified|detected|identified|looks like|probability of|recogni[sz]ed|appears to be) (as )?(be(ing)? )?(suspicious|spam|junk)`, several},
		wording{`spam (message|mail|content|detected|score)`, several},
		wording{`\bis spam\b`, several},
		wording{`[-:] ?spam\b`, several},
		wording{`spam[- ]?(like|filter)`, several},
		wording{`high spam`, several},
		wording{`迷惑メール[^\n]{0,12}判定`, several},
	)

	sizeGuess = anyOf(
		wording{`line is too long`, "Exim"},
		wording{`too (large|big)\b`, several},
		wording{`size limit`, several},
	)

	rateLimitGuess = anyOf(
		wording{`limits?[^.\n]{0,40}(exceeded|reached)`, several},
		wording{`throttl`, several},
		wording{`too (fast|quickly)`, several},
		wording{`over (the |your )?limit`, several},
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
		wording{`too busy`, several},
		wording{`service (temporarily |currently )?(not available|unavailable)`, several},
	)

	spamContentGuess = anyOf(
		wording{`\bspam`, several},
		wording{`554[ -].*(policy|content)`, "RFC 5321, RFC 3463"},
		wording{`not accepted for policy reasons`, several},
		wording{`potential security issue`, "Gmail"},
		wording{`virus`, several},
		wording{`malware`, several},
		wording{`phishing`, several},
		wording{`(prohibited|blocked|forbidden|dangerous|illegal) (content|attachment|file|extension)`, several},
		wording{`content (filter|rejected)`, several},
		wording{`message (content )?rejected`, several},
		wording{`message (has been|was) blocked`, several},
	)

	perm5xxWords = anyOf(
		wording{`^5(\d\d|\.\d+\.\d+)`, "RFC 5321, RFC 3463"},
		wording{`^-ERR`, "RFC 1939, RFC 9051"},
		wording{`^\S+ (NO|BAD|BYE)\b`, "RFC 1939, RFC 9051"},
	)
)
