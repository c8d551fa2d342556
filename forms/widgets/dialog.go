package widgets

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// A Dialog is a question in front of a window. Enter presses the button that
// has the focus, or the default one; Escape presses the cancelling one. The
// focus starts on the safe side: on the cancelling button when another
// destroys something, else on the default one.
type Dialog struct {
	Title   string
	Text    string            // wraps, may be empty
	Content fyne.CanvasObject // below the text, may be nil
	Focus   fyne.Focusable    // gets the focus instead of a button
	Buttons []DialogButton    // from left to right
	Width   float32           // in units, 0 means 440; less in a small window
}

// A DialogButton closes its dialog and then does something.
type DialogButton struct {
	Text       string
	Importance widget.Importance
	Default    bool        // pressed by Enter in a field
	Cancel     bool        // pressed by Escape
	Ready      func() bool // says whether the dialog may close; nil means always
	OnTapped   func()      // may be nil
}

// Shown is a dialog on the screen.
type Shown struct {
	dialog  Dialog
	canvas  fyne.Canvas
	popup   *widget.PopUp
	buttons []*Button
	before  fyne.Focusable // what had the focus
	keys    func(*fyne.KeyEvent)
}

// open are the dialogs on each canvas, the newest last.
var open = map[fyne.Canvas][]*Shown{}

// held is longer than a keyboard waits before it repeats a key.
const held = time.Second

// escaped is when Escape last left a dialog on a canvas, or repeated itself
// since.
var escaped = map[fyne.Canvas]time.Time{}

// Repeats reports whether an Escape on c is still the one that left a dialog
// there, held a little too long: it is not for what is behind the dialog.
func Repeats(c fyne.Canvas) bool {
	at, left := escaped[c]
	if now := time.Now(); left && now.Sub(at) < held {
		escaped[c] = now
		return true
	}
	delete(escaped, c)
	return false
}

// ShowDialog puts a dialog in front of win.
func ShowDialog(win fyne.Window, d Dialog) *Shown {
	c := win.Canvas()
	s := &Shown{dialog: d, canvas: c, before: c.Focused(), keys: c.OnTypedKey()}
	for i, b := range d.Buttons {
		button := NewButton(b.Text, nil, func() { s.press(i) })
		button.Importance = b.Importance
		s.buttons = append(s.buttons, button)
	}
	entitle(d.Content, d.Title)
	s.popup = widget.NewModalPopUp(s.sheet(), c)
	open[c] = append(open[c], s)
	c.SetOnTypedKey(func(key *fyne.KeyEvent) { _ = s.key(key) })
	s.popup.Show()
	s.focus()
	s.heard()
	return s
}

// Close takes the dialog away without pressing a button, and gives the focus
// back to what had it.
func (s *Shown) Close() {
	i := slices.Index(open[s.canvas], s)
	if i < 0 {
		return
	}
	if open[s.canvas] = slices.Delete(open[s.canvas], i, i+1); len(open[s.canvas]) == 0 {
		delete(open, s.canvas)
	}
	s.canvas.SetOnTypedKey(s.keys)
	s.popup.Hide()
	if s.before != nil {
		s.canvas.Focus(s.before)
	}
}

func (s *Shown) press(i int) {
	b := s.dialog.Buttons[i]
	if b.Ready != nil && !b.Ready() {
		return
	}
	s.Close()
	if b.OnTapped != nil {
		b.OnTapped()
	}
}

// key reports whether it had a use for a key.
func (s *Shown) key(key *fyne.KeyEvent) bool {
	i := -1
	switch key.Name {
	case fyne.KeyEscape:
		if Repeats(s.canvas) {
			return true
		}
		i = slices.IndexFunc(s.dialog.Buttons, func(b DialogButton) bool { return b.Cancel })
	case fyne.KeyReturn, fyne.KeyEnter:
		i = slices.IndexFunc(s.dialog.Buttons, func(b DialogButton) bool { return b.Default })
	}
	if i < 0 || s.buttons[i].Disabled() {
		return false
	}
	if key.Name == fyne.KeyEscape {
		escaped[s.canvas] = time.Now()
	}
	s.press(i)
	return true
}

func (s *Shown) focus() {
	if s.dialog.Focus != nil {
		s.canvas.Focus(s.dialog.Focus)
		return
	}
	if i := safest(s.dialog.Buttons); i >= 0 {
		s.canvas.Focus(s.buttons[i])
	}
}

// safest returns the button that does no harm when it is pressed by mistake.
func safest(buttons []DialogButton) int {
	destroys := slices.ContainsFunc(buttons, func(b DialogButton) bool { return b.Importance == widget.DangerImportance })
	i := slices.IndexFunc(buttons, func(b DialogButton) bool { return (destroys && b.Cancel) || (!destroys && b.Default) })
	if i < 0 {
		return len(buttons) - 1
	}
	return i
}

// topDialog returns the newest dialog of the window that o is in.
func topDialog(o fyne.CanvasObject) *Shown {
	shown := open[fyne.CurrentApp().Driver().CanvasForObject(o)]
	if len(shown) == 0 {
		return nil
	}
	return shown[len(shown)-1]
}

// dialogKey offers a key that o has no use for to the dialog around it. Escape
// goes to the window where there is no dialog.
func dialogKey(o fyne.CanvasObject, key *fyne.KeyEvent) bool {
	if s := topDialog(o); s != nil {
		return s.key(key)
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(o); c != nil && c.OnTypedKey() != nil && key.Name == fyne.KeyEscape {
		c.OnTypedKey()(key)
		return true
	}
	return false
}

// Escape hands the Escape key, which o got and has no use for, to the dialog
// around it, or else to the window.
func Escape(o fyne.CanvasObject) bool {
	return dialogKey(o, &fyne.KeyEvent{Name: fyne.KeyEscape})
}

func enterDialog(o fyne.CanvasObject) bool {
	return dialogKey(o, &fyne.KeyEvent{Name: fyne.KeyReturn})
}

// heard speaks what the dialog asks, and what has the focus.
func (s *Shown) heard() {
	focus := ""
	if f, ok := s.canvas.Focused().(fyne.Accessible); ok {
		focus = f.AccessibilityLabel()
	}
	speak(s.popup, joined(s.dialog.Title, s.dialog.Text, focus))
}

// entitle makes the title of a dialog the name of what has none within o: it
// is what the dialog asks for.
func entitle(o fyne.CanvasObject, title string) {
	if box, ok := o.(*fyne.Container); ok {
		for _, part := range box.Objects {
			entitle(part, title)
		}
	}
	if v, ok := o.(interface{ voice() *Voice }); ok && o.(Spoken).Say().Name == "" {
		v.voice().Name = title
	}
}
