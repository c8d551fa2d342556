package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Pressable is what there is to a widget that can have the focus and does one
// thing when it is pressed, by mouse or by key. Whoever embeds it calls Presses
// before it is drawn.
type Pressable struct {
	self    Spoken
	press   func()
	focused bool
}

// Presses says what o, which embeds p, does.
func (p *Pressable) Presses(o Spoken, do func()) { p.self, p.press = o, do }

// Focused reports whether it has the focus.
func (p *Pressable) Focused() bool { return p.focused }

// Tapped implements fyne.Tappable.
func (p *Pressable) Tapped(*fyne.PointEvent) { p.press() }

// Cursor implements desktop.Cursorable.
func (p *Pressable) Cursor() desktop.Cursor { return desktop.PointerCursor }

// FocusGained implements fyne.Focusable.
func (p *Pressable) FocusGained() {
	p.focused = true
	p.self.Refresh()
	Gained(p.self)
}

// FocusLost implements fyne.Focusable.
func (p *Pressable) FocusLost() {
	p.focused = false
	p.self.Refresh()
}

// TypedRune implements fyne.Focusable.
func (p *Pressable) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (p *Pressable) TypedKey(key *fyne.KeyEvent) { p.key(key) }

// key reports whether it had a use for a key.
func (p *Pressable) key(key *fyne.KeyEvent) bool {
	switch key.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		p.press()
	case fyne.KeyEscape:
		Escape(p.self)
	default:
		return SharedKey(p.self, key)
	}
	return true
}
