package app

import (
	"errors"

	"todoku/assets"
	"todoku/forms/widgets"
	"todoku/store"
	"todoku/version"
)

// onRelease asks which version is the newest, when somebody says so who knows
// what is sent. Nothing else in the program asks it.
func (a *App) onRelease() {
	title := assets.Text("release.title")
	switch {
	case version.Releases == "":
		a.tell(title, assets.Text("release.none", "version", version.Current().Number))
	case a.settings.Preferences.Offline:
		a.tell(title, assets.Text("release.offline", "version", version.Current().Number))
	default:
		widgets.ShowDialog(a.window, widgets.Dialog{
			Title: title, Text: assets.Text("release.text", "address", version.Releases, "agent", version.Agent), Width: 520,
			Buttons: []widgets.DialogButton{
				{Text: assets.Text("cancel"), Cancel: true},
				{Text: assets.Text("release.ask"), Default: true, Importance: importanceHigh, OnTapped: a.askNewest},
			},
		})
	}
}

func (a *App) askNewest() {
	roots, err := store.Roots(a.settings.Preferences.Roots)
	if err != nil {
		a.tell(assets.Text("release.title"), inWords(err))
		return
	}
	a.background(func() {
		newest, err := version.Newest(a.ctx, version.Releases, roots)
		a.do(func() { a.tellNewest(newest, err) })
	})
}

func (a *App) tellNewest(newest string, err error) {
	title, now := assets.Text("release.title"), version.Current().Number
	switch {
	case a.ctx.Err() != nil: // the window is gone
	case errors.Is(err, version.ErrUnreadable):
		a.tell(title, assets.Text("release.unreadable", "address", version.Releases))
	case err != nil:
		a.tell(title, assets.Text("release.failed", "error", inWords(err)))
	case version.Same(newest, now):
		a.tell(title, assets.Text("release.same", "version", now))
	default:
		widgets.ShowDialog(a.window, widgets.Dialog{
			Title: title, Text: assets.Text("release.other", "newest", newest, "version", now),
			Buttons: []widgets.DialogButton{
				{Text: assets.Text("close"), Cancel: true},
				{Text: assets.Text("release.open"), Default: true, Importance: importanceHigh, OnTapped: a.visitReleases},
			},
		})
	}
}

func (a *App) visitReleases() {
	if err := a.browser.visit(version.Releases); err != nil {
		a.tell(assets.Text("file.failed"), inWords(err))
	}
}
