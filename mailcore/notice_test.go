package mailcore

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

func readNotices(t *testing.T) []Notice {
	t.Helper()
	data, err := os.ReadFile("../assets/notices.json")
	if err != nil {
		t.Fatal(err)
	}
	notices, err := ReadNotices(data)
	if err != nil {
		t.Fatal(err)
	}
	return notices
}

func TestNoticesFor(t *testing.T) {
	notices := readNotices(t)
	now := time.Date(2026, 11, 22, 23, 30, 0, 0, time.Local)
	for _, tt := range []struct {
		name   string
		change func(*Profile)
		want   string
	}{
		{"Microsoft 365", func(p *Profile) { p.Outgoing.Host, p.Outgoing.Auth = "SMTP.Office365.com.", LOGIN }, "m365-smtp-basic outgoing.auth 39"},
		{"signed in", func(p *Profile) { p.Outgoing.Host, p.Outgoing.Auth = "smtp.office365.com", XOAUTH2 }, ""},
		{"no login", func(p *Profile) { p.Outgoing.Host, p.Outgoing.Auth = "smtp.office365.com", NoAuth }, ""},
		{"built in", func(p *Profile) { p.Outgoing.Host, p.Outgoing.BuiltIn = "smtp.office365.com", true }, ""},
		{"receiving", func(p *Profile) {
			p.Incoming.Protocol, p.Incoming.Host, p.Incoming.Auth = IMAP, "outlook.office365.com", LOGIN
		}, "m365-receiving-basic incoming.auth -1513"},
		{"not received", func(p *Profile) { p.Incoming.Host = "outlook.office365.com" }, ""},
		{"both", func(p *Profile) {
			p.Outgoing.Host = "smtp.office365.com"
			p.Incoming.Protocol, p.Incoming.Host = POP3, "outlook.office365.com"
		}, "m365-receiving-basic incoming.auth -1513, m365-smtp-basic outgoing.auth 39"},
		{"unencrypted", func(p *Profile) { p.Outgoing.Host, p.Outgoing.Encryption = "smtp.odn.ne.jp", NoEncryption }, "odn-encryption outgoing.encryption -1574"},
		{"encrypted", func(p *Profile) { p.Outgoing.Host = "smtp.odn.ne.jp" }, ""},
		{"other", func(p *Profile) { p.Outgoing.Host = "smtp.example.jp" }, ""},
		{"lookalike", func(p *Profile) { p.Outgoing.Host = "smtp.gmail.com.example.jp" }, ""},
		{"proved since", func(p *Profile) {
			p.Outgoing.Host = "smtp.gmail.com"
			p.Verified = Verified{Hash: p.Hash(), Scope: LoginScope, OK: true, At: now.AddDate(0, -1, 0)}
		}, ""},
		{"proved before", func(p *Profile) {
			p.Outgoing.Host = "smtp.office365.com"
			p.Verified = Verified{Hash: p.Hash(), Scope: LoginScope, OK: true, At: now}
		}, "m365-smtp-basic outgoing.auth 39"},
		{"only connected", func(p *Profile) {
			p.Outgoing.Host = "smtp.gmail.com"
			p.Verified = Verified{Hash: p.Hash(), Scope: ConnectScope, OK: true, At: now}
		}, "gmail-password outgoing.auth -1637"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := NewProfile()
			tt.change(&p)
			var got []string
			for _, n := range NoticesFor(p, notices, now) {
				got = append(got, fmt.Sprint(n.ID, " ", n.Field, " ", n.DaysLeft))
			}
			if got := strings.Join(got, ", "); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestNoticesAreWhole(t *testing.T) {
	for _, n := range readNotices(t) {
		if n.ID == "" || len(n.Hosts) == 0 || !strings.Contains(n.Source, "https://") || n.Checked.IsZero() || !n.Password && n.Encryption == "" {
			t.Errorf("not whole: %+v", n)
		}
	}
}

func TestReadNoticesRefuses(t *testing.T) {
	for _, text := range []string{`{`, `{"notices":[{"id":"x","from":"soon","checked":"2026-11-22"}]}`, `{"notices":[{"id":"x","from":"2026-11-22"}]}`} {
		if _, err := ReadNotices([]byte(text)); err == nil {
			t.Errorf("%s was read", text)
		}
	}
}
