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

	WPMailSMTP mailcore.Product = "wp-mail-smtp" // WordPress with WP Mail SMTP
	Nextcloud  mailcore.Product = "nextcloud"
	Redmine    mailcore.Product = "redmine" // Redmine
	ECCube     mailcore.Product = "ec-cube" // EC-CUBE 4
	GitLab     mailcore.Product = "gitlab"  // GitLab, Linux package
	Copier     mailcore.Product = "copier"  // 複合機, of any maker
)

// IDs lists the products in the order in which they are offered: those of
// [Screens].
var IDs = []mailcore.Product{Cybozu, MailShare, Zaionnex, Vtiger, Garoon, WPMailSMTP, Nextcloud, Redmine, ECCube, GitLab, Copier}

// shown says which products are offered; nil means all.
var shown func(mailcore.Product) bool

// Offer leaves out of the lists on the screen what approve does not want.
// It is called at the start.
func Offer(approve func(mailcore.Product) bool) { shown = approve }

// Offered lists the products that are offered.
func Offered() []mailcore.Product {
	return slices.DeleteFunc(slices.Clone(IDs), func(id mailcore.Product) bool { return shown != nil && !shown(id) })
}

// Receives reports whether the product receives mail too.
func Receives(id mailcore.Product) bool {
	s, _ := For(id)
	return s.receives()
}

func (s Screen) receives() bool { return s.Has("incoming.host") }

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

// UsualScope is how far servers are tested together when nobody says: to each
// login that the products of one of them need.
func UsualScope(profiles []mailcore.Profile) mailcore.Scope {
	if slices.ContainsFunc(profiles, NeedsBoth) {
		return mailcore.LoginsScope
	}
	return mailcore.LoginScope
}
