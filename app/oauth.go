package app

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"reflect"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"todoku/access"
	"todoku/assets"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/oauth"
	"todoku/store"
)

// grantBar shows how the authorisation of the profile on the screen stands,
// and what can be done about it.
func (a *App) grantBar() fyne.CanvasObject {
	p := &a.parts
	p.grant = widgets.NewText("")
	p.grant.Bold = true
	p.device = widgets.NewButton(assets.Text("oauth.device"), nil, func() { a.onGrant(a.signInByDevice) })
	p.revoke = widgets.NewButton(assets.Text("oauth.revoke"), nil, a.onRevoke)
	p.grants = widgets.NewColumn(p.grant, widgets.NewFlow(
		widgets.NewButton(assets.Text("oauth.grant"), nil, func() { a.onGrant(oauth.SignIn) }), p.device, p.revoke,
		widgets.NewButton(assets.Text("oauth.clients"), nil, a.onClients),
	))
	return p.grants
}

func (p *parts) showGrant(a *App) {
	provider := a.current.OAuth
	visible(p.grants, provider != "")
	if provider == "" {
		return
	}
	p.grant.SetText(assets.Text("oauth.provider."+string(provider)) + ": " + assets.Text("oauth.state."+string(a.grant)))
	visible(p.device, a.hasDevicePage(provider))
	enable(p.revoke, a.grant != oauth.NoGrant)
}

// hasDevicePage reports whether a code can be entered on another device. A file
// that cannot be used says so when somebody signs in.
func (a *App) hasDevicePage(provider mailcore.Provider) bool {
	places, _ := access.Places(a.store)
	place, moved := places[oauth.Provider(provider)]
	return moved && place.Device != "" || !moved && provider == mailcore.Microsoft
}

// fill follows up a choice of provider: its servers are filled in.
func (a *App) fill() {
	filled := oauth.Fill(a.current)
	if a.current.OAuth == "" && a.current.Outgoing.Auth == mailcore.XOAUTH2 && a.provider != "" {
		filled.Outgoing.Auth, filled.Incoming.Auth = mailcore.AutoAuth, mailcore.AutoAuth
	}
	a.provider = a.current.OAuth
	if !reflect.DeepEqual(filled, a.current) {
		a.current = filled
		a.form.Redraw()
	}
}

// loadGrant finds out, without asking anybody, whether p is authorised.
func (a *App) loadGrant(p mailcore.Profile) {
	login := a.loginOf(p)
	go func() {
		state := login.State(store.Silent(a.ctx))
		a.do(func() {
			if a.current.ID == p.ID {
				a.grant = state
				a.parts.show(a)
			}
		})
	}()
}

// onGrant signs the user in, after saving: the token needs a profile to belong
// to.
func (a *App) onGrant(sign access.SignIn) {
	if a.dirty() || a.current.ID == "" {
		a.save(func() { a.onGrant(sign) })
		return
	}
	g := a.loginOf(a.current)
	ctx, stop := context.WithCancel(a.ctx)
	address := newAddress(a)
	waiting := widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text("oauth.waiting"), Text: assets.Text("oauth.waiting.text"), Content: address.column, Width: 620,
		Buttons: []widgets.DialogButton{{Text: assets.Text("cancel"), Cancel: true, Default: true, OnTapped: stop}},
	})
	g.Config.Open = func(page string) error {
		a.do(func() { address.show(page) })
		a.showPage(page)
		return nil
	}
	go func() {
		defer stop()
		err := g.SignIn(ctx, sign)
		a.do(func() {
			waiting.Close()
			a.granted(g.Profile, err)
		})
	}()
}

// An address is that of the page to sign in on, while it is waited for: the
// browser may be another one than people want, or not open at all.
type address struct {
	column *fyne.Container
	entry  *widgets.Entry
}

func newAddress(a *App) *address {
	d := &address{entry: widgets.NewEntry()}
	copied := widgets.NewButton(assets.Text("oauth.copy"), theme.ContentCopyIcon(), func() { a.copyText(d.entry.Text) })
	d.column = widgets.NewColumn(widgets.NewCaption(assets.Text("oauth.waiting.address")), d.entry, widgets.NewFlow(copied))
	d.column.Hide()
	return d
}

func (d *address) show(page string) {
	d.entry.SetText(page)
	d.column.Show()
}

// showPage opens a page in the browser. Where that cannot be done the address
// is there to be copied.
func (a *App) showPage(page string) { _ = a.open(page) }

// loginOf is everything that logging in with a profile needs, so that a
// goroutine need not look at the screen.
func (a *App) loginOf(p mailcore.Profile) access.Login {
	login := access.New(p, a.secrets, a.settings.Preferences)
	login.Config.Endpoint, login.Config.Open, login.Config.Page = a.endpoint, a.open, oauthPage
	login.Home = a.store
	return login
}

// signInByDevice shows a code that is typed into a page on any device.
func (a *App) signInByDevice(ctx context.Context, c oauth.Config) (oauth.Token, error) {
	var shown *widgets.Shown
	defer a.do(func() {
		if shown != nil {
			shown.Close()
		}
	})
	return oauth.DeviceSignIn(ctx, c, func(code, page string, _ time.Time) {
		a.do(func() {
			shown = widgets.ShowDialog(a.window, widgets.Dialog{
				Title: assets.Text("oauth.waiting"), Text: assets.Text("oauth.device.text", "code", code, "url", page),
				Buttons: []widgets.DialogButton{{Text: assets.Text("report.copy"), Default: true, Cancel: true, OnTapped: func() { a.copyText(code) }}},
			})
		})
	})
}

// granted shows how a sign-in ended.
func (a *App) granted(p mailcore.Profile, err error) {
	if err == nil && a.current.ID == p.ID {
		a.grant = oauth.Granted
	}
	a.parts.show(a)
	if err != nil && !errors.Is(err, context.Canceled) {
		a.tellOAuth(err)
	}
}

// tellOAuth explains why there is no token. What the keyring says about itself
// has words of its own.
func (a *App) tellOAuth(err error) {
	text := assets.Text("oauth.error." + oauth.Kind(err))
	for _, t := range secretsTexts {
		if errors.Is(err, t.err) {
			text = assets.Text(t.key)
		}
	}
	buttons := []widgets.DialogButton{{Text: assets.Text("close"), Default: true, Cancel: true}}
	switch {
	case errors.Is(err, oauth.ErrNoClient), errors.Is(err, oauth.ErrClient):
		buttons = append(buttons, widgets.DialogButton{Text: assets.Text("oauth.clients"), Importance: importanceHigh, OnTapped: a.onClients})
	case errors.Is(err, oauth.ErrNoPlace), errors.Is(err, oauth.ErrPlace):
		text += "\n" + a.store.PlacesPath()
	}
	widgets.ShowDialog(a.window, widgets.Dialog{Title: assets.Text("oauth.failed"), Text: text + "\n" + err.Error(), Buttons: buttons})
}

func (a *App) open(page string) error {
	u, err := url.Parse(page)
	if err != nil {
		return fmt.Errorf("open the page: %w", err)
	}
	if a.browse != nil {
		return a.browse(u)
	}
	return a.app.OpenURL(u)
}

// oauthPage are the words at which the browser ends.
func oauthPage(ok bool) string {
	if ok {
		return assets.Text("oauth.page.ok")
	}
	return assets.Text("oauth.page.failed")
}

// onRevoke takes the authorisation back, at the provider where it can be done
// there, and here in any case.
func (a *App) onRevoke() {
	g := a.loginOf(a.current)
	go func() {
		source, err := g.Source(a.ctx)
		if err == nil {
			err = source.Revoke(a.ctx)
		}
		a.do(func() {
			if a.current.ID == g.Profile.ID {
				a.grant = oauth.NoGrant
			}
			a.parts.show(a)
			if err != nil && !errors.Is(err, oauth.ErrExpired) && !errors.Is(err, oauth.ErrNoGrant) {
				a.tellOAuth(err)
			}
		})
	}()
}

// onClients lets the administrator enter how the providers know this program.
func (a *App) onClients() {
	p, secrets := a.settings.Preferences, a.secrets
	ids := map[mailcore.Provider]*widgets.Entry{mailcore.Google: entry(p.OAuth.Google.ID), mailcore.Microsoft: entry(p.OAuth.Microsoft.ID), mailcore.OwnOAuth: entry(p.OAuth.Own.ID)}
	tenant, secret := entry(p.OAuth.Microsoft.Tenant), widgets.NewPassword()
	row := func(key string, field fyne.CanvasObject) *widgets.Row {
		r := widgets.NewRow(assets.Text("field.oauth."+key), false, field)
		r.SetHint(assets.Text("field.oauth." + key + ".hint"))
		return r
	}
	widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text("oauth.clients"), Width: 620, Focus: ids[mailcore.Google],
		Content: widgets.NewRows(
			widgets.Heading(assets.Text("oauth.provider.google")), row("client_id", ids[mailcore.Google]), row("client_secret", secret),
			widgets.Heading(assets.Text("oauth.provider.microsoft")), row("client_id", ids[mailcore.Microsoft]), row("tenant", tenant),
			widgets.Heading(assets.Text("oauth.provider.own")), row("client_id", ids[mailcore.OwnOAuth]),
		),
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("cancel"), Cancel: true},
			{Text: assets.Text("save"), Default: true, Importance: importanceHigh, OnTapped: func() {
				p.OAuth.Google.ID, p.OAuth.Microsoft.ID, p.OAuth.Microsoft.Tenant = ids[mailcore.Google].Text, ids[mailcore.Microsoft].Text, tenant.Text
				p.OAuth.Own.ID = ids[mailcore.OwnOAuth].Text
				before := a.settings.Preferences
				a.settings.Preferences = p
				a.write(func() { a.keepClientSecret(secrets, secret.Text) }, func() { a.settings.Preferences = before })
			}},
		},
	})
}

func entry(text string) *widgets.Entry {
	e := widgets.NewEntry()
	e.SetText(text)
	return e
}

// keepClientSecret stores Google's client secret; left empty, the one that is
// kept stays.
func (a *App) keepClientSecret(secrets store.Secrets, text string) {
	if text == "" {
		return
	}
	go func() {
		if err := secrets.Set(a.ctx, store.ClientSecretKey(mailcore.Google), mailcore.Secret(text)); err != nil {
			a.do(func() { a.tellSecrets(err, func() { a.keepClientSecret(a.secrets, text) }) })
		}
	}()
}
