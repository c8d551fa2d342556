package widgets

import (
	"cmp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// sheet builds what is on the dialog, no larger than the window.
func (s *Shown) sheet() fyne.CanvasObject {
	const margin, padding = 24, 16
	window := s.canvas.Size()
	width := max(min(cmp.Or(s.dialog.Width, 440), window.Width-2*(margin+padding)), 160)
	bar := NewTrailingFlow()
	for _, b := range s.buttons {
		bar.Add(b)
	}
	body := NewColumn(s.body()...)
	room := window.Height - 2*(margin+padding) - heightFor(bar, width) - padding
	height := heightFor(body, width)
	middle := fyne.CanvasObject(body)
	if height > room {
		scroll := container.NewVScroll(body)
		height, middle = max(room, 80), scroll
	}
	sheet := container.New(&sheetLayout{width: width, height: height, gap: padding}, middle, bar)
	return container.New(layout.NewCustomPaddedLayout(padding, padding, padding, padding), sheet)
}

func (s *Shown) body() []fyne.CanvasObject {
	var parts []fyne.CanvasObject
	if s.dialog.Title != "" {
		parts = append(parts, Heading(s.dialog.Title))
	}
	if s.dialog.Text != "" {
		parts = append(parts, NewText(s.dialog.Text))
	}
	if s.dialog.Content != nil {
		parts = append(parts, s.dialog.Content)
	}
	return parts
}

// sheetLayout puts a middle of fixed size above a bar of buttons.
type sheetLayout struct{ width, height, gap float32 }

func (l *sheetLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	middle, bar := objects[0], objects[1]
	barHeight := heightFor(bar, size.Width)
	middle.Resize(fyne.NewSize(size.Width, size.Height-barHeight-l.gap))
	bar.Move(fyne.NewPos(0, size.Height-barHeight))
	bar.Resize(fyne.NewSize(size.Width, barHeight))
}

// MinSize follows the body when it grows, as far as the first size allows it
// to scroll.
func (l *sheetLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	height := max(l.height, objects[0].MinSize().Height)
	return fyne.NewSize(l.width, height+l.gap+heightFor(objects[1], l.width))
}
