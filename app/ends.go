package app

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"todoku/assets"
	"todoku/assets/papers"
	"todoku/forms"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/ends"
	"todoku/mailcore/past"
	"todoku/mailcore/roster"
)

// endsKnown is what is known of ends without reading the history.
func (a *App) endsKnown() ends.Known {
	return ends.Known{
		Now: a.known.now(), Notices: a.known.notices, Certificates: a.known.certificates,
		Saved: a.known.saved, PasswordDays: a.settings.Preferences.PasswordDays,
	}
}

// listKnown is what the list of all servers knows besides them.
func (a *App) listKnown() roster.Known {
	names := map[string]string{}
	return roster.Known{Known: a.endsKnown(), Provider: func(p mailcore.Profile) string {
		key := p.Preset + "\n" + p.Outgoing.Host
		name, known := names[key]
		if !known {
			name = a.known.providerOf(p).Name.In(assets.Language())
			names[key] = name
		}
		return name
	}}
}

// learnEnds reads what the history knows of certificates, and on which days
// passwords were kept, and goes on.
func (a *App) learnEnds(then func()) {
	a.learnPast(func(past.Tests, time.Time) { then() })
}

// onEnds shows what of all servers ends when.
func (a *App) onEnds() { a.learnEnds(a.showEnds) }

func (a *App) showEnds() {
	profiles, known := a.settings.Profiles, a.endsKnown()
	all := ends.All(profiles, known)
	view := forms.NewEndsView(profiles, all)
	var shown *widgets.Shown
	view.OnOpen = func(id string) {
		shown.Close()
		a.onOpen(id)
	}
	paper := papers.NewEnds(profiles, all, known.Now)
	bar := widgets.NewFlow(
		widgets.NewButton(assets.Text("ends.button.print"), theme.DocumentPrintIcon(), func() {
			a.openInBrowser(a.window, paper.FileName(papers.HTML.Extension()), paper.As(papers.HTML))
		}),
		widgets.NewButton(assets.Text("ends.button.ics"), theme.DocumentSaveIcon(), func() { a.saveAs(a.window, paper.FileName(".ics"), paper.Calendar(), nil) }),
		widgets.NewButton(assets.Text("ends.button.csv"), theme.DocumentSaveIcon(), func() {
			a.saveAs(a.window, paper.FileName(papers.CSV.Extension()), paper.As(papers.CSV), nil)
		}),
	)
	shown = widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text("ends.title"), Width: 820, Content: widgets.NewColumn(bar, roomy(a.window, fyne.CanvasObject(view.Content))),
		Buttons: []widgets.DialogButton{{Text: assets.Text("close"), Cancel: true, Default: true}},
	})
}

// onColumns lets the user choose the columns of the list of all servers.
func (a *App) onColumns() {
	chosen := map[string]bool{}
	for _, key := range a.parts.all.list.Columns() {
		chosen[key] = true
	}
	var checks []fyne.CanvasObject
	for _, c := range roster.Columns {
		check := widgets.NewCheck(assets.Text("column."+c.Key), func(on bool) { chosen[c.Key] = on })
		check.Checked = chosen[c.Key]
		checks = append(checks, check)
	}
	widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text("overview.columns"), Text: assets.Text("overview.columns.text"), Content: widgets.NewFlow(checks...), Width: 560,
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("cancel"), Cancel: true},
			{Text: assets.Text("save"), Default: true, Importance: importanceHigh, OnTapped: func() { a.setColumns(chosen) }},
		},
	})
}

func (a *App) setColumns(chosen map[string]bool) {
	p := a.settings.Preferences
	p.Columns = nil
	for _, c := range roster.Columns {
		if chosen[c.Key] {
			p.Columns = append(p.Columns, c.Key)
		}
	}
	before := a.settings.Preferences
	a.settings.Preferences = p
	a.write(func() { a.parts.all.list.SetColumns(p.Columns) }, func() { a.settings.Preferences = before })
}
