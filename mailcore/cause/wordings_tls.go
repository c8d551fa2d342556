package cause

// What programs print of certificates and encryption.
var (
	pinMismatchSigns = anyOf(
		wording{`fingerprint[^\n]{0,80}(not match|mismatch|differ|changed)`, "msmtp 1.8, mpop 1.4, getmail 6.18", ""},
		wording{`フィンガープリントが(一致|異)`, "Japanese programs", "サーバーの証明書のフィンガープリントが異なります"},
	)

	nameMismatchSigns = anyOf(
		wording{`no matching domain name found in certificate`, "OfflineIMAP 8.0", "CA Cert verifying failed: no matching domain name found in certificate"},
		wording{`TLS certificate does not match\b`, "s-nail 14.9", "s-nail: TLS certificate does not match: mail.example.jp:465"},
		wording{`NotValidForName`, "Rust", "smtp.example.jp:587: NotValidForName"},
		wording{`common name[^\n]{0,40}(not match|mismatch)`, "mbed TLS 2.28, Perdition 2.2", "The common name of the certificate does not match: smtp.example.jp"},
		wording{`certificate[^\n]{0,40}(belongs to a different|is for a different|issued for another)`, "Thunderbird 153", "The certificate belongs to a different site: smtp.example.jp"},
		wording{`証明書[^\n]{0,40}一致し(ません|ない|ていません)`, "Outlook, Geary 43", "証明書のホストが一致しません: smtp.example.jp"},
		wording{`certificate is valid for`, "Go", ""},
		wording{`is not valid for any names`, "Go", ""},
		wording{`doesn't contain any IP SANs`, "Go", ""},
		wording{`hostname[ ,][^\n]*(mismatch|doesn't match|does not match|not match)`, "Python", "smtp.example.jp:587: hostname, as in the certificate, does not match"},
		wording{`none matched`, "Go 1.21", "smtp.example.jp:587: None matched"},
		wording{`does not match certificate's altnames`, "Node.js", ""},
		wording{`does not match the certificate subject name`, "curl, msmtp", "smtp.example.jp:587: Does not match the certificate subject name"},
		wording{`no alternative certificate subject name`, "curl, msmtp", ""},
		wording{`did not match expected CN`, "PHP", "smtp.example.jp:587: Did not match expected CN"},
		wording{`CN=?.{0,80}did not match`, "PHP", "smtp.example.jp:587: CN did not match"},
		wording{`(does not|doesn't|did not|not) match (the |your |any of the valid )?(server|host|target|name)`, "mutt 2.2, isync 1.4, Ruby 3.1, curl 7.88", ""},
		wording{`doesn't match '?[\w.*]`, "urllib3 1.26, getmail 6.18", "ssl: smtp.example.jp doesn't match '*.example.com'"},
		wording{`cert hostname does not verify`, "CheckTLS", "smtp.example.jp:587: Cert hostname does not verify"},
		wording{`name in the certificate does not match`, "GnuTLS 3.7", "smtp.example.jp:587: Name in the certificate does not match"},
		wording{`CN_NO_MATCH`, "Windows", "smtp.example.jp:587: CN_NO_MATCH"},
		wording{`No subject alternative (DNS )?names? `, "Java", ""},
		wording{`No name matching \S+ found`, "Java", "java.security.cert.CertificateException: No name matching smtp.example.jp found"},
		wording{`certificate (common )?name[^\n]*(mismatch|not match|match)`, "mbed TLS 2.28, Exim", "smtp.example.jp:587: Certificate name is mismatch"},
		wording{`SSL_ERROR_BAD_CERT_DOMAIN`, "Mozilla", "smtp.example.jp:587: SSL_ERROR_BAD_CERT_DOMAIN"},
		wording{`IP address mismatch`, "OpenSSL 3.0, Python 3.11", "smtp.example.jp:587: IP address mismatch"},
		wording{`証明書の(名前|CN|コモンネーム)[^\n]*(一致しません|異なり)`, "Outlook", "証明書のCNがサーバーと異なります"},
		wording{`ホスト名が一致しません`, "Japanese programs", "smtp.example.jp:587: ホスト名が一致しません"},
		wording{`対象のプリンシパル名が間違って`, "Windows, Outlook", ""},
		wording{`target principal name is incorrect`, "Windows", "smtp.example.jp:587: Target principal name is incorrect"},
		wording{`host ?name[^\n]{0,20} (verification|validation) failed`, "IO::Socket::SSL 2.081, Sylpheed 3.8", "mail.example.jp: SSL hostname validation failed"},
		wording{`(can't|cannot|could not|unable to) verify identity of server`, "JavaMail 1.6", "java.io.IOException: Can't verify identity of server: mail.example.jp"},
		wording{`subjectAltName did not match`, "PHP 8.2", "Peer certificate subjectAltName did not match expected name `mail.example.jp'"},
		wording{`does not match the (expected )?identity`, "Evolution 3.46, Geary 43", "The certificate does not match the expected identity of the site that it was retrieved from."},
		wording{`certificate host check failed|証明書ホスト検査に不合格`, "mutt 2.2", "Certificate host check failed: mail.example.jp" + also + "証明書ホスト検査に不合格: mail.example.jp"},
		wording{`\b(DNS|IPAddress)Mismatch\b`, "service-identity 18.1", "VerificationError(errors=[DNSMismatch(mismatched_id=DNS_ID(hostname=b'mail.example.jp'))])"},
		wording{`(server|host) ?name does not match`, "Alpine 2.26", "Server name does not match certificate"},
	)

	notYetValidSigns = anyOf(
		wording{`certificate is not valid yet`, "pidgin 2.14", "The certificate is not valid yet."},
		wording{`NotValidYet`, "Rust", "smtp.example.jp:587: NotValidYet"},
		wording{`証明書[^\n]{0,20}まだ有効`, "mutt 2.2, Thunderbird 153", "証明書はまだ有効ではありません"},
		wording{`current time \S+ is before`, "Go", ""},
		wording{`certificate is not yet valid`, "OpenSSL 3.0, mutt 2.2", "smtp.example.jp:587: Certificate is not yet valid"},
		wording{`CertificateNotYetValid`, "Go", "smtp.example.jp:587: CertificateNotYetValid"},
		wording{`SEC_ERROR_EXPIRED_NOT_YET`, "Mozilla", "smtp.example.jp:587: SEC_ERROR_EXPIRED_NOT_YET"},
		wording{`NotBefore:`, "Java", "java.security.cert.CertificateException: NotBefore: Mon Jan 04 00:00:00 JST 2027"},
		wording{`certificate has not been activated`, "Geary 43", "The server's certificate has not been activated"},
		wording{`activation time is in the future`, "GLib 2.74", "The certificate's activation time is in the future"},
	)

	expiredSigns = anyOf(
		wording{`\bCertExpired`, "Rust", "smtp.example.jp:587: CertExpired"},
		wording{`certificate: Expired`, "Rust", "smtp.example.jp:587: Certificate: Expired"},
		wording{`証明書[^\n]{0,20}(期限切れ|期限が過ぎ|期限[^\n]{0,4}失効|有効期間を過ぎ)`, "mutt 2.2, Windows", "証明書の期限が過ぎています"},
		wording{`certificate (\d+ of \d+ )?(has |is )?expired`, "OpenSSL 3.0, GnuTLS 3.7, mutt 2.2", ""},
		wording{`expired certificate`, "GnuTLS 3.7, Courier 1.0", ""},
		wording{`SEC_ERROR_EXPIRED`, "Mozilla", "smtp.example.jp:587: SEC_ERROR_EXPIRED"},
		wording{`CertificateExpired`, "Java 17, rustls 0.20", ""},
		wording{`current time \S+ is after`, "Go", "x509: current time 2026-11-20T00:00:00Z is after 2026-10-01T00:00:00Z"},
		wording{`certificate-expired`, "Exchange, Stalwart", "smtp.example.jp:587: certificate-expired"},
		wording{`PKIX path validation failed[^\n]*validity check failed`, "Java", ""},
		wording{`証明書の(有効)?期限が切れ`, "Thunderbird 153", "証明書の有効期限が切れています"},
		wording{`not within its validity period`, "Windows", "smtp.example.jp:587: Not within its validity period"},
		wording{`certificate (for )?\S+ ((is|has) )?expired`, "Claws Mail 4.1, monitoring-plugins 2.3", "Certificate for mail.example.jp is expired." + also + "CRITICAL - Certificate 'mail.example.jp' expired on Wed Jan  1 00:00:00 2025 +0000."},
	)

	selfSignedSigns = anyOf(
		wording{`self[- ]signed[ -]certificate`, "OpenSSL, mbed TLS", ""},
		wording{`SELF_SIGNED_CERT`, "Node.js", "smtp.example.jp:587: SELF_SIGNED_CERT"},
		wording{`DEPTH_ZERO_SELF_SIGNED`, "Node.js", "smtp.example.jp:587: DEPTH_ZERO_SELF_SIGNED"},
		wording{`certificate is self[- ]signed`, "pidgin 2.14", "The certificate is self-signed and cannot be automatically checked."},
		wording{`自己署名`, "Thunderbird 153", "自己署名のものです: smtp.example.jp"},
	)

	noNamesSigns = anyOf(
		wording{`relies on legacy Common Name`, "Go", ""},
		wording{`no (appropriate |matching )?subjectAltName (fields? |extension )?(was |were |is )?(found|present)`, "Python", "no appropriate subjectAltName fields were found"},
	)

	wrongPurposeSigns = anyOf(
		wording{`certificate specifies an incompatible key usage`, "Go", "x509: certificate specifies an incompatible key usage"},
		wording{`(unsupported|unsuitable) certificate purpose`, "OpenSSL", "verify error:num=26:unsuitable certificate purpose"},
		wording{`extendedKeyUsage does not (allow|permit)[^\n]{0,30}server`, "Java", "sun.security.validator.ValidatorException: Extended key usage: extendedKeyUsage does not permit use for TLS server"},
		wording{`SEC_ERROR_INADEQUATE_CERT_TYPE`, "Thunderbird", "SEC_ERROR_INADEQUATE_CERT_TYPE"},
	)

	selfSignedRootSigns = anyOf(
		wording{`SELF_SIGNED_CERT_IN_CHAIN`, "Node.js", "Error: SELF_SIGNED_CERT_IN_CHAIN"},
		wording{`self[- ]signed certificate in (the )?certificate chain`, "OpenSSL, mbed TLS", "self signed certificate in certificate chain"},
		wording{`using a self-signed certificate which cannot be verified`, "MailKit", ""},
	)

	incompleteChainSigns = anyOf(
		wording{`unable to verify the first certificate`, "OpenSSL, Node.js", "unable to verify the first certificate"},
		wording{`UNABLE_TO_VERIFY_LEAF`, "Node.js", "code: UNABLE_TO_VERIFY_LEAF_SIGNATURE"},
		wording{`(incomplete|broken) certificate chain`, unverified, "The server sends an incomplete certificate chain"},
	)

	untrustedSigns = anyOf(
		wording{`trustAnchors parameter must be non-empty`, "Java", ""},
		wording{`issuer[^\n]{0,20}not (recogni[sz]ed|trusted|known)`, "NSS 3.87", ""},
		wording{`UnknownIssuer`, "Rust", "smtp.example.jp:587: UnknownIssuer"},
		wording{`invalid (peer )?certificate\b`, "rustls 0.20, Courier 1.0, esmtp 1.2", ""},
		wording{`no CA certificates`, "OfflineIMAP", ""},
		wording{`untrusted certificate`, "Postfix 3.7", "smtp.example.jp:587: Untrusted certificate"},
		wording{`発行者[^\n]{0,16}(不明|信頼)`, "Thunderbird 153", "発行者が不明です: smtp.example.jp"},
		wording{`証明書[^\n]{0,20}信頼(でき|され)`, "Outlook, Thunderbird 153", "証明書は信頼されません: smtp.example.jp"},
		wording{`signed by unknown authority`, "Go", ""},
		wording{`unable to get (local )?issuer`, "OpenSSL, mbed TLS", "smtp.example.jp:587: Unable to get local issuer"},
		wording{`UNABLE_TO_GET_ISSUER`, "Node.js", "smtp.example.jp:587: UNABLE_TO_GET_ISSUER"},
		wording{`PKIX path building failed`, "Java", "smtp.example.jp:587: PKIX path building failed"},
		wording{`unable to find valid certification path`, "Java 17", "smtp.example.jp:587: Unable to find valid certification path"},
		wording{`SunCertPathBuilder`, "Java", "smtp.example.jp:587: SunCertPathBuilder"},
		wording{`certificate[ _]verify[ _]failed`, "OpenSSL 3.0, imapfilter 2.8", ""},
		wording{`certificate verification (error|failed)`, "msmtp 1.8, fetchmail 6.4, mutt 2.2", "smtp.example.jp:587: Certificate verification error"},
		wording{`certificate is not trusted`, "GnuTLS 3.7", "msmtp: TLS certificate verification: the certificate is NOT trusted"},
		wording{`unknown[ _]ca\b`, "OpenSSL 3.0, NSS 3.87", "smtp.example.jp:587: Unknown ca"},
		wording{`SEC_ERROR_UNKNOWN_ISSUER`, "Mozilla", "smtp.example.jp:587: SEC_ERROR_UNKNOWN_ISSUER"},
		wording{`信頼(できる|された)(ルート)?証明(書|機関)`, "Japanese programs", "信頼できるルート証明機関に入っていません"},
		wording{`信頼されていない`, "Windows, Outlook", "smtp.example.jp は信頼されていないサーバーです"},
		wording{`検証プロシージャによると`, ".NET", ""},
		wording{`Server certificate not (verified|trusted)`, "Postfix", ""},
		wording{`SSL certificate problem`, "curl, msmtp", "smtp.example.jp:587: SSL certificate problem"},
		wording{`certificate_unknown`, "Java 17, OpenSSL 3.0", "smtp.example.jp:587: certificate_unknown"},
		wording{`Trust anchor for certification path not found`, "Java", ""},
		wording{`peer certificate cannot be authenticated`, "curl, msmtp", "smtp.example.jp:587: Peer certificate cannot be authenticated"},
		wording{`certificate issuer is unknown`, "GnuTLS", "smtp.example.jp:587: Certificate issuer is unknown"},
		wording{`証明書を(確認|検証)できません`, "Sylpheed 3.8", "サーバーの証明書を検証できません"},
		wording{`revocation (function|status|check)`, "Windows", "The revocation function was unable to check: smtp.example.jp"},
		wording{`CRYPT_E_(NO_REVOCATION|REVOCATION)`, "Windows", "smtp.example.jp:587: CRYPT_E_NO_REVOCATION"},
		wording{`issuer certificate[^\n]{0,60}could not be found`, "Qt 5.15", ""},
		wording{`certificates? could (not )?be verified`, "Qt 5.15, Balsa 2.6", "smtp.example.jp:587: Certificate could not be verified"},
		wording{`certificate could not be validated`, "MailKit", "smtp.example.jp:587: Certificate could not be validated"},
		wording{`untrusted (server|connection)`, "mutt 2.2, Geary 43", "Untrusted server"},
		wording{`not signed by a known authority`, "Geary 43", "The server's certificate is not signed by a known authority"},
		wording{`certificate authority is not known`, "Evolution 3.46", "The signing certificate authority is not known."},
		wording{`unacceptable TLS certificate`, "GLib 2.74", "Unacceptable TLS certificate"},
		wording{`no certificate issuer found`, "Claws Mail 4.1", "No certificate issuer found"},
		wording{`(signer of server certificate|certificate issuer) is not a CA`, "mutt 2.2", "WARNING: Signer of server certificate is not a CA"},
		wording{`mail server at \S+ could not be verified`, "Geary 43", "The identity of the IMAP mail server at mail.example.jp:993 could not be verified."},
	)

	notTLSSigns = anyOf(
		wording{`InvalidContentType`, "Rust", "smtp.example.jp:587: InvalidContentType"},
		wording{`-0x7200`, "OpenSSL, mbed TLS", "smtp.example.jp:587: -0x7200"},
		wording{`invalid SSL record`, "mbed TLS", "smtp.example.jp:587: Invalid SSL record"},
		wording{`token supplied to the function is invalid`, "Windows", "smtp.example.jp:587: Token supplied to the function is invalid"},
		wording{`関数に提供されたトークンが無効`, "Windows", "関数に提供されたトークンが無効です"},
		wording{`first record does not look like a TLS handshake`, "Go", ""},
		wording{`wrong[ _]version[ _]number`, "OpenSSL, mbed TLS", ""},
		wording{`SSL_ERROR_RX_RECORD_TOO_LONG`, "Mozilla", "smtp.example.jp:587: SSL_ERROR_RX_RECORD_TOO_LONG"},
		wording{`SSL routines.{0,40}unknown protocol`, "OpenSSL, mbed TLS", ""},
		wording{`packet length too long`, "OpenSSL, mbed TLS", "smtp.example.jp:587: Packet length too long"},
		wording{`unrecognized SSL message`, "Java", "smtp.example.jp:587: Unrecognized SSL message"},
		wording{`plaintext connection\?`, "Java", "smtp.example.jp:587: Plaintext connection?"},
		wording{`unexpected packet format`, ".NET", ""},
		wording{`unexpected TLS packet`, "GnuTLS", ""},
		wording{`cannot determine the frame size`, ".NET", "smtp.example.jp:587: Cannot determine the frame size"},
		wording{`corrupted frame was received`, ".NET", "smtp.example.jp:587: Corrupted frame was received"},
		wording{`サポートされていない暗号化`, "Japanese programs", "サポートされていない暗号化の種類です"},
		wording{`指定した暗号化の種類に対応していません`, "Outlook", ""},
		wording{`does not support the connection encryption type`, "Outlook", "smtp.example.jp:587: Does not support the connection encryption type"},
		wording{`ERR_SSL_WRONG_VERSION`, "Node.js", "smtp.example.jp:587: ERR_SSL_WRONG_VERSION"},
		wording{`A packet with illegal or unsupported version`, "GnuTLS", "smtp.example.jp:587: A packet with illegal or unsupported version"},
		wording{`received record with version`, "GnuTLS", "smtp.example.jp:587: Received record with version"},
		wording{`tls_get_more_records:packet`, "Node.js", "smtp.example.jp:587: tls_get_more_records:packet"},
		wording{`port \d+ is typically reserved for plain-text`, "Mozilla", ""},
		wording{`ERR_SSL_PACKET_LENGTH_TOO_LONG`, "Node.js", "smtp.example.jp:587: ERR_SSL_PACKET_LENGTH_TOO_LONG"},
		wording{`http_request`, "OpenSSL, mbed TLS", "smtp.example.jp:587: http_request"},
		wording{`SSL routines:[^\n]*http request`, "OpenSSL, mbed TLS", "error:1408F09C:SSL routines:ssl3_get_record:http request"},
	)

	tlsVersionSigns = anyOf(
		wording{`fatal alert: ProtocolVersion`, "rustls 0.23", "IO error: received fatal alert: ProtocolVersion"},
		wording{`do not possess a common algorithm`, "Windows", ""},
		wording{`共通のアルゴリズム`, "Windows", "共通のアルゴリズムがないため通信できません"},
		wording{`no protocols available`, "OpenSSL, mbed TLS", "smtp.example.jp:587: No protocols available"},
		wording{`protocol version not supported`, "OpenSSL, mbed TLS", ""},
		wording{`(SSL|TLS)[^\n]{0,80}unsupported[ _]protocol`, "OpenSSL, mbed TLS", ""},
		wording{`alert protocol version`, "OpenSSL, mbed TLS", "smtp.example.jp:587: Alert protocol version"},
		wording{`no supported versions`, "Go", "smtp.example.jp:587: No supported versions"},
		wording{`protocol_version`, "Java 17, OpenSSL 3.0", "smtp.example.jp:587: protocol_version"},
		wording{`version too low`, "OpenSSL, mbed TLS", "smtp.example.jp:587: Version too low"},
		wording{`No appropriate protocol`, "Java", "smtp.example.jp:587: No appropriate protocol"},
		wording{`TLS 1\.0 and 1\.1 are not supported`, "Exchange", ""},
		wording{`protocol is disabled`, "Java", "smtp.example.jp:587: Protocol is disabled"},
		wording{`サポートされていない TLS`, "Japanese programs", "サポートされていない TLS が使われています"},
		wording{`TLSV1_ALERT_PROTOCOL`, "Python 3.11", "smtp.example.jp:587: TLSV1_ALERT_PROTOCOL"},
		wording{`SSL_ERROR_UNSUPPORTED_VERSION`, "Mozilla", ""},
	)

	tlsHandshakeSigns = anyOf(
		wording{`no ciphers? in common`, "OpenSSL, mbed TLS", "smtp.example.jp:587: No cipher in common"},
		wording{`handshake[_ ]?failure`, "OpenSSL 3.0, Java 17, rustls 0.23", ""},
		wording{`tlsv1 alert`, "OpenSSL, mbed TLS", "smtp.example.jp:587: Tlsv1 alert"},
		wording{`dh key too small`, "OpenSSL, mbed TLS", "smtp.example.jp:587: Dh key too small"},
		wording{`no shared cipher`, "OpenSSL, mbed TLS", "smtp.example.jp:587: No shared cipher"},
		wording{`insufficient security`, "OpenSSL 3.0, Go", "smtp.example.jp:587: Insufficient security"},
		wording{`sslv3 alert`, "OpenSSL, mbed TLS", "smtp.example.jp:587: Sslv3 alert"},
		wording{`no cipher suite`, "OpenSSL, mbed TLS", "smtp.example.jp:587: No cipher suite"},
		wording{`NO_SHARED_CIPHER`, "Python 3.11", "smtp.example.jp:587: NO_SHARED_CIPHER"},
		wording{`no ciphers available`, "OpenSSL, mbed TLS", "smtp.example.jp:587: No ciphers available"},
		wording{`unsafe legacy renegotiation`, "OpenSSL, mbed TLS", "smtp.example.jp:587: Unsafe legacy renegotiation"},
		wording{`SSL alert number`, "OpenSSL, mbed TLS", "smtp.example.jp:587: SSL alert number"},
		wording{`ee key too small`, "OpenSSL, mbed TLS", "smtp.example.jp:587: Ee key too small"},
		wording{`ca md too weak`, "OpenSSL, mbed TLS", "smtp.example.jp:587: Ca md too weak"},
		wording{`NO_CYPHER_OVERLAP`, "NSS 3.87", "smtp.example.jp:587: NO_CYPHER_OVERLAP"},
		wording{`ciphers? mismatch`, "OpenSSL, mbed TLS", "smtp.example.jp:587: Ciphers mismatch"},
	)

	tlsHandshakeGuess = anyOf(
		wording{`connect via TLS`, "Laminas Mail", ""},
		wording{`No TLS support`, "sendEmail 1.56", ""},
		wording{`invalid SSL_version`, "IO::Socket::SSL 2.081", ""},
		wording{`\btls_(failed|alert)\b`, "OpenSSL, mbed TLS", ""},
		wording{`unexpected or badly formatted`, "Windows", "smtp.example.jp:587: Unexpected or badly formatted"},
		wording{`curl: \(35\)`, "curl, msmtp", "smtp.example.jp:587: Curl: (35)"},
		wording{`暗号化(された)?(通信|接続)[^\n]{0,20}(失敗|できません|エラー)`, "Japanese programs", "暗号化された接続ができません"},
		wording{`セキュリティで保護された[^\n]{0,30}(失敗|できません)`, "Japanese programs", "セキュリティで保護されたチャネルを作成できません"},
		wording{`予期しないものであるか、または形式が正しく`, "Windows", "受信したメッセージは、予期しないものであるか、または形式が正しくありません。"},
		wording{`call to SSPI failed`, "Windows", "smtp.example.jp:587: Call to SSPI failed"},
		wording{`HandshakeException`, "Java", "smtp.example.jp:587: HandshakeException"},
		wording{`TLS handshake (failed|error)`, "msmtp 1.8, Postfix 3.7, Claws Mail 4.1", "smtp.example.jp:587: TLS handshake error"},
		wording{`handshake failed`, "msmtp 1.8, fetchmail 6.4", ""},
		wording{`SSL_connect error`, "curl, msmtp", "smtp.example.jp:587: SSL_connect error"},
		wording{`SSL connect error`, "curl, msmtp", "smtp.example.jp:587: SSL connect error"},
		wording{`Could not convert socket to TLS`, "Java", "smtp.example.jp:587: Could not convert socket to TLS"},
		wording{`stream_socket_enable_crypto`, "PHP", "smtp.example.jp:587: stream_socket_enable_crypto"},
		wording{`SSL operation failed`, "PHP", "smtp.example.jp:587: SSL operation failed"},
		wording{`UNEXPECTED_EOF_WHILE_READING`, "Python", "smtp.example.jp:587: UNEXPECTED_EOF_WHILE_READING"},
		wording{`EOF occurred in violation of protocol`, "Python", ""},
		wording{`closed (the )?connection during handshake`, "Java 8", "smtp.example.jp:587: Closed the connection during handshake"},
		wording{`remote party has closed the transport`, ".NET", "smtp.example.jp:587: Remote party has closed the transport"},
		wording{`terminated the handshake`, "Java", "smtp.example.jp:587: Terminated the handshake"},
		wording{`SSL_ERROR_SYSCALL`, "OpenSSL, mbed TLS", "smtp.example.jp:587: SSL_ERROR_SYSCALL"},
		wording{`unexpected eof while reading`, "OpenSSL, mbed TLS", "smtp.example.jp:587: Unexpected eof while reading"},
		wording{`SSL/TLS エラー`, "Japanese programs", "SSL/TLS エラー: smtp.example.jp"},
		wording{`TLS ネゴシエーション`, "mutt 2.2", "TLS ネゴシエーションに時間がかかりました"},
		wording{`tls: `, "Go", "tls: smtp.example.jp sent something else"},
		wording{`TLS alert`, "OpenSSL, mbed TLS", "smtp.example.jp:587: TLS alert"},
		wording{`before secure TLS connection was established`, "Node.js", "smtp.example.jp:587: Before secure TLS connection was established"},
		wording{`ネゴシエーションに失敗`, "Japanese programs", "ネゴシエーションに失敗しました: smtp.example.jp"},
		wording{`(start|starting|negotiate|open|create|establish)\w* (an? )?(secure |STARTTLS |TLS |SSL )+(session|connection)`, "Claws Mail 4.1, mutt 2.2, Horde Smtp 1.9", "couldn't start STARTTLS session"},
		wording{`(performing|perform) TLS handshake`, "GLib 2.74", "Error performing TLS handshake"},
		wording{`TLS fatal alert`, "GnuTLS 3.7", "A TLS fatal alert."},
		wording{`(unable to|cannot|can't|couldn't|could not|failed to) (start|open|create|negotiate|use|initiali[sz]e|set up) (an? |the )?(TLS|SSL)\b`, "Alpine 2.26, Net::IMAP::Simple 1.22", "Unable to negotiate TLS with this server"},
	)

	// untrustedPrompt is what programs ask that trust no certificate on their own.
	untrustedPrompt = anyOf(
		wording{`SSL Certificate check`, "mutt 2.2", "-- Mutt: SSL Certificate check (certificate 1 of 1 in chain)"},
		wording{`remote certificate (is invalid|was rejected)|リモート証明書[がは][^\n]{0,24}無効`, ".NET", "The remote certificate is invalid" + also + "リモート証明書は検証プロシージャによって無効とされました。"},
		wording{`証明書[はが][^\n]{0,8}失効|certificate (has been |is |was )?revoked`, "Geary 43", "サーバーの証明書は失効しているため現在無効です" + also + "The certificate has been revoked"},
		wording{`SSL 証明書検査`, "mutt 2.2", "-- Mutt: SSL 証明書検査 (連鎖内 1 のうち 1 個目)"},
	)

	untrustedHunch = anyOf(
		wording{`certificate[^\n]{0,60}(verif|trust|valid|accept|unknown|error|problem|failed)`, "mutt 2.2, Balsa 2.6, curl 7.88", "The certificate could not be accepted: smtp.example.jp"},
		wording{`証明書[^\n]{0,30}(検証|信頼|確認|無効|エラー|問題)`, "Outlook, .NET", "証明書が無効です: smtp.example.jp"},
		wording{`\b(validate|verify|trust) (the )?(server('s)? )?certificate`, "pidgin 2.14", "Unable to validate certificate"},
		wording{`識別情報を(検証|確認)できません`, "iPhone, Thunderbird 153", ""},
	)

	tlsHandshakeHunch = anyOf(
		wording{`\b(TLS|SSL)( \w+)? (is )?not available`, "GLib 2.74, Sylpheed 3.8", "TLS support is not available"},
		wording{`(SSL|TLS|STARTTLS)\b[^\n]{0,50}(error|failed|failure|失敗|エラー|できません)`, "Postfix 3.7, Exim 4.96, Ruby 3.1", ""},
		wording{`\b(error|failed|failure|unable|cannot|problem)\b[^\n]{0,30}\b(SSL|TLS|STARTTLS)\b`, "Qt 5.15, Mailutils 3.15", "Error during SSL negotiations: 1"},
	)
)
