package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Below narrow units a form has its labels above the fields; no label column
// is wider than widestLabel.
const (
	narrow      = 540
	widestLabel = 180
)

// Rows is a form: [Row]s whose labels share a column, [Abreast] of several, and
// anything else, such as a [Heading], over the whole width.
type Rows struct {
	widget.BaseWidget
	Grown func() // called when the rows became higher or lower by themselves; may be nil

	objects []fyne.CanvasObject
	height  float32 // that they needed last
}

// NewRows returns a form of rows from top to bottom.
func NewRows(objects ...fyne.CanvasObject) *Rows {
	f := &Rows{}
	f.ExtendBaseWidget(f)
	f.SetRows(objects...)
	return f
}

// SetRows shows other rows.
func (f *Rows) SetRows(objects ...fyne.CanvasObject) {
	f.objects = objects
	within := ""
	for _, o := range objects {
		switch o := o.(type) {
		case *Text:
			if o.Scale == theme.SizeNameSubHeadingText {
				within = o.Text
			}
		case *Row:
			o.changed, o.within = f.relayout, within
		case *Abreast:
			for _, r := range o.rows {
				r.within = within
			}
		}
	}
	for _, l := range f.lines() {
		for _, r := range l.rows {
			r.changed = func() { l.Refresh(); f.relayout() }
		}
	}
	f.Refresh()
}

func (f *Rows) rows() []*Row {
	var rows []*Row
	for _, o := range f.objects {
		if r, ok := o.(*Row); ok {
			rows = append(rows, r)
		}
	}
	return rows
}

func (f *Rows) lines() []*Abreast {
	var lines []*Abreast
	for _, o := range f.objects {
		if l, ok := o.(*Abreast); ok {
			lines = append(lines, l)
		}
	}
	return lines
}

// relayout moves the rows after one of them became higher or lower, once they
// have a place.
func (f *Rows) relayout() {
	if f.Size().Width <= 0 {
		return
	}
	f.arrange(f.Size().Width)
	canvas.Refresh(f)
	if needs := f.MinSize().Height; needs != f.height {
		f.height = needs
		if f.Grown != nil {
			f.Grown()
		}
	}
}

func (f *Rows) arrange(width float32) {
	if width <= 0 {
		return
	}
	stacked, column := width < narrow, f.column()
	for _, r := range f.rows() {
		if r.stacked != stacked || r.labelWidth != column {
			r.stacked, r.labelWidth = stacked, column
			r.Resize(fyne.Size{}) // so that the next size is a new one
		}
	}
	(&columnLayout{}).Layout(f.objects, fyne.NewSize(width, 0))
}

// column is as wide as the widest label that is shown.
func (f *Rows) column() float32 {
	var width float32
	for _, r := range f.rows() {
		if r.Visible() {
			width = max(width, r.labelNeeds())
		}
	}
	return min(width, widestLabel)
}

// MinSize is as narrow as the widest field and as high as the rows need at
// the present width.
func (f *Rows) MinSize() fyne.Size {
	f.ExtendBaseWidget(f)
	return f.BaseWidget.MinSize()
}

// CreateRenderer implements fyne.Widget.
func (f *Rows) CreateRenderer() fyne.WidgetRenderer {
	f.ExtendBaseWidget(f)
	return &rowsRenderer{f}
}

type rowsRenderer struct{ form *Rows }

func (r *rowsRenderer) Layout(size fyne.Size) {
	before := r.MinSize()
	r.form.arrange(size.Width)
	if r.MinSize() != before {
		canvas.Refresh(r.form)
	}
}

func (r *rowsRenderer) MinSize() fyne.Size {
	return (&columnLayout{}).MinSize(r.form.objects)
}

func (r *rowsRenderer) Refresh() {
	if r.form.Size().Width <= 0 {
		return // a row is drawn as it is when it gets its place
	}
	for _, o := range r.form.objects {
		o.Refresh()
	}
	r.form.relayout()
}

func (r *rowsRenderer) Objects() []fyne.CanvasObject { return r.form.objects }

func (r *rowsRenderer) Destroy() {}
