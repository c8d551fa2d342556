package cards

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// A column of cards is no narrower than this, in units, while there is
// another beside it; more than two are too much to look at.
const (
	narrowest  = 400
	maxColumns = 2
)

// columnsLayout puts cards of different heights into as many columns as fit.
// A card stays in its column while it grows.
type columnsLayout struct {
	owner *fyne.Container
	count int                       // of the last layout, 0 before the first
	in    map[fyne.CanvasObject]int // which column each is in
}

func newColumns() *fyne.Container {
	l := &columnsLayout{}
	l.owner = container.New(l)
	return l.owner
}

func gap() float32 { return 3 * theme.Padding() }

// heightFor returns how high o wants to be at a width, and leaves it so: in
// Fyne only an object that has a width knows. One that has it already looks
// again at what is in it only after another.
func heightFor(o fyne.CanvasObject, width float32) float32 {
	if o.Size().Width == width {
		o.Resize(fyne.Size{})
	}
	o.Resize(fyne.NewSize(width, o.Size().Height))
	height := o.MinSize().Height
	o.Resize(fyne.NewSize(width, height))
	return height
}

// Layout implements fyne.Layout.
func (l *columnsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	before := l.MinSize(objects)
	count := max(1, min(maxColumns, int((size.Width+gap())/(narrowest+gap()))))
	if count != l.count || len(l.in) != len(objects) {
		l.count, l.in = count, map[fyne.CanvasObject]int{}
	}
	width := (size.Width - float32(count-1)*gap()) / float32(count)
	ends := make([]float32, count)
	for _, o := range objects {
		height := heightFor(o, width)
		i, placed := l.in[o]
		if !placed {
			i = shortest(ends)
			l.in[o] = i
		}
		o.Move(fyne.NewPos(float32(i)*(width+gap()), ends[i]))
		ends[i] += height + gap()
	}
	if l.MinSize(objects) != before {
		canvas.Refresh(l.owner)
	}
}

func shortest(ends []float32) int {
	least := 0
	for i := range ends {
		if ends[i] < ends[least] {
			least = i
		}
	}
	return least
}

// MinSize is as narrow as one column, and as high as the highest of the last
// layout.
func (l *columnsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	ends := make([]float32, max(1, l.count))
	for _, o := range objects {
		least := o.MinSize()
		size.Width = max(size.Width, least.Width)
		ends[l.in[o]] += least.Height + gap()
		size.Height = max(size.Height, ends[l.in[o]]-gap())
	}
	return size
}

// tilesLayout puts objects into a grid of equal columns, as many as fit.
type tilesLayout struct {
	owner *fyne.Container
	least float32 // width of a column, in units
	count int     // of columns in the last layout, 0 before the first
}

func newTiles(least float32, objects ...fyne.CanvasObject) *fyne.Container {
	l := &tilesLayout{least: least}
	l.owner = container.New(l, objects...)
	return l.owner
}

// Layout implements fyne.Layout.
func (l *tilesLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	before, pad := l.MinSize(objects), theme.Padding()
	l.count = max(1, int((size.Width+pad)/(l.least+pad)))
	width := (size.Width - float32(l.count-1)*pad) / float32(l.count)
	y := float32(0)
	for at := 0; at < len(objects); at += l.count {
		row, height := objects[at:min(at+l.count, len(objects))], float32(0)
		for _, o := range row {
			height = max(height, heightFor(o, width))
		}
		for i, o := range row {
			o.Resize(fyne.NewSize(width, height))
			o.Move(fyne.NewPos(float32(i)*(width+pad), y))
		}
		y += height + pad
	}
	if l.MinSize(objects) != before {
		canvas.Refresh(l.owner)
	}
}

// MinSize implements fyne.Layout.
func (l *tilesLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size, count := fyne.NewSize(l.least, -theme.Padding()), max(1, l.count)
	for at := 0; at < len(objects); at += count {
		height := float32(0)
		for _, o := range objects[at:min(at+count, len(objects))] {
			height = max(height, o.MinSize().Height)
		}
		size.Height += height + theme.Padding()
	}
	return size.Max(fyne.Size{})
}
