package cause

// What servers say of a recipient and their mailbox.
var (
	mailboxFullWords = anyOf(
		wording{`[45]\.2\.2\b`, "RFC 5321, RFC 3463", ""},
		wording{`too much mail data`, "Postfix", ""},
		wording{`too many messages on`, bounces, ""},
		wording{`(mail ?box|mail ?folder|inbox)[^.\n]{0,12} full\b`, "Dovecot 2.3, OpenSMTPD 6.8, Exim 4.96", ""},
		wording{`full mail ?box`, bounces, ""},
		wording{`destinataire pleine`, "French providers", ""},
		wording{`enough space`, "Apache James", ""},
		wording{`space has been used up`, bounces, ""},
	)

	overQuotaWords = anyOf(
		wording{`over ?quota`, "Gmail, iCloud", "550 Over quota"},
		wording{`quota[^.\n]{0,20}(exceeded|full)`, "Dovecot 2.3, Exim 4.96", "550 Quota full"},
		wording{`exceed\w*[^.\n]{0,30}(quota|storage)`, "RFC 5321", ""},
		wording{`(mail ?box|inbox|account|user|recipient|maildir)[^.\n]{0,60}\b(is |was )?(full|over (the |its )?(quota|limit))\b`, "Dovecot 2.3, Exim 4.96, OpenSMTPD 6.8", "550 The inbox of hanako is full"},
		wording{`(mail ?box|inbox|maildir)[^.\n]{0,60}\bexceed\w+\b`, "Stalwart", ""},
		wording{`out of storage`, "Gmail", "452 Out of storage"},
		wording{`storage (is )?full`, "mox", "552 Storage is full"},
		wording{`not enough (storage )?(space )?(in|left|on) (the |this )?(mailbox|account)`, unverified, "452 4.3.0 Not enough storage in the mailbox"},
		wording{`quota (violation|limit)`, "vmailmgr", "550 Quota violation"},
		wording{`メールボックス[^\n]{0,12}フル`, unverified, "550 メールボックスがフルです"},
		wording{`メールボックス[^\n]{0,20}(いっぱい|一杯|満杯|容量)`, unverified, "550 メールボックスの空きがなく、いっぱいです"},
		wording{`容量[^\n]{0,10}(超え|超過|オーバー)`, unverified, "550 容量を超えています"},
	)

	rcptSyntaxWords = anyOf(
		wording{`5\.1\.3\b`, "RFC 5321, RFC 3463", ""},
		wording{`bad (recipient|destination) (mailbox )?address`, "Postfix 3.7, OpenSMTPD 6.8", "550 5.0.0 Bad recipient mailbox address"},
		wording{`501[ -].*(RCPT|recipient)`, "RFC 5321, RFC 3463", ""},
		wording{`invalid route address`, "sendmail 8.17", "550 Invalid route address"},
		wording{`(malformed|illegal) (recipient|address)`, "Postfix 3.7, JavaMail 1.6", "501 Malformed address"},
		wording{`address syntax`, "Postfix 3.7, Stalwart", "501 Error in address syntax"},
		wording{`recipient address rejected: need fully-qualified`, "Postfix 3.7", "504 5.5.2 <a>: Recipient address rejected: need fully-qualified address"},
	)

	rcptUnknownWords = anyOf(
		wording{`MX records point to`, "Exim", ""},
		wording{`(not|isn'?t) an? (known|active|valid|existing|registered|working) (user|address|mailbox|recipient|account)`, bounces, ""},
		wording{`destinataire[^\n]{0,20}(invalide|inconnu)`, "French providers", ""},
		wording{`archived recipient`, "La Poste", ""},
		wording{`(can'?t|cannot) accept (user|recipient)`, bounces, ""},
		wording{`addresses were unknown`, bounces, ""},
		wording{`rejected recipients`, bounces, ""},
		wording{`mail ?box (invalid|not present)`, bounces, ""},
		wording{`no existe`, "Spanish providers", ""},
		wording{`non[- ]?exist(ent|ing) (user|address|mailbox|account|recipient)`, unverified, ""},
		wording{`recipient not ok`, bounces, ""},
		wording{`badrcptto`, "qmail", ""},
		wording{`no one at this address`, "qmail", ""},
		wording{`missing home directory`, "qmail", ""},
		wording{`(deactivated|disabled|suspended|closed|expired) (mailbox|account|user)`, "QQ", ""},
		wording{`recipient suspend`, bounces, ""},
		wording{`account unavailable`, "Outblaze", ""},
		wording{`unbekannt`, "German providers", "550 Empfänger unbekannt"},
		wording{`inconnu`, "French providers", "550 Utilisateur inconnu"},
		wording{`sconosciuto`, "Italian providers", "550 Utente sconosciuto"},
		wording{`desconocid`, "Spanish providers", "550 Usuario desconocido"},
		wording{`[45]\.1\.1\b`, "RFC 5321, RFC 3463", ""},
		wording{`5\.1\.10\b`, "Exchange", ""},
		wording{`5\.1\.[26]\b`, "RFC 5321, RFC 3463", ""},
		wording{`5\.2\.1\b`, "RFC 5321, RFC 3463", "550 5.2.1 Mail for hanako is not taken"},
		wording{`5\.4\.(4|310)\b`, "Exchange", ""},
		wording{`(user|recipient|addressee|mail ?box|account|address|alias)\b[^.\n]{0,60}\b(unknown|not (be )?found|not exist|doesn'?t exist|does not exist|isn'?t (known|valid)|not (a )?(valid|known|local|active|listed|activated)|marked as invalid|no longer (on|valid|active|available|accept)|inactive|deactivated|disabled|suspended|discontinued|closed|expired)`, "Postfix 3.7, sendmail 8.17", ""},
		wording{`\b(host|domain)[^.\n]{0,40}(unknown|not (be )?found|does not exist|doesn'?t exist)`, "Postfix 3.7, sendmail 8.17", ""},
		wording{`NonExistentDomain`, "Exchange", "550 NonExistentDomain"},
		wording{`DNS domain '[^']*' does not exist`, "Exchange", "550 DNS domain 'example.invalid' does not exist"},
		wording{`no such (user|recipient|mailbox|address|person|account|domain)`, "Exim", ""},
		wording{`unknown (or illegal )?(user|recipient|mailbox|address|alias|local|host|account|virtual)`, "docomo, Videotron", ""},
		wording{`not a (valid )?(mailbox|recipient|account|local address)`, "Yahoo", "550 5.0.0 Not a local address"},
		wording{`no (mail ?box|account|user|one)\b.{0,20}\b(here|by that name|available)`, "qmail", ""},
		wording{`(invalid|wrong|bad) (recipient|mailbox|address|user|destination)`, "OpenSMTPD 6.8, JavaMail 1.6", ""},
		wording{`email account that you tried to reach`, "Gmail", "550 5.1.9 The email account that you tried to reach is gone"},
		wording{`does(n't| not) have an? .{0,30}account`, "Yahoo", "550 example.jp does not have an email account"},
		wording{`unrouteable address`, "Exim", ""},
		wording{`not our customer`, "qmail", "550 This is not our customer"},
		wording{`user doesn'?t have`, "Yahoo", "550 This user doesn't have any of our services"},
		wording{`couldn'?t find any host`, "qmail", "550 Couldn't find any host named example.invalid"},
		wording{`(宛先|ユーザー?|メールアドレス|受信者)[^\n]{0,20}(存在しません|存在しない|見つかりません|見つからない|不明)`, unverified, "550 宛先のアドレスが見つかりません"},
	)

	smtputf8Words = anyOf(
		wording{`not support Unicode in (the )?e?-?mail address|アドレスに ?Unicode ?をサポートして`, "Roundcube 1.6", "SMTP Error: Server does not support Unicode in email address." + also + "SMTPエラー: サーバーは電子メールアドレスにUnicodeをサポートしていません。"},
		wording{`SMTPUTF8`, "RFC 6531", "550 5.0.0 SMTPUTF8 is required"},
		wording{`5\.6\.7\b`, "RFC 5321, RFC 3463", "550 5.6.7 Not for this mailbox"},
		wording{`non-ASCII address`, "RFC 6531", "550 5.0.0 A non-ASCII address is not permitted"},
		wording{`internationali[sz]ed email`, "RFC 6531", "550 5.0.0 Internationalized email is not supported"},
	)

	mailboxFullGuess = anyOf(
		wording{`insufficient (system |disk )?(storage|space)`, "sendmail", ""},
		wording{`4\.3\.1\b`, "sendmail", "452 4.3.1 Come back tomorrow"},
		wording{`not enough (storage|disk )?space`, "Dovecot", "452 Not enough disk space"},
		wording{`\bquota\b`, "Dovecot 2.3, Gmail", ""},
	)

	rcptUnknownGuess = anyOf(
		wording{`recipient (address )?(was |is )?rejected`, "Postfix 3.7", ""},
		wording{`mail ?box (is )?(un|not )(available|accessible)`, "Exim 4.96, RFC 5321", ""},
	)
)
