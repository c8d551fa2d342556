package app

import (
	"testing"

	"fyne.io/fyne/v2"

	"todoku/forms"
	"todoku/mailcore"
)

// escape presses Escape, as the driver does, in a window.
func escape(w fyne.Window) {
	if focused := w.Canvas().Focused(); focused != nil {
		focused.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
		return
	}
	w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
}

// Escape in a dialog leaves the dialog alone, also when it is held so long that
// it repeats; without a dialog it closes the window beside the main one.
func TestEscapeLeavesTheDialogAlone(t *testing.T) {
	for name, open := range map[string]func(d *desk) fyne.Window{
		"history": func(d *desk) fyne.Window { d.showHistory(forms.RunQuery{}); return d.beside.history.window },
		"sheet":   func(d *desk) fyne.Window { d.onSheet(); return d.beside.sheet.window },
		"details": func(d *desk) fyne.Window { return d.showDetails(mailcore.Report{}).window },
		"batch":   func(d *desk) fyne.Window { d.onTestAll(nil); return d.beside.batch.window },
	} {
		t.Run(name, func(t *testing.T) {
			d := three(t)
			w := open(d)
			closed := false
			w.SetOnClosed(func() { closed = true })
			for range 2 { // one dialog over another
				d.tellIn(w, "title", "text")
			}
			for range 5 {
				escape(w)
			}
			if n := len(w.Canvas().Overlays().List()); closed || n != 1 {
				t.Errorf("closed: %v, dialogs: %d", closed, n)
			}
			if bare := open(d); bare != w { // in a window of which no dialog was left
				w = bare
				gone := false
				w.SetOnClosed(func() { gone = true })
				escape(w)
				if !gone {
					t.Error("Escape does not close the window")
				}
			}
		})
	}
}

// Nor does it stop a test that goes on behind the dialog.
func TestEscapeDoesNotStopTheTestBehind(t *testing.T) {
	d, _ := office(t, "silence", "x")
	d.press("実行")
	d.tell("title", "text")
	escape(d.window)
	escape(d.window)
	if d.dialog() != nil || !d.busy() {
		t.Errorf("dialog: %v, running: %v", d.dialog() != nil, d.busy())
	}
	d.press("中止")
	d.wait("the test has ended", func() bool { return !d.busy() })
}
