package app

import (
	"testing"

	"todoku/assets"
	"todoku/forms"
	"todoku/mailcore"
	"todoku/mailcore/products"
)

// TestNoServerWithoutAName: a product's screen has no field for it, so the
// first save asks.
func TestNoServerWithoutAName(t *testing.T) {
	d := fresh(t)
	d.viewAs(products.Vtiger)
	d.fill("サーバ名", "ssl://smtp.example.co.jp:465")
	d.fill("差出人", "taro@example.co.jp")
	d.page.current.Outgoing.Auth = mailcore.NoAuth
	d.parts.product.alike.SetChecked(false)
	d.press("保存")
	d.want("サーバーの表示名")
	d.press("キャンセル")
	if len(d.own()) != 0 {
		t.Fatal("it was saved without a name")
	}
	d.press("保存")
	d.want("example.co.jp")
	d.fill("表示名", " ")
	d.press("保存")
	d.want("入力してください。")
	d.fill("表示名", "営業部")
	d.press("保存")
	if own := d.own(); len(own) != 1 || own[0].Name != "営業部" || own[0].Outgoing.Host != "smtp.example.co.jp" {
		t.Fatalf("saved %+v", own)
	}
	d.fill("差出人", "hanako@example.co.jp")
	d.press("保存")
	if d.dialog() != nil || d.own()[0].From != "hanako@example.co.jp" {
		t.Error("a name that it has is asked for")
	}
}

func TestProposedName(t *testing.T) {
	assets.SetLanguage("ja")
	for _, test := range []struct {
		from, host string
		builtIn    bool
		want       string
	}{
		{"taro@example.co.jp", "smtp.provider.jp", false, "example.co.jp"},
		{"zaionnex", "mail.example.co.jp", false, "example.co.jp"},
		{"zaionnex", "mailhost", false, "mailhost"},
		{"", "192.0.2.1", false, "192.0.2.1"},
		{"", "", true, "cybozu.com システムメール"},
		{"taro@taken.jp", "", false, "taken.jp 2"},
	} {
		p := mailcore.NewProfile()
		p.From, p.Outgoing.Host, p.Outgoing.BuiltIn = test.from, test.host, test.builtIn
		if got := proposedName(p, products.Cybozu, []mailcore.Profile{{Name: "taken.jp"}}); got != test.want {
			t.Errorf("%s %s: %q, want %q", test.from, test.host, got, test.want)
		}
	}
	if got := forms.Title(mailcore.Profile{Outgoing: mailcore.Outgoing{BuiltIn: true}, Products: []mailcore.Product{products.Cybozu}}); got != "cybozu.com システムメール" {
		t.Error(got)
	}
}
