package cards

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A ground is the rounded rectangle behind something.
type ground struct {
	widget.BaseWidget
	fill, edge fyne.ThemeColorName
}

func newGround(fill, edge fyne.ThemeColorName) *ground {
	g := &ground{fill: fill, edge: edge}
	g.ExtendBaseWidget(g)
	return g
}

// CreateRenderer implements fyne.Widget.
func (g *ground) CreateRenderer() fyne.WidgetRenderer {
	r := &groundRenderer{g, &canvas.Rectangle{StrokeWidth: 1}}
	r.Refresh()
	return r
}

type groundRenderer struct {
	ground *ground
	shape  *canvas.Rectangle
}

func (r *groundRenderer) Layout(size fyne.Size) { r.shape.Resize(size) }

func (r *groundRenderer) MinSize() fyne.Size { return fyne.Size{} }

func (r *groundRenderer) Refresh() {
	r.shape.FillColor = theme.ColorForWidget(r.ground.fill, r.ground)
	r.shape.StrokeColor = theme.ColorForWidget(r.ground.edge, r.ground)
	r.shape.CornerRadius = theme.SizeForWidget(theme.SizeNameInputRadius, r.ground) + 2
	r.shape.Refresh()
}

func (r *groundRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.shape} }

func (r *groundRenderer) Destroy() {}

// A bar is a part of a whole.
type bar struct {
	widget.BaseWidget
	value float32 // 0 to 1
	color fyne.ThemeColorName
	ticks []float32 // marks along it, 0 to 1
}

func newBar(value float32, color fyne.ThemeColorName, ticks ...float32) *bar {
	b := &bar{value: min(max(value, 0), 1), color: color, ticks: ticks}
	b.ExtendBaseWidget(b)
	return b
}

// barHeight is how thick a bar is, in units.
const barHeight = 10

// CreateRenderer implements fyne.Widget.
func (b *bar) CreateRenderer() fyne.WidgetRenderer {
	r := &barRenderer{bar: b, track: &canvas.Rectangle{}, fill: &canvas.Rectangle{}}
	for range b.ticks {
		r.ticks = append(r.ticks, &canvas.Rectangle{})
	}
	r.Refresh()
	return r
}

type barRenderer struct {
	bar         *bar
	track, fill *canvas.Rectangle
	ticks       []*canvas.Rectangle
}

func (r *barRenderer) Layout(size fyne.Size) {
	top := (size.Height - barHeight) / 2
	r.track.Move(fyne.NewPos(0, top))
	r.track.Resize(fyne.NewSize(size.Width, barHeight))
	r.fill.Move(fyne.NewPos(0, top))
	width := size.Width * r.bar.value
	if r.bar.value > 0 {
		width = max(width, 3) // so that there is something to see
	}
	r.fill.Resize(fyne.NewSize(width, barHeight))
	for i, at := range r.bar.ticks {
		r.ticks[i].Move(fyne.NewPos(size.Width*at-1, top-3))
		r.ticks[i].Resize(fyne.NewSize(2, barHeight+6))
	}
}

func (r *barRenderer) MinSize() fyne.Size { return fyne.NewSize(40, barHeight+6) }

func (r *barRenderer) Refresh() {
	r.track.FillColor = theme.ColorForWidget(theme.ColorNameSeparator, r.bar)
	r.fill.FillColor = theme.ColorForWidget(r.bar.color, r.bar)
	r.track.CornerRadius, r.fill.CornerRadius = 3, 3
	for _, t := range r.ticks {
		t.FillColor = theme.ColorForWidget(theme.ColorNameForeground, r.bar)
	}
	canvas.Refresh(r.bar)
}

func (r *barRenderer) Objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{r.track, r.fill}
	for _, t := range r.ticks {
		all = append(all, t)
	}
	return all
}

func (r *barRenderer) Destroy() {}

// An arrow leads from what is above it to what is below.
type arrow struct{ widget.BaseWidget }

func newArrow() *arrow {
	a := &arrow{}
	a.ExtendBaseWidget(a)
	return a
}

// CreateRenderer implements fyne.Widget.
func (a *arrow) CreateRenderer() fyne.WidgetRenderer {
	r := &arrowRenderer{arrow: a}
	for i := range r.strokes {
		r.strokes[i] = &canvas.Line{StrokeWidth: 2}
	}
	r.Refresh()
	return r
}

type arrowRenderer struct {
	arrow   *arrow
	strokes [3]*canvas.Line // the shaft and the two sides of the head
}

const arrowWidth, arrowHeight, arrowHead = 24, 28, 7 // units

func (r *arrowRenderer) Layout(size fyne.Size) {
	x, bottom := size.Width/2, size.Height-1
	for i, from := range []fyne.Position{{X: x, Y: 1}, {X: x - arrowHead, Y: bottom - arrowHead}, {X: x + arrowHead, Y: bottom - arrowHead}} {
		r.strokes[i].Position1, r.strokes[i].Position2 = from, fyne.NewPos(x, bottom)
	}
}

func (r *arrowRenderer) MinSize() fyne.Size { return fyne.NewSize(arrowWidth, arrowHeight) }

func (r *arrowRenderer) Refresh() {
	for _, s := range r.strokes {
		s.StrokeColor = theme.ColorForWidget(theme.ColorNamePrimary, r.arrow)
	}
	canvas.Refresh(r.arrow)
}

func (r *arrowRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.strokes[0], r.strokes[1], r.strokes[2]}
}

func (r *arrowRenderer) Destroy() {}
