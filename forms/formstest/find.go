package formstest

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"todoku/forms/widgets"
)

// All returns every visible object of a type within o, in reading order.
func All[T fyne.CanvasObject](o fyne.CanvasObject) []T {
	var found []T
	if o == nil || !o.Visible() {
		return nil
	}
	if w, ok := o.(T); ok {
		found = append(found, w)
	}
	for _, child := range Children(o) {
		found = append(found, All[T](child)...)
	}
	return found
}

// Row returns the row with that label; the nth, from 0, where several have it.
func Row(t testing.TB, o fyne.CanvasObject, label string, nth ...int) *widgets.Row {
	t.Helper()
	skip := 0
	if len(nth) > 0 {
		skip = nth[0]
	}
	for _, r := range All[*widgets.Row](o) {
		if text, _, _, _ := rowTexts(r); text.Text == label {
			if skip == 0 {
				return r
			}
			skip--
		}
	}
	t.Fatalf("no row %q on:\n%s", label, Outline(o))
	return nil
}

// Field returns the widget of type T in the row with that label.
func Field[T fyne.CanvasObject](t testing.TB, o fyne.CanvasObject, label string, nth ...int) T {
	t.Helper()
	fields := All[T](Row(t, o, label, nth...).Field())
	if len(fields) == 0 {
		t.Fatalf("the row %q has no such field:\n%s", label, Outline(o))
	}
	return fields[0]
}

// Button returns the button with that text, or whose icon Outline shows so.
func Button(t testing.TB, o fyne.CanvasObject, text string) *widgets.Button {
	t.Helper()
	for _, b := range All[*widgets.Button](o) {
		if b.Text == text || b.Text == "" && icon(b.Icon) == text {
			return b
		}
	}
	t.Fatalf("no button %q on:\n%s", text, Outline(o))
	return nil
}

// Press presses the button with that text, as a mouse does; one that is
// disabled fails the test.
func Press(t testing.TB, o fyne.CanvasObject, text string) {
	t.Helper()
	b := Button(t, o, text)
	if b.Disabled() {
		t.Fatalf("the button %q is disabled on:\n%s", text, Outline(o))
	}
	b.Tapped(&fyne.PointEvent{})
}

// Unfold presses the button that shows the details of a form, or of a report,
// unless they are shown.
func Unfold(t testing.TB, o fyne.CanvasObject, text string) {
	t.Helper()
	if b := Button(t, o, text); icon(b.Icon) == "<"+string(theme.IconNameNavigateNext)+">" || strings.Contains(icon(b.Icon), "arrow-forward") {
		b.Tapped(&fyne.PointEvent{})
	}
}

// Type replaces what is in the field of a row by typing.
func Type(t testing.TB, o fyne.CanvasObject, label, text string, nth ...int) {
	t.Helper()
	TypeInto(Field[*widgets.Entry](t, o, label, nth...), text)
}

// TypeInto replaces what is in an entry by typing.
func TypeInto(e *widgets.Entry, text string) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(e); c != nil {
		c.Focus(e)
	}
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	for _, r := range text {
		e.TypedRune(r)
	}
}

// Choose presses the option of a row's choice that has that label.
func Choose(t testing.TB, o fyne.CanvasObject, label, option string, nth ...int) {
	t.Helper()
	if lists := All[*widgets.Select](Row(t, o, label, nth...).Field()); len(lists) > 0 {
		if !slices.Contains(lists[0].Options, option) {
			t.Fatalf("%q does not offer %q but %q", label, option, lists[0].Options)
		}
		lists[0].SetSelected(option)
		return
	}
	c := Field[*widgets.Choice](t, o, label, nth...)
	for _, o := range test.WidgetRenderer(c).Objects() {
		if text, ok := o.(*canvas.Text); ok && text.Text == option {
			c.Tapped(&fyne.PointEvent{Position: text.Position().AddXY(2, 2)})
			return
		}
	}
	t.Fatalf("%q does not offer %q but %s", label, option, choice(c))
}

// Tick presses the check box of a row.
func Tick(t testing.TB, o fyne.CanvasObject, label string, nth ...int) {
	t.Helper()
	Field[*widgets.Check](t, o, label, nth...).Tapped(&fyne.PointEvent{Position: fyne.NewPos(10, 10)})
}

// Lines returns what can be pressed as a whole and is no widget with a
// function of its own: the lines of lists, the steps of a report.
func Lines(o fyne.CanvasObject) []fyne.CanvasObject {
	if o == nil || !o.Visible() {
		return nil
	}
	if _, known := describe(o); known {
		return nil
	}
	if _, row := o.(*widgets.Row); !row {
		if _, tappable := o.(fyne.Tappable); tappable {
			return []fyne.CanvasObject{o}
		}
	}
	var lines []fyne.CanvasObject
	for _, child := range Children(o) {
		lines = append(lines, Lines(child)...)
	}
	return lines
}
