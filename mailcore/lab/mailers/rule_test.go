//go:build lab

package mailers

import (
	"cmp"
	"crypto/x509"
	"slices"
	"strings"
	"testing"

	"todoku/mailcore"
	"todoku/mailcore/products"
	"todoku/mailcore/steps"
)

// unruled are the cases that Todoku never lets come to sending, whatever the
// product, or that are about how a file is written.
var unruled = []string{
	"ログインできる中継サーバー、パスワードは空",  // a test wants the password
	"taro@example.jp の後ろに空白", // the space is taken away before the product sees it
	"全角 ｔａｒｏ＠example.jp",
}

// TestRules holds each product's rule against its real mailer: the same case,
// sent by a test in the product's way, has to fare alike.
func TestRules(t *testing.T) {
	for _, r := range Ruled {
		t.Run(r.Library, func(t *testing.T) {
			t.Parallel()
			compared, alike := 0, 0
			for _, g := range Matrix {
				for _, c := range g.Cases {
					if !c.concerns(library(r.Library)) || c.Settings.DSN != "" || c.Settings.NoVerify || c.Settings.NoAutoTLS || slices.Contains(slices.Concat(unruled, r.Own), c.Name) {
						continue
					}
					real := seenBy(t, library(r.Library), c)
					if real == nil {
						continue
					}
					compared++
					rule := byRule(t, r.Product, c)
					bundled := slices.ContainsFunc(Differences, func(d Difference) bool { return d.Library == r.Library && d.Case == c.Name })
					if bundled { // the rule is that of the version that the product brings along
						t.Logf("not run: %s: the mailer here is %s", c.Name, library(r.Library).Version(t))
						real.EHLO = rule.EHLO
					}
					if d := different(*real, rule, c.Settings.HELO != ""); d != "" {
						t.Errorf("%s: %s", c.Name, d)
						continue
					}
					alike++
				}
			}
			t.Logf("%s: %d of %d cases alike", r.Library, alike, compared)
		})
	}
}

// different says how a test in the product's way fared otherwise than its
// mailer; "" where it did not. What came after a failure does not matter.
func different(real, rule Seen, named bool) string {
	tried := rule.Tried[:min(len(rule.Tried), len(real.Tried))] // a test goes on to tell the server from the account
	switch {
	case real.OK != rule.OK:
		return "the mailer: " + outcomeOf(real) + ", the rule: " + outcomeOf(rule)
	case !slices.Equal(real.Tried, tried):
		return "the mailer tried " + strings.Join(real.Tried, " ") + ", the rule " + strings.Join(rule.Tried, " ")
	case !real.OK:
		return ""
	case real.Encrypted != rule.Encrypted:
		return "only one was encrypted"
	case named && real.EHLO != rule.EHLO:
		return "the mailer calls itself " + real.EHLO + ", the rule " + rule.EHLO
	case real.Sender != rule.Sender:
		return "the mailer's sender is " + real.Sender + ", the rule's " + rule.Sender
	}
	return ""
}

func outcomeOf(s Seen) string {
	if s.OK {
		return "sends"
	}
	return "does not send (" + s.Error + ")"
}

// byRule sends the mail of c by a test in the way of a product.
func byRule(t *testing.T, id mailcore.Product, c Case) Seen {
	t.Helper()
	a, _ := authority()
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(a.PEM())
	var report mailcore.Report
	seen, accepted, err := watched(c, func(s Settings) {
		report = (&steps.Tester{Roots: roots}).Run(t.Context(), steps.NewPlan(s.Profile(id), mailcore.SendScope), func(mailcore.Report) {})
	})
	if err != nil {
		t.Fatal(err)
	}
	seen.OK = report.OK()
	if failure, failed := report.Failure(); failed {
		seen.Error = cmp.Or(failure.Facts["problem"], failure.Reply, string(failure.Fault))
	}
	if seen.OK != accepted {
		t.Errorf("%s: the test says %t, the server %t", c.Name, seen.OK, accepted)
	}
	return seen
}

// kinds are servers that take to encryption as the manual's tables say.
var kinds = map[products.Server]Server{
	products.Unencrypted:  {Relay: true},
	products.Offers:       {Relay: true, TLS: "starttls"},
	products.OffersBadly:  {Relay: true, TLS: "starttls", Certificate: "self-signed"},
	products.OffersVainly: {Relay: true, TLS: "refused"},
	products.Implicit:     {Relay: true, TLS: "implicit"},
}

// TestForetold holds the manual's tables of every product against tests in the
// product's way.
func TestForetold(t *testing.T) {
	for _, s := range products.Screens() {
		t.Run(string(s.ID), func(t *testing.T) {
			t.Parallel()
			foretold(t, s)
		})
	}
}

func foretold(t *testing.T, s products.Screen) {
	for encryption, manner := range s.Mailer.Encryption {
		for kind, server := range kinds {
			c := Case{Name: string(s.ID) + " " + string(encryption) + " " + string(kind), Server: server, Settings: Settings{Encryption: string(encryption), User: "-", HELO: "crm.example.jp"}}
			seen := byRule(t, s.ID, c)
			fate := products.NotSent
			switch {
			case seen.OK && seen.Encrypted:
				fate = products.Encrypted
			case seen.OK:
				fate = products.InClear
			}
			if want := s.Mailer.Foretell(manner, kind); fate != want {
				t.Errorf("%s: %s, foretold %s (%s)", c.Name, fate, want, seen.Error)
			}
		}
	}
}
