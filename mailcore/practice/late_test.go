package practice_test

import (
	"bytes"
	"mime"
	netmail "net/mail"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-msgauth/authres"

	"todoku/mailcore/practice"
)

// sendLate sends a mail to hanako, which must not have arrived at once, and
// returns it when it has, with the time that it took.
func sendLate(t *testing.T, s *practice.Server) (*netmail.Message, time.Duration) {
	t.Helper()
	hanako, before := s.Accounts[1], time.Now()
	if err := send(t, s, hanako.Address); err != nil {
		t.Fatal(err)
	}
	if n := len(s.Messages(hanako.User)); n != 0 {
		t.Fatal("it arrived at once")
	}
	if err := s.Wait(t.Context(), hanako.User, 1); err != nil {
		t.Fatal(err)
	}
	m, err := netmail.ReadMessage(bytes.NewReader(s.Messages(hanako.User)[0]))
	if err != nil {
		t.Fatal(err)
	}
	return m, time.Since(before)
}

// hops returns the times of the Received lines, newest first.
func hops(t *testing.T, m *netmail.Message) []time.Time {
	t.Helper()
	var times []time.Time
	for _, line := range m.Header["Received"] {
		at, err := time.Parse(time.RFC1123Z, line[strings.LastIndex(line, "; ")+2:])
		if err != nil {
			t.Fatal(err)
		}
		times = append(times, at)
	}
	return times
}

func TestSlowDelivery(t *testing.T) {
	t.Parallel()
	s := start(t, scenario("slow-delivery"))
	before := time.Now().Truncate(time.Second)
	m, took := sendLate(t, s)
	if took < 5*time.Second {
		t.Errorf("it took %v, want 5 s", took)
	}
	at := hops(t, m)
	if len(at) != 4 || at[0].Sub(at[3]) < 4*time.Second || at[3].Before(before) || at[0].After(time.Now()) {
		t.Errorf("hops at %v", at)
	}
	if got := m.Header.Get("Return-Path"); got != "<taro@practice.example>" {
		t.Errorf("Return-Path %q", got)
	}
	if body := body(t, m); body != "届きました。\r\n.\r\n.dot\r\n" || m.Header.Get("Authentication-Results") != "" {
		t.Errorf("it was changed: %v %q", m.Header, body)
	}
}

func body(t *testing.T, m *netmail.Message) string {
	t.Helper()
	var b bytes.Buffer
	if _, err := b.ReadFrom(m.Body); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestRewritten(t *testing.T) {
	t.Parallel()
	s := start(t, scenario("rewritten"))
	m, _ := sendLate(t, s)
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil || subject != "[社外] 届く" {
		t.Errorf("subject %q, %v", subject, err)
	}
	from, err := m.Header.AddressList("From")
	if err != nil || len(from) != 1 || *from[0] != (netmail.Address{Name: "taro（practice.example 経由）", Address: "taro@practice.example"}) {
		t.Errorf("from %v, %v", from, err)
	}
	host, results, err := authres.Parse(m.Header.Get("Authentication-Results"))
	if err != nil || host != "mx.practice.example" || len(results) != 3 || results[0].(*authres.SPFResult).Value != authres.ResultPass {
		t.Errorf("authentication results %v by %q, %v", results, host, err)
	}
	at := hops(t, m)
	if len(at) != 4 {
		t.Fatalf("hops at %v", at)
	}
	for i := range 3 {
		if at[i].Before(at[i+1]) || at[i].After(time.Now()) {
			t.Errorf("hops at %v", at)
		}
	}
	if body := body(t, m); body != "届きました。\r\n.\r\n.dot\r\n" {
		t.Errorf("body %q", body)
	}
}

func TestClosingDropsLateMail(t *testing.T) {
	s := start(t, scenario("slow-delivery"))
	if err := send(t, s, s.Accounts[1].Address); err != nil {
		t.Fatal(err)
	}
	before := time.Now()
	_ = s.Close()
	if took := time.Since(before); took > 3*time.Second {
		t.Errorf("closing took %v", took)
	}
	if n := len(s.Messages(s.Accounts[1].User)); n != 0 {
		t.Errorf("%d messages arrived", n)
	}
}

func TestLateMailIsBounded(t *testing.T) {
	s := start(t, scenario("slow-delivery"))
	for range 20 {
		if err := send(t, s, s.Accounts[1].Address); err != nil {
			t.Fatal(err)
		}
	}
	if err := send(t, s, s.Accounts[1].Address); err == nil || !strings.Contains(err.Error(), "5.2.2") {
		t.Errorf("one letter too many: %v, want 5.2.2", err)
	}
}

func TestLost(t *testing.T) {
	s := start(t, scenario("lost"))
	if err := send(t, s, s.Accounts[1].Address); err != nil {
		t.Fatal(err)
	}
	c := imapLogin(t, s)
	if in, bin := count(t, c, "INBOX"), count(t, c, "Junk"); in != 0 || bin != 0 {
		t.Errorf("%d in INBOX, %d in Junk", in, bin)
	}
}

func count(t *testing.T, c *imapclient.Client, folder string) uint32 {
	t.Helper()
	box, err := c.Select(folder, &imap.SelectOptions{ReadOnly: true}).Wait()
	if err != nil {
		t.Fatal(err)
	}
	return box.NumMessages
}

func TestJunk(t *testing.T) {
	s := start(t, scenario("junk"))
	if err := send(t, s, s.Accounts[1].Address); err != nil {
		t.Fatal(err)
	}
	p := popLogin(t, s)
	if n, size, err := p.Stat(); n != 0 || size != 0 || err != nil {
		t.Errorf("POP3 sees %d messages of %d bytes, %v", n, size, err)
	}
	c := imapLogin(t, s)
	if in, bin := count(t, c, "INBOX"), count(t, c, "Junk"); in != 0 || bin != 1 {
		t.Errorf("%d in INBOX, %d in Junk", in, bin)
	}
	section := &imap.FetchItemBodySection{Peek: true}
	got, err := c.Fetch(imap.SeqSetNum(1), &imap.FetchOptions{BodySection: []*imap.FetchItemBodySection{section}}).Collect()
	if err != nil || len(got) != 1 || !bytes.HasSuffix(got[0].FindBodySection(section), []byte(mail)) {
		t.Errorf("fetched %+v, %v", got, err)
	}
}

func TestJunkFillsUp(t *testing.T) {
	s := start(t, practice.Options{})
	c := imapLogin(t, s)
	for range 10 {
		if err := appendedTo(c, "Junk", 1<<20); err != nil {
			t.Fatal(err)
		}
	}
	if err := appended(c, 1); err == nil || !strings.Contains(err.Error(), "full") {
		t.Errorf("one byte too many: %v", err)
	}
}
