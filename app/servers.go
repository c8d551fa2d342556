package app

import (
	"slices"

	"fyne.io/fyne/v2/widget"

	"todoku/access"
	"todoku/assets"
	"todoku/forms"
	"todoku/forms/widgets"
	"todoku/mailcore"
)

func (a *App) onChoose(i int) {
	a.leave(func() { a.settle(); a.choose(i) })
}

// onAdd begins a new server.
func (a *App) onAdd() {
	a.leave(func() {
		a.page.current = a.page.saved
		a.form.Show()
		a.refresh()
		a.showStart()
	})
}

// onCopy begins a new server with the settings of this one. The code, which
// must be unique, and what was proven stay behind.
func (a *App) onCopy() {
	a.leave(func() {
		source := a.page.current
		a.settle()
		a.choose(-1)
		a.bring(a.parts.panes.Content)
		a.page.current = source
		a.page.current.ID, a.page.current.Code, a.page.current.Verified = "", "", mailcore.Verified{}
		a.page.current.Name = assets.Text("server.copy-of", "name", forms.Title(source))
		a.form.Show()
		a.refresh()
		a.form.Focus("name")
	})
}

// onMove moves the chosen server up or down.
func (a *App) onMove(by int) {
	if a.settings.movable(a.page.selected) && a.settings.movable(a.page.selected+by) {
		a.moveTo(a.settings.Profiles[a.page.selected].ID, a.page.selected+by)
	}
}

func (a *App) onDelete() {
	if a.settings.movable(a.page.selected) {
		a.askDelete(a.settings.Profiles[a.page.selected].ID)
	}
}

// onDeleteAll deletes every server but the fixed ones (GR-23).
func (a *App) onDeleteAll() {
	a.askDelete(a.settings.own()...)
}

// askDelete deletes servers when the user says yes, and offers to export them
// first.
func (a *App) askDelete(ids ...string) {
	if len(ids) == 0 {
		return
	}
	title, text := assets.Text("delete.title"), assets.Text("delete.many.text", "n", len(ids))
	if len(ids) == 1 {
		text = assets.Text("delete.text", "name", forms.Title(a.settings.Profiles[index(a.settings.Profiles, ids[0])]))
	}
	widgets.ShowDialog(a.window, widgets.Dialog{
		Title: title, Text: text + "\n" + assets.Text("delete.effect"),
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("cancel"), Cancel: true},
			{Text: assets.Text("delete.export"), OnTapped: func() { a.export(ids, func() { a.askDelete(ids...) }) }},
			{Text: assets.Text("delete.yes"), Importance: widget.DangerImportance, OnTapped: func() { a.delete(ids) }},
		},
	})
}

// delete takes servers out of the list. Their passwords stay where they are
// until the program ends or something else is done, so that it can be undone.
func (a *App) delete(ids []string) {
	var gone []deleted
	for i, p := range a.settings.Profiles {
		if slices.Contains(ids, p.ID) && a.settings.movable(i) {
			gone = append(gone, deleted{i, p})
		}
	}
	a.change(func(profiles []mailcore.Profile) []mailcore.Profile {
		return slices.DeleteFunc(profiles, func(p mailcore.Profile) bool {
			return slices.ContainsFunc(gone, func(d deleted) bool { return d.profile.ID == p.ID })
		})
	}, func() {
		if index(a.settings.Profiles, a.page.current.ID) < 0 {
			a.choose(a.settings.near(gone[0].at))
			a.startIfNone()
		} else {
			a.page.selected = index(a.settings.Profiles, a.page.current.ID)
		}
		a.settle()
		a.bin.put(gone, a.restore)
	})
}

// settle ends the offer to take a deletion back.
func (a *App) settle() {
	a.bin.hide()
	a.parts.all.undo.Hide()
	if gone := a.bin.empty(); len(gone) > 0 {
		a.background(func() { access.Forget(a.ctx, a.secrets, gone...) })
	}
}

// restore puts deleted servers back.
func (a *App) restore() {
	a.leave(func() {
		gone := a.bin.gone
		a.change(func(profiles []mailcore.Profile) []mailcore.Profile {
			for _, d := range gone {
				profiles = slices.Insert(profiles, min(d.at, len(profiles)), d.profile)
			}
			return profiles
		}, func() {
			a.bin.empty()
			a.bin.hide()
			a.choose(a.settings.near(gone[0].at))
		})
	})
}

// moveTo puts a server at another place of the list.
func (a *App) moveTo(id string, to int) {
	from := index(a.settings.Profiles, id)
	if !a.settings.movable(from) || from == to {
		return
	}
	a.change(func(profiles []mailcore.Profile) []mailcore.Profile {
		moved := profiles[from]
		first := slices.IndexFunc(profiles, func(p mailcore.Profile) bool { return !p.Fixed() })
		return slices.Insert(slices.Delete(profiles, from, from+1), max(first, to), moved)
	}, func() { a.page.selected = index(a.settings.Profiles, a.page.current.ID) })
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
