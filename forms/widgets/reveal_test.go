package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

func TestTabBringsIntoView(t *testing.T) {
	assertAt := func(s *container.Scroll, from, to float32) {
		t.Helper()
		if s.Offset.Y < from || s.Offset.Y > to {
			t.Errorf("scrolled by %v, want %v to %v", s.Offset.Y, from, to)
		}
	}
	first, last := NewButton("一", nil, nil), NewButton("二", nil, nil)
	tall := NewText("")
	tall.SetText("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20")
	scroll := container.NewVScroll(NewColumn(first, tall, NewRows(NewRow("値", false, last))))
	below := NewButton("三", nil, nil)
	win := show(t, container.NewBorder(nil, below, nil, nil, scroll), 300, 200)
	win.Canvas().FocusNext()
	assertAt(scroll, 0, 0)
	win.Canvas().FocusNext()
	assertAt(scroll, scroll.Content.Size().Height-scroll.Size().Height-20, scroll.Content.Size().Height)
	win.Canvas().FocusNext() // outside of it
	end := scroll.Offset.Y
	if win.Canvas().Focused() != fyne.Focusable(below) || scroll.Offset.Y != end {
		t.Error("what is outside scrolled it")
	}
	win.Canvas().FocusNext()
	assertAt(scroll, 0, 0)
	press(first, fyne.KeyPageDown)
	assertAt(scroll, scroll.Size().Height*0.8, scroll.Size().Height)
	press(first, fyne.KeyPageUp, fyne.KeyPageUp)
	assertAt(scroll, 0, 0)
}
