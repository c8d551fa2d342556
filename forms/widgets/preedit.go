package widgets

import "fyne.io/fyne/v2"

// preedit guesses from the order of events whether an input method is
// composing. On X11 and macOS every key reaches the entry, also those that
// the input method keeps: a printable key that no rune follows went into its
// preedit text. The count is of keys that may still be in there; each needs
// at most one Backspace, so that 0 means the preedit is surely empty.
type preedit struct {
	keys      int
	restarted bool // the last printable key arrived while composing
}

// swallow reports whether a key belongs to the input method.
func (p *preedit) swallow(key fyne.KeyName) bool {
	composing := p.keys > 0
	switch {
	case printable(key):
		p.restarted = composing
		p.keys++
		return false
	case !composing:
		return false
	}
	p.count(key)
	return true
}

// count follows a key that the input method got.
func (p *preedit) count(key fyne.KeyName) {
	p.restarted = false
	switch key {
	case fyne.KeyBackspace:
		p.keys--
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyEscape:
		p.keys = 0 // committed or given up
	default:
		p.keys++ // converted or moved: one Backspace more to undo it
	}
}

// typed follows a rune that reached the entry. Japanese that arrives after a
// letter typed while composing is the text before that letter, which begins
// the next one.
func (p *preedit) typed(r rune) {
	p.keys = 0
	if p.restarted && ideographic(r) {
		p.keys = 1
	}
}

func (p *preedit) reset() { *p = preedit{} }

// printable reports whether a key usually types a character: Fyne calls
// those by the character itself.
func printable(key fyne.KeyName) bool { return len(key) == 1 }
