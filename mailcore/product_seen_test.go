package mailcore

import (
	"slices"
	"testing"
)

// productCodes are what is worth knowing because of a product.
var productCodes = []Code{"product-tls", "product-certificate", "product-uidl", "product-elsewhere"}

func TestProductObservations(t *testing.T) {
	passed := Result{Side: OutgoingSide, Step: Connect, State: Passed}
	for _, test := range []struct {
		name     string
		products []Product
		practice bool
		result   Result
		want     []Code
	}{
		{"no product", nil, false, passed, nil},
		{"in the office", []Product{Zaionnex, Vtiger}, false, passed, nil},
		{"all is well", []Product{Garoon, Cybozu}, false, passed, []Code{"product-elsewhere"}},
		{"practice", []Product{Garoon}, true, passed, nil},
		{"not ended", []Product{Garoon}, false, Result{State: Pending}, nil},
		{"no version in common", []Product{Garoon}, false, Result{Step: Handshake, State: Failed, Fault: TLSVersion}, []Code{"product-tls"}},
		{"an old version", []Product{Garoon}, false, Result{Step: Handshake, State: Passed, Facts: map[string]string{"tls-version": "TLS 1.1"}}, []Code{"product-tls", "product-elsewhere"}},
		{"a new version", []Product{Garoon}, false, Result{Step: Handshake, State: Passed, Facts: map[string]string{"tls-version": "TLS 1.3"}}, []Code{"product-elsewhere"}},
		{"pinned", []Product{MailShare}, false, Result{Side: IncomingSide, Step: Certificate, State: Passed, Facts: map[string]string{"verified": "pin"}}, []Code{"product-certificate", "product-elsewhere"}},
		{"no UIDL", []Product{MailShare}, false, Result{Side: IncomingSide, Step: UIDL, State: Failed, Fault: Replied}, []Code{"product-uidl"}},
		{"no UIDL, Garoon", []Product{Garoon}, false, Result{Side: IncomingSide, Step: UIDL, State: Failed, Fault: Replied}, nil},
	} {
		r := Report{Profile: NewProfile(), Results: []Result{test.result}}
		r.Profile.Products, r.Profile.Practice = test.products, test.practice
		var got []Code
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
