package cause

// What servers say of a recipient and their mailbox.
var (
	mailboxFullWords = anyOf(
		wording{`[45]\.2\.2\b`, "RFC 5321, RFC 3463"},
		wording{`too much mail data`, "Postfix"},
		wording{`too many messages on`, bounces},
		wording{`(mail ?box|mail ?folder|inbox)[^.\n]{0,12} full\b`, "Dovecot 2.3, OpenSMTPD 6.8, Exim 4.96"},
		wording{`full mail ?box`, bounces},
		wording{`destinataire pleine`, "French providers"},
		wording{`enough space`, "Apache James"},
		wording{`space has been used up`, bounces},
	)

	overQuotaWords = anyOf(
		wording{`over ?quota`, "Gmail, iCloud"},
		wording{`quota[^.\n]{0,20}(exceeded|full)`, "Dovecot 2.3, Exim 4.96"},
		wording{`exceed\w*[^.\n]{0,30}(quota|storage)`, "RFC 5321"},
		wording{`(mail ?box|inbox|account|user|recipient|maildir)[^.\n]{0,60}\b(is |was )?(full|over (the |its )?(quota|limit))\b`, "Dovecot 2.3, Exim 4.96, OpenSMTPD 6.8"},
		wording{`(mail ?box|inbox|maildir)[^.\n]{0,60}\bexceed\w+\b`, "Stalwart"},
		wording{`out of storage`, "Gmail"},
		wording{`(mail ?box|inbox|recipient|user)[^.\n]{0,40}(not enough|insufficient) (storage|disk )?space`, unverified},
		wording{`storage (is )?full`, "mox"},
		wording{`not enough (storage )?(space )?(in|left|on) (the |this )?(mailbox|account)`, unverified},
		wording{`quota (violation|limit)`, "vmailmgr"},
		wording{`メールボックス[^\n]{0,12}フル`, unverified},
		wording{`メールボックス[^\n]{0,20}(いっぱい|満杯|容量)`, unverified},
		wording{`容量[^\n]{0,10}(超え|超過|オーバー)`, unverified},
	)

	rcptSyntaxWords = anyOf(
		wording{`5\.1\.3\b`, "RFC 5321, RFC 3463"},
		wording{`bad (recipient|destination) (mailbox )?address`, "Postfix 3.7, OpenSMTPD 6.8"},
		wording{`501[ -].*(RCPT|recipient)`, "RFC 5321, RFC 3463"},
		wording{`invalid route address`, "sendmail 8.17"},
		wording{`(malformed|illegal) (recipient|address)`, "Postfix 3.7, JavaMail 1.6"},
		wording{`address syntax`, "Postfix 3.7, Stalwart"},
		wording{`recipient address rejected: need fully-qualified`, "Postfix 3.7"},
	)

	rcptUnknownWords = anyOf(
		wording{`MX records point to`, "Exim"},
		wording{`(not|isn'?t) an? (known|active|valid|existing|registered|working) (user|address|mailbox|recipient|account)`, bounces},
		wording{`destinataire[^\n]{0,20}(invalide|inconnu)`, "French providers"},
		wording{`archived recipient`, "La Poste"},
		wording{`(can'?t|cannot) accept (user|recipient)`, bounces},
		wording{`addresses were unknown`, bounces},
		wording{`rejected recipients`, bounces},
		wording{`mail ?box (invalid|not present)`, bounces},
		wording{`no existe`, "Spanish providers"},
		wording{`non[- ]?exist(ent|ing) (user|address|mailbox|account|recipient)`, unverified},
		wording{`recipient not ok`, bounces},
		wording{`badrcptto`, "qmail"},
		wording{`no one at this address`, "qmail"},
		wording{`missing home directory`, "qmail"},
		wording{`(deactivated|disabled|suspended|closed|expired) (mailbox|account|user)`, "QQ"},
		wording{`recipient suspend`, bounces},
		wording{`account unavailable`, "Outblaze"},
		wording{`unbekannt`, "German providers"},
		wording{`inconnu`, "French providers"},
		wording{`sconosciuto`, "Italian providers"},
		wording{`desconocid`, "Spanish providers"},
		wording{`[45]\.1\.1\b`, "RFC 5321, RFC 3463"},
		wording{`5\.1\.10\b`, "Exchange"},
		wording{`5\.1\.[26]\b`, "RFC 5321, RFC 3463"},
		wording{`5\.2\.1\b`, "RFC 5321, RFC 3463"},
		wording{`5\.4\.(4|310)\b`, "Exchange"},
		wording{`(user|recipient|addressee|mail ?box|account|address|alias)\b[^.\n]{0,60}\b(unknown|not (be )?found|not exist|doesn'?t exist|does not exist|isn'?t (known|valid)|not (a )?(valid|known|local|active|listed|activated)|marked as invalid|no longer (on|valid|active|available|accept)|inactive|deactivated|disabled|suspended|discontinued|closed|expired)`, "Postfix 3.7, sendmail 8.17"},
		wording{`(host|domain)[^.\n]{0,40}(unknown|not (be )?found|does not exist|doesn'?t exist)`, "Postfix 3.7, sendmail 8.17"},
		wording{`NonExistentDomain`, "Exchange"},
		wording{`DNS domain '[^']*' does not exist`, "Exchange"},
		wording{`no such (user|recipient|mailbox|address|person|account|domain)`, "Exim"},
		wording{`unknown (or illegal )?(user|recipient|mailbox|address|alias|local|host|account|virtual)`, "docomo, Videotron"},
		wording{`not a (valid )?(mailbox|recipient|account|local address)`, "Yahoo"},
		wording{`no (mail ?box|account|user|one)\b.{0,20}\b(here|by that name|available)`, "qmail"},
		wording{`(invalid|wrong|bad) (recipient|mailbox|address|user|destination)`, "OpenSMTPD 6.8, JavaMail 1.6"},
		wording{`email account that you tried to reach`, "Gmail"},
		wording{`does(n't| not) have an? .{0,30}account`, "Yahoo"},
		wording{`unrouteable address`, "Exim"},
		wording{`not our customer`, "qmail"},
		wording{`user doesn'?t have`, "Yahoo"},
		wording{`couldn'?t find any host`, "qmail"},
		wording{`(宛先|ユーザー?|メールアドレス|受信者)[^\n]{0,20}(存在しません|見つかりません|不明)`, unverified},
	)

	smtputf8Words = anyOf(
		wording{`SMTPUTF8`, "RFC 6531"},
		wording{`5\.6\.7\b`, "RFC 5321, RFC 3463"},
		wording{`non-ASCII address`, "RFC 6531"},
		wording{`internationali[sz]ed email`, "RFC 6531"},
	)

	mailboxFullGuess = anyOf(
		wording{`insufficient (system |disk )?(storage|space)`, "sendmail"},
		wording{`4\.3\.1\b`, "sendmail"},
		wording{`not enough (storage|disk )?space`, "Dovecot"},
		wording{`\bquota\b`, "Dovecot 2.3, Gmail"},
	)

	rcptUnknownGuess = anyOf(
		wording{`recipient (address )?(was |is )?rejected`, "Postfix 3.7"},
		wording{`mail ?box (is )?(un|not )(available|accessible)`, "Exim 4.96, RFC 5321"},
	)
)
