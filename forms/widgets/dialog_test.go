package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// ask shows a dialog with the buttons OK (default) and キャンセル, and returns
// what was pressed.
func ask(win fyne.Window, d Dialog, importance widget.Importance) (shown *Shown, pressed func() string) {
	var log []string
	note := func(s string) func() { return func() { log = append(log, s) } }
	d.Buttons = []DialogButton{
		{Text: "キャンセル", Cancel: true, OnTapped: note("cancel")},
		{Text: "OK", Default: true, Importance: importance, OnTapped: note("ok")},
	}
	return ShowDialog(win, d), func() string { return strings.Join(log, " ") }
}

func TestDialogKeys(t *testing.T) {
	tests := []struct {
		name       string
		importance widget.Importance
		key        fyne.KeyName
		want       string
	}{
		{"enter presses the default", widget.MediumImportance, fyne.KeyReturn, "ok"},
		{"enter spares what is dangerous", widget.DangerImportance, fyne.KeyReturn, "cancel"},
		{"escape cancels", widget.MediumImportance, fyne.KeyEscape, "cancel"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			field := NewEntry()
			win := show(t, field, 500, 300)
			win.Canvas().Focus(field)
			_, pressed := ask(win, Dialog{Title: "確認", Text: "よろしいですか？"}, tt.importance)
			press(win.Canvas().Focused(), tt.key)
			if pressed() != tt.want {
				t.Errorf("pressed %q, want %q", pressed(), tt.want)
			}
			if win.Canvas().Overlays().Top() != nil || win.Canvas().Focused() != field || len(open) != 0 {
				t.Errorf("after it: overlay %v, focus on %v", win.Canvas().Overlays().Top(), win.Canvas().Focused())
			}
		})
	}
}

func TestDialogKeysReachItFromAField(t *testing.T) {
	for key, want := range map[fyne.KeyName]string{fyne.KeyReturn: "ok", fyne.KeyEscape: "cancel"} {
		field, check := NewPassword(), NewCheck("保存する", nil)
		for _, focus := range []fyne.Focusable{field, check} {
			win := show(t, NewText("本文"), 500, 300)
			_, pressed := ask(win, Dialog{Content: NewColumn(field, check), Focus: focus}, widget.MediumImportance)
			if win.Canvas().Focused() != focus {
				t.Fatalf("focus on %v", win.Canvas().Focused())
			}
			press(focus, key)
			if pressed() != want {
				t.Errorf("%s in %T pressed %q, want %q", key, focus, pressed(), want)
			}
		}
	}
}

func TestDialogStaysUntilItIsReady(t *testing.T) {
	win, ready, done := show(t, NewText("本文"), 500, 300), false, false
	shown := ShowDialog(win, Dialog{Buttons: []DialogButton{
		{Text: "OK", Default: true, Ready: func() bool { return ready }, OnTapped: func() { done = true }},
	}})
	test.Tap(shown.buttons[0])
	if done || win.Canvas().Overlays().Top() == nil {
		t.Error("it closed although it was not ready")
	}
	ready = true
	test.Tap(shown.buttons[0])
	if !done || win.Canvas().Overlays().Top() != nil {
		t.Error("it stayed although it was ready")
	}
}

func TestTabStaysInTheDialog(t *testing.T) {
	win := show(t, NewEntry(), 500, 300)
	shown, _ := ask(win, Dialog{Title: "確認"}, widget.MediumImportance)
	start := win.Canvas().Focused()
	win.Canvas().FocusNext()
	if win.Canvas().Focused() == start {
		t.Error("Tab did not move")
	}
	win.Canvas().FocusNext()
	if win.Canvas().Focused() != start {
		t.Errorf("Tab did not come round: %v", win.Canvas().Focused())
	}
	shown.Close()
	shown.Close() // twice does no harm
}

func TestDialogFitsASmallWindow(t *testing.T) {
	win := show(t, NewText("本文"), 320, 240)
	shown, _ := ask(win, Dialog{Title: "確認", Text: strings.Repeat(mixed, 5)}, widget.MediumImportance)
	if size := shown.popup.Content.Size(); size.Width > 320 || size.Height > 240 {
		t.Errorf("dialog is %v in a window of 320×240", size)
	}
	shown.Close()
}
