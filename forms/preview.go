package forms

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"golang.org/x/text/width"

	"todoku/assets"
	"todoku/forms/widgets"
)

// A Preview shows a long text in letters of one width. Only the lines in view
// are drawn.
type Preview struct {
	Content fyne.CanvasObject

	list  *keyList
	lines []string
}

// NewPreview returns a preview of nothing.
func NewPreview() *Preview {
	v := &Preview{}
	v.list = newKeyList(func() int { return len(v.lines) }, func() fyne.CanvasObject { return newMonoLine() }, func(i int, o fyne.CanvasObject) {
		o.(*widgets.Text).SetText(v.lines[i])
	})
	v.list.HideSeparators, v.list.Name = true, assets.Text("voice.preview")
	v.list.OnSelected = func(int) { v.list.UnselectAll() }
	v.Content = v.list
	return v
}

func newMonoLine() *widgets.Text {
	t := widgets.NewText("")
	t.Mono, t.Unbroken, t.Scale = true, true, theme.SizeNameCaptionText
	return t
}

// Show draws a text, broken so that it fits into a width.
func (v *Preview) Show(text string, wide float32) {
	v.lines = wrapped(text, lettersIn(wide))
	v.list.Refresh()
}

// lettersIn is how many letters of one width are on a line of that width.
func lettersIn(wide float32) int {
	sample := canvas.NewText("0", nil)
	sample.TextSize, sample.TextStyle = theme.CaptionTextSize(), fyne.TextStyle{Monospace: true}
	return max(20, int(wide/sample.MinSize().Width))
}

// wrapped returns the lines of a text, none longer than so many columns, of
// which a Japanese letter takes two.
func wrapped(text string, columns int) (lines []string) {
	for line := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		start, used := 0, 0
		for i, r := range line {
			w := 1
			if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth || k == width.EastAsianAmbiguous {
				w = 2
			}
			if used += w; used > columns {
				lines = append(lines, line[start:i])
				start, used = i, w
			}
		}
		lines = append(lines, line[start:])
	}
	return lines
}
