package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// A quiet holds an object whose parts draw themselves anew when they change.
type quiet struct {
	widget.BaseWidget
	object fyne.CanvasObject
}

// NewQuiet returns an object that is not drawn anew with what stands around it:
// a scrolled form settles at each key, and none of its fields has changed by
// that.
func NewQuiet(o fyne.CanvasObject) fyne.CanvasObject {
	q := &quiet{object: o}
	q.ExtendBaseWidget(q)
	return q
}

// CreateRenderer implements fyne.Widget.
func (q *quiet) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(q.object) }
