package cause

// What programs print of names and connections.
var (
	hostSchemeSigns = anyOf(
		wording{`too many colons in address`, "Go"},
		wording{`invalid hostentry`, "PHPMailer 6.6"},
		wording{`不正なホストエントリー`, "PHPMailer 6.6"},
		wording{`(getaddrinfo|lookup|ENOTFOUND|UnknownHost\w*|unknown host|Unknown SMTP host)[^\n]{0,40}["' :](ssl|tls|smtps?|https?)://`, "Java"},
	)

	portRangeSigns = anyOf(
		wording{`invalid port\b`, "Go"},
		wording{`missing port in address`, "Go"},
		wording{`unknown port`, "Go, Exim 4.96"},
		wording{`port out of range`, "Java 17, Python 3.11"},
		wording{`Port should be >=? ?0 and <`, "Node.js"},
		wording{`port must be (0-65535|between)`, "Python"},
		wording{`bad port`, "Postfix 3.7"},
	)

	hostSpaceSigns = anyOf(
		wording{`lookup \S+ : no such host`, "Go"},
		wording{`lookup  \S+`, "Go"},
		wording{`invalid character .{1,8} in host name`, "Go"},
	)

	dnsFailureSigns = anyOf(
		wording{`lookup failed temporarily`, "qmail"},
		wording{`\bSERVFAIL\b`, "the system"},
		wording{`DNS サーバーが応答`, "Japanese programs"},
		wording{`EAI_AGAIN`, "Node.js"},
		wording{`Temporary failure in name resolution`, "the system"},
		wording{`server misbehaving`, "Go"},
		wording{`lookup \S+( on \S+)?: (read udp|i/o timeout|dial udp|no answer)`, "Go"},
		wording{`lookup .*(i/o timeout|no answer from DNS)`, "Go"},
		wording{`query[A-Z]* (ETIMEOUT|ESERVFAIL|EREFUSED|ECONNREFUSED)`, "Node.js"},
		wording{`errno"?: ?-3001\b`, "Node.js"},
		wording{`WSATRY_AGAIN`, "Windows"},
		wording{`Host or domain name not found\. Name service error[^\n]*(Host not found, try again)`, "Postfix"},
		wording{`Name server timeout`, "sendmail 8.17"},
		wording{`getaddrinfo[^\n]*(temporary|timeout)`, "PHP, Ruby 3.1"},
		wording{`DNS (server )?(timed out|timeout)`, "Exim 4.96"},
		wording{`名前解決における一時的`, "Japanese programs"},
		wording{socketNumber(`11002`), "Windows"},
		wording{`DNS server (failed|failure)`, "getmail 6.18"},
	)

	unknownHostSigns = anyOf(
		wording{`\bENOTFOUND\b`, "Node.js"},
		wording{`HOST_NOT_FOUND`, "Exim 4.96"},
		wording{`NS_ERROR_UNKNOWN_HOST`, "Mozilla"},
		wording{`name does not resolve`, "musl"},
		wording{`(remote name )?could not be resolved`, ".NET"},
		wording{`名前(を|の)?解決[^\n]{0,16}(でき|失敗|エラー)`, "the system"},
		wording{`DNS[^\n]{0,16}(エラー|失敗|解決でき)`, "Japanese programs"},
		wording{`no such host`, "Go"},
		wording{`name or service not known`, "the system"},
		wording{`nodename nor servname`, "Python"},
		wording{`EAI_NONAME`, "Node.js"},
		wording{`EAI_NODATA`, "Node.js"},
		wording{`UnknownHostException`, "Java"},
		wording{`unknown host\b`, "Sylpheed 3.8, Claws Mail 4.1, Alpine 2.26"},
		wording{`Unknown SMTP host`, "Java"},
		wording{`Unknown IMAP host`, "Java"},
		wording{`NXDOMAIN`, "the system"},
		wording{`could not resolve (host|proxy)?`, "curl 7.88"},
		wording{`couldn't resolve host`, "curl, msmtp"},
		wording{`cannot resolve`, "isync 1.4, GnuTLS 3.7"},
		wording{`unable to resolve`, "Android, GLib 2.74"},
		wording{`リモート名を解決できませんでした`, ".NET"},
		wording{`php_network_getaddresses`, "PHP"},
		wording{`getaddrinfo failed`, "PHP, fetchmail 6.4, Sylpheed 3.8"},
		wording{`(SMTP|mail)? ?host (name )?(could )?not (be )?found`, "Postfix 3.7, Balsa 2.6, nullmailer 2.2"},
		wording{`cannot locate host`, "msmtp 1.8, mpop 1.4"},
		wording{`No address associated with hostname`, "the system"},
		wording{`ホスト名?が?不明`, "Thunderbird 153"},
		wording{`(ホスト|サーバー?)[^\n]{0,60}(が不明|見つかりません|見つけられません|見つけることができません)`, "Outlook, Thunderbird, Geary 43"},
		wording{`errno"?: ?-3008\b`, "Node.js"},
		wording{`そのようなホストは不明`, "Windows"},
		wording{`gaierror`, "Python"},
		wording{`bad hostname`, "Ruby 3.1, curl 7.88"},
		wording{`0x800CCC0D`, "Outlook, Outlook Express"},
		wording{`0x800CCC00`, "Outlook, Outlook Express"},
		wording{`(kintone|エラー|error|code)[^\n]{0,20}\b112[34]\b`, "kintone"},
		wording{socketNumber(`11001|11004|11003`), "Windows"},
		wording{`(could ?n.t|could not|unable to|cannot|can.t|failed to) (find|look ?up) (the )?(host|server|hostname|server name|address|domain)\b`, "mutt 2.2, Geary 43"},
		wording{`(host|hostname|server|name|DNS) lookup (failed|failure|error)`, "Claws Mail 4.1, Evolution 3.46, telnet 0.17"},
		wording{`lookup of \S+ failed`, "nmh 1.8"},
		wording{`Bad host\b`, "sSMTP 2.64"},
		wording{`(error|problem|failed|failure) (while )?resolving`, "getmail 6.18"},
		wording{`server( \S+)? not found`, "Sylpheed 3.8"},
	)

	forbiddenSigns = anyOf(
		wording{`access permissions`, "Windows"},
		wording{`operation not permitted`, "the system"},
		wording{`EACCES`, "Node.js"},
		wording{`EPERM\b`, "Node.js"},
		wording{`(socket|connect|connection)[^\n]{0,60}permission denied`, "the system"},
		wording{`アクセス許可で禁じられた`, "Windows"},
		wording{socketNumber(`10013`), "Windows"},
	)

	unreachableSigns = anyOf(
		wording{`network is unreachable`, "the system"},
		wording{`no route to host`, "the system"},
		wording{`ENETUNREACH`, "Node.js"},
		wording{`EHOSTUNREACH`, "Node.js"},
		wording{`unreachable (network|host)`, "the system"},
		wording{`host is (down|unreachable)`, "the system"},
		wording{`network is down`, "the system"},
		wording{`NoRouteToHost`, ".NET"},
		wording{`ネットワークに到達できません`, "Japanese programs"},
		wording{socketNumber(`10050|10051|10065`), "Windows"},
	)

	refusedSigns = anyOf(
		wording{`NS_ERROR_CONNECTION_REFUSED`, "Mozilla"},
		wording{`ConnectionRefused`, "Rust"},
		wording{`connection refused`, "the system"},
		wording{`ECONNREFUSED`, "Node.js"},
		wording{`actively refused`, "Windows"},
		wording{`対象のコンピュータ[^\n]{0,12}拒否`, "Windows"},
		wording{`接続[^\n]{0,24}拒否`, "the system, Thunderbird 153, Hidemaru Mail"},
		wording{`refused the network connection`, "Mozilla"},
		wording{`接続を断られ`, "Japanese programs"},
		wording{socketNumber(`10061|111`), "Windows"},
	)

	greetingTimeoutSigns = anyOf(
		wording{`greeting never received`, "Node.js"},
		wording{`timed out while receiving the initial server greeting`, "Postfix"},
		wording{`(no greeting|timeout waiting for greeting|waiting for (the )?greeting)`, unverified},
		wording{`Socket is no longer.{0,20}greeting`, unverified},
		wording{`->\S+:(465|993|995): i/o timeout`, "Go"},
		wording{`SocketTimeoutException: Read timed out`, "Java"},
		wording{`timed out reading greeting`, unverified},
		wording{`Net::ReadTimeout`, "Ruby"},
		wording{`The read operation timed out`, "Python"},
	)

	dataTimeoutSigns = anyOf(
		wording{`timed out while sending message body`, "Postfix"},
		wording{`timeout (after|on) DATA`, "Postfix 3.7, Exim 4.96"},
		wording{`0x8004210A`, "Outlook"},
		wording{`0x8004210B`, "Outlook"},
		wording{`timed out while (performing|sending) (the )?(EHLO|HELO|MAIL FROM|RCPT TO|DATA)`, "Postfix"},
	)

	connectTimeoutSigns = anyOf(
		wording{`SocketTimeoutException: failed to connect`, "Java"},
		wording{`failed to connect to [^\n]{1,160} after \d+ms`, "Java"},
		wording{`NS_ERROR_NET_TIMEOUT`, "Mozilla"},
		wording{`dial tcp[^\n]*i/o timeout`, "Go"},
		wording{`connection timed[ -]?out`, "the system, curl 7.88"},
		wording{`connect(ion)? timeout`, "curl 7.88"},
		wording{`OpenTimeout`, "Ruby"},
		wording{`応答していません`, "Japanese programs"},
		wording{`ETIMEDOUT`, "Node.js"},
		wording{`ETIME\b`, "Node.js"},
		wording{`ECONNTIMEOUT`, "Node.js"},
		wording{`A connection attempt failed because`, "Windows"},
		wording{`接続済みの呼び出し先`, "Windows"},
		wording{`execution expired`, "Ruby"},
		wording{`timed? ?out while connecting`, "sendEmail 1.56, emailjs, node-imap"},
		wording{`timed out during connect`, unverified},
		wording{`timeout (while |when )?connecting`, "sendEmail 1.56"},
		wording{`connect\w*[^\n]{0,60} timed out`, "the system, Claws Mail 4.1"},
		wording{`0x800CCC19`, "Outlook, Outlook Express"},
		wording{`接続がタイムアウト`, "the system, Thunderbird 153, mutt 2.2"},
		wording{socketNumber(`10060|110`), "Windows"},
		wording{`\w[^\n]{0,40} \(Interrupted system call\)`, "mutt 2.2"},
	)

	timeoutGuess = anyOf(
		wording{`サーバー?[^\n]{0,30}応答(しません|がありません|がない|がなく)`, "Japanese programs"},
		wording{`no answer from host`, "RFC 3463"},
		wording{`i/o timeout`, "Go"},
		wording{`operation (has )?timed ?out`, "curl 7.88, msmtp 1.8, .NET"},
		wording{`operation timeout`, unverified},
		wording{`timed out\b`, "the system, Python 3.11, curl 7.88"},
		wording{`: (connect: )?timeout$`, "swaks 20201014"},
		wording{`timeout (period )?(expired|exceeded|was reached|occurred)`, "curl 7.88, Postfix 3.7, Exim 4.96"},
		wording{`deadline exceeded`, "Go"},
		wording{`タイムアウトしました`, "the system, Outlook, iPhone"},
		wording{`タイムアウトになりました`, "Thunderbird 153, .NET"},
		wording{`SMTP timeout`, "Exim 4.96"},
	)

	closedAtGreetingSigns = anyOf(
		wording{`response: -1\b`, "Java"},
		wording{`\(code: -1, response: \)`, "Java"},
		wording{`lost connection with \S+ while receiving the initial server greeting`, "Postfix"},
		wording{`closed (the )?connection (before|without) (sending )?(a )?greeting`, unverified},
		wording{`code "?220"?,? but got (an )?(empty|code "")`, "Symfony Mailer 5.4, Swift Mailer 6.3"},
	)

	resetSigns = anyOf(
		wording{`NS_ERROR_NET_RESET`, "Mozilla"},
		wording{`PR_CONNECT_RESET_ERROR`, "Mozilla"},
		wording{`connection (was )?reset`, "the system"},
		wording{`ECONNRESET`, "Node.js"},
		wording{`forcibly closed`, "Windows"},
		wording{`強制的に切断`, "Windows"},
		wording{`broken pipe`, "the system"},
		wording{`EPIPE`, "Node.js"},
		wording{`ECONNABORTED`, "Node.js"},
		wording{`software caused connection abort`, "the system"},
		wording{`接続がリセット`, "Thunderbird 153"},
		wording{`connection was aborted`, "Windows"},
		wording{socketNumber(`10053|10054|104`), "Windows"},
	)

	closedSigns = anyOf(
		wording{`read error\b`, "mutt 2.2, msmtp 1.8, Balsa 2.6"},
		wording{`unexpected socket close`, "stunnel 5.68, Node.js"},
		wording{`PR_END_OF_FILE_ERROR`, "Mozilla"},
		wording{`NS_ERROR_NET_INTERRUPT`, "Mozilla"},
		wording{`^EOF$`, "Go"},
		wording{`[:\s=]EOF\b`, "Go"},
		wording{`connection (unexpectedly |was |is )?closed`, "Python 3.11, Claws Mail 4.1, Courier 1.0"},
		wording{`closed (by )?(foreign|remote) (host|end|server)`, "telnet 0.17, Courier 1.0, Mailutils 3.15"},
		wording{`closed unexpectedly`, "swaks 20201014, Symfony Mailer 5.4, Node.js"},
		wording{`unexpectedly (closed|disconnected|terminated)`, "Python 3.11, Courier 1.0"},
		wording{`server closed`, "mutt 2.2, neomutt 20220429, GLib 2.74"},
		wording{`lost connection`, "Postfix"},
		wording{`remote host closed`, "Java"},
		wording{`disconnected unexpectedly`, "Dovecot 2.3"},
		wording{`empty response`, "Node.js"},
		wording{`got code ""`, "PHP"},
		wording{`net_io_connectionclosed`, ".NET"},
		wording{`connection (was )?terminated`, "masqmail"},
		wording{`接続が(中断|切断)`, "Thunderbird 153"},
		wording{`0x800CCC0F`, "Outlook, Outlook Express"},
		wording{`socket (hang up|closed)`, "Node.js"},
		wording{`server hung up`, "Net::IMAP::Simple 1.22"},
		wording{`hangup`, "UW IMAP"},
		wording{`end of file reached`, "Ruby"},
		wording{`EOFError`, "Ruby"},
		wording{`connection died`, "qmail"},
		wording{`connection broken`, "c-client 2007f, Claws Mail 4.1, urllib3 1.26"},
		wording{`SMTPServerDisconnected`, "Python"},
		wording{`connection to \S+ (was |is |has been )?(lost|dropped|disconnected|closed)|connection (was |has been )?(lost|dropped|disconnected)`, "mutt 2.2, Claws Mail 4.1, JavaMail 1.6"},
		wording{`zero byte response`, "sendEmail 1.56"},
		wording{`\[EOF\]`, "JavaMail 1.6"},
		wording{`remote (side|party|host) has closed`, "Mailutils 3.15, Qt 5.15"},
		wording{`\bdisconnected (from server )?(during|while|before)`, "Akonadi 22.12"},
		wording{`has been aborted`, "neomutt 20220429"},
		wording{`(sent|returned|got) (an )?(empty|no) (reply|answer)`, "msmtp 1.8"},
	)

	unreachableHunch = anyOf(
		wording{`EADDRNOTAVAIL`, "Node.js"},
		wording{`cannot assign requested address`, "the system"},
	)

	timeoutHunch = anyOf(
		wording{`Timeout(Exception|Error)\b`, "Java"},
		wording{`\btime[sd]?[ -]?out\b`, "Java 17, Python 3.11"},
		wording{`タイムアウト`, "the system, Outlook, Thunderbird"},
		wording{`時間切れ`, "Japanese programs"},
	)
)
