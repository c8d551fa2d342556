package widgets

import (
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
)

// Entry is a text field that leaves an input method the keys it needs, that
// passes on the window's shortcuts, and that Tab and Escape always leave.
type Entry struct {
	widget.Entry
	Voice
	OnEscape func()                  // nil means: for the dialog around it, or the window
	OnFocus  func()                  // called when the cursor comes; may be nil
	OnWheel  func(*fyne.ScrollEvent) // gets the mouse wheel; nil leaves it to the field
	Latin    bool                    // letters come as they are on the keys: Windows turns its input method off

	submits bool // Enter submits several lines; with Shift it begins a new one
	mouse   bool // is what brings the cursor
	preedit preedit
}

// NewEntry returns a field of one line.
func NewEntry() *Entry {
	e := &Entry{}
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	e.OnCursorChanged = e.follow
	e.ExtendBaseWidget(e)
	return e
}

// NewPassword returns a field that conceals what is typed and offers to show it.
func NewPassword() *Entry {
	e := NewEntry()
	e.Password, e.Latin = true, true
	return e
}

// NewMultiLine returns a field of several lines, in which Enter begins a new one.
func NewMultiLine() *Entry {
	e := NewEntry()
	e.MultiLine, e.Wrapping = true, fyne.TextWrapBreak
	return e
}

// NewLetter returns a field for one line or a whole letter: Enter submits it,
// Shift and Enter begin a new line.
func NewLetter(submitted func(string)) *Entry {
	e := NewMultiLine()
	e.submits, e.OnSubmitted = true, submitted
	return e
}

// AcceptsTab is false, so that Tab goes to the next field, unless the input
// method wants it to choose a candidate.
func (e *Entry) AcceptsTab() bool { return e.preedit.keys > 0 }

// TypedKey implements fyne.Focusable.
func (e *Entry) TypedKey(key *fyne.KeyEvent) {
	if !modified() && e.preedit.swallow(key.Name) {
		return
	}
	switch key.Name {
	case fyne.KeyEscape:
		e.escape()
	case fyne.KeyReturn, fyne.KeyEnter:
		e.enter(key)
	default:
		if e.MultiLine && paging[key.Name] || !SharedKey(e, key) {
			e.Entry.TypedKey(key)
		}
	}
}

func (e *Entry) escape() {
	if e.OnEscape != nil {
		e.OnEscape()
		return
	}
	Escape(e)
}

func (e *Entry) enter(key *fyne.KeyEvent) {
	switch {
	case e.submits && !shifted():
		e.OnSubmitted(e.Text)
		return
	case !e.MultiLine && e.OnSubmitted == nil && enterDialog(e):
		return
	}
	e.Entry.TypedKey(key)
}

// TypedRune implements fyne.Focusable.
func (e *Entry) TypedRune(r rune) {
	e.preedit.typed(r)
	e.Entry.TypedRune(r)
}

// FocusGained implements fyne.Focusable.
func (e *Entry) FocusGained() {
	e.Entry.FocusGained()
	e.selectAll()
	call(e.OnFocus)
	Gained(e)
	e.compose()
}

// FocusLost implements fyne.Focusable.
func (e *Entry) FocusLost() {
	e.preedit.reset()
	e.release()
	e.Entry.FocusLost()
}

// MouseDown implements desktop.Mouseable.
func (e *Entry) MouseDown(event *desktop.MouseEvent) {
	e.mouse = true
	e.Entry.MouseDown(event)
	e.mouse = false
}

// entered is the field that had the cursor last: it has it again when its
// window comes to the front.
var entered *Entry

// selectAll lets what is typed take the place of what is there, when the
// keyboard comes to a field of one line.
func (e *Entry) selectAll() {
	if came := entered != e; came && !e.mouse && !e.MultiLine {
		e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
	entered = e
}

// paging are the keys that a long text has a use for itself.
var paging = map[fyne.KeyName]bool{fyne.KeyPageUp: true, fyne.KeyPageDown: true}

// editing are the keys whose shortcuts belong to the text itself.
var editing = map[fyne.KeyName]bool{
	fyne.KeyLeft: true, fyne.KeyRight: true, fyne.KeyUp: true, fyne.KeyDown: true,
	fyne.KeyHome: true, fyne.KeyEnd: true, fyne.KeyBackspace: true, fyne.KeyDelete: true, fyne.KeyInsert: true,
}

// TypedShortcut passes the window's shortcuts on: Fyne gives a focused entry
// all of them and drops those it does not know.
func (e *Entry) TypedShortcut(shortcut fyne.Shortcut) {
	if custom, ok := shortcut.(*desktop.CustomShortcut); ok && !editing[custom.KeyName] {
		passShortcut(e, shortcut)
		return
	}
	e.Entry.TypedShortcut(shortcut)
}

// passShortcut hands a shortcut to the window that o is in.
func passShortcut(o fyne.CanvasObject, shortcut fyne.Shortcut) {
	if c, ok := fyne.CurrentApp().Driver().CanvasForObject(o).(fyne.Shortcutable); ok {
		c.TypedShortcut(shortcut)
	}
}

// shifted reports whether Shift is held.
func shifted() bool {
	d, ok := fyne.CurrentApp().Driver().(desktop.Driver)
	return ok && d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
}

// modified reports whether a key is held that keeps others from typing.
func modified() bool {
	d, ok := fyne.CurrentApp().Driver().(desktop.Driver)
	return ok && d.CurrentKeyModifiers()&^fyne.KeyModifierShift != 0
}

// Say implements [Spoken].
func (e *Entry) Say() Saying {
	own := ""
	if e.row == nil || e.row.label.Text == "" {
		own = e.PlaceHolder
	}
	return e.field("voice.entry", own, e.spokenValue(), e.Disabled())
}

// AccessibilityLabel implements fyne.Accessible.
func (e *Entry) AccessibilityLabel() string { return e.Say().String() }

// AccessibilityRole implements fyne.Accessible.
func (e *Entry) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// spokenValue is what is typed; of a password only how long it is.
func (e *Entry) spokenValue() string {
	switch {
	case e.Text == "":
		return assets.Text("voice.empty")
	case e.Password:
		return assets.Text("voice.letters", "n", utf8.RuneCountInString(e.Text))
	}
	return e.Text
}
