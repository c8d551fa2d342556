package papers

import (
	"slices"
	"strings"
	"testing"

	"todoku/mailcore"
	"todoku/mailcore/products"
)

// simple returns a server that passed as every product sends, and that each
// product but Zaion'nex can be told all of.
func simple() mailcore.Profile {
	p := mailcore.NewProfile()
	p.Code, p.Name = "office", "本社"
	p.Outgoing.Host, p.Outgoing.Port, p.Outgoing.Encryption = "smtp.example.jp", 465, mailcore.TLS
	p.Outgoing.User, p.Outgoing.Password, p.Outgoing.Auth = "taro", "himitsu", mailcore.PLAIN
	p.Incoming.Protocol, p.Incoming.Host, p.Incoming.Port, p.Incoming.Encryption = mailcore.POP3, "pop.example.jp", 995, mailcore.TLS
	p.Incoming.User, p.Incoming.Password, p.Incoming.Auth = "taro", "himitsu", mailcore.USER
	p.From, p.TestTo, p.Site = "taro@example.jp", "hanako@example.jp", "https://www.example.jp"
	return p
}

// passed notes on p that its test passed, in the way of those products.
func passed(p mailcore.Profile, by ...mailcore.Product) mailcore.Profile {
	p.Verified = mailcore.Verified{Hash: p.Hash(), Scope: mailcore.SendScope, At: now, OK: true, For: by}
	return p
}

// A pass is headed as one where the product did it that way and can be told
// all of it, and nowhere else: on the screen, and on every paper.
func TestAPassIsHeadedWhereTheProductCanUseIt(t *testing.T) {
	speak(t, "ja")
	type edit func(*mailcore.Profile)
	every := products.IDs
	but := func(ids ...mailcore.Product) []mailcore.Product {
		return slices.DeleteFunc(slices.Clone(every), func(id mailcore.Product) bool { return slices.Contains(ids, id) })
	}
	for _, c := range []struct {
		name   string
		edit   edit
		passed []mailcore.Product // headed 合格
	}{
		{"TLS and PLAIN", func(*mailcore.Profile) {}, but(products.Zaionnex)},
		{"no encryption", func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Outgoing.Port = mailcore.NoEncryption, 25 }, every},
		{"POP before SMTP", func(p *mailcore.Profile) { p.Outgoing.PopBefore.Use = true }, []mailcore.Product{products.Copier}},
		{"SCRAM", func(p *mailcore.Profile) { p.Outgoing.Auth = mailcore.SCRAMSHA256 }, nil},
		{"OAuth", func(p *mailcore.Profile) { p.OAuth, p.Outgoing.Auth = mailcore.OwnOAuth, mailcore.XOAUTH2 }, []mailcore.Product{products.MailShare}},
		{"a pinned certificate", func(p *mailcore.Profile) { p.Pin = strings.Repeat("ab", 32) }, nil},
		{"an account that Vtiger changes", func(p *mailcore.Profile) { p.Outgoing.User = "a&b" }, but(products.Zaionnex, products.Vtiger)},
		{"inside the office", func(p *mailcore.Profile) { p.Outgoing.Host = "192.168.0.10" }, but(products.Zaionnex, products.Cybozu, products.MailShare, products.Garoon)},
		{"no server to receive with", func(p *mailcore.Profile) { p.Incoming = mailcore.Incoming{} }, but(products.Zaionnex, products.MailShare, products.Garoon)},
	} {
		p := simple()
		c.edit(&p)
		p = passed(p, every...)
		var headed []mailcore.Product
		for _, id := range every {
			s, _ := NewSheet(p, id, now)
			says := strings.Contains(s.Stamp, "合格")
			if says != (s.Standing == string(mailcore.Proven)) {
				t.Errorf("%s, %s: %q is %s", c.name, id, s.Stamp, s.Standing)
			}
			for _, f := range []Format{Text, CSV, Markdown, HTML} {
				if paper := string(s.As(f)); !strings.Contains(paper, s.Stamp) || !says && strings.Contains(paper, "合格（") {
					t.Errorf("%s, %s as %s: headed otherwise than %q", c.name, id, f, s.Stamp)
				}
			}
			if says {
				headed = append(headed, id)
			}
		}
		if !slices.Equal(headed, c.passed) {
			t.Errorf("%s: 合格 for %q, want %q", c.name, headed, c.passed)
		}
	}
}

// What passed in our own way, or in another product's, is no pass for this one.
func TestAPassOfAnotherWayIsNone(t *testing.T) {
	speak(t, "ja")
	for _, id := range products.IDs {
		others := slices.DeleteFunc(slices.Clone(products.IDs), func(other mailcore.Product) bool { return other == id })
		want := string(mailcore.OtherWay)
		if id == products.Zaionnex {
			want = string(mailcore.NoPlace)
		}
		if s, _ := NewSheet(passed(simple(), others...), id, now); s.Standing != want || strings.Contains(s.Stamp, "合格") {
			t.Errorf("%s: %s, %q", id, s.Standing, s.Stamp)
		}
	}
}

// What the product would do otherwise stands at its row, and not only above it.
func TestSheetSaysWhatTheProductMakesOfAValue(t *testing.T) {
	speak(t, "ja")
	p := simple()
	p.Outgoing.User, p.Outgoing.Host = "a&b", "192.168.0.10"
	for id, key := range map[mailcore.Product]string{products.Vtiger: "user", products.Cybozu: "host"} {
		s, _ := NewSheet(passed(p, id), id, now)
		i := slices.IndexFunc(s.Rows, func(r Row) bool { return r.Key == key })
		if i < 0 || len(s.Rows[i].Obstacles) == 0 {
			t.Errorf("%s says nothing at %q: %+v", id, key, s.Rows)
		}
	}
}
