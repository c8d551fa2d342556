package app

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"todoku/assets"
	"todoku/assets/papers"
	"todoku/forms/widgets"
	"todoku/mailcore/past"
)

// learnPast reads what the store knows of the past of all servers, and goes on.
func (a *App) learnPast(then func(tests past.Tests, reviewed time.Time)) {
	s := a.store
	a.background(func() {
		tests, certificates := s.Past()
		saved, reviewed := s.SecretDates(), s.Reviewed()
		a.do(func() {
			a.known.certificates, a.known.saved = certificates, saved
			then(tests, reviewed)
		})
	})
}

// onReview offers the review of all servers.
func (a *App) onReview() { a.learnPast(a.showReview) }

func (a *App) showReview(tests past.Tests, reviewed time.Time) {
	now := a.known.now()
	reviewed = papers.ReviewFrom(reviewed, now)
	review := papers.NewReview(a.settings.Profiles, papers.Known{Known: a.endsKnown(), Tests: tests}, reviewed)
	lead := widgets.NewText(review.Lead)
	lead.Bold = true
	widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text("review.title"), Width: 620, Content: widgets.NewColumn(lead, a.paperButtons(assets.Text("paper.review"), review, func() {
			_ = a.store.NoteReview(now) // the next one then tells some of it again
		})),
		Text:    assets.Text("review.text", "from", reviewed.Format(time.DateOnly)),
		Buttons: []widgets.DialogButton{{Text: assets.Text("close"), Cancel: true, Default: true}},
	})
}

// A printable is a paper about all servers.
type printable interface {
	As(papers.Format) []byte
	FileName(papers.Format) string
}

// paperButtons print a paper, save it, and copy it; then follows when it is
// printed or saved, and may be nil.
func (a *App) paperButtons(name string, p printable, then func()) fyne.CanvasObject {
	if then == nil {
		then = func() {}
	}
	return widgets.NewFlow(
		widgets.NewButton(assets.Text("paper.print", "paper", name), theme.DocumentPrintIcon(), func() {
			a.openInBrowser(a.window, p.FileName(papers.HTML), p.As(papers.HTML))
			then()
		}),
		widgets.NewButton(assets.Text("paper.save", "paper", name), theme.DocumentSaveIcon(), func() { a.saveAs(a.window, p.FileName(papers.HTML), p.As(papers.HTML), then) }),
		widgets.NewButton(assets.Text("paper.copy", "paper", name), theme.ContentCopyIcon(), func() { a.copyText(string(p.As(papers.Text))) }),
	)
}
