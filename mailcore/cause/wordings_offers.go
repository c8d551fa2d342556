package cause

// What programs print of what a server is and offers.
var (
	serverLogSigns = anyOf(
		wording{`\(auth failed, \d+ attempts`, "Postfix"},
		wording{`password mismatch`, "several mail servers"},
		wording{`SASL [\w-]+ authentication failed: (UGFzc3dvcmQ6|VXNlcm5hbWU6|authentication failure)`, "Postfix"},
	)

	noSTARTTLSSigns = anyOf(
		wording{`TLS session is required, but`, "Postfix"},
		wording{`(did not|does not|doesn't|not) offer TLS`, several},
		wording{`missing_requirement[^\n]*:tls`, "curl, msmtp"},
		wording{`does(n't| not) (support|offer|advertise) (\S+ )?(STARTTLS|STLS)`, several},
		wording{`STARTTLS (is )?not (supported|offered|available|advertised)`, several},
		wording{`STARTTLS extension not supported`, "Python"},
		wording{`STARTTLS is required but`, "Postfix"},
		wording{`must support STARTTLS`, "Postfix"},
		wording{`not support secure connections`, ".NET"},
		wording{`サーバー(は|が)[^\n]{0,40}(STARTTLS|セキュアな接続|安全な接続)[^\n]{0,30}(サポートして|提供して|対応して|示されて)`, "Japanese programs"},
		wording{`TLS is required, but was not offered`, "Postfix"},
		wording{`STARTTLS[^\n]{0,30}(サポート(して|されて)|対応して|通知して|提供して)(いま|いな|おら)`, "Japanese programs"},
		wording{`Extension STARTTLS not`, several},
		wording{`server does not support (TLS|STARTTLS|SSL)`, several},
		wording{`no STARTTLS (support|offered)`, several},
		wording{`Required TLS[^\n]*not`, "Postfix"},
		wording{`host did not advertise STARTTLS`, several},
		wording{`TLS not available`, several},
		wording{`STARTTLS command failed`, "several mail servers"},
		wording{`unrecognized command.{0,4}STARTTLS`, several},
	)

	noAuthSigns = anyOf(
		wording{`missing_requirement[^\n]*:auth`, "curl, msmtp"},
		wording{`doesn't support AUTH`, several},
		wording{`does not advertise AUTH`, several},
		wording{`AUTH extension not supported`, "Python"},
		wording{`does not support (SMTP[ -]?)?auth(entication)?\b`, several},
		wording{`SMTP AUTH (is )?not (supported|available)`, several},
		wording{`SMTP認証(を|に)(サポート|対応)し`, "Japanese programs"},
		wording{`not support SMTP authentication`, several},
		wording{`command used when not advertised`, several},
		wording{`no authentication (capability|advertised)`, several},
	)

	noAPOPSigns = anyOf(
		wording{`APOP[^\n]{0,30}not supported by (the )?server`, several},
		wording{`no timestamp in greeting`, "several mail servers"},
		wording{`no APOP timestamp`, several},
		wording{`server does not support APOP`, several},
		wording{`APOP[^\n]{0,20}(サポート|対応)して`, "Japanese programs"},
	)

	noMechanismSigns = anyOf(
		wording{`auth not attempted`, several},
		wording{`requested type not available`, several},
		wording{`no form of authori[sz]ation supported`, several},
		wording{`no suitable authentication (method|mechanism)`, "Python"},
		wording{`No (acceptable|supported|usable|compatible) (auth\w*|SASL|login) ?(method|mechanism|authenticator)?`, several},
		wording{`no authentication mechanisms? (supported|available|in common)`, several},
		wording{`authentication (methods|mechanisms) supported by (this|your) (server|client|account) (are|is) (not )?supported`, "Java"},
		wording{`No worthy mechs`, several},
		wording{`no mechanism available`, several},
		wording{`0x800CCC80`, several},
		wording{`unsupported auth(entication)? (type|method|mechanism)`, several},
		wording{`authentication method[^\n]{0,30}not supported`, several},
		wording{`Failed to authenticate on SMTP server with username[^\n]*using 0 possible`, "Java"},
		wording{`認証方(式|法)[^\n]{0,30}(サポートしていません|サポートされていません|対応していません)`, "Japanese programs"},
		wording{`No authenticators? (found|supported)`, "several mail servers"},
		wording{`mechanism \S+ not supported`, several},
		wording{`None of the authentication`, several},
	)

	unansweredSigns = anyOf(
		wording{`(timed out|lost connection[^\n]*) while sending end of data`, "Postfix"},
		wording{`message may be sent more than once`, "Postfix"},
		wording{`timeout (after|on) end of data`, "Exim"},
	)

	notMailSigns = anyOf(
		wording{`malformed (MIME|response)`, "Go"},
		wording{`short response: `, "Go"},
		wording{`unexpected (greeting|response from server)`, "several mail servers"},
		wording{`invalid response from (mail )?server`, several},
		wording{`0x800CCC90`, several},
	)
)
