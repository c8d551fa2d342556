package products_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"todoku/mailcore"
	"todoku/mailcore/products"
)

// Nextcloud has two fields for one address.
func TestAddressInTwoFields(t *testing.T) {
	local, domain := rowOf(t, products.Nextcloud, "from-local"), rowOf(t, products.Nextcloud, "from-domain")
	for _, test := range []struct {
		row                 products.Row
		before, typed, want string
	}{
		{local, "taro@example.jp", "hanako", "hanako@example.jp"},
		{local, "taro@example.jp", "hanako@example.co.jp", "hanako@example.co.jp"},
		{local, "", "hanako", "hanako"},
		{local, "taro", "", ""},
		{domain, "taro@example.jp", "example.co.jp", "taro@example.co.jp"},
		{domain, "taro@example.jp", "@example.co.jp", "taro@example.co.jp"},
		{domain, "taro@example.jp", "", "taro"},
		{domain, "", "example.jp", "@example.jp"},
	} {
		p := full()
		p.From = test.before
		if err := test.row.Write(&p, test.typed); err != nil || p.From != test.want {
			t.Errorf("%q, %s %q: %q, %v, want %q", test.before, test.row.Key, test.typed, p.From, err, test.want)
		}
	}
}

func TestBracketedHost(t *testing.T) {
	row := rowOf(t, products.WPMailSMTP, "host")
	for host, want := range map[string]string{"2001:db8::1": "[2001:db8::1]", "192.0.2.1": "192.0.2.1", "smtp.example.jp": "smtp.example.jp"} {
		p := full()
		p.Outgoing.Host = host
		if got, ok := row.Read(p); got != want || !ok {
			t.Errorf("%s reads %q, %t", host, got, ok)
		}
		p.Outgoing.Host = "before.example.jp"
		if err := row.Write(&p, want); err != nil || p.Outgoing.Host != host {
			t.Errorf("%s writes %q, %v", want, p.Outgoing.Host, err)
		}
	}
}

// The port follows the encryption in WP Mail SMTP, and Auto TLS is not asked
// for where STARTTLS is required.
func TestWPMailSMTPEncryption(t *testing.T) {
	encryption, auto := rowOf(t, products.WPMailSMTP, "encryption"), rowOf(t, products.WPMailSMTP, "auto-tls")
	p := full()
	for _, test := range []struct {
		choice string
		port   int
		auto   bool
	}{{"none", 25, true}, {"starttls", 587, false}, {"tls", 465, true}} {
		if err := encryption.Write(&p, test.choice); err != nil || p.Outgoing.Port != test.port || auto.Shown(p) != test.auto {
			t.Errorf("%s: port %d, Auto TLS %t, %v", test.choice, p.Outgoing.Port, auto.Shown(p), err)
		}
	}
}

// What is another value once it is kept, as PHP's own checks have it.
func TestSpoiledValues(t *testing.T) {
	for _, test := range []struct {
		field, value  string
		wp, nextcloud string // the code of the warning
	}{
		{"outgoing.password", "himitsu", "", ""},
		{"outgoing.password", "himitsu-1 ", "spoils-spaces", ""},
		{"outgoing.password", `a"b\c 'd`, "", ""},
		{"outgoing.user", "taro", "", ""},
		{"outgoing.user", "ta<ro", "spoils-tags", ""},
		{"outgoing.user", "100%25", "spoils-tags", ""},
		{"outgoing.user", "100%", "", ""},
		{"outgoing.user", "a  b", "spoils-tags", ""},
		{"from", "taro@example.jp", "", ""},
		{"from", "ta/ro+x=y@example.jp", "", ""},
		{"from", "taro", "spoils-sender", ""},
		{"from", "", "", ""},
		{"from", "taro@localhost", "spoils-sender", "spoils-domain"},
		{"from", "taro..x@example.jp", "spoils-sender", "spoils-domain"},
		{"from", "taro.@example.jp", "spoils-sender", "spoils-domain"},
		{"from", "taro@mail_host.example.jp", "spoils-sender", "spoils-domain"},
		{"from", "taro@日本語.jp", "spoils-sender", ""},
		{"from", "太郎@example.jp", "spoils-sender", "sender-ascii"},
	} {
		for id, want := range map[mailcore.Product]string{products.WPMailSMTP: test.wp, products.Nextcloud: test.nextcloud} {
			p := full()
			p.Outgoing.SameAccount, p.Outgoing.Password, p.Products = false, "himitsu", []mailcore.Product{id}
			if err := p.Set(test.field, test.value); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, problem := range products.Problems(p, mailcore.LoginScope) {
				if problem.Args["product"] == string(id) {
					got = append(got, problem.Code)
				}
			}
			if !slices.Equal(got, strings.Fields(want)) {
				t.Errorf("%s, %s %q: %q, want %q", id, test.field, test.value, got, want)
			}
		}
	}
}

// Where nothing logs in, nothing of the login is kept.
func TestSpoiledValuesOfNoLogin(t *testing.T) {
	p := full()
	p.Outgoing.SameAccount, p.Outgoing.User, p.Outgoing.Auth, p.Products = false, "ta<ro", mailcore.NoAuth, []mailcore.Product{products.WPMailSMTP}
	for _, problem := range products.Problems(p, mailcore.LoginScope) {
		if problem.Code == "spoils-tags" {
			t.Errorf("%+v", problem)
		}
	}
}

// Each thing that only these products do to settings is said, quietly.
func TestWebNotes(t *testing.T) {
	for _, test := range []struct {
		id     mailcore.Product
		change func(*mailcore.Profile)
		want   string
	}{
		{products.WPMailSMTP, func(p *mailcore.Profile) { p.Outgoing.Encryption = mailcore.NoEncryption }, "note encryption:wp-mail-smtp-auto-tls"},
		{products.Nextcloud, func(p *mailcore.Profile) { p.Outgoing.Encryption = mailcore.NoEncryption }, "note encryption:nextcloud-encrypts"},
		{products.Nextcloud, func(p *mailcore.Profile) { p.Outgoing.Encryption = mailcore.STARTTLS }, "warning encryption:nextcloud-opportunistic"},
		{products.Nextcloud, func(p *mailcore.Profile) { p.From = "taro" }, "warning from-domain:nextcloud-domain"},
		{products.Nextcloud, func(p *mailcore.Profile) { p.Outgoing.Host = "メール.example.jp" }, "warning host:nextcloud-host"},
	} {
		p := full()
		p.Incoming.Protocol = ""
		test.change(&p)
		s, _ := products.For(test.id)
		var got []string
		for _, o := range s.Obstacles(p) {
			got = append(got, string(o.Severity)+" "+o.Row+":"+o.Code)
		}
		if strings.Join(got, ", ") != test.want {
			t.Errorf("%s: %q, want %q", test.id, got, test.want)
		}
	}
}

// How the two send, where that follows from more than their tables say at once.
func TestWebWays(t *testing.T) {
	for _, test := range []struct {
		name   string
		id     mailcore.Product
		change func(*mailcore.Profile)
		want   string // how it encrypts, as whom it sends, what it calls itself, how long it waits
	}{
		{"SSL", products.WPMailSMTP, func(*mailcore.Profile) {}, "from-start soumu@example.jp www.example.jp 30"},
		{"TLS", products.WPMailSMTP, func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Outgoing.Port = mailcore.STARTTLS, 587 }, "required soumu@example.jp www.example.jp 30"},
		{"none", products.WPMailSMTP, func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Outgoing.Port = mailcore.NoEncryption, 25 }, "if-offered soumu@example.jp www.example.jp 30"},
		{"none on 465", products.WPMailSMTP, func(p *mailcore.Profile) { p.Outgoing.Encryption = mailcore.NoEncryption }, "if-offered soumu@example.jp www.example.jp 30"},
		{"no sender", products.WPMailSMTP, func(p *mailcore.Profile) { p.From = "" }, "from-start wordpress@example.jp www.example.jp 30"},
		{"no sender, no URL", products.WPMailSMTP, func(p *mailcore.Profile) { p.From, p.Site = "", "" }, "from-start   30"},
		{"STARTTLS", products.Nextcloud, func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Outgoing.Port = mailcore.STARTTLS, 587 }, "if-offered soumu@example.jp www.example.jp 10"},
		{"STARTTLS on 465", products.Nextcloud, func(p *mailcore.Profile) { p.Outgoing.Encryption = mailcore.STARTTLS }, "from-start soumu@example.jp www.example.jp 10"},
		{"no sender", products.Nextcloud, func(p *mailcore.Profile) { p.From = "" }, "from-start no-reply@www.example.jp www.example.jp 10"},
		{"strange sender", products.WPMailSMTP, func(p *mailcore.Profile) { p.From = "soumu@localhost" }, "from-start wordpress@example.jp www.example.jp 30"},
		{"strange sender", products.Nextcloud, func(p *mailcore.Profile) { p.From = "soumu@localhost" }, "from-start soumu@localhost.localdomain www.example.jp 10"},
		{"by an address", products.Nextcloud, func(p *mailcore.Profile) { p.Site = "http://[2001:db8::1]/" }, "from-start soumu@example.jp [IPv6:2001:db8::1] 10"},
		{"by an address", products.WPMailSMTP, func(p *mailcore.Profile) { p.Site = "http://192.0.2.1/" }, "from-start soumu@example.jp 192.0.2.1 30"},
		{"no domain", products.Nextcloud, func(p *mailcore.Profile) { p.From = "soumu" }, "from-start soumu@www.example.jp www.example.jp 10"},
	} {
		p := full()
		p.Products, p.Site = []mailcore.Product{test.id}, "https://www.example.jp/"
		test.change(&p)
		w := products.Ways(p, mailcore.SendScope)[0]
		if got := fmt.Sprintf("%s %s %s %d", w.Encryption, w.From, w.HELO, w.Timeout); got != test.want {
			t.Errorf("%s, %s: %q, want %q", test.id, test.name, got, test.want)
		}
	}
}
