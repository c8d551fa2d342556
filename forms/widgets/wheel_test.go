package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

// The wheel over a field moves the form; everything else still reaches the field.
func TestWheelPassesTheField(t *testing.T) {
	e := NewEntry()
	moved := float32(0)
	e.OnWheel = func(event *fyne.ScrollEvent) { moved += event.Scrolled.DY }
	win := show(t, container.NewVBox(e), 300, 100)
	center := fyne.NewPos(150, e.Size().Height/2+4)
	test.Scroll(win.Canvas(), center, 0, -10)
	if moved != -10 {
		t.Errorf("moved by %v", moved)
	}
	for _, taken := range []bool{is[fyne.Tappable](newWheel(e)), is[fyne.Focusable](newWheel(e))} {
		if taken {
			t.Error("what lies over the field takes more than the wheel")
		}
	}
}

func is[T any](o any) bool {
	_, ok := o.(T)
	return ok
}
