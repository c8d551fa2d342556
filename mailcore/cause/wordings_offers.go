package cause

// What programs print of what a server is and offers.
var (
	serverLogSigns = anyOf(
		wording{`\(auth failed, \d+ attempts`, "Postfix"},
		wording{`password mismatch`, "Dovecot 2.3"},
		wording{`SASL [\w-]+ authentication failed: (UGFzc3dvcmQ6|VXNlcm5hbWU6|authentication failure)`, "Postfix"},
	)

	noSTARTTLSSigns = anyOf(
		wording{`TLS session is required, but`, "Postfix"},
		wording{`(did not|does not|doesn't|not) offer TLS`, "Exim 4.96, Alpine 2.26"},
		wording{`missing_requirement[^\n]*:tls`, "curl, msmtp"},
		wording{`does(n't| not) (support|offer|advertise) (\S+ )?(STARTTLS|STLS)`, "JavaMail 1.6, dma 0.13, Balsa 2.6"},
		wording{`STARTTLS (is )?not (supported|offered|available|advertised)`, "curl 7.88, dma 0.13, Ruby 3.1"},
		wording{`STARTTLS extension not supported`, "Python"},
		wording{`STARTTLS is required but`, "Postfix"},
		wording{`must support STARTTLS`, "Postfix"},
		wording{`not support secure connections`, ".NET"},
		wording{`サーバー(は|が)[^\n]{0,40}(STARTTLS|セキュアな接続|安全な接続)[^\n]{0,30}(サポートして|提供して|対応して|示されて)`, "Japanese programs"},
		wording{`TLS is required, but was not offered`, "Postfix"},
		wording{`STARTTLS[^\n]{0,30}(サポート(して|されて)|対応して|通知して|提供して)(いま|いな|おら)`, "Thunderbird 153"},
		wording{`Extension STARTTLS not`, unverified},
		wording{`server does not support (TLS|STARTTLS|SSL)`, "nmh 1.8, dma 0.13, Balsa 2.6"},
		wording{`no STARTTLS (support|offered)`, unverified},
		wording{`Required TLS[^\n]*not`, "Postfix"},
		wording{`host did not advertise STARTTLS`, "swaks 20201014"},
		wording{`TLS not available`, "Postfix 3.7, Courier 1.0, sendmail 8.17"},
		wording{`STARTTLS command failed`, "PHPMailer 6.6, Evolution 3.46"},
		wording{`unrecognized command.{0,4}STARTTLS`, "Exchange"},
		wording{`(TLS|STLS) not supported by (the )?server`, "Python 3.11, Evolution 3.46"},
		wording{`(STARTTLS|STLS|TLS|SSL|encryption) (is )?required(,)? but (is )?not supported`, "JavaMail 1.6"},
		wording{`encrypted connection unavailable`, "mutt 2.2"},
		wording{`TLS not possible`, "sendEmail 1.56"},
		wording{`upgrade to TLS failed`, "fetchmail 6.4"},
		wording{`(STLS|STARTTLS)( failed)?: (5\.|unknown|unrecogni[sz]ed|invalid|bad|unsupported|TLS not available|command)`, "Net::POP3, mutt 2.2"},
		wording{`lack of a secure connection`, "Horde Imap_Client 2.30"},
	)

	noAuthSigns = anyOf(
		wording{`missing_requirement[^\n]*:auth`, "curl, msmtp"},
		wording{`doesn't support AUTH`, "Go, go-smtp"},
		wording{`does not support (SMTP[ -]?)?auth(entication)?\b`, "msmtp 1.8, sendEmail 1.56, PEAR Net_SMTP 1.10"},
		wording{`SMTP認証(を|に)(サポート|対応)し`, "Japanese programs"},
		wording{`not support SMTP authentication`, "sendEmail 1.56"},
		wording{`command used when not advertised`, "Exim 4.96"},
		wording{`no authentication (capability|advertised)`, unverified},
		wording{`command unknown: '?AUTH`, "Email::Sender 2.600"},
		wording{`(SMTP|AUTH) login not available`, "Alpine 2.26, dma 0.13"},
		wording{`authentication is not supported`, "libetpan 1.9"},
		wording{`\bauth\w*(\(\))? (command |extension )(is )?not (supported|available|offered|advertised|enabled)`, "Net::SMTP 3.14"},
		wording{`(does not|doesn't|did not|didn't) (offer|advertise|provide|allow) (any |SMTP )?auth`, "programs that send"},
	)

	noAPOPSigns = anyOf(
		wording{`APOP[^\n]{0,30}not supported by (the )?server`, "Python 3.11"},
		wording{`no timestamp in greeting`, unverified},
		wording{`no APOP timestamp`, "VM for Emacs"},
		wording{`APOP[^\n]{0,20}(サポート|対応)して`, "Japanese programs"},
		wording{`APOP timestamp[^\n]{0,20} not found`, "fetchmail 6.4, Claws Mail 4.1"},
		wording{`POP timestamp is invalid`, "mutt 2.2"},
		wording{`invalid timestamp in greeting`, "Sylpheed 3.8"},
		wording{`does not support APOP`, "Akonadi 22.12"},
		wording{`does not support [^\n]{2,30} APOP\b`, "mpop 1.4"},
	)

	noMechanismSigns = anyOf(
		wording{`auth not attempted`, "swaks 20201014"},
		wording{`requested type not available`, "swaks 20201014"},
		wording{`no form of authori[sz]ation supported`, "emailjs"},
		wording{`no suitable authentication (method|mechanism)`, "Python"},
		wording{`No (acceptable|supported|usable|compatible) (auth\w*|SASL|login) ?(method|mechanism|authenticator)?`, "PHPMailer 6.6, PEAR Net_SMTP 1.10, isync 1.4"},
		wording{`no authentication mechanisms? (supported|available|in common)`, "JavaMail 1.6"},
		wording{`authentication (methods|mechanisms) supported by (this|your) (server|client|account) (are|is) (not )?supported`, "Java"},
		wording{`No worthy mechs`, "Cyrus SASL 2.1"},
		wording{`no mechanism available`, "Cyrus SASL 2.1"},
		wording{`0x800CCC80`, "Outlook, Outlook Express"},
		wording{`unsupported auth(entication)? (type|method|mechanism)`, "Alpine 2.26, Evolution 3.46, Geary 43"},
		wording{`authentication method[^\n]{0,30}not supported`, "PHPMailer 6.6, msmtp 1.8"},
		wording{`Failed to authenticate on SMTP server with username[^\n]*using 0 possible`, "Java"},
		wording{`認証方(式|法)[^\n]{0,30}(サポートしていません|サポートされていません|対応していません)`, "Thunderbird 153"},
		wording{`No authenticators? (found|supported)`, unverified},
		wording{`mechanism \S+ not supported`, "JavaMail 1.6, nmh 1.8"},
		wording{`None of the authentication`, "Thunderbird 153"},
		wording{`no (authenticators?|AUTH methods?|SMTP AUTH methods?) available`, "mutt 2.2, Claws Mail 4.1"},
		wording{`does not support \S+ authentication`, "Evolution 3.46"},
		wording{`no support for \S+ authentication`, "Evolution 3.46"},
		wording{`no login methods supported`, "JavaMail 1.6"},
		wording{`no SASL mechanism( was)? (found|specified)`, "Email::Sender 2.600, Evolution 3.46"},
		wording{`find an authenticator supported`, "Symfony Mailer 5.4"},
		wording{`(mutually|any) supported authentication (methods?|mechanisms?)`, "sendEmail 1.56, nullmailer 2.2"},
		wording{`no supported \S+ authentication method`, "Horde Imap_Client 2.30"},
		wording{`unknown authentication method`, "Horde Imap_Client 2.30"},
		wording{`APOP is required`, "the practice of POP servers that want APOP"},
		wording{`no way to authenticate`, "Balsa 2.6"},
		wording{`can't do secure authentication`, "c-client 2007f"},
		wording{`no recognized SASL`, "c-client 2007f"},
		wording{`\bAUTH(entication)? \S+ not available`, "dma 0.13, Claws Mail 4.1"},
		wording{`does not support SASL`, "Akonadi 22.12"},
		wording{`(does not|doesn\'t) support (the )?auth(entication)? (method|mechanism|type)`, "msmtp 1.8"},
	)

	unansweredSigns = anyOf(
		wording{`(timed out|lost connection[^\n]*) while sending end of data`, "Postfix"},
		wording{`message may be sent more than once`, "Postfix"},
		wording{`timeout (after|on) end of data`, "Exim"},
	)

	// notMailGuess is what programs say of an answer that they do not understand.
	notMailGuess = anyOf(
		wording{`(bad|bogus|malformed|unexpected|invalid|strange|unknown) (\S+ )?(reply|response|greeting|answer)\b`, "Balsa 2.6, isync 1.4, KIMAP 22.12"},
		wording{`server does not respond properly`, "Akonadi 22.12"},
	)

	notMailSigns = anyOf(
		wording{`malformed (MIME|response)`, "Go"},
		wording{`short response: `, "Go"},
		wording{`unexpected (greeting|response from server)`, "MailKit, Evolution 3.46"},
		wording{`invalid response from (mail )?server`, "mutt 2.2, neomutt 20220429"},
		wording{`0x800CCC90`, "Outlook, Outlook Express"},
		wording{`malformed reply from (the )?server`, "KIMAP 22.12"},
		wording{`(IMAP server is ancient|does not support IMAP4rev1)`, "mutt 2.2, Horde Imap_Client 2.30"},
		wording{`valid greeting from`, "Evolution 3.46"},
		wording{`invalid server response`, "mutt 2.2"},
		wording{`non-RFC compliance`, "Claws Mail 4.1"},
		wording{`client/server protocol error`, "fetchmail 6.4"},
	)
)
