package forms

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/forms/widgets"
)

// A FolderList shows what is in a folder. A click, Space or Enter opens a
// row.
type FolderList struct {
	widget.List
	widgets.Voice
	at      int // the row with the focus
	entries []FolderEntry
}

// A FolderEntry is one row of a [FolderList].
type FolderEntry struct {
	Label  string // what is shown
	Path   string
	Folder bool
}

// NewFolderList returns an empty list, which tells which row is opened.
func NewFolderList(opened func(FolderEntry)) *FolderList {
	l := &FolderList{}
	l.Length = func() int { return len(l.entries) }
	l.CreateItem = newFolderRow
	l.UpdateItem = func(i int, row fyne.CanvasObject) { drawFolderRow(row, l.entries[i]) }
	l.OnSelected = func(i int) {
		l.Unselect(i)
		opened(l.entries[i])
	}
	l.Name = assets.Text("file.list")
	l.OnHighlighted = func(i int) { l.at = i; widgets.Heard(l) }
	l.ExtendBaseWidget(l)
	return l
}

// SetEntries lists other entries.
func (l *FolderList) SetEntries(entries []FolderEntry) {
	l.entries = entries
	l.Refresh()
	l.ScrollToTop()
}

// TypedKey implements fyne.Focusable.
func (l *FolderList) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		l.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	case fyne.KeyEscape:
		widgets.Escape(l)
	default:
		if !widgets.SharedKey(l, key) {
			l.List.TypedKey(key)
		}
	}
}

func newFolderRow() fyne.CanvasObject {
	label := widget.NewLabel("")
	label.Truncation = fyne.TextTruncateEllipsis
	return container.NewBorder(nil, nil, widget.NewIcon(nil), nil, label)
}

func drawFolderRow(row fyne.CanvasObject, e FolderEntry) {
	parts := row.(*fyne.Container).Objects
	parts[0].(*widget.Label).SetText(e.Label)
	icon := theme.FileIcon()
	if e.Folder {
		icon = theme.FolderIcon()
	}
	parts[1].(*widget.Icon).SetResource(icon)
}

// Say implements [widgets.Spoken].
func (l *FolderList) Say() widgets.Saying {
	line := ""
	if l.at < len(l.entries) {
		line = l.entries[l.at].Label
	}
	return l.SayList(len(l.entries), l.at, line)
}

// AccessibilityLabel implements fyne.Accessible.
func (l *FolderList) AccessibilityLabel() string { return l.Say().String() }

// AccessibilityRole implements fyne.Accessible.
func (l *FolderList) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
