package app

import (
	"slices"

	"github.com/google/uuid"

	"todoku/assets"
	"todoku/forms"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/oauth"

	"fyne.io/fyne/v2/widget"
)

func (a *App) onChoose(i int) {
	a.leave(func() { a.settle(); a.choose(i) })
}

// onAdd begins a new server.
func (a *App) onAdd() {
	a.leave(func() {
		a.settle()
		a.choose(-1)
		a.parts.panes.ShowSettings()
		a.form.Focus("name")
	})
}

// onCopy begins a new server with the settings of this one. The code, which
// must be unique, and what was proven stay behind.
func (a *App) onCopy() {
	a.leave(func() {
		source := a.current
		a.settle()
		a.choose(-1)
		a.current = source
		a.current.ID, a.current.Code, a.current.Verified = "", "", mailcore.Verified{}
		a.current.Name = assets.Text("server.copy-of", "name", forms.Title(source))
		a.form.Show()
		a.refresh()
		a.form.Focus("name")
	})
}

// onMove swaps a server with its neighbour.
func (a *App) onMove(by int) {
	to := a.selected + by
	if !a.movable(a.selected) || !a.movable(to) {
		return
	}
	from := a.selected
	a.change(func(profiles []mailcore.Profile) []mailcore.Profile {
		profiles[from], profiles[to] = profiles[to], profiles[from]
		return profiles
	}, func() { a.selected = index(a.settings.Profiles, a.current.ID) })
}

// movable reports whether the server at i can be moved and deleted.
func (a *App) movable(i int) bool {
	return i >= 0 && i < len(a.settings.Profiles) && !oauth.Fixed(a.settings.Profiles[i])
}

// near is the server of the user's own at i, or the last; -1 if there is none.
func (a *App) near(i int) int {
	if i = min(i, len(a.settings.Profiles)-1); !a.movable(i) {
		return -1
	}
	return i
}

func (a *App) onDelete() {
	if !a.movable(a.selected) {
		return
	}
	widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text("delete.title"),
		Text:  assets.Text("delete.text", "name", forms.Title(a.settings.Profiles[a.selected])),
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("cancel"), Cancel: true},
			{Text: assets.Text("delete.yes"), Importance: widget.DangerImportance, OnTapped: a.delete},
		},
	})
}

// delete takes the chosen server out of the list. Its passwords stay where
// they are until the program ends or something else is done, so that it can be
// undone.
func (a *App) delete() {
	at, gone := a.selected, a.settings.Profiles[a.selected]
	a.change(func(profiles []mailcore.Profile) []mailcore.Profile { return slices.Delete(profiles, at, at+1) }, func() {
		a.choose(a.near(at))
		a.settle()
		a.gone = gone.ID
		a.undo.Offer(assets.Text("delete.done", "name", forms.Title(gone)), func() { a.restore(at, gone) })
	})
}

// settle ends the offer to take a deletion back.
func (a *App) settle() {
	a.undo.Hide()
	if a.gone != "" {
		go forget(a.ctx, a.secrets, a.gone)
		a.gone = ""
	}
}

// restore puts a deleted server back.
func (a *App) restore(at int, gone mailcore.Profile) {
	a.leave(func() {
		a.change(func(profiles []mailcore.Profile) []mailcore.Profile {
			return slices.Insert(profiles, min(at, len(profiles)), gone)
		}, func() {
			a.gone = ""
			a.choose(a.near(at))
		})
	})
}

// change edits the list of profiles, saves it, and then goes on; where saving
// fails nothing changes.
func (a *App) change(edit func([]mailcore.Profile) []mailcore.Profile, then func()) {
	before := a.settings.Profiles
	a.settings.Profiles = edit(slices.Clone(before))
	a.write(func() {
		then()
		a.refresh()
	}, func() { a.settings.Profiles = before; a.refresh() })
}

// named gives a profile what it needs to be kept: an ID, and a code if the
// user chose none.
func (a *App) named(p mailcore.Profile) mailcore.Profile {
	if p.ID == "" {
		p.ID = uuid.NewString()
	}
	if p.Code == "" {
		p.Code = freeCode(a.settings.Profiles)
	}
	return p
}

func freeCode(profiles []mailcore.Profile) string {
	for n := 1; ; n++ {
		code := assets.Text("server.code", "n", n)
		if !slices.ContainsFunc(profiles, func(p mailcore.Profile) bool { return p.Code == code }) {
			return code
		}
	}
}
