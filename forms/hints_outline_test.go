package forms_test

import (
	"strings"
	"testing"

	"todoku/mailcore/providers"

	"todoku/assets"
	"todoku/forms"
	"todoku/forms/formstest"
	"todoku/mailcore"
)

// known returns a provider of the table that the program carries.
func known(t *testing.T, id string) providers.Provider {
	t.Helper()
	table, err := providers.Parse(assets.Providers)
	if err != nil {
		t.Fatal(err)
	}
	p, ok := table.ID(id)
	if !ok {
		t.Fatalf("no provider %s in the table", id)
	}
	return p
}

// hinted is a new profile of the user at host.
func hinted(host, user string) mailcore.Profile {
	p := mailcore.NewProfile()
	p.Outgoing.Host, p.Outgoing.User = host, user
	return p
}

func TestHints(t *testing.T) {
	for _, language := range assets.Languages {
		speak(t, language)
		v := forms.NewHintView()
		show(t, v.Content)
		var all strings.Builder
		for _, c := range []struct {
			id string
			p  mailcore.Profile
		}{
			{"gmail", hinted("smtp.gmail.com", "")},
			{"microsoft365", hinted("smtp.office365.com", "taro@example.jp")},
			{"xserver", hinted("", "")},
			{"bbiq", hinted("", "")},
		} {
			v.Show(known(t, c.id), c.p)
			all.WriteString(formstest.Outline(v.Content))
		}
		formstest.Golden(t, "hints."+language, all.String())
	}
}

// Nobody is told what is there already, has been proved, or is not known.
func TestHintsThatNobodyNeeds(t *testing.T) {
	speak(t, "ja")
	v := forms.NewHintView()
	show(t, v.Content)
	signedIn := hinted("smtp.gmail.com", "taro@gmail.com")
	signedIn.OAuth = mailcore.Google
	proved := hinted("smtp.gmail.com", "taro@gmail.com")
	proved.Verified = mailcore.Verified{Hash: proved.Hash(), At: today(), OK: true}
	for name, c := range map[string]struct {
		provider providers.Provider
		p        mailcore.Profile
	}{
		"the host is there":   {known(t, "xserver"), hinted("sv1.xserver.jp", "taro@example.jp")},
		"a token logs in":     {known(t, "gmail"), signedIn},
		"a test passed":       {known(t, "gmail"), proved},
		"nobody knows who":    {providers.Provider{}, hinted("smtp.example.jp", "")},
		"nothing to look out": {providers.Provider{ID: "plain"}, hinted("smtp.example.jp", "taro")},
	} {
		v.Show(known(t, "gmail"), hinted("smtp.gmail.com", ""))
		if v.Show(c.provider, c.p); v.Content.Visible() {
			t.Errorf("%s: it says\n%s", name, formstest.Outline(v.Content))
		}
	}
}
