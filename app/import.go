package app

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
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
	taken := &intake{app: a}
	var shown *widgets.Shown
	file := widgets.NewButton(assets.Text("import.file"), theme.FolderOpenIcon(), func() {
		a.files.open(a.window, func(path string) {
			shown.Close()
			a.importFile(path)
		})
	})
	readable := func() (ok bool) {
		err := taken.parse([]byte(text.Text), "")
		if err != nil {
			row.SetProblem(mailcore.Error, exchangeText(err))
		}
		return err == nil
	}
	shown = widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text("import.title"), Text: assets.Text("import.text"), Width: a.dialogWidth(), Focus: text,
		Content: widgets.NewColumn(widgets.NewFlow(file), widgets.NewRows(row)),
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("cancel"), Cancel: true},
			{Text: assets.Text("import.read"), Importance: importanceHigh, Ready: readable, OnTapped: taken.preview},
		},
	})
}

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
	taken := &intake{app: a}
	switch {
	case err != nil:
		a.tell(assets.Text("file.failed"), inWords(err))
	case store.IsBundle(data):
		taken.openBundle(data)
	default:
		taken.read(data, filepath.Base(path))
	}
}

// An intake is servers on their way out of a file or a text into the list.
type intake struct {
	app     *App
	drafts  []exchange.Draft
	format  string           // what they were read from, in words
	product mailcore.Product // that they are for; "" where nobody said
	anew    bool             // they are new servers, whatever there is
	bundle  store.Bundle     // that they were read from, with what comes along
}

// parse takes what is in a file of that name, or in a text without one.
func (i *intake) parse(data []byte, name string) error {
	drafts, format, err := words.ReadServers(data, name, "")
	if err != nil {
		return err
	}
	i.drafts, i.format = drafts, assets.Text("exchange.format."+format.ID)
	return nil
}

// read offers what is in a file of that name.
func (i *intake) read(data []byte, name string) {
	if err := i.parse(data, name); err != nil {
		i.app.tell(assets.Text("import.failed"), exchangeText(err))
		return
	}
	i.preview()
}

// exchangeText says in words why servers could not be read or written.
func exchangeText(err error) string {
	e, ok := errors.AsType[*exchange.Error](err)
	if !ok {
		return inWords(err) // which knows no exchange.Error but by this
	}
	text := words.Exchange(e.Code)
	if e.Line > 0 {
		return assets.Text("exchange.source.line", "line", e.Line, "text", text)
	}
	return text
}

// openBundle asks for the passphrase of an encrypted file until it opens.
func (i *intake) openBundle(data []byte) {
	i.askPassphrase("bundle.open", assets.Text("bundle.open.text"), func(passphrase mailcore.Secret) {
		i.app.background(func() { // the work factor takes its time
			b, err := store.OpenBundle(data, passphrase)
			i.app.do(func() {
				switch {
				case errors.Is(err, store.ErrWrongPassphrase), errors.Is(err, store.ErrNoPassphrase):
					i.tellThen(assets.Text("bundle.wrong"), assets.Text("bundle.wrong.text"), func() { i.openBundle(data) })
				case err != nil:
					i.app.tell(assets.Text("import.failed"), assets.Text("bundle.damaged"))
				default:
					i.drafts, i.format, i.bundle = exchange.FromProfiles(b.Fill()), assets.Text("exchange.format.bundle"), b
					i.preview()
				}
			})
		})
	})
}

// preview shows each field before anything is kept.
func (i *intake) preview() {
	if text := words.PlanRefusals(exchange.Plan(i.known(), i.drafts)); text != "" {
		i.app.tell(assets.Text("import.failed"), text)
		return
	}
	i.app.leave(func() {
		var view *forms.PlanView
		place := container.NewStack()
		show := func(drafts []exchange.Draft) {
			view = forms.NewPlanView(exchange.Plan(i.known(), drafts), func() {})
			place.Objects = []fyne.CanvasObject{view.Content}
			place.Refresh()
		}
		show(i.drafts)
		content := fyne.CanvasObject(place)
		if slices.ContainsFunc(i.drafts, func(d exchange.Draft) bool { return len(d.Forms) > 0 }) {
			content = container.NewBorder(ownerRow(i.drafts, show), nil, nil, nil, place)
		}
		size := i.app.window.Canvas().Size()
		widgets.ShowDialog(i.app.window, widgets.Dialog{
			Title: assets.Text("import.preview", "n", len(i.drafts)), Text: strings.TrimSpace(assets.Text("import.preview.text", "format", i.format) + "\n" + words.Luggage("bundle.also", i.bundle.Pieces())), Width: i.app.dialogWidth(),
			Content: tall(content, max(200, size.Height-300)),
			Buttons: []widgets.DialogButton{
				{Text: assets.Text("cancel"), Cancel: true},
				{Text: assets.Text("import.accept"), Default: true, Importance: importanceHigh, OnTapped: func() { i.accept(view.Accepted()) }},
			},
		})
	})
}

// known are the servers that those read may take the place of: none where
// somebody adds a new one.
func (i *intake) known() []mailcore.Profile {
	if i.anew {
		return nil
	}
	return i.app.settings.Profiles
}

// ownerRow asks for the mail address from which names of accounts and servers
// follow.
func ownerRow(drafts []exchange.Draft, show func([]exchange.Draft)) fyne.CanvasObject {
	entry := widgets.NewEntry()
	row := widgets.NewRow(assets.Text("import.address"), false, entry)
	row.SetHint(assets.Text("import.address.hint"))
	entry.OnChanged = func(address string) {
		row.SetProblem(mailcore.Error, "")
		row.SetFix("", nil)
		switch meant, ok := mailcore.ValidAddress(address); {
		case ok:
			show(exchange.Owned(drafts, meant))
		case meant != "":
			row.SetProblem(mailcore.Error, assets.Text("problem.address-marks", "meant", meant))
			row.SetFix(assets.Text("import.address.take", "address", meant), func() { entry.SetText(meant) })
		}
	}
	return widgets.NewRows(row)
}

// accept keeps servers that were read: their passwords first, since a server
// without its password would be half of what was imported.
func (i *intake) accept(plan []exchange.Planned) {
	if len(plan) == 0 {
		return
	}
	i.app.settle()
	var taken []mailcore.Profile
	for n := range plan {
		plan[n].Profile = i.app.store.Policy().Fix(plan[n].Profile.Normalised())
		if i.product != "" && !slices.Contains(plan[n].Profile.Products, i.product) {
			plan[n].Profile.Products = append(slices.Clone(plan[n].Profile.Products), i.product)
		}
		if len(plan[n].Draft.Passwords()) > 0 {
			taken = append(taken, plan[n].Profile)
		}
	}
	if len(taken) == 0 {
		i.keep(plan)
		return
	}
	secrets := i.app.secrets
	put := func(ctx context.Context, to store.Secrets) error { return store.KeepSecrets(ctx, to, taken) }
	i.app.background(func() {
		err := put(i.app.ctx, secrets)
		i.app.do(func() {
			switch {
			case err == nil:
				i.keep(plan)
			case !errors.Is(err, context.Canceled):
				i.app.tellSecrets(err, put, func() { i.keep(plan) })
			}
		})
	})
}

// keep saves the servers, whose passwords are kept.
func (i *intake) keep(plan []exchange.Planned) {
	var first string
	i.app.change(func(profiles []mailcore.Profile) []mailcore.Profile {
		exchange.Number(profiles, plan, words.Code)
		first = plan[0].Profile.ID
		return exchange.Apply(profiles, plan)
	}, func() {
		i.app.choose(index(i.app.settings.Profiles, first))
		i.unpack()
	})
}

// unpack takes over what came along in a bundle.
func (i *intake) unpack() {
	if len(i.bundle.Pieces()) == 0 {
		return
	}
	a := i.app
	secrets, before := a.secrets, a.settings.Preferences
	i.app.background(func() {
		after, stayed, err := a.store.Unpack(a.ctx, secrets, i.bundle, before)
		a.do(func() {
			if err != nil {
				a.tell(assets.Text("import.failed"), inWords(err))
				return
			}
			a.settings.Preferences = after
			a.write(func() {
				if len(stayed) > 0 {
					a.tell(assets.Text("exchange.format.bundle"), words.Luggage("bundle.stayed", stayed))
				}
			}, func() { a.settings.Preferences = before })
		})
	})
}

// askPassphrase asks for the passphrase of a file.
func (i *intake) askPassphrase(title, text string, then func(mailcore.Secret)) {
	entry := widgets.NewPassword()
	widgets.ShowDialog(i.app.window, widgets.Dialog{
		Title: assets.Text(title), Text: text, Content: entry, Focus: entry,
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("cancel"), Cancel: true},
			{Text: assets.Text("ok"), Default: true, Importance: importanceHigh, OnTapped: func() { then(mailcore.Secret(entry.Text)) }},
		},
	})
}

// tellThen shows a message and goes on when it is closed.
func (i *intake) tellThen(title, text string, then func()) {
	widgets.ShowDialog(i.app.window, widgets.Dialog{
		Title: title, Text: text,
		Buttons: []widgets.DialogButton{{Text: assets.Text("close"), Default: true, Cancel: true, OnTapped: then}},
	})
}
