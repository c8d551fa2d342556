package app

import (
	"slices"

	"fyne.io/fyne/v2/widget"
	"github.com/google/uuid"

	"todoku/access"
	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/oauth"
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

// onMove moves the chosen server up or down.
func (a *App) onMove(by int) {
	if a.movable(a.selected) && a.movable(a.selected+by) {
		a.moveTo(a.settings.Profiles[a.selected].ID, a.selected+by)
	}
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
	if a.movable(a.selected) {
		a.askDelete(a.settings.Profiles[a.selected].ID)
	}
}

// onDeleteAll deletes every server but the fixed ones (GR-23).
func (a *App) onDeleteAll() {
	a.askDelete(a.own()...)
}

// own returns the IDs of the servers that can be moved and deleted.
func (a *App) own() []string {
	var ids []string
	for i, p := range a.settings.Profiles {
		if a.movable(i) {
			ids = append(ids, p.ID)
		}
	}
	return ids
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

// A deleted server is one that can still be had back.
type deleted struct {
	at      int // in the list, before anything was deleted
	profile mailcore.Profile
}

// delete takes servers out of the list. Their passwords stay where they are
// until the program ends or something else is done, so that it can be undone.
func (a *App) delete(ids []string) {
	var gone []deleted
	for i, p := range a.settings.Profiles {
		if slices.Contains(ids, p.ID) && a.movable(i) {
			gone = append(gone, deleted{i, p})
		}
	}
	a.change(func(profiles []mailcore.Profile) []mailcore.Profile {
		return slices.DeleteFunc(profiles, func(p mailcore.Profile) bool {
			return slices.ContainsFunc(gone, func(d deleted) bool { return d.profile.ID == p.ID })
		})
	}, func() {
		if index(a.settings.Profiles, a.current.ID) < 0 {
			a.choose(a.near(gone[0].at))
		} else {
			a.selected = index(a.settings.Profiles, a.current.ID)
		}
		a.settle()
		a.gone = gone
		a.offerUndo(deletedText(gone), a.restore)
	})
}

// offerUndo offers to take something back, beside both lists of servers.
func (a *App) offerUndo(text string, undo func()) {
	a.undo.Offer(text, undo)
	a.parts.all.undo.Offer(text, undo)
}

func (a *App) hideUndo() {
	a.undo.Hide()
	a.parts.all.undo.Hide()
}

func deletedText(gone []deleted) string {
	if len(gone) == 1 {
		return assets.Text("delete.done", "name", forms.Title(gone[0].profile))
	}
	return assets.Text("delete.many.done", "n", len(gone))
}

// settle ends the offer to take a deletion back.
func (a *App) settle() {
	a.hideUndo()
	if len(a.gone) > 0 {
		go access.Forget(a.ctx, a.secrets, idsOf(a.gone)...)
		a.gone = nil
	}
}

func idsOf(gone []deleted) []string {
	ids := make([]string, len(gone))
	for i, d := range gone {
		ids[i] = d.profile.ID
	}
	return ids
}

// restore puts deleted servers back.
func (a *App) restore() {
	a.leave(func() {
		gone := a.gone
		a.change(func(profiles []mailcore.Profile) []mailcore.Profile {
			for _, d := range gone {
				profiles = slices.Insert(profiles, min(d.at, len(profiles)), d.profile)
			}
			return profiles
		}, func() {
			a.gone = nil
			a.hideUndo()
			a.choose(a.near(gone[0].at))
		})
	})
}

// moveTo puts a server at another place of the list.
func (a *App) moveTo(id string, to int) {
	from := index(a.settings.Profiles, id)
	if !a.movable(from) || from == to {
		return
	}
	a.change(func(profiles []mailcore.Profile) []mailcore.Profile {
		moved := profiles[from]
		first := slices.IndexFunc(profiles, func(p mailcore.Profile) bool { return !oauth.Fixed(p) })
		return slices.Insert(slices.Delete(profiles, from, from+1), max(first, to), moved)
	}, func() { a.selected = index(a.settings.Profiles, a.current.ID) })
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
		code := words.Code(n)
		if !slices.ContainsFunc(profiles, func(p mailcore.Profile) bool { return p.Code == code }) {
			return code
		}
	}
}
