package cause

// What programs print of names and connections.
var (
	hostSchemeSigns = anyOf(
		wording{`too many colons in address`, "Go", ""},
		wording{`invalid hostentry`, "PHPMailer 6.6", "smtp.example.jp:587: Invalid hostentry"},
		wording{`不正なホストエントリー`, "PHPMailer 6.6", "smtp.example.jp:587: 不正なホストエントリー"},
		wording{`(getaddrinfo|lookup|ENOTFOUND|UnknownHost\w*|unknown host|Unknown SMTP host)[^\n]{0,40}["' :](ssl|tls|smtps?|https?)://`, "Java", ""},
	)

	portRangeSigns = anyOf(
		wording{`invalid port\b`, "Go", ""},
		wording{`missing port in address`, "Go", "smtp.example.jp:587: Missing port in address"},
		wording{`unknown port`, "Go, Exim 4.96", "smtp.example.jp:587: Unknown port"},
		wording{`port out of range`, "Java 17, Python 3.11", "smtp.example.jp:587: Port out of range"},
		wording{`Port should be >=? ?0 and <`, "Node.js", "RangeError [ERR_SOCKET_BAD_PORT]: Port should be >= 0 and < 65536. Received 99999."},
		wording{`port must be (0-65535|between)`, "Python", "OverflowError: connect(): port must be 0-65535."},
		wording{`bad port`, "Postfix 3.7", "smtp.example.jp:587: Bad port"},
	)

	hostSpaceSigns = anyOf(
		wording{`lookup \S+ : no such host`, "Go", ""},
		wording{`lookup  \S+`, "Go", "dial tcp: lookup  on 192.0.2.53:53: bad name"},
		wording{`invalid character .{1,8} in host name`, "Go", `parse "//smtp example.jp": invalid character " " in host name`},
	)

	dnsFailureSigns = anyOf(
		wording{`ホスト名の解決時に生じる一時的な`, "Windows", "これは、通常、ホスト名の解決時に生じる一時的なエラーです"},
		wording{`lookup failed temporarily`, "qmail", "CNAME lookup failed temporarily"},
		wording{`\bSERVFAIL\b`, "the system", "smtp.example.jp:587: SERVFAIL"},
		wording{`DNS サーバーが応答`, "Japanese programs", "DNS サーバーが応答しません: smtp.example.jp"},
		wording{`EAI_AGAIN`, "Node.js", ""},
		wording{`Temporary failure in name resolution`, "the system", ""},
		wording{`server misbehaving`, "Go", ""},
		wording{`lookup \S+( on \S+)?: (read udp|i/o timeout|dial udp|no answer)`, "Go", "dial tcp: lookup smtp.example.jp: no answer"},
		wording{`lookup .*(i/o timeout|no answer from DNS)`, "Go", "dial tcp: lookup for smtp.example.jp failed: i/o timeout"},
		wording{`query[A-Z]* (ETIMEOUT|ESERVFAIL|EREFUSED|ECONNREFUSED)`, "Node.js", ""},
		wording{`errno"?: ?-3001\b`, "Node.js", `{"errno":-3001,"hostname":"smtp.example.jp"}`},
		wording{`Host or domain name not found\. Name service error[^\n]*(Host not found, try again)`, "Postfix", ""},
		wording{`Name server timeout`, "sendmail 8.17", ""},
		wording{`getaddrinfo[^\n]*(temporary|timeout)`, "PHP, Ruby 3.1", "getaddrinfo: temporary failure for smtp.example.jp"},
		wording{`DNS (server )?(timed out|timeout)`, "Exim 4.96", "smtp.example.jp:587: DNS timed out"},
		wording{`名前解決における一時的`, "Japanese programs", "名前解決における一時的な失敗: smtp.example.jp"},
		wording{`DNS server (failed|failure)`, "getmail 6.18", "DNS server failure looking up address for mail.example.jp (2)"},
	)

	unknownHostSigns = anyOf(
		wording{`\bENOTFOUND\b`, "Node.js", "smtp.example.jp:587: ENOTFOUND"},
		wording{`HOST_NOT_FOUND`, "Exim 4.96", "smtp.example.jp:587: HOST_NOT_FOUND"},
		wording{`NS_ERROR_UNKNOWN_HOST`, "Mozilla", "smtp.example.jp:587: NS_ERROR_UNKNOWN_HOST"},
		wording{`name does not resolve`, "musl", "smtp.example.jp:587: Name does not resolve"},
		wording{`(remote name )?could not be resolved`, ".NET", "The name smtp.example.jp could not be resolved"},
		wording{`名前(を|の)?解決[^\n]{0,16}(でき|失敗|エラー)`, "the system", "smtp.example.jp の名前解決に失敗しました"},
		wording{`DNS[^\n]{0,16}(エラー|失敗|解決でき)`, "Japanese programs", "smtp.example.jp: DNS エラー"},
		wording{`no such host`, "Go", ""},
		wording{`name or service not known`, "the system", "smtp.example.jp:587: Name or service not known"},
		wording{`nodename nor servname`, "Python", "smtp.example.jp:587: Nodename nor servname"},
		wording{`EAI_NONAME`, "Node.js", "smtp.example.jp:587: EAI_NONAME"},
		wording{`EAI_NODATA`, "Node.js", "smtp.example.jp:587: EAI_NODATA"},
		wording{`unknown host\b`, "Sylpheed 3.8, Claws Mail 4.1, Alpine 2.26", "smtp.example.jp:587: Unknown host"},
		wording{`Unknown SMTP host`, "Java", "smtp.example.jp:587: Unknown SMTP host"},
		wording{`Unknown IMAP host`, "Java", "smtp.example.jp:587: Unknown IMAP host"},
		wording{`NXDOMAIN`, "the system", ""},
		wording{`could not resolve (host|proxy)?`, "curl 7.88", ""},
		wording{`couldn't resolve host`, "curl, msmtp", "curl: (6) Couldn't resolve host 'smtp.example.jp'"},
		wording{`cannot resolve`, "isync 1.4, GnuTLS 3.7", "smtp.example.jp:587: Cannot resolve"},
		wording{`unable to resolve`, "Android, GLib 2.74", "smtp.example.jp:587: Unable to resolve"},
		wording{`リモート名を解決できませんでした`, ".NET", ""},
		wording{`php_network_getaddresses`, "PHP", "PHP Warning: php_network_getaddresses: failed for smtp.example.jp"},
		wording{`getaddrinfo failed`, "PHP, fetchmail 6.4, Sylpheed 3.8", "smtp.example.jp:587: Getaddrinfo failed"},
		wording{`(SMTP|mail)? ?host (name )?(could )?not (be )?found`, "Postfix 3.7, Balsa 2.6, nullmailer 2.2", ""},
		wording{`cannot locate host`, "msmtp 1.8, mpop 1.4", "smtp.example.jp:587: Cannot locate host"},
		wording{`No address associated with hostname`, "the system", "smtp.example.jp:587: No address associated with hostname"},
		wording{`ホスト名?が?不明|不明なホスト`, "Thunderbird 153", "ホスト不明: smtp.example.jp" + also + "不明なホスト"},
		wording{`(ホスト|サーバー?)[^\n]{0,60}(が不明|見つかりません|見つけられません|見つけることができません)`, "Outlook, Thunderbird, Geary 43", ""},
		wording{`errno"?: ?-3008\b`, "Node.js", ""},
		wording{`そのようなホストは不明`, "Windows", "そのようなホストは不明です。 (smtp.example.jp)"},
		wording{`gaierror`, "Python", "socket.gaierror: [Errno -2] smtp.example.jp"},
		wording{`bad hostname`, "Ruby 3.1, curl 7.88", "smtp.example.jp:587: Bad hostname"},
		wording{`0x800CCC00`, "Outlook, Outlook Express", "smtp.example.jp:587: 0x800CCC00"},
		wording{`(kintone|エラー|error|code)[^\n]{0,20}\b112[34]\b`, "kintone", "kintone エラーコード: 1123"},
		wording{`(could ?n.t|could not|unable to|cannot|can.t|failed to) (find|look ?up) (the )?(host|server|hostname|server name|address|domain)\b`, "mutt 2.2, Geary 43", `Could not find the host "mial.example.jp"`},
		wording{`(host|hostname|server|name|DNS) look ?up (failed|failure|error)`, "Claws Mail 4.1, Evolution 3.46, telnet 0.17, Mailfilter 0.8", "mail.example.jp:587: host lookup failed (unknown)."},
		wording{`lookup of \S+ failed`, "nmh 1.8", `inc: Lookup of "mial.example.jp" failed`},
		wording{`Bad host\b`, "sSMTP 2.64", "sending failed: Bad host mial.example.jp"},
		wording{`(error|problem|failed|failure) (while )?resolving`, "getmail 6.18", "error resolving name mail.example.jp during connect (8)"},
		wording{`host or service not provided, or not known`, "LuaSocket 3.1", "lua: host or service not provided, or not known"},
		wording{`invalid hostname[/,]`, "monitoring-plugins 2.3", "IMAP CRITICAL - Invalid hostname, address or socket: mail.example.jp"},
		wording{`server( \S+)? not found`, "Sylpheed 3.8", "SMTP server not found: mail.example.jp:25"},
	)

	forbiddenSigns = anyOf(
		wording{`access permissions`, "Windows", ""},
		wording{`operation not permitted`, "the system", "smtp.example.jp:587: Operation not permitted"},
		wording{`EACCES`, "Node.js", "smtp.example.jp:587: EACCES"},
		wording{`EPERM\b`, "Node.js", "smtp.example.jp:587: EPERM"},
		wording{`(socket|connect|connection)[^\n]{0,60}permission denied`, "the system", ""},
		wording{`アクセス許可で禁じられた`, "Windows", "アクセス許可で禁じられた方法でソケットにアクセスしようとしました。"},
	)

	unreachableSigns = anyOf(
		wording{`network is unreachable`, "the system", ""},
		wording{`no route to host`, "the system", ""},
		wording{`ENETUNREACH`, "Node.js", "smtp.example.jp:587: ENETUNREACH"},
		wording{`EHOSTUNREACH`, "Node.js", "smtp.example.jp:587: EHOSTUNREACH"},
		wording{`unreachable (network|host)`, "the system", "smtp.example.jp:587: Unreachable host"},
		wording{`host is (down|unreachable)`, "the system", "smtp.example.jp:587: Host is down"},
		wording{`network is down`, "the system", "smtp.example.jp:587: Network is down"},
		wording{`NoRouteToHost`, ".NET", "smtp.example.jp:587: NoRouteToHost"},
		wording{`(ネットワーク|ホスト|サーバー?)[^\n]{0,40}に到達でき`, "Japanese programs", "ネットワークに到達できません: smtp.example.jp"},
	)

	refusedSigns = anyOf(
		wording{`NS_ERROR_CONNECTION_REFUSED`, "Mozilla", "smtp.example.jp:587: NS_ERROR_CONNECTION_REFUSED"},
		wording{`connection refused`, "the system", ""},
		wording{`ECONNREFUSED`, "Node.js", ""},
		wording{`actively refused`, "Windows", ""},
		wording{`対象のコンピュータ[^\n]{0,12}拒否`, "Windows", "対象のコンピューターによって拒否されました"},
		wording{`接続[^\n]{0,24}拒否`, "the system, Thunderbird 153, Hidemaru Mail", ""},
		wording{`refused the network connection`, "Mozilla", "smtp.example.jp:587: Refused the network connection"},
		wording{`接続を断られ`, "Japanese programs", "サーバーに接続を断られました"},
		wording{socketNumber(`111`), "Linux", "smtp.example.jp:587: errno 111"},
	)

	greetingTimeoutSigns = anyOf(
		wording{`failed to receive greeting from server in required time`, "ImapFlow 1.0", "Error: Failed to receive greeting from server in required time. Maybe should use TLS?"},
		wording{`greeting never received`, "Node.js", ""},
		wording{`timed out while receiving the initial server greeting`, "Postfix", "smtp.example.jp:587: Timed out while receiving the initial server greeting"},
		wording{`(no greeting|timeout waiting for greeting|waiting for (the )?greeting)`, unverified, "smtp.example.jp:587: No greeting"},
		wording{`->\S+:(465|993|995): i/o timeout`, "Go", "read tcp 192.0.2.7:50412->192.0.2.1:465: i/o timeout"},
		wording{`SocketTimeoutException: Read timed out`, "Java", ""},
		wording{`The read operation timed out`, "Python", ""},
	)

	dataTimeoutSigns = anyOf(
		wording{`timed out while sending message body`, "Postfix", "smtp.example.jp:587: Timed out while sending message body"},
		wording{`timeout (after|on) DATA`, "Postfix 3.7, Exim 4.96", "smtp.example.jp:587: Timeout after DATA"},
		wording{`timed out while (performing|sending) (the )?(EHLO|HELO|MAIL FROM|RCPT TO|DATA)`, "Postfix", ""},
	)

	connectTimeoutSigns = anyOf(
		wording{`SocketTimeoutException: failed to connect`, "Java", "smtp.example.jp:587: SocketTimeoutException: failed to connect"},
		wording{`failed to connect to [^\n]{1,160} after \d+ms`, "Java", "java.net.ConnectException: failed to connect to smtp.example.jp/192.0.2.1 (port 587) after 60000ms"},
		wording{`NS_ERROR_NET_TIMEOUT`, "Mozilla", "smtp.example.jp:587: NS_ERROR_NET_TIMEOUT"},
		wording{`dial tcp[^\n]*i/o timeout`, "Go", ""},
		wording{`connection timed[ -]?out`, "the system, curl 7.88", "smtp.example.jp:587: Connection timedout"},
		wording{`connect(ion)? timeout`, "curl 7.88", "smtp.example.jp:587: Connect timeout"},
		wording{`OpenTimeout`, "Ruby", "smtp.example.jp:587: OpenTimeout"},
		wording{`応答していません`, "Japanese programs", ""},
		wording{`ETIMEDOUT`, "Node.js", ""},
		wording{`ETIME\b`, "Node.js", "smtp.example.jp:587: ETIME"},
		wording{`ECONNTIMEOUT`, "Node.js", "smtp.example.jp:587: ECONNTIMEOUT"},
		wording{`A connection attempt failed because`, "Windows", ""},
		wording{`接続済みの呼び出し先`, "Windows", "接続済みの呼び出し先が一定の時間を過ぎても正しく応答しなかった"},
		wording{`execution expired`, "Ruby", "smtp.example.jp:587: Execution expired"},
		wording{`timed? ?out while connecting`, "sendEmail 1.56, emailjs, node-imap", ""},
		wording{`timeout (while |when )?connecting`, "sendEmail 1.56", "smtp.example.jp:587: Timeout when connecting"},
		wording{`connect\w*[^\n]{0,60} timed out`, "the system, Claws Mail 4.1", ""},
		wording{`接続がタイムアウト`, "the system, Thunderbird 153, mutt 2.2", ""},
		wording{socketNumber(`110`), "Linux", "smtp.example.jp:587: errno 110"},
		wording{`\w[^\n]{0,40} \(Interrupted system call\)`, "mutt 2.2", "Could not connect to mail.example.jp (Interrupted system call)."},
	)

	timeoutGuess = anyOf(
		wording{`no response after [\d.]+ secs`, "OfflineIMAP 8.0", "IMAP4 protocol error: no response after 4.0 secs"},
		wording{`サーバー?[^\n]{0,30}応答(しません|しない|がありません|がない|がなく)`, "Japanese programs", "サーバーが応答しません"},
		wording{`no answer from host`, "RFC 3463", ""},
		wording{`i/o timeout`, "Go", "smtp.example.jp:587: i/o timeout"},
		wording{`operation (has )?timed ?out`, "curl 7.88, msmtp 1.8, .NET", "smtp.example.jp:587: Operation timedout"},
		wording{`operation timeout`, "promise-retry 1.0", "smtp.example.jp:587: Operation timeout"},
		wording{`timed out\b`, "the system, Python 3.11, curl 7.88", ""},
		wording{`: (connect: )?timeout$`, "swaks 20201014", ""},
		wording{`timeout (period )?(expired|exceeded|was reached|occurred)`, "curl 7.88, Postfix 3.7, Exim 4.96", ""},
		wording{`deadline exceeded`, "Go", "smtp.example.jp:587: Deadline exceeded"},
		wording{`タイムアウトしました`, "the system, Outlook, iPhone", "処理がタイムアウトしました"},
		wording{`タイムアウトになりました`, "Thunderbird 153, .NET", ""},
		wording{`SMTP timeout`, "Exim 4.96", "smtp.example.jp:587: SMTP timeout"},
	)

	closedAtGreetingSigns = anyOf(
		wording{`empty startup greeting`, "Roundcube 1.6", "Empty startup greeting (mail.example.jp)"},
		wording{`response: -1\b`, "Java", ""},
		wording{`\(code: -1, response: \)`, "Java", ""},
		wording{`lost connection with \S+ while receiving the initial server greeting`, "Postfix", ""},
		wording{`code "?220"?,? but got (an )?(empty|code "")`, "Symfony Mailer 5.4, Swift Mailer 6.3", ""},
	)

	resetSigns = anyOf(
		wording{`NS_ERROR_NET_RESET`, "Mozilla", "smtp.example.jp:587: NS_ERROR_NET_RESET"},
		wording{`PR_CONNECT_RESET_ERROR`, "Mozilla", "smtp.example.jp:587: PR_CONNECT_RESET_ERROR"},
		wording{`connection (was )?reset`, "the system", ""},
		wording{`ECONNRESET`, "Node.js", ""},
		wording{`forcibly closed`, "Windows", "smtp.example.jp:587: Forcibly closed"},
		wording{`強制的に切断`, "Windows", "接続は強制的に切断されました"},
		wording{`broken pipe`, "the system", "smtp.example.jp:587: Broken pipe"},
		wording{`EPIPE`, "Node.js", "smtp.example.jp:587: EPIPE"},
		wording{`ECONNABORTED`, "Node.js", "smtp.example.jp:587: ECONNABORTED"},
		wording{`software caused connection abort`, "the system", "smtp.example.jp:587: Software caused connection abort"},
		wording{`接続[がは][^\n]{0,16}リセット`, "Thunderbird 153", "接続がリセットされました"},
		wording{`connection was aborted`, "Windows", "smtp.example.jp:587: Connection was aborted"},
		wording{socketNumber(`104`), "Linux", "smtp.example.jp:587: errno 104"},
	)

	closedSigns = anyOf(
		wording{`read error\b`, "mutt 2.2, msmtp 1.8, Balsa 2.6", ""},
		wording{`unexpected socket close`, "stunnel 5.68, Node.js", ""},
		wording{`PR_END_OF_FILE_ERROR`, "Mozilla", "smtp.example.jp:587: PR_END_OF_FILE_ERROR"},
		wording{`NS_ERROR_NET_INTERRUPT`, "Mozilla", "smtp.example.jp:587: NS_ERROR_NET_INTERRUPT"},
		wording{`^EOF$`, "Go", ""},
		wording{`[:\s=]EOF\b`, "Go", ""},
		wording{`connection (unexpectedly |was |is )?closed`, "Python 3.11, Claws Mail 4.1, Courier 1.0", "smtp.example.jp:587: Connection closed"},
		wording{`closed (by )?(foreign|remote) (host|end|server)`, "telnet 0.17, Courier 1.0, Mailutils 3.15", "smtp.example.jp:587: Closed remote server"},
		wording{`closed unexpectedly`, "swaks 20201014, Symfony Mailer 5.4, Node.js", "smtp.example.jp:587: Closed unexpectedly"},
		wording{`unexpectedly (closed|disconnected|terminated)`, "Python 3.11, Courier 1.0", "smtp.example.jp:587: Unexpectedly terminated"},
		wording{`server closed`, "mutt 2.2, neomutt 20220429, GLib 2.74", ""},
		wording{`lost connection`, "Postfix", "smtp.example.jp:587: Lost connection"},
		wording{`remote host closed`, "Java", "smtp.example.jp:587: Remote host closed"},
		wording{`disconnected unexpectedly`, "Dovecot 2.3", "smtp.example.jp:587: Disconnected unexpectedly"},
		wording{`empty response`, "Node.js", ""},
		wording{`got code ""`, "PHP", ""},
		wording{`net_io_connectionclosed`, ".NET", ""},
		wording{`connection (was )?terminated`, "masqmail", "smtp.example.jp:587: Connection was terminated"},
		wording{`接続[がを][^\n]{0,8}(中断|切断|切れ|切られ|閉じ|失[いわ])`, "Thunderbird 153, pidgin 2.14", "接続が切断されました" + also + "サーバとの接続を失いました"}, wording{`サーバー?から切断`, "Japanese programs", "サーバーから切断されました"},
		wording{`socket (hang up|closed)`, "Node.js", "smtp.example.jp:587: Socket hang up"},
		wording{`server hung up`, "Net::IMAP::Simple 1.22", "smtp.example.jp:587: Server hung up"},
		wording{`hangup`, "UW IMAP", "smtp.example.jp:587: hangup"},
		wording{`end of file reached`, "Ruby", "smtp.example.jp:587: End of file reached"},
		wording{`connection died`, "qmail", ""},
		wording{`connection broken`, "c-client 2007f, Claws Mail 4.1, urllib3 1.26", ""},
		wording{`connection to \S+ (was |is |has been )?(lost|dropped|disconnected|closed)|connection (was |has been )?(lost|dropped|disconnected)`, "mutt 2.2, Claws Mail 4.1, JavaMail 1.6", "Connection to mail.example.jp closed"},
		wording{`zero byte response`, "sendEmail 1.56", "ERROR => mail.example.jp:587 returned a zero byte response to our query."},
		wording{`\bincomplete response$`, "lettre 0.11", "Connection error: incomplete response"},
		wording{`^\w+: closed$`, "LuaSocket 3.1", "lua: closed"},
		wording{`\[EOF\]`, "JavaMail 1.6", "response: [EOF]"},
		wording{`remote (side|party|host) has closed`, "Mailutils 3.15, Qt 5.15", "remote side has closed connection"},
		wording{`\bdisconnected (from server )?(during|while|before)`, "Akonadi 22.12", "Disconnected from server during login."},
		wording{`has been aborted`, "neomutt 20220429", "Connection to mail.example.jp has been aborted"},
		wording{`(sent|returned|got) (an )?(empty|no) (reply|answer)`, "msmtp 1.8", "the server sent an empty reply"},
	)

	unreachableHunch = anyOf(
		wording{`EADDRNOTAVAIL`, "Node.js", ""},
		wording{`cannot assign requested address`, "the system", "smtp.example.jp:587: Cannot assign requested address"},
	)

	timeoutHunch = anyOf(
		wording{`Timeout(Exception|Error)\b`, "Java", "smtp.example.jp:587: TimeoutError"},
		wording{`\btime[sd]?[ -]?out\b`, "Java 17, Python 3.11", ""},
		wording{`タイムアウト`, "the system, Outlook, Thunderbird", "タイムアウト: smtp.example.jp"},
		wording{`時間切れ`, "Japanese programs", "smtp.example.jp:587: 時間切れ"},
	)
)
