package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/mailcore/transcript"
)

// TranscriptWords are what a [Transcript] says itself.
type TranscriptWords struct {
	Title    string // which a screen reader calls the list
	CopyLine string // on a button
	CopyAll  string // on a button
	Choose   string // where the whole line is shown, while none is chosen
}

// Transcript shows a conversation of any length: only the lines in view are
// drawn. It follows new lines until the user scrolls up. A line that is chosen
// is shown in full below, and can be copied.
type Transcript struct {
	widget.BaseWidget
	Copy func(string) // puts a text on the clipboard

	words    TranscriptWords
	lines    []transcript.Line
	chosen   int // -1 means none
	list     *lineList
	detail   *Text
	copyLine *Button
	copyAll  *Button
	all      fyne.CanvasObject
}

// NewTranscript returns an empty conversation.
func NewTranscript(words TranscriptWords, copyText func(string)) *Transcript {
	t := &Transcript{Copy: copyText, words: words, chosen: -1}
	t.list = newLineList(t)
	t.detail = NewCaption(words.Choose)
	t.copyLine = NewButton(words.CopyLine, theme.ContentCopyIcon(), t.copyChosen)
	t.copyAll = NewButton(words.CopyAll, theme.ContentCopyIcon(), t.copyEverything)
	t.copyLine.Disable()
	t.copyAll.Disable()
	t.all = t.build()
	t.ExtendBaseWidget(t)
	return t
}

func (t *Transcript) build() fyne.CanvasObject {
	detail := container.NewVScroll(t.detail)
	detail.SetMinSize(fyne.NewSize(0, 3*t.detail.measureHeight()))
	below := NewColumn(widget.NewSeparator(), detail, NewTrailingFlow(t.copyLine, t.copyAll))
	return container.NewBorder(nil, below, nil, nil, container.NewThemeOverride(t.list, dense{}))
}

// CreateRenderer implements fyne.Widget.
func (t *Transcript) CreateRenderer() fyne.WidgetRenderer {
	t.ExtendBaseWidget(t)
	return widget.NewSimpleRenderer(t.all)
}

// SetLines shows a conversation. The slice is kept, not copied; a longer one
// that begins the same costs no more than a short one.
func (t *Transcript) SetLines(lines []transcript.Line) {
	follow := t.list.atEnd(len(t.lines))
	t.lines = lines
	if t.chosen >= len(lines) {
		t.choose(-1)
	}
	setEnabled(t.copyAll, len(lines) > 0)
	t.list.Refresh()
	if follow {
		t.list.ScrollToBottom()
	}
}

// ScrollToTop shows the beginning, as one reads a conversation that has ended.
func (t *Transcript) ScrollToTop() { t.list.ScrollToTop() }

// choose shows one line in full; -1 shows none.
func (t *Transcript) choose(i int) {
	t.chosen = i
	setEnabled(t.copyLine, i >= 0)
	if i < 0 {
		t.list.UnselectAll()
		t.detail.Text, t.detail.Mono, t.detail.Color = t.words.Choose, false, theme.ColorNamePlaceHolder
	} else {
		t.detail.Text, t.detail.Mono, t.detail.Color = t.lines[i].Text, true, theme.ColorNameForeground
	}
	t.detail.Refresh()
}

func (t *Transcript) copyChosen() {
	if t.chosen >= 0 {
		t.Copy(t.lines[t.chosen].Text)
	}
}

func (t *Transcript) copyEverything() { t.Copy(plain(t.lines)) }

// plain writes a conversation as text, one line each.
func plain(lines []transcript.Line) string {
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(line.Dir + ": " + line.Text + "\n")
	}
	return b.String()
}

func setEnabled(b *Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}
