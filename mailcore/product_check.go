package mailcore

import (
	"slices"
)

// cloudy lists the products that reach a server from the internet.
var cloudy = []Product{Cybozu, MailShare, Garoon}

// Cloud reports whether p will be typed into a product that reaches the server
// from the internet, and not from this computer.
func (p Profile) Cloud() bool {
	return slices.ContainsFunc(p.Products, func(id Product) bool { return slices.Contains(cloudy, id) })
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
