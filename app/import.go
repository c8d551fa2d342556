package app

import (
	"context"
	"errors"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/exchange"
	"todoku/store"
)

// onImport reads servers from a file, or from text that is pasted. Text that
// cannot be read stays, with the reason.
func (a *App) onImport() {
	text := widgets.NewMultiLine()
	text.SetPlaceHolder(assets.Text("import.paste"))
	row := widgets.NewRow("", false, tall(text, 240))
	var drafts []exchange.Draft
	var format exchange.Format
	var shown *widgets.Shown
	file := widgets.NewButton(assets.Text("import.file"), theme.FolderOpenIcon(), func() {
		a.files.open(a.window, func(path string) {
			shown.Close()
			a.importFile(path)
		})
	})
	readable := func() (ok bool) {
		var err error
		if drafts, format, err = exchange.Read([]byte(text.Text), ""); err != nil {
			row.SetProblem(mailcore.Error, exchangeText(err))
		}
		return err == nil
	}
	shown = widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text("import.title"), Text: assets.Text("import.text"), Width: a.dialogWidth(), Focus: text,
		Content: widgets.NewColumn(widgets.NewFlow(file), widgets.NewRows(row)),
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("cancel"), Cancel: true},
			{Text: assets.Text("import.read"), Importance: importanceHigh, Ready: readable, OnTapped: func() { a.preview(drafts, formatName(format)) }},
		},
	})
}

func formatName(f exchange.Format) string { return assets.Text("exchange.format." + f.ID) }

// dialogWidth is that of a dialog that needs room, in units.
func (a *App) dialogWidth() float32 { return min(860, a.window.Canvas().Size().Width-80) }

// onDropped reads the first of the files that were dropped on the window.
func (a *App) onDropped(_ fyne.Position, files []fyne.URI) {
	if len(files) > 0 && a.window.Canvas().Overlays().Top() == nil {
		a.importFile(files[0].Path())
	}
}

func (a *App) importFile(path string) {
	data, err := readFile(path)
	switch {
	case err != nil:
		a.tell(assets.Text("file.failed"), err.Error())
	case store.IsBundle(data):
		a.openBundle(data)
	default:
		a.importText(data, filepath.Base(path))
	}
}

// importText reads what is in a file of that name.
func (a *App) importText(data []byte, name string) {
	drafts, format, err := exchange.Read(data, name)
	if err != nil {
		a.tell(assets.Text("import.failed"), exchangeText(err))
		return
	}
	a.preview(drafts, formatName(format))
}

// exchangeText says in words why servers could not be read or written.
func exchangeText(err error) string {
	e, ok := errors.AsType[*exchange.Error](err)
	if !ok {
		return err.Error()
	}
	text := words.Exchange(e.Code)
	if e.Line > 0 {
		return assets.Text("exchange.source.line", "line", e.Line, "text", text)
	}
	return text
}

// openBundle asks for the passphrase of an encrypted file until it opens.
func (a *App) openBundle(data []byte) {
	a.askPassphrase("bundle.open", assets.Text("bundle.open.text"), func(passphrase mailcore.Secret) {
		go func() { // the work factor takes its time
			b, err := store.OpenBundle(data, passphrase)
			a.do(func() {
				switch {
				case errors.Is(err, store.ErrWrongPassphrase), errors.Is(err, store.ErrNoPassphrase):
					a.tellThen(assets.Text("bundle.wrong"), assets.Text("bundle.wrong.text"), func() { a.openBundle(data) })
				case err != nil:
					a.tell(assets.Text("import.failed"), assets.Text("bundle.damaged"))
				default:
					a.preview(exchange.FromProfiles(b.Fill()), assets.Text("exchange.format.bundle"))
				}
			})
		}()
	})
}

// preview shows each field before anything is kept.
func (a *App) preview(drafts []exchange.Draft, format string) {
	a.leave(func() {
		plan := exchange.Plan(a.settings.Profiles, drafts)
		size := a.window.Canvas().Size()
		view := forms.NewPlanView(plan, func() {})
		widgets.ShowDialog(a.window, widgets.Dialog{
			Title: assets.Text("import.preview", "n", len(plan)), Text: assets.Text("import.preview.text", "format", format), Width: a.dialogWidth(),
			Content: tall(view.Content, max(200, size.Height-300)),
			Buttons: []widgets.DialogButton{
				{Text: assets.Text("cancel"), Cancel: true},
				{Text: assets.Text("import.accept"), Default: true, Importance: importanceHigh, OnTapped: func() { a.accept(view.Accepted()) }},
			},
		})
	})
}

// accept keeps servers that were read: their passwords first, since a server
// without its password would be half of what was imported.
func (a *App) accept(plan []exchange.Planned) {
	if len(plan) == 0 {
		return
	}
	a.settle()
	var taken []mailcore.Profile
	for i := range plan {
		plan[i].Profile = plan[i].Profile.Normalised()
		if len(plan[i].Draft.Passwords()) > 0 {
			taken = append(taken, plan[i].Profile)
		}
	}
	if len(taken) == 0 {
		a.keepImported(plan)
		return
	}
	secrets := a.secrets
	go func() {
		err := store.KeepSecrets(a.ctx, secrets, taken)
		a.do(func() {
			switch {
			case err == nil:
				a.keepImported(plan)
			case !errors.Is(err, context.Canceled):
				a.tellSecrets(err, func() { a.accept(plan) })
			}
		})
	}()
}

// keepImported saves the servers, whose passwords are kept.
func (a *App) keepImported(plan []exchange.Planned) {
	var first string
	a.change(func(profiles []mailcore.Profile) []mailcore.Profile {
		exchange.Number(profiles, plan, words.Code)
		first = plan[0].Profile.ID
		return exchange.Apply(profiles, plan)
	}, func() { a.choose(index(a.settings.Profiles, first)) })
}

// askPassphrase asks for the passphrase of a file.
func (a *App) askPassphrase(title, text string, then func(mailcore.Secret)) {
	entry := widgets.NewPassword()
	widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text(title), Text: text, Content: entry, Focus: entry,
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("cancel"), Cancel: true},
			{Text: assets.Text("ok"), Default: true, Importance: importanceHigh, OnTapped: func() { then(mailcore.Secret(entry.Text)) }},
		},
	})
}

// tellThen shows a message and goes on when it is closed.
func (a *App) tellThen(title, text string, then func()) {
	widgets.ShowDialog(a.window, widgets.Dialog{
		Title: title, Text: text,
		Buttons: []widgets.DialogButton{{Text: assets.Text("close"), Default: true, Cancel: true, OnTapped: then}},
	})
}
