package mailcore

import (
	"net/netip"
	"slices"
	"strings"
)

// cloud lists the products that reach a server from the internet.
var cloud = []Product{Cybozu, MailShare, Garoon}

// Cloud reports whether p will be typed into a product that reaches the server
// from the internet, and not from this computer.
func (p Profile) Cloud() bool {
	return slices.ContainsFunc(p.Products, func(id Product) bool { return slices.Contains(cloud, id) })
}

func (r Report) cloud() bool { return r.Profile.Cloud() && !r.Profile.Practice }

func (r Report) into(id Product) bool { return slices.Contains(r.Profile.Products, id) }

// oldTLS reports whether a server speaks nothing that Garoon would (GR-01,
// GR-02: 1.2 and 1.3).
func oldTLS(r Report) bool {
	return slices.ContainsFunc(r.Results, func(res Result) bool {
		return res.Fault == TLSVersion || slices.Contains([]string{"TLS 1.0", "TLS 1.1"}, res.Facts["tls-version"])
	})
}

// pinned reports whether a certificate passed only because the user trusts it
// by its fingerprint, of which a product knows nothing.
func pinned(r Report) bool {
	return slices.ContainsFunc(r.Results, func(res Result) bool { return res.Facts["verified"] == "pin" })
}

// products judges p by the products into which it will be typed. What their
// screens have no place for is for package products to say.
func (c *checker) products() {
	p := c.profile
	for _, id := range p.Products {
		known(c, "products", "product-unknown", id, Products)
	}
	if p.Outgoing.BuiltIn && c.sends() {
		c.add(Error, "outgoing.built_in", "built-in")
	}
	if !p.Cloud() || p.Practice {
		return
	}
	if !p.Outgoing.BuiltIn && inside(p.Outgoing.Host) {
		c.add(Warning, "outgoing.host", "host-inside", "host", p.Outgoing.Host)
	}
	if p.Incoming.Protocol != "" && inside(p.Incoming.Host) {
		c.add(Warning, "incoming.host", "host-inside", "host", p.Incoming.Host)
	}
}

// inside reports whether host can be reached from inside an office only: a
// product in the cloud refuses it (kintone's errors 1123 and 1124).
func inside(host string) bool {
	host = strings.TrimSuffix(strings.Trim(host, "[]"), ".")
	if a, err := netip.ParseAddr(host); err == nil {
		return insideAddress(a.Unmap())
	}
	name := strings.ToLower(host)
	label := !strings.Contains(name, ".") && name != ""
	return label || slices.ContainsFunc(insideDomains, func(d string) bool { return strings.HasSuffix(name, d) })
}

// insideDomains are the ends of names that no public DNS knows (RFC 6761, RFC
// 6762, RFC 8375, RFC 9476, and what routers and offices use).
var insideDomains = []string{".local", ".localhost", ".localdomain", ".lan", ".intranet", ".internal", ".home.arpa", ".test", ".invalid"}

// sharedAddresses are given out behind carriers' address translation (RFC 6598).
var sharedAddresses = netip.MustParsePrefix("100.64.0.0/10")

func insideAddress(a netip.Addr) bool {
	return a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() || a.IsUnspecified() || sharedAddresses.Contains(a)
}
