package products_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"todoku/mailcore"
	"todoku/mailcore/products"
)

func TestProductChecks(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*mailcore.Profile)
		scope  mailcore.Scope
		want   []string
	}{
		{"no product", func(p *mailcore.Profile) { p.Outgoing.Host = "mailhost" }, "", nil},
		{"in the office", func(p *mailcore.Profile) {
			p.Outgoing.Host, p.Products = "mailhost", []mailcore.Product{products.Zaionnex, products.Vtiger}
		}, "", nil},
		{"practice", func(p *mailcore.Profile) {
			p.Outgoing.Host, p.Products, p.Practice = "127.0.0.1", []mailcore.Product{products.Garoon}, true
		}, "", nil},
		{"cybozu.com", func(p *mailcore.Profile) {
			p.Outgoing.Host, p.Products = "mailhost", []mailcore.Product{products.Vtiger, products.Cybozu}
		}, "", []string{"warning outgoing.host host-inside"}},
		{"both sides", func(p *mailcore.Profile) {
			p.Outgoing.Host, p.Incoming.Protocol, p.Incoming.Host, p.Products = "192.168.0.1", mailcore.POP3, "pop.local", []mailcore.Product{products.MailShare}
		}, "", []string{"warning outgoing.host host-inside", "warning incoming.host host-inside"}},
		{"reached from outside", func(p *mailcore.Profile) { p.Products = []mailcore.Product{products.Garoon} }, "", nil},
		{"unknown", func(p *mailcore.Profile) { p.Products = []mailcore.Product{"notes"} }, "", []string{"error products product-unknown"}},
		{"built-in, kept", func(p *mailcore.Profile) {
			p.Outgoing.BuiltIn, p.Outgoing.Host, p.Products = true, "", []mailcore.Product{products.Cybozu}
		}, "", nil},
		{"built-in, tested", func(p *mailcore.Profile) { p.Outgoing.BuiltIn, p.Outgoing.Host = true, "" }, mailcore.ConnectScope, []string{"error outgoing.built_in built-in"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := mailcore.NewProfile()
			p.Outgoing.Host = "smtp.example.jp"
			test.change(&p)
			var got []string
			for _, problem := range products.Problems(p, test.scope) {
				got = append(got, fmt.Sprintf("%s %s %s", problem.Severity, problem.Field, problem.Code))
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("problems %q, want %q", got, test.want)
			}
		})
	}
}

// A test of both logins takes what servers there are, unless a product needs
// both.
func TestBothLoginsOfOneServer(t *testing.T) {
	p := mailcore.NewProfile()
	p.Outgoing.Host, p.Outgoing.User, p.Outgoing.Password = "smtp.example.jp", "u", "p"
	if err := products.Testable(p, mailcore.LoginsScope); err != nil || len(mailcore.Errors(products.Problems(p, mailcore.LoginsScope))) > 0 {
		t.Errorf("sending alone: %v, %v", err, mailcore.Errors(products.Problems(p, mailcore.LoginsScope)))
	}
	p.Products = []mailcore.Product{products.Garoon}
	if err := products.Testable(p, mailcore.LoginsScope); err == nil || len(mailcore.Errors(products.Problems(p, mailcore.LoginsScope))) == 0 {
		t.Errorf("products.Garoon without a receiving server: %v, %v", err, mailcore.Errors(products.Problems(p, mailcore.LoginsScope)))
	}
	if err := products.Testable(p, mailcore.ReceiveScope); err == nil {
		t.Error("receiving without such a server can be tested")
	}
}

func TestTestable(t *testing.T) {
	with := func(change func(*mailcore.Profile)) mailcore.Profile {
		p := mailcore.NewProfile()
		p.Outgoing.Host = "mail.example.jp"
		change(&p)
		return p
	}
	tests := []struct {
		profile mailcore.Profile
		scope   mailcore.Scope
		want    mailcore.Reason
	}{
		{with(func(*mailcore.Profile) {}), mailcore.LoginScope, ""},
		{with(func(*mailcore.Profile) {}), mailcore.ReceiveScope, mailcore.NoIncoming},
		{with(func(*mailcore.Profile) {}), mailcore.RoundTripScope, mailcore.NoIncoming},
		{with(func(p *mailcore.Profile) { p.Outgoing.BuiltIn = true }), mailcore.LoginScope, mailcore.NothingToTest},
		{with(func(p *mailcore.Profile) { p.Outgoing.BuiltIn, p.Incoming.Protocol = true, mailcore.IMAP }), mailcore.ReceiveScope, ""},
		{with(func(p *mailcore.Profile) { p.OAuth = mailcore.Google }), mailcore.LoginScope, mailcore.NotSetUp},
		{with(func(p *mailcore.Profile) { p.OAuth, p.Outgoing.User = mailcore.Google, "taro@example.jp" }), mailcore.LoginScope, ""},
		{with(func(p *mailcore.Profile) { p.Outgoing.Host, p.Incoming.Protocol = "", mailcore.POP3 }), mailcore.LoginScope, mailcore.NoOutgoing},
		{with(func(p *mailcore.Profile) { p.Outgoing.Host = "" }), mailcore.LoginScope, ""}, // the test says what is missing
	}
	for _, test := range tests {
		got, _ := errors.AsType[*mailcore.NoTest](products.Testable(test.profile, test.scope))
		if (got == nil) != (test.want == "") || got != nil && got.Reason != test.want {
			t.Errorf("%+v to %s: %v, want %q", test.profile.Outgoing, test.scope, got, test.want)
		}
	}
}

func TestLacksPassword(t *testing.T) {
	p := mailcore.NewProfile()
	p.Outgoing.Host, p.Outgoing.User = "mail.example.jp", "taro"
	if !products.LacksPassword(p, mailcore.LoginScope) || products.LacksPassword(p, mailcore.ConnectScope) {
		t.Error("a login needs a password, a connection none")
	}
	if p.Outgoing.Password = "himitsu"; products.LacksPassword(p, mailcore.LoginScope) {
		t.Error("there is a password")
	}
	p.Outgoing.Password, p.Outgoing.Host = "", "a b"
	if products.LacksPassword(p, mailcore.LoginScope) {
		t.Error("a host name that is none matters more")
	}
}

// What a product does not keep as it was typed is said before anything is sent.
func TestNotKept(t *testing.T) {
	for _, test := range []struct {
		user, password, from string
		want                 string
	}{
		{"taro", "himitsu-1", "taro@example.jp", ""},
		{"taro", "Kx7<pQ2vLm", "taro@example.jp", "outgoing.password spoils-password"},
		{"taro", "pa>ss", "taro@example.jp", "outgoing.password spoils-password"},
		{"taro", "a&#65;b", "taro@example.jp", "outgoing.password spoils-password"},
		{"taro", "on1x=2 onload=1", "taro@example.jp", "outgoing.password spoils-password"},
		{"taro", "[abc", "taro@example.jp", "outgoing.password spoils-password"},
		{"taro", "{abc", "taro@example.jp", "outgoing.password spoils-password"},
		{"taro", "$ve$abc", "taro@example.jp", "outgoing.password spoils-password"},
		{"taro", `a&b"c'd 合言葉[{`, "taro@example.jp", ""},
		{"a&b", "himitsu-1", "taro@example.jp", "outgoing.user spoils-user"},
		{"taro", "himitsu-1", "a.very.long.name.of.a.department@office.example.co.jp", "from sender-long"},
		{"taro", "himitsu-1", "taro", "from sender-whole"},
		{"taro", "himitsu-1", "太郎@example.jp", "from sender-ascii"},
	} {
		p := mailcore.NewProfile()
		p.Products = []mailcore.Product{products.Vtiger}
		p.Outgoing.Host, p.Outgoing.User, p.Outgoing.Password, p.From = "smtp.example.jp", test.user, mailcore.Secret(test.password), test.from
		var got []string
		for _, problem := range products.Problems(p, "") {
			if problem.Args["product"] != "" {
				got = append(got, problem.Field+" "+problem.Code)
				if problem.Severity != mailcore.Warning {
					t.Errorf("%s is a %s", problem.Code, problem.Severity)
				}
			}
		}
		if strings.Join(got, ", ") != test.want {
			t.Errorf("%q, %q, %q: %q, want %q", test.user, test.password, test.from, got, test.want)
		}
	}
}

func TestSourcesOfRules(t *testing.T) {
	for _, s := range products.Screens() {
		for _, aspect := range products.Aspects {
			if s.Mailer.Sources[aspect] == "" {
				t.Errorf("%s: nobody says where its %s was read", s.ID, aspect)
			}
		}
		if len(s.Mailer.Sources) != len(products.Aspects) || len(s.Mailer.Encryption) == 0 {
			t.Errorf("%s: sources %v", s.ID, s.Mailer.Sources)
		}
	}
}

func TestPicks(t *testing.T) {
	vtiger, _ := products.For(products.Vtiger)
	if got := vtiger.Mailer.Picks(mailcore.PLAIN, mailcore.LOGIN); !slices.Equal(got, []mailcore.AuthMethod{mailcore.LOGIN}) {
		t.Errorf("Vtiger picks %v", got)
	}
	garoon, _ := products.For(products.Garoon)
	if got := garoon.Mailer.Picks(mailcore.SCRAMSHA256, mailcore.PLAIN, mailcore.CRAMMD5); !slices.Equal(got, []mailcore.AuthMethod{mailcore.PLAIN, mailcore.CRAMMD5}) {
		t.Errorf("Garoon can be told %v", got)
	}
}
