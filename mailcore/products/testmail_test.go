package products_test

import (
	"strings"
	"testing"

	"todoku/mailcore"
	"todoku/mailcore/products"
)

// TestTestMailFor: a mail is never for a product that nobody named.
func TestTestMailFor(t *testing.T) {
	both := products.TestMailFor([]mailcore.Product{products.Zaionnex, products.Garoon})
	if both.Subject != "[Todoku] Test Mail: Zaion'nex, Garoon" || strings.Contains(both.Body, "Zaion") {
		t.Error(both)
	}
	for _, s := range products.Screens() {
		mail := products.TestMailFor([]mailcore.Product{s.ID})
		for _, other := range products.Screens() {
			if other.ID != s.ID && strings.Contains(mail.Subject+mail.Body, other.Name) {
				t.Errorf("%s: %q names %s", s.ID, mail, other.Name)
			}
		}
		if strings.ContainsFunc(mail.Subject, func(r rune) bool { return r < ' ' || r > '~' }) {
			t.Errorf("%s: %q is no ASCII", s.ID, mail.Subject)
		}
	}
}
