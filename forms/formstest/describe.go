package formstest

import (
	"fmt"
	"image/color"
	"math"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/forms/widgets"
)

// describe writes a widget that is one line by itself; false for those that
// consist of others.
func describe(o fyne.CanvasObject) (string, bool) {
	switch w := o.(type) {
	case *widgets.Text:
		return textLine(w), true
	case *widgets.Button:
		return button(w.Text, w.Icon, w.Disabled()), true
	case *widgets.Entry:
		return entry(&w.Entry, w.Disabled()), true
	case *widgets.Check:
		return check(w.Text, w.Checked, w.Disabled()), true
	case *widgets.Choice:
		return choice(w), true
	case *widgets.Select:
		return "▾ " + w.Selected + off(w.Disabled()), true
	case *widgets.Progress:
		return fmt.Sprintf("progress %.0f %%", math.Round(float64(w.Value()*100))), true
	case *widget.Label:
		return w.Text, true
	case *widget.Icon:
		return icon(w.Resource), true
	case *canvas.Text:
		return w.Text, true
	case *canvas.Image:
		return icon(w.Resource), true
	case *widget.Separator, *canvas.Rectangle, *canvas.Circle, *canvas.Line:
		return "", true
	}
	return drawn(o)
}

func textLine(t *widgets.Text) string {
	if t.Scale == theme.SizeNameSubHeadingText && t.Text != "" {
		return "## " + t.Text
	}
	return t.Text
}

func off(disabled bool) string {
	if disabled {
		return " (off)"
	}
	return ""
}

func button(text string, r fyne.Resource, disabled bool) string {
	if text == "" {
		text = icon(r)
	}
	return "[ " + text + off(disabled) + " ]"
}

// entry shows what is typed, a password as bullets.
func entry(e *widget.Entry, disabled bool) string {
	text := e.Text
	if e.Password {
		text = strings.Repeat("•", len([]rune(text)))
	}
	line := fmt.Sprintf("%q", text)
	if text == "" && e.PlaceHolder != "" {
		line += " " + e.PlaceHolder
	}
	return line + off(disabled)
}

func check(text string, on, disabled bool) string {
	if on {
		return "[x] " + text + off(disabled)
	}
	return "[ ] " + text + off(disabled)
}

// choice reads the options off its renderer: circle, dot and label of each.
func choice(c *widgets.Choice) string {
	var options []string
	mark := ""
	for _, o := range test.WidgetRenderer(c).Objects() {
		switch o := o.(type) {
		case *canvas.Circle: // the dot comes after the circle
			mark = "( ) "
			if o.FillColor != color.Transparent {
				mark = "(•) "
			}
		case *canvas.Text:
			options = append(options, mark+o.Text)
		}
	}
	return strings.Join(options, "  ") + off(c.Disabled())
}

// icon names a picture without its colour.
func icon(r fyne.Resource) string {
	if r == nil {
		return ""
	}
	name := strings.TrimSuffix(r.Name(), ".svg")
	if _, plain, ok := strings.Cut(name, "_"); ok {
		name = plain
	}
	return "<" + name + ">"
}

// drawn writes a widget that draws nothing but pictures and text.
func drawn(o fyne.CanvasObject) (string, bool) {
	w, ok := o.(fyne.Widget)
	if !ok {
		return "", false
	}
	var parts []string
	for _, part := range test.WidgetRenderer(w).Objects() {
		switch part.(type) {
		case *canvas.Text, *canvas.Image, *canvas.Rectangle, *canvas.Circle, *canvas.Line:
		default:
			return "", false
		}
		if text, _ := describe(part); part.Visible() && text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, " "), true
}
