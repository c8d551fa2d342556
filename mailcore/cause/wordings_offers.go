package cause

// What programs print of what a server is and offers.
var (
	serverLogSigns = anyOf(
		wording{`\(auth failed, \d+ attempts`, "Postfix", ""},
		wording{`password mismatch`, "Dovecot 2.3", "smtp.example.jp:587: Password mismatch"},
		wording{`SASL [\w-]+ authentication failed: (UGFzc3dvcmQ6|VXNlcm5hbWU6|authentication failure)`, "Postfix", "postfix/smtpd[4211]: warning: unknown[192.0.2.7]: SASL LOGIN authentication failed: UGFzc3dvcmQ6"},
	)

	noSTARTTLSSigns = anyOf(
		wording{`IMAP error: SSL support not available`, "isync 1.4", "IMAP error: SSL support not available"},
		wording{`TLS session is required, but`, "Postfix", "TLS session is required, but the server smtp.example.jp has none"},
		wording{`(did not|does not|doesn't|not) offer TLS`, "Exim 4.96, Alpine 2.26", "smtp.example.jp:587: Did not offer TLS"},
		wording{`missing_requirement[^\n]*:tls`, "curl, msmtp", ""},
		wording{`does(n't| not) (support|offer|advertise) (\S+ )?(STARTTLS|STLS)`, "JavaMail 1.6, dma 0.13, Balsa 2.6", ""},
		wording{`STARTTLS (is )?not (supported|offered|available|advertised)`, "curl 7.88, dma 0.13, Ruby 3.1", "smtp.example.jp:587: STARTTLS is not available"},
		wording{`STARTTLS extension not supported`, "Python", ""},
		wording{`STARTTLS is required but`, "Postfix", "STARTTLS is required but smtp.example.jp has none"},
		wording{`must support STARTTLS`, "Postfix", "smtp.example.jp:587: Must support STARTTLS"},
		wording{`not support secure (connections|communication)`, ".NET, Twisted 22.4", ""},
		wording{`サーバー(は|が)[^\n]{0,40}(STARTTLS|セキュアな接続|安全な接続)[^\n]{0,30}(サポートして|提供して|対応して|示されて)`, "Japanese programs", "サーバーは安全な接続を提供していません"},
		wording{`TLS is required, but was not offered`, "Postfix", ""},
		wording{`STARTTLS[^\n]{0,30}(サポート(して|されて)|対応して|通知して|提供して)(いま|いな|おら)`, "Thunderbird 153", ""},
		wording{`server does not support (TLS|STARTTLS|SSL)`, "nmh 1.8, dma 0.13, Balsa 2.6", "smtp.example.jp:587: Server does not support SSL"},
		wording{`Required TLS[^\n]*not`, "Postfix", "Required TLS is not there: smtp.example.jp"},
		wording{`host did not advertise STARTTLS`, "swaks 20201014", ""},
		wording{`TLS not available`, "Postfix 3.7, Courier 1.0, sendmail 8.17", ""},
		wording{`STARTTLS command failed`, "PHPMailer 6.6, Evolution 3.46", "smtp.example.jp:587: STARTTLS command failed"},
		wording{`unrecognized command.{0,4}STARTTLS`, "Exchange", `unrecognized command "STARTTLS"`},
		wording{`(TLS|STLS) not supported by (the )?server`, "Python 3.11, Evolution 3.46", "imaplib.IMAP4.abort: TLS not supported by server"},
		wording{`(STARTTLS|STLS|TLS|SSL|encryption) (is )?required(,)? but (is )?not supported`, "JavaMail 1.6", "STLS required but not supported"},
		wording{`encrypted connection unavailable`, "mutt 2.2", "Encrypted connection unavailable"},
		wording{`TLS not possible`, "sendEmail 1.56", "TLS not possible! Remote SMTP server, mail.example.jp,  has none."},
		wording{`upgrade to TLS failed`, "fetchmail 6.4", "fetchmail: mail.example.jp: upgrade to TLS failed."},
		wording{`(STLS|STARTTLS)( failed)?: (5\.|unknown|unrecogni[sz]ed|invalid|bad|unsupported|TLS not available|command)`, "Net::POP3, mutt 2.2", "STLS failed: Unknown command."},
		wording{`(STARTTLS|STLS|TLS|SSL)\b[^\n.]{0,60} not support (it|this)\b`, "xfce4-mailwatch 1.3", "STARTTLS security was requested, but this server does not support it."},
		wording{`lack of a secure connection`, "Horde Imap_Client 2.30", "Operation failed due to a lack of a secure connection."},
	)

	noAuthSigns = anyOf(
		wording{`missing_requirement[^\n]*:auth`, "curl, msmtp", `{"missing_requirement": "smtp.example.jp:auth"}`},
		wording{`doesn't support AUTH`, "Go, go-smtp", "smtp.example.jp:587: Doesn't support AUTH"},
		wording{`does not support (SMTP[ -]?)?auth(entication)?\b`, "msmtp 1.8, sendEmail 1.56, PEAR Net_SMTP 1.10", "smtp.example.jp:587: Does not support authentication"},
		wording{`SMTP認証(を|に)(サポート|対応)し`, "Japanese programs", "サーバーがSMTP認証に対応していません"},
		wording{`not support SMTP authentication`, "sendEmail 1.56", "smtp.example.jp:587: Not support SMTP authentication"},
		wording{`command used when not advertised`, "Exim 4.96", ""},
		wording{`command unknown: '?AUTH`, "Email::Sender 2.600", "failed AUTH: Command unknown: 'AUTH'"},
		wording{`(SMTP|AUTH) login not available`, "Alpine 2.26, dma 0.13", "SMTP login not available. Trying without."},
		wording{`authentication (is )?not supported`, "libetpan 1.9, LuaSocket 3.1", "Authentication is not supported"},
		wording{`\bauth\w*(\(\))? (command |extension )(is )?not (supported|available|offered|advertised|enabled)`, "Net::SMTP 3.14", "SMTP auth() command not supported on mail.example.jp"},
		wording{`(does not|doesn't|did not|didn't) (offer|advertise|provide|allow|return|announce|list) (any |SMTP )?auth`, "programs that send", "server didn't offer authentication"},
	)

	noAPOPSigns = anyOf(
		wording{`APOP[^\n]{0,30}not supported by (the )?server`, "Python 3.11", "smtp.example.jp:587: APOP is not supported by the server"},
		wording{`no timestamp in greeting`, unverified, "smtp.example.jp:587: No timestamp in greeting"},
		wording{`no APOP timestamp`, "VM for Emacs", "smtp.example.jp:587: No APOP timestamp"},
		wording{`APOP[^\n]{0,20}(サポート|対応)して`, "Japanese programs", ""},
		wording{`APOP timestamp[^\n]{0,20} not found`, "fetchmail 6.4, Claws Mail 4.1", "fetchmail: Required APOP timestamp not found in greeting"},
		wording{`POP timestamp is invalid`, "mutt 2.2", "POP timestamp is invalid!"},
		wording{`invalid timestamp in greeting`, "Sylpheed 3.8", "Invalid timestamp in greeting"},
		wording{`does not support APOP`, "Akonadi 22.12", "Your POP3 server (mail.example.jp) does not support APOP."},
		wording{`does not support [^\n]{2,30} APOP\b`, "mpop 1.4", "server does not support the method APOP"},
	)

	noMechanismSigns = anyOf(
		wording{`determining auth type, [\w, -]+ not supported`, "go-simple-mail 2.16", "Mail Error on determining auth type, GSSAPI is not supported"},
		wording{`auth not attempted`, "swaks 20201014", "smtp.example.jp:587: Auth not attempted"},
		wording{`requested type not available`, "swaks 20201014", "smtp.example.jp:587: Requested type not available"},
		wording{`no form of authori[sz]ation supported`, "emailjs", ""},
		wording{`no suitable authentication (method|mechanism)`, "Python", "smtp.example.jp:587: No suitable authentication mechanism"},
		wording{`No (acceptable|supported|usable|compatible) (auth\w*|SASL|login) ?(method|mechanism|authenticator)?`, "PHPMailer 6.6, PEAR Net_SMTP 1.10, isync 1.4", ""},
		wording{`no authentication mechanisms? (supported|available|in common)`, "JavaMail 1.6", "smtp.example.jp:587: No authentication mechanisms available"},
		wording{`authentication (methods|mechanisms) supported by (this|your) (server|client|account) (are|is) (not )?supported`, "Java", "The authentication methods supported by your client are supported nowhere"},
		wording{`No worthy mechs`, "Cyrus SASL 2.1", ""},
		wording{`no mechanism available`, "Cyrus SASL 2.1", "smtp.example.jp:587: No mechanism available"},
		wording{`0x800CCC80`, "Outlook, Outlook Express", "smtp.example.jp:587: 0x800CCC80"},
		wording{`unsupported auth(entication)? (type|method|mechanism)`, "Alpine 2.26, Evolution 3.46, Geary 43", "smtp.example.jp:587: Unsupported authentication type"},
		wording{`authentication method[^\n]{0,30}not supported`, "PHPMailer 6.6, msmtp 1.8", "smtp.example.jp:587: Authentication method: not supported"},
		wording{`Failed to authenticate on SMTP server with username[^\n]*using 0 possible`, "Java", `Failed to authenticate on SMTP server with username "taro@example.jp" using 0 possible authenticators`},
		wording{`認証方(式|法)[^\n]{0,30}(サポートしていません|サポートされていません|対応していません)`, "Thunderbird 153", ""},
		wording{`mechanism \S+ not supported`, "JavaMail 1.6, nmh 1.8", "The mechanism CRAM-MD5 not supported: smtp.example.jp"},
		wording{`None of the authentication`, "Thunderbird 153", "smtp.example.jp:587: None of the authentication"},
		wording{`no (authenticators?|AUTH methods?|SMTP AUTH methods?) available`, "mutt 2.2, Claws Mail 4.1", "No authenticators available"},
		wording{`does not support \S+ authentication`, "Evolution 3.46", "IMAP server mail.example.jp does not support CRAM-MD5 authentication"},
		wording{`no support for \S+ authentication`, "Evolution 3.46", "No support for CRAM-MD5 authentication"},
		wording{`no login methods supported`, "JavaMail 1.6", "javax.mail.MessagingException: No login methods supported!"},
		wording{`no SASL mechanism( was)? (found|specified)`, "Email::Sender 2.600, Evolution 3.46", "No SASL mechanism found"},
		wording{`find an authenticator supported`, "Symfony Mailer 5.4", `Failed to find an authenticator supported by the SMTP server, which currently supports: "ntlm".`},
		wording{`(mutually|any) supported authentication (methods?|mechanisms?)`, "pidgin 2.14, sendEmail 1.56, nullmailer 2.2", "SMTP-AUTH: No mutually supported authentication methods available"},
		wording{`no supported \S+ authentication method`, "Horde Imap_Client 2.30", "No supported IMAP authentication method could be found."},
		wording{`unknown auth(entication)? (method|mechanism)`, "Horde Imap_Client 2.30, Alertmanager 0.25", "Unknown authentication method: NTLM"},
		wording{`APOP is required`, "the practice of POP servers that want APOP", "-ERR APOP is required here"},
		wording{`command USER is not supported|コマンド ?USER ?[はを][^\n]{0,12}サポートし`, "mutt 2.2", "Command USER is not supported by server." + also + "コマンド USER はサーバがサポートしていない。"},
		wording{`(サポート|対応)(し|する|される)[^\n]{0,8}認証(方式|方法|手法|メカニズム)[^\n]{0,12}(ありません|ない|利用しません|見つか)`, "pidgin 2.14", "サーバはサポートしている認証手法を利用しません"},
		wording{`AUTH method '[^'\n]*' not supported`, "Mail::Sendmail 0.80", "Required AUTH method 'LOGIN PLAIN CRAM-MD5' not supported."},
		wording{`no way to authenticate`, "Balsa 2.6", "No way to authenticate is known"},
		wording{`can't do secure authentication`, "c-client 2007f", "Can't do secure authentication with this server"},
		wording{`no recognized SASL`, "c-client 2007f", "Server disables LOGIN, no recognized SASL authenticator"},
		wording{`\bAUTH(entication)? \S+ not available`, "dma 0.13, Claws Mail 4.1", "smarthost authentication: AUTH cram-md5 not available: 502"},
		wording{`does not support SASL`, "Akonadi 22.12", "Your POP3 server (mail.example.jp) does not support SASL."},
		wording{`(does not|doesn\'t) support (the )?auth(entication)? (method|mechanism|type)`, "msmtp 1.8", "the server does not support authentication method CRAM-MD5"},
	)

	unansweredSigns = anyOf(
		wording{`(timed out|lost connection[^\n]*) while sending end of data`, "Postfix", "smtp.example.jp:587: lost connection with mx.example.co.jp while sending end of data"},
		wording{`message may be sent more than once`, "Postfix", "status=deferred -- message may be sent more than once"},
		wording{`timeout (after|on) end of data`, "Exim", "SMTP timeout after end of data (2048 bytes written)"},
	)

	// notMailGuess is what programs say of an answer that they do not understand.
	notMailGuess = anyOf(
		wording{`(bad|bogus|malformed|unexpected|invalid|strange|unknown) (\S+ )?(reply|response|greeting|answer)\b`, "Balsa 2.6, isync 1.4, KIMAP 22.12", "IMAP error: bogus greeting 17"},
		wording{`(不正な|想定外の|予期しない|予期せぬ|無効な|間違った)[^\n]{0,4}応答|応答が(不正|無効|想定外|正しくありません)`, "pidgin 2.14, Evolution 3.46", "サーバから想定外の応答を受け取りました" + also + "サーバからの応答が不正です"},
		wording{`not (seem|appear) to (be talking|be speaking|speak|talk) (POP3?|IMAP4?|E?SMTP)\b`, "Mail::Transport 3.005", "ERROR: Server at mail.example.jp does not seem to be talking POP3."},
		wording{`invalid \w+ syntax in server response`, "libESMTP 1.0", "SMTP server problem Invalid SMTP syntax in server response"},
		wording{`server does not respond properly`, "Akonadi 22.12", "Server does not respond properly:"},
	)

	notMailSigns = anyOf(
		wording{`malformed (MIME|response)`, "Go", "malformed MIME header line: smtp.example.jp"},
		wording{`short response: `, "Go", "textproto: short response: hello"},
		wording{`unexpected (greeting|response from server)`, "MailKit, Evolution 3.46", "smtp.example.jp:587: Unexpected greeting"},
		wording{`invalid response from (mail )?server`, "mutt 2.2, neomutt 20220429", "smtp.example.jp:587: Invalid response from mail server"},
		wording{`0x800CCC90`, "Outlook, Outlook Express", "smtp.example.jp:587: 0x800CCC90"},
		wording{`malformed reply from (the )?server`, "KIMAP 22.12", "Login failed, malformed reply from the server."},
		wording{`(IMAP server is ancient|does not support IMAP4rev1)`, "mutt 2.2, Horde Imap_Client 2.30", "This IMAP server is ancient. Mutt does not work with it."},
		wording{`valid greeting from`, "Evolution 3.46", "Failed to read a valid greeting from POP server mail.example.jp"},
		wording{`invalid server response`, "mutt 2.2", "Invalid server response"},
		wording{`non-RFC compliance`, "Claws Mail 4.1", "parse error (very probably non-RFC compliance from the server)"},
		wording{`client/server protocol error`, "fetchmail 6.4", "fetchmail: client/server protocol error while fetching from taro@mail.example.jp"},
	)
)
