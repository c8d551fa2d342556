package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A Holder is a widget made of others. Fyne keeps to itself what a widget is
// drawn of.
type Holder interface{ Held() []fyne.CanvasObject }

// within returns what o consists of, as far as anybody can tell.
func within(o fyne.CanvasObject) []fyne.CanvasObject {
	switch o := o.(type) {
	case *fyne.Container:
		return o.Objects
	case *container.Scroll:
		return []fyne.CanvasObject{o.Content}
	case *container.Split:
		return []fyne.CanvasObject{o.Leading, o.Trailing}
	case *container.ThemeOverride:
		return []fyne.CanvasObject{o.Content}
	case *widget.PopUp:
		return []fyne.CanvasObject{o.Content}
	case Holder:
		return o.Held()
	}
	return nil
}

// Around returns what is around o within root, outermost first and o last; nil
// where o is not in there.
func Around(root, o fyne.CanvasObject) []fyne.CanvasObject {
	if root == o {
		return []fyne.CanvasObject{o}
	}
	for _, part := range within(root) {
		if part != nil && part.Visible() {
			if path := Around(part, o); path != nil {
				return append([]fyne.CanvasObject{root}, path...)
			}
		}
	}
	return nil
}

// scrollAround is the innermost scroll that o is in, or nil.
func scrollAround(o fyne.CanvasObject) (inner *container.Scroll) {
	c := canvasOf(o)
	if c == nil {
		return nil
	}
	roots := []fyne.CanvasObject{c.Content()}
	for _, s := range open[c] {
		roots = append(roots, s.popup)
	}
	for _, root := range roots {
		for _, around := range Around(root, o) {
			if s, ok := around.(*container.Scroll); ok && around != o {
				inner = s
			}
		}
	}
	return inner
}

// Gained follows what has got the focus: it is scrolled into view and spoken.
func Gained(o Spoken) {
	reveal(o)
	Heard(o)
}

// reveal scrolls so that o can be seen. What can be seen in part stays where it
// is: the mouse may just be pressing it.
func reveal(o fyne.CanvasObject) {
	s := scrollAround(o)
	if s == nil {
		return
	}
	d := fyne.CurrentApp().Driver()
	top := d.AbsolutePositionForObject(o).Y - d.AbsolutePositionForObject(s.Content).Y
	if offset, ok := inView(top, o.Size().Height, s.Offset.Y, s.Size().Height, 4*theme.Padding()); ok {
		s.ScrollToOffset(fyne.NewPos(s.Offset.X, offset))
	}
}

// inView returns how far to scroll so that something at top, so high, can be
// seen in a view, with some margin; false where it can be already.
func inView(top, height, offset, view, margin float32) (float32, bool) {
	switch {
	case top+height <= offset:
		return max(0, top-margin), true
	case top >= offset+view:
		return max(0, min(top-margin, top+height+margin-view)), true
	}
	return 0, false
}

// page scrolls what is around o by a page; it reports whether there is anything.
func page(o fyne.CanvasObject, down bool) bool {
	s := scrollAround(o)
	if s == nil {
		return false
	}
	step := s.Size().Height * 0.9
	if !down {
		step = -step
	}
	most := max(0, s.Content.Size().Height-s.Size().Height)
	s.ScrollToOffset(fyne.NewPos(s.Offset.X, min(max(0, s.Offset.Y+step), most)))
	return true
}

// Held implements [Holder].
func (f *Rows) Held() []fyne.CanvasObject { return f.objects }

// Held implements [Holder].
func (r *Row) Held() []fyne.CanvasObject { return []fyne.CanvasObject{r.field, r.fix} }

// Held implements [Holder].
func (t *Transcript) Held() []fyne.CanvasObject { return []fyne.CanvasObject{t.all} }
