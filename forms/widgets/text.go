package widgets

import (
	"cmp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Text is a label whose lines break as Japanese wants them to, and which
// grows downwards instead of widening the window. Call Refresh after a change
// to its fields.
type Text struct {
	widget.BaseWidget
	Text     string
	Scale    fyne.ThemeSizeName  // "" means theme.SizeNameText
	Color    fyne.ThemeColorName // "" means theme.ColorNameForeground
	Bold     bool
	Mono     bool
	Unbroken bool // only \n breaks: as wide as its longest line

	width float32 // that the lines were broken for
	lines []string
}

// NewText returns a text of normal size.
func NewText(text string) *Text {
	t := &Text{Text: text}
	t.ExtendBaseWidget(t)
	return t
}

// NewCaption returns a small text in a muted colour.
func NewCaption(text string) *Text {
	t := NewText(text)
	t.Scale, t.Color = theme.SizeNameCaptionText, theme.ColorNamePlaceHolder
	return t
}

// Heading returns the title of a section.
func Heading(text string) *Text {
	t := NewText(text)
	t.Scale, t.Bold = theme.SizeNameSubHeadingText, true
	return t
}

// SetText shows another text.
func (t *Text) SetText(text string) {
	if t.Text != text {
		t.Text = text
		t.Refresh()
	}
}

// SetColor shows the text in another colour of the theme.
func (t *Text) SetColor(name fyne.ThemeColorName) {
	if t.Color != name {
		t.Color = name
		t.Refresh()
	}
}

// MinSize is narrow and as high as the text needs at its present width.
func (t *Text) MinSize() fyne.Size {
	t.ExtendBaseWidget(t)
	return t.BaseWidget.MinSize()
}

// CreateRenderer implements fyne.Widget.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	t.ExtendBaseWidget(t)
	r := &textRenderer{text: t}
	r.update(t.width)
	return r
}

func (t *Text) style() fyne.TextStyle {
	return fyne.TextStyle{Bold: t.Bold, Monospace: t.Mono}
}

func (t *Text) textSize() float32 {
	return theme.SizeForWidget(cmp.Or(t.Scale, theme.SizeNameText), t)
}

func (t *Text) measure(s string) float32 {
	return fyne.MeasureText(s, t.textSize(), t.style()).Width
}

// measureHeight is how high one line is, in units.
func (t *Text) measureHeight() float32 {
	return fyne.MeasureText("あ", t.textSize(), t.style()).Height
}

type textRenderer struct {
	text    *Text
	lines   []fyne.CanvasObject // *canvas.Text each
	height  float32             // of one line
	longest float32             // width of the longest line
}

func (r *textRenderer) update(width float32) {
	t := r.text
	t.width = width
	if t.Unbroken {
		width = 0
	}
	t.lines = breakLines(t.Text, t.measure, width)
	r.height = t.measureHeight()
	r.draw()
}

func (r *textRenderer) draw() {
	t := r.text
	ink := theme.ColorForWidget(cmp.Or(t.Color, theme.ColorNameForeground), t)
	r.lines, r.longest = make([]fyne.CanvasObject, len(t.lines)), 0
	for i, text := range t.lines {
		line := &canvas.Text{Text: text, Color: ink, TextSize: t.textSize(), TextStyle: t.style()}
		line.Move(fyne.NewPos(0, float32(i)*r.height))
		line.Resize(line.MinSize())
		r.lines[i], r.longest = line, max(r.longest, line.MinSize().Width)
	}
}

// Layout breaks the lines anew when the width changes, and tells the canvas
// when that makes the text higher or lower.
func (r *textRenderer) Layout(size fyne.Size) {
	if size.Width == r.text.width {
		return
	}
	before := r.MinSize()
	r.update(size.Width)
	if r.MinSize() != before {
		canvas.Refresh(r.text)
	}
}

func (r *textRenderer) MinSize() fyne.Size {
	width := min(r.longest, 4*r.text.textSize())
	if r.text.Unbroken {
		width = r.longest
	}
	return fyne.NewSize(width, float32(len(r.lines))*r.height)
}

func (r *textRenderer) Refresh() {
	r.update(r.text.Size().Width)
	canvas.Refresh(r.text)
}

func (r *textRenderer) Objects() []fyne.CanvasObject { return r.lines }

func (r *textRenderer) Destroy() {}

// AccessibilityLabel implements fyne.Accessible.
func (t *Text) AccessibilityLabel() string { return t.Text }

// AccessibilityRole implements fyne.Accessible.
func (t *Text) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
