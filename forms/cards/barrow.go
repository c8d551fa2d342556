package cards

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// newBarRow is a line of a bar chart: a name, a bar, and how much it is. The
// bars of all rows begin and end at the same places.
func newBarRow(name, bar, amount fyne.CanvasObject) fyne.CanvasObject {
	return container.New(barRowLayout{}, name, bar, amount)
}

type barRowLayout struct{}

// Shares of the width.
const (
	nameShare   = 0.34
	amountShare = 0.31
)

// Layout implements fyne.Layout.
func (barRowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	pad, name, amount := theme.Padding(), size.Width*nameShare, size.Width*amountShare
	places := []struct{ x, width float32 }{
		{0, name}, {name + pad, max(0, size.Width-name-amount-2*pad)}, {size.Width - amount, amount},
	}
	height := size.Height
	for i, o := range objects {
		height = max(height, heightFor(o, places[i].width))
	}
	for i, o := range objects {
		o.Move(fyne.NewPos(places[i].x, (height-o.Size().Height)/2))
	}
}

// MinSize implements fyne.Layout.
func (barRowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		size = size.Max(fyne.NewSize(0, o.MinSize().Height))
	}
	size.Width = max(objects[0].MinSize().Width/nameShare, objects[2].MinSize().Width/amountShare)
	return size
}
