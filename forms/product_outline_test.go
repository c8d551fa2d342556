package forms_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/container"

	"todoku/assets"
	"todoku/forms"
	"todoku/forms/formstest"
	"todoku/mailcore"
	"todoku/mailcore/products"
)

// awkward is a server of which no product can express everything.
func awkward() mailcore.Profile {
	p := office()
	p.Outgoing.Auth, p.Outgoing.Timeout, p.Outgoing.HELO = mailcore.SCRAMSHA256, 5, "pc1.example.jp"
	p.Outgoing.PopBefore.Use = true
	p.Incoming = mailcore.Incoming{Protocol: mailcore.IMAP, Host: "imap.example.jp", Port: 143, Encryption: mailcore.STARTTLS, Auth: mailcore.LOGIN, User: "taro", Timeout: 30, Delete: true, DeleteDays: 7}
	return p
}

func TestProductScreens(t *testing.T) {
	for _, language := range assets.Languages {
		for name, profile := range map[string]func() mailcore.Profile{"new": mailcore.NewProfile, "office": office, "awkward": awkward} {
			for _, id := range products.IDs {
				t.Run(string(id)+"-"+name+"."+language, func(t *testing.T) {
					b := edit(t, profile())
					assets.SetLanguage(language)
					b.ServerForm = forms.NewServerForm(&b.profile, func() {})
					show(t, container.NewVBox(b.Recipient, b.Content))
					b.Show()
					b.SetView(id)
					formstest.Golden(t, "product-"+string(id)+"-"+name+"."+language, formstest.Outline(b.Content))
				})
			}
		}
	}
}

// The same word means opposite things in two products (C1).
func TestEncryptionIsNamedAsTheProductsDo(t *testing.T) {
	p := office()
	p.Products = []mailcore.Product{products.Garoon, products.Vtiger, products.Zaionnex}
	b := edit(t, p)
	got := formstest.Outline(b.Content)
	for _, want := range []string{"Garoon では「暗号化通信: STARTTLSを使用する」", "Vtiger CRM・F-RevoCRM では「サーバ名: tls://smtp.example.jp:587」"} {
		if !strings.Contains(got, want) {
			t.Errorf("the form lacks %q:\n%s", want, got)
		}
	}
	if strings.Contains(got, "Zaion'nex では") {
		t.Error("the form names a field that Zaion'nex does not have")
	}
}
