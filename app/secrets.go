package app

import (
	"context"
	"errors"
	"slices"

	"todoku/assets"
	"todoku/forms"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/store"
)

// A passwordField is one secret of a profile and the key under which it is
// kept.
type passwordField struct {
	what  string
	field string // of the form
	of    func(*mailcore.Profile) *mailcore.Secret
}

var passwordFields = []passwordField{
	{store.OutgoingSecret, "outgoing.password", func(p *mailcore.Profile) *mailcore.Secret { return &p.Outgoing.Password }},
	{store.IncomingSecret, "incoming.password", func(p *mailcore.Profile) *mailcore.Secret { return &p.Incoming.Password }},
	{store.PopBeforeSecret, "outgoing.pop.password", func(p *mailcore.Profile) *mailcore.Secret { return &p.Outgoing.PopBefore.Password }},
}

func passwordsDiffer(a, b mailcore.Profile) bool {
	for _, f := range passwordFields {
		if *f.of(&a) != *f.of(&b) {
			return true
		}
	}
	return false
}

// loadSecrets fetches the passwords of p without asking anybody. They appear
// on the screen if p is still there and nobody has typed others.
func (a *App) loadSecrets(p mailcore.Profile) {
	switch {
	case p.Practice: // whose passwords are no secret
		if server, err := a.practiceServer(); err == nil {
			a.takePasswords(server.Profile())
		}
		return
	case p.ID == "":
		return
	case p.OAuth != "":
		a.loadGrant(p)
		return
	}
	secrets := a.secrets
	go func() {
		loaded, err := fetch(store.Silent(a.ctx), secrets, p, passwordFields)
		a.do(func() {
			if a.current.ID == p.ID {
				a.takePasswords(loaded)
				a.hintSecrets(err)
			}
		})
	}()
}

// fetch returns p with some of its passwords. What is not kept stays as it is.
func fetch(ctx context.Context, secrets store.Secrets, p mailcore.Profile, wanted []passwordField) (mailcore.Profile, error) {
	for _, f := range wanted {
		secret, err := secrets.Get(ctx, store.ProfileKey(p.ID, f.what))
		if errors.Is(err, store.ErrNoSecret) {
			continue
		}
		if err != nil {
			return p, err
		}
		*f.of(&p) = secret
	}
	return p, nil
}

// takePasswords puts loaded passwords into fields that are still empty.
func (a *App) takePasswords(loaded mailcore.Profile) {
	for _, f := range passwordFields {
		secret := *f.of(&loaded)
		if *f.of(&a.saved) == "" {
			*f.of(&a.saved) = secret
			if *f.of(&a.current) == "" {
				*f.of(&a.current) = secret
			}
		}
	}
	a.form.Redraw()
	a.parts.show(a)
}

// hintSecrets says below the password where it is, if that is unusual.
func (a *App) hintSecrets(err error) {
	key := "secrets." + string(a.settings.Preferences.Secrets)
	if err != nil {
		key = "secrets.closed." + string(a.settings.Preferences.Secrets)
	}
	a.form.SetHint("outgoing.password", assets.Text(key))
}

// keepSecrets stores the passwords in which p differs from before, and then
// goes on. Where that fails the user chooses another place for them.
func (a *App) keepSecrets(before, p mailcore.Profile, then func()) {
	if p.Practice || !passwordsDiffer(before, p) {
		if then != nil {
			then()
		}
		return
	}
	secrets := a.secrets
	go func() {
		err := keep(a.ctx, secrets, before, p)
		a.do(func() {
			if then != nil {
				then()
			}
			if err != nil && !errors.Is(err, context.Canceled) {
				a.tellSecrets(err, func() { a.keepSecrets(before, p, nil) })
			}
		})
	}()
}

func keep(ctx context.Context, secrets store.Secrets, before, p mailcore.Profile) error {
	for _, f := range passwordFields {
		key, secret := store.ProfileKey(p.ID, f.what), *f.of(&p)
		var err error
		switch {
		case secret == *f.of(&before) && before.ID == p.ID:
			continue
		case secret == "":
			err = secrets.Delete(ctx, key)
		default:
			err = secrets.Set(ctx, key, secret)
		}
		if err != nil && !errors.Is(err, store.ErrNoSecret) {
			return err
		}
	}
	return nil
}

// forget deletes the passwords of profiles that are gone. One that cannot be
// deleted now is harmless without its profile.
func forget(ctx context.Context, secrets store.Secrets, ids ...string) {
	for _, id := range ids {
		for _, key := range secretKeys(id) {
			_ = secrets.Delete(store.Silent(ctx), key)
		}
	}
}

// secretKeys are all keys under which something of a profile may be kept.
func secretKeys(id string) []string {
	keys := []string{store.ProfileKey(id, store.OAuthSecret)}
	for _, f := range passwordFields {
		keys = append(keys, store.ProfileKey(id, f.what))
	}
	return keys
}

// tellSecrets explains why a password could not be stored and offers the
// other places.
func (a *App) tellSecrets(err error, again func()) {
	use := func(place store.SecretStore) func() {
		return func() {
			a.settings.Preferences.Secrets = place
			a.openSecrets()
			a.write(again, func() {})
		}
	}
	widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text("secrets.failed"),
		Text:  assets.Text(secretsText(err)) + "\n\n" + assets.Text("secrets.choices"),
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("secrets.later"), Cancel: true},
			{Text: assets.Text("secrets.use.ask"), OnTapped: use(store.AskStore)},
			{Text: assets.Text("secrets.use.vault"), Default: true, Importance: importanceHigh, OnTapped: use(store.VaultStore)},
		},
	})
}

// secretsTexts explain errors of the places for secrets.
var secretsTexts = []struct {
	err error
	key string
}{
	{store.ErrKeyringLocked, "secrets.locked"},
	{store.ErrKeyringTimeout, "secrets.timeout"},
	{store.ErrKeyringUnavailable, "secrets.unavailable"},
	{store.ErrWrongPassphrase, "secrets.wrong"},
	{store.ErrNoPassphrase, "secrets.empty"},
}

func secretsText(err error) string {
	for _, t := range secretsTexts {
		if errors.Is(err, t.err) {
			return t.key
		}
	}
	return "secrets.unavailable"
}

// prompts ask the user, from a goroutine, for what opens the secrets.
func (a *App) prompts() store.Prompts {
	return store.Prompts{
		Passphrase: func(ctx context.Context, first bool) (mailcore.Secret, error) {
			if first {
				return a.ask(ctx, "vault.new", func() string { return assets.Text("vault.new.text") })
			}
			return a.ask(ctx, "vault.open", func() string { return assets.Text("vault.open.text") })
		},
		Password: func(ctx context.Context, key string) (mailcore.Secret, error) {
			return a.ask(ctx, "ask.title", func() string { return a.whose(key) + assets.Text("ask.text") })
		},
	}
}

// whose names the server and the field of a password, as the form does.
func (a *App) whose(key string) string {
	for _, p := range append(slices.Clone(a.settings.Profiles), a.current) {
		for _, f := range passwordFields {
			if p.ID != "" && key == store.ProfileKey(p.ID, f.what) {
				return assets.Text("ask.whose", "name", forms.Title(p), "field", assets.Text("field."+f.field)) + "\n"
			}
		}
	}
	return ""
}

// ask shows a password dialog and waits for the answer. text is put together
// on the UI thread.
func (a *App) ask(ctx context.Context, title string, text func() string) (mailcore.Secret, error) {
	answer := make(chan mailcore.Secret, 1)
	a.do(func() {
		entry := widgets.NewPassword()
		widgets.ShowDialog(a.window, widgets.Dialog{
			Title: assets.Text(title), Text: text(), Content: entry, Focus: entry,
			Buttons: []widgets.DialogButton{
				{Text: assets.Text("cancel"), Cancel: true, OnTapped: func() { close(answer) }},
				{Text: assets.Text("ok"), Default: true, Importance: importanceHigh, OnTapped: func() { answer <- mailcore.Secret(entry.Text) }},
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
