package app

import (
	"errors"
	"slices"

	"todoku/assets"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/store"
)

// save keeps what is on the screen, and then goes on.
func (a *App) save(then func()) {
	if a.refuses() {
		return
	}
	if problems := a.page.refused(); len(problems) > 0 {
		a.parts.panes.ShowSettings()
		a.form.Judge(append(problems, a.page.current.Check("")...))
		return
	}
	a.page.typedInto()
	p := a.settings.named(a.page.current.Normalised())
	if problem, ok := a.settings.duplicate(p); ok {
		a.parts.panes.ShowSettings()
		a.form.Judge(append([]mailcore.Problem{problem}, p.Check("")...))
		return
	}
	if !p.SameSecrets(a.page.saved) && !p.SameSecrets(a.page.tested) {
		p.Verified.Hash = "" // it is not what was tested
	}
	before, old := a.settings.Profiles, a.page.saved
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
	a.page.selected = index(a.settings.Profiles, p.ID)
	a.page.saved, a.page.current = p, p
	a.form.Redraw()
	a.form.Judge(p.Check(""))
	a.refresh()
	if then != nil {
		then()
	}
}

func (a *App) onRevert() {
	a.page.current = a.page.saved
	a.form.Show()
	a.refresh()
}

// write saves the settings. Where another copy of the program has saved in the
// meantime, the user decides.
func (a *App) write(saved, failed func()) {
	err := a.settings.save(a.store)
	switch {
	case err == nil:
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
	a.settings.merge(theirs.Profiles)
	a.page.selected = index(a.settings.Profiles, a.page.current.ID)
	a.write(saved, func() {
		a.store.Forget() // their work is still to be merged
		failed()
	})
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
