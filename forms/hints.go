package forms

import (
	"slices"

	"todoku/mailcore/providers"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms/widgets"
	"todoku/mailcore"
)

// A HintView says what to know of a provider before the first test.
type HintView struct {
	Content fyne.CanvasObject

	title *widgets.Text
	rows  *fyne.Container
	last  []string // what it says; nothing is drawn anew for the same
}

// NewHintView returns a view of no hints, which is hidden.
func NewHintView() *HintView {
	v := &HintView{title: widgets.NewText(""), rows: widgets.NewColumn()}
	v.title.Bold = true
	v.Content = beside(theme.NewPrimaryThemedResource(theme.InfoIcon()), widgets.NewColumn(v.title, v.rows))
	v.Content.Hide()
	return v
}

// Show tells what customers of provider have to know whose settings are as in
// p; with no provider, nothing.
func (v *HintView) Show(provider providers.Provider, p mailcore.Profile) {
	texts := beforehand(provider, p)
	said := append([]string{providerName(provider)}, texts...)
	if slices.Equal(said, v.last) {
		return
	}
	v.last = said
	v.title.SetText(assets.Text("hints.title", "name", providerName(provider)))
	v.rows.RemoveAll()
	for _, text := range texts {
		v.rows.Add(widgets.NewText(text))
	}
	show(v.Content, len(texts) > 0)
	v.Content.Refresh()
}

// stopping are the hints that keep a first test from passing, unless what they
// ask for is there.
var stopping = []struct {
	code providers.HintCode
	done func(mailcore.Profile) bool // nil means that nobody can tell
}{
	{"discontinued", nil},
	{"oauth-only", usesOAuth},
	{"app-password", usesOAuth},
	{"app-password-maybe", usesOAuth},
	{"service-password", nil},
	{"enable-first", usesOAuth},
	{"admin-allow", nil},
	{"admin-allow-protocols", func(p mailcore.Profile) bool { return p.Incoming.Protocol == "" }},
	{"sender-verified", nil},
	{"ask-provider", hasHost},
	{"per-contract-host", hasHost},
	{"user-account", hasUser},
	{"user-api-key", hasUser},
	{"user-fixed", hasUser},
	{"user-dotted", hasUser},
	{"user-local-part", hasUser},
	{"own-line-only", nil},
	{"local-program", nil},
	{"test-only", nil},
}

func usesOAuth(p mailcore.Profile) bool {
	return p.OAuth != "" || p.Outgoing.Auth == mailcore.XOAUTH2
}

func hasHost(p mailcore.Profile) bool { return p.Outgoing.Host != "" }

func hasUser(p mailcore.Profile) bool { return p.Outgoing.User != "" }

// beforehand returns those of a provider's hints that could stop a test of p,
// the worst first. What a test has proved needs none.
func beforehand(provider providers.Provider, p mailcore.Profile) (texts []string) {
	if provider.ID == "" || p.Standing() == mailcore.Proven {
		return nil
	}
	told := provider.Hints()
	for _, s := range stopping {
		i := slices.IndexFunc(told, func(h providers.Hint) bool { return h.Code == s.code })
		if i >= 0 && (s.done == nil || !s.done(p)) {
			texts = append(texts, words.Hint(provider, told[i]))
		}
	}
	return texts
}

// providerName is what people call p.
func providerName(p providers.Provider) string { return p.Name.In(assets.Language()) }

// beside puts an icon before what it is about.
func beside(icon fyne.Resource, o fyne.CanvasObject) *fyne.Container {
	return container.NewBorder(nil, nil, container.NewVBox(widget.NewIcon(icon)), nil, o)
}
