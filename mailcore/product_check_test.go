package mailcore

import (
	"fmt"
	"slices"
	"testing"
)

func TestInside(t *testing.T) {
	for host, want := range map[string]bool{
		"192.168.1.10": true, "10.0.0.1": true, "172.16.0.1": true, "127.0.0.1": true, "169.254.1.1": true, "100.64.1.1": true,
		"[::1]": true, "fd00::1": true, "fe80::1": true, "::ffff:10.0.0.1": true, "0.0.0.0": true,
		"mailhost": true, "mail.": true, "Mail.LOCAL": true, "mx.office.lan.": true, "smtp.corp.internal": true, "localhost": true,
		"": false, "smtp.example.jp": false, "smtp.example.jp.": false, "192.0.2.10": false, "2001:db8::1": false, "172.32.0.1": false, "local.example.jp": false,
	} {
		if got := inside(host); got != want {
			t.Errorf("inside(%q) = %t, want %t", host, got, want)
		}
	}
}

func TestProductChecks(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*Profile)
		scope  Scope
		want   []string
	}{
		{"no product", func(p *Profile) { p.Outgoing.Host = "mailhost" }, "", nil},
		{"in the office", func(p *Profile) { p.Outgoing.Host, p.Products = "mailhost", []Product{Zaionnex, Vtiger} }, "", nil},
		{"practice", func(p *Profile) {
			p.Outgoing.Host, p.Products, p.Practice = "127.0.0.1", []Product{Garoon}, true
		}, "", nil},
		{"cybozu.com", func(p *Profile) { p.Outgoing.Host, p.Products = "mailhost", []Product{Vtiger, Cybozu} }, "", []string{"warning outgoing.host host-inside"}},
		{"both sides", func(p *Profile) {
			p.Outgoing.Host, p.Incoming.Protocol, p.Incoming.Host, p.Products = "192.168.0.1", POP3, "pop.local", []Product{MailShare}
		}, "", []string{"warning outgoing.host host-inside", "warning incoming.host host-inside"}},
		{"reached from outside", func(p *Profile) { p.Products = []Product{Garoon} }, "", nil},
		{"unknown", func(p *Profile) { p.Products = []Product{"notes"} }, "", []string{"error products product-unknown"}},
		{"built-in, kept", func(p *Profile) { p.Outgoing.BuiltIn, p.Outgoing.Host, p.Products = true, "", []Product{Cybozu} }, "", nil},
		{"built-in, tested", func(p *Profile) { p.Outgoing.BuiltIn, p.Outgoing.Host = true, "" }, ConnectScope, []string{"error outgoing.built_in built-in"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := NewProfile()
			p.Outgoing.Host = "smtp.example.jp"
			test.change(&p)
			var got []string
			for _, problem := range p.Check(test.scope) {
				got = append(got, fmt.Sprintf("%s %s %s", problem.Severity, problem.Field, problem.Code))
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("problems %q, want %q", got, test.want)
			}
		})
	}
}
