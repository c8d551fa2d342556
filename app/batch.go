package app

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"todoku/assets"
	"todoku/forms"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/products"
	"todoku/mailcore/steps"
	"todoku/mailcore/transcript"
	"todoku/store"
)

// redrawEvery is how often the rows are drawn anew while tests run. However
// many servers there are, the window has the time between for its user.
const redrawEvery = 100 * time.Millisecond

// A batch is the window of すべてテスト. Its tests run on goroutines of
// [mailcore.Batch], whose news arrive on the one that waits for all of them;
// what they change is guarded.
type batch struct {
	app    *App
	window fyne.Window
	view   *forms.BatchView
	report *forms.ReportView
	choose *widgets.Text // in place of the report while there is none
	ids    []string      // of the servers, in the order of their tasks
	chosen int           // task whose report is shown; -1 for none

	guard   sync.Mutex
	tasks   []*task
	jobs    []int // the task of each job
	state   forms.BatchState
	drawing bool  // a redraw is on its way
	unkept  error // the first reason why a test is not in the history
}

// onTestAll shows the window in which many servers are tested at once: those
// with the given IDs, or where there are none all that are set up. While tests run the window
// only comes to the front.
func (a *App) onTestAll(ids []string) {
	if a.beside.batch != nil && a.beside.batch.running() {
		a.beside.batch.window.RequestFocus()
		return
	}
	if a.beside.batch != nil {
		a.beside.batch.window.Close()
	}
	b := &batch{app: a, window: a.app.NewWindow(assets.Text("batch.title")), chosen: -1}
	for _, p := range a.settings.Profiles {
		if slices.Contains(ids, p.ID) || len(ids) == 0 && p.SetUp() {
			b.ids = append(b.ids, p.ID)
		}
	}
	a.beside.batch = b
	b.build()
	b.window.Resize(fyne.NewSize(1000, 680))
	b.window.Show()
}

func (b *batch) build() {
	b.report = forms.NewReportView(b.app.copyText, func(lines []transcript.Line) { b.app.showConversation(b.window, lines) })
	b.report.Manual = b.app.manual(b.window)
	b.report.SetTools(b.app.tools(b.window)...)
	b.choose = widgets.NewCaption(assets.Text("batch.choose"))
	b.view = forms.NewBatchView(len(b.ids), products.UsualScope(b.app.settings.Profiles), widgets.NewColumn(b.choose, b.report.Content), forms.BatchActions{
		Run: func(s mailcore.Scope) { b.onRun(s, false) }, Again: func(s mailcore.Scope) { b.onRun(s, true) }, Stop: b.onStop, Choose: b.onChoose,
		Copy: b.copy, Print: b.print, Save: b.save,
	})
	b.prepare(b.view.Scope(), false)
	b.show(mailcore.Report{})
	b.draw()
	b.window.SetContent(b.view.Content)
	b.window.Canvas().SetOnTypedKey(func(key *fyne.KeyEvent) {
		switch {
		case key.Name != fyne.KeyEscape, widgets.Repeats(b.window.Canvas()):
		case b.running():
			b.onStop()
		default:
			b.window.Close()
		}
	})
	b.window.SetOnClosed(func() {
		b.onStop()
		if b.app.beside.batch == b {
			b.app.beside.batch = nil
		}
	})
}

func (b *batch) running() bool {
	b.guard.Lock()
	defer b.guard.Unlock()
	return b.state.Running
}

// onRun begins with all, or again with those that did not pass. A test that sends
// says first how many mails there will be.
func (b *batch) onRun(scope mailcore.Scope, again bool) {
	if b.app.busy() { // one server may be talked to in another window
		b.tell(assets.Text("batch.busy"))
		return
	}
	if !scope.Mails() {
		b.start(scope, again)
		return
	}
	ids := b.wanted(again)
	widgets.ShowDialog(b.window, widgets.Dialog{
		Title: assets.Text("batch.confirm"), Text: assets.Text("batch.confirm.text", "n", len(ids), "mails", b.mails(scope, ids)),
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("cancel"), Cancel: true, Default: true},
			{Text: assets.Text("batch.confirm.yes"), Importance: importanceHigh, OnTapped: func() { b.start(scope, again) }},
		},
	})
}

// mails counts the test mails: one for each way in which a product sends.
func (b *batch) mails(scope mailcore.Scope, ids []string) (n int) {
	for _, p := range b.app.settings.Profiles {
		if slices.Contains(ids, p.ID) {
			n += len(products.Ways(p, scope))
		}
	}
	return n
}

// start runs the tests. Until they end there is no other test: it might talk
// to the same server.
func (b *batch) start(scope mailcore.Scope, again bool) {
	a := b.app
	ctx, stop := context.WithCancel(a.ctx)
	if !a.begin(stop) {
		return
	}
	jobs, err := b.prepare(scope, again)
	if err != nil {
		a.end()
		b.tell(inWords(err))
		return
	}
	b.state.Running = true
	b.show(mailcore.Report{})
	b.view.Unselect()
	b.draw()
	unlock := b.unlocking()
	b.app.background(func() {
		ctx, end := store.Action(ctx)
		defer end()
		unlock(ctx)
		steps.Batch{}.Run(ctx, jobs, b.take)
		a.do(b.finish)
	})
}

func (b *batch) onStop() {
	if b.running() {
		b.app.onStop()
	}
}

// onChoose shows the report of a job: as far as it has come, or out of the
// history.
func (b *batch) onChoose(job int) {
	b.chosen = job
	b.guard.Lock()
	t := *b.tasks[job]
	b.guard.Unlock()
	if t.report.ID == "" && t.kept != "" {
		var err error
		if t.report, err = b.app.store.Report(t.kept); err != nil {
			b.tell(assets.Text("history.failed") + "\n" + inWords(err))
		}
	}
	b.choose.SetText(cmp.Or(t.row.How, assets.Text("batch.choose"))) // why there is no report
	b.show(t.report)
}

// show draws a report, or how to get one where r has no ID.
func (b *batch) show(r mailcore.Report) {
	visible(b.choose, r.ID == "")
	visible(b.report.Content, r.ID != "")
	if r.ID != "" {
		b.report.Show(r)
	}
}

// take notes what is new of a job. It is called on the goroutine that waits
// for all of them.
func (b *batch) take(o mailcore.Outcome) {
	b.guard.Lock()
	defer b.guard.Unlock()
	t := b.tasks[b.jobs[o.Job]]
	if t.take(o); o.Ended {
		b.state.Tally.Add(t.ending)
		if o.Report.ID != "" {
			b.unkept = cmp.Or(b.unkept, o.Err)
		}
	}
	if !b.drawing {
		b.drawing = true
		time.AfterFunc(redrawEvery, func() { b.app.do(b.draw) })
	}
}

// rows returns the rows as they are, once all have ended with what people look
// for first.
func (b *batch) rows() ([]forms.BatchRow, forms.BatchState) {
	b.guard.Lock()
	defer b.guard.Unlock()
	rows, state := make([]forms.BatchRow, len(b.tasks)), b.state
	for i, t := range b.tasks {
		rows[i] = t.row
	}
	if !state.Running && state.Tally.Ended() > 0 {
		slices.SortStableFunc(rows, func(x, y forms.BatchRow) int { return cmp.Compare(b.tasks[x.Job].rank(), b.tasks[y.Job].rank()) })
	}
	return rows, state
}

// draw shows the rows as they are.
func (b *batch) draw() {
	rows, state := b.rows()
	b.guard.Lock()
	b.drawing = false
	var live mailcore.Report
	if b.chosen >= 0 {
		live = b.tasks[b.chosen].report
	}
	b.guard.Unlock()
	b.view.Show(rows, state)
	if live.ID != "" && state.Running {
		b.show(live)
	}
}

// finish shows how all ended, and remembers what they proved.
func (b *batch) finish() {
	a := b.app
	b.state.Running, b.state.Stopped = false, b.state.Tally.Stopped > 0
	a.end()
	b.remember()
	b.draw()
	if b.chosen >= 0 {
		b.onChoose(b.chosen)
	}
	a.refresh()
	if b.unkept != nil {
		b.tell(assets.Text("history.failed") + "\n" + inWords(b.unkept))
	}
}

func (b *batch) tell(text string) { b.app.tellIn(b.window, assets.Text("batch.title"), text) }
