package widgets

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// CreateRenderer implements fyne.Widget.
func (c *Choice) CreateRenderer() fyne.WidgetRenderer {
	c.ExtendBaseWidget(c)
	r := &choiceRenderer{choice: c, ring: newRing(), hover: &canvas.Rectangle{}}
	r.arrange(c.Size().Width)
	return r
}

// radio is what is drawn of one option.
type radio struct {
	circle, dot *canvas.Circle
	label       *canvas.Text
}

type choiceRenderer struct {
	choice *Choice
	ring   *canvas.Rectangle
	hover  *canvas.Rectangle
	radios []radio

	narrowest float32 // width of one column
}

// arrange spreads the options over a width, 0 for one column.
func (r *choiceRenderer) arrange(width float32) {
	c := r.choice
	r.radios = make([]radio, len(c.options))
	gap := theme.SizeForWidget(theme.SizeNameInnerPadding, c)
	wants, height := make([]float32, len(c.options)), float32(0)
	for i, o := range c.options {
		r.radios[i] = r.radio(o.Label)
		least := r.radios[i].label.MinSize()
		wants[i] = least.Width + r.dotSize() + 3*gap
		height = max(height, least.Height+gap)
	}
	most := len(c.options)
	if c.columns > 0 {
		most = min(most, c.columns)
	}
	c.shape = spread(wants, height, width, most)
	r.narrowest = slices.Max(append(wants, 0))
	r.place()
	r.paint()
}

func (r *choiceRenderer) radio(label string) radio {
	text := &canvas.Text{Text: label, TextSize: theme.SizeForWidget(theme.SizeNameText, r.choice)}
	return radio{circle: &canvas.Circle{StrokeWidth: 1.5}, dot: &canvas.Circle{}, label: text}
}

// dotSize is the diameter of a radio button, in units.
func (r *choiceRenderer) dotSize() float32 {
	return theme.SizeForWidget(theme.SizeNameInlineIcon, r.choice) - 3
}

func (r *choiceRenderer) place() {
	shape, size := r.choice.shape, r.dotSize()
	gap := theme.SizeForWidget(theme.SizeNameInnerPadding, r.choice)
	for i, radio := range r.radios {
		corner := shape.position(i)
		at := corner.AddXY(gap/2, (shape.height-size)/2)
		radio.circle.Move(at)
		radio.circle.Resize(fyne.NewSquareSize(size))
		radio.dot.Move(at.AddXY(size/4, size/4))
		radio.dot.Resize(fyne.NewSquareSize(size / 2))
		least := radio.label.MinSize()
		radio.label.Move(corner.AddXY(gap/2+size+gap, (shape.height-least.Height)/2))
		radio.label.Resize(least)
	}
}

func (r *choiceRenderer) paint() {
	c := r.choice
	shade := func(name fyne.ThemeColorName) color.Color { return theme.ColorForWidget(name, c) }
	ink, mark := shade(theme.ColorNameForeground), shade(theme.ColorNamePrimary)
	if c.Disabled() {
		ink, mark = shade(theme.ColorNameDisabled), shade(theme.ColorNameDisabled)
	}
	for i, radio := range r.radios {
		radio.label.Color = ink
		radio.circle.FillColor, radio.circle.StrokeColor = shade(theme.ColorNameInputBackground), shade(theme.ColorNameInputBorder)
		radio.dot.FillColor = color.Transparent
		if i == c.selected {
			radio.circle.StrokeColor, radio.dot.FillColor = mark, mark
		}
	}
	paintRing(r.ring, c)
	r.frame(r.ring, c.cursor(), c.focused && !c.Disabled())
	r.hover.FillColor = shade(theme.ColorNameHover)
	r.hover.CornerRadius = r.ring.CornerRadius
	r.frame(r.hover, c.hovered, c.hovered >= 0 && !c.Disabled())
}

// frame puts a rectangle round an option, or hides it.
func (r *choiceRenderer) frame(box *canvas.Rectangle, i int, shown bool) {
	box.Hidden = !shown || i >= len(r.radios)
	if box.Hidden {
		return
	}
	label := r.radios[i].label
	corner := r.choice.shape.position(i)
	right := label.Position().X + label.Size().Width - corner.X
	gap := theme.SizeForWidget(theme.SizeNameInnerPadding, r.choice)
	box.Move(corner)
	box.Resize(fyne.NewSize(right+gap, r.choice.shape.height))
}

func (r *choiceRenderer) Layout(size fyne.Size) {
	before := r.MinSize()
	r.arrange(size.Width)
	if r.MinSize() != before {
		canvas.Refresh(r.choice)
	}
}

func (r *choiceRenderer) MinSize() fyne.Size {
	shape := r.choice.shape
	rows := (len(r.radios) + shape.columns() - 1) / shape.columns()
	return fyne.NewSize(r.narrowest, float32(rows)*shape.height)
}

func (r *choiceRenderer) Refresh() {
	r.arrange(r.choice.Size().Width)
	canvas.Refresh(r.choice)
}

func (r *choiceRenderer) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.hover}
	for _, radio := range r.radios {
		objects = append(objects, radio.circle, radio.dot, radio.label)
	}
	return append(objects, r.ring)
}

func (r *choiceRenderer) Destroy() {}
