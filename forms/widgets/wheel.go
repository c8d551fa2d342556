package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// wheel lies over a field of one line and hands the mouse wheel to the form
// behind it: Fyne's own field would swallow it. It takes no other event.
type wheel struct {
	widget.BaseWidget
	entry *Entry
}

func newWheel(e *Entry) *wheel {
	w := &wheel{entry: e}
	w.ExtendBaseWidget(w)
	return w
}

// Scrolled implements fyne.Scrollable.
func (w *wheel) Scrolled(event *fyne.ScrollEvent) { w.entry.OnWheel(event) }

// CreateRenderer implements fyne.Widget.
func (w *wheel) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent))
}

// CreateRenderer implements fyne.Widget.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	return &wheeled{WidgetRenderer: e.Entry.CreateRenderer(), wheel: newWheel(e)}
}

// wheeled draws a field with its wheel on top, where somebody listens to it.
type wheeled struct {
	fyne.WidgetRenderer
	wheel *wheel
}

func (r *wheeled) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	r.wheel.Resize(size)
}

func (r *wheeled) Objects() []fyne.CanvasObject {
	objects := r.WidgetRenderer.Objects()
	if r.wheel.entry.OnWheel == nil {
		return objects
	}
	return append(objects[:len(objects):len(objects)], r.wheel)
}
