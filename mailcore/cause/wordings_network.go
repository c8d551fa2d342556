package cause

// What programs print of names and connections.
var (
	hostSchemeSigns = anyOf(
		wording{`too many colons in address`, "Go"},
		wording{`invalid hostentry`, several},
		wording{`不正なホストエントリー`, "Japanese programs"},
		wording{`(getaddrinfo|lookup|ENOTFOUND|UnknownHost\w*|unknown host|Unknown SMTP host)[^\n]{0,40}["' :](ssl|tls|smtps?|https?)://`, "Java"},
	)

	portRangeSigns = anyOf(
		wording{`invalid port\b`, "Go"},
		wording{`missing port in address`, "Go"},
		wording{`unknown port`, several},
		wording{`port out of range`, several},
		wording{`Port should be >=? ?0 and <`, "Node.js"},
		wording{`port must be (0-65535|between)`, "Python"},
		wording{`bad port`, several},
	)

	hostSpaceSigns = anyOf(
		wording{`lookup \S+ : no such host`, "Go"},
		wording{`lookup  \S+`, "Go"},
		wording{`invalid character .{1,8} in host name`, several},
	)

	dnsFailureSigns = anyOf(
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
		wording{`Name server timeout`, several},
		wording{`getaddrinfo[^\n]*(temporary|timeout)`, several},
		wording{`DNS (server )?(timed out|timeout)`, several},
		wording{`名前解決における一時的`, "Japanese programs"},
		wording{socketNumber(`11002`), "Windows"},
	)

	unknownHostSigns = anyOf(
		wording{`\bENOTFOUND\b`, "Node.js"},
		wording{`HOST_NOT_FOUND`, several},
		wording{`NS_ERROR_UNKNOWN_HOST`, "Mozilla"},
		wording{`name does not resolve`, several},
		wording{`(remote name )?could not be resolved`, several},
		wording{`名前(を|の)?解決[^\n]{0,16}(でき|失敗|エラー)`, "Japanese programs"},
		wording{`DNS[^\n]{0,16}(エラー|失敗|解決でき)`, "Japanese programs"},
		wording{`no such host`, "Go"},
		wording{`name or service not known`, "the system"},
		wording{`nodename nor servname`, "Python"},
		wording{`EAI_NONAME`, "Node.js"},
		wording{`EAI_NODATA`, "Node.js"},
		wording{`UnknownHostException`, "Java"},
		wording{`unknown host\b`, several},
		wording{`Unknown SMTP host`, "Java"},
		wording{`Unknown IMAP host`, "Java"},
		wording{`NXDOMAIN`, "the system"},
		wording{`could not resolve (host|proxy)?`, several},
		wording{`couldn't resolve host`, "curl, msmtp"},
		wording{`cannot resolve`, several},
		wording{`unable to resolve`, several},
		wording{`リモート名を解決できませんでした`, ".NET"},
		wording{`php_network_getaddresses`, "PHP"},
		wording{`getaddrinfo failed`, several},
		wording{`(SMTP|mail)? ?host (name )?(could )?not (be )?found`, several},
		wording{`cannot locate host`, several},
		wording{`No address associated with hostname`, "the system"},
		wording{`ホスト名?が?不明`, "Japanese programs"},
		wording{`(ホスト|サーバー?)[^\n]{0,60}(が不明|見つかりません|見つけられません|見つけることができません)`, "Japanese programs"},
		wording{`errno"?: ?-3008\b`, "Node.js"},
		wording{`そのようなホストは不明`, "Japanese programs"},
		wording{`gaierror`, "Python"},
		wording{`bad hostname`, several},
		wording{`0x800CCC0D`, several},
		wording{`0x800CCC00`, several},
		wording{`(kintone|エラー|error|code)[^\n]{0,20}\b112[34]\b`, "kintone"},
		wording{socketNumber(`11001|11004|11003`), "Windows"},
	)

	forbiddenSigns = anyOf(
		wording{`access permissions`, several},
		wording{`operation not permitted`, "the system"},
		wording{`EACCES`, "Node.js"},
		wording{`EPERM\b`, "Node.js"},
		wording{`(socket|connect|connection)[^\n]{0,60}permission denied`, "the system"},
		wording{`アクセス許可で禁じられた`, "Japanese programs"},
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
		wording{`対象のコンピュータ[^\n]{0,12}拒否`, "Japanese programs"},
		wording{`接続[^\n]{0,24}拒否`, "Japanese programs"},
		wording{`refused the network connection`, "Mozilla"},
		wording{`接続を断られ`, "Japanese programs"},
		wording{socketNumber(`10061|111`), "Windows"},
	)

	greetingTimeoutSigns = anyOf(
		wording{`greeting never received`, "Node.js"},
		wording{`timed out while receiving the initial server greeting`, "Postfix"},
		wording{`(no greeting|timeout waiting for greeting|waiting for (the )?greeting)`, "several mail servers"},
		wording{`Socket is no longer.{0,20}greeting`, "several mail servers"},
		wording{`->\S+:(465|993|995): i/o timeout`, "Go"},
		wording{`SocketTimeoutException: Read timed out`, "Java"},
		wording{`timed out reading greeting`, "several mail servers"},
		wording{`Net::ReadTimeout`, "Ruby"},
		wording{`The read operation timed out`, "Python"},
	)

	dataTimeoutSigns = anyOf(
		wording{`timed out while sending message body`, "Postfix"},
		wording{`timeout (after|on) DATA`, several},
		wording{`0x8004210A`, "Outlook"},
		wording{`0x8004210B`, "Outlook"},
		wording{`timed out while (performing|sending) (the )?(EHLO|HELO|MAIL FROM|RCPT TO|DATA)`, "Postfix"},
	)

	connectTimeoutSigns = anyOf(
		wording{`SocketTimeoutException: failed to connect`, "Java"},
		wording{`failed to connect to [^\n]{1,160} after \d+ ?ms`, "Java"},
		wording{`NS_ERROR_NET_TIMEOUT`, "Mozilla"},
		wording{`dial tcp[^\n]*i/o timeout`, "Go"},
		wording{`connection timed[ -]?out`, several},
		wording{`connect(ion)? timeout`, several},
		wording{`OpenTimeout`, "Ruby"},
		wording{`応答していません`, "Japanese programs"},
		wording{`ETIMEDOUT`, "Node.js"},
		wording{`ETIME\b`, "Node.js"},
		wording{`ECONNTIMEOUT`, "Node.js"},
		wording{`A connection attempt failed because`, "Windows"},
		wording{`接続済みの呼び出し先`, "Japanese programs"},
		wording{`execution expired`, "Ruby"},
		wording{`timed? ?out while connecting`, several},
		wording{`timed out during connect`, several},
		wording{`timeout (while |when )?connecting`, several},
		wording{`connect\w*[^\n]{0,60} timed out`, several},
		wording{`0x800CCC19`, several},
		wording{`接続がタイムアウト`, "Japanese programs"},
		wording{socketNumber(`10060|110`), "Windows"},
	)

	timeoutGuess = anyOf(
		wording{`サーバー?[^\n]{0,30}応答(しません|がありません|がない|がなく)`, "Japanese programs"},
		wording{`no answer from host`, several},
		wording{`i/o timeout`, "Go"},
		wording{`operation (has )?timed ?out`, several},
		wording{`operation timeout`, several},
		wording{`timed out\b`, several},
		wording{`: (connect: )?timeout$`, several},
		wording{`timeout (period )?(expired|exceeded|was reached|occurred)`, several},
		wording{`deadline exceeded`, "Go"},
		wording{`タイムアウトしました`, "Japanese programs"},
		wording{`タイムアウトになりました`, "Japanese programs"},
		wording{`SMTP timeout`, several},
	)

	closedAtGreetingSigns = anyOf(
		wording{`response: -1\b`, "Java"},
		wording{`\(code: -1, response: \)`, "Java"},
		wording{`lost connection with \S+ while receiving the initial server greeting`, "Postfix"},
		wording{`closed (the )?connection (before|without) (sending )?(a )?greeting`, "several mail servers"},
		wording{`code "?220"?,? but got (an )?(empty|code "")`, several},
	)

	resetSigns = anyOf(
		wording{`NS_ERROR_NET_RESET`, "Mozilla"},
		wording{`PR_CONNECT_RESET_ERROR`, "Mozilla"},
		wording{`connection (was )?reset`, "the system"},
		wording{`ECONNRESET`, "Node.js"},
		wording{`forcibly closed`, "Windows"},
		wording{`強制的に切断`, "Japanese programs"},
		wording{`broken pipe`, "the system"},
		wording{`EPIPE`, "Node.js"},
		wording{`ECONNABORTED`, "Node.js"},
		wording{`software caused connection abort`, several},
		wording{`接続がリセット`, "Japanese programs"},
		wording{`connection was aborted`, several},
		wording{socketNumber(`10053|10054|104`), "Windows"},
	)

	closedSigns = anyOf(
		wording{`read error\b`, several},
		wording{`unexpected socket close`, several},
		wording{`PR_END_OF_FILE_ERROR`, "Mozilla"},
		wording{`NS_ERROR_NET_INTERRUPT`, "Mozilla"},
		wording{`^EOF$`, "Go"},
		wording{`[:\s=]EOF\b`, several},
		wording{`connection (unexpectedly |was |is )?closed`, several},
		wording{`closed (by )?(foreign|remote) (host|end|server)`, several},
		wording{`closed unexpectedly`, several},
		wording{`unexpectedly (closed|disconnected|terminated)`, several},
		wording{`server closed`, several},
		wording{`lost connection`, "Postfix"},
		wording{`remote host closed`, "Java"},
		wording{`disconnected unexpectedly`, several},
		wording{`empty response`, "Node.js"},
		wording{`got code ""`, "PHP"},
		wording{`net_io_connectionclosed`, "several mail servers"},
		wording{`connection (was )?terminated`, several},
		wording{`接続が(中断|切断)`, "Japanese programs"},
		wording{`0x800CCC0F`, several},
		wording{`socket (hang up|closed)`, "Node.js"},
		wording{`server hung up`, several},
		wording{`hangup`, "several mail servers"},
		wording{`end of file reached`, "Ruby"},
		wording{`EOFError`, "Ruby"},
		wording{`connection died`, several},
		wording{`connection broken`, several},
		wording{`SMTPServerDisconnected`, "Python"},
	)

	unreachableHunch = anyOf(
		wording{`EADDRNOTAVAIL`, "Node.js"},
		wording{`cannot assign requested address`, "the system"},
	)

	timeoutHunch = anyOf(
		wording{`Timeout(Exception|Error)\b`, "Java"},
		wording{`\btime[sd]?[ -]?out\b`, several},
		wording{`タイムアウト`, "Japanese programs"},
		wording{`時間切れ`, "Japanese programs"},
	)
)
