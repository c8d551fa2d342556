package widgets

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// A caret is where the next letter appears, in pixels of the window's content.
type caret struct{ x, y, height int }

// caretWithin returns the caret at cursor within an entry at a place of the
// canvas. What has been scrolled out of the entry is taken for its edge; line is
// how high a line is, all in units, of which scale says how many pixels each is.
func caretWithin(entry fyne.Position, size fyne.Size, cursor fyne.Position, line, scale float32) caret {
	x := entry.X + min(max(cursor.X, 0), size.Width)
	y := entry.Y + min(max(cursor.Y, 0), max(size.Height-line, 0))
	pixels := func(units float32) int { return int(math.Round(float64(units * scale))) }
	return caret{pixels(x), pixels(y), pixels(line)}
}

// caret is where the next letter appears; false where e is in no window.
func (e *Entry) caret() (caret, bool) {
	c := canvasOf(e)
	if c == nil {
		return caret{}, false
	}
	line := fyne.MeasureText("あ", theme.SizeForWidget(theme.SizeNameText, e), e.TextStyle).Height
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(e)
	return caretWithin(at, e.Size(), e.CursorPosition(), line, c.Scale()), true
}

// An inputMethod is the system's way to type Japanese in a window.
type inputMethod interface {
	turn(w fyne.Window, on bool) // off types what is on the keys
	place(w fyne.Window, at caret)
}

// noMethod is for systems whose toolkit does it, or cannot be told.
type noMethod struct{}

func (noMethod) turn(fyne.Window, bool)   {}
func (noMethod) place(fyne.Window, caret) {}

// compose prepares the input method for e, which has the focus.
func (e *Entry) compose() {
	if w := windowOf(e); w != nil {
		method.turn(w, !e.Latin)
		e.follow()
	}
}

// follow keeps the candidates of the input method at the caret.
func (e *Entry) follow() {
	w := windowOf(e)
	if w == nil || e.Latin || w.Canvas().Focused() != fyne.Focusable(e) {
		return
	}
	if at, ok := e.caret(); ok {
		method.place(w, at)
	}
}

// release turns the input method on for whatever comes next.
func (e *Entry) release() {
	if w := windowOf(e); w != nil && e.Latin {
		method.turn(w, true)
	}
}
