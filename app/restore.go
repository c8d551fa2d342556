package app

import (
	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms/widgets"
	"todoku/store"
)

// offerSettings shows a message and, where the settings before are still there,
// a button that brings them back.
func (a *App) offerSettings(title, text string, lost store.Lost) {
	if lost.Servers == 0 {
		a.tell(title, text)
		return
	}
	when := words.Moment(lost.Saved)
	widgets.ShowDialog(a.window, widgets.Dialog{
		Title: title, Text: text + "\n\n" + assets.Text("restore.settings.text", "when", when, "n", lost.Servers),
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("close"), Cancel: true},
			{Text: assets.Text("restore.settings"), Default: true, Importance: importanceHigh, OnTapped: a.restoreSettings},
		},
	})
}

// restoreSettings goes on with the settings before.
func (a *App) restoreSettings() {
	settings, err := a.store.RestoreSettings()
	if err != nil {
		a.tell(assets.Text("restore.failed"), assets.Text("load.failed.text", "error", inWords(err)))
		return
	}
	a.settings = newSettings(settings)
	a.openSecrets()
	a.applyPreferences()
	a.build()
	a.choose(a.settings.firstOwn())
}

// offerRuns offers to list the past tests again whose list is gone.
func (p *pastTests) offerRuns(n int) {
	widgets.ShowDialog(p.window, widgets.Dialog{
		Title: assets.Text("history.title"), Text: assets.Text("restore.runs.text", "n", n),
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("close"), Cancel: true},
			{Text: assets.Text("restore.runs"), Default: true, Importance: importanceHigh, OnTapped: p.restoreRuns},
		},
	})
}

func (p *pastTests) restoreRuns() {
	if _, err := p.app.store.RestoreRuns(); err != nil {
		p.app.tellIn(p.window, assets.Text("restore.failed"), assets.Text("load.failed.text", "error", inWords(err)))
		return
	}
	p.load(0)
}
