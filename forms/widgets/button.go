package widgets

import (
	"cmp"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
)

// Button is a button that Enter presses as well as Space, that keeps the
// focus when the keyboard pressed it, and whose focus can be seen.
type Button struct {
	widget.Button
	OnFocus func() // called when the focus comes; may be nil
	Voice

	ring   *canvas.Rectangle // round the button while it has the focus
	letter *canvas.Text      // of the key that presses it; "" for none
	access string            // how that key is pressed
}

// NewButton returns a button; icon may be nil.
func NewButton(text string, icon fyne.Resource, tapped func()) *Button {
	b := &Button{ring: newRing(), letter: &canvas.Text{}}
	b.Text, b.Icon, b.OnTapped = text, icon, tapped
	b.ExtendBaseWidget(b)
	return b
}

// NewPrimary returns the button of a page's main action; use one a page.
func NewPrimary(text string, icon fyne.Resource, tapped func()) *Button {
	b := NewButton(text, icon, tapped)
	b.Importance = widget.HighImportance
	return b
}

// MinSize leaves some air beside the text.
func (b *Button) MinSize() fyne.Size {
	b.ExtendBaseWidget(b)
	size := b.Button.MinSize()
	if b.Text != "" {
		size.Width += 2 * theme.SizeForWidget(theme.SizeNameInnerPadding, b)
	}
	return size
}

// CreateRenderer implements fyne.Widget.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	return &buttonRenderer{ringRenderer{WidgetRenderer: b.Button.CreateRenderer(), owner: b, ring: b.ring}, b}
}

// SetLetter shows in the corner the letter of a key that presses the button;
// access is how, such as Alt+R.
func (b *Button) SetLetter(letter, access string) {
	b.letter.Text, b.access = letter, access
	b.Refresh()
}

// A buttonRenderer draws the letter of the key, in the air beside the text.
type buttonRenderer struct {
	ringRenderer
	button *Button
}

func (r *buttonRenderer) paint() {
	letter, name := r.button.letter, theme.ColorNamePlaceHolder
	if r.button.Importance == widget.HighImportance {
		name = theme.ColorNameForegroundOnPrimary
	}
	if r.button.Disabled() {
		name = theme.ColorNameDisabled
	}
	letter.Color = theme.ColorForWidget(name, r.button)
	letter.TextSize = theme.SizeForWidget(theme.SizeNameCaptionText, r.button) - 2
}

func (r *buttonRenderer) Layout(size fyne.Size) {
	r.ringRenderer.Layout(size)
	r.paint()
	letter := r.button.letter
	least := letter.MinSize()
	letter.Resize(least)
	letter.Move(fyne.NewPos(size.Width-least.Width-4, size.Height-least.Height-2))
}

func (r *buttonRenderer) Refresh() {
	r.ringRenderer.Refresh()
	r.Layout(r.button.Size())
	r.button.letter.Refresh()
}

func (r *buttonRenderer) Objects() []fyne.CanvasObject {
	return append(r.ringRenderer.Objects(), r.button.letter)
}

// FocusGained implements fyne.Focusable. Fyne's own way to show it, a slightly
// different background, is left out.
func (b *Button) FocusGained() {
	b.ring.Show()
	b.Refresh()
	call(b.OnFocus)
	Gained(b)
}

// FocusLost implements fyne.Focusable.
func (b *Button) FocusLost() {
	b.ring.Hide()
	b.Refresh()
}

// TypedKey implements fyne.Focusable.
func (b *Button) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		b.press()
	case fyne.KeyEscape:
		Escape(b)
	default:
		SharedKey(b, key)
	}
}

func (b *Button) press() {
	if !b.Disabled() && b.OnTapped != nil {
		b.OnTapped()
	}
}

// newRing returns the mark of the focus, hidden.
func newRing() *canvas.Rectangle {
	ring := canvas.NewRectangle(color.Transparent)
	ring.Hide()
	return ring
}

// ringRenderer draws a ring over what another renderer draws.
type ringRenderer struct {
	fyne.WidgetRenderer
	owner fyne.Widget
	ring  *canvas.Rectangle
}

func (r *ringRenderer) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	paintRing(r.ring, r.owner)
	r.ring.Resize(size.AddWidthHeight(4, 4))
	r.ring.Move(fyne.NewPos(-2, -2))
}

func (r *ringRenderer) Refresh() {
	paintRing(r.ring, r.owner)
	r.WidgetRenderer.Refresh()
}

func (r *ringRenderer) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.ring}, r.WidgetRenderer.Objects()...)
}

func paintRing(ring *canvas.Rectangle, owner fyne.Widget) {
	ring.StrokeColor = theme.ColorForWidget(theme.ColorNamePrimary, owner)
	ring.StrokeWidth = 2
	ring.CornerRadius = theme.SizeForWidget(theme.SizeNameButtonRadius, owner) + 2
}

// Say implements [Spoken].
func (b *Button) Say() Saying {
	s := Saying{Name: b.buttonName(), Kind: "voice.button", Value: b.access}
	if b.Disabled() {
		s.State = assets.Text("voice.disabled")
	}
	return s
}

// AccessibilityLabel implements fyne.Accessible.
func (b *Button) AccessibilityLabel() string { return b.Say().String() }

// AccessibilityRole implements fyne.Accessible.
func (b *Button) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// buttonName begins with what the button does: a row has several.
func (b *Button) buttonName() string {
	name := cmp.Or(b.Name, b.Text)
	if b.row != nil {
		name = joined(name, b.row.name())
	}
	return name
}

// A Ring is the mark of the focus for what is no button: put it over all else.
type Ring struct {
	widget.BaseWidget
	line *canvas.Rectangle
}

// NewRing returns a ring that is hidden.
func NewRing() *Ring {
	r := &Ring{line: canvas.NewRectangle(color.Transparent)}
	r.ExtendBaseWidget(r)
	r.Hide()
	return r
}

// CreateRenderer implements fyne.Widget.
func (r *Ring) CreateRenderer() fyne.WidgetRenderer {
	paintRing(r.line, r)
	return widget.NewSimpleRenderer(r.line)
}
