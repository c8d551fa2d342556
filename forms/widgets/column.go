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
// height after it has given the width, so that wrapped text is right at once;
// so does whoever asks for the height of the whole once it has a width.
type columnLayout struct{ width float32 }

// NewColumn stacks objects whose height depends on their width.
func NewColumn(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columnLayout{}, objects...)
}

func (c *columnLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	c.width = size.Width
	y := float32(0)
	for _, o := range objects {
		if o.Visible() {
			o.Move(fyne.NewPos(0, y))
			y += heightFor(o, size.Width) + theme.Padding()
		}
	}
}

func (c *columnLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		if o.Visible() {
			if c.width > 0 {
				heightFor(o, c.width)
			}
			least := o.MinSize()
			size.Width = max(size.Width, least.Width)
			size.Height += least.Height + theme.Padding()
		}
	}
	return size.SubtractWidthHeight(0, min(size.Height, theme.Padding()))
}
