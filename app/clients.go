package app

import (
	"context"

	"fyne.io/fyne/v2"

	"todoku/assets"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/store"
)

// A clientForm is the dialog in which the administrator enters how the
// providers know this program.
type clientForm struct {
	app     *App
	secrets store.Secrets // as chosen when it was opened
	clients store.OAuthClients

	google, microsoft, tenant, own *widgets.Entry
	secret                         *widgets.Entry // of Google; the one that is kept is not shown
}

func (a *App) onClients() {
	known := a.settings.Preferences.OAuth
	c := &clientForm{app: a, secrets: a.secrets, clients: known, secret: widgets.NewPassword()}
	c.google, c.microsoft, c.tenant = entry(known.Google.ID), entry(known.Microsoft.ID), entry(known.Microsoft.Tenant)
	c.own = entry(known.Own.ID)
	widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text("oauth.clients"), Width: 620, Focus: c.google, Content: c.content(),
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("cancel"), Cancel: true},
			{Text: assets.Text("save"), Default: true, Importance: importanceHigh, OnTapped: c.save},
		},
	})
}

func (c *clientForm) content() fyne.CanvasObject {
	row := func(key string, field fyne.CanvasObject) *widgets.Row {
		r := widgets.NewRow(assets.Text("field.oauth."+key), false, field)
		r.SetHint(assets.Text("field.oauth." + key + ".hint"))
		return r
	}
	return widgets.NewRows(
		widgets.Heading(assets.Text("oauth.provider.google")), row("client_id", c.google), row("client_secret", c.secret),
		widgets.Heading(assets.Text("oauth.provider.microsoft")), row("client_id", c.microsoft), row("tenant", c.tenant),
		widgets.Heading(assets.Text("oauth.provider.own")), row("client_id", c.own),
	)
}

func (c *clientForm) save() {
	before := c.app.settings.Preferences
	c.clients.Google.ID, c.clients.Microsoft.ID, c.clients.Microsoft.Tenant = c.google.Text, c.microsoft.Text, c.tenant.Text
	c.clients.Own.ID = c.own.Text
	c.app.settings.Preferences.OAuth = c.clients
	c.app.write(func() { c.keepSecret(c.secrets) }, func() { c.app.settings.Preferences = before })
}

// keepSecret stores Google's client secret; left empty, the one that is kept
// stays.
func (c *clientForm) keepSecret(secrets store.Secrets) {
	text := c.secret.Text
	if text == "" {
		return
	}
	put := func(ctx context.Context, to store.Secrets) error {
		return to.Set(ctx, store.ClientSecretKey(mailcore.Google), mailcore.Secret(text))
	}
	c.app.background(func() {
		if err := put(c.app.ctx, secrets); err != nil {
			c.app.do(func() { c.app.tellSecrets(err, put, func() {}) })
		}
	})
}

func entry(text string) *widgets.Entry {
	e := widgets.NewEntry()
	e.SetText(text)
	return e
}
