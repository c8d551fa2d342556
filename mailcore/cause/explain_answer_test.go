package cause

import (
	"strings"
	"testing"

	"todoku/mailcore"
)

// What is said about a text beside the cause: the program, what of it are a
// server's words, the step, how far it can be relied on, and how to learn more.
func TestAnswer(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text, program, said, surer string
		step                       mailcore.Step
		confidence                 Confidence
	}{
		{"msmtp: server message: 535 5.7.8 Error: authentication failed: failure\nmsmtp: could not send mail (account default)", "msmtp", "535 5.7.8 Error: authentication failed: failure", "msmtp --debug", mailcore.Authorize, High},
		{`smtplib.SMTPRecipientsRefused: {"x@example.jp": (550, b"5.1.1 User unknown")}`, "Python smtplib", "5.1.1 User unknown", "set_debuglevel(1)", mailcore.RcptTo, High},
		{"curl: (67) Login denied", "curl", "", "curl -v", mailcore.Authorize, Medium},
		{"SMTP Error: Could not authenticate.", "PHPMailer", "", "SMTPDebug = 2", mailcore.Authorize, Medium},
		{"Error: connect ECONNREFUSED 192.0.2.1:587", "", "", "", mailcore.Connect, High},
		{"System.ComponentModel.Win32Exception (0x80090325): 信頼されていない機関によって証明書チェーンが発行されました", "", "", "", mailcore.Certificate, High},
		{"Horde_Imap_Client_Exception: Authentication credentials have expired.", "Horde", "", "'debug' => '/tmp/imap.log'", mailcore.Authorize, Medium},
		{"<x@example.jp>: Relay access denied\n    at exports.SMTPClient._create (/node_modules/smtp-client/src/index.js:421:12)\n    at f (x.js:1:2) {\n  code: '554',\n  enhanced: null\n}", "", "<x@example.jp>: Relay access denied", "", "", High},
		{"550 5.4.6 x", "", "550 5.4.6 x", "", "", Low},
	} {
		e, err := Explain([]byte(tt.text))
		if err != nil {
			t.Fatal(err)
		}
		if e.Speaker.Program != tt.program || e.Said != tt.said || e.Speaker.Surer != tt.surer || e.Step != tt.step || e.Confidence != tt.confidence {
			t.Errorf("%q: %q says %q at %q, %s, %q", tt.text, e.Speaker.Program, e.Said, e.Step, e.Confidence, e.Speaker.Surer)
		}
		if !strings.Contains(tt.text, e.Seen) {
			t.Errorf("%q: %q is no part of it", tt.text, e.Seen)
		}
	}
}

// Sure is only what has a code or a server's own words; what a program says in
// its own prose never is, nor a class.
func TestConfidenceIsEarned(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"Could not authenticate.", "Login failed.", "The server refused the connection for some reason, says this program",
		"mail.example.jp に接続できなかった", "SMTPAuthenticationError", "javax.mail.AuthenticationFailedException", "550 no", "421 later", "AUTH LOGIN failed:",
		"ERROR: Could not connect to remote server 'localhost' for repository 'r'. Connection Refused.",
		"connection refused or timed out: check the certificate (expired?) and the name (no such host?)",
		"x509: certificate has expired or is not yet valid", "502 Bad Gateway", "error: read ECONNRESET",
		"If you see 535 5.7.8 Authentication failed, check the password.", "535 5.7.8 authentication failed と表示された場合は、パスワードを確認してください", "SERVER -> CLIENT: +OK POP3 ready\nSMTP Error: Could not connect to SMTP host.",
	} {
		if e := explainText(text); e.Confidence == High {
			t.Errorf("%q is %s, surely", text, e.Finding.Code)
		}
	}
	for text, want := range map[string]mailcore.Code{
		"ECONNREFUSED": "tcp-refused", "接続を拒否されました": "tcp-refused", "x509: certificate has expired or is not yet valid: current time is after": "cert-expired",
		"certificate verify failed: certificate has expired": "cert-expired", "a1 NO [AUTHENTICATIONFAILED] no": "auth-fail", "-ERR [IN-USE] locked": "pop-inuse",
		"dial tcp 192.0.2.1:25: connect: connection refused": "tcp-refused", "[WinError 10061] 対象のコンピューターによって拒否されたため、接続できませんでした。": "tcp-refused",
		"mail.example.jp:587: SSH-2.0-OpenSSH_9.2": "port-ssh",
	} {
		if e := explainText(text); e.Finding.Code != want || e.Confidence != High {
			t.Errorf("%q is %s, %s", text, e.Finding.Code, e.Confidence)
		}
	}
}

// What a message quotes is judged as what is typed into a form.
func TestQuotedSettingsAreJudged(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]mailcore.Code{
		"getaddrinfo ENOTFOUND https://smtp.example.jp":                                                              "in-url-in-host",
		"curl: (6) Could not resolve host: smtp.example.jp:587":                                                      "in-url-in-host",
		"java.net.UnknownHostException: smtp.example.jp/mail":                                                        "in-url-in-host",
		"php_network_getaddresses: getaddrinfo for smtp.example.jp, failed: Name or service not known":               "in-host-space",
		"php_network_getaddresses: getaddrinfo for smtp example jp failed: Name or service not known":                "in-host-space",
		"dial tcp: lookup smtp_example;jp: no such host":                                                             "in-host-space",
		"Could not find the host \"smtp.example.jp:465\"":                                                            "in-url-in-host",
		"could not connect to ssl://smtp.example.jp:465":                                                             "in-url-in-host",
		"Can't connect to smtp.example.jp:99999: Invalid argument":                                                   "in-port",
		"Error: connect ETIMEDOUT smtp.example.jp:５８７":                                                               "in-port",
		"Unable to connect to ｓｍｔｐ．ｅｘａｍｐｌｅ．ｊｐ port 587":                                                              "in-host-space",
		"dial tcp: lookup mial.example.jp on 192.0.2.53:53: no such host":                                            "dns-not-found",
		"curl: (6) Could not resolve host: mial.example.jp":                                                          "dns-not-found",
		"getaddrinfo ENOTFOUND mial.example.jp":                                                                      "dns-not-found",
		"java.net.UnknownHostException: mial.example.jp: Name or service not known":                                  "dns-not-found",
		"php_network_getaddresses: getaddrinfo for mial.example.jp failed: Name or service not known (is it right?)": "dns-not-found",
	} {
		if e := explainText(tidy(text)); e.Finding.Code != want {
			t.Errorf("%q is %s, want %s", text, e.Finding.Code, want)
		}
	}
}

// Where nothing failed, no cause is found.
func TestNothingFailed(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"C: EHLO a\nS: 250-AUTH PLAIN LOGIN\nS: 250 OK\nC: AUTH CRAM-MD5\nS: 504 5.5.4 Unrecognized authentication type\nC: AUTH PLAIN AAA\nS: 235 2.7.0 ok\nC: MAIL FROM:<a@b>\nS: 250 ok\nC: RCPT TO:<c@d>\nS: 250 ok\nC: DATA\nS: 354 go\nC: .\nS: 250 2.0.0 Ok: queued as 1\nC: QUIT\nS: 221 bye",
		"Dec 1 10:00:00 mx postfix/smtp[1]: 4F1: to=<a@b>, relay=mail[192.0.2.1]:25, dsn=2.0.0, status=sent (250 2.0.0 Ok)",
		"The certificate is fine. No errors found.", "検証に成功しました。エラーはありません。", "TLS handshake successful; certificate valid until 2030",
		"Login successful", "Warning: 5 days left before your password expires", "250 2.0.0 Ok: queued as 12345",
	} {
		if e := explainText(text); e.Confidence != Low && e.Finding.Code != "nothing-failed" {
			t.Errorf("%q is %s, %s", text, e.Finding.Code, e.Confidence)
		}
	}
}
