package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

func TestButtonIsPressedByKeys(t *testing.T) {
	pressed := 0
	b := NewButton("実行", theme.MediaPlayIcon(), func() { pressed++ })
	win := show(t, b, 200, 100)
	win.Canvas().Focus(b)
	press(b, fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter, fyne.KeyA)
	if pressed != 3 {
		t.Errorf("pressed %d times, want 3", pressed)
	}
	if win.Canvas().Focused() != b {
		t.Error("pressing it by a key took the focus away")
	}
	b.Disable()
	press(b, fyne.KeySpace)
	test.Tap(b)
	if pressed != 3 {
		t.Error("a disabled button was pressed")
	}
}

func TestButtonShowsItsFocus(t *testing.T) {
	b := NewPrimary("実行", nil, nil)
	win := show(t, b, 200, 100)
	if b.ring.Visible() {
		t.Error("ring without focus")
	}
	win.Canvas().Focus(b)
	if !b.ring.Visible() || b.ring.Size().Width <= b.Size().Width {
		t.Errorf("ring visible %t, %v round %v", b.ring.Visible(), b.ring.Size(), b.Size())
	}
	win.Canvas().Unfocus()
	if b.ring.Visible() {
		t.Error("ring stayed")
	}
	if b.Importance != widget.HighImportance {
		t.Errorf("importance %d", b.Importance)
	}
}

func TestSelectShowsItsFocus(t *testing.T) {
	s := NewSelect([]string{"UTF-8", "ISO-2022-JP"}, nil)
	win := show(t, s, 200, 100)
	plain := s.border.StrokeColor
	win.Canvas().Focus(s)
	if s.border.StrokeColor == plain {
		t.Error("border does not change with the focus")
	}
	press(s, fyne.KeyRight)
	if s.Selected != "UTF-8" {
		t.Errorf("selected %q", s.Selected)
	}
}

func TestCheckIsToggledBySpace(t *testing.T) {
	var got bool
	c := NewCheck("使用する", func(on bool) { got = on })
	show(t, c, 200, 100).Canvas().Focus(c)
	press(c, fyne.KeyReturn)
	test.Type(c, " ")
	if !got {
		t.Error("Space did not check it")
	}
}
