package app

import (
	"errors"
	"reflect"
	"slices"

	"todoku/assets"
	"todoku/forms"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/oauth"
	"todoku/store"
)

// save keeps what is on the screen, and then goes on.
func (a *App) save(then func()) {
	if a.refuses() {
		return
	}
	p := a.named(a.current.Normalised())
	if problem, ok := a.duplicate(p); ok {
		a.parts.panes.ShowSettings()
		a.form.Judge(append([]mailcore.Problem{problem}, p.Check("")...))
		return
	}
	if !p.SameSecrets(a.saved) && !p.SameSecrets(a.tested) {
		p.Verified.Hash = "" // it is not what was tested
	}
	before, old := a.settings.Profiles, a.saved
	a.settings.Profiles = put(slices.Clone(before), p)
	a.write(func() {
		a.keepSecrets(old, p, func() { a.kept(p, then) })
	}, func() { a.settings.Profiles = before })
}

// refuses reports whether the form shows something that its profile cannot
// hold. It must not be saved or tested as if it were not there.
func (a *App) refuses() bool {
	if !a.form.Refuses() {
		return false
	}
	a.parts.panes.ShowSettings()
	return true
}

// kept is what follows once a profile and its passwords are stored.
func (a *App) kept(p mailcore.Profile, then func()) {
	a.selected = index(a.settings.Profiles, p.ID)
	a.saved, a.current = p, p
	a.form.Redraw()
	a.form.Judge(p.Check(""))
	a.refresh()
	if then != nil {
		then()
	}
}

// put replaces the profile of the same ID, or appends.
func put(profiles []mailcore.Profile, p mailcore.Profile) []mailcore.Profile {
	if i := index(profiles, p.ID); i >= 0 {
		profiles[i] = p
		return profiles
	}
	return append(profiles, p)
}

// duplicate reports a code that another server has (GR-04), or one that
// cannot be one.
func (a *App) duplicate(p mailcore.Profile) (mailcore.Problem, bool) {
	for _, problem := range mailcore.Errors(p.Check("")) {
		if problem.Field == "code" || problem.Field == "name" {
			return problem, true
		}
	}
	for _, other := range a.settings.Profiles {
		if other.ID != p.ID && other.Code == p.Code {
			return mailcore.Problem{Field: "code", Code: "code-duplicate", Severity: mailcore.Error, Args: map[string]string{"name": forms.Title(other)}}, true
		}
	}
	return mailcore.Problem{}, false
}

func (a *App) onRevert() {
	a.current = a.saved
	a.form.Show()
	a.refresh()
}

// write saves the settings. Where another copy of the program has saved in the
// meantime, the user decides.
func (a *App) write(saved, failed func()) {
	err := a.store.Save(a.settings)
	switch {
	case err == nil:
		a.stored = a.settings.Profiles
		saved()
	case errors.Is(err, store.ErrChanged):
		a.merge(saved, failed)
	default:
		failed()
		a.tell(assets.Text("save.failed"), assets.Text("save.failed.text", "error", err.Error()))
	}
}

// merge asks what to do when the file holds the work of another copy.
func (a *App) merge(saved, failed func()) {
	widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text("save.changed"), Text: assets.Text("save.changed.text"),
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("cancel"), Cancel: true, OnTapped: failed},
			{Text: assets.Text("save.changed.merge"), Default: true, Importance: importanceHigh, OnTapped: func() { a.saveOver(saved, failed) }},
		},
	})
}

// saveOver loads what the other copy saved and does to it what was done here
// since the file was last seen.
func (a *App) saveOver(saved, failed func()) {
	theirs, err := a.store.Load()
	if err != nil {
		failed()
		a.tellBroken(err)
		return
	}
	a.settings.Profiles = oauth.WithFixed(merged(a.stored, a.settings.Profiles, theirs.Profiles))
	a.selected = index(a.settings.Profiles, a.current.ID)
	a.write(saved, func() {
		a.store.Forget() // their work is still to be merged
		failed()
	})
}

// merged returns theirs with what mine changed, added and deleted since before.
func merged(before, mine, theirs []mailcore.Profile) []mailcore.Profile {
	all := slices.DeleteFunc(slices.Clone(theirs), func(p mailcore.Profile) bool {
		return index(before, p.ID) >= 0 && index(mine, p.ID) < 0
	})
	for _, p := range mine {
		if i := index(before, p.ID); i < 0 || !reflect.DeepEqual(p, before[i]) {
			all = put(all, p)
		}
	}
	return all
}

// tellBroken says what is wrong with the settings file, and what became of it.
func (a *App) tellBroken(err error) {
	if broken, ok := errors.AsType[*store.BrokenError](err); ok {
		a.tell(assets.Text("broken.title"), assets.Text("broken.text", "line", broken.Line, "excerpt", broken.Excerpt, "reason", reason(broken), "path", broken.SetAside))
		return
	}
	if newer, ok := errors.AsType[*store.NewerError](err); ok {
		a.tell(assets.Text("newer.title"), assets.Text("newer.text", "path", newer.Path))
		return
	}
	a.tell(assets.Text("load.failed"), assets.Text("load.failed.text", "error", err.Error()))
}

func reason(b *store.BrokenError) string {
	switch {
	case errors.Is(b.Err, store.ErrUnknownSetting):
		return assets.Text("broken.unknown", "key", b.Key)
	case errors.Is(b.Err, store.ErrWrongValue):
		return assets.Text("broken.value", "key", b.Key)
	}
	return assets.Text("broken.syntax")
}
