package cause

import (
	"slices"
	"testing"

	"todoku/mailcore"
	"todoku/mailcore/products"
)

// productCodes are what is worth knowing because of a product.
var productCodes = []mailcore.Code{"product-tls", "product-certificate", "product-uidl", "product-elsewhere"}

func TestProductObservations(t *testing.T) {
	passed := mailcore.Result{Side: mailcore.OutgoingSide, Step: mailcore.Connect, State: mailcore.Passed}
	for _, test := range []struct {
		name     string
		products []mailcore.Product
		practice bool
		result   mailcore.Result
		want     []mailcore.Code
	}{
		{"no product", nil, false, passed, nil},
		{"in the office", []mailcore.Product{products.Zaionnex, products.Vtiger}, false, passed, nil},
		{"all is well", []mailcore.Product{products.Garoon, products.Cybozu}, false, passed, []mailcore.Code{"product-elsewhere"}},
		{"practice", []mailcore.Product{products.Garoon}, true, passed, nil},
		{"not ended", []mailcore.Product{products.Garoon}, false, mailcore.Result{State: mailcore.Pending}, nil},
		{"no version in common", []mailcore.Product{products.Garoon}, false, mailcore.Result{Step: mailcore.Handshake, State: mailcore.Failed, Fault: mailcore.TLSVersion}, []mailcore.Code{"product-tls"}},
		{"an old version", []mailcore.Product{products.Garoon}, false, mailcore.Result{Step: mailcore.Handshake, State: mailcore.Passed, Facts: map[string]string{"tls-version": "TLS 1.1"}}, []mailcore.Code{"product-tls", "product-elsewhere"}},
		{"a new version", []mailcore.Product{products.Garoon}, false, mailcore.Result{Step: mailcore.Handshake, State: mailcore.Passed, Facts: map[string]string{"tls-version": "TLS 1.3"}}, []mailcore.Code{"product-elsewhere"}},
		{"pinned", []mailcore.Product{products.MailShare}, false, mailcore.Result{Side: mailcore.IncomingSide, Step: mailcore.Certificate, State: mailcore.Passed, Facts: map[string]string{"verified": "pin"}}, []mailcore.Code{"product-certificate", "product-elsewhere"}},
		{"no UIDL", []mailcore.Product{products.MailShare}, false, mailcore.Result{Side: mailcore.IncomingSide, Step: mailcore.UIDL, State: mailcore.Failed, Fault: mailcore.Replied}, []mailcore.Code{"product-uidl"}},
		{"no UIDL, Garoon", []mailcore.Product{products.Garoon}, false, mailcore.Result{Side: mailcore.IncomingSide, Step: mailcore.UIDL, State: mailcore.Failed, Fault: mailcore.Replied}, nil},
	} {
		r := mailcore.Report{Profile: mailcore.NewProfile(), Results: []mailcore.Result{test.result}}
		r.Profile.Products, r.Profile.Practice = test.products, test.practice
		var got []mailcore.Code
		for _, f := range Diagnose(r) {
			if slices.Contains(productCodes, f.Code) {
				got = append(got, f.Code)
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}
