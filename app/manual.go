package app

import (
	"fyne.io/fyne/v2"

	"todoku/assets/manual"
	"todoku/assets/papers"
	"todoku/docs"
	"todoku/mailcore"
)

// onManual opens the manual in the browser, from this computer.
func (a *App) onManual() {
	first, others := manual.Pages(docs.Manual())
	causes := papers.Causes{}
	others = append(others, papers.WebPage{Name: causes.FileName(papers.HTML), Data: causes.As(papers.HTML)})
	a.openInBrowser(a.window, first.Name, first.Data, others...)
}

// onCauses opens the page on all causes.
func (a *App) onCauses() { a.manual(a.window)("") }

// manual returns what opens the manual in the browser at a cause.
func (a *App) manual(w fyne.Window) func(mailcore.Code) {
	return func(code mailcore.Code) {
		page := papers.Causes{First: code}
		a.openInBrowser(w, page.FileName(papers.HTML), page.As(papers.HTML))
	}
}
