package widgets

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// An Option is one possibility of a [Choice].
type Option struct {
	Value string // what is stored
	Label string // what is shown
}

// Choice is a set of radio buttons in equal columns, as many as fit. It is one
// stop for Tab: the arrows choose, as in every office program.
type Choice struct {
	widget.DisableableWidget
	OnChanged func(value string) // called when the user chose

	options  []Option
	columns  int // at most; 0 means as many as fit
	selected int // -1 means none
	hovered  int // -1 means none
	focused  bool
	shape    grid // of the last layout
}

// NewChoice returns a choice in at most that many columns, 0 for as many as
// fit, with nothing chosen.
func NewChoice(options []Option, columns int, changed func(string)) *Choice {
	c := &Choice{OnChanged: changed, options: options, columns: columns, selected: -1, hovered: -1}
	c.ExtendBaseWidget(c)
	return c
}

// Selected returns the value that is chosen, or "".
func (c *Choice) Selected() string {
	if c.selected < 0 {
		return ""
	}
	return c.options[c.selected].Value
}

// SetSelected shows a value as chosen without calling OnChanged; a value that
// is no option chooses nothing.
func (c *Choice) SetSelected(value string) {
	c.selected = slices.IndexFunc(c.options, func(o Option) bool { return o.Value == value })
	c.Refresh()
}

// SetOptions offers other possibilities and keeps what is chosen, if it is
// still one of them.
func (c *Choice) SetOptions(options []Option) {
	value := c.Selected()
	c.options = options
	c.SetSelected(value)
}

// choose is what the user does.
func (c *Choice) choose(i int) {
	if c.Disabled() || i < 0 || i >= len(c.options) || i == c.selected {
		return
	}
	c.selected = i
	c.Refresh()
	if c.OnChanged != nil {
		c.OnChanged(c.Selected())
	}
}

// FocusGained implements fyne.Focusable.
func (c *Choice) FocusGained() { c.setFocused(true) }

// FocusLost implements fyne.Focusable.
func (c *Choice) FocusLost() { c.setFocused(false) }

func (c *Choice) setFocused(focused bool) {
	c.focused = focused
	c.Refresh()
}

// TypedRune implements fyne.Focusable.
func (c *Choice) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (c *Choice) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyLeft:
		c.choose(c.cursor() - 1)
	case fyne.KeyRight:
		c.choose(c.next(1))
	case fyne.KeyUp:
		c.choose(c.cursor() - c.shape.columns)
	case fyne.KeyDown:
		c.choose(c.next(c.shape.columns))
	case fyne.KeyHome:
		c.choose(0)
	case fyne.KeyEnd:
		c.choose(len(c.options) - 1)
	case fyne.KeySpace:
		c.choose(c.cursor())
	default:
		dialogKey(c, key)
	}
}

// cursor is the option that has the focus ring: the chosen one, or the first.
func (c *Choice) cursor() int { return max(c.selected, 0) }

// next is the option that many further on, or the first when none is chosen.
func (c *Choice) next(step int) int {
	if c.selected < 0 {
		return 0
	}
	return c.selected + step
}

// Tapped implements fyne.Tappable.
func (c *Choice) Tapped(at *fyne.PointEvent) {
	if c.Disabled() {
		return
	}
	if w := fyne.CurrentApp().Driver().CanvasForObject(c); w != nil {
		w.Focus(c)
	}
	c.choose(c.shape.at(at.Position, len(c.options)))
}

// MouseIn implements desktop.Hoverable.
func (c *Choice) MouseIn(e *desktop.MouseEvent) { c.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (c *Choice) MouseMoved(e *desktop.MouseEvent) {
	c.hover(c.shape.at(e.Position, len(c.options)))
}

// MouseOut implements desktop.Hoverable.
func (c *Choice) MouseOut() { c.hover(-1) }

func (c *Choice) hover(i int) {
	if c.hovered != i {
		c.hovered = i
		c.Refresh()
	}
}

// MinSize is one column wide and as high as the present columns make it.
func (c *Choice) MinSize() fyne.Size {
	c.ExtendBaseWidget(c)
	return c.BaseWidget.MinSize()
}

// grid is how options are spread over columns of equal width.
type grid struct {
	columns int
	cell    fyne.Size
}

func (g grid) position(i int) fyne.Position {
	return fyne.NewPos(float32(i%g.columns)*g.cell.Width, float32(i/g.columns)*g.cell.Height)
}

// at returns the option below p, or -1.
func (g grid) at(p fyne.Position, n int) int {
	if g.columns == 0 || p.X < 0 || p.Y < 0 || p.X >= float32(g.columns)*g.cell.Width {
		return -1
	}
	i := int(p.Y/g.cell.Height)*g.columns + int(p.X/g.cell.Width)
	if i >= n {
		return -1
	}
	return i
}
