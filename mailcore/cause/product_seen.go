package cause

import (
	"slices"

	"todoku/mailcore"
	"todoku/mailcore/products"
)

// cloud reports whether a test was of a server for a product in the cloud.
func cloud(r mailcore.Report) bool { return products.Cloud(r.Profile) && !r.Profile.Practice }

func into(r mailcore.Report, id mailcore.Product) bool {
	return slices.Contains(r.Profile.Products, id)
}

// oldTLS reports whether a server speaks nothing that Garoon would (GR-01,
// GR-02: 1.2 and 1.3).
func oldTLS(r mailcore.Report) bool {
	return slices.ContainsFunc(r.Results, func(res mailcore.Result) bool {
		return res.Fault == mailcore.TLSVersion || slices.Contains([]string{"TLS 1.0", "TLS 1.1"}, res.Facts["tls-version"])
	})
}

// pinned reports whether a certificate passed only because the user trusts it
// by its fingerprint, of which a product knows nothing.
func pinned(r mailcore.Report) bool {
	return slices.ContainsFunc(r.Results, func(res mailcore.Result) bool { return res.Facts["verified"] == "pin" })
}
