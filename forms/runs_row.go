package forms

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/forms/look"
)

// runColumns are the columns of the table of past tests: what their heads
// say, the least width in units, and how much they get of what is left over.
var runColumns = []struct {
	head  string
	least float32
	share float32
}{
	{"history.column.sent", 150, 0},
	{"history.column.to", 120, 0.2},
	{"history.column.server", 150, 0.33},
	{"history.column.error", 160, 0.47},
}

// runIcon is the width of the column of states.
const runIcon = 30

// columnsOf returns where each column begins, and behind them where the last
// one ends.
func columnsOf(width float32) []float32 {
	left := width - runIcon
	for _, c := range runColumns {
		left -= c.least
	}
	edges, x := []float32{}, float32(runIcon)
	for _, c := range runColumns {
		edges = append(edges, x)
		x += c.least + c.share*max(0, left)
	}
	return append(edges, x)
}

// A runHead is the heads of the columns.
type runHead struct{ widget.BaseWidget }

func newRunHead() *runHead {
	h := &runHead{}
	h.ExtendBaseWidget(h)
	return h
}

// CreateRenderer implements fyne.Widget.
func (h *runHead) CreateRenderer() fyne.WidgetRenderer {
	r := &runRenderer{ground: canvas.NewRectangle(color.Transparent)}
	for range runColumns {
		r.texts = append(r.texts, &canvas.Text{})
	}
	r.paint = func() {
		r.ground.FillColor = theme.Color(theme.ColorNameHeaderBackground)
		for i, c := range runColumns {
			r.write(i, assets.Text(c.head), theme.ColorNamePlaceHolder)
			r.texts[i].TextSize = theme.CaptionTextSize()
		}
	}
	r.arrange = func(size fyne.Size) {
		edges := columnsOf(size.Width)
		for i := range runColumns {
			r.put(i, edges[i], 3, edges[i+1]-edges[i])
		}
	}
	r.least = fyne.NewSize(0, fyne.MeasureText("あ", theme.CaptionTextSize(), fyne.TextStyle{}).Height+6)
	r.paint()
	return r
}

// A runRow is one line of the table: each column has a text and a smaller one
// below. Stacked, the columns are below each other.
type runRow struct {
	widget.BaseWidget
	run     PastRun
	stacked bool
}

func newRunRow(stacked bool) *runRow {
	r := &runRow{stacked: stacked}
	r.ExtendBaseWidget(r)
	return r
}

func (r *runRow) show(run PastRun, stacked bool) {
	if r.run != run || r.stacked != stacked {
		r.run, r.stacked = run, stacked
		r.Refresh()
	}
}

// texts are in pairs, a column each.
func (r *runRow) texts() []string {
	p := r.run
	return []string{p.Sent, p.Scope, p.To, p.From, p.Server, p.Address, p.Error, p.Reply}
}

// CreateRenderer implements fyne.Widget.
func (r *runRow) CreateRenderer() fyne.WidgetRenderer {
	d := &runRenderer{ground: canvas.NewRectangle(color.Transparent), icon: &canvas.Image{FillMode: canvas.ImageFillContain}}
	for range r.texts() {
		d.texts = append(d.texts, &canvas.Text{})
	}
	text, small := theme.TextSize(), theme.CaptionTextSize()
	high, low := fyne.MeasureText("あ", text, fyne.TextStyle{}).Height, fyne.MeasureText("あ", small, fyne.TextStyle{}).Height
	d.paint = func() {
		if r.run.State != "" { // the list measures an empty row
			d.icon.Resource = stateIcon(r.run.State)
		}
		for i, words := range r.texts() {
			ink, size := theme.ColorNameForeground, text
			if i%2 == 1 {
				ink, size = theme.ColorNamePlaceHolder, small
			}
			d.write(i, words, ink)
			d.texts[i].TextSize = size
		}
		d.write(6, r.run.Error, look.StateColor(r.run.State))
	}
	d.arrange = func(size fyne.Size) {
		d.icon.Resize(fyne.NewSquareSize(theme.IconInlineSize()))
		d.icon.Move(fyne.NewPos(6, 4+(high-theme.IconInlineSize())/2))
		if r.stacked {
			d.stack(size.Width, high, low)
			return
		}
		edges := columnsOf(size.Width)
		for c := range runColumns {
			d.put(2*c, edges[c], 4, edges[c+1]-edges[c])
			d.put(2*c+1, edges[c], 4+high, edges[c+1]-edges[c])
		}
	}
	d.least = fyne.NewSize(240, high+low+8)
	if r.stacked {
		d.least.Height = 2*high + 2*low + 10
	}
	d.paint()
	return d
}

// A runRenderer draws texts that are cut to their columns.
type runRenderer struct {
	ground  *canvas.Rectangle
	icon    *canvas.Image // nil on the head
	texts   []*canvas.Text
	whole   [8]string // the texts before they are cut
	least   fyne.Size
	size    fyne.Size
	paint   func()
	arrange func(fyne.Size)
}

func (r *runRenderer) write(i int, text string, ink fyne.ThemeColorName) {
	r.whole[i], r.texts[i].Color = text, theme.Color(ink)
}

// put places a text into a cell of a width, of which some is air.
func (r *runRenderer) put(i int, x, y, width float32) { r.say(i, r.whole[i], x, y, width) }

func (r *runRenderer) say(i int, text string, x, y, width float32) {
	t := r.texts[i]
	t.Text = cutTo(text, width-2*theme.InnerPadding(), t.TextSize)
	t.Move(fyne.NewPos(x, y))
	t.Resize(t.MinSize())
}

// stack puts when and for whom on the first line, the server on the second,
// the error on the two below.
func (r *runRenderer) stack(width, high, low float32) {
	const second = runIcon + 154
	for _, i := range []int{1, 3, 4} {
		r.say(i, "", 0, 0, width)
	}
	r.put(0, runIcon, 4, second-runIcon)
	r.put(2, second, 4, width-second)
	r.say(5, r.whole[4]+"  "+r.whole[5], runIcon, 4+high, width-runIcon)
	r.put(6, runIcon, 5+high+low, width-runIcon)
	r.put(7, runIcon, 5+2*high+low, width-runIcon)
}

// cutTo shortens a text to a width in units.
func cutTo(text string, width, size float32) string {
	fits := func(s string) bool { return fyne.MeasureText(s, size, fyne.TextStyle{}).Width <= width }
	runes := []rune(text)
	if most := int(max(0, width)/size*4) + 1; len(runes) > most { // no letter is narrower
		runes = runes[:most]
	} else if fits(text) {
		return text
	}
	low, high := 0, len(runes)
	for low < high {
		if middle := (low + high + 1) / 2; fits(string(runes[:middle]) + "…") {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return string(runes[:low]) + "…"
}

func (r *runRenderer) Layout(size fyne.Size) {
	r.size = size
	r.ground.Resize(size)
	r.arrange(size)
}

func (r *runRenderer) MinSize() fyne.Size { return r.least }

func (r *runRenderer) Refresh() {
	r.paint()
	r.arrange(r.size)
	for _, o := range r.Objects() {
		o.Refresh()
	}
}

func (r *runRenderer) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.ground}
	if r.icon != nil {
		objects = append(objects, r.icon)
	}
	for _, t := range r.texts {
		objects = append(objects, t)
	}
	return objects
}

func (r *runRenderer) Destroy() {}
