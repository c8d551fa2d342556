package cause

// What programs print that keep the reason to themselves.
var (
	incomingLoginUnsaid = anyOf(
		wording{`0x800CCC92`, several},
		wording{`0x800CCC91`, several},
		wording{`(受信|POP|IMAP)[^\n]{0,30}(ログイン|ログオン|認証)[^\n]{0,20}(失敗|できません)`, "several mail servers"},
	)

	protoDisabledUnsaid = anyOf(
		wording{`\b(POP3?|IMAP4?)[^\n.]{0,20} access (is|has been) disabled`, several},
		wording{`(POP3?|IMAP4?)[^\n]{0,20}(無効|利用が許可されていません)`, "Japanese programs"},
	)

	accountLockedUnsaid = anyOf(
		wording{`アカウント[^\n]{0,12}(ロック|凍結|一時停止)(され|中)`, "Japanese programs"},
		wording{`account (is|has been) (temporarily )?locked`, several},
	)

	op25bUnsaid = anyOf(
		wording{`OP25B`, several},
		wording{`Outbound Port 25 Blocking`, several},
	)

	loginUnsaid = anyOf(
		wording{`(ログイン|ログオン|認証)[^\n]{0,20}(失敗|できません|エラー)`, "Japanese programs"},
		wording{`authentication[^\n.]{0,40}(failed|failure|error|unsuccessful)`, several},
		wording{`no password specified`, several},
		wording{`(error|failed|failure)[^\n.]{0,12} log(in|on)`, several},
		wording{`log(in|on) (failed|failure|error)`, several},
		wording{`サーバーにログオンでき`, "Japanese programs"},
		wording{`(unable to|can ?not|can't) (log ?in|authenticate)`, several},
		wording{`0x800CCC18`, several},
		wording{`0x8004011D`, "Outlook"},
		wording{`EAUTH`, "Node.js"},
		wording{`curl: \(67\)`, "curl, msmtp"},
		wording{`login (denied|not possible|impossible)`, several},
		wording{`(check|verify)[^\n.]{0,24} credentials`, several},
		wording{`(denied|rejected|refused|failed|invalid|incorrect|wrong) (the |your |to )?(auth\w*|log ?in|credentials|password)`, several},
		wording{`\b(auth\w*|credentials?|password)\b[^\n.]{0,24}\b(fail\w*|denied|rejected|invalid|incorrect|wrong|refused)\b`, several},
		wording{`authori[sz]ation[. ](failed|failure|error)`, several},
		wording{`AUTH error`, several},
		wording{`command 'AUTH'`, "Node.js"},
	)

	incomingConnectUnsaid = anyOf(
		wording{`GRN_MAIL_24201`, "Garoon"},
		wording{`0x80042108`, "Outlook"},
		wording{`(受信|POP3?|IMAP4?)[^\n]{0,30}(接続)[^\n]{0,12}(失敗|できません)`, "Japanese programs"},
	)

	connectUnsaid = anyOf(
		wording{`GRN_MAIL_24151`, "Garoon"},
		wording{`0x80040213`, "Outlook"},
		wording{`0x800CCC1[345]`, several},
		wording{`0x800CCC0E`, several},
		wording{`016-(513|764)`, "FUJIFILM"},
		wording{`0x80042109`, "Outlook"},
		wording{`接続(に失敗|できません|が確立できません|エラー)`, "Japanese programs"},
		wording{`could not connect`, several},
		wording{`couldn't connect`, several},
		wording{`can'?t connect`, several},
		wording{`cannot connect`, several},
		wording{`unable to (open connection|connect)`, "PHP"},
		wording{`failed to connect`, several},
		wording{`error connecting to`, several},
		wording{`could not open socket`, several},
		wording{`(couldn't|could not|can't|cannot|unable to|not able to|failed to) (communicate with|reach|contact)`, several},
		wording{`not accepting (SMTP |IMAP )?connections`, several},
		wording{`(connect|socket)[^\n]{0,24}(failed|failure|error\b)`, several},
		wording{`connection could not be established`, "PHP"},
		wording{`not connect to`, several},
		wording{`Failure sending mail`, ".NET"},
		wording{`ECONNECTION`, "Node.js"},
	)

	senderUnsaid = anyOf(
		wording{`SMTPSenderRefused`, "Python"},
		wording{`(sender|from address)\b[^\n.]{0,24}(refused|rejected|denied|invalid)`, several},
		wording{`送信者[^\n]{0,24}拒否`, "Japanese programs"},
	)

	recipientUnsaid = anyOf(
		wording{`SMTPRecipientsRefused`, "Python"},
		wording{`SMTPDataError`, "Python"},
		wording{`recipients?\b[^\n.]{0,24}(refused|rejected|failed|denied)`, "the system"},
		wording{`(受信者|受取人)[^\n]{0,24}拒否`, "Japanese programs"},
		wording{`loops back to`, "Postfix"},
		wording{`mail loop`, "Postfix"},
	)
)
