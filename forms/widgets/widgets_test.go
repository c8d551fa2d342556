package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"todoku/forms/look"
)

// show puts o into a window that looks as the program does.
func show(t *testing.T, o fyne.CanvasObject, width, height float32) fyne.Window {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.Theme(look.Light))
	win := test.NewTempWindow(t, o)
	win.Resize(fyne.NewSize(width, height))
	return win
}

// press sends keys to an object as the keyboard does, without runes.
func press(o fyne.Focusable, keys ...fyne.KeyName) {
	for _, key := range keys {
		o.TypedKey(&fyne.KeyEvent{Name: key})
	}
}
