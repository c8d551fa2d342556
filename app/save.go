package app

import (
	"errors"
	"slices"
	"strings"

	"todoku/assets"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/products"
	"todoku/store"
)

// save keeps what is on the screen, and then goes on.
func (a *App) save(then func()) {
	if a.refuses() {
		return
	}
	if problems := a.page.refused(); len(problems) > 0 {
		a.parts.panes.ShowSettings()
		a.form.Judge(append(problems, products.Problems(a.page.current, "")...))
		return
	}
	if a.asksName(func() { a.save(then) }) {
		return
	}
	a.page.typedInto()
	p := a.settings.named(a.page.current.Normalised())
	if problem, ok := a.settings.duplicate(p); ok {
		a.parts.panes.ShowSettings()
		a.form.Judge(append([]mailcore.Problem{problem}, products.Problems(p, "")...))
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
	a.remember(p)
	a.form.Redraw()
	a.form.Judge(products.Problems(p, ""))
	a.refresh()
	a.note(a.window, assets.Text("note.saved"), "", nil)
	if then != nil {
		then()
	}
}

func (a *App) onRevert() {
	a.replace(a.page.saved, "revert.done")
	a.form.Show() // as one that nobody has edited
	a.refresh()
}

// write saves the settings, with what another copy of the program has saved in
// the meantime. Where it changed the same server, the user decides.
func (a *App) write(saved, failed func()) {
	others, err := a.settings.save(a.store)
	clash, clashes := errors.AsType[*store.ClashError](err)
	switch {
	case err == nil:
		a.follow(others)
		saved()
	case clashes:
		a.askOver(clash.Codes, saved, failed)
	case errors.Is(err, store.ErrChanged):
		a.saveOver(saved, failed)
	default:
		failed()
		a.tell(assets.Text("save.failed"), assets.Text("save.failed.text", "error", inWords(err)))
	}
}

// follow shows what another copy made of the server on the screen. Where that
// has changes of its own, saving them will ask.
func (a *App) follow(others []string) {
	id := a.page.current.ID
	if a.page.selected >= 0 {
		a.page.selected = index(a.settings.Profiles, id)
	}
	switch i := index(a.settings.seen.Profiles, id); {
	case !slices.Contains(others, id):
	case a.page.dirty():
		a.settings.seen.Profiles = slices.Clone(a.settings.seen.Profiles)
		a.settings.seen.Profiles[i] = a.page.saved
		a.store.Forget()
	default:
		a.choose(i)
	}
}

// askOver asks what to do when another copy changed the same servers.
func (a *App) askOver(codes []string, saved, failed func()) {
	widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text("save.changed"), Text: assets.Text("save.changed.text", "codes", strings.Join(codes, ", ")),
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
	a.settings.merge(theirs)
	a.page.selected = index(a.settings.Profiles, a.page.current.ID)
	a.write(saved, func() {
		a.store.Forget() // their work is still to be merged
		failed()
	})
}

// tellBroken says what is wrong with the settings file, and what became of it.
func (a *App) tellBroken(err error) {
	if broken, ok := errors.AsType[*store.BrokenError](err); ok {
		text := assets.Text("broken.text", "line", broken.Line, "excerpt", broken.Excerpt, "reason", reason(broken), "path", broken.SetAside)
		a.offerSettings(assets.Text("broken.title"), text, a.store.Lost())
		return
	}
	if newer, ok := errors.AsType[*store.NewerError](err); ok {
		a.tell(assets.Text("newer.title"), assets.Text("newer.text", "path", newer.Path))
		return
	}
	a.tell(assets.Text("load.failed"), assets.Text("load.failed.text", "error", inWords(err)))
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
