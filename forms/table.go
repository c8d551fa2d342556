package forms

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"todoku/forms/widgets"
)

// tableLayout puts objects into rows of cells. A column is as wide as its
// share; a row is as high as its highest cell is at that width.
type tableLayout struct {
	shares []float32
	height float32 // of the last layout; 0 before the first
}

// newTable returns a table with one column for each share and the cells of its
// rows one after another.
func newTable(shares []float32, cells ...fyne.CanvasObject) *fyne.Container {
	return container.New(&tableLayout{shares: shares}, cells...)
}

// Layout implements fyne.Layout.
func (l *tableLayout) Layout(cells []fyne.CanvasObject, size fyne.Size) {
	var sum, y float32
	for _, s := range l.shares {
		sum += s
	}
	unit := (size.Width - float32(len(l.shares)-1)*theme.Padding()) / sum
	for len(cells) >= len(l.shares) {
		var x, height float32
		for i, s := range l.shares {
			cells[i].Move(fyne.NewPos(x, y))
			cells[i].Resize(fyne.NewSize(s*unit, cells[i].Size().Height))
			height = max(height, cells[i].MinSize().Height)
			x += s*unit + theme.Padding()
		}
		for i, s := range l.shares {
			cells[i].Resize(fyne.NewSize(s*unit, height))
		}
		cells = cells[len(l.shares):]
		y += height + theme.Padding()
	}
	l.height = y
}

// MinSize implements fyne.Layout.
func (l *tableLayout) MinSize(cells []fyne.CanvasObject) fyne.Size {
	var width float32
	for _, c := range cells {
		width = max(width, c.MinSize().Width)
	}
	return fyne.NewSize(width*float32(len(l.shares)), l.height)
}

// heads are the captions of columns.
func heads(texts ...string) (cells []fyne.CanvasObject) {
	for _, text := range texts {
		cells = append(cells, widgets.NewCaption(text))
	}
	return cells
}
