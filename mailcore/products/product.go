package products

import (
	"slices"

	"todoku/mailcore"
)

// The products whose screens are known. The values are written to files.
const (
	Cybozu    mailcore.Product = "cybozu"     // cybozu.com システムメール
	MailShare mailcore.Product = "mail-share" // kintone メール共有オプション
	Zaionnex  mailcore.Product = "zaionnex"   // Zaion'nex
	Vtiger    mailcore.Product = "vtiger"     // Vtiger CRM, F-RevoCRM
	Garoon    mailcore.Product = "garoon"     // Garoon, cloud
)

// IDs lists the products in the order in which they are offered.
var IDs = ids()

func ids() []mailcore.Product {
	var all []mailcore.Product
	for _, s := range Screens {
		all = append(all, s.ID)
	}
	return all
}

// Receives reports whether the product receives mail too.
func Receives(id mailcore.Product) bool {
	s, _ := For(id)
	return s.receives()
}

func (s Screen) receives() bool {
	_, ok := s.rowOf("incoming.host")
	return ok
}

// NeedsBoth reports whether p will be typed into a product that sends and
// receives by it.
func NeedsBoth(p mailcore.Profile) bool { return slices.ContainsFunc(p.Products, Receives) }

// Cloud reports whether p will be typed into a product that reaches the server
// from the internet, and not from this computer.
func Cloud(p mailcore.Profile) bool {
	return slices.ContainsFunc(p.Products, func(id mailcore.Product) bool {
		s, _ := For(id)
		return s.Cloud
	})
}

// incomingMechanisms is how the products that receive log in to do so: simply,
// or by APOP where that is ticked (MS-14, GR-17).
var incomingMechanisms = []mailcore.AuthMethod{mailcore.APOP, mailcore.USER, mailcore.PLAIN, mailcore.LOGIN}

// mechanisms lists what the product can log in with on a side, in no order;
// nothing where it never talks to such a server.
func (s Screen) mechanisms(side mailcore.Side) []mailcore.AuthMethod {
	switch {
	case side != mailcore.IncomingSide:
		return s.Mailer.Mechanisms
	case s.receives():
		return incomingMechanisms
	}
	return nil
}

// Automatic returns in which order 自動 tries the mechanisms that are given
// strongest first: those that all products of p can be told come before the
// others, so that a test proves what will be typed in.
func Automatic(p mailcore.Profile, side mailcore.Side, strength []mailcore.AuthMethod) []mailcore.AuthMethod {
	foreign := func(m mailcore.AuthMethod) int {
		if slices.ContainsFunc(p.Products, func(id mailcore.Product) bool {
			s, _ := For(id)
			known := s.mechanisms(side)
			return len(known) > 0 && !slices.Contains(known, m)
		}) {
			return 1
		}
		return 0
	}
	return slices.SortedStableFunc(slices.Values(strength), func(a, b mailcore.AuthMethod) int { return foreign(a) - foreign(b) })
}

// UsualScope is how far servers are tested together when nobody says: to each
// login that the products of one of them need.
func UsualScope(profiles []mailcore.Profile) mailcore.Scope {
	if slices.ContainsFunc(profiles, NeedsBoth) {
		return mailcore.LoginsScope
	}
	return mailcore.LoginScope
}
