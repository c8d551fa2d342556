package cause

// What servers say of the mail itself and of how much there is of it, and what
// no other row knows.
var (
	badLinkWords = anyOf(
		wording{`(blacklisted|listed|blocked|bad) (URL|URI|link)s?\b`, "IMail", ""},
		wording{`\b(URI|S?UR)BL\b`, "DNS block lists", ""},
	)

	creditsWords = anyOf(
		wording{`credits? exceeded`, "Amazon SES, Mailgun, SendGrid", ""},
		wording{`[45]\.7\.28\b`, "Gmail", "550 5.7.28 Mail was limited for now"},
		wording{`unusual rate of unsolicited mail`, "Gmail", "421 4.7.0 We have found an unusual rate of unsolicited mail from you"},
	)

	sizeWords = anyOf(
		wording{`552[- ].*(message|mail|size)\b.{0,40}(size|exceed|large|big)`, "RFC 5321, RFC 3463", ""},
		wording{`5\.3\.4\b`, "RFC 5321, RFC 3463", "552 5.3.4 Your mail has been sent back"},
		wording{`5\.2\.3\b`, "Exchange", "550 5.2.3 Your mail has been sent back"},
		wording{`message (size )?(exceed(s|ed)|(is )?(too|to) (large|big|long))`, "Postfix 3.7, Exim 4.96, sendmail 8.17", "550 The message is too long"},
		wording{`exceeds? (the )?(fixed |maximum |max |allowed |our )*(message |mail )?size`, "sendmail 8.17", "550 5.7.1 The mail exceeds the allowed size"},
		wording{`(message|mail) (is )?larger than`, "Exchange", "550 The mail is larger than 10 MB"},
		wording{`(message|mail|file|attachment|data|max\w*) size[^.\n]{0,30}exceed`, "Postfix 3.7, Exim 4.96, Cyrus 3.6", "550 The attachment size must not exceed 10 MB"},
		wording{`size limits? (was |is |has been )?(exceed|reach)`, "RFC 1870", "550 The size limit was reached"},
		wording{`too (large|big) (for|message)`, "OpenSMTPD 6.8, Exchange", "550 Too large for us"},
		wording{`(message|mail|file|attachment|attachments|data|body)[^.\n]{0,20} too (large|big)`, "Postfix 3.7, OpenSMTPD 6.8", ""},
		wording{`(message|mail|stream|body|data)[^.\n]{0,12} (is )?more than \d+ ?(bytes|[KM]i?B)`, "Amazon SES", ""},
		wording{`maximum (allowed )?(message )?size`, "sendmail 8.17, Dovecot 2.3", "550 The maximum message size is 10 MB"},
		wording{`(メール|メッセージ|添付)[^\n]{0,12}(サイズ|大きさ)[^\n]{0,20}(制限|上限|超)`, "Thunderbird, Ricoh, Roundcube 1.6", ""},
		wording{`サイズ(が大きすぎ|超過)`, unverified, "550 添付ファイルを含むサイズが大きすぎます"},
		wording{`message length[^\n]{0,30} exceed`, "Courier 1.0", "523 Message length (1000000 bytes) exceeds administrative limit."},
	)

	rateLimitWords = anyOf(
		wording{`daily (user |message )?(sending )?(quota|limit)`, "Gmail", ""},
		wording{`5\.4\.5\b`, "RFC 5321, RFC 3463", "550 5.4.5 You have sent all you may today"},
		wording{`rate[- ]?limit`, "sendmail 8.17, Exchange", ""},
		wording{`rate (is )?(over ?limit|exceeded)`, "Amazon SES", "450 Your rate is over limit"},
		wording{`(sending|send) rate`, "Amazon SES", "450 Your send rate is high"},
		wording{`4\.2\.1.*rate`, "RFC 5321, RFC 3463", "450 4.2.1 The user gets mail at a rate that stops more"},
		wording{`receiving mail (too quickly|at a rate)`, "Gmail", ""},
		wording{`too many (messages|e?mails|recipients|mails)`, "Postfix 3.7, sendmail 8.17, Courier 1.0", ""},
		wording{`too much mail`, "Postfix 3.7, Courier 1.0", ""},
		wording{`(sending|message|hourly|daily|outgoing)[^.\n]{0,30}(quota|limit)s?( was| has been| is)? (exceeded|reached)`, "Gmail, Amazon SES", "450 Your sending quota has been reached"},
		wording{`exceeded (the |your |its )?(max\w*|hourly|daily|sending|message)[^.\n]{0,30}(limit|quota|per hour|emails|messages)`, "cPanel", "450 You have exceeded the max of 100 emails"},
		wording{`max(imum)? (defers|emails per|credits|sending)`, "Exim", "550 Max emails per day"},
		wording{`excessive volume`, "iCloud", ""},
		wording{`messages? per (hour|day|minute|connection)`, "Yahoo", "450 Only 10 messages per connection"},
		wording{`(daily|hourly|monthly|sending|outgoing|recipients?|relay)[^.\n]{0,20}limits?[^.\n]{0,40}(exceeded|reached|hit)`, "Gmail", "550 The recipient limit has been reached"},
		wording{`(sent|sending|send) too (many|much|fast|quickly)`, "Courier 1.0", "450 You have sent too much"},
		wording{`送信(数|通数|件数)[^\n]{0,20}(上限|制限|超)`, unverified, "550 送信数が上限に達しました"},
	)

	spamContentWords = anyOf(
		wording{`content denied`, "QQ", ""},
		wording{`message filtered`, bounces, ""},
		wording{`recurrent pattern`, bounces, ""},
		wording{`\bbulk (mail|e-?mail|advertis)`, "cPanel, Cyberoam", ""},
		wording{`banned content`, "amavis 2.13", ""},
		wording{`DT:SPM`, "NetEase", "554 DT:SPM 163 smtp1"},
		wording{`mass mail`, bounces, "550 Mass mail is not taken"},
		wording{`5\.7\.1.*spam`, "RFC 5321, RFC 3463", "550 5.7.1 We do not like spam"},
		wording{`554[ -].*spam`, "RFC 5321, RFC 3463", "554 We do not like spam"},
		wording{`rejected as spam`, bounces, "550 Rejected as spam"},
		wording{`gcdp`, "Gmail", ""},
		wording{`unsolicited`, "Gmail, cPanel", "550 5.7.1 Unsolicited mail"},
		wording{`(likely|considered|classified|detected|identified|looks like|probability of|recogni[sz]ed|appears to be) (as )?(be(ing)? )?(suspicious|spam|junk)`, "Gmail", ""},
		wording{`spam (message|mail|content|detected|score)`, "Mail.ru, qpsmtpd 0.94", ""},
		wording{`\bis spam\b`, bounces, "550 This is spam"},
		wording{`[-:] ?spam\b`, "amavis 2.13", "550 Rejected: spam"},
		wording{`spam[- ]?(like|filter)`, bounces, "550 Stopped by the spam filter"},
		wording{`high spam`, "Apache James", "550 High spam rank"},
		wording{`迷惑メール[^\n]{0,12}判定`, unverified, "550 迷惑メールと判定されました"},
	)

	sizeGuess = anyOf(
		wording{`line is too long`, "Exim", ""},
		wording{`too (large|big)\b`, "Postfix 3.7, Exim 4.96", "550 5.7.1 It is too big"},
		wording{`size limit`, "Postfix 3.7", "550 5.7.1 There is a size limit"},
	)

	rateLimitGuess = anyOf(
		wording{`limits?[^.\n]{0,40}(exceeded|reached)`, "sendmail 8.17, Postfix 3.7", ""},
		wording{`throttl`, "Amazon SES", "450 Throttled"},
		wording{`too (fast|quickly)`, "Gmail", "450 You are too fast"},
		wording{`over (the |your )?limit`, unverified, "450 You are over your limit"},
	)

	greylistGuess = anyOf(
		wording{`450[- ]4\.2\.0`, "RFC 5321, RFC 3463", ""},
		wording{`451[- ]4\.7\.1`, "RFC 5321, RFC 3463", "451 4.7.1 Please come back"},
		wording{`4\.7\.1.*(try again|delay|later)`, "RFC 5321, RFC 3463", ""},
		wording{`temporarily rejected RCPT`, "Postfix", "450 Temporarily rejected RCPT"},
	)

	temp4xxGuess = anyOf(
		wording{`insufficient (system )?(resources|memory)`, "sendmail", ""},
		wording{`4\.3\.2\b`, "RFC 5321, RFC 3463", ""},
		wording{`too busy`, "go-smtp", "450 The server is too busy"},
		wording{`service (temporarily |currently )?(not available|unavailable)`, "Postfix 3.7, sendmail 8.17", ""},
	)

	spamContentGuess = anyOf(
		wording{`\bspam`, "Courier 1.0, rspamd 3.4", ""},
		wording{`554[ -].*(policy|content)`, "RFC 5321, RFC 3463", ""},
		wording{`not accepted for policy reasons`, "Yahoo", "550 5.7.1 Not accepted for policy reasons"},
		wording{`potential security issue`, "Gmail", "552 5.7.0 This mail has a potential security issue"},
		wording{`virus`, "Zoho, mailfront 2.12", ""},
		wording{`malware`, "Exim", "550 5.7.1 The mail has malware"},
		wording{`phishing`, "Gmail", "550 5.7.1 The mail is phishing"},
		wording{`(prohibited|blocked|forbidden|dangerous|illegal) (content|attachment|file|extension)`, "Gmail", "552 5.7.0 Prohibited attachment"},
		wording{`content (filter|rejected)`, "Postfix 3.7", "550 5.7.1 Content rejected"},
		wording{`message (content )?rejected`, "Postfix 3.7, Amazon SES, Zimbra", ""},
		wording{`message (has been|was) blocked`, "Gmail", "550 5.7.1 Your message was blocked"},
	)

	perm5xxWords = anyOf(
		wording{`^5(\d\d|\.\d+\.\d+)`, "RFC 5321, RFC 3463", ""},
		wording{`^-ERR`, "RFC 1939, RFC 9051", "-ERR Not now"},
		wording{`^\S+ (NO|BAD|BYE)\b`, "RFC 1939, RFC 9051", ""},
	)
)
