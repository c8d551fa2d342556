package practice_test

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/japanese"

	"todoku/mailcore/practice"
)

const (
	hello    = "S: 220 localhost ESMTP\nC: EHLO pc.example\nS: 250-STARTTLS\n"
	starttls = "C: STARTTLS\nS: 220\nTLS\nC: EHLO pc.example\nS: 250\nS! STARTTLS\n"
	login    = hello + starttls + "C: AUTH PLAIN {plain}\n"
	from     = "C: MAIL FROM:<taro@practice.example>\n"
	to       = "C: RCPT TO:<hanako@practice.example>\n"
	data     = "C: DATA\nS: 354\nC: Subject: hi\nC: \nC: hi\nC: .\n"
)

// conversations show what is characteristic of each scenario on the plain SMTP
// port.
var conversations = map[string]string{
	"ok": login + "S: 235\n" + from + "S: 250\n" + to + "S: 250\n" + data + "S: 250 2.0.0 Ok: queued as\nC: QUIT\nS: 221",
	"plain": "S: 220\nC: EHLO x\nS: 250\nS! STARTTLS\nS: AUTH SCRAM-SHA-256 SCRAM-SHA-1 DIGEST-MD5 CRAM-MD5 NTLM PLAIN LOGIN XOAUTH2\n" + from +
		"S: 553 5.7.1 Sender address rejected\nC: MAIL FROM:<no-reply@practice.example>\nS: 250\nC: RCPT TO:<a@elsewhere.example>\nS: 250\n" + to + "S: 250\n" + data +
		"S: 250\nC: AUTH PLAIN {plain}\nS: 235",
	"hangup":            "S: EOF",
	"not-mail":          "S: HTTP/1.1 400",
	"tls-only":          "TLS\nS: 220\nC: EHLO x\nS: 250\nS! STARTTLS\nC: AUTH PLAIN {plain}\nS: 235",
	"too-many":          "S: 421 4.7.0 Error: too many connections\nS! EOF\nEND",
	"banner-554":        "S: 554 5.7.1 Service unavailable; Client host [127.0.0.1] blocked using\nC: EHLO x\nS: 503\nC: QUIT\nS: 221\nEND",
	"no-starttls":       "S: 220\nC: EHLO x\nS: 250\nS! STARTTLS\nS! PLAIN\nC: STARTTLS\nS: 502 5.5.1 TLS not supported\nC: AUTH PLAIN {plain}\nS: 538 5.7.11",
	"starttls-refused":  hello + "C: STARTTLS\nS: 454 4.7.0 TLS not available\nC: NOOP\nS: 250",
	"starttls-required": hello + "C: AUTH SCRAM-SHA-256\nS: 530 5.7.0 Must issue a STARTTLS command first\n" + from + "S: 530 5.7.0 Must\n" + starttls + "C: AUTH PLAIN {plain}\nS: 235\n" + from + "S: 250",
	"auth-missing":      hello + starttls + "S! AUTH\nC: AUTH PLAIN {plain}\nS: 503 5.5.1 Error: authentication not enabled\n" + from + "S: 250",
	"auth-required":     hello + from + "S: 530 5.7.0 Authentication required\n" + starttls + "C: AUTH PLAIN {plain}\nS: 235\n" + from + "S: 250",
	"mechanism":         hello + starttls + "S: AUTH SCRAM-SHA-256 CRAM-MD5\nC: AUTH PLAIN {plain}\nS: 504 5.7.4\nC: AUTH CRAM-MD5\nS: 334 ",
	"password":          login + "S: 535 5.7.8",
	"account-locked":    login + "S: 454 4.7.0 Too many login attempts",
	"app-password":      login + "S: 534 5.7.9 Application-specific password required - gsmtp",
	"basic-auth-off":    login + "S: 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled",
	"pop-before-smtp":   login + "S: 235\n" + from + "S: 250\n" + to + "S: 550 5.7.1 Relaying denied. Check mail first",
	"sender":            login + "S: 235\n" + from + "S: 553 5.7.1 Sender address rejected: not owned by user",
	"rate-limit":        login + "S: 235\n" + from + "S: 550 5.4.5",
	"relay":             login + "S: 235\n" + from + "S: 250\n" + to + "S: 554 5.7.1 Relay access denied",
	"recipient":         login + "S: 235\n" + from + "S: 250\n" + to + "S: 550 5.1.1",
	"greylist":          login + "S: 235\n" + from + "S: 250\n" + to + "S: 450 4.2.0\nC: RCPT TO:<taro@practice.example>\nS: 450 4.2.0\n" + to + "S: 250",
	"mailbox-full":      login + "S: 235\n" + from + "S: 250\n" + to + "S: 552 5.2.2 Mailbox full",
	"japanese":          "S: " + encoded(japanese.ISO2022JP.NewEncoder().String("練習用サーバー")) + "\nC: EHLO x\nS: 250\n" + starttls + from + "S: 250\n" + to + "S: 550 5.1.1 " + encoded(japanese.ShiftJIS.NewEncoder().String("宛先のユーザーが見つかりません")),
	"size":              login + "S: 235\nC: EHLO x\nS: SIZE 100\nC: MAIL FROM:<a@practice.example> SIZE=101\nS: 552 5.3.4\n" + from + "S: 250\n" + to + "S: 250\nC: DATA\nS: 354\nC: " + strings.Repeat("x", 101) + "\nC: .\nS: 552 5.3.4",
	"spam":              login + "S: 235\n" + from + "S: 250\n" + to + "S: 250\n" + data + "S: 554 5.7.1 Message rejected as spam",
}

func encoded(s string, _ error) string { return s }

func TestConversations(t *testing.T) {
	for name, script := range conversations {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, scenario(name))
			dial(t, s, s.SMTP).through(script)
		})
	}
}

// elsewhere are the scenarios that have a test of their own.
var elsewhere = []string{"slow", "silence", "expired", "not-yet", "wrong-name", "self-signed", "slow-delivery", "rewritten", "junk", "lost", "big-mailbox"}

func TestEveryScenarioIsTested(t *testing.T) {
	seen := map[string]bool{}
	for _, sc := range practice.Scenarios {
		_, ok := conversations[sc.Name]
		if _, incoming := incomingConversations[sc.Name]; incoming {
			ok = sc.Side == "incoming"
		}
		if !ok && !strings.Contains(strings.Join(elsewhere, " "), sc.Name) {
			t.Errorf("%s has no test", sc.Name)
		}
		if seen[sc.Name] {
			t.Errorf("%s comes twice", sc.Name)
		}
		seen[sc.Name] = true
	}
	if _, err := practice.Start(t.Context(), scenario("nonsense")); err == nil {
		t.Error("an unknown scenario started")
	}
}

func TestSilence(t *testing.T) {
	s := start(t, scenario("silence"))
	for _, port := range []int{s.SMTP, s.SMTPS, s.POP3, s.POP3S, s.IMAP, s.IMAPS} {
		k := dial(t, s, port)
		_ = k.conn.SetReadDeadline(time.Now().Add(50 * time.Millisecond))
		_, err := k.conn.Read(make([]byte, 1))
		if timeout, ok := errors.AsType[net.Error](err); !ok || !timeout.Timeout() {
			t.Errorf("read gave %v, want a timeout", err)
		}
	}
}

func TestSlowness(t *testing.T) {
	t.Parallel()
	s := start(t, scenario("slow"))
	before := time.Now()
	dial(t, s, s.POP3).through("S: +OK\nC: NOOP\nS: -ERR")
	if took := time.Since(before); took < 4*time.Second {
		t.Errorf("two replies took %v, want 4 s", took)
	}
}

func TestCertificates(t *testing.T) {
	t.Parallel()
	for name, right := range map[string]func(error) bool{
		"ok":         func(err error) bool { return err == nil },
		"expired":    invalid,
		"not-yet":    invalid,
		"wrong-name": func(err error) bool { _, ok := errors.AsType[x509.HostnameError](err); return ok },
		"self-signed": func(err error) bool {
			_, ok := errors.AsType[x509.UnknownAuthorityError](err)
			return ok
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t, scenario(name))
			for _, port := range []int{s.SMTPS, s.POP3S, s.IMAPS} {
				if err := dial(t, s, port).tls(); !right(err) {
					t.Errorf("handshake gave %v", err)
				}
			}
			k := dial(t, s, s.POP3)
			k.through("S: +OK\nC: STLS\nS: +OK")
			if err := k.tls(); !right(err) {
				t.Errorf("handshake after STLS gave %v", err)
			}
		})
	}
}

func invalid(err error) bool {
	e, ok := errors.AsType[x509.CertificateInvalidError](err)
	return ok && e.Reason == x509.Expired
}

func TestCertificateNames(t *testing.T) {
	s := start(t, practice.Options{})
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(s.CAPEM()) {
		t.Fatal("no certificate in the PEM")
	}
	for _, name := range []string{"localhost", "127.0.0.1", "::1"} {
		c, err := tls.Dial("tcp", s.Addr(s.SMTPS), &tls.Config{RootCAs: roots, ServerName: name})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		_ = c.Close()
	}
}

func TestStartTLSDropsWhatCameBeforeIt(t *testing.T) {
	s := start(t, practice.Options{})
	k := dial(t, s, s.SMTP)
	k.through(hello)
	k.say("STARTTLS\r\nMAIL FROM:<evil@practice.example>")
	k.through("S: 220")
	if err := k.tls(); err != nil {
		t.Fatal(err)
	}
	k.through("C: NOOP\nS: 250 2.0.0")
}
