package app

import (
	"context"

	"fyne.io/fyne/v2"

	"todoku/access"
	"todoku/assets"
	"todoku/forms/look"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/store"
)

// onPreferences lets the user choose how the program behaves. Everything takes
// effect at once.
func (a *App) onPreferences() {
	p, policy := a.settings.Preferences, a.store.Policy()
	language := chooser("preferences.language.", []string{"", "ja", "en"}, &p.Language)
	theme := chooser("preferences.theme.", look.Choices, &p.Theme)
	place := string(p.Secrets)
	secrets := chooser("preferences.secrets.", placeNames(policy), &place)
	roots := a.newAuthorities(p.Roots)
	secretsRow := widgets.NewRow(assets.Text("preferences.secrets"), false, secrets)
	secretsRow.SetHint(assets.Text("preferences.secrets.hint"))
	languageRow := widgets.NewRow(assets.Text("preferences.language"), false, language)
	languageRow.SetHelp(assets.Text("preferences.language.help"))
	themeRow := widgets.NewRow(assets.Text("preferences.theme"), false, theme)
	themeRow.SetHelp(assets.Text("preferences.theme.help"))
	offline := ticked(assets.Text("preferences.offline"), assets.Text("preferences.offline.check"), assets.Text("preferences.offline.hint"), &p.Offline)
	software := ticked(assets.Text("preferences.software"), assets.Text("preferences.software.check"), assets.Text("preferences.software.hint"), &p.Software)
	// a million runs is more than the list can be looked through; 36,500 days are a hundred years
	runs := newLimit(assets.Text("preferences.keep-runs"), assets.Text("preferences.keep-runs.hint"), 1, 1_000_000, &p.KeepRuns)
	days := newLimit(assets.Text("preferences.keep-days"), assets.Text("preferences.keep-days.hint"), 0, 36_500, &p.KeepDays)
	age := newLimit(assets.Text("preferences.password-days"), assets.Text("preferences.password-days.hint"), 0, 36_500, &p.PasswordDays)
	rows := []fyne.CanvasObject{
		lockRow(policy, "language", languageRow, language),
		lockRow(policy, "theme", themeRow, theme),
		lockSecrets(policy, secretsRow, secrets),
	}
	if passphrase := a.passphraseRow(); passphrase != nil {
		rows = append(rows, passphrase)
	}
	rows = append(rows,
		lockRow(policy, "offline", offline.row, offline.check),
		lockRow(policy, "roots", roots.row, roots),
		lockRow(policy, "keep_runs", runs.row, runs.entry),
		lockRow(policy, "keep_days", days.row, days.entry),
		age.row,
		lockRow(policy, "software", software.row, software.check),
	)
	widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text("preferences.title"), Text: policyText(policy), Width: 620,
		Content: widgets.NewRows(rows...),
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("cancel"), Cancel: true},
			{
				Text: assets.Text("save"), Default: true, Importance: importanceHigh,
				Ready: func() bool {
					p.Secrets, p.Roots = store.SecretStore(place), roots.files
					usable, fewer, shorter, older := roots.ready(), runs.take(), days.take(), age.take()
					return usable && fewer && shorter && older
				},
				OnTapped: func() { a.prefer(p) },
			},
		},
	})
}

// A tick is one preference that is on or off.
type tick struct {
	row   *widgets.Row
	check *widgets.Check
}

// ticked asks for a preference.
func ticked(label, text, hint string, value *bool) tick {
	check := widgets.NewCheck(text, func(on bool) { *value = on })
	check.SetChecked(*value)
	row := widgets.NewRow(label, false, check)
	row.SetHint(hint)
	return tick{row, check}
}

// chooser offers values whose labels are under prefix; the label of "" is
// under prefix and "system".
func chooser(prefix string, values []string, value *string) *widgets.Choice {
	var options []widgets.Option
	for _, v := range values {
		key := prefix + v
		if v == "" {
			key = prefix + "system"
		}
		options = append(options, widgets.Option{Value: v, Label: assets.Text(key)})
	}
	c := widgets.NewChoice(options, 0, func(v string) { *value = v })
	c.SetSelected(*value)
	return c
}

func placeNames(p store.Policy) []string {
	var names []string
	for _, s := range p.SecretPlaces() {
		names = append(names, string(s))
	}
	return names
}

// prefer saves preferences and applies them; what is on the screen stays. Where
// passwords are kept changes once they are there.
func (a *App) prefer(p store.Preferences) {
	before, place := a.settings.Preferences, p.Secrets
	p.Secrets = before.Secrets
	a.settings.Preferences = p
	a.write(func() {
		if p.KeepRuns != before.KeepRuns || p.KeepDays != before.KeepDays {
			a.trimRuns()
		}
		a.applyPreferences()
		if p.Language != before.Language {
			a.rebuild()
		}
		if place != before.Secrets {
			a.moveSecrets(place)
		}
	}, func() { a.settings.Preferences = before })
}

// rebuild makes the window anew, in another language, with what is on it.
func (a *App) rebuild() {
	report, form, result := a.view.Report(), a.form.Offset(), a.parts.result.Offset
	start, all := a.parts.start.Content.Visible(), a.parts.all.pane.Visible()
	a.build()
	switch {
	case start:
		a.showStart()
	case all:
		a.showOverview(true)
	}
	if len(report.Results) > 0 {
		a.view.Show(report)
	}
	a.form.ScrollTo(form)
	a.parts.result.ScrollToOffset(result)
}

// moveSecrets takes the passwords that can be read without asking along to
// another place.
func (a *App) moveSecrets(place store.SecretStore) {
	from, keys := a.secrets, []string{store.ClientSecretKey(mailcore.Google)}
	for _, p := range a.settings.Profiles {
		keys = append(keys, access.Keys(p.ID)...)
	}
	var carried []string
	a.adopt(place, func(ctx context.Context, to store.Secrets) (err error) {
		carried, err = carry(ctx, from, to, keys)
		return err
	}, func() {
		a.background(func() { forget(a.ctx, from, carried) })
	})
}

// carry copies what can be read without asking from one place to another, and
// returns its keys.
func carry(ctx context.Context, from, to store.Secrets, keys []string) (carried []string, err error) {
	for _, key := range keys {
		secret, err := from.Get(store.Silent(ctx), key)
		if err != nil {
			continue
		}
		if err := to.Set(store.Moving(ctx), key, secret); err != nil {
			return carried, err
		}
		carried = append(carried, key)
	}
	return carried, nil
}

// forget deletes what is where it should be now: what is left behind does no
// harm.
func forget(ctx context.Context, from store.Secrets, keys []string) {
	_ = store.Together(store.Silent(ctx), func(ctx context.Context) error {
		for _, key := range keys {
			_ = from.Delete(ctx, key)
		}
		return nil
	})
}
