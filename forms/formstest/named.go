package formstest

import (
	"fmt"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"todoku/forms/widgets"
)

// parts are what Fyne builds its own widgets of: who uses them has the widget
// around them, or its keys.
var parts = map[string]bool{
	"*widget.listItem": true, "*widget.PopUp": true, "*widget.OverlayContainer": true, "*container.divider": true,
	"*widget.scrollBar": true, "*widget.scrollBarArea": true, "*widget.Scroll": true, "*container.Scroll": true,
	"*widget.RichText": true, "*widget.Label": true,
}

// Interactive returns every visible object within o that a person can press,
// focus or drag, in reading order.
func Interactive(o fyne.CanvasObject) []fyne.CanvasObject {
	var found []fyne.CanvasObject
	if o == nil || !o.Visible() {
		return nil
	}
	if interactive(o) && !parts[fmt.Sprintf("%T", o)] {
		found = append(found, o)
		if !list(o) {
			return found
		}
	}
	for _, child := range Children(o) {
		found = append(found, Interactive(child)...)
	}
	return found
}

// list reports whether o holds rows, which have widgets of their own.
func list(o fyne.CanvasObject) bool {
	_, ok := o.(interface{ ScrollToBottom() })
	return ok
}

func interactive(o fyne.CanvasObject) bool {
	switch o.(type) {
	case fyne.Focusable, fyne.Tappable, fyne.SecondaryTappable, fyne.DoubleTappable, fyne.Draggable, desktop.Mouseable:
		return true
	}
	return false
}

// Mute returns what is interactive within o and has no name that a screen
// reader could say, or no kind of one of ours.
func Mute(o fyne.CanvasObject) []string {
	var mute []string
	for _, x := range Interactive(o) {
		if problem := silent(x); problem != "" {
			mute = append(mute, fmt.Sprintf("%T: %s", x, problem))
		}
	}
	return mute
}

// silent says what is missing of the name of an object.
func silent(o fyne.CanvasObject) string {
	spoken, ok := o.(widgets.Spoken)
	if !ok {
		if h, link := o.(*widget.Hyperlink); link && h.Text != "" {
			return ""
		}
		return "says nothing"
	}
	said := spoken.Say()
	switch {
	case !strings.ContainsFunc(said.Name, unicode.IsLetter):
		return fmt.Sprintf("has no name, but says %q", said)
	case !strings.HasPrefix(spoken.AccessibilityLabel(), strings.Join(strings.Fields(said.Name), " ")):
		return fmt.Sprintf("is called %q, but says %q", said.Name, spoken.AccessibilityLabel())
	case strings.Contains(said.String(), "voice."), strings.Contains(said.Name, ".svg"):
		return fmt.Sprintf("says a key: %q", said)
	}
	return ""
}
