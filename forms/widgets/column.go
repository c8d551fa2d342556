package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// heightFor returns how high o wants to be at a width. Only a resized object
// knows that in Fyne, so it is left at that size.
func heightFor(o fyne.CanvasObject, width float32) float32 {
	o.Resize(fyne.NewSize(width, o.Size().Height))
	height := o.MinSize().Height
	o.Resize(fyne.NewSize(width, height))
	return height
}

// columnLayout stacks objects like Fyne's vertical box, but asks for each
// height after it has given the width, so that wrapped text is right at once.
type columnLayout struct{}

// NewColumn stacks objects whose height depends on their width.
func NewColumn(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(columnLayout{}, objects...)
}

func (columnLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		if o.Visible() {
			o.Move(fyne.NewPos(0, y))
			y += heightFor(o, size.Width) + theme.Padding()
		}
	}
}

func (columnLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		if o.Visible() {
			least := o.MinSize()
			size.Width = max(size.Width, least.Width)
			size.Height += least.Height + theme.Padding()
		}
	}
	return size.SubtractWidthHeight(0, min(size.Height, theme.Padding()))
}
