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
	p, policy := a.settings.Preferences, a.store.Policy()
	language := chooser("preferences.language.", []string{"", "ja", "en"}, &p.Language)
	theme := chooser("preferences.theme.", look.Choices, &p.Theme)
	place := string(p.Secrets)
	secrets := chooser("preferences.secrets.", placeNames(policy), &place)
	roots := widgets.NewMultiLine()
	roots.SetText(strings.Join(p.Roots, "\n"))
	rootsRow := widgets.NewRow(assets.Text("preferences.roots"), false, roots)
	rootsRow.SetHint(assets.Text("preferences.roots.hint"))
	secretsRow := widgets.NewRow(assets.Text("preferences.secrets"), false, secrets)
	secretsRow.SetHint(assets.Text("preferences.secrets.hint"))
	offline := ticked(assets.Text("preferences.offline"), assets.Text("preferences.offline.check"), assets.Text("preferences.offline.hint"), &p.Offline)
	software := ticked(assets.Text("preferences.software"), assets.Text("preferences.software.check"), assets.Text("preferences.software.hint"), &p.Software)
	// a million runs is more than the list can be looked through; 36,500 days are a hundred years
	runs := newLimit(assets.Text("preferences.keep-runs"), assets.Text("preferences.keep-runs.hint"), 1, 1_000_000, &p.KeepRuns)
	days := newLimit(assets.Text("preferences.keep-days"), assets.Text("preferences.keep-days.hint"), 0, 36_500, &p.KeepDays)
	widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text("preferences.title"), Text: policyText(policy), Width: 620,
		Content: widgets.NewRows(
			lockRow(policy, "language", widgets.NewRow(assets.Text("preferences.language"), false, language), language),
			lockRow(policy, "theme", widgets.NewRow(assets.Text("preferences.theme"), false, theme), theme),
			lockSecrets(policy, secretsRow, secrets),
			lockRow(policy, "offline", offline.row, offline.check),
			lockRow(policy, "roots", rootsRow, roots),
			lockRow(policy, "keep_runs", runs.row, runs.entry),
			lockRow(policy, "keep_days", days.row, days.entry),
			lockRow(policy, "software", software.row, software.check),
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
