package app

import (
	"runtime"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"todoku/assets"
	"todoku/assets/papers"
	"todoku/forms"
	"todoku/forms/widgets"
	"todoku/mailcore"
)

// savedFormats are the formats in which an inquiry is saved, as people call them.
var savedFormats = []struct {
	format papers.Format
	name   string
}{{papers.Markdown, "Markdown"}, {papers.HTML, "HTML"}, {papers.JSON, "JSON"}}

// inquireHere reports the test that is on the screen, once it has ended.
func (a *App) inquireHere() {
	if r := a.view.Report(); r.ID != "" && r.Ended() {
		a.onInquire(a.window, r)
	}
}

// onInquire shows in front of w what r says for somebody who is asked for
// help, to be copied or saved.
func (a *App) onInquire(w fyne.Window, r mailcore.Report) {
	inquiry := papers.Inquiry{Report: r, Version: a.app.Metadata().Version, OS: runtime.GOOS + "/" + runtime.GOARCH, Now: time.Now(), Hide: true}
	size := w.Canvas().Size()
	room := fyne.NewSize(min(size.Width-80, 860), max(140, size.Height-320))
	preview, done := forms.NewPreview(), widgets.NewCaption(" ")
	show := func() { preview.Show(string(inquiry.As(papers.Text)), room.Width-24) }
	hide := widgets.NewCheck(assets.Text("inquiry.hide"), func(on bool) { inquiry.Hide = on; done.SetText(" "); show() })
	hide.Checked = true
	bar := widgets.NewFlow(widgets.NewButton(assets.Text("inquiry.copy"), theme.ContentCopyIcon(), func() {
		a.copyText(string(inquiry.As(papers.Text)))
		done.SetText(assets.Text("inquiry.copied"))
	}))
	for _, s := range savedFormats {
		bar.Add(widgets.NewButton(assets.Text("inquiry.save", "format", s.name), theme.DocumentSaveIcon(), func() {
			name := inquiry.FileName(s.format)
			a.saveAs(w, name, inquiry.As(s.format), func() { done.SetText(assets.Text("inquiry.saved", "name", name)) })
		}))
	}
	show()
	widgets.ShowDialog(w, widgets.Dialog{
		Title: assets.Text("inquiry.title"), Text: assets.Text("inquiry.text"), Width: room.Width,
		Content: widgets.NewColumn(hide, bar, done, container.NewGridWrap(room, preview.Content)),
		Buttons: []widgets.DialogButton{{Text: assets.Text("close"), Cancel: true, Default: true}},
	})
}
