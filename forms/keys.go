package forms

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"todoku/forms/widgets"
)

// A keyList is a list that says the row with the focus, and leaves Escape, F1
// and F10 to the window.
type keyList struct {
	widget.List
	widgets.Voice
	at int // the row with the focus
}

func newKeyList(length func() int, create func() fyne.CanvasObject, update func(int, fyne.CanvasObject)) *keyList {
	l := &keyList{}
	l.Length, l.CreateItem, l.UpdateItem = length, create, update
	l.OnHighlighted = func(i int) { l.at = i; widgets.Heard(l) }
	l.ExtendBaseWidget(l)
	return l
}

// TypedKey implements fyne.Focusable.
func (l *keyList) TypedKey(key *fyne.KeyEvent) {
	switch {
	case key.Name == fyne.KeyEscape:
		widgets.Escape(l)
	case !widgets.SharedKey(l, key):
		l.List.TypedKey(key)
	}
}

// Say implements [widgets.Spoken].
func (l *keyList) Say() widgets.Saying {
	n, line := l.Length(), ""
	if l.at < n {
		row := l.CreateItem()
		l.UpdateItem(l.at, row)
		line = texts(row)
	}
	return l.SayList(n, l.at, line)
}

// AccessibilityLabel implements fyne.Accessible.
func (l *keyList) AccessibilityLabel() string { return l.Say().String() }

// AccessibilityRole implements fyne.Accessible.
func (l *keyList) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// texts is what is written on a row.
func texts(o fyne.CanvasObject) string {
	if !o.Visible() {
		return ""
	}
	switch o := o.(type) {
	case *fyne.Container:
		parts := make([]string, len(o.Objects))
		for i, part := range o.Objects {
			parts[i] = texts(part)
		}
		return strings.TrimSpace(strings.Join(parts, " "))
	case *widgets.Check:
		return o.Say().String()
	case fyne.Accessible:
		return o.AccessibilityLabel()
	}
	return ""
}
