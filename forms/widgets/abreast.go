package widgets

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Abreast is rows of a form side by side, each with its label above its field:
// the first takes what the others leave over. Their hints and problems stand
// below them over the whole width, where there is room for one line at least.
type Abreast struct {
	widget.BaseWidget
	rows []*Row
}

// NewAbreast puts rows side by side.
func NewAbreast(rows ...*Row) *Abreast {
	l := &Abreast{rows: rows}
	for _, r := range rows {
		r.stacked, r.apart = true, true
	}
	l.ExtendBaseWidget(l)
	return l
}

// MinSize is as high as the highest row at the present width.
func (l *Abreast) MinSize() fyne.Size {
	l.ExtendBaseWidget(l)
	return l.BaseWidget.MinSize()
}

// CreateRenderer implements fyne.Widget.
func (l *Abreast) CreateRenderer() fyne.WidgetRenderer {
	l.ExtendBaseWidget(l)
	return &abreastRenderer{line: l}
}

type abreastRenderer struct {
	line  *Abreast
	below float32 // height of what stands below the fields at the last layout
}

func (r *abreastRenderer) visible() []*Row {
	var rows []*Row
	for _, row := range r.line.rows {
		if row.Visible() {
			rows = append(rows, row)
		}
	}
	return rows
}

func (r *abreastRenderer) Layout(size fyne.Size) {
	before, rows := r.MinSize(), r.visible()
	first := size.Width
	for _, row := range rows[min(1, len(rows)):] {
		first -= row.MinSize().Width
	}
	x, fields := float32(0), float32(0)
	for i, row := range rows {
		width := row.MinSize().Width
		if i == 0 {
			width = max(width, first)
		}
		fields = max(fields, heightFor(row, width))
		row.Move(fyne.NewPos(x, 0))
		x += width
	}
	r.tell(rows, fields, size.Width)
	if r.MinSize() != before {
		canvas.Refresh(r.line)
	}
}

// tell places hints and problems one below the other: all problems, or else
// the hints.
func (r *abreastRenderer) tell(rows []*Row, top, width float32) {
	r.below = 0
	wrong := slices.ContainsFunc(rows, func(row *Row) bool { return row.problem.Text != "" })
	for _, row := range rows {
		row.hint.Hidden = row.hint.Text == "" || wrong
		left := float32(rowInset)
		r.below += row.drawn.below(left-row.Position().X, top+r.below, width-left-rowInset)
	}
	r.below = max(r.below, NewCaption("").measureHeight()+theme.Padding()/2)
}

func (r *abreastRenderer) MinSize() fyne.Size {
	var size fyne.Size
	for _, row := range r.visible() {
		least := row.MinSize()
		size.Width += least.Width
		size.Height = max(size.Height, least.Height)
	}
	return size.AddWidthHeight(0, r.below)
}

func (r *abreastRenderer) Refresh() {
	for _, row := range r.line.rows {
		row.Refresh()
	}
	r.Layout(r.line.Size())
}

func (r *abreastRenderer) Objects() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(r.line.rows))
	for i, row := range r.line.rows {
		objects[i] = row
	}
	return objects
}

func (r *abreastRenderer) Destroy() {}
