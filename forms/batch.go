package forms

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms/look"
	"todoku/forms/widgets"
	"todoku/mailcore"
)

// A BatchRow is one server in すべてテスト.
type BatchRow struct {
	Job   int    // its place among those that are tested
	Title string // what it is called
	Host  string // whom the test talks to
	How   string // how it went
	Took  string
	State mailcore.State
}

// A BatchState is how すべてテスト stands.
type BatchState struct {
	Tally   mailcore.Tally
	Running bool
	Stopped bool
}

// A BatchView starts the test of many servers and shows one row for each.
// Beside the rows is room for the report of one of them.
type BatchView struct {
	Content fyne.CanvasObject

	scope    *widgets.Choice
	asked    *widgets.Row // for the scope
	run      *widgets.Button
	stop     *widgets.Button
	again    *widgets.Button   // what did not pass
	ended    fyne.CanvasObject // what can be done with the outcome
	progress *widgets.Progress
	summary  *widgets.Text
	broke    *widgets.Text
	mended   *widgets.Text
	list     *keyList
	rows     []BatchRow
	chosen   int  // job; -1 for none
	quiet    bool // a selection that the program itself makes
}

// BatchActions is what a [BatchView] calls when a person does something.
type BatchActions struct {
	Run    func(mailcore.Scope)
	Again  func(mailcore.Scope) // what did not pass
	Stop   func()
	Choose func(job int)
	Copy   func()           // the outcome
	Print  func()           //
	Save   func(excel bool) // as a page, or for Excel
}

// NewBatchView returns a view of n servers that wait, with report beside them.
// scope is how far the tests go when nobody says.
func NewBatchView(n int, scope mailcore.Scope, report fyne.CanvasObject, do BatchActions) *BatchView {
	v := &BatchView{chosen: -1, progress: widgets.NewProgress(), summary: widgets.NewText(""), broke: widgets.NewText(""), mended: widgets.NewText("")}
	v.summary.Bold, v.broke.Bold = true, true
	v.broke.Color, v.mended.Color = look.StateColor(mailcore.Failed), look.StateColor(mailcore.Passed)
	v.run = widgets.NewPrimary(assets.Text("batch.run"), theme.MediaPlayIcon(), func() { do.Run(v.Scope()) })
	v.stop = widgets.NewButton(assets.Text("stop"), theme.MediaStopIcon(), do.Stop)
	v.again = widgets.NewButton("", theme.ViewRefreshIcon(), func() { do.Again(v.Scope()) })
	v.ended = widgets.NewFlow(
		v.again,
		widgets.NewButton(assets.Text("batch.copy"), theme.ContentCopyIcon(), func() { do.Copy() }),
		widgets.NewButton(assets.Text("batch.print"), theme.DocumentPrintIcon(), func() { do.Print() }),
		widgets.NewButton(assets.Text("batch.save"), theme.DocumentSaveIcon(), func() { do.Save(false) }),
		widgets.NewButton("CSV", theme.DocumentSaveIcon(), func() { do.Save(true) }),
	)
	v.list = newKeyList(func() int { return len(v.rows) }, newBatchItem, func(i int, o fyne.CanvasObject) { drawBatchItem(o, v.rows[i]) })
	v.list.HideSeparators, v.list.Name = true, assets.Text("batch.title")
	v.list.OnSelected = func(i int) {
		if v.chosen = v.rows[i].Job; !v.quiet {
			do.Choose(v.chosen)
		}
	}
	split := container.NewHSplit(v.list, container.NewVScroll(container.NewPadded(report)))
	split.SetOffset(0.52)
	v.Content = container.NewBorder(container.NewPadded(v.head(n, scope)), nil, nil, nil, split)
	v.Show(nil, BatchState{})
	return v
}

// head is what is above the rows.
func (v *BatchView) head(n int, scope mailcore.Scope) fyne.CanvasObject {
	count := widgets.NewCaption(assets.Text("batch.count", "n", n))
	if n == 0 {
		count.Text = assets.Text("batch.none")
		v.run.Disable()
	}
	buttons := container.NewVBox(container.NewHBox(v.run, v.stop))
	title := container.NewBorder(nil, nil, nil, buttons, widgets.NewColumn(widgets.Heading(assets.Text("batch.title")), count))
	return widgets.NewColumn(title, widgets.NewRows(v.scopeRow(scope)), v.progress, v.summary, v.broke, v.mended, v.ended)
}

func (v *BatchView) scopeRow(usual mailcore.Scope) *widgets.Row {
	var options []widgets.Option
	for _, s := range mailcore.Scopes {
		options = append(options, widgets.Option{Value: string(s), Label: assets.Text("scope." + string(s))})
	}
	v.scope = widgets.NewChoice(options, 0, func(string) { v.hint() })
	v.scope.SetSelected(string(usual))
	v.asked = widgets.NewRow(assets.Text("test.scope"), false, v.scope)
	v.hint()
	return v.asked
}

func (v *BatchView) hint() { v.asked.SetHint(assets.Text("scope." + string(v.Scope()) + ".hint")) }

// Scope returns how far the tests are to go.
func (v *BatchView) Scope() mailcore.Scope { return mailcore.Scope(v.scope.Selected()) }

// Unselect chooses no row.
func (v *BatchView) Unselect() {
	v.chosen = -1
	v.list.UnselectAll()
}

// Show draws rows, which it keeps, and how the whole stands. Where their order
// has changed the first are brought into view.
func (v *BatchView) Show(rows []BatchRow, s BatchState) {
	before := v.place()
	v.rows = rows
	v.showState(s)
	v.showEnded(s)
	v.list.Refresh()
	v.quiet = true
	defer func() { v.quiet = false }()
	if i := v.place(); i >= 0 {
		v.list.Select(i)
	}
	if before != v.place() || !s.Running {
		v.list.ScrollToTop()
	}
}

// place returns the row that is chosen; -1 for none.
func (v *BatchView) place() int {
	return slices.IndexFunc(v.rows, func(r BatchRow) bool { return r.Job == v.chosen })
}

func (v *BatchView) showState(s BatchState) {
	enableAll(s.Running, v.stop)
	enableAll(!s.Running && s.Tally.All > 0, v.run, v.scope)
	show(v.progress, s.Running || s.Tally.Ended() > 0)
	v.progress.SetValue(float32(s.Tally.Ended())/float32(max(1, s.Tally.All)), look.StateColor(batchState(s)))
	line(v.summary, batchText(s), s.Running || s.Tally.Ended() > 0)
	v.summary.Color = look.StateColor(batchState(s))
	line(v.broke, assets.Text("batch.broke", "n", s.Tally.Broke), s.Tally.Broke > 0)
	line(v.mended, assets.Text("batch.mended", "n", s.Tally.Mended), s.Tally.Mended > 0)
}

// showEnded offers what can be done once all have ended.
func (v *BatchView) showEnded(s BatchState) {
	left := s.Tally.All - s.Tally.Passed
	show(v.ended, !s.Running && s.Tally.Ended() > 0)
	show(v.again, left > 0)
	v.again.SetText(assets.Text("batch.again", "n", left))
}

func line(t *widgets.Text, text string, on bool) {
	t.SetText(text)
	show(t, on)
}

// batchState is the state whose colour the whole has.
func batchState(s BatchState) mailcore.State {
	if s.Running && s.Tally.Failed == 0 {
		return mailcore.Running
	}
	return s.Tally.State()
}

func batchText(s BatchState) string {
	if t := s.Tally; s.Running {
		return assets.Text("batch.running", "all", t.All, "done", t.Ended(), "tally", words.Tally(t))
	}
	return words.Ended(s.Tally)
}

func enableAll(on bool, all ...fyne.Disableable) {
	for _, d := range all {
		if on {
			d.Enable()
		} else {
			d.Disable()
		}
	}
}

// newBatchItem returns an empty row: an icon, a title with the time at its
// end, and a small line.
func newBatchItem() fyne.CanvasObject {
	took := widget.NewLabel("")
	took.SizeName, took.Importance = theme.SizeNameCaptionText, widget.LowImportance
	title, detail := widget.NewLabel(""), widget.NewLabel("")
	title.Truncation, detail.Truncation = fyne.TextTruncateEllipsis, fyne.TextTruncateEllipsis
	detail.SizeName = theme.SizeNameCaptionText
	lines := container.New(layout.NewCustomPaddedVBoxLayout(-12), container.NewBorder(nil, nil, nil, took, title), detail)
	return container.NewBorder(nil, nil, container.NewPadded(container.NewCenter(widget.NewIcon(nil))), nil, lines)
}

func drawBatchItem(row fyne.CanvasObject, r BatchRow) {
	parts := row.(*fyne.Container).Objects
	lines := parts[0].(*fyne.Container).Objects
	first := lines[0].(*fyne.Container).Objects
	first[0].(*widget.Label).SetText(r.Title)
	first[1].(*widget.Label).SetText(r.Took)
	detail := lines[1].(*widget.Label)
	detail.Importance = importanceOf(r.State)
	detail.SetText(join(r.Host, r.How))
	parts[1].(*fyne.Container).Objects[0].(*fyne.Container).Objects[0].(*widget.Icon).SetResource(stateIcon(r.State))
}

func join(host, how string) string {
	if how == "" {
		return host
	}
	return host + "  " + how
}

func importanceOf(s mailcore.State) widget.Importance {
	if s == mailcore.Failed {
		return widget.DangerImportance
	}
	return widget.LowImportance
}
