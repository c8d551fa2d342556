package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

var encryptions = []Option{{"none", "使用しない"}, {"starttls", "STARTTLS"}, {"tls", "SSL/TLS"}}

func TestChoiceKeys(t *testing.T) {
	tests := []struct {
		name  string
		start string
		keys  []fyne.KeyName
		want  string // values that OnChanged got
	}{
		{"right", "none", []fyne.KeyName{fyne.KeyRight}, "starttls"},
		{"left", "tls", []fyne.KeyName{fyne.KeyLeft}, "starttls"},
		{"not past the ends", "tls", []fyne.KeyName{fyne.KeyRight, fyne.KeyEnd}, ""},
		{"home and end", "starttls", []fyne.KeyName{fyne.KeyHome, fyne.KeyEnd}, "none tls"},
		{"none chosen, arrow", "", []fyne.KeyName{fyne.KeyRight, fyne.KeyRight}, "none starttls"},
		{"none chosen, space", "", []fyne.KeyName{fyne.KeySpace}, "none"},
		{"space again", "none", []fyne.KeyName{fyne.KeySpace}, ""},
		{"down leaves the only line", "none", []fyne.KeyName{fyne.KeyDown}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			c := NewChoice(encryptions, 0, func(v string) { got = append(got, v) })
			show(t, c, 600, 100).Canvas().Focus(c)
			c.SetSelected(tt.start)
			press(c, tt.keys...)
			if strings.Join(got, " ") != tt.want {
				t.Errorf("changed to %q, want %q", strings.Join(got, " "), tt.want)
			}
		})
	}
}

func TestChoiceWraps(t *testing.T) {
	c := NewChoice(encryptions, 2, nil)
	show(t, NewColumn(c), 600, 200)
	one := c.shape.height
	c.Resize(fyne.NewSize(c.MinSize().Width*2+1, one))
	if got := c.MinSize().Height; got != 2*one {
		t.Errorf("in two columns %.0f high, want %.0f", got, 2*one)
	}
	c.SetSelected("none")
	press(c, fyne.KeyDown)
	if c.Selected() != "tls" {
		t.Errorf("below the first is %q, want the third", c.Selected())
	}
	c.Resize(fyne.NewSize(10, one))
	if got := c.MinSize().Height; got != 3*one {
		t.Errorf("in one column %.0f high, want %.0f", got, 3*one)
	}
}

func TestChoiceTapped(t *testing.T) {
	got := ""
	c := NewChoice(encryptions, 2, func(v string) { got = v })
	win := show(t, c, 600, 100)
	at := c.shape.position(2).AddXY(5, 5)
	test.TapAt(c, at)
	if got != "tls" || win.Canvas().Focused() != c {
		t.Errorf("chose %q, focus on %v", got, win.Canvas().Focused())
	}
	test.TapAt(c, fyne.NewPos(c.shape.widths[0]+5, c.shape.height+5)) // the empty cell
	if c.Selected() != "tls" {
		t.Errorf("an empty cell chose %q", c.Selected())
	}
	c.Disable()
	test.TapAt(c, fyne.NewPos(5, 5))
	press(c, fyne.KeyHome)
	if c.Selected() != "tls" {
		t.Errorf("disabled, it chose %q", c.Selected())
	}
}

func TestChoiceKeepsItsValueWhenTheOptionsChange(t *testing.T) {
	c := NewChoice(encryptions, 0, func(string) { t.Error("OnChanged was called") })
	show(t, c, 600, 100)
	c.SetSelected("tls")
	c.SetOptions(encryptions[1:])
	if c.Selected() != "tls" {
		t.Errorf("selected %q", c.Selected())
	}
	c.SetOptions(encryptions[:1])
	if c.Selected() != "" {
		t.Errorf("selected %q, which is no option", c.Selected())
	}
}
