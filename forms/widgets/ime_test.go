package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
)

func TestCaretIsWhereLettersAppear(t *testing.T) {
	for _, tt := range []struct {
		name          string
		entry, cursor fyne.Position
		scale         float32
		want          caret
	}{
		{"first letter", fyne.NewPos(100, 50), fyne.NewPos(8, 8), 1, caret{108, 58, 20}},
		{"a large screen", fyne.NewPos(100, 50), fyne.NewPos(8, 8), 1.5, caret{162, 87, 30}},
		{"beyond the right edge", fyne.NewPos(100, 50), fyne.NewPos(900, 8), 1, caret{300, 58, 20}},
		{"before the left edge", fyne.NewPos(100, 50), fyne.NewPos(-3, 8), 1, caret{100, 58, 20}},
		{"below what is in view", fyne.NewPos(100, 50), fyne.NewPos(8, 400), 1, caret{108, 90, 20}},
		{"halves are rounded", fyne.NewPos(0.4, 0), fyne.NewPos(0.1, 0), 1, caret{1, 0, 20}},
	} {
		if got := caretWithin(tt.entry, fyne.NewSize(200, 60), tt.cursor, 20, tt.scale); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

// noted notes what an input method is told.
type noted struct {
	on     []bool
	carets []caret
}

func (n *noted) turn(_ fyne.Window, on bool)   { n.on = append(n.on, on) }
func (n *noted) place(_ fyne.Window, at caret) { n.carets = append(n.carets, at) }

func note(t *testing.T) *noted {
	t.Helper()
	before, n := method, &noted{}
	method = n
	t.Cleanup(func() { method = before })
	return n
}

func TestInputMethodFollowsTheCaret(t *testing.T) {
	n := note(t)
	above, entry := NewText("上"), NewEntry()
	win := show(t, NewColumn(above, entry), 300, 100)
	win.Canvas().Focus(entry)
	play(entry, "a b")
	if len(n.carets) < 3 || len(n.on) != 1 || !n.on[0] {
		t.Fatalf("told %v, %v", n.on, n.carets)
	}
	first, last := n.carets[0], n.carets[len(n.carets)-1]
	if last.x <= first.x || last.y != first.y || first.y < int(above.Size().Height) || last.height < 10 {
		t.Errorf("from %v to %v", first, last)
	}
	press(entry, fyne.KeyHome)
	if home := n.carets[len(n.carets)-1]; home != first {
		t.Errorf("Home leads to %v, want %v", home, first)
	}
	win.Canvas().Unfocus()
	told := len(n.carets)
	entry.SetText("other")
	if len(n.carets) != told {
		t.Error("a field without the focus moves the candidates")
	}
}

func TestInputMethodIsOffForLatin(t *testing.T) {
	n := note(t)
	host, name, password := NewEntry(), NewEntry(), NewPassword()
	host.Latin = true
	win := show(t, NewColumn(host, name, password), 300, 200)
	for _, e := range []*Entry{host, name, password} {
		win.Canvas().Focus(e)
	}
	win.Canvas().Unfocus()
	want := []bool{false, true, true, false, true}
	if len(n.on) != len(want) {
		t.Fatalf("turned %v, want %v", n.on, want)
	}
	for i := range want {
		if n.on[i] != want[i] {
			t.Fatalf("turned %v, want %v", n.on, want)
		}
	}
	if len(n.carets) == 0 {
		t.Error("the field for names was not placed")
	}
}
