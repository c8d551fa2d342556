package mailcore

import "slices"

// A Product is a program into whose settings screen a server will be typed
// (使う製品). The values are written to files and given on the command line.
type Product string

// The five products.
const (
	Cybozu    Product = "cybozu"     // cybozu.com システムメール
	MailShare Product = "mail-share" // kintone メール共有オプション
	Zaionnex  Product = "zaionnex"   // Zaion'nex
	Vtiger    Product = "vtiger"     // Vtiger CRM, F-RevoCRM
	Garoon    Product = "garoon"     // Garoon, cloud
)

// Products lists the products in the order in which they are offered.
var Products = []Product{Cybozu, MailShare, Zaionnex, Vtiger, Garoon}

// mechanisms lists what each product can be told to log in with for sending,
// as its manual has it (REQUIREMENTS CY-09, MS-19, ZN-04, VT-06, GR-10).
var mechanisms = map[Product][]AuthMethod{
	Cybozu:    {PLAIN, LOGIN, CRAMMD5},
	MailShare: {PLAIN, LOGIN, CRAMMD5, DIGESTMD5},
	Zaionnex:  {LOGIN, PLAIN, NTLM, CRAMMD5},
	Vtiger:    {PLAIN, LOGIN, CRAMMD5},
	Garoon:    {PLAIN, LOGIN, CRAMMD5, DIGESTMD5},
}

// incomingMechanisms is how the products that receive log in to do so: simply,
// or by APOP where that is ticked (MS-14, GR-17).
var incomingMechanisms = []AuthMethod{APOP, USER, PLAIN, LOGIN}

// Mechanisms lists what the product can log in with on a side, in no order;
// nothing where it never talks to such a server.
func (id Product) Mechanisms(side Side) []AuthMethod {
	switch {
	case side != IncomingSide:
		return mechanisms[id]
	case slices.Contains(receivers, id):
		return incomingMechanisms
	}
	return nil
}

// receivers lists the products that receive mail too.
var receivers = []Product{MailShare, Garoon}

// Automatic returns in which order 自動 tries the mechanisms that are given
// strongest first: those that all products of p can be told come before the
// others, so that a test proves what will be typed in.
func (p Profile) Automatic(side Side, strength []AuthMethod) []AuthMethod {
	foreign := func(m AuthMethod) int {
		if slices.ContainsFunc(p.Products, func(id Product) bool {
			known := id.Mechanisms(side)
			return len(known) > 0 && !slices.Contains(known, m)
		}) {
			return 1
		}
		return 0
	}
	return slices.SortedStableFunc(slices.Values(strength), func(a, b AuthMethod) int { return foreign(a) - foreign(b) })
}

// UsualScope is how far servers are tested together when nobody says: to each
// login that the products of one of them need.
func UsualScope(profiles []Profile) Scope {
	if slices.ContainsFunc(profiles, Profile.NeedsBoth) {
		return LoginsScope
	}
	return LoginScope
}

// NeedsBoth reports whether p will be typed into a product that sends and
// receives by it.
func (p Profile) NeedsBoth() bool {
	return slices.ContainsFunc(p.Products, func(id Product) bool { return slices.Contains(receivers, id) })
}
