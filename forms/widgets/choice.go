package widgets

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
)

// An Option is one possibility of a [Choice].
type Option struct {
	Value string // what is stored
	Label string // what is shown
}

// Choice is a set of radio buttons in columns, as many as fit. It is one
// stop for Tab: the arrows choose, as in every office program.
type Choice struct {
	widget.DisableableWidget
	Voice
	OnChanged func(value string) // called when the user chose
	OnFocus   func()             // called when the focus comes; may be nil

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
	Heard(c)
}

// FocusGained implements fyne.Focusable.
func (c *Choice) FocusGained() {
	c.setFocused(true)
	call(c.OnFocus)
	Gained(c)
}

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
		c.choose(c.cursor() - c.shape.columns())
	case fyne.KeyDown:
		c.choose(c.next(c.shape.columns()))
	case fyne.KeyHome:
		c.choose(0)
	case fyne.KeyEnd:
		c.choose(len(c.options) - 1)
	case fyne.KeySpace:
		c.choose(c.cursor())
	default:
		if !SharedKey(c, key) {
			dialogKey(c, key)
		}
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

// grid is how options are spread over columns, each as wide as its widest
// option.
type grid struct {
	widths []float32
	height float32 // of a row
}

// spread returns the grid with most columns that fits into width, for options
// that want wants units each.
func spread(wants []float32, height, width float32, most int) grid {
	for columns := most; ; columns-- {
		g := grid{make([]float32, max(columns, 1)), height}
		var sum float32
		for i, w := range wants {
			sum += max(0, w-g.widths[i%len(g.widths)])
			g.widths[i%len(g.widths)] = max(w, g.widths[i%len(g.widths)])
		}
		if sum <= width || columns <= 1 {
			return g
		}
	}
}

func (g grid) columns() int { return len(g.widths) }

func (g grid) position(i int) fyne.Position {
	var x float32
	for _, w := range g.widths[:i%g.columns()] {
		x += w
	}
	return fyne.NewPos(x, float32(i/g.columns())*g.height)
}

// at returns the option below p, or -1.
func (g grid) at(p fyne.Position, n int) int {
	if p.X < 0 || p.Y < 0 {
		return -1
	}
	for column, w := range g.widths {
		if p.X -= w; p.X >= 0 {
			continue
		}
		if i := int(p.Y/g.height)*g.columns() + column; i < n {
			return i
		}
		break
	}
	return -1
}

// Say implements [Spoken].
func (c *Choice) Say() Saying {
	value := assets.Text("voice.none")
	if c.selected >= 0 {
		value = joined(c.options[c.selected].Label, place(c.selected, len(c.options)))
	}
	return c.field("voice.choice", "", value, c.Disabled())
}

// AccessibilityLabel implements fyne.Accessible.
func (c *Choice) AccessibilityLabel() string { return c.Say().String() }

// AccessibilityRole implements fyne.Accessible.
func (c *Choice) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }
