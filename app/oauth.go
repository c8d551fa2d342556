package app

import (
	"context"
	"errors"
	"strings"
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

// A consent is the provider's leave to log in to the server on the screen: how
// it stands, and what can be done about it.
type consent struct {
	app      *App
	state    oauth.State
	endpoint oauth.Endpoint // zero means the provider's own; tests set it

	bar    fyne.CanvasObject
	stands *widgets.Text
	device *widgets.Button
	revoke *widgets.Button

	provider mailcore.Provider // for which codes was found out
	codes    bool              // one can be entered on another device
}

// build makes the bar over the form.
func (c *consent) build() fyne.CanvasObject {
	c.stands = widgets.NewText("")
	c.stands.Bold = true
	c.device = widgets.NewButton(assets.Text("oauth.device"), nil, func() { c.onGrant(c.byDevice) })
	c.revoke = widgets.NewButton(assets.Text("oauth.revoke"), nil, c.onRevoke)
	c.bar = widgets.NewColumn(c.stands, widgets.NewFlow(
		widgets.NewButton(assets.Text("oauth.grant"), nil, func() { c.onGrant(oauth.SignIn) }), c.device, c.revoke,
		widgets.NewButton(assets.Text("oauth.clients"), nil, c.app.onClients),
	))
	return c.bar
}

func (c *consent) show() {
	provider := c.app.page.current.OAuth
	visible(c.bar, provider != "")
	if provider == "" {
		return
	}
	c.stands.SetText(assets.Text("oauth.provider."+string(provider)) + ": " + assets.Text("oauth.state."+string(c.state)))
	if provider != c.provider { // a file is read, and this is drawn after every edit
		c.provider, c.codes = provider, c.hasDevicePage(provider)
	}
	visible(c.device, c.codes)
	enable(c.revoke, c.state != oauth.NoGrant)
}

// hasDevicePage reports whether a code can be entered on another device. A file
// that cannot be used says so when somebody signs in.
func (c *consent) hasDevicePage(provider mailcore.Provider) bool {
	places, _ := access.Places(c.app.store)
	place, moved := places[oauth.Provider(provider)]
	return moved && place.Device != "" || !moved && provider == mailcore.Microsoft
}

// load finds out, without asking anybody, whether p is authorised.
func (c *consent) load(p mailcore.Profile) {
	c.provider = "" // oauth.json may be another by now
	login := c.app.loginOf(p)
	c.app.background(func() {
		state := login.State(store.Silent(c.app.ctx))
		c.app.do(func() {
			if c.app.page.current.ID == p.ID {
				c.state = state
				c.app.parts.show(c.app)
			}
		})
	})
}

// onGrant signs the user in, after saving: the token needs a profile to belong
// to.
func (c *consent) onGrant(sign access.SignIn) {
	if c.app.page.dirty() || c.app.page.current.ID == "" {
		c.app.save(func() { c.onGrant(sign) })
		return
	}
	g := c.app.loginOf(c.app.page.current)
	ctx, stop := context.WithCancel(c.app.ctx)
	address := newAddress(c.app)
	waiting := widgets.ShowDialog(c.app.window, widgets.Dialog{
		Title: assets.Text("oauth.waiting"), Text: assets.Text("oauth.waiting.text"), Content: address.column, Width: 620,
		Buttons: []widgets.DialogButton{{Text: assets.Text("cancel"), Cancel: true, Default: true, OnTapped: stop}},
	})
	g.Config.Open = func(page string) error {
		c.app.do(func() { address.show(page) })
		c.app.showPage(page)
		return nil
	}
	c.app.background(func() {
		defer stop()
		err := g.SignIn(ctx, sign)
		c.app.do(func() {
			waiting.Close()
			c.granted(g.Profile, err)
		})
	})
}

// byDevice shows a code that is typed into a page on any device.
func (c *consent) byDevice(ctx context.Context, config oauth.Config) (oauth.Token, error) {
	var shown *widgets.Shown
	defer c.app.do(func() {
		if shown != nil {
			shown.Close()
		}
	})
	return oauth.DeviceSignIn(ctx, config, func(code, page string, _ time.Time) {
		c.app.do(func() {
			shown = widgets.ShowDialog(c.app.window, widgets.Dialog{
				Title: assets.Text("oauth.waiting"), Text: assets.Text("oauth.device.text", "code", code, "url", page),
				Buttons: []widgets.DialogButton{{Text: assets.Text("report.copy"), Default: true, Cancel: true, OnTapped: func() { c.app.copyText(code) }}},
			})
		})
	})
}

// granted shows how a sign-in ended.
func (c *consent) granted(p mailcore.Profile, err error) {
	if err == nil && c.app.page.current.ID == p.ID {
		c.state = oauth.Granted
	}
	c.app.parts.show(c.app)
	if err != nil && !errors.Is(err, context.Canceled) {
		c.app.tellOAuth(err)
	}
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
func (c *consent) onRevoke() {
	g := c.app.loginOf(c.app.page.current)
	c.app.background(func() {
		source, err := g.Source(c.app.ctx)
		if err == nil {
			err = source.Revoke(c.app.ctx)
		}
		c.app.do(func() {
			if c.app.page.current.ID == g.Profile.ID {
				c.state = oauth.NoGrant
			}
			c.app.parts.show(c.app)
			if err != nil && !errors.Is(err, oauth.ErrExpired) && !errors.Is(err, oauth.ErrNoGrant) {
				c.app.tellOAuth(err)
			}
		})
	})
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
func (a *App) showPage(page string) { _ = a.browser.visit(page) }

// loginOf is everything that logging in with a profile needs, so that a
// goroutine need not look at the screen.
func (a *App) loginOf(p mailcore.Profile) access.Login {
	login := access.New(p, a.secrets, a.settings.Preferences)
	login.Config.Endpoint, login.Config.Open, login.Config.Page = a.consent.endpoint, a.browser.visit, oauthPage
	login.Home = a.store
	return login
}

// tellOAuth explains why there is no token. What the keyring says about itself
// has words of its own.
func (a *App) tellOAuth(err error) {
	text := assets.Text("oauth.error." + oauth.Kind(err))
	if store.SecretKind(err) != "" {
		text = secretsText(err)
	}
	buttons := []widgets.DialogButton{{Text: assets.Text("close"), Default: true, Cancel: true}}
	switch {
	case errors.Is(err, oauth.ErrNoClient), errors.Is(err, oauth.ErrClient):
		buttons = append(buttons, widgets.DialogButton{Text: assets.Text("oauth.clients"), Importance: importanceHigh, OnTapped: a.onClients})
	case errors.Is(err, oauth.ErrNoPlace), errors.Is(err, oauth.ErrPlace):
		text += "\n" + a.store.PlacesPath()
	}
	widgets.ShowDialog(a.window, widgets.Dialog{Title: assets.Text("oauth.failed"), Text: strings.TrimSpace(text + "\n" + oauth.Said(err)), Buttons: buttons})
}
