package widgets

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"todoku/assets"
	"todoku/mailcore"
)

// A Voice is what a widget has to say for those who do not see it, and who
// press F1. The zero value takes everything from the widget and its [Row].
type Voice struct {
	Name string // where the widget shows none, such as a button with an icon alone
	Help string // what F1 tells; "" means what its row tells

	row *Row // that it is the field of, or nil
}

// A Saying is what a screen reader says of a widget, part by part.
type Saying struct {
	Name    string
	Kind    string // words; "" for what needs none
	Value   string
	State   string // such as that it is required, or cannot be used
	Problem string
}

// Spoken is a widget that a screen reader can tell about.
type Spoken interface {
	fyne.CanvasObject
	fyne.Accessible
	Say() Saying
}

// String joins the parts to one sentence: Fyne knows no others.
func (s Saying) String() string {
	kind := ""
	if s.Kind != "" {
		kind = assets.Text(s.Kind)
	}
	return joined(s.Name, kind, s.Value, s.State, s.Problem)
}

func joined(parts ...string) string {
	var said []string
	for _, p := range parts {
		if p = strings.Join(strings.Fields(p), " "); p != "" {
			said = append(said, p)
		}
	}
	return strings.Join(said, assets.Text("list.separator"))
}

// voice lets a row find the voices of its field.
func (v *Voice) voice() *Voice { return v }

// named is the name of a widget on which own is written, or which shows it
// where it is empty.
func (v *Voice) named(own string) string {
	label := ""
	if v.row != nil {
		label = v.row.name()
	}
	if v.Name != "" {
		own = v.Name
	}
	return joined(label, own)
}

// field says what is true of every field: more is put before that it is
// required and whether it can be changed.
func (v *Voice) field(kind, own, value string, disabled bool) Saying {
	s := Saying{Name: v.named(own), Kind: kind, Value: value}
	if v.row != nil {
		s.State, s.Problem = v.row.said()
	}
	if disabled {
		s.State = joined(s.State, assets.Text("voice.fixed"))
	}
	return s
}

// SayList says a list of n rows of which the one at chosen, -1 for none, reads
// line.
func (v *Voice) SayList(n, chosen int, line string) Saying {
	s := v.field("voice.list", "", assets.Text("voice.rows", "n", n), false)
	if chosen >= 0 && chosen < n {
		s.Value = joined(line, place(chosen, n))
	}
	return s
}

// place tells where among n one is.
func place(i, n int) string { return strconv.Itoa(i+1) + "/" + strconv.Itoa(n) }

// Help is what F1 tells, "" where there is nothing to tell.
func (v *Voice) help() string {
	if v.Help == "" && v.row != nil {
		return v.row.Help()
	}
	return v.Help
}

// name is what a row is called; where the part of the form is called the same,
// once.
func (r *Row) name() string {
	if r.within == r.label.Text {
		return r.within
	}
	return joined(r.within, r.label.Text)
}

// said is what a row adds to its field.
func (r *Row) said() (state, problem string) {
	if r.required != nil {
		state = assets.Text("voice.required")
	}
	if r.problem.Visible() && r.problem.Text != "" {
		problem = severity(r.severity) + r.problem.Text
	}
	return state, problem
}

func severity(s mailcore.Severity) string {
	if s == "" {
		return ""
	}
	return assets.Text("severity."+string(s)) + ": "
}

// SetHelp is what F1 tells about the field, before the hint.
func (r *Row) SetHelp(text string) { r.help = text }

// Help is what F1 tells about the field of a row, "" where there is nothing to
// tell.
func (r *Row) Help() string {
	var parts []string
	for _, p := range []string{r.help, r.hint.Text, r.problem.Text} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, "\n\n")
}

// adopt makes the label of a row the name of what is in it.
func (r *Row) adopt(o fyne.CanvasObject) {
	if v, ok := o.(interface{ voice() *Voice }); ok {
		v.voice().row = r
	}
	if box, ok := o.(*fyne.Container); ok {
		for _, part := range box.Objects {
			r.adopt(part)
		}
	}
}

// Heard speaks a widget to whoever has a screen reader: its value has changed.
func Heard(o Spoken) { speak(o, o.AccessibilityLabel()) }

func canvasOf(o fyne.CanvasObject) fyne.Canvas {
	return fyne.CurrentApp().Driver().CanvasForObject(o)
}

// windowOf is the window that o is in, or nil.
func windowOf(o fyne.CanvasObject) fyne.Window {
	c := canvasOf(o)
	if c == nil {
		return nil
	}
	for _, w := range fyne.CurrentApp().Driver().AllWindows() {
		if w.Canvas() == c {
			return w
		}
	}
	return nil
}

// SharedKey handles the keys that mean the same on every widget: F1 tells
// about it, and F1 where there is nothing to tell, and F10, are the window's;
// the keys for pages scroll what is around it.
// It reports whether key was one of them.
func SharedKey(o Spoken, key *fyne.KeyEvent) bool {
	switch key.Name {
	case fyne.KeyF1:
		if v, ok := o.(interface{ voice() *Voice }); ok && tellHelp(o, v.voice()) {
			return true
		}
	case fyne.KeyPageUp, fyne.KeyPageDown:
		return page(o, key.Name == fyne.KeyPageDown)
	case fyne.KeyF10:
	default:
		return false
	}
	if c := canvasOf(o); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(key)
	}
	return true
}

// tellHelp shows the help about o in front of its window.
func tellHelp(o Spoken, v *Voice) bool {
	w, text, title := windowOf(o), v.help(), o.Say().Name
	if text == "" || w == nil {
		return false
	}
	if v.row != nil && v.row.label.Text != "" {
		title = v.row.label.Text
	}
	ShowDialog(w, Dialog{
		Title: title, Text: text,
		Buttons: []DialogButton{{Text: assets.Text("close"), Default: true, Cancel: true}},
	})
	return true
}
