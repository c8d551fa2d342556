package forms

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Has reports whether a field is on the screen that is shown.
func (f *ServerForm) Has(field string) bool {
	return slices.ContainsFunc(f.all(), func(r formRow) bool { return r.about(field) })
}

// Focus puts the cursor into a field, wherever it is.
func (f *ServerForm) Focus(key string) {
	if !f.unfolded && slices.ContainsFunc(f.rows, func(r formRow) bool { return r.folded && r.about(key) }) {
		f.unfold(true)
	}
	for _, r := range f.all() {
		if r.about(key) && r.row.Visible() {
			f.enter(r)
		}
	}
}

// FocusFirst puts the cursor into the first field of the screen.
func (f *ServerForm) FocusFirst() {
	for _, r := range f.rows {
		if d, ok := r.input.object.(fyne.Disableable); r.row.Visible() && !(ok && d.Disabled()) {
			f.enter(r)
			return
		}
	}
}

// Refuses reports whether something that was typed could not be taken, and
// puts the cursor there: the profile still has what was there before.
func (f *ServerForm) Refuses() bool {
	rows := f.all()
	i := slices.IndexFunc(rows, func(r formRow) bool { return r.row.Visible() && r.input.refused() != "" })
	if i >= 0 {
		f.enter(rows[i])
	}
	return i >= 0
}

// enter puts the cursor into a row.
func (f *ServerForm) enter(r formRow) {
	if f.Focused != nil {
		f.Focused(r.input.focus)
	} else if c := fyne.CurrentApp().Driver().CanvasForObject(r.input.object); c != nil {
		c.Focus(r.input.focus)
	}
	if r.key != Recipient.Key { // which stands elsewhere
		f.reveal(r.row)
	}
}

// reveal scrolls so that a row can be seen.
func (f *ServerForm) reveal(row fyne.CanvasObject) {
	top := fyne.CurrentApp().Driver().AbsolutePositionForObject(row).Y - fyne.CurrentApp().Driver().AbsolutePositionForObject(f.scroll.Content).Y
	if top < 0 || row.Size().Height == 0 {
		return
	}
	margin := theme.Padding() * 4
	switch view := f.scroll.Offset.Y; {
	case top < view:
		f.scroll.ScrollToOffset(fyne.NewPos(0, max(0, top-margin)))
	case top+row.Size().Height > view+f.scroll.Size().Height:
		f.scroll.ScrollToOffset(fyne.NewPos(0, top+row.Size().Height+margin-f.scroll.Size().Height))
	}
}

// typing reports whether the cursor is in a row.
func (f *ServerForm) typing(r formRow) bool {
	c := fyne.CurrentApp().Driver().CanvasForObject(r.input.object)
	return c != nil && c.Focused() == r.input.focus
}
