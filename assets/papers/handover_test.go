package papers

import (
	"strings"
	"testing"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/ends"
	"todoku/mailcore/past"
	"todoku/mailcore/products"
)

// several are servers as an office has them.
func several(now time.Time) ([]mailcore.Profile, LedgerKnown) {
	profiles := make([]mailcore.Profile, 4)
	for i := range profiles {
		profiles[i] = mailcore.NewProfile()
		p := &profiles[i]
		p.ID, p.Code = string(rune('a'+i)), "mail"+string(rune('1'+i))
		p.Outgoing.Host, p.Outgoing.User, p.From = "smtp.example.jp", "taro@example.jp", "taro@example.jp"
		p.Outgoing.Password = "himitsu-no-kotoba"
	}
	copier, garoon, relay, practice := &profiles[0], &profiles[1], &profiles[2], &profiles[3]
	copier.Name, copier.Products = "二階の複合機", []mailcore.Product{products.Copier}
	copier.Office = mailcore.Office{Person: "山田", Department: "総務部", Supplier: "Example ネット", Contract: "K-778", Phone: "0120-000-000", Memo: "夜間は電源が切れます。\n月曜の朝に確かめます。"}
	copier.Outgoing.HELO, copier.Outgoing.Timeout, copier.Outgoing.SizeLimit = "copier.example.jp", 60, 10
	garoon.Name, garoon.Products, garoon.OAuth, garoon.Outgoing.Auth = "Garoon", []mailcore.Product{products.Garoon}, mailcore.Microsoft, mailcore.XOAUTH2
	relay.Name, relay.Pin, relay.Outgoing.Port, relay.Outgoing.Auth = "社内の中継", strings.Repeat("ab", 32), 2525, mailcore.NoAuth
	practice.Practice = true
	proof := func(p *mailcore.Profile, ok bool, days int) {
		p.Verified = mailcore.Verified{Hash: p.Hash(), Scope: mailcore.LoginScope, At: now.AddDate(0, 0, -days), OK: ok, For: p.Products}
	}
	proof(copier, true, 1)
	proof(relay, false, 3)
	test := func(p *mailcore.Profile, ok bool, days int) past.Test {
		t := past.Test{Server: p.ID, At: now.AddDate(0, 0, -days), OK: ok, Hash: p.Hash()}
		if !ok {
			t.Step, t.Fault = mailcore.Certificate, mailcore.SelfSigned
		}
		return t
	}
	return profiles, LedgerKnown{
		Known: Known{
			Known: ends.Known{
				Now: now, PasswordDays: 100, Saved: map[string]time.Time{"a/outgoing": now.AddDate(0, 0, -95)},
				Certificates: map[string]ends.Seen{"a": {At: now, Until: now.AddDate(0, 0, 40)}},
			},
			Tests: past.Sorted([]past.Test{test(copier, true, 1), test(copier, true, 20), test(copier, false, 25), test(relay, false, 3), test(relay, true, 60)}),
		},
		Place: "vault", Pieces: []string{"roots", "oauth"},
	}
}

func papersOfAll(now time.Time) map[string]interface{ As(Format) []byte } {
	profiles, k := several(now)
	leans := []ReceiptLean{{Kind: "roots", Text: "authorities-1.pem", There: true}, {Kind: "oauth", Text: "Microsoft"}}
	return map[string]interface{ As(Format) []byte }{
		"review": NewReview(profiles, k.Known, now.AddDate(0, 0, -30)), "ledger": NewLedger(profiles, k), "receipt": NewReceipt(profiles, leans, now),
	}
}

func TestPapersOfAll(t *testing.T) {
	for _, lang := range []string{"ja", "en"} {
		speak(t, lang)
		for name, paper := range papersOfAll(now) {
			for _, f := range []Format{Text, Markdown, HTML, JSON} {
				text := paper.As(f)
				if strings.Contains(string(text), "himitsu") {
					t.Errorf("%s as %s holds a password", name, f)
				}
				golden(t, name+"."+lang+f.Extension(), text)
			}
			if paper.As("pdf") != nil {
				t.Errorf("%s in a format that is none", name)
			}
		}
	}
}

// A receipt is complete where all is there and passes, and only there.
func TestReceiptIsComplete(t *testing.T) {
	speak(t, "ja")
	profiles, _ := several(now)
	copier, relay := profiles[0], profiles[2]
	there, gone := []ReceiptLean{{Kind: "roots", There: true}}, []ReceiptLean{{Kind: "roots"}}
	builtIn := mailcore.NewProfile()
	builtIn.Outgoing.BuiltIn = true
	for _, c := range []struct {
		name     string
		profiles []mailcore.Profile
		leans    []ReceiptLean
		ok       bool
	}{
		{"all passes", []mailcore.Profile{copier}, there, true},
		{"beside what is built in", []mailcore.Profile{copier, builtIn}, nil, true},
		{"one fails", []mailcore.Profile{copier, relay}, there, false},
		{"an authority is missing", []mailcore.Profile{copier}, gone, false},
		{"nothing", nil, there, false},
	} {
		if r := NewReceipt(c.profiles, c.leans, now); r.OK != c.ok {
			t.Errorf("%s: %t", c.name, r.OK)
		}
	}
}

// What nobody wrote down, and what hostile names do, is seen on no paper.
func TestPapersOfStrangeNames(t *testing.T) {
	speak(t, "ja")
	p := mailcore.NewProfile()
	p.ID, p.Name, p.Office.Memo, p.Office.Supplier = "a", "<script>alert(1)</script>\x1b[31m", "</td><b>\x00", "=1+1"
	for name, paper := range map[string]interface{ As(Format) []byte }{
		"review": NewReview([]mailcore.Profile{p}, Known{Known: ends.Known{Now: now}}, now), "ledger": NewLedger([]mailcore.Profile{p}, LedgerKnown{Known: Known{Known: ends.Known{Now: now}}, Place: "ask"}),
		"receipt": NewReceipt([]mailcore.Profile{p}, nil, now),
	} {
		if text := string(paper.As(HTML)); strings.Contains(text, "<script") || strings.Contains(text, "<b>") || strings.ContainsAny(text, "\x00\x1b") {
			t.Errorf("%s: %s", name, text)
		}
	}
}
