package products_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"todoku/mailcore"
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
		for _, s := range products.Screens {
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

func TestObstacles(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*mailcore.Profile)
		want   map[mailcore.Product]string // notes are left out
	}{
		{"nothing", func(*mailcore.Profile) {}, map[mailcore.Product]string{products.Zaionnex: "error :zaionnex-encryption"}},
		{"no encryption", func(p *mailcore.Profile) { p.Outgoing.Encryption = mailcore.NoEncryption }, nil},
		{"STARTTLS", func(p *mailcore.Profile) { p.Outgoing.Encryption = mailcore.STARTTLS }, map[mailcore.Product]string{
			products.MailShare: "error encryption:mail-share-starttls", products.Zaionnex: "error :zaionnex-encryption",
		}},
		{"receiving by STARTTLS", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Incoming.Encryption = "none", mailcore.STARTTLS }, map[mailcore.Product]string{
			products.MailShare: "error in-encryption:mail-share-in-starttls", products.Garoon: "error in-encryption:garoon-in-starttls",
		}},
		{"CRAM-MD5", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Outgoing.Auth = "none", mailcore.CRAMMD5 }, map[mailcore.Product]string{
			products.Cybozu: "warning auth:product-auth-chosen", products.Vtiger: "warning auth:product-auth-chosen", products.MailShare: "warning method:mail-share-auth-unsure",
		}},
		{"DIGEST-MD5", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Outgoing.Auth = "none", mailcore.DIGESTMD5 }, map[mailcore.Product]string{
			products.Cybozu: "error auth:product-auth", products.Vtiger: "error auth:product-auth", products.Zaionnex: "error auth:product-auth",
			products.MailShare: "warning method:mail-share-auth-unsure",
		}},
		{"NTLM", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Outgoing.Auth = "none", mailcore.NTLM }, map[mailcore.Product]string{
			products.Cybozu: "error auth:product-auth", products.Vtiger: "error auth:product-auth", products.MailShare: "error method:product-auth",
			products.Garoon: "error auth:product-auth",
		}},
		{"an access token", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Outgoing.Auth = "none", mailcore.XOAUTH2 }, map[mailcore.Product]string{
			products.Cybozu: "error auth:product-auth", products.Vtiger: "error auth:product-auth", products.MailShare: "error method:product-auth",
			products.Zaionnex: "error auth:product-auth", products.Garoon: "error auth:product-auth",
		}},
		{"OAuth", func(p *mailcore.Profile) {
			p.OAuth, p.Outgoing.Auth, p.Incoming.Auth = mailcore.Google, mailcore.XOAUTH2, mailcore.XOAUTH2
		}, map[mailcore.Product]string{
			products.Cybozu: "error auth:product-oauth", products.Vtiger: "error auth:product-oauth", products.Zaionnex: "error :zaionnex-encryption, error auth:product-oauth",
		}},
		{"Garoon's times", func(p *mailcore.Profile) {
			p.Outgoing.Encryption, p.Outgoing.Timeout, p.Incoming.Timeout = "none", 9, 121
		}, map[mailcore.Product]string{products.Garoon: "error timeout:garoon-timeout, error in-timeout:garoon-in-timeout"}},
		{"POP before SMTP", func(p *mailcore.Profile) {
			p.Outgoing.Encryption, p.Outgoing.PopBefore.Use = "none", true
		}, map[mailcore.Product]string{
			products.Cybozu: "error :product-pop-before", products.MailShare: "error :product-pop-before", products.Vtiger: "error :product-pop-before", products.Garoon: "error :product-pop-before",
		}},
		{"POP before SMTP elsewhere", func(p *mailcore.Profile) {
			p.Outgoing.Encryption, p.Outgoing.PopBefore.Use, p.Outgoing.PopBefore.Host = "none", true, "pop.example.jp"
		}, map[mailcore.Product]string{
			products.Cybozu: "error :product-pop-before", products.MailShare: "error :product-pop-before", products.Vtiger: "error :product-pop-before", products.Garoon: "error :product-pop-before",
			products.Zaionnex: "error pop:zaionnex-pop",
		}},
		{"an underscore", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Outgoing.Host = "none", "mail_host.example.jp" }, map[mailcore.Product]string{products.Vtiger: "error server:vtiger-host"}},
		{"an address", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Outgoing.Host = "none", "[2001:db8::1]" }, nil},
		{"no receiving server", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Incoming.Protocol = "none", "" }, map[mailcore.Product]string{
			products.MailShare: "error protocol:product-needs-incoming", products.Garoon: "error protocol:product-needs-incoming",
		}},
		{"receiving by CRAM-MD5", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Incoming.Auth = "none", mailcore.CRAMMD5 }, map[mailcore.Product]string{
			products.MailShare: "error apop:product-in-auth", products.Garoon: "error apop:product-in-auth",
		}},
		{"APOP", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Incoming.Auth = "none", mailcore.APOP }, nil},
		{"another account", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Outgoing.SameAccount = "none", false }, map[mailcore.Product]string{products.MailShare: "warning same-account:mail-share-account"}},
		{"built-in", func(p *mailcore.Profile) {
			p.Outgoing.BuiltIn, p.Outgoing.Auth, p.Outgoing.Encryption = true, mailcore.DIGESTMD5, "none"
		}, map[mailcore.Product]string{
			products.MailShare: "warning method:mail-share-auth-unsure, error :product-built-in", products.Garoon: "error :product-built-in",
			products.Zaionnex: "error auth:product-auth, error :product-built-in", products.Vtiger: "error auth:product-auth, error :product-built-in",
		}},
		{"pinned", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Pin = "none", strings.Repeat("0", 64) }, map[mailcore.Product]string{
			products.Cybozu: "warning host:product-pin", products.MailShare: "warning host:product-pin", products.Zaionnex: "warning host:product-pin",
			products.Vtiger: "warning server:product-pin", products.Garoon: "warning host:product-pin",
		}},
	} {
		p := full()
		test.change(&p)
		p = proven(p, mailcore.PLAIN, mailcore.USER)
		for _, s := range products.Screens {
			if got := said(s, p); got != test.want[s.ID] {
				t.Errorf("%s, %s: %q, want %q", test.name, s.ID, got, test.want[s.ID])
			}
		}
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
