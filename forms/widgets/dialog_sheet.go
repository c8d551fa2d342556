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
	room := max(window.Height-2*(margin+padding)-heightFor(bar, width)-padding, 80)
	sheet := container.New(&sheetLayout{width: width, height: heightFor(body, width), room: room, gap: padding}, body, bar)
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

// sheetLayout puts a middle above a bar of buttons. The middle follows what is in
// it when that grows, and scrolls once there is no more room.
type sheetLayout struct {
	width, height float32 // of the middle at first, which it keeps at least
	room          float32 // for its height
	gap           float32
}

func (l *sheetLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if _, scrolls := objects[0].(*container.Scroll); !scrolls && heightFor(objects[0], l.width) > l.room {
		objects[0] = container.NewVScroll(objects[0])
	}
	middle, bar := objects[0], objects[1]
	barHeight := heightFor(bar, size.Width)
	middle.Resize(fyne.NewSize(size.Width, size.Height-barHeight-l.gap))
	bar.Move(fyne.NewPos(0, size.Height-barHeight))
	bar.Resize(fyne.NewSize(size.Width, barHeight))
}

func (l *sheetLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	height := min(max(l.height, objects[0].MinSize().Height), l.room)
	return fyne.NewSize(l.width, height+l.gap+heightFor(objects[1], l.width))
}
