//go:build lab

package lab

import (
	"context"
	"testing"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/lab/mailers"
	"todoku/mailcore/products"
)

// TestSheetsSend types what the sheet of a passed test says into the library
// that the product sends with: a mail has to arrive, through real Postfix.
func TestSheetsSend(t *testing.T) {
	for _, l := range mailers.Ruled {
		t.Run(string(l.Product), func(t *testing.T) {
			for port, encryption := range map[string]mailcore.Encryption{"submission": mailcore.STARTTLS, "smtps": mailcore.TLS, "smtp": mailcore.NoEncryption} {
				p := profile(port, Accounts[0])
				p.Products, p.Site, p.Outgoing.HELO = []mailcore.Product{l.Product}, "https://crm.lab.test/", ""
				p.Outgoing.Encryption, p.Outgoing.Plaintext = encryption, true
				r := send(t, p)
				if !r.OK() {
					failure, _ := r.Failure()
					t.Errorf("%s, %s: the test says no: %+v", port, encryption, failure)
					continue
				}
				p.Verified = p.VerifiedBy(r, time.Now()) // what 自動 came to is on the sheet
				p.TestTo = lab.NewMailbox()
				if err := mailers.Send(t, l.Library, lab.CAFile, mailers.Typed(typed(t, p, l.Product))); err != nil {
					t.Errorf("%s, %s: what the sheet says does not send: %v", port, encryption, err)
					continue
				}
				ctx, cancel := context.WithTimeout(t.Context(), limit)
				if _, err := lab.Arrived(ctx, p.TestTo); err != nil {
					t.Errorf("%s, %s: %v", port, encryption, err)
				}
				cancel()
			}
		})
	}
}

// typed fills an empty screen of a product with what the sheet of p says. The
// password comes from p, as from the paper of whoever types.
func typed(t *testing.T, p mailcore.Profile, id mailcore.Product) mailcore.Profile {
	t.Helper()
	sheet, _ := products.NewSheet(p, id)
	q := mailcore.NewProfile()
	q.TestTo, q.Site = p.TestTo, p.Site
	for _, e := range sheet.Entries {
		if e.Row.Write == nil || e.Blank {
			continue
		}
		if !e.OK {
			t.Errorf("the sheet cannot say %s", e.Row.Key)
		} else if err := e.Row.Write(&q, e.Value); err != nil {
			t.Errorf("%s takes no %q: %v", e.Row.Key, e.Value, err)
		}
	}
	q.Outgoing.Password = p.Outgoing.Password
	return q
}
