package app

import (
	"errors"

	"todoku/assets"
	"todoku/forms/widgets"
	"todoku/version"
)

// onNewer asks which version is the newest, when somebody says so who knows
// what is sent. Nothing else in the program asks it.
func (a *App) onNewer() {
	title := assets.Text("newer.title")
	switch {
	case version.Releases == "":
		a.tell(title, assets.Text("newer.none", "version", version.Current().Number))
	case a.settings.Preferences.Offline:
		a.tell(title, assets.Text("newer.offline", "version", version.Current().Number))
	default:
		widgets.ShowDialog(a.window, widgets.Dialog{
			Title: title, Text: assets.Text("newer.text", "address", version.Releases, "agent", version.Agent), Width: 520,
			Buttons: []widgets.DialogButton{
				{Text: assets.Text("cancel"), Cancel: true},
				{Text: assets.Text("newer.ask"), Default: true, Importance: importanceHigh, OnTapped: a.askNewest},
			},
		})
	}
}

func (a *App) askNewest() {
	roots, err := readRoots(a.settings.Preferences.Roots)
	if err != nil {
		a.tell(assets.Text("newer.title"), err.Error())
		return
	}
	go func() {
		newest, err := version.Newest(a.ctx, version.Releases, roots)
		a.do(func() { a.tellNewest(newest, err) })
	}()
}

func (a *App) tellNewest(newest string, err error) {
	title, now := assets.Text("newer.title"), version.Current().Number
	switch {
	case a.ctx.Err() != nil: // the window is gone
	case errors.Is(err, version.ErrUnreadable):
		a.tell(title, assets.Text("newer.unreadable", "address", version.Releases))
	case err != nil:
		a.tell(title, assets.Text("newer.failed", "error", err.Error()))
	case version.Same(newest, now):
		a.tell(title, assets.Text("newer.same", "version", now))
	default:
		widgets.ShowDialog(a.window, widgets.Dialog{
			Title: title, Text: assets.Text("newer.other", "newest", newest, "version", now),
			Buttons: []widgets.DialogButton{
				{Text: assets.Text("close"), Cancel: true},
				{Text: assets.Text("newer.open"), Default: true, Importance: importanceHigh, OnTapped: a.visitReleases},
			},
		})
	}
}

func (a *App) visitReleases() {
	if err := a.browser.visit(version.Releases); err != nil {
		a.tell(assets.Text("file.failed"), err.Error())
	}
}
