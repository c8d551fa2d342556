package widgets

import (
	"cmp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/mailcore/transcript"
)

// shownRunes is how much of a long line is drawn in the list.
const shownRunes = 300

// directions say how a line looks by who said it.
var directions = map[string]struct {
	mark  string
	color fyne.ThemeColorName
}{
	"C": {"→", theme.ColorNamePrimary},
	"S": {"←", theme.ColorNameForeground},
	"*": {"・", theme.ColorNamePlaceHolder},
}

// lineList is the virtual list of a [Transcript].
type lineList struct {
	widget.List
	Voice
	transcript *Transcript
	at         int // the line with the focus
}

func newLineList(t *Transcript) *lineList {
	l := &lineList{transcript: t}
	l.Name = t.words.Title
	l.HideSeparators = true
	l.Length = func() int { return len(t.lines) }
	l.CreateItem = func() fyne.CanvasObject { return newLineRow() }
	l.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) { o.(*lineRow).show(t.lines[i]) }
	l.OnSelected = func(i widget.ListItemID) { t.choose(i) }
	l.OnHighlighted = func(i widget.ListItemID) { l.at = i; Heard(l) }
	l.ExtendBaseWidget(l)
	return l
}

// atEnd reports whether the last of n lines is in view.
func (l *lineList) atEnd(n int) bool {
	height := newLineRow().MinSize().Height
	return l.GetScrollOffset()+l.Size().Height >= float32(n)*height-height/2
}

// Resize keeps the last line in view where it was.
func (l *lineList) Resize(size fyne.Size) {
	follow := l.atEnd(l.Length())
	l.List.Resize(size)
	if follow {
		l.ScrollToBottom()
	}
}

// TypedShortcut copies the chosen line and passes the window's shortcuts on.
func (l *lineList) TypedShortcut(shortcut fyne.Shortcut) {
	if _, ok := shortcut.(*fyne.ShortcutCopy); ok {
		l.transcript.copyChosen()
		return
	}
	passShortcut(l, shortcut)
}

// TypedKey implements fyne.Focusable.
func (l *lineList) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyHome:
		l.ScrollToTop()
	case fyne.KeyEnd:
		l.ScrollToBottom()
	case fyne.KeyEscape:
		Escape(l)
	default:
		if !SharedKey(l, key) {
			l.List.TypedKey(key)
		}
	}
}

// lineRow draws one line: a lock when it was encrypted, who said it, what.
type lineRow struct {
	widget.BaseWidget
	line transcript.Line
}

func newLineRow() *lineRow {
	r := &lineRow{}
	r.ExtendBaseWidget(r)
	return r
}

func (r *lineRow) show(line transcript.Line) {
	r.line = line
	r.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (r *lineRow) CreateRenderer() fyne.WidgetRenderer {
	mono := fyne.TextStyle{Monospace: true}
	d := &lineRenderer{row: r, lock: &canvas.Image{FillMode: canvas.ImageFillContain}, mark: &canvas.Text{TextStyle: mono}, text: &canvas.Text{TextStyle: mono}}
	d.paint()
	return d
}

type lineRenderer struct {
	row        *lineRow
	lock       *canvas.Image
	mark, text *canvas.Text
}

func (d *lineRenderer) paint() {
	as := directions[d.row.line.Dir]
	ink := theme.ColorForWidget(cmp.Or(as.color, theme.ColorNameForeground), d.row)
	size := theme.SizeForWidget(theme.SizeNameText, d.row) - 1
	d.mark.Text, d.mark.Color, d.mark.TextSize = as.mark, ink, size
	d.text.Text, d.text.Color, d.text.TextSize = cut(d.row.line.Text), ink, size
	d.lock.Hidden = !d.row.line.TLS
	if d.lock.Resource == nil && d.row.line.TLS {
		d.lock.Resource = lockIcon
	}
}

// cut shortens a line for display.
func cut(s string) string {
	n := 0
	for i := range s {
		if n++; n > shownRunes {
			return s[:i] + "…"
		}
	}
	return s
}

func (d *lineRenderer) Layout(size fyne.Size) {
	lock := size.Height * 0.7
	d.lock.Resize(fyne.NewSquareSize(lock))
	d.lock.Move(fyne.NewPos(4, (size.Height-lock)/2))
	d.mark.Move(fyne.NewPos(lock+8, 0))
	d.mark.Resize(fyne.NewSize(size.Height, size.Height))
	left := lock + 12 + size.Height
	d.text.Move(fyne.NewPos(left, 0))
	d.text.Resize(fyne.NewSize(max(size.Width-left, 0), size.Height))
}

func (d *lineRenderer) MinSize() fyne.Size {
	size := theme.SizeForWidget(theme.SizeNameText, d.row) - 1
	return fyne.NewSize(80, fyne.MeasureText("あ", size, d.text.TextStyle).Height)
}

func (d *lineRenderer) Refresh() {
	d.paint()
	for _, o := range d.Objects() {
		o.Refresh()
	}
}

func (d *lineRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.lock, d.mark, d.text}
}

func (d *lineRenderer) Destroy() {}

// Say implements [Spoken].
func (l *lineList) Say() Saying {
	line := ""
	if l.at < len(l.transcript.lines) {
		line = spokenLine(l.transcript.lines[l.at])
	}
	return l.SayList(len(l.transcript.lines), l.at, line)
}

// AccessibilityLabel implements fyne.Accessible.
func (l *lineList) AccessibilityLabel() string { return l.Say().String() }

// AccessibilityRole implements fyne.Accessible.
func (l *lineList) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// spokenLine says who said what.
func spokenLine(line transcript.Line) string {
	who := ""
	switch line.Dir {
	case "C":
		who = assets.Text("voice.todoku")
	case "S":
		who = assets.Text("voice.server")
	}
	if line.TLS {
		who = joined(who, assets.Text("voice.encrypted"))
	}
	return joined(who, cut(line.Text))
}
