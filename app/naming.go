package app

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"

	"todoku/assets"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/products"
)

// asksName asks what a server that is kept for the first time is called, where
// the screen that is shown has no field for it, and then goes on. It reports
// whether it does.
func (a *App) asksName(then func()) bool {
	screen, isProduct := products.For(a.page.product)
	if !isProduct || screen.Has("name") || a.page.selected >= 0 || strings.TrimSpace(a.page.current.Name) != "" {
		return false
	}
	entry := widgets.NewEntry()
	entry.SetText(proposedName(a.page.current, a.page.product, a.settings.Profiles))
	row := widgets.NewRow(assets.Text("field.name"), true, entry)
	row.SetHint(assets.Text("field.name.hint"))
	given := func() bool {
		if strings.TrimSpace(entry.Text) == "" {
			row.SetProblem(mailcore.Error, assets.Text("problem.required"))
			return false
		}
		return true
	}
	widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text("name.title"), Text: assets.Text("name.text"), Content: widgets.NewRows(row), Focus: entry,
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("cancel"), Cancel: true},
			{Text: assets.Text("save"), Default: true, Importance: importanceHigh, Ready: given, OnTapped: func() {
				a.page.current.Name = strings.TrimSpace(entry.Text)
				then()
			}},
		},
	})
	return true
}

// proposedName is the domain that a server is for, and where nothing says one
// the product; with a number where another server is called so.
func proposedName(p mailcore.Profile, product mailcore.Product, others []mailcore.Profile) string {
	name := cmp.Or(mailcore.MeantHost(mailcore.Domain(p.From)), mailcore.MeantHost(mailcore.Domain(p.Outgoing.User)), domainOf(p.Outgoing.Host))
	if p.Outgoing.BuiltIn || name == "" {
		name = assets.Text("product." + string(product))
	}
	taken := func(name string) bool {
		return slices.ContainsFunc(others, func(o mailcore.Profile) bool { return o.Name == name })
	}
	for n, stem := 2, name; taken(name); n++ {
		name = fmt.Sprintf("%s %d", stem, n)
	}
	return name
}

// domainOf returns the domain that somebody registered, of which host is a
// part; host itself where there is none.
func domainOf(host string) string {
	host = mailcore.MeantHost(host)
	if _, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
		return host
	}
	domain, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil {
		return host
	}
	return domain
}
