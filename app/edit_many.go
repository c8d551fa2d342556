package app

import (
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"todoku/access"
	"todoku/assets"
	"todoku/forms"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/roster"
	"todoku/store"
)

// A remade server is one that was changed together with others.
type remade struct{ before, after mailcore.Profile }

// onEditMany asks what to change in several servers at once.
func (a *App) onEditMany(ids []string) {
	a.leave(func() {
		ticked := slices.DeleteFunc(slices.Clone(a.settings.Profiles), func(p mailcore.Profile) bool { return !slices.Contains(ids, p.ID) })
		if len(ticked) == 0 {
			return
		}
		view := forms.NewEditView(ticked, a.settings.Profiles, a.decided())
		widgets.ShowDialog(a.window, widgets.Dialog{
			Title: assets.Text("edit.title"), Text: assets.Text("edit.text", "n", len(ticked)), Width: 760, Content: roomy(a.window, view.Content), Focus: view.Focus(),
			Buttons: []widgets.DialogButton{
				{Text: assets.Text("cancel"), Cancel: true},
				{Text: assets.Text("edit.apply"), Default: true, Importance: importanceHigh, Ready: view.Ready, OnTapped: func() { a.editMany(view) }},
			},
		})
	})
}

// roomy gives what is in a dialog most of the window.
func roomy(w fyne.Window, content fyne.CanvasObject) fyne.CanvasObject {
	return container.NewStack(tall(content, max(220, w.Canvas().Size().Height-260)))
}

// decided reports whether somebody else than the user decides a field of a
// server.
func (a *App) decided() func(p mailcore.Profile, field string) bool {
	locked := fixedFields(a.store.Policy())
	return func(p mailcore.Profile, field string) bool {
		return p.Practice || slices.Contains(locked, field) || forms.Decided(p, field)
	}
}

func (a *App) editMany(view *forms.EditView) {
	if uses, secret := view.Password(); len(uses) > 0 {
		a.repassword(uses, secret)
		return
	}
	var all []remade
	for _, s := range view.Steps() {
		all = append(all, remade{s.Before, s.After})
	}
	a.settle()
	a.remake(all, func() {
		a.offerUndo(len(all), func() { a.remake(turned(all), func() { a.toldUndone(len(all)) }) })
	})
}

// turned leads back.
func turned(all []remade) []remade {
	back := make([]remade, len(all))
	for i, r := range all {
		back[i] = remade{r.after, r.before}
	}
	return back
}

// remake puts servers in place of what they were, where nobody has changed them
// since, and goes on. What their tests proved since stays.
func (a *App) remake(all []remade, then func()) {
	byID := map[string]remade{}
	for _, r := range all {
		byID[r.before.ID] = r
	}
	a.change(func(profiles []mailcore.Profile) []mailcore.Profile {
		for i, p := range profiles {
			if r, ok := byID[p.ID]; ok && store.Same(p, r.before) {
				r.after.Verified = p.Verified
				profiles[i] = r.after
			}
		}
		return profiles
	}, func() {
		a.showAgain()
		then()
	})
}

// showAgain shows the server on the screen as it is now; nothing of it is
// unsaved.
func (a *App) showAgain() {
	overview := a.parts.all.pane.Visible()
	if i := index(a.settings.Profiles, a.page.current.ID); i >= 0 && !a.busy() {
		a.choose(i)
	}
	if overview {
		a.showOverview(true)
	}
}

func (a *App) offerUndo(n int, undo func()) {
	a.parts.all.undo.Offer(assets.Text("edit.done", "n", n), undo)
}

func (a *App) toldUndone(n int) { a.note(a.window, assets.Text("edit.undone", "n", n), "", nil) }

// repassword gives an account another password wherever it is used.
func (a *App) repassword(uses []roster.Use, secret mailcore.Secret) {
	secrets := a.secrets
	a.settle()
	a.background(func() {
		before, err := access.Replace(a.ctx, secrets, uses, func(roster.Use) mailcore.Secret { return secret })
		a.do(func() {
			if err != nil {
				a.failedPassword(err)
				return
			}
			n := a.unproven(uses)
			a.offerUndo(n, func() { a.unpassword(uses, before) })
		})
	})
}

// unpassword gives the account back what it had.
func (a *App) unpassword(uses []roster.Use, before map[roster.Use]mailcore.Secret) {
	secrets := a.secrets
	a.background(func() {
		_, err := access.Replace(a.ctx, secrets, uses, func(u roster.Use) mailcore.Secret { return before[u] })
		a.do(func() {
			if err != nil {
				a.failedPassword(err)
				return
			}
			a.toldUndone(a.unproven(uses))
		})
	})
}

func (a *App) failedPassword(err error) {
	if !errors.Is(err, context.Canceled) {
		a.tell(assets.Text("secrets.failed"), secretsText(err))
	}
}

// unproven notes that the servers have another password than was tested, and
// returns how many they are.
func (a *App) unproven(uses []roster.Use) int {
	touched := map[string]bool{}
	for _, u := range uses {
		touched[u.Server] = true
	}
	a.change(func(now []mailcore.Profile) []mailcore.Profile {
		for i, p := range now {
			if touched[p.ID] {
				now[i].Verified.Hash = ""
			}
		}
		return now
	}, a.showAgain)
	return len(touched)
}
