package forms

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"todoku/mailcore"
)

// A PastRun is one line of the list of past tests.
type PastRun struct {
	ID     string
	Title  string // which server, when
	Detail string // how it went
	State  mailcore.State
}

// A RunList shows the tests of the past, newest first.
type RunList struct {
	Content fyne.CanvasObject

	chosen func(id string)
	runs   []PastRun
	list   *widget.List
}

// NewRunList returns an empty list that calls chosen with the ID of a run.
func NewRunList(chosen func(id string)) *RunList {
	l := &RunList{chosen: chosen}
	l.list = widget.NewList(func() int { return len(l.runs) }, newItem, l.draw)
	l.list.OnSelected = func(i int) { l.chosen(l.runs[i].ID) }
	l.Content = l.list
	return l
}

// Show draws runs and chooses the first.
func (l *RunList) Show(runs []PastRun) {
	l.runs = runs
	l.list.UnselectAll()
	l.list.Refresh()
	if len(runs) > 0 {
		l.list.Select(0)
	}
}

func (l *RunList) draw(i int, o fyne.CanvasObject) {
	drawItem(o, l.runs[i].Title, l.runs[i].Detail, stateIcon(l.runs[i].State))
}
