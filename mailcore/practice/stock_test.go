package practice_test

import (
	"bytes"
	netmail "net/mail"
	"strings"
	"testing"
	"time"
)

const stocked = 10_000

func TestBigMailboxByPOP3(t *testing.T) {
	s := start(t, scenario("big-mailbox"))
	k := login3(t, s)
	uids := map[string]bool{}
	for _, line := range k.lines("UIDL") {
		_, uid, _ := strings.Cut(line, " ")
		uids[uid] = true
	}
	if len(uids) != stocked {
		t.Errorf("%d different UIDs", len(uids))
	}
	if n := len(k.lines("LIST")); n != stocked {
		t.Errorf("%d sizes", n)
	}
	if n := len(s.Messages(s.Accounts[1].User)); n != 0 {
		t.Errorf("the second account has %d messages", n)
	}
}

func TestBigMailboxByIMAP(t *testing.T) {
	s := start(t, scenario("big-mailbox"))
	dial(t, s, s.IMAPS).through("TLS\nS: * OK\nC: a " + taroIMAP + "S: a OK\nC: b STATUS INBOX (MESSAGES)\nS: * STATUS INBOX (MESSAGES 10000)")
	if err := send(t, s, s.Accounts[0].Address); err != nil {
		t.Fatal(err)
	}
	all := s.Messages(s.Accounts[0].User)
	if len(all) != stocked+1 || !bytes.HasSuffix(all[stocked], []byte(mail)) {
		t.Errorf("%d messages, the last one is %q", len(all), all[len(all)-1])
	}
	for _, i := range []int{0, stocked - 1} {
		m, err := netmail.ReadMessage(bytes.NewReader(all[i]))
		if err != nil {
			t.Fatal(err)
		}
		at, err := m.Header.Date()
		age := time.Since(at)
		if want := time.Duration(stocked-i) * 10 * time.Minute; err != nil || age < want || age > want+time.Minute {
			t.Errorf("message %d is %v old, %v", i, age, err)
		}
		if len(m.Header["Received"]) != 1 || m.Header.Get("Return-Path") == "" {
			t.Errorf("message %d has no trace: %v", i, m.Header)
		}
	}
}
