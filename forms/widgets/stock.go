package widgets

import (
	"cmp"
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
)

// call calls what need not be there.
func call(f func()) {
	if f != nil {
		f()
	}
}

// Select is a drop-down list with a border like an entry's, that hands Enter
// and Escape to the dialog around it.
type Select struct {
	widget.Select
	Voice
	OnFocus func() // called when the focus comes; may be nil

	focused bool
	border  *canvas.Rectangle
}

// NewSelect returns a drop-down list.
func NewSelect(options []string, changed func(string)) *Select {
	s := &Select{border: canvas.NewRectangle(color.Transparent)}
	s.Options, s.OnChanged, s.PlaceHolder = options, changed, assets.Text("choose")
	s.ExtendBaseWidget(s)
	return s
}

// TypedKey implements fyne.Focusable.
func (s *Select) TypedKey(key *fyne.KeyEvent) {
	if !SharedKey(s, key) && !dialogKey(s, key) {
		s.Select.TypedKey(key)
	}
}

// FocusGained implements fyne.Focusable.
func (s *Select) FocusGained() {
	s.setFocused(true)
	call(s.OnFocus)
	Gained(s)
}

// FocusLost implements fyne.Focusable.
func (s *Select) FocusLost() { s.setFocused(false) }

func (s *Select) setFocused(focused bool) {
	s.focused = focused
	s.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (s *Select) CreateRenderer() fyne.WidgetRenderer {
	return &selectRenderer{WidgetRenderer: s.Select.CreateRenderer(), owner: s}
}

// selectRenderer draws a border over what Fyne draws.
type selectRenderer struct {
	fyne.WidgetRenderer
	owner *Select
}

func (r *selectRenderer) paint() {
	border := r.owner.border
	border.StrokeWidth, border.StrokeColor = 1, theme.ColorForWidget(theme.ColorNameInputBorder, r.owner)
	if r.owner.focused {
		border.StrokeWidth, border.StrokeColor = 2, theme.ColorForWidget(theme.ColorNamePrimary, r.owner)
	}
	border.CornerRadius = theme.SizeForWidget(theme.SizeNameInputRadius, r.owner)
}

func (r *selectRenderer) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	r.owner.border.Resize(size)
	r.paint()
}

func (r *selectRenderer) Refresh() {
	r.paint()
	r.WidgetRenderer.Refresh()
}

func (r *selectRenderer) Objects() []fyne.CanvasObject {
	return append(slices.Clone(r.WidgetRenderer.Objects()), r.owner.border)
}

// Say implements [Spoken].
func (s *Select) Say() Saying {
	return s.field("voice.select", "", cmp.Or(s.Selected, s.PlaceHolder), s.Disabled())
}

// AccessibilityLabel implements fyne.Accessible.
func (s *Select) AccessibilityLabel() string { return s.Say().String() }

// AccessibilityRole implements fyne.Accessible.
func (s *Select) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }
