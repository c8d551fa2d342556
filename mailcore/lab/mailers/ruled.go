//go:build lab

package mailers

import (
	"cmp"
	"slices"

	"todoku/mailcore"
	"todoku/mailcore/products"
)

// Ruled are the products whose rule is held against the library that they send
// with.
var Ruled = []struct {
	Library string // as [Observe] takes it
	Product mailcore.Product
	Own     []string // cases in which the product itself steps in before its library
}{
	{"vtiger", products.Vtiger, []string{"空"}}, // the address of whoever is logged in
	{"wordpress", products.WPMailSMTP, slices.Concat(strangeSenders, []string{"2001:db8::5（IPv6 アドレス）", "営業部.example.jp（日本語の名前）"})}, // which a web server brackets and writes in ASCII
	{"nextcloud", products.Nextcloud, slices.Concat(strangeSenders, []string{"営業部.example.jp（日本語の名前）"})},                            // which a browser has written in ASCII
	{"redmine", products.Redmine, slices.Concat(rubyOwn, []string{
		"STARTTLS → TLS のないサーバー", "EHLO を知らない中継サーバー、STARTTLS", // the sheet writes enable_starttls, the driver what most files have
	})},
	{"gitlab", products.GitLab, rubyOwn},
	{"eccube", products.ECCube, []string{
		"192.0.2.5（IP アドレス）", "2001:db8::5（IPv6 アドレス）", // gets brackets
		"営業部.example.jp（日本語の名前）",                           // the sheet writes it in the letters of DNS
		"太郎@example.jp", "太郎@example.jp、サーバーは SMTPUTF8 あり", // is refused after the login, and by the rule before
	}},
}

// strangeSenders are replaced, completed or refused by those who do not leave
// that to their library.
var strangeSenders = []string{
	"taro（@ がない）", "taro@localhost（点のないドメイン）", "ta..ro@example.jp（点が続く）", "taro.@example.jp（@ の前に点）",
	"太郎@example.jp", "太郎@example.jp、サーバーは SMTPUTF8 あり", "taro@例え.jp", "空",
}

// rubyOwn are the cases of both products of Ruby in which the sheet, or the
// test, keeps from the library what it would stumble over; and those in which
// mail 2.7.1 does not heed enable_starttls_auto: false, which the sheet writes.
var rubyOwn = []string{
	"なし → STARTTLS のあるサーバー", "なし → STARTTLS のあるサーバー（localhost）", "なし → STARTTLS に 454 と答えるサーバー", "なし → STARTTLS が必須のサーバー",
	"ログインなし・なし → STARTTLS のある中継サーバー", "ログインなし・なし → STARTTLS に 454 と答える中継サーバー",
	"ログインなし・なし → STARTTLS が自己署名の中継サーバー", "ログインなし・なし → STARTTLS が別の名前の中継サーバー",
	"営業部.example.jp（日本語の名前）", "taro@例え.jp", "taro@例え.jp、サーバーは SMTPUTF8 あり",
	"空", "ta..ro@example.jp（点が続く）", "taro.@example.jp（@ の前に点）", "日本語のパスワード、CRAM-MD5",
}

// usually is what a driver says where a case names no mechanism, if not plain.
var usually = map[mailcore.Product]mailcore.AuthMethod{products.GitLab: mailcore.LOGIN}

// Profile returns the settings as Todoku keeps them for a product.
func (s Settings) Profile(id mailcore.Product) mailcore.Profile {
	p := mailcore.NewProfile()
	p.Products = []mailcore.Product{id}
	p.From, p.TestTo = s.From, s.To
	o := &p.Outgoing
	o.Host, o.Port, o.Encryption = s.Host, s.Port, mailcore.Encryption(s.Encryption)
	o.User, o.Password, o.Timeout, o.Plaintext = s.User, mailcore.Secret(s.Password), 3, true
	screen, _ := products.For(id)
	switch {
	case screen.Has("outgoing.helo"):
		o.HELO = s.HELO
	case s.HELO != "":
		p.Site = "https://" + mailcore.HostPort(s.HELO, 443) + "/"
	}
	if !screen.Mailer.Chooses {
		o.Auth = cmp.Or(map[string]mailcore.AuthMethod{"login": mailcore.LOGIN, "cram_md5": mailcore.CRAMMD5}[s.Mechanism], usually[id], mailcore.PLAIN)
	}
	if s.User == "" {
		o.Auth = mailcore.NoAuth
	}
	return p
}

// Typed returns what a library is told where a product's screen was filled in
// as p has it.
func Typed(p mailcore.Profile) Settings {
	o := p.Outgoing
	return Settings{
		Host: o.Host, Port: o.Port, Encryption: string(o.Encryption), User: o.User, Password: string(o.Password), From: p.From, To: p.TestTo,
		HELO:      cmp.Or(o.HELO, mailcore.HostOf(p.Site)),
		Mechanism: map[mailcore.AuthMethod]string{mailcore.LOGIN: "login", mailcore.CRAMMD5: "cram_md5", mailcore.PLAIN: "plain"}[o.Auth],
	}
}
