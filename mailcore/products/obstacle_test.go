package products_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

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

func TestObstacles(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*mailcore.Profile)
		want   map[mailcore.Product]string // notes are left out
	}{
		{"nothing", func(*mailcore.Profile) {}, map[mailcore.Product]string{mailcore.Zaionnex: "error :zaionnex-encryption"}},
		{"no encryption", func(p *mailcore.Profile) { p.Outgoing.Encryption = mailcore.NoEncryption }, nil},
		{"STARTTLS", func(p *mailcore.Profile) { p.Outgoing.Encryption = mailcore.STARTTLS }, map[mailcore.Product]string{
			mailcore.MailShare: "error encryption:mail-share-starttls", mailcore.Zaionnex: "error :zaionnex-encryption",
		}},
		{"receiving by STARTTLS", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Incoming.Encryption = "none", mailcore.STARTTLS }, map[mailcore.Product]string{
			mailcore.MailShare: "error in-encryption:mail-share-in-starttls", mailcore.Garoon: "error in-encryption:garoon-in-starttls",
		}},
		{"CRAM-MD5", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Outgoing.Auth = "none", mailcore.CRAMMD5 }, map[mailcore.Product]string{
			mailcore.Cybozu: "warning auth:product-auth-chosen", mailcore.Vtiger: "warning auth:product-auth-chosen", mailcore.MailShare: "warning method:mail-share-auth-unsure",
		}},
		{"DIGEST-MD5", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Outgoing.Auth = "none", mailcore.DIGESTMD5 }, map[mailcore.Product]string{
			mailcore.Cybozu: "error auth:product-auth", mailcore.Vtiger: "error auth:product-auth", mailcore.Zaionnex: "error auth:product-auth",
			mailcore.MailShare: "warning method:mail-share-auth-unsure",
		}},
		{"NTLM", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Outgoing.Auth = "none", mailcore.NTLM }, map[mailcore.Product]string{
			mailcore.Cybozu: "error auth:product-auth", mailcore.Vtiger: "error auth:product-auth", mailcore.MailShare: "error method:product-auth",
			mailcore.Garoon: "error auth:product-auth",
		}},
		{"an access token", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Outgoing.Auth = "none", mailcore.XOAUTH2 }, map[mailcore.Product]string{
			mailcore.Cybozu: "error auth:product-auth", mailcore.Vtiger: "error auth:product-auth", mailcore.MailShare: "error method:product-auth",
			mailcore.Zaionnex: "error auth:product-auth", mailcore.Garoon: "error auth:product-auth",
		}},
		{"OAuth", func(p *mailcore.Profile) {
			p.OAuth, p.Outgoing.Auth, p.Incoming.Auth = mailcore.Google, mailcore.XOAUTH2, mailcore.XOAUTH2
		}, map[mailcore.Product]string{
			mailcore.Cybozu: "error auth:product-oauth", mailcore.Vtiger: "error auth:product-oauth", mailcore.Zaionnex: "error :zaionnex-encryption, error auth:product-oauth",
		}},
		{"Garoon's times", func(p *mailcore.Profile) {
			p.Outgoing.Encryption, p.Outgoing.Timeout, p.Incoming.Timeout = "none", 9, 121
		}, map[mailcore.Product]string{mailcore.Garoon: "error timeout:garoon-timeout, error in-timeout:garoon-in-timeout"}},
		{"POP before SMTP", func(p *mailcore.Profile) {
			p.Outgoing.Encryption, p.Outgoing.PopBefore.Use = "none", true
		}, map[mailcore.Product]string{
			mailcore.Cybozu: "error :product-pop-before", mailcore.MailShare: "error :product-pop-before", mailcore.Vtiger: "error :product-pop-before", mailcore.Garoon: "error :product-pop-before",
		}},
		{"POP before SMTP elsewhere", func(p *mailcore.Profile) {
			p.Outgoing.Encryption, p.Outgoing.PopBefore.Use, p.Outgoing.PopBefore.Host = "none", true, "pop.example.jp"
		}, map[mailcore.Product]string{
			mailcore.Cybozu: "error :product-pop-before", mailcore.MailShare: "error :product-pop-before", mailcore.Vtiger: "error :product-pop-before", mailcore.Garoon: "error :product-pop-before",
			mailcore.Zaionnex: "error pop:zaionnex-pop",
		}},
		{"an underscore", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Outgoing.Host = "none", "mail_host.example.jp" }, map[mailcore.Product]string{mailcore.Vtiger: "error server:vtiger-host"}},
		{"an address", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Outgoing.Host = "none", "[2001:db8::1]" }, nil},
		{"no receiving server", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Incoming.Protocol = "none", "" }, map[mailcore.Product]string{
			mailcore.MailShare: "error protocol:product-needs-incoming", mailcore.Garoon: "error protocol:product-needs-incoming",
		}},
		{"receiving by CRAM-MD5", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Incoming.Auth = "none", mailcore.CRAMMD5 }, map[mailcore.Product]string{
			mailcore.MailShare: "error apop:product-in-auth", mailcore.Garoon: "error apop:product-in-auth",
		}},
		{"APOP", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Incoming.Auth = "none", mailcore.APOP }, nil},
		{"another account", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Outgoing.SameAccount = "none", false }, map[mailcore.Product]string{mailcore.MailShare: "warning same-account:mail-share-account"}},
		{"built-in", func(p *mailcore.Profile) {
			p.Outgoing.BuiltIn, p.Outgoing.Auth, p.Outgoing.Encryption = true, mailcore.DIGESTMD5, "none"
		}, map[mailcore.Product]string{
			mailcore.MailShare: "warning method:mail-share-auth-unsure, error :product-built-in", mailcore.Garoon: "error :product-built-in",
			mailcore.Zaionnex: "error auth:product-auth, error :product-built-in", mailcore.Vtiger: "error auth:product-auth, error :product-built-in",
		}},
		{"pinned", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Pin = "none", strings.Repeat("0", 64) }, map[mailcore.Product]string{
			mailcore.Cybozu: "warning host:product-pin", mailcore.MailShare: "warning host:product-pin", mailcore.Zaionnex: "warning host:product-pin",
			mailcore.Vtiger: "warning server:product-pin", mailcore.Garoon: "warning host:product-pin",
		}},
	} {
		p := full()
		test.change(&p)
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
	for id, want := range map[mailcore.Product]string{
		mailcore.Cybozu:    "product-helo product-incoming product-notify product-sender-name product-size",
		mailcore.MailShare: "product-helo product-notify",
		mailcore.Zaionnex:  "product-helo product-incoming product-sender-name product-size",
		mailcore.Vtiger:    "product-helo product-incoming product-notify product-sender-name product-size",
		mailcore.Garoon:    "product-helo product-notify product-size",
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
