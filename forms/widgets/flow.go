package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// flowLayout puts objects side by side at their smallest size and begins a new
// line when one does not fit.
type flowLayout struct {
	owner    *fyne.Container
	trailing bool
	width    float32 // of the last layout, 0 before the first
}

// NewFlow returns a bar of buttons that wraps instead of widening the window.
func NewFlow(objects ...fyne.CanvasObject) *fyne.Container {
	return newFlow(false, objects)
}

// NewTrailingFlow is NewFlow with its lines at the right edge.
func NewTrailingFlow(objects ...fyne.CanvasObject) *fyne.Container {
	return newFlow(true, objects)
}

func newFlow(trailing bool, objects []fyne.CanvasObject) *fyne.Container {
	l := &flowLayout{trailing: trailing}
	l.owner = container.New(l, objects...)
	return l.owner
}

func (l *flowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	before := l.MinSize(objects)
	l.width = size.Width
	y := float32(0)
	for _, line := range l.lines(objects) {
		width, height := extent(line)
		x := float32(0)
		if l.trailing {
			x = size.Width - width
		}
		for _, o := range line {
			least := o.MinSize()
			o.Resize(least)
			o.Move(fyne.NewPos(x, y+(height-least.Height)/2))
			x += least.Width + theme.Padding()
		}
		y += height + theme.Padding()
	}
	if l.MinSize(objects) != before {
		canvas.Refresh(l.owner)
	}
}

// MinSize is as wide as the widest object and as high as the lines of the
// last layout.
func (l *flowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for i, line := range l.lines(objects) {
		_, height := extent(line)
		size.Height += height
		if i > 0 {
			size.Height += theme.Padding()
		}
		for _, o := range line {
			size.Width = max(size.Width, o.MinSize().Width)
		}
	}
	return size
}

// lines divides the visible objects; before the first layout all are on one.
func (l *flowLayout) lines(objects []fyne.CanvasObject) [][]fyne.CanvasObject {
	var lines [][]fyne.CanvasObject
	used := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		width := o.MinSize().Width
		if len(lines) == 0 || (l.width > 0 && used+width > l.width+0.01) {
			lines = append(lines, nil)
			used = 0
		}
		lines[len(lines)-1] = append(lines[len(lines)-1], o)
		used += width + theme.Padding()
	}
	return lines
}

// extent returns how wide and high a line of objects is.
func extent(line []fyne.CanvasObject) (width, height float32) {
	width = -theme.Padding()
	for _, o := range line {
		least := o.MinSize()
		width += least.Width + theme.Padding()
		height = max(height, least.Height)
	}
	return width, height
}
