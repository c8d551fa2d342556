package cause

// What servers say of a recipient and their mailbox.
var (
	mailboxFullWords = anyOf(
		wording{`[45]\.2\.2\b`, "RFC 5321, RFC 3463"},
		wording{`too much mail data`, "Postfix"},
		wording{`too many messages on`, several},
		wording{`(mail ?box|mail ?folder|inbox)[^.\n]{0,12} full\b`, several},
		wording{`full mail ?box`, several},
		wording{`destinataire pleine`, "French providers"},
		wording{`enough space`, several},
		wording{`space has been used up`, several},
	)

	overQuotaWords = anyOf(
		wording{`over ?quota`, several},
		wording{`quota[^.\n]{0,20}(exceeded|full)`, several},
		wording{`exceed\w*[^.\n]{0,30}(quota|storage)`, several},
		wording{`(mail ?box|inbox|account|user|recipient|maildir)[^.\n]{0,60}\b(is |was )?(full|over (the |its )?(quota|limit))\b`, several},
		wording{`(mail ?box|inbox|maildir)[^.\n]{0,60}\bexceed\w+\b`, several},
		wording{`out of storage`, several},
		wording{`(mail ?box|inbox|recipient|user)[^.\n]{0,40}(not enough|insufficient) (storage|disk )?space`, several},
		wording{`storage (is )?full`, several},
		wording{`not enough (storage )?(space )?(in|left|on) (the |this )?(mailbox|account)`, several},
		wording{`quota (violation|limit)`, several},
		wording{`メールボックス[^\n]{0,12}フル`, several},
		wording{`メールボックス[^\n]{0,20}(いっぱい|満杯|容量)`, several},
		wording{`容量[^\n]{0,10}(超え|超過|オーバー)`, several},
	)

	rcptSyntaxWords = anyOf(
		wording{`5\.1\.3\b`, "RFC 5321, RFC 3463"},
		wording{`bad (recipient|destination) (mailbox )?address`, several},
		wording{`501[ -].*(RCPT|recipient)`, "RFC 5321, RFC 3463"},
		wording{`invalid route address`, several},
		wording{`(malformed|illegal) (recipient|address)`, several},
		wording{`address syntax`, several},
	)

	rcptUnknownWords = anyOf(
		wording{`MX records point to`, "Exim"},
		wording{`(not|isn'?t) an? (known|active|valid|existing|registered|working) (user|address|mailbox|recipient|account)`, several},
		wording{`destinataire[^\n]{0,20}(invalide|inconnu)`, "French providers"},
		wording{`archived recipient`, several},
		wording{`(can'?t|cannot) accept (user|recipient)`, several},
		wording{`addresses were unknown`, several},
		wording{`rejected recipients`, several},
		wording{`mail ?box (invalid|not present)`, several},
		wording{`no existe`, "Spanish providers"},
		wording{`non[- ]?exist(ent|ing) (user|address|mailbox|account|recipient)`, several},
		wording{`recipient not ok`, several},
		wording{`badrcptto`, "qmail"},
		wording{`no one at this address`, "qmail"},
		wording{`missing home directory`, "qmail"},
		wording{`(deactivated|disabled|suspended|closed|expired) (mailbox|account|user)`, several},
		wording{`recipient suspend`, several},
		wording{`account unavailable`, several},
		wording{`unbekannt`, "German providers"},
		wording{`inconnu`, "French providers"},
		wording{`sconosciuto`, "Italian providers"},
		wording{`desconocid`, "Spanish providers"},
		wording{`[45]\.1\.1\b`, "RFC 5321, RFC 3463"},
		wording{`5\.1\.10\b`, "Exchange"},
		wording{`5\.1\.[26]\b`, "RFC 5321, RFC 3463"},
		wording{`5\.2\.1\b`, "RFC 5321, RFC 3463"},
		wording{`5\.4\.(4|310)\b`, "Exchange"},
		wording{`(user|recipient|addressee|mail ?box|account|address|alias)\b[^.\n]{0,60}\b(unknown|not (be )?found|not exist|doesn'?t exist|does not exist|isn'?t (known|valid)|not (a )?(valid|known|local|active|listed|activated)|marked as invalid|no longer (on|valid|active|available|accept)|inactive|deactivated|disabled|suspended|discontinued|closed|expired)`, several},
		wording{`(host|domain)[^.\n]{0,40}(unknown|not (be )?found|does not exist|doesn'?t exist)`, several},
		wording{`NonExistentDomain`, "Exchange"},
		wording{`DNS domain '[^']*' does not exist`, "Exchange"},
		wording{`no such (user|recipient|mailbox|address|person|account|domain)`, "Exim"},
		wording{`unknown (or illegal )?(user|recipient|mailbox|address|alias|local|host|account|virtual)`, several},
		wording{`not a (valid )?(mailbox|recipient|account|local address)`, several},
		wording{`no (mail ?box|account|user|one)\b.{0,20}\b(here|by that name|available)`, "qmail"},
		wording{`(invalid|wrong|bad) (recipient|mailbox|address|user|destination)`, several},
		wording{`email account that you tried to reach`, "Gmail"},
		wording{`does(n't| not) have an? .{0,30}account`, several},
		wording{`unrouteable address`, "Exim"},
		wording{`not our customer`, "qmail"},
		wording{`user doesn'?t have`, several},
		wording{`couldn'?t find any host`, several},
		wording{`(宛先|ユーザー?|メールアドレス|受信者)[^\n]{0,20}(存在しません|見つかりません|不明)`, several},
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
		wording{`not enough (storage|disk )?space`, several},
		wording{`\bquota\b`, several},
	)

	rcptUnknownGuess = anyOf(
		wording{`recipient (address )?(was |is )?rejected`, several},
		wording{`mail ?box (is )?(un|not )(available|accessible)`, several},
	)
)
