package app

import (
	"context"
	"errors"
	"slices"
	"strings"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/exchange"
	"todoku/store"
)

// bundleFormat is the encrypted file with the passwords, beside the formats
// of package exchange.
const bundleFormat = "bundle"

// peopleFormat is a CSV with the words of the screen.
const peopleFormat = "csv-people"

// bundleExtension is that of its files, which open with the program.
const bundleExtension = "todoku"

// An export is servers on their way into a file.
type export struct {
	app      *App
	profiles []mailcore.Profile
	then     func() // what follows when they are written; nil for nothing
}

// onExport writes servers into a file: those with the IDs, or where there are
// none all of the user's own.
func (a *App) onExport(ids []string) {
	if len(ids) == 0 {
		ids = a.settings.own()
	}
	a.export(ids, nil)
}

// export asks for a format and a file, writes the servers, and goes on; then
// may be nil.
func (a *App) export(ids []string, then func()) {
	profiles := slices.DeleteFunc(slices.Clone(a.settings.Profiles), func(p mailcore.Profile) bool { return !slices.Contains(ids, p.ID) })
	if len(profiles) == 0 {
		a.tell(assets.Text("export.title"), assets.Text("export.nothing"))
		return
	}
	e := &export{app: a, profiles: profiles, then: then}
	format := "toml"
	choice := widgets.NewChoice(exportOptions(len(profiles)), 1, func(v string) { format = v })
	choice.SetSelected(format)
	widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text("export.title"), Text: assets.Text("export.text", "n", len(profiles)), Width: 560, Content: choice,
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("cancel"), Cancel: true},
			{Text: assets.Text("export.write"), Default: true, Importance: importanceHigh, OnTapped: func() { e.write(format) }},
		},
	})
}

// exportOptions are the formats that hold n servers.
func exportOptions(n int) []widgets.Option {
	options := []widgets.Option{}
	for _, id := range []string{"toml", peopleFormat, "csv", bundleFormat, "msmtprc", "postfix", "autoconfig", "garoon"} {
		if f, ok := exchange.Find(id); !ok || n == 1 || !f.Single {
			options = append(options, widgets.Option{Value: id, Label: assets.Text("exchange.format." + id)})
		}
	}
	return options
}

// write writes the servers in the format with that ID.
func (e *export) write(id string) {
	if id == bundleFormat {
		e.newBundle()
		return
	}
	if id == peopleFormat {
		data, err := words.PeopleCSV(e.profiles)
		if err != nil {
			e.app.tell(assets.Text("export.failed"), exchangeText(err))
			return
		}
		e.save("csv", data)
		return
	}
	format, _ := exchange.Find(id) // one of those that were offered
	data, err := format.Write(e.profiles)
	if err != nil {
		e.app.tell(assets.Text("export.failed"), exchangeText(err))
		return
	}
	write := func() { e.save(format.Extensions[0], data) }
	if lost := lostFields(format, e.profiles); lost != "" {
		e.tellLost(lost, write)
		return
	}
	write()
}

// lostFields names what a format has no place for.
func lostFields(f exchange.Format, profiles []mailcore.Profile) string {
	var names []string
	for _, p := range profiles {
		for _, key := range f.Lost(p) {
			if name := words.Field(key); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return strings.Join(names, assets.Text("list.separator"))
}

// tellLost says what will not be in the file before it is written.
func (e *export) tellLost(lost string, write func()) {
	widgets.ShowDialog(e.app.window, widgets.Dialog{
		Title: assets.Text("export.lost"), Text: assets.Text("export.lost.text", "fields", lost),
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("cancel"), Cancel: true},
			{Text: assets.Text("export.write"), Default: true, Importance: importanceHigh, OnTapped: write},
		},
	})
}

// save asks where to, and writes the file.
func (e *export) save(extension string, data []byte) {
	e.app.saveAs(e.app.window, "todoku-servers."+extension, data, e.then)
}

// newBundle asks for a passphrase, twice, and writes the servers with their
// passwords under it.
func (e *export) newBundle() {
	n := newPassphraseRows("bundle.passphrase", "bundle.again")
	widgets.ShowDialog(e.app.window, widgets.Dialog{
		Title: assets.Text("bundle.new"), Text: assets.Text("bundle.new.text"), Width: 520, Focus: n.first.entry,
		Content: widgets.NewRows(n.first.row, n.again.row),
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("cancel"), Cancel: true},
			{
				Text: assets.Text("export.write"), Default: true, Importance: importanceHigh, Ready: n.ready,
				OnTapped: func() { e.writeBundle(n.secret()) },
			},
		},
	})
}

func (e *export) writeBundle(passphrase mailcore.Secret) {
	a, secrets := e.app, e.app.secrets
	v := store.Settings{Profiles: e.profiles, Preferences: a.settings.Preferences}
	e.app.background(func() {
		b, err := a.store.NewBundle(a.ctx, secrets, v)
		var data []byte
		if err == nil {
			data, err = store.SealBundle(b, passphrase)
		}
		a.do(func() {
			switch {
			case errors.Is(err, context.Canceled): // somebody would not give a password
			case err != nil:
				a.tell(assets.Text("export.failed"), inWords(err))
			default:
				e.save(bundleExtension, data)
			}
		})
	})
}
