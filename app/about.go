package app

import (
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"todoku/assets"
	"todoku/assets/fonts"
	"todoku/forms/widgets"
	"todoku/version"
)

// onAbout says what this is, as somebody who is asked for help wants to know
// it, and under which licences its parts come.
func (a *App) onAbout() {
	build := version.Current().String()
	done := widgets.NewCaption(" ")
	bar := widgets.NewFlow(widgets.NewButton(assets.Text("about.copy"), theme.ContentCopyIcon(), func() {
		a.copyText(build)
		done.SetText(assets.Text("about.copied"))
	}))
	scroll := container.NewVScroll(widgets.NewCaption(fonts.Licence))
	widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text("about.title"), Text: assets.Text("about.text", "version", build), Width: 560,
		Content: widgets.NewColumn(bar, done, widgets.NewText(assets.Text("about.licence")), tall(scroll, 180)),
		Buttons: []widgets.DialogButton{{Text: assets.Text("close"), Default: true, Cancel: true}},
	})
}
