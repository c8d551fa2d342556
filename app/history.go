package app

import (
	"context"
	"errors"
	"slices"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/forms"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/cause"
	"todoku/mailcore/transcript"
	"todoku/store"
)

// A pastTests is the window of the history: the table of past tests, and the
// chosen one in the same view as when it ran, with what it changed.
type pastTests struct {
	app     *App
	window  fyne.Window
	list    *forms.RunList
	view    *forms.ReportView
	compare *forms.CompareView
	notice  *widgets.Text   // in place of a report
	page    *fyne.Container // notice, report and comparison
	body    *container.Scroll

	ctx   context.Context // ends when the window is closed
	runs  []store.Run     // all, newest first
	texts func() []string // of runs, to be searched
	shown []int           // of runs
	cause func(store.Run) mailcore.Code
	stop  context.CancelFunc // of the search that is going on; nil before the first
	id    string             // of the run that is being shown
}

// onHistory shows the tests of the past.
func (a *App) onHistory() { a.showHistory(forms.RunQuery{}) }

// showHistory shows tests of the past in a window of their own. One that is
// open already gives way to it.
func (a *App) showHistory(query forms.RunQuery) {
	p := &pastTests{app: a, cause: guarded(store.Causes())}
	ctx, end := context.WithCancel(a.ctx)
	p.ctx = ctx
	p.window = a.beside.history.open(a.app, assets.Text("history.title"), end)
	p.window.SetContent(p.build(query))
	p.window.Resize(fyne.NewSize(960, 680))
	p.window.Show()
	p.load(0)
}

// guarded lets a function be called by the search and by the screen.
func guarded(cause func(store.Run) mailcore.Code) func(store.Run) mailcore.Code {
	var mu sync.Mutex
	return func(r store.Run) mailcore.Code {
		mu.Lock()
		defer mu.Unlock()
		return cause(r)
	}
}

func (p *pastTests) build(query forms.RunQuery) fyne.CanvasObject {
	p.view = forms.NewReportView(p.app.copyText, func(lines []transcript.Line) { p.app.showConversation(p.window, lines) })
	p.view.Manual = p.app.manual(p.window)
	p.view.SetTools(p.app.tools(p.window)...)
	p.compare, p.notice = forms.NewCompareView(), widgets.NewCaption("")
	p.list = forms.NewRunList(forms.RunActions{
		Chosen: p.onChosen, Filter: func(forms.RunQuery) { p.search(0) }, Reload: func() { p.load(0) },
		Copy: p.onCopyList, Delete: p.onDeleteRun, DeleteAll: p.onDeleteShown,
	}, query)
	p.page = widgets.NewColumn(p.notice, p.view.Content, p.compare.Content)
	p.body = container.NewVScroll(container.NewPadded(p.page))
	p.clear("")
	split := container.NewVSplit(p.list.Content, p.body)
	split.SetOffset(0.55)
	return split
}

// later does work in the background and then shows what it found, unless the
// window or the search has been given up meanwhile.
func (p *pastTests) later(ctx context.Context, work func() (show func())) {
	p.app.background(func() {
		show := work()
		p.app.do(func() {
			if ctx.Err() == nil {
				show()
			}
		})
	})
}

// load reads the history again and chooses the line at chosen.
func (p *pastTests) load(chosen int) {
	p.list.Wait()
	p.later(p.ctx, func() func() {
		runs, damaged, err := p.app.store.Runs()
		servers, lost := serversOf(runs), 0
		if len(runs) == 0 {
			lost = p.app.store.Lost().Runs
		}
		return func() {
			p.runs, p.texts = runs, sync.OnceValue(func() []string { return searchable(runs, p.cause) })
			p.list.Offer(servers)
			p.search(chosen)
			if err != nil {
				p.app.tellIn(p.window, assets.Text("history.failed"), inWords(err))
			} else if damaged > 0 {
				p.app.tellIn(p.window, assets.Text("history.title"), assets.Text("history.damaged", "n", damaged))
			} else if lost > 0 {
				p.offerRuns(lost)
			}
		}
	})
}

// search shows the runs that the bar asks for, and chooses the line at chosen.
func (p *pastTests) search(chosen int) {
	if p.texts == nil { // they will be shown when they are there
		return
	}
	if p.stop != nil {
		p.stop()
	}
	ctx, stop := context.WithCancel(p.ctx)
	p.stop = stop
	runs, texts, query := p.runs, p.texts, p.list.Query()
	p.later(ctx, func() func() {
		shown := matching(ctx, runs, texts, query, p.cause)
		return func() {
			p.shown = shown
			p.list.Show(len(shown), len(runs), chosen, func(i int) forms.PastRun { return pastRun(runs[shown[i]], p.cause) })
		}
	})
}

// onChosen shows a run, and what is different from the one before.
func (p *pastTests) onChosen(i int) {
	if i < 0 {
		p.id = ""
		p.clear("")
		return
	}
	run := p.runs[p.shown[i]]
	before, ok := store.Previous(slices.Values(p.runs), run.ID)
	p.id = run.ID
	p.later(p.ctx, func() func() {
		report, err := p.app.store.Report(run.ID)
		var old mailcore.Report
		if ok && err == nil {
			var gone error
			old, gone = p.app.store.Report(before.ID)
			ok = gone == nil
		}
		return func() {
			if p.id == run.ID {
				p.show(report, err, old, ok)
			}
		}
	})
}

// clear shows a notice in place of a report.
func (p *pastTests) clear(notice string) {
	p.notice.SetText(notice)
	visible(p.notice, notice != "")
	p.view.Clear()
	p.view.Content.Hide()
	p.compare.Clear()
	p.page.Refresh()
}

func (p *pastTests) show(report mailcore.Report, err error, before mailcore.Report, compared bool) {
	switch {
	case errors.Is(err, store.ErrNoRun):
		p.clear(assets.Text("history.lost"))
		return
	case errors.Is(err, store.ErrDamaged):
		p.clear(assets.Text("history.damaged-run"))
		return
	case err != nil:
		p.clear(assets.Text("history.failed") + ": " + inWords(err))
		return
	}
	p.clear("")
	p.view.Content.Show()
	p.view.Show(report)
	if compared {
		p.compare.Show(before.Started, cause.Compare(before, report))
	} else {
		p.compare.ShowFirst()
	}
	p.page.Refresh()
	p.body.ScrollToTop()
}

func (p *pastTests) onCopyList() {
	runs, shown := p.runs, p.shown
	p.later(p.ctx, func() func() {
		text := spreadsheet(runs, shown, p.cause)
		return func() { p.app.copyText(text) }
	})
}

func (p *pastTests) onDeleteRun() {
	i := p.list.Chosen()
	if i < 0 {
		return
	}
	run := p.runs[p.shown[i]]
	line := pastRun(run, p.cause)
	p.confirm("history.delete.title", assets.Text("history.delete.text", "when", line.Sent, "server", line.Server), []string{run.ID}, i)
}

func (p *pastTests) onDeleteShown() {
	ids := make([]string, len(p.shown))
	for i, at := range p.shown {
		ids[i] = p.runs[at].ID
	}
	p.confirm("history.delete-all.title", assets.Text("history.delete-all.text", "n", len(ids)), ids, 0)
}

// confirm deletes runs if the user says so, and then chooses the line at next.
func (p *pastTests) confirm(title, text string, ids []string, next int) {
	widgets.ShowDialog(p.window, widgets.Dialog{
		Title: assets.Text(title), Text: text,
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("cancel"), Cancel: true},
			{Text: assets.Text("delete.yes"), Importance: widget.DangerImportance, OnTapped: func() { p.delete(ids, next) }},
		},
	})
}

func (p *pastTests) delete(ids []string, next int) {
	p.list.Wait()
	p.later(p.ctx, func() func() {
		err := p.app.store.DeleteRuns(ids...)
		return func() {
			if err != nil {
				p.app.tellIn(p.window, assets.Text("history.failed"), inWords(err))
			}
			p.load(next)
		}
	})
}
