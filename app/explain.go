package app

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"todoku/assets"
	"todoku/forms"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/cause"
)

// onExplain asks for what some program said, pasted or from a file, and says
// what it means. Text that cannot be read stays, with the reason.
func (a *App) onExplain() {
	text := widgets.NewMultiLine()
	text.SetPlaceHolder(assets.Text("explain.paste"))
	row := widgets.NewRow("", false, tall(text, 240))
	var shown *widgets.Shown
	var found cause.Explanation
	file := widgets.NewButton(assets.Text("import.file"), theme.FolderOpenIcon(), func() {
		a.files.open(a.window, func(path string) {
			shown.Close()
			a.explainFile(path)
		})
	})
	readable := func() bool {
		e, err := cause.Explain([]byte(text.Text))
		if err != nil {
			row.SetProblem(mailcore.Error, unexplained(err))
			return false
		}
		found = e
		return true
	}
	shown = widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text("explain.title"), Text: assets.Text("explain.text"), Width: a.dialogWidth(), Focus: text,
		Content: widgets.NewColumn(widgets.NewFlow(file), widgets.NewRows(row)),
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("cancel"), Cancel: true},
			{Text: assets.Text("explain.look"), Importance: importanceHigh, Ready: readable, OnTapped: func() { a.showExplained(found) }},
		},
	})
}

// explainFile says what is in a file.
func (a *App) explainFile(path string) {
	data, err := readFile(path)
	if err != nil {
		a.tell(assets.Text("file.failed"), inWords(err))
		return
	}
	e, err := cause.Explain(data)
	if err != nil {
		a.tell(assets.Text("explain.title"), unexplained(err))
		return
	}
	a.showExplained(e)
}

// showExplained shows what a text means, with the words marked that led to it.
func (a *App) showExplained(e cause.Explanation) {
	size := a.window.Canvas().Size()
	room := fyne.NewSize(a.dialogWidth(), min(220, max(96, size.Height-480)))
	widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text("explain.found"), Width: room.Width,
		Content: forms.NewExplained(e, room, a.manual(a.window)),
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("explain.again"), OnTapped: a.onExplain},
			{Text: assets.Text("close"), Cancel: true, Default: true},
		},
	})
}

// unexplained says why a text cannot be explained.
func unexplained(err error) string {
	if errors.Is(err, cause.ErrEmpty) {
		return assets.Text("explain.empty")
	}
	return assets.Text("explain.binary")
}
