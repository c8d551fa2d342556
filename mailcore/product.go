package mailcore

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
