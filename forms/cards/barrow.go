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
	nameShare   = 0.36
	amountShare = 0.27
)

// Layout implements fyne.Layout.
func (barRowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	pad := theme.Padding()
	name, amount := size.Width*nameShare, size.Width*amountShare
	height := max(heightFor(objects[0], name), size.Height)
	objects[0].Move(fyne.NewPos(0, 0))
	middle := func(o fyne.CanvasObject, x, width float32) {
		least := o.MinSize().Height
		o.Resize(fyne.NewSize(width, least))
		o.Move(fyne.NewPos(x, (height-least)/2))
	}
	middle(objects[1], name+pad, max(0, size.Width-name-amount-2*pad))
	middle(objects[2], size.Width-amount, amount)
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
