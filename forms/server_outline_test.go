package forms_test

import (
	"testing"

	"fyne.io/fyne/v2/container"

	"todoku/assets"
	"todoku/forms"
	"todoku/forms/formstest"
	"todoku/mailcore"
	"todoku/mailcore/products"
)

// office is a server as a person in an office would fill it in.
func office() mailcore.Profile {
	p := mailcore.NewProfile()
	p.ID, p.Code, p.Name = "8f14e45f", "honsha", "本社のメールサーバー"
	p.Outgoing.Host, p.Outgoing.User, p.Outgoing.Password = "smtp.example.jp", "taro@example.jp", "himitsu"
	p.From, p.FromName, p.TestTo = "taro@example.jp", "株式会社サンプル", "hanako@example.jp"
	p.Notify = []string{"admin@example.jp", "soumu@example.jp"}
	return p
}

// states are what a form can look like.
var states = []struct {
	name    string
	profile func() mailcore.Profile
	judge   bool
}{
	{"new", mailcore.NewProfile, false},
	{"new-judged", mailcore.NewProfile, true},
	{"filled", office, false},
	{"plaintext", func() mailcore.Profile {
		p := office()
		p.Outgoing.Encryption, p.Outgoing.Auth, p.Outgoing.Port = mailcore.NoEncryption, mailcore.PLAIN, 25
		return p
	}, false},
	{"pop-before-smtp", func() mailcore.Profile {
		p := office()
		p.Outgoing.PopBefore = mailcore.PopBefore{Use: true, Host: "pop.example.jp", Port: 995, Encryption: mailcore.TLS, Auth: mailcore.APOP, User: "taro", Password: "himitsu", Wait: 3}
		return p
	}, false},
	{"no-auth", func() mailcore.Profile {
		p := office()
		p.Outgoing.Auth = mailcore.NoAuth
		return p
	}, false},
	{"problems", func() mailcore.Profile {
		p := office()
		p.Outgoing.Host, p.Outgoing.Port = "ssl://smtp.example.jp", 70000
		p.Notify, p.From = []string{"admin@example.jp", "これは住所"}, "taro@other.example"
		return p
	}, false},
}

func TestServerForm(t *testing.T) {
	for _, language := range assets.Languages {
		for _, s := range states {
			t.Run(s.name+"."+language, func(t *testing.T) {
				b := edit(t, s.profile())
				assets.SetLanguage(language)
				b.ServerForm = forms.NewServerForm(&b.profile, func() {})
				show(t, container.NewVBox(b.Recipient, b.Content))
				b.Show()
				if s.judge {
					b.Judge(products.Problems(b.profile, mailcore.SendScope))
				}
				if s.name == "new" {
					formstest.Golden(t, "server-folded."+language, formstest.Outline(b.Content))
				}
				formstest.Unfold(t, b.Content, assets.Text("form.details"))
				formstest.Golden(t, "server-"+s.name+"."+language, formstest.Outline(b.Recipient)+formstest.Outline(b.Content))
			})
		}
	}
}
