package practice_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"net"
	netsmtp "net/smtp"
	"strings"
	"testing"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/knadh/go-pop3"

	"todoku/mailcore/practice"
)

const mail = "From: taro@practice.example\r\nSubject: =?UTF-8?B?5bGK44GP?=\r\n\r\n届きました。\r\n.\r\n.dot\r\n"

// send sends a mail as taro with the standard library's client.
func send(t *testing.T, s *practice.Server, to ...string) error {
	t.Helper()
	c, err := netsmtp.Dial(s.Addr(s.SMTP))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	if err := c.StartTLS(&tls.Config{RootCAs: s.Roots(), ServerName: s.Host}); err != nil {
		t.Fatal(err)
	}
	taro := s.Accounts[0]
	if err := c.Auth(netsmtp.PlainAuth("", taro.User, taro.Password, "127.0.0.1")); err != nil {
		t.Fatal(err)
	}
	return submit(c, taro.Address, []byte(mail), to...)
}

func submit(c *netsmtp.Client, from string, body []byte, to ...string) error {
	if err := c.Mail(from); err != nil {
		return err
	}
	for _, a := range to {
		if err := c.Rcpt(a); err != nil {
			return err
		}
	}
	w, err := c.Data()
	if err != nil {
		return err
	}
	if _, err := w.Write(body); err != nil {
		return err
	}
	return w.Close()
}

type ready struct{ net.Conn }

func (r ready) Dial(string, string) (net.Conn, error) { return r.Conn, nil }

// popLogin opens hanako's mailbox over implicit TLS.
func popLogin(t *testing.T, s *practice.Server) *pop3.Conn {
	t.Helper()
	k := dial(t, s, s.POP3S)
	if err := k.tls(); err != nil {
		t.Fatal(err)
	}
	c, err := pop3.New(pop3.Opt{Dialer: ready{Conn: k.conn}}).NewConn()
	if err != nil {
		t.Fatal(err)
	}
	hanako := s.Accounts[1]
	if err := c.Auth(hanako.User, hanako.Password); err != nil {
		t.Fatal(err)
	}
	return c
}

func imapLogin(t *testing.T, s *practice.Server) *imapclient.Client {
	t.Helper()
	c, err := imapclient.DialStartTLS(s.Addr(s.IMAP), &imapclient.Options{TLSConfig: &tls.Config{RootCAs: s.Roots(), ServerName: s.Host}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	hanako := s.Accounts[1]
	if err := c.Login(hanako.User, hanako.Password).Wait(); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestMailArrives(t *testing.T) {
	s := start(t, practice.Options{})
	hanako := s.Accounts[1]
	if err := send(t, s, hanako.Address, "Taro@Practice.Example", "someone@elsewhere.example"); err != nil {
		t.Fatal(err)
	}
	if err := s.Wait(t.Context(), hanako.User, 1); err != nil {
		t.Fatal(err)
	}
	if n := len(s.Messages(s.Accounts[0].User)); n != 1 || s.Outbox() != 1 {
		t.Errorf("taro has %d, the outbox %d, want 1 and 1", n, s.Outbox())
	}
	delivered := s.Messages(hanako.User)[0]
	trace, found := bytes.CutSuffix(delivered, []byte(mail))
	if !found || !strings.Contains(string(trace), "with ESMTPSA id ") || !bytes.HasPrefix(trace, []byte("Return-Path: <taro@practice.example>\r\n")) {
		t.Errorf("delivered %q", delivered)
	}
	if got := byPOP(t, s); got != string(delivered) {
		t.Errorf("POP3 shows %q\nwant %q", got, delivered)
	}
	if got := byIMAP(t, s); got != string(delivered) {
		t.Errorf("IMAP shows %q\nwant %q", got, delivered)
	}
}

func byPOP(t *testing.T, s *practice.Server) string {
	c := popLogin(t, s)
	defer func() { _ = c.Quit() }()
	n, size, err := c.Stat()
	if err != nil || n != 1 {
		t.Fatalf("STAT: %d messages, %v", n, err)
	}
	raw, err := c.RetrRaw(1)
	if err != nil {
		t.Fatal(err)
	}
	if raw.Len() != size {
		t.Errorf("STAT says %d bytes, RETR gave %d", size, raw.Len())
	}
	return raw.String()
}

func byIMAP(t *testing.T, s *practice.Server) string {
	c := imapLogin(t, s)
	box, err := c.Select("INBOX", &imap.SelectOptions{ReadOnly: true}).Wait()
	if err != nil || box.NumMessages != 1 {
		t.Fatalf("SELECT: %+v, %v", box, err)
	}
	section := &imap.FetchItemBodySection{Peek: true}
	messages, err := c.Fetch(imap.SeqSetNum(1), &imap.FetchOptions{BodySection: []*imap.FetchItemBodySection{section}}).Collect()
	if err != nil || len(messages) != 1 {
		t.Fatalf("FETCH: %d messages, %v", len(messages), err)
	}
	return string(messages[0].FindBodySection(section))
}

func TestDeletingIsSeenByBothProtocols(t *testing.T) {
	s := start(t, practice.Options{})
	hanako := s.Accounts[1]
	for range 2 {
		if err := send(t, s, hanako.Address); err != nil {
			t.Fatal(err)
		}
	}
	c := popLogin(t, s)
	if err := c.Dele(1); err != nil {
		t.Fatal(err)
	}
	if n := len(s.Messages(hanako.User)); n != 2 {
		t.Errorf("%d messages before QUIT, want 2", n)
	}
	if err := c.Quit(); err != nil {
		t.Fatal(err)
	}
	i := imapLogin(t, s)
	if box, err := i.Select("INBOX", nil).Wait(); err != nil || box.NumMessages != 1 {
		t.Fatalf("IMAP sees %+v, %v; want 1 message", box, err)
	}
	mark := &imap.StoreFlags{Op: imap.StoreFlagsAdd, Flags: []imap.Flag{imap.FlagDeleted}, Silent: true}
	if err := i.Store(imap.SeqSetNum(1), mark, nil).Close(); err != nil {
		t.Fatal(err)
	}
	if err := i.Expunge().Close(); err != nil {
		t.Fatal(err)
	}
	if n := len(s.Messages(hanako.User)); n != 0 {
		t.Errorf("%d messages after EXPUNGE, want 0", n)
	}
}

func appended(c *imapclient.Client, size int) error { return appendedTo(c, "INBOX", size) }

func appendedTo(c *imapclient.Client, folder string, size int) error {
	cmd := c.Append(folder, int64(size), nil)
	_, _ = cmd.Write(make([]byte, size))
	_ = cmd.Close()
	_, err := cmd.Wait()
	return err
}

func TestIMAPAppend(t *testing.T) {
	s := start(t, practice.Options{})
	c := imapLogin(t, s)
	if err := appended(c, 10); err != nil {
		t.Fatal(err)
	}
	if err := s.Wait(t.Context(), s.Accounts[1].User, 1); err != nil {
		t.Error(err)
	}
	if err := c.Create("Sent", nil).Wait(); err == nil {
		t.Error("a second mailbox was created")
	}
}

func TestMailboxFills(t *testing.T) {
	s := start(t, practice.Options{})
	c, hanako := imapLogin(t, s), s.Accounts[1].Address
	for range 10 {
		if err := appended(c, 1<<20); err != nil {
			t.Fatal(err)
		}
	}
	if err := appended(c, 1); err == nil || !strings.Contains(err.Error(), "full") {
		t.Errorf("one byte too many by IMAP: %v", err)
	}
	if err := send(t, s, hanako); err == nil || !strings.Contains(err.Error(), "5.2.2") {
		t.Errorf("a mail too many by SMTP: %v, want 5.2.2", err)
	}
	p := popLogin(t, s)
	if err := errors.Join(p.Dele(10), p.Quit()); err != nil {
		t.Fatal(err)
	}
	if err := send(t, s, hanako); err != nil {
		t.Errorf("after making room: %v", err)
	}
}

func TestMessageSize(t *testing.T) {
	s := start(t, practice.Options{})
	c, err := netsmtp.Dial(s.Addr(s.SMTP))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	body := []byte("Subject: big\r\n\r\n" + strings.Repeat(strings.Repeat("x", 998)+"\r\n", 1050))
	if err := submit(c, "a@elsewhere.example", body, "taro@practice.example"); err == nil || !strings.Contains(err.Error(), "5.3.4") {
		t.Errorf("1.05 MB gave %v, want 5.3.4", err)
	}
}

func TestRelaying(t *testing.T) {
	s := start(t, practice.Options{})
	dial(t, s, s.SMTP).through("S: 220\nC: EHLO x\nS: 250\n" + from + "S: 250\nC: RCPT TO:<a@elsewhere.example>\nS: 554 5.7.1 Relay access denied\n" +
		"C: RCPT TO:<nobody@practice.example>\nS: 550 5.1.1\n" + to + "S: 250")
}

func TestWaitEnds(t *testing.T) {
	s := start(t, practice.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Wait(ctx, s.Accounts[0].User, 1); err != context.Canceled {
		t.Errorf("Wait gave %v", err)
	}
	if err := s.Wait(t.Context(), "nobody", 1); err == nil {
		t.Error("waited for nobody")
	}
	_ = s.Close()
	if err := s.Wait(t.Context(), s.Accounts[0].User, 1); err == nil {
		t.Error("waited for a closed server")
	}
}
