package cause

// What programs print that keep the reason to themselves.
var (
	incomingLoginUnsaid = anyOf(
		wording{`(受信|POP|IMAP)[^\n]{0,30}(ログイン|ログオン|認証)[^\n]{0,20}(失敗|できません)`, "Thunderbird 153, mutt 2.2", ""},
	)

	protoDisabledUnsaid = anyOf(
		wording{`\b(POP3?|IMAP4?)[^\n.]{0,20} access (is|has been) disabled`, unverified, ""},
		wording{`(POP3?|IMAP4?)[^\n]{0,20}(無効|利用が許可されていません)`, "Sylpheed 3.8", "IMAP4 は利用が許可されていません"},
	)

	accountLockedUnsaid = anyOf(
		wording{`アカウント[^\n]{0,12}(ロック|凍結|一時停止)(され|中)`, "Japanese programs", ""},
		wording{`account (is|has been) (temporarily )?locked`, "vpopmail", "Sending the message: Account has been locked"},
	)

	op25bUnsaid = anyOf(
		wording{`OP25B`, "Japanese providers", ""},
		wording{`Outbound Port 25 Blocking`, "Japanese providers", "Sending the message: Outbound Port 25 Blocking"},
	)

	loginUnsaid = anyOf(
		wording{`(ログイン|ログオン|認証)[^\n]{0,20}(失敗|できません|エラー)`, "Outlook, Thunderbird, Becky!, FUJIFILM, Ricoh", ""},
		wording{`authentication[^\n.]{0,40}(failed|failure|error|unsuccessful)`, "Claws Mail 4.1, curl 7.88", ""},
		wording{`no password specified`, "JavaMail 1.6", "Sending the message: No password specified"},
		wording{`(error|failed|failure)[^\n.]{0,12} log(in|on)`, "Claws Mail 4.1, dma 0.13", "Sending the message: Error at logon"},
		wording{`log(in|on) (failed|failure|error)`, "curl 7.88, mutt 2.2, Courier 1.0", "Sending the message: Logon error"},
		wording{`SMTP[ -]?AUTH[^\n]{0,8}(失敗|エラー)`, "Japanese programs", "SMTP AUTH に失敗しました"},
		wording{`サーバーにログオンでき`, "Outlook", "サーバーにログオンできない状態です"},
		wording{`(unable to|can ?not|can't) (log ?in|authenticate)`, "Evolution 3.46, Geary 43", "Sending the message: Can't authenticate"},
		wording{`0x8004011D`, "Outlook", "Sending the message: 0x8004011D"},
		wording{`curl: \(67\)`, "curl, msmtp", "Sending the message: Curl: (67)"},
		wording{`login (denied|not possible|impossible)`, "curl 7.88", ""},
		wording{`(check|verify)[^\n.]{0,24} credentials`, unverified, "Sending the message: Verify your credentials"},
		wording{`(denied|rejected|refused|failed|invalid|incorrect|wrong) (the |your |to )?(auth\w*|log ?in|credentials|password)`, "Alpine 2.26, Node.js", ""},
		wording{`\b(auth\w*|credentials?|password)\b[^\n.]{0,24}\b(fail\w*|denied|rejected|invalid|incorrect|wrong|refused)\b`, "Claws Mail 4.1, Courier 1.0", "Sending the message: The credential was denied"},
		wording{`authori[sz]ation[. ](failed|failure|error)`, "sSMTP 2.64, fetchmail 6.4, emailjs", "Sending the message: Authorisation error"},
		wording{`AUTH error`, "Geary 43", "Sending the message: AUTH error"},
		wording{`command 'AUTH'`, "Node.js", "Sending the message: Command 'AUTH'"},
		wording{`(couldn't|could not|cannot) (log ?in|authenticate)\b`, "Claws Mail 4.1", "Couldn't login to IMAP server mail.example.jp."},
		wording{`(error|problem) (occurred on |while )?authenticat`, "Claws Mail 4.1", "Error authenticating to mail.example.jp:587..."},
		wording{`\blogin (to \S+ )?failed`, "dma 0.13", "SMTP login to mail.example.jp failed"},
		wording{`error occurred during authentication`, "Akonadi 22.12", "An error occurred during authentication: 1"},
	)

	incomingConnectUnsaid = anyOf(
		wording{`GRN_MAIL_24201`, "Garoon", "Sending the message: GRN_MAIL_24201"},
		wording{`(受信|POP3?|IMAP4?)[^\n]{0,30}(接続)[^\n]{0,12}(失敗|できません)`, "Sylpheed 3.8, fetchmail 6.4, Thunderbird 153", "受信サーバーへの接続が失敗"},
	)

	connectUnsaid = anyOf(
		wording{`GRN_MAIL_24151`, "Garoon", "Sending the message: GRN_MAIL_24151"},
		wording{`016-(513|764)`, "FUJIFILM", ""},
		wording{`接続(に失敗|できません|[がを]確立でき|エラー)`, "Outlook, Thunderbird, Becky!, Hidemaru Mail", ""},
		wording{`ソケット[^\n]{0,4}(エラー|生成でき|作成でき|オープンでき)`, "Sylpheed 3.8, pidgin 2.14", "ソケットを生成できません"},
		wording{`could not connect`, "PHPMailer 6.6, mutt 2.2, JavaMail 1.6", "Sending the message: Could not connect"},
		wording{`couldn't connect`, "curl 7.88, JavaMail 1.6", ""},
		wording{`can'?t connect`, "c-client 2007f, Claws Mail 4.1, Zaion'nex", "Sending the message: Can't connect"},
		wording{`cannot connect`, "msmtp 1.8, mpop 1.4, isync 1.4", "Sending the message: Cannot connect"},
		wording{`unable to (open connection|connect)`, "PHP", "unable to connect to server"},
		wording{`failed to connect`, "curl 7.88, MIME::Lite 3.033, PEAR Net_SMTP 1.10", "Sending the message: Failed to connect"},
		wording{`error connecting to`, "mutt 2.2, swaks 20201014", ""},
		wording{`could not open socket`, "Laminas Mail, OfflineIMAP", ""},
		wording{`(couldn't|could not|can't|cannot|unable to|not able to|failed to) (communicate with|reach|contact)`, "Balsa 2.6", ""},
		wording{`not accepting (SMTP |IMAP )?connections`, "Postfix 3.7, Horde Smtp 1.9", ""},
		wording{`(connect|socket)[^\n]{0,24}(failed|failure|error\b)`, "Balsa 2.6, Alpine 2.26", "Sending the message: The socket has failed"},
		wording{`connection could not be established`, "PHP", "Sending the message: Connection could not be established"},
		wording{`not connect to`, "PHPMailer 6.6, mutt 2.2, msmtp 1.8", "Sending the message: The program did not connect to smtp.example.jp"},
		wording{`Failure sending mail`, ".NET", ""},
		wording{`ECONNECTION`, "Node.js", "Sending the message: ECONNECTION"},
		wording{`(could not|cannot) create socket`, "Claws Mail 4.1", "Could not create socket"},
		wording{`connection not accepted`, "Claws Mail 4.1", "connection not accepted"},
		wording{`server rejected connection`, "Horde Imap_Client 2.30", "Server rejected connection."},
		wording{`connection attempt to \S+ failed`, "sendEmail 1.56", "ERROR => Connection attempt to mail.example.jp:587 failed"},
		wording{`(could not|cannot|unable to) establish`, "Sylpheed 3.8", "Could not establish IMAP connection."},
		wording{`unable to create socket`, "GLib 2.74", "Unable to create socket: 1"},
		wording{`server is not available`, "Akonadi 22.12", "Server is not available."},
	)

	senderUnsaid = anyOf(
		wording{`(sender|from address)\b[^\n.]{0,24}(refused|rejected|denied|invalid)`, "Postfix 3.7, Exim 4.96, Courier 1.0", "Sending the message: Sender is invalid"},
		wording{`送信者[^\n]{0,24}拒否`, "Japanese programs", "送信者 taro@example.jp により拒否されました"},
	)

	recipientUnsaid = anyOf(
		wording{`recipients?\b[^\n.]{0,24}(refused|rejected|failed|denied)`, "Postfix 3.7, PHPMailer 6.6", ""},
		wording{`(受信者|受取人|宛先)[^\n]{0,40}(拒否|受け付けられ)`, "Outlook, iPhone", ""},
		wording{`loops back to`, "Postfix", ""},
		wording{`mail loop`, "Postfix", "Sending the message: Mail loop"},
	)
)
