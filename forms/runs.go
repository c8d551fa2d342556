package forms

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms/widgets"
	"todoku/mailcore"
)

// A PastRun is one line of the list of past tests, in words (CY-14). The
// second of each pair is shown smaller below the first.
type PastRun struct {
	State           mailcore.State
	Sent, Scope     string // when, and how far it went
	To, From        string
	Server, Address string // what people call it; host, port and encryption
	Error, Reply    string // number and cause, or the state; the server's words
}

// RunActions are what can be done with a [RunList]. None may be nil.
type RunActions struct {
	Chosen    func(i int)    // a run of those shown was chosen
	Filter    func(RunQuery) // others are to be shown
	Reload    func()
	Copy      func() // those shown, to the clipboard
	Delete    func() // the chosen one
	DeleteAll func() // those shown
}

// A RunList shows the tests of the past, newest first: a table of any length,
// of which only the lines in view are drawn, below a bar that chooses among
// them.
type RunList struct {
	Content fyne.CanvasObject

	do      RunActions
	bar     *runBar
	length  int
	run     func(i int) PastRun
	chosen  int // -1 means none
	stacked bool
	list    *runKeys
	head    *runHead
	notice  *widgets.Text // in place of lines
	count   *widgets.Text
	needs   []*widgets.Button // a line to act upon
}

// NewRunList returns an empty list that asks for the runs of a query at first,
// of which only Failed is looked at.
func NewRunList(do RunActions, query RunQuery) *RunList {
	l := &RunList{do: do, chosen: -1, head: newRunHead(), notice: widgets.NewCaption(""), count: widgets.NewCaption("")}
	l.bar = newRunBar(query, do.Filter)
	l.list = newRunKeys(l)
	l.count.Unbroken = true
	table := container.NewBorder(l.head, nil, nil, nil, container.NewStack(l.list, container.NewPadded(l.notice)))
	l.Content = container.NewBorder(container.NewPadded(l.bar.content), container.NewPadded(l.foot()), nil, nil, container.New(&runTable{l}, table))
	l.enable(false)
	l.Wait()
	return l
}

// foot says how many there are, and what can be done with them.
func (l *RunList) foot() fyne.CanvasObject {
	reload := widgets.NewButton(assets.Text("history.reload"), theme.ViewRefreshIcon(), l.do.Reload)
	copies := widgets.NewButton(assets.Text("history.copy"), theme.ContentCopyIcon(), l.do.Copy)
	all := widgets.NewButton(assets.Text("history.delete-all"), theme.DeleteIcon(), l.do.DeleteAll)
	remove := widgets.NewButton(assets.Text("history.delete"), theme.DeleteIcon(), l.do.Delete)
	l.needs = []*widgets.Button{copies, remove, all}
	return widgets.NewColumn(widgets.NewFlow(container.NewCenter(l.count), reload, copies, remove, all))
}

// Offer lets people choose among servers.
func (l *RunList) Offer(servers []widgets.Option) { l.bar.offer(servers) }

// Query returns what is to be shown.
func (l *RunList) Query() RunQuery { return l.bar.query }

// Chosen returns which of the shown runs is chosen; -1 is none.
func (l *RunList) Chosen() int { return l.chosen }

// Wait shows that the runs are still being looked for.
func (l *RunList) Wait() {
	l.count.SetText(assets.Text("history.loading"))
	if l.length == 0 {
		l.notice.SetText(assets.Text("history.loading"))
	}
}

// Show draws shown lines, of all that there are, and chooses one; run is
// called for those in view.
func (l *RunList) Show(shown, all, chosen int, run func(i int) PastRun) {
	l.length, l.run, l.chosen = shown, run, -1
	l.count.SetText(countText(shown, all))
	l.notice.SetText(noticeText(shown, all))
	l.enable(shown > 0)
	l.list.UnselectAll()
	l.list.Refresh()
	if chosen = min(chosen, shown-1); chosen >= 0 {
		l.list.Select(chosen)
	} else {
		l.do.Chosen(-1)
	}
}

func countText(shown, all int) string {
	if shown == all {
		return assets.Text("history.count", "n", strconv.Itoa(all))
	}
	return assets.Text("history.count.of", "n", strconv.Itoa(shown), "all", strconv.Itoa(all))
}

func noticeText(shown, all int) string {
	switch {
	case all == 0:
		return assets.Text("history.empty")
	case shown == 0:
		return assets.Text("history.no-match")
	}
	return ""
}

// enable lets the lines be acted upon.
func (l *RunList) enable(on bool) {
	for _, b := range l.needs {
		if on {
			b.Enable()
		} else {
			b.Disable()
		}
	}
}

// runTable lays out the table, with the columns below each other where there
// is no room beside.
type runTable struct{ list *RunList }

// stackedBelow is the width in units below which a server's reply has no room
// beside the other columns.
const stackedBelow = 620

// Layout implements fyne.Layout.
func (t *runTable) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if stacked := size.Width < stackedBelow; stacked != t.list.stacked {
		t.list.stacked = stacked
		show(t.list.head, !stacked)
		t.list.list.Refresh()
	}
	objects[0].Resize(size)
}

// MinSize implements fyne.Layout: three lines can be read.
func (t *runTable) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(280, t.list.head.MinSize().Height+3*newRunRow(t.list.stacked).MinSize().Height)
}

// runKeys is the virtual list, for the keyboard too.
type runKeys struct {
	widget.List
	widgets.Voice
	owner *RunList
	at    int // the line with the focus
}

func newRunKeys(owner *RunList) *runKeys {
	k := &runKeys{owner: owner}
	k.Length = func() int { return owner.length }
	k.CreateItem = func() fyne.CanvasObject { return newRunRow(owner.stacked) }
	k.UpdateItem = func(i int, o fyne.CanvasObject) { o.(*runRow).show(owner.run(i), owner.stacked) }
	k.OnSelected = func(i int) { owner.chosen = i; owner.do.Chosen(i) }
	k.Name = assets.Text("history.title")
	k.OnHighlighted = func(i int) { k.at = i; widgets.Heard(k) }
	k.ExtendBaseWidget(k)
	return k
}

// TypedKey implements fyne.Focusable: the arrows choose.
func (k *runKeys) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyUp, fyne.KeyDown:
		k.List.TypedKey(key)
		k.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	case fyne.KeyHome:
		k.ScrollToTop()
	case fyne.KeyEnd:
		k.ScrollToBottom()
	case fyne.KeyPageUp, fyne.KeyPageDown:
		page := k.Size().Height * 0.9
		if key.Name == fyne.KeyPageUp {
			page = -page
		}
		k.ScrollToOffset(max(0, k.GetScrollOffset()+page))
	case fyne.KeyDelete:
		if k.owner.chosen >= 0 {
			k.owner.do.Delete()
		}
	case fyne.KeyEscape:
		widgets.Escape(k)
	default:
		if !widgets.SharedKey(k, key) {
			k.List.TypedKey(key)
		}
	}
}

// Say implements [widgets.Spoken].
func (k *runKeys) Say() widgets.Saying {
	line := ""
	if k.at < k.owner.length {
		run := k.owner.run(k.at)
		line = strings.Join([]string{words.State(run.State), run.Sent, run.Server, run.To, run.Error}, " ")
	}
	return k.SayList(k.owner.length, k.at, line)
}

// AccessibilityLabel implements fyne.Accessible.
func (k *runKeys) AccessibilityLabel() string { return k.Say().String() }

// AccessibilityRole implements fyne.Accessible.
func (k *runKeys) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
