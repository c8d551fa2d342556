package forms

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/forms/widgets"
)

// drag is what the handles of one list share: which of them is on its way.
type drag struct {
	height float32              // of a row with the space below it, in units
	over   func(i int, on bool) // a row is held over place i, or no longer over any
	active *handle
	way    float32 // down from where it began, in units
}

// A handle is where a row is taken to be dragged to another place.
type handle struct {
	widget.BaseWidget
	drag  *drag
	icon  *widget.Icon
	place int          // of the row in the list
	moved func(to int) // where the row is put down; nil where it has to stay
}

func newHandle(d *drag) *handle {
	h := &handle{drag: d, icon: widget.NewIcon(theme.MenuIcon())}
	h.ExtendBaseWidget(h)
	return h
}

// set says what a drag of the row at place does; where moved is nil there is
// no handle to be seen.
func (h *handle) set(place int, moved func(to int)) {
	h.place, h.moved = place, moved
	show(h.icon, moved != nil)
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
	h.drag.over(h.target(), true)
}

// target is the place over which the row is held.
func (h *handle) target() int {
	return h.place + int(math.Round(float64(h.drag.way/h.drag.height)))
}

// DragEnd implements fyne.Draggable.
func (h *handle) DragEnd() {
	if h.drag.active != h {
		return
	}
	h.drag.active = nil
	h.drag.over(0, false)
	if to := h.target(); to != h.place && h.moved != nil {
		h.moved(to)
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

// Say implements [widgets.Spoken].
func (h *handle) Say() widgets.Saying {
	return widgets.Saying{Name: assets.Text("voice.handle")}
}

// AccessibilityLabel implements fyne.Accessible.
func (h *handle) AccessibilityLabel() string { return h.Say().String() }

// AccessibilityRole implements fyne.Accessible.
func (h *handle) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }
