package products_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/mailtest"
	"todoku/mailcore/products"
)

// full returns settings that every product but Zaion'nex can express.
func full() mailcore.Profile {
	p := mailcore.NewProfile()
	p.Code, p.Name, p.From = "main", "本社", "soumu@example.jp"
	p.Outgoing.Host, p.Outgoing.Port, p.Outgoing.Encryption = "smtp.example.jp", 465, mailcore.TLS
	p.Outgoing.User, p.Outgoing.Auth, p.Outgoing.SameAccount = "soumu", mailcore.AutoAuth, true
	p.Incoming.Protocol, p.Incoming.Host, p.Incoming.User = mailcore.POP3, "pop.example.jp", "soumu"
	return p
}

// proven returns p as a passed test leaves it that logged in by those two.
func proven(p mailcore.Profile, auth, incoming mailcore.AuthMethod) mailcore.Profile {
	p.Verified = mailcore.Verified{Hash: p.Hash(), Scope: mailcore.LoginsScope, At: time.Unix(1e9, 0), OK: true, Auth: auth, IncomingAuth: incoming}
	return p
}

// What 自動 came to in a test is what stands on the screen; before one, nothing
// does.
func TestAutomatic(t *testing.T) {
	rows := []struct{ screen, row string }{{"mail-share", "method"}, {"mail-share", "apop"}, {"zaionnex", "auth"}, {"garoon", "auth"}, {"garoon", "apop"}}
	for _, test := range []struct {
		name string
		p    mailcore.Profile
		want string // in the order of rows
	}{
		{"untested", full(), "note:product-auth-open note:product-apop-open note:product-auth-open note:product-auth-open note:product-apop-open"},
		{"PLAIN, USER", proven(full(), mailcore.PLAIN, mailcore.USER), "PLAIN false basic PLAIN false"},
		{"CRAM-MD5, APOP", proven(full(), mailcore.CRAMMD5, mailcore.APOP), "CRAM-MD5 true cram-md5 CRAM-MD5 true"},
		{"sending alone", proven(full(), mailcore.LOGIN, ""), "LOGIN note:product-apop-open basic LOGIN note:product-apop-open"},
		{"what no product has", proven(full(), mailcore.SCRAMSHA256, mailcore.SCRAMSHA1), "error:product-auth error:product-in-auth error:product-auth error:product-auth error:product-in-auth"},
		{"changed since", changed(proven(full(), mailcore.PLAIN, mailcore.USER)), "note:product-auth-open note:product-apop-open note:product-auth-open note:product-auth-open note:product-apop-open"},
	} {
		var got []string
		for _, at := range rows {
			sheet, _ := products.NewSheet(test.p, mailcore.Product(at.screen))
			e := sheet.Entries[slices.IndexFunc(sheet.Entries, func(e products.Entry) bool { return e.Row.Key == at.row })]
			switch {
			case e.OK:
				got = append(got, e.Value)
			default:
				got = append(got, string(e.Obstacles[0].Severity)+":"+e.Obstacles[0].Code)
			}
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s: %s, want %s", test.name, strings.Join(got, " "), test.want)
		}
	}
}

func changed(p mailcore.Profile) mailcore.Profile {
	p.Outgoing.Port++
	return p
}

// A sheet says what the screen says: that a product chooses the method itself
// is no obstacle to 自動, whatever it came to.
func TestSheetAgreesWithTheScreen(t *testing.T) {
	for _, auth := range mailcore.Strength {
		for _, s := range products.Screens() {
			p := proven(full(), auth, mailcore.USER)
			var screen, sheet []string
			for _, o := range append(s.Obstacles(p), s.Faults(p.Check(""))...) {
				screen = append(screen, o.Row+":"+o.Code)
			}
			paper, _ := products.NewSheet(p, s.ID)
			for _, o := range paper.Top {
				sheet = append(sheet, o.Row+":"+o.Code)
			}
			for _, e := range paper.Entries {
				for _, o := range e.Obstacles {
					sheet = append(sheet, o.Row+":"+o.Code)
				}
			}
			slices.Sort(screen)
			slices.Sort(sheet)
			if !slices.Equal(screen, sheet) {
				t.Errorf("%s, proven by %s: the screen says %v, the sheet %v", s.ID, auth, screen, sheet)
			}
		}
	}
}

// A choice that is what a test came to is still a choice.
func TestChoosingWhatIsShown(t *testing.T) {
	p := proven(full(), mailcore.PLAIN, mailcore.USER)
	if err := rowOf(t, products.Garoon, "auth").Write(&p, "PLAIN"); err != nil || p.Outgoing.Auth != mailcore.PLAIN {
		t.Errorf("PLAIN sets %s, %v", p.Outgoing.Auth, err)
	}
	if err := rowOf(t, products.Garoon, "apop").Write(&p, "false"); err != nil || p.Incoming.Auth != mailcore.USER {
		t.Errorf("no APOP sets %s, %v", p.Incoming.Auth, err)
	}
}

// What of each of these a product has no place for is in testdata/obstacles, notes
// left out.
func TestObstacles(t *testing.T) {
	cases := []struct {
		name   string
		change func(*mailcore.Profile)
	}{
		{"nothing", func(*mailcore.Profile) {}},
		{"no encryption", func(p *mailcore.Profile) { p.Outgoing.Encryption = mailcore.NoEncryption }},
		{"STARTTLS", func(p *mailcore.Profile) { p.Outgoing.Encryption = mailcore.STARTTLS }},
		{"receiving by STARTTLS", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Incoming.Encryption = "none", mailcore.STARTTLS }},
		{"CRAM-MD5", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Outgoing.Auth = "none", mailcore.CRAMMD5 }},
		{"DIGEST-MD5", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Outgoing.Auth = "none", mailcore.DIGESTMD5 }},
		{"NTLM", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Outgoing.Auth = "none", mailcore.NTLM }},
		{"an access token", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Outgoing.Auth = "none", mailcore.XOAUTH2 }},
		{"OAuth", func(p *mailcore.Profile) {
			p.OAuth, p.Outgoing.Auth, p.Incoming.Auth = mailcore.Google, mailcore.XOAUTH2, mailcore.XOAUTH2
		}},
		{"Garoon's times", func(p *mailcore.Profile) {
			p.Outgoing.Encryption, p.Outgoing.Timeout, p.Incoming.Timeout = "none", 9, 121
		}},
		{"POP before SMTP", func(p *mailcore.Profile) {
			p.Outgoing.Encryption, p.Outgoing.PopBefore.Use = "none", true
		}},
		{"POP before SMTP elsewhere", func(p *mailcore.Profile) {
			p.Outgoing.Encryption, p.Outgoing.PopBefore.Use, p.Outgoing.PopBefore.Host = "none", true, "pop.example.jp"
		}},
		{"an underscore", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Outgoing.Host = "none", "mail_host.example.jp" }},
		{"an address", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Outgoing.Host = "none", "[2001:db8::1]" }},
		{"no receiving server", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Incoming.Protocol = "none", "" }},
		{"receiving by CRAM-MD5", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Incoming.Auth = "none", mailcore.CRAMMD5 }},
		{"APOP", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Incoming.Auth = "none", mailcore.APOP }},
		{"another account", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Outgoing.SameAccount = "none", false }},
		{"built-in", func(p *mailcore.Profile) {
			p.Outgoing.BuiltIn, p.Outgoing.Auth, p.Outgoing.Encryption = true, mailcore.DIGESTMD5, "none"
		}},
		{"pinned", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Pin = "none", strings.Repeat("0", 64) }},
	}
	for _, s := range products.Screens() {
		var all strings.Builder
		for _, c := range cases {
			p := full()
			c.change(&p)
			fmt.Fprintln(&all, strings.TrimSpace(c.name+": "+said(s, proven(p, mailcore.PLAIN, mailcore.USER))))
		}
		mailtest.Golden(t, filepath.Join("testdata", "obstacles", string(s.ID)+".txt"), all.String())
	}
}

func said(s products.Screen, p mailcore.Profile) string {
	var all []string
	for _, o := range s.Obstacles(p) {
		if o.Severity != mailcore.Note {
			all = append(all, fmt.Sprintf("%s %s:%s", o.Severity, o.Row, o.Code))
		}
	}
	return strings.Join(all, ", ")
}

// What a product leaves out is said once, and quietly.
func TestNotes(t *testing.T) {
	p := full()
	p.FromName, p.Outgoing.SizeLimit, p.Notify, p.Outgoing.HELO = "総務", 10, []string{"a@example.jp"}, "office.example.jp"
	p = proven(p, mailcore.PLAIN, mailcore.USER)
	for id, want := range map[mailcore.Product]string{
		products.Cybozu:    "product-helo product-incoming product-notify product-sender-name product-size",
		products.MailShare: "product-helo product-notify",
		products.Zaionnex:  "product-helo product-incoming product-sender-name product-size",
		products.Vtiger:    "product-helo product-incoming product-notify product-sender-name product-size",
		products.Garoon:    "product-helo product-notify product-size",
	} {
		s, _ := products.For(id)
		var got []string
		for _, o := range s.Obstacles(p) {
			if o.Severity == mailcore.Note {
				got = append(got, o.Code)
			}
		}
		slices.Sort(got)
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
}
