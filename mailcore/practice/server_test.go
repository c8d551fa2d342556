package practice_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"io"
	"net"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2/imapclient"

	"todoku/mailcore/practice"
)

func TestIMAPLogin(t *testing.T) {
	s := start(t, practice.Options{})
	hanako := s.Accounts[1]
	trust := &imapclient.Options{TLSConfig: &tls.Config{RootCAs: s.Roots(), ServerName: s.Host}}
	for name, auth := range logins {
		c, err := imapclient.DialTLS(s.Addr(s.IMAPS), trust)
		if err != nil {
			t.Fatal(err)
		}
		secret := hanako.Password
		if name == "XOAUTH2" {
			secret = hanako.Token
		}
		if err := c.Authenticate(saslClient{Auth: auth(hanako.User, secret)}); err != nil {
			t.Errorf("%s: %v", name, err)
		} else if _, err := c.Select("INBOX", nil).Wait(); err != nil {
			t.Errorf("%s: select: %v", name, err)
		}
		_ = c.Close()
	}
	dial(t, s, s.IMAP).through("S: * OK\nS: LOGINDISABLED\nC: a LOGIN taro@practice.example himitsu-no-aikotoba\nS: a NO [PRIVACYREQUIRED]\n" +
		"C: b STARTTLS\nS: b OK\nTLS\nC: c LOGIN taro@practice.example wrong\nS: c NO [AUTHENTICATIONFAILED]\nC: d LOGIN taro@practice.example himitsu-no-aikotoba\nS: d OK\n" +
		"C: e RENAME INBOX x\nS: e NO [CANNOT]")
}

func TestStops(t *testing.T) {
	for name, stop := range map[string]func(*practice.Server, context.CancelFunc){
		"by Close":      func(s *practice.Server, _ context.CancelFunc) { _ = s.Close() },
		"by Close, two": func(s *practice.Server, _ context.CancelFunc) { _, _ = s.Close(), s.Close() },
		"by context":    func(s *practice.Server, cancel context.CancelFunc) { cancel(); _ = s.Close() },
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			s, err := practice.Start(ctx, practice.Options{})
			if err != nil {
				t.Fatal(err)
			}
			var open []*talk
			for _, port := range []int{s.SMTP, s.POP3, s.IMAP} { // one idle, one in the middle of a handshake
				k := dial(t, s, port)
				k.hear()
				open = append(open, k, dial(t, s, port))
			}
			open = append(open, dial(t, s, s.SMTPS), dial(t, s, s.POP3S), dial(t, s, s.IMAPS))
			stop(s, cancel)
			for _, k := range open {
				if _, err := io.Copy(io.Discard, k.r); err != nil && strings.Contains(err.Error(), "timeout") {
					t.Error("a connection stayed open")
				}
			}
			ours := goroutines()
			for late := time.Now().Add(5 * time.Second); ours != "" && time.Now().Before(late); ours = goroutines() {
				runtime.Gosched() // go-imap's are on their last instructions when it lets go of a connection
			}
			if ours != "" {
				t.Errorf("still running:\n%s", ours)
			}
		})
	}
}

// goroutines returns the stacks of those that serve somebody.
func goroutines() string {
	buf := make([]byte, 1<<20)
	var ours []string
	for stack := range bytes.SplitSeq(buf[:runtime.Stack(buf, true)], []byte("\n\n")) {
		if s := string(stack); strings.Contains(s, "practice.(*") || strings.Contains(s, "go-smtp.(*") {
			ours = append(ours, s)
		}
	}
	return strings.Join(ours, "\n\n")
}

func TestTakenPort(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	taken := practice.Ports{IMAPS: l.Addr().(*net.TCPAddr).Port}
	if _, err := practice.Start(t.Context(), practice.Options{Ports: taken}); err == nil {
		t.Error("started on a port that is taken")
	}
}

func TestTooManyConnections(t *testing.T) {
	s := start(t, practice.Options{})
	var open []*talk
	for range 50 {
		k := dial(t, s, s.SMTP)
		k.through("S: 220")
		open = append(open, k)
	}
	dial(t, s, s.SMTP).through("S: 421 4.7.0 Too many connections\nS! EOF")
	dial(t, s, s.POP3).through("S: -ERR [SYS/TEMP]")
	dial(t, s, s.IMAP).through("S: * BYE")
	for _, k := range open {
		k.through("C: QUIT\nS: 221")
	}
}

func TestHostileClients(t *testing.T) {
	s := start(t, practice.Options{})
	for _, said := range []string{
		"\x00\xff\r\n\r\n", strings.Repeat("A", 100_000) + "\r\n", "\x16\x03\x01\x02\x00\x01\x00", "QUIT\r\nMAIL FROM:<a@b>\r\nAUTH PLAIN\r\n",
		"EHLO x\r\nMAIL FROM:<a@b>\r\nRCPT TO:<taro@practice.example>\r\nBDAT 100\r\nhalf", "EHLO x\r\nAUTH NTLM\r\nTlRMTVNTUAADAAAA\r\n",
		"a SELECT INBOX\r\n", "a APPEND INBOX {4294967295}\r\n", "a AUTHENTICATE SCRAM-SHA-256\r\n", "a LOGIN {999999}\r\n", "a UID FETCH 1:* ((((\r\n", "LIST\r\nTOP\r\nAPOP\r\n",
	} {
		for _, port := range []int{s.SMTP, s.SMTPS, s.POP3, s.POP3S, s.IMAP, s.IMAPS} {
			k := dial(t, s, port)
			_, _ = io.WriteString(k.conn, said)
			_ = k.conn.(*net.TCPConn).CloseWrite()
			if _, err := io.Copy(io.Discard, k.r); err != nil && strings.Contains(err.Error(), "timeout") {
				t.Errorf("port %d holds on after %.40q", port, said)
			}
		}
	}
	if err := send(t, s, s.Accounts[0].Address); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}
