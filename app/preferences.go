package app

import (
	"context"
	"slices"
	"strings"

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
	p := a.settings.Preferences
	language := chooser("preferences.language.", []string{"", "ja", "en"}, &p.Language)
	theme := chooser("preferences.theme.", look.Choices, &p.Theme)
	place := string(p.Secrets)
	secrets := chooser("preferences.secrets.", placeNames(), &place)
	roots := widgets.NewMultiLine()
	roots.SetText(strings.Join(p.Roots, "\n"))
	rootsRow := widgets.NewRow(assets.Text("preferences.roots"), false, roots)
	rootsRow.SetHint(assets.Text("preferences.roots.hint"))
	secretsRow := widgets.NewRow(assets.Text("preferences.secrets"), false, secrets)
	secretsRow.SetHint(assets.Text("preferences.secrets.hint"))
	// a million runs is more than the list can be looked through; 36,500 days are a hundred years
	runs := newLimit(assets.Text("preferences.keep-runs"), assets.Text("preferences.keep-runs.hint"), 1, 1_000_000, &p.KeepRuns)
	days := newLimit(assets.Text("preferences.keep-days"), assets.Text("preferences.keep-days.hint"), 0, 36_500, &p.KeepDays)
	widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text("preferences.title"), Width: 620,
		Content: widgets.NewRows(
			widgets.NewRow(assets.Text("preferences.language"), false, language),
			widgets.NewRow(assets.Text("preferences.theme"), false, theme),
			secretsRow, offlineRow(&p.Offline), rootsRow, runs.row, days.row,
		),
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("cancel"), Cancel: true},
			{
				Text: assets.Text("save"), Default: true, Importance: importanceHigh,
				Ready: func() bool {
					p.Secrets, p.Roots = store.SecretStore(place), lines(roots.Text)
					_, err := readRoots(p.Roots)
					if err != nil {
						rootsRow.SetProblem(mailcore.Error, err.Error())
					}
					fewer, shorter := runs.take(), days.take()
					return err == nil && fewer && shorter
				},
				OnTapped: func() { a.prefer(p) },
			},
		},
	})
}

// offlineRow asks whether nobody may be asked for settings.
func offlineRow(value *bool) *widgets.Row {
	check := widgets.NewCheck(assets.Text("preferences.offline.check"), func(on bool) { *value = on })
	check.SetChecked(*value)
	row := widgets.NewRow(assets.Text("preferences.offline"), false, check)
	row.SetHint(assets.Text("preferences.offline.hint"))
	return row
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

func placeNames() []string {
	var names []string
	for _, s := range store.SecretStores {
		names = append(names, string(s))
	}
	return names
}

func lines(text string) []string {
	var all []string
	for line := range strings.Lines(text) {
		all = append(all, strings.TrimSpace(line))
	}
	return slices.DeleteFunc(all, func(s string) bool { return s == "" })
}

// prefer saves preferences and applies them; what is on the screen stays.
func (a *App) prefer(p store.Preferences) {
	before := a.settings.Preferences
	a.settings.Preferences = p
	a.write(func() {
		if p.Secrets != before.Secrets {
			a.moveSecrets()
		}
		if p.KeepRuns != before.KeepRuns || p.KeepDays != before.KeepDays {
			a.trimRuns()
		}
		a.applyPreferences()
		report := a.view.Report()
		a.build()
		if len(report.Results) > 0 {
			a.view.Show(report)
		}
	}, func() { a.settings.Preferences = before })
}

// moveSecrets takes the passwords that can be read without asking along to
// the place that was just chosen.
func (a *App) moveSecrets() {
	from := a.secrets
	a.openSecrets()
	to, keys := a.secrets, []string{store.ClientSecretKey(mailcore.Google)}
	for _, p := range a.settings.Profiles {
		keys = append(keys, access.Keys(p.ID)...)
	}
	go func() {
		if err := carry(a.ctx, from, to, keys); err != nil {
			a.do(func() { a.tellSecrets(err, a.moveSecrets) })
		}
	}()
}

// carry moves what can be read without asking from one place to another.
func carry(ctx context.Context, from, to store.Secrets, keys []string) error {
	for _, key := range keys {
		secret, err := from.Get(store.Silent(ctx), key)
		if err != nil {
			continue
		}
		if err := to.Set(ctx, key, secret); err != nil {
			return err
		}
		_ = from.Delete(store.Silent(ctx), key) // it is where it should be: what is left behind does no harm
	}
	return nil
}
