package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// play sends events as GLFW does on X11, divided by spaces: "a" is a key with
// its rune, "+N" a key the input method keeps, "=日本" runes it commits,
// anything else the key of that name.
func play(e *Entry, events string) {
	for event := range strings.FieldsSeq(events) {
		switch {
		case strings.HasPrefix(event, "+"):
			press(e, fyne.KeyName(event[1:]))
		case strings.HasPrefix(event, "="):
			for _, r := range event[len("="):] {
				e.TypedRune(r)
			}
		case len(event) == 1:
			press(e, fyne.KeyName(strings.ToUpper(event)))
			e.TypedRune(rune(event[0]))
		default:
			press(e, fyne.KeyName(event))
		}
	}
}

func TestEntryLeavesTheInputMethodItsKeys(t *testing.T) {
	tests := []struct {
		name, events, want string // want: the text, and ! for each submit
	}{
		{"typing", "a b c Return", "abc!"},
		{"key repeat", "a a a BackSpace BackSpace", "a"},
		{"backspace", "a b BackSpace", "a"},
		{"compose and commit", "+N +I +H +O +N Space Return =日本", "日本"},
		{"enter after the commit", "+N +I Return =に Return", "に!"},
		{"backspace in the preedit", "+A =あ +K +A BackSpace =か", "あか"},
		{"backspace after the commit", "+A Return =あ BackSpace", ""},
		{"erased preedit", "a +K BackSpace BackSpace", ""},
		{"erased after a conversion", "a +K +A Space BackSpace BackSpace BackSpace BackSpace", ""},
		{"given up", "a +K Escape Return", "a!"},
		{"arrows choose a segment", "a b +K +A Left Left Return =か", "abか"},
		{"delete in the preedit", "a +K +A Left Delete Return =か", "aか"},
		{"next word commits the last", "+A Space +K =亜 Return =き", "亜き"},
		{"direct input between", "+A Return =あ x Return", "あx!"},
		{"dead key", "+' =é Return", "é!"},
		{"dead key erased", "a +' BackSpace BackSpace", ""},
		{"enter that commits nothing", "+K Return Return", "!"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e, submits := NewEntry(), 0
			e.OnSubmitted = func(string) { submits++ }
			show(t, e, 300, 100).Canvas().Focus(e)
			play(e, tt.events)
			if got := e.Text + strings.Repeat("!", submits); got != tt.want {
				t.Errorf("%s: got %q, want %q", tt.events, got, tt.want)
			}
		})
	}
}

func TestFocusLossEndsTheComposition(t *testing.T) {
	e := NewEntry()
	win := show(t, e, 300, 100)
	win.Canvas().Focus(e)
	e.SetText("あ")
	play(e, "End +K")
	if !e.AcceptsTab() {
		t.Error("Tab leaves the field while the input method shows candidates")
	}
	win.Canvas().Unfocus()
	win.Canvas().Focus(e)
	play(e, "BackSpace")
	if e.Text != "" {
		t.Errorf("text %q, want none", e.Text)
	}
}

// TestPasswordIsGuarded: on X11 and macOS an input method is on there too.
func TestPasswordIsGuarded(t *testing.T) {
	e, submitted := NewPassword(), ""
	e.OnSubmitted = func(s string) { submitted = s }
	show(t, e, 300, 100).Canvas().Focus(e)
	play(e, "a +1 Return =1")
	if submitted != "" {
		t.Errorf("submitted %q by the Enter of the input method", submitted)
	}
	play(e, "Return")
	if submitted != "a1" || !e.Password || !e.Latin {
		t.Errorf("submitted %q, concealed %t", submitted, e.Password)
	}
}

func TestTabLeavesEveryEntry(t *testing.T) {
	several, one := NewMultiLine(), NewEntry()
	win := show(t, NewColumn(several, one), 300, 200)
	win.Canvas().Focus(several)
	play(several, "a Return")
	if several.Text != "a\n" {
		t.Errorf("text %q, want a new line", several.Text)
	}
	if several.AcceptsTab() || one.AcceptsTab() {
		t.Error("an entry keeps Tab")
	}
	test.Type(several, "b")
	if several.Text != "a\nb" {
		t.Errorf("text %q", several.Text)
	}
}

func TestEscapeLeavesTheEntry(t *testing.T) {
	e, escaped := NewEntry(), false
	e.OnEscape = func() { escaped = true }
	show(t, e, 300, 100).Canvas().Focus(e)
	play(e, "+K Escape")
	if escaped {
		t.Error("Escape for the input method reached the form")
	}
	play(e, "Escape")
	if !escaped {
		t.Error("Escape did not reach the form")
	}
}

func TestEntryKeepsItsOwnShortcuts(t *testing.T) {
	e := NewEntry()
	show(t, e, 300, 100).Canvas().Focus(e)
	e.SetText("todoku")
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
	if got := e.SelectedText(); got != "todoku" {
		t.Errorf("selected %q", got)
	}
	e.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyS, Modifier: fyne.KeyModifierControl})
	if e.Text != "todoku" {
		t.Errorf("text %q", e.Text)
	}
}
