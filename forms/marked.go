package forms

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"todoku/assets"
	"todoku/forms/widgets"
)

// A Marked shows a long text in letters of one width, with some of its words
// marked. Only the lines in view are drawn.
type Marked struct {
	Content fyne.CanvasObject

	list  *keyList
	lines []markedText
}

// A markedText is one line on the screen, of which the middle is marked; there
// is none where that is "".
type markedText struct{ before, marked, behind string }

// NewMarked returns a view of nothing.
func NewMarked() *Marked {
	v := &Marked{}
	v.list = newKeyList(func() int { return len(v.lines) }, func() fyne.CanvasObject { return newMarkedLine() }, func(i int, o fyne.CanvasObject) {
		o.(*fyne.Container).Layout.(*markedLine).show(v.lines[i])
	})
	v.list.HideSeparators, v.list.Name = true, assets.Text("voice.pasted")
	v.list.OnSelected = func(int) { v.list.UnselectAll() }
	v.Content = v.list
	return v
}

// Show draws a text, broken so that it fits into a width, with the words marked
// wherever it has them, and the first of them in view. It reports whether there
// are any.
func (v *Marked) Show(text, words string, wide float32) bool {
	v.lines = markedLines(text, words, lettersIn(wide))
	v.list.Refresh()
	for i, line := range v.lines {
		if line.marked != "" {
			v.list.ScrollTo(i)
			return true
		}
	}
	return false
}

// Height is what all lines need, in units.
func (v *Marked) Height() float32 {
	return float32(len(v.lines)+1) * (newMarkedLine().MinSize().Height + theme.Padding())
}

// markedLines returns the lines of a text, none longer than so many columns.
func markedLines(text, words string, columns int) (lines []markedText) {
	text = strings.TrimRight(text, "\n")
	at := 0
	for _, line := range wrapped(text, columns) {
		lines = append(lines, marked(text, words, at, at+len(line)))
		if at += len(line); at < len(text) && text[at] == '\n' {
			at++
		}
	}
	return lines
}

// marked returns the part of text from start to end, with as much of the first
// of the words marked as is in it.
func marked(text, words string, start, end int) markedText {
	line := text[start:end]
	from := max(0, start-len(words)+1) // where words may begin that reach into this line
	at := strings.Index(text[from:min(len(text), end+len(words))], words)
	if words == "" || at < 0 || from+at >= end || from+at+len(words) <= start {
		return markedText{before: line}
	}
	first, last := max(0, from+at-start), min(len(line), from+at+len(words)-start)
	return markedText{line[:first], line[first:last], line[last:]}
}

// A markedLine draws one line: the marked words are bold on a ground of their
// own, so that they are not told by the colour alone.
type markedLine struct {
	ground *canvas.Rectangle
	parts  [3]*widgets.Text
}

func newMarkedLine() *fyne.Container {
	l := &markedLine{ground: canvas.NewRectangle(nil), parts: [3]*widgets.Text{newMonoLine(), newMonoLine(), newMonoLine()}}
	l.parts[1].Bold = true
	return &fyne.Container{Layout: l, Objects: []fyne.CanvasObject{l.ground, l.parts[0], l.parts[1], l.parts[2]}}
}

func (l *markedLine) show(line markedText) {
	l.ground.FillColor = theme.Color(theme.ColorNameSelection)
	for i, text := range [3]string{line.before, line.marked, line.behind} {
		l.parts[i].SetText(text)
		show(l.parts[i], text != "" || i == 0)
	}
	show(l.ground, line.marked != "")
	l.Layout(nil, fyne.Size{})
}

// Layout puts the parts one behind the other.
func (l *markedLine) Layout([]fyne.CanvasObject, fyne.Size) {
	x := float32(0)
	for i, part := range l.parts {
		size := part.MinSize()
		if !part.Visible() || part.Text == "" {
			size.Width = 0
		}
		part.Move(fyne.NewPos(x, 0))
		part.Resize(size)
		if i == 1 {
			l.ground.Move(fyne.NewPos(x, 0))
			l.ground.Resize(size)
		}
		x += size.Width
	}
}

// MinSize is that of a line.
func (l *markedLine) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, l.parts[0].MinSize().Height)
}
