package widgets

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
)

// Check is a check box that hands Enter and Escape to the dialog around it.
type Check struct {
	widget.Check
	Voice
	OnFocus func() // called when the focus comes; may be nil
	Wraps   bool   // the label is broken where it is too long for one line
}

// NewCheck returns a check box.
func NewCheck(label string, changed func(bool)) *Check {
	c := &Check{}
	c.Text, c.OnChanged = label, changed
	c.ExtendBaseWidget(c)
	return c
}

// FocusGained implements fyne.Focusable.
func (c *Check) FocusGained() {
	c.Check.FocusGained()
	call(c.OnFocus)
	Gained(c)
}

// TypedKey implements fyne.Focusable.
func (c *Check) TypedKey(key *fyne.KeyEvent) {
	if !SharedKey(c, key) && !dialogKey(c, key) {
		c.Check.TypedKey(key)
	}
}

// Tapped implements fyne.Tappable: wherever the box or its label is hit, and
// not only as far as Fyne's own label reaches.
func (c *Check) Tapped(*fyne.PointEvent) {
	if c.Disabled() {
		return
	}
	if canvas := fyne.CurrentApp().Driver().CanvasForObject(c); canvas != nil && !fyne.CurrentDevice().IsMobile() {
		canvas.Focus(c)
	}
	c.SetChecked(!c.Checked)
	Heard(c)
}

// TypedRune implements fyne.Focusable: Space ticks.
func (c *Check) TypedRune(r rune) {
	c.Check.TypedRune(r)
	if r == ' ' {
		Heard(c)
	}
}

// CreateRenderer implements fyne.Widget.
func (c *Check) CreateRenderer() fyne.WidgetRenderer {
	box := c.Check.CreateRenderer()
	if !c.Wraps {
		return box
	}
	r := &wrappedCheck{WidgetRenderer: box, check: c, label: NewText(c.Text)}
	for _, o := range box.Objects() {
		if text, ok := o.(*canvas.Text); ok {
			r.line = text
			continue
		}
		r.objects = append(r.objects, o)
	}
	r.objects = append(r.objects, r.label)
	return r
}

// A wrappedCheck draws Fyne's box with a label of its own, whose lines are
// broken like those of other texts.
type wrappedCheck struct {
	fyne.WidgetRenderer // of the box
	check               *Check
	label               *Text
	line                *canvas.Text // Fyne's label, which says where ours is
	objects             []fyne.CanvasObject
}

// box is how high the box is, in units: as one line is in Fyne's own.
func (r *wrappedCheck) box() float32 {
	return r.label.measureHeight() + 2*theme.Size(theme.SizeNameInnerPadding)
}

func (r *wrappedCheck) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(fyne.NewSize(size.Width, r.box()))
	at := r.line.Position().X
	r.label.Move(fyne.NewPos(at, (r.box()-r.label.measureHeight())/2))
	before := r.label.MinSize()
	r.label.Resize(fyne.NewSize(size.Width-at, r.label.MinSize().Height))
	if r.label.MinSize() != before {
		canvas.Refresh(r.check)
	}
}

func (r *wrappedCheck) MinSize() fyne.Size {
	label := r.label.MinSize()
	beside := theme.Size(theme.SizeNameInlineIcon) + 2*theme.Size(theme.SizeNameInnerPadding)
	return fyne.NewSize(beside+label.Width, r.box()+label.Height-r.label.measureHeight())
}

func (r *wrappedCheck) Refresh() {
	r.label.Text = r.check.Text
	r.label.Color = ""
	if r.check.Disabled() {
		r.label.Color = theme.ColorNameDisabled
	}
	r.label.Refresh()
	r.WidgetRenderer.Refresh()
}

func (r *wrappedCheck) Objects() []fyne.CanvasObject { return slices.Clone(r.objects) }

// Say implements [Spoken].
func (c *Check) Say() Saying {
	value := assets.Text("voice.off")
	if c.Checked {
		value = assets.Text("voice.on")
	}
	return c.field("voice.check", c.Text, value, c.Disabled())
}

// AccessibilityLabel implements fyne.Accessible.
func (c *Check) AccessibilityLabel() string { return c.Say().String() }

// AccessibilityRole implements fyne.Accessible.
func (c *Check) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }
