package app

import (
	"cmp"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms"
	"todoku/mailcore"
	"todoku/mailcore/wire"
	"todoku/store"
)

// onHistory shows the tests of the past in a window of their own, each in the
// same view as when it ran. One that is open already gives way to it.
func (a *App) onHistory() {
	runs, damaged, err := a.store.Runs()
	if err != nil {
		a.tell(assets.Text("history.failed"), err.Error())
		return
	}
	if a.past != nil {
		a.past.Close()
	}
	w := a.app.NewWindow(assets.Text("history.title"))
	a.past = w
	w.SetOnClosed(func() {
		if a.past == w {
			a.past = nil
		}
	})
	view := forms.NewReportView(a.copyText, func(lines []wire.Line) { a.showConversation(w, lines) })
	list := forms.NewRunList(func(id string) {
		r, err := a.store.Report(id)
		if err != nil {
			view.Clear()
			a.tell(assets.Text("history.failed"), err.Error())
			return
		}
		view.Show(r)
	})
	list.Show(pastRuns(runs))
	split := container.NewHSplit(list.Content, container.NewVScroll(container.NewPadded(view.Content)))
	split.SetOffset(0.4)
	w.SetContent(split)
	w.Resize(fyne.NewSize(960, 600))
	w.Show()
	if damaged > 0 {
		a.tell(assets.Text("history.title"), assets.Text("history.damaged", "n", damaged))
	}
}

func pastRuns(runs []store.Run) []forms.PastRun {
	past := make([]forms.PastRun, len(runs))
	for i, r := range runs {
		past[i] = forms.PastRun{ID: r.ID, Title: r.Started.Local().Format("2006-01-02 15:04") + "  " + cmp.Or(r.Name, r.Host), Detail: outcome(r), State: mailcore.Passed}
		if !r.OK {
			past[i].State = mailcore.Failed
		}
	}
	return past
}

func outcome(r store.Run) string {
	text := fmt.Sprintf("%s  %s:%d", assets.Text("scope."+string(r.Scope)), r.Host, r.Port)
	if r.OK {
		return text
	}
	return text + "  " + words.Step(mailcore.Result{Side: r.Side, Step: r.Step}) + ": " + cmp.Or(r.Reply, assets.Text("fault."+string(r.Fault)))
}
