package mailcore

import (
	"cmp"
	"regexp"
	"slices"
)

// A sign is how programs put a fault into words. It is for texts what [faults]
// is for the errors of Go.
type sign struct {
	fault   Fault
	step    Step
	problem string // with Invalid: which one of [Profile.Check]
	method  AuthMethod
	says    func() *regexp.Regexp
	guess   bool   // the same words are printed for other faults too
	reply   string // with Replied: what the server must have said
}

// signs is read from the top; the first that the text holds wins. Numbers are
// those of winsock2.h and of Outlook's mapidefs.
var signs = []sign{
	// the settings
	{fault: Invalid, step: CheckStep, problem: "host-scheme", says: says(`too many colons in address|invalid hostentry|不正なホストエントリー|(getaddrinfo|lookup|ENOTFOUND|UnknownHost\w*|unknown host|Unknown SMTP host)[^\n]{0,40}["' :](ssl|tls|smtps?|https?)://`)},
	{fault: Invalid, step: CheckStep, problem: "port-range", says: says(`invalid port\b|missing port in address|unknown port|port out of range|Port should be >=? ?0 and <|port must be (0-65535|between)|bad port`)},
	{fault: Invalid, step: CheckStep, problem: "host-space", says: says(`lookup \S+ : no such host|lookup  \S+|invalid character .{1,8} in host name`)},

	// names
	{fault: DNSFailure, step: Resolve, says: says(`\bSERVFAIL\b|DNS サーバーが応答|EAI_AGAIN|Temporary failure in name resolution|server misbehaving|lookup \S+( on \S+)?: (read udp|i/o timeout|dial udp|no answer)|lookup .*(i/o timeout|no answer from DNS)|query[A-Z]* (ETIMEOUT|ESERVFAIL|EREFUSED|ECONNREFUSED)|errno"?: ?-3001\b|WSATRY_AGAIN|try again\)?$.*name resolution|Host or domain name not found\. Name service error[^\n]*(Host not found, try again)|Name server timeout|getaddrinfo[^\n]*(temporary|timeout)|DNS (server )?(timed out|timeout)|名前解決における一時的|` + socketNumber(`11002`))},
	{fault: UnknownHost, step: Resolve, says: says(`\bENOTFOUND\b|HOST_NOT_FOUND|NS_ERROR_UNKNOWN_HOST|name does not resolve|could not be resolved|名前(を|の)?解決[^\n]{0,16}(でき|失敗|エラー)|DNS[^\n]{0,16}(エラー|失敗|解決でき)|no such host|name or service not known|nodename nor servname|getaddrinfo ENOTFOUND|queryA? ENOTFOUND|EAI_NONAME|EAI_NODATA|UnknownHostException|unknown host\b|Unknown SMTP host|Unknown IMAP host|NXDOMAIN|could not resolve (host|proxy)?|couldn't resolve host|cannot resolve|unable to resolve|remote name could not be resolved|リモート名を解決できませんでした|php_network_getaddresses|getaddrinfo failed|(SMTP|mail)? ?host (name )?(could )?not (be )?found|cannot locate host|No address associated with hostname|ホスト名?が?不明|(ホスト|サーバー?)[^\n]{0,60}(が不明|見つかりません|見つけられません|見つけることができません)|errno"?: ?-3008\b|そのようなホストは不明|サーバーを?見つけることができません|gaierror|bad hostname|0x800CCC0D|0x800CCC00|(kintone|エラー|error|code)[^\n]{0,20}\b112[34]\b|` + socketNumber(`11001|11004|11003`))},

	// this computer and the way
	{fault: Forbidden, step: Connect, says: says(`access permissions|operation not permitted|EACCES|EPERM\b|connect: permission denied|(socket|connect|connection)[^\n]{0,60}permission denied|アクセス許可で禁じられた|` + socketNumber(`10013`))},
	{fault: Unreachable, step: Connect, says: says(`network is unreachable|no route to host|ENETUNREACH|EHOSTUNREACH|unreachable (network|host)|host is (down|unreachable)|network is down|NoRouteToHost|ネットワークに到達できません|` + socketNumber(`10050|10051|10065`))},
	{fault: Refused, step: Connect, says: says(`NS_ERROR_CONNECTION_REFUSED|ConnectionRefused|os error 111\b|connection refused|connect ECONNREFUSED|ECONNREFUSED|actively refused|対象のコンピュータ[^\n]{0,12}拒否|接続[^\n]{0,24}拒否|refused the network connection|接続を断られ|` + socketNumber(`10061|111`))},

	// certificates
	{fault: PinMismatch, step: Certificate, says: says(`fingerprint[^\n]{0,80}(not match|mismatch|differ|changed)|フィンガープリントが(一致|異)`)},
	{fault: NameMismatch, step: Certificate, says: says(`0x80090322|SEC_E_WRONG_PRINCIPAL|0x800B010F|CERT_E_CN_NO_MATCH|NotValidForName|common name[^\n]{0,40}(not match|mismatch)|certificate[^\n]{0,40}(belongs to a different|is for a different|issued for another)|証明書[^\n]{0,40}一致し(ません|ない|ていません)|certificate is valid for|is not valid for any names|doesn't contain any IP SANs|hostname[ ,][^\n]*(mismatch|doesn't match|does not match|not match)|hostname mismatch|none matched|does not match certificate's altnames|does not match the certificate subject name|no alternative certificate subject name|relies on legacy Common Name|did not match expected CN|CN=?.{0,80}did not match|(does not|doesn't|did not|not) match (the |your |any of the valid )?(server|host|target|name)|doesn't match '?[\w.*]|cert hostname does not verify|name in the certificate does not match|RemoteCertificateNameMismatch|CN_NO_MATCH|No subject alternative (DNS )?names? |No name matching \S+ found|ERR_TLS_CERT_ALTNAME_INVALID|certificate (common )?name[^\n]*(mismatch|not match|match)|SSL_ERROR_BAD_CERT_DOMAIN|IP address mismatch|証明書の(名前|CN|コモンネーム)[^\n]*(一致しません|異なり)|ホスト名が一致しません|対象のプリンシパル名が間違って|target principal name is incorrect`)},
	{fault: NotYetValid, step: Certificate, says: says(`NotValidYet|証明書[^\n]{0,20}まだ有効|current time \S+ is before|certificate is not yet valid|CERT_NOT_YET_VALID|CertificateNotYetValid|SEC_ERROR_EXPIRED_NOT_YET|NotBefore:`)},
	{fault: Expired, step: Certificate, says: says(`0x80090328|SEC_E_CERT_EXPIRED|0x800B0101|CERT_E_EXPIRED|\bCertExpired|certificate: Expired|証明書[^\n]{0,20}(期限切れ|期限が過ぎ|失効し)|certificate (\d+ of \d+ )?(has |is )?expired|expired certificate|CERT_HAS_EXPIRED|SEC_ERROR_EXPIRED|CertificateExpired|NotTimeValid|current time \S+ is after|certificate-expired|PKIX path validation failed[^\n]*validity check failed|証明書の(有効)?期限が切れ|not within its validity period`)},
	{fault: SelfSigned, step: Certificate, says: says(`self[- ]signed[ -]certificate|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED|自己署名`)},
	{fault: Untrusted, step: Certificate, says: says(`trustAnchors parameter must be non-empty|issuer[^\n]{0,20}not (recogni[sz]ed|trusted|known)|0x80090325|SEC_E_UNTRUSTED_ROOT|0x800B010[9A]|CERT_E_UNTRUSTEDROOT|UnknownIssuer|invalid (peer )?certificate\b|X509 - Certificate verification failed|no CA certificates|certificate is NOT trusted|untrusted certificate|発行者[^\n]{0,16}(不明|信頼)|証明書[^\n]{0,20}信頼(でき|され)|signed by unknown authority|unable to get (local )?issuer|unable to verify the first certificate|UNABLE_TO_(VERIFY_LEAF|GET_ISSUER)|CERT_UNTRUSTED|PKIX path building failed|unable to find valid certification path|SunCertPathBuilder|certificate[ _]verify[ _]failed|certificate verification (error|failed)|certificate is not trusted|unknown[ _]ca\b|UntrustedRoot|PartialChain|RemoteCertificateChainErrors|remote certificate (is invalid|was rejected)|SEC_ERROR_UNKNOWN_ISSUER|信頼(できる|された)(ルート)?証明(書|機関)|信頼されていない|検証プロシージャによると|Server certificate not (verified|trusted)|SSL certificate problem|certificate_unknown|Trust anchor for certification path not found|peer certificate cannot be authenticated|certificate issuer is unknown|証明書を(確認|検証)できません|revocation (function|status|check)|CRYPT_E_(NO_REVOCATION|REVOCATION)|issuer certificate[^\n]{0,60}could not be found|certificates? could (not )?be verified|certificate could not be validated`)},

	// TLS
	{fault: NotTLS, step: Handshake, says: says(`0x80090308|SEC_E_INVALID_TOKEN|InvalidContentType|-0x7200|invalid SSL record|token supplied to the function is invalid|関数に提供されたトークンが無効|first record does not look like a TLS handshake|wrong[ _]version[ _]number|SSL_ERROR_RX_RECORD_TOO_LONG|SSL routines.{0,40}unknown protocol|packet length too long|unrecognized SSL message|unsupported or unrecognized SSL message|plaintext connection\?|unexpected packet format|unexpected TLS packet|cannot determine the frame size|corrupted frame was received|0x800CCC1A|サポートされていない暗号化|指定した暗号化の種類に対応していません|does not support the connection encryption type|ERR_SSL_WRONG_VERSION|A packet with illegal or unsupported version|received record with version|tls_get_more_records:packet|port \d+ is typically reserved for plain-text|ERR_SSL_PACKET_LENGTH_TOO_LONG|http_request|SSL routines:[^\n]*http request`)},
	{fault: TLSVersion, step: Handshake, says: says(`0x80090331|SEC_E_ALGORITHM_MISMATCH|do not possess a common algorithm|共通のアルゴリズム|no protocols available|protocol version not supported|(SSL|TLS)[^\n]{0,80}unsupported[ _]protocol|alert protocol version|no supported versions|protocol_version|version too low|No appropriate protocol|TLS 1\.0 and 1\.1 are not supported|protocol is disabled|サポートされていない TLS|requires TLS ?1\.2|TLSV1_ALERT_PROTOCOL|SSL_ERROR_UNSUPPORTED_VERSION`)},
	{fault: TLSHandshake, step: Handshake, says: says(`SSL_ERROR_NO_CYPHER_OVERLAP|no ciphers? in common|handshake[_ ]failure|tlsv1 alert|dh key too small|no shared cipher|insufficient security|sslv3 alert|no cipher suite|NO_SHARED_CIPHER|no ciphers available|unsafe legacy renegotiation|SSL alert number|ee key too small|ca md too weak|NO_CYPHER_OVERLAP|ciphers? mismatch`)},
	{fault: TLSHandshake, step: Handshake, guess: true, says: says(`connect via TLS|No TLS support|invalid SSL_version|\btls_(failed|alert)\b|0x80090326|SEC_E_ILLEGAL_MESSAGE|unexpected or badly formatted|curl: \(35\)|暗号化(された)?(通信|接続)[^\n]{0,20}(失敗|できません|エラー)|セキュリティで保護された[^\n]{0,30}(失敗|できません)|call to SSPI failed|HandshakeException|TLS handshake (failed|error)|handshake failed|SSL_connect error|SSL connect error|Cannot start TLS|Could not convert socket to TLS|stream_socket_enable_crypto|SSL operation failed|UNEXPECTED_EOF_WHILE_READING|EOF occurred in violation of protocol|closed (the )?connection during handshake|remote party has closed the transport|terminated the handshake|Can't establish a TLS|SSL_ERROR_SYSCALL|unexpected eof while reading|SSL/TLS エラー|TLS ネゴシエーション|tls: |TLS alert|before secure TLS connection was established|ネゴシエーションに失敗`)},

	// what a server writes into its own log
	{fault: Replied, step: Authorize, reply: "535", says: says(`\(auth failed, \d+ attempts|password mismatch|SASL [\w-]+ authentication failed: (UGFzc3dvcmQ6|VXNlcm5hbWU6|authentication failure)`)},

	// what the server offers
	{fault: NoSTARTTLS, step: StartTLS, says: says(`TLS session is required, but|(did not|does not|doesn't|not) offer TLS|missing_requirement[^\n]*:tls|does(n't| not) (support|offer|advertise) (\S+ )?(STARTTLS|STLS)|STARTTLS (is )?not (supported|offered|available|advertised)|STARTTLS extension not supported|STARTTLS is required but|must support STARTTLS|not support secure connections|サーバー(は|が)[^\n]{0,40}(STARTTLS|セキュアな接続|安全な接続)[^\n]{0,30}(サポートして|提供して|対応して|示されて)|TLS is required, but was not offered|STARTTLS[^\n]{0,30}(サポート(して|されて)|対応して|通知して|提供して)(いま|いな|おら)|STARTTLS not supported|Extension STARTTLS not|server does not support (TLS|STARTTLS|SSL)|no STARTTLS (support|offered)|Required TLS[^\n]*not|host did not advertise STARTTLS|TLS not available|STARTTLS command failed|unrecognized command.{0,4}STARTTLS`)},
	{fault: NoAuthOffered, step: Authorize, says: says(`missing_requirement[^\n]*:auth|doesn't support AUTH|does not advertise AUTH|AUTH extension not supported|does not support (SMTP[ -]?)?auth(entication)?\b|SMTP AUTH (is )?not (supported|available)|server does not support authentication|SMTP認証(を|に)(サポート|対応)し|not support SMTP authentication|command used when not advertised|no authentication (capability|advertised)`)},
	{fault: NoMechanism, step: Authorize, method: APOP, says: says(`APOP[^\n]{0,30}not supported by (the )?server|no timestamp in greeting|no APOP timestamp|server does not support APOP|APOP[^\n]{0,20}(サポート|対応)して`)},
	{fault: NoMechanism, step: Authorize, says: says(`auth not attempted|requested type not available|no form of authori[sz]ation supported|no suitable authentication (method|mechanism)|No (acceptable|supported|usable|compatible) (auth\w*|SASL|login) ?(method|mechanism|authenticator)?|no authentication mechanisms? (supported|available|in common)|authentication (methods|mechanisms) supported by (this|your) (server|client|account) (are|is) (not )?supported|No worthy mechs|no mechanism available|0x800CCC80|unsupported auth(entication)? (type|method|mechanism)|authentication method[^\n]{0,30}not supported|Failed to authenticate on SMTP server with username[^\n]*using 0 possible|認証方(式|法)[^\n]{0,30}(サポートしていません|サポートされていません|対応していません)|No authenticators? (found|supported)|mechanism \S+ not supported|None of the authentication`)},
	{fault: PlaintextRefused, step: Authorize, says: says(`unencrypted connection\b`)},

	// time
	{fault: Timeout, step: Greeting, says: says(`greeting never received|timed out while receiving the initial server greeting|(no greeting|timeout waiting for greeting|waiting for (the )?greeting)|Socket is no longer.{0,20}greeting|->\S+:(465|993|995): i/o timeout|SocketTimeoutException: Read timed out|timed out reading greeting|Net::ReadTimeout|The read operation timed out`)},
	{fault: Timeout, step: Data, says: says(`timed out while sending (message body|end of data)|timeout (after|on) (DATA|end of data)|0x8004210A|0x8004210B|timed out while (performing|sending) (the )?(EHLO|HELO|MAIL FROM|RCPT TO|DATA)`)},
	{fault: Timeout, step: Connect, says: says(`SocketTimeoutException: failed to connect|failed to connect to [^\n]{1,160} after \d+ ?ms|NS_ERROR_NET_TIMEOUT|dial tcp[^\n]*i/o timeout|connection timed[ -]?out|connect(ion)? timeout|OpenTimeout|応答していません|ETIMEDOUT|ETIME\b|ECONNTIMEOUT|connect timed out|A connection attempt failed because|接続済みの呼び出し先|execution expired|timed? ?out while connecting|timed out during connect|timeout (while |when )?connecting|connect\w*[^\n]{0,60} timed out|0x800CCC19|接続がタイムアウト|` + socketNumber(`10060|110`))},
	{fault: Timeout, step: Connect, guess: true, says: says(`サーバー?[^\n]{0,30}応答(しません|がありません|がない|がなく)|no answer from host|i/o timeout|operation (has )?timed ?out|operation timeout|timed out\b|: (connect: )?timeout$|timeout (period )?(expired|exceeded|was reached|occurred)|deadline exceeded|タイムアウトしました|タイムアウトになりました|SMTP timeout`)},

	// the end of the connection
	{fault: NotMail, step: Greeting, says: says(`HTTP/1\.[01] \d|SSH-2\.0|malformed (MIME|response)|short response: |unexpected (greeting|response from server)|invalid response from (mail )?server|0x800CCC90`)},
	{fault: Closed, step: Greeting, says: says(`response: -1\b|\(code: -1, response: \)|lost connection with \S+ while receiving the initial server greeting|closed (the )?connection (before|without) (sending )?(a )?greeting|code "?220"?,? but got (an )?(empty|code "")`)},
	{fault: Reset, step: "", guess: true, says: says(`NS_ERROR_NET_RESET|PR_CONNECT_RESET_ERROR|connection (was )?reset|ECONNRESET|forcibly closed|強制的に切断|broken pipe|EPIPE|ECONNABORTED|software caused connection abort|接続がリセット|connection was aborted|` + socketNumber(`10053|10054|104`))},
	{fault: Closed, step: "", says: says(`read error\b|unexpected socket close|PR_END_OF_FILE_ERROR|NS_ERROR_NET_INTERRUPT|^EOF$|[:\s=]EOF\b|unexpected EOF|connection (unexpectedly |was |is )?closed|closed (by )?(foreign|remote) (host|end|server)|closed unexpectedly|unexpectedly (closed|disconnected|terminated)|server closed|lost connection|remote host closed|disconnected unexpectedly|empty response|got code ""|net_io_connectionclosed|connection (was )?terminated|has unexpectedly disconnected|接続が(中断|切断)|サーバーへの接続が中断|0x800CCC0F|socket (hang up|closed)|server hung up|hangup|end of file reached|EOFError|connection died|connection broken|SMTPServerDisconnected`)},
}

// hunches tell what kind of fault it is where nothing else does, in whatever
// words.
var hunches = []sign{
	{fault: Unreachable, step: Connect, guess: true, says: says(`EADDRNOTAVAIL|cannot assign requested address`)},
	{fault: Timeout, step: Connect, guess: true, says: says(`Timeout(Exception|Error)\b|\btime[sd]?[ -]?out\b|タイムアウト|時間切れ`)},
	{fault: Untrusted, step: Certificate, guess: true, says: says(`certificate[^\n]{0,60}(verif|trust|valid|accept|unknown|error|problem|failed)|証明書[^\n]{0,30}(検証|信頼|確認|無効|エラー|問題)|識別情報を(検証|確認)できません`)},
	{fault: TLSHandshake, step: Handshake, guess: true, says: says(`SSLException|SSLError|(SSL|TLS|STARTTLS)\b[^\n]{0,50}(error|failed|failure|失敗|エラー|できません)`)},
}

// socketNumber is how programs print an error number of sockets.
func socketNumber(numbers string) string {
	return `(WSA\w*|winsock|WinError|error( code| number| #)?|errno|code|Cant connect Server|Connection lost|エラー(番号|コード)?|socket( error)?( code)?)["']?[\s:#=\[(]*(` + numbers + `)\b|\((` + numbers + `)\)`
}

// signInText finds a fault in words. Where a conversation went before, it says
// how far that came.
// Of a server with both kinds of address, what became of IPv4 counts: many a
// line has no IPv6, and nothing is wrong with that.
func signInText(text string, t talk) (clue, bool) {
	if rest := noIPv6().ReplaceAllString(text, ""); rest != text {
		if c, ok := firstSign(rest, t); ok && c.confidence == High {
			return c, true
		}
	}
	return firstSign(text, t)
}

var noIPv6 = says(`^.*[0-9a-f]{1,4}:[0-9a-f:]*:[0-9a-f]+\b.*(unreachable|cannot assign|EADDRNOTAVAIL|ENETUNREACH|no route).*$`)

func firstSign(text string, t talk) (clue, bool) {
	for _, s := range slices.Concat(signs, numbers, hunches) {
		at := s.says().FindStringIndex(text)
		if at == nil {
			continue
		}
		c := clue{failure: Result{Fault: s.fault, Step: s.step, Reply: cmp.Or(s.reply, text)}, seen: lineAt(text, at), confidence: High}
		if s.guess {
			c.confidence = Medium
		}
		if s.step == "" || s.fault == Timeout && t.last != "" {
			c.failure.Step = stepAfter(t, text)
		}
		c.failure.Facts = map[string]string{"problem": s.problem, "method": string(s.method)}
		if s.problem != "" {
			c.failure.Facts["field"] = map[string]string{"port-range": "outgoing.port"}[s.problem]
		}
		return c, true
	}
	return clue{}, false
}

// stepAfter is where a connection was when it broke.
func stepAfter(t talk, text string) Step {
	if t.last != "" {
		return t.last
	}
	return stepIn(text, "")
}

// unsaid are messages that name the step and no cause.
var unsaid = []unsaidRow{
	{IncomingSide, Authorize, rule{code: "login-failed", severity: Error, field: "outgoing.user", says: says(`0x800CCC92|0x800CCC91|(受信|POP|IMAP)[^\n]{0,30}(ログイン|ログオン|認証)[^\n]{0,20}(失敗|できません)`)}},
	{"", Authorize, rule{code: "proto-disabled", severity: Error, field: "outgoing.user", says: says(`\b(POP3?|IMAP4?)[^\n.]{0,20} access (is|has been) disabled|(POP3?|IMAP4?)[^\n]{0,20}(無効|利用が許可されていません)`)}},
	{OutgoingSide, Authorize, rule{code: "account-locked", severity: Temporary, field: "outgoing.user", says: says(`アカウント[^\n]{0,12}(ロック|凍結|一時停止)(され|中)|account (is|has been) (temporarily )?locked`)}},
	{OutgoingSide, Connect, rule{code: "tcp-op25b", severity: Error, field: "outgoing.port", says: says(`OP25B|Outbound Port 25 Blocking`)}},
	{OutgoingSide, Authorize, rule{code: "login-failed", severity: Error, field: "outgoing.user", says: says(`(ログイン|ログオン|認証)[^\n]{0,20}(失敗|できません|エラー)|could not authenticate|authentication[^\n.]{0,40}(failed|failure|error|unsuccessful)|no password specified|(error|failed|failure)[^\n.]{0,12} log(in|on)|log(in|on) (failed|failure|error)|サーバーにログオンでき|failed to (log ?in|authenticate)|(unable to|can ?not|can't) (log ?in|authenticate)|0x800CCC18|0x8004011D|AuthenticationFailed|EAUTH|curl: \(67\)|login (denied|not possible|impossible)|(check|verify)[^\n.]{0,24} credentials|(denied|rejected|refused|failed|invalid|incorrect|wrong) (the |your |to )?(auth\w*|log ?in|credentials|password)|\b(auth\w*|credentials?|password)\b[^\n.]{0,24}\b(fail\w*|denied|rejected|invalid|incorrect|wrong|refused)\b|authori[sz]ation[. ](failed|failure|error)|AUTH error|command 'AUTH'`)}},
	{IncomingSide, Connect, rule{code: "connect-failed", severity: Error, field: "outgoing.host", says: says(`GRN_MAIL_24201|0x80042108|(受信|POP3?|IMAP4?)[^\n]{0,30}(接続)[^\n]{0,12}(失敗|できません)`)}},
	{OutgoingSide, Connect, rule{code: "connect-failed", severity: Error, field: "outgoing.host", says: says(`GRN_MAIL_24151|0x80040213|0x800CCC1[345]|0x800CCC0E|016-(513|764)|0x80042109|0x800CCC15|接続(に失敗|できません|が確立できません|エラー)|connect\(\) failed|could not connect|couldn't connect|can'?t connect|cannot connect|unable to (open connection|connect)|failed to connect|error connecting to|could not open socket|(couldn't|could not|can't|cannot|unable to|not able to|failed to) (communicate with|reach|contact)|not accepting (SMTP |IMAP )?connections|(connect|socket)[^\n]{0,24}(failed|failure|error\b)|connection could not be established|not connect to|Failure sending mail|connection failed|ECONNECTION`)}},
	{OutgoingSide, MailFrom, rule{code: "sender-not-owned", severity: Error, field: "from", says: says(`SMTPSenderRefused|(sender|from address)\b[^\n.]{0,24}(refused|rejected|denied|invalid)|送信者[^\n]{0,24}拒否`)}},
	{OutgoingSide, RcptTo, rule{code: "perm-5xx", severity: Error, field: "test_to", says: says(`SMTPRecipientsRefused|SMTPDataError|recipients?\b[^\n.]{0,24}(refused|rejected|failed|denied)|(受信者|受取人)[^\n]{0,24}拒否|loops back to|mail loop`)}},
	{"", "", rule{code: "nothing-found", severity: Note, says: says(``)}},
}

// An unsaidRow is a rule with the step that its words name.
type unsaidRow struct {
	side Side
	step Step
	rule
}
