package app

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"todoku/access"
	"todoku/assets"
	"todoku/forms"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/store"
)

// loadSecrets fetches the passwords of p without asking anybody. They appear
// on the screen if p is still there and nobody has typed others.
func (a *App) loadSecrets(p mailcore.Profile) {
	switch {
	case p.Practice: // whose passwords are no secret
		if server, err := a.practice.start(a.ctx); err == nil {
			a.takePasswords(server.Profile())
		}
		return
	case p.ID == "":
		return
	case p.OAuth != "":
		a.consent.load(p)
		return
	}
	secrets := a.secrets
	a.background(func() {
		loaded, err := access.Fetch(store.Silent(a.ctx), secrets, p)
		a.do(func() {
			if a.page.current.ID == p.ID {
				a.takePasswords(loaded)
				a.hintSecrets(err)
			}
		})
	})
}

// takePasswords puts loaded passwords into fields that are still empty.
func (a *App) takePasswords(loaded mailcore.Profile) {
	a.page.takePasswords(loaded)
	a.form.Redraw()
	a.parts.show(a)
}

// hintSecrets says below the password where it is, if that is unusual.
func (a *App) hintSecrets(err error) {
	key := "secrets." + string(a.settings.Preferences.Secrets)
	if err != nil {
		key = "secrets.closed." + string(a.settings.Preferences.Secrets)
	}
	a.page.place = assets.Text(key)
	a.hintRefusals()
}

// hintRefusals says below each password how often its account was refused in a
// row, by whichever program, and what follows from that.
func (a *App) hintRefusals() {
	a.form.SetHint("outgoing.password", strings.TrimSpace(a.page.place+"\n"+a.refusals(mailcore.LoginScope)))
	a.form.SetHint("incoming.password", a.refusals(mailcore.ReceiveScope))
}

// refusals says it of the account that a test as far as scope goes logs in with;
// "" where it was let in.
func (a *App) refusals(scope mailcore.Scope) string {
	n := a.attempts.MostInRow(loginsOf(a.page.current, scope))
	if n == 0 {
		return ""
	}
	return assets.Text("secrets.refused", "n", n, "most", store.MostUnseen)
}

// keepSecrets stores the passwords in which p differs from before, and then
// goes on. Where that fails the user chooses another place for them, and until
// then they are on the screen alone.
func (a *App) keepSecrets(before, p mailcore.Profile, then func()) {
	if p.Practice || before.SameSecrets(p) {
		then()
		return
	}
	secrets := a.secrets
	keep := func(ctx context.Context, to store.Secrets) error { return access.Keep(ctx, to, before, p) }
	a.background(func() {
		err := keep(a.ctx, secrets)
		a.do(func() {
			if err == nil {
				_ = a.attempts.Look(loginsOf(p, mailcore.LoginsScope)) // somebody has; without the note it takes a login
				then()
				a.hintRefusals()
				return
			}
			a.unkept(before, p)
			if !errors.Is(err, context.Canceled) {
				a.tellSecrets(err, keep, then)
			}
		})
	})
}

// unkept shows that p is saved and its passwords are not: they stay a change
// that saving, or leaving, asks for.
func (a *App) unkept(before, p mailcore.Profile) {
	saved := p
	for i, s := range saved.Secrets() {
		*s.At = *before.Secrets()[i].At
	}
	if i := index(a.settings.Profiles, p.ID); i >= 0 {
		a.settings.Profiles = slices.Clone(a.settings.Profiles)
		a.settings.Profiles[i] = saved
	}
	if a.page.current.ID != "" && a.page.current.ID != p.ID {
		return // another server is on the screen meanwhile
	}
	a.kept(p, nil)
	a.page.saved = saved
	a.form.SetHint("outgoing.password", assets.Text("secrets.unsaved"))
	a.refresh()
}

// tellSecrets explains why a password could not be stored and offers the
// other places. There put stores it, and then it goes on.
func (a *App) tellSecrets(err error, put func(context.Context, store.Secrets) error, then func()) {
	use := func(place store.SecretStore) func() { return func() { a.adopt(place, put, then) } }
	buttons := []widgets.DialogButton{{Text: assets.Text("secrets.later"), Cancel: true}}
	if a.allowed(store.AskStore) {
		buttons = append(buttons, widgets.DialogButton{Text: assets.Text("secrets.use.ask"), OnTapped: use(store.AskStore)})
	}
	if a.allowed(store.VaultStore) {
		buttons = append(buttons, widgets.DialogButton{Text: assets.Text("secrets.use.vault"), Default: true, Importance: importanceHigh, OnTapped: use(store.VaultStore)})
	}
	text := secretsText(err)
	if len(buttons) > 1 {
		text += "\n\n" + assets.Text("secrets.choices")
	}
	widgets.ShowDialog(a.window, widgets.Dialog{Title: assets.Text("secrets.failed"), Text: text, Buttons: buttons})
}

// adopt makes place the one where passwords are kept, once put has stored what
// there is to store, and then goes on. Where that fails, or the user does not
// give what it takes, everything stays as it was.
func (a *App) adopt(place store.SecretStore, put func(context.Context, store.Secrets) error, then func()) {
	chosen := a.settings.Preferences
	chosen.Secrets = place
	to := a.store.OpenSecrets(chosen, a.prompts())
	a.background(func() {
		err := store.Together(a.ctx, func(ctx context.Context) error { return put(ctx, to) })
		a.do(func() {
			switch {
			case errors.Is(err, context.Canceled):
			case err != nil:
				a.tellSecrets(err, put, then)
			default:
				a.keepIn(place, to, then)
			}
		})
	})
}

// keepIn notes that passwords are kept in another place now.
func (a *App) keepIn(place store.SecretStore, to store.Secrets, then func()) {
	before := a.settings.Preferences.Secrets
	a.settings.Preferences.Secrets = place
	a.write(func() {
		a.secrets = to
		a.hintSecrets(nil)
		then()
	}, func() { a.settings.Preferences.Secrets = before })
}

// secretsText says why a password could not be kept or had.
func secretsText(err error) string {
	return assets.Text("secrets." + cmp.Or(store.SecretKind(err), "unavailable"))
}

// prompts ask the user, from a goroutine, for what opens the secrets.
func (a *App) prompts() store.Prompts {
	return store.Prompts{
		Passphrase: func(ctx context.Context, first bool) (mailcore.Secret, error) {
			if first {
				return a.ask(ctx, "vault.new", func() question {
					n := newPassphraseRows("bundle.passphrase", "bundle.again")
					return question{assets.Text("vault.new.text"), widgets.NewRows(n.first.row, n.again.row), n.first.entry, n.ready}
				})
			}
			return a.ask(ctx, "vault.open", func() question { return oneSecret(assets.Text("vault.open.text")) })
		},
		Password: func(ctx context.Context, key string) (mailcore.Secret, error) {
			return a.ask(ctx, "ask.title", func() question { return oneSecret(a.whose(key) + assets.Text("ask.text")) })
		},
	}
}

// whose names the server and the field of a password, as the form does.
func (a *App) whose(key string) string {
	for _, p := range append(slices.Clone(a.settings.Profiles), a.page.current) {
		for _, f := range p.Secrets() {
			if p.ID != "" && key == store.ProfileKey(p.ID, string(f.Side)) {
				return assets.Text("ask.whose", "name", forms.Title(p), "field", assets.Text("field."+f.Key)) + "\n"
			}
		}
	}
	return ""
}

// A question is what a dialog asks for a secret.
type question struct {
	text    string
	content fyne.CanvasObject
	entry   *widgets.Entry // of the answer
	ready   func() bool    // as of [widgets.DialogButton]; may be nil
}

// oneSecret asks with one field.
func oneSecret(text string) question {
	entry := widgets.NewPassword()
	return question{text: text, content: entry, entry: entry}
}

// askIn is the key under which a context holds the window to ask in, where that
// is not the main one.
type askIn struct{}

// ask shows a password dialog and waits for the answer. The question is put
// together on the UI thread.
func (a *App) ask(ctx context.Context, title string, put func() question) (mailcore.Secret, error) {
	answer := make(chan mailcore.Secret, 1)
	window, ok := ctx.Value(askIn{}).(fyne.Window)
	if !ok {
		window = a.window
	}
	a.do(func() {
		q := put()
		widgets.ShowDialog(window, widgets.Dialog{
			Title: assets.Text(title), Text: q.text, Content: q.content, Focus: q.entry,
			Buttons: []widgets.DialogButton{
				{Text: assets.Text("cancel"), Cancel: true, OnTapped: func() { close(answer) }},
				{Text: assets.Text("ok"), Default: true, Importance: importanceHigh, Ready: q.ready, OnTapped: func() { answer <- mailcore.Secret(q.entry.Text) }},
			},
		})
	})
	select {
	case secret, ok := <-answer:
		if !ok {
			return "", context.Canceled
		}
		return secret, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}
