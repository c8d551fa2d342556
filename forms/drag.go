package forms

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// drag is what the handles of one list share: which of them is on its way.
type drag struct {
	height float32 // of a row with the space below it, in units
	active *handle
	way    float32 // down from where it began, in units
}

// A handle is where a row is taken to be dragged to another place.
type handle struct {
	widget.BaseWidget
	drag  *drag
	icon  *widget.Icon
	moved func(by int) // rows, down where positive; nil where the row stays
}

func newHandle(d *drag) *handle {
	h := &handle{drag: d, icon: widget.NewIcon(theme.MenuIcon())}
	h.ExtendBaseWidget(h)
	return h
}

// set says what a drag does; a handle that does nothing is not shown.
func (h *handle) set(movable bool, moved func(by int)) {
	h.moved = moved
	if show(h.icon, movable); !movable {
		h.moved = nil
	}
}

// Dragged implements fyne.Draggable.
func (h *handle) Dragged(event *fyne.DragEvent) {
	if h.moved == nil {
		return
	}
	if h.drag.active != h {
		h.drag.active, h.drag.way = h, 0
	}
	h.drag.way += event.Dragged.DY
}

// DragEnd implements fyne.Draggable.
func (h *handle) DragEnd() {
	if h.drag.active != h {
		return
	}
	h.drag.active = nil
	if by := int(math.Round(float64(h.drag.way / h.drag.height))); by != 0 && h.moved != nil {
		h.moved(by)
	}
}

// Cursor implements desktop.Cursorable.
func (h *handle) Cursor() desktop.Cursor {
	if h.moved == nil {
		return desktop.DefaultCursor
	}
	return desktop.VResizeCursor
}

// CreateRenderer implements fyne.Widget.
func (h *handle) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(h.icon) }
