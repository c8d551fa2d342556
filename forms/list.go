package forms

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"todoku/assets"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/products"
	"todoku/mailcore/roster"
)

// A ServerList shows the servers and which one is chosen. A long one can be
// searched.
type ServerList struct {
	Content fyne.CanvasObject

	chosen   func(int)
	profiles []mailcore.Profile
	shown    []int  // of profiles, those that the filter lets through
	selected int    // of profiles
	text     string // that the search holds
	search   *widgets.Entry
	list     *keyList
	quiet    bool // a selection that the program itself makes

	current mailcore.Profile // the chosen one, as it is on the screen
	mark    Mark             // of current
}

// searchable is how many servers there are before the list can be searched:
// fewer are all in view.
const searchable = 8

// NewServerList returns an empty list that calls chosen when a person chooses
// a server.
func NewServerList(chosen func(int)) *ServerList {
	l := &ServerList{chosen: chosen, selected: -1, search: widgets.NewEntry()}
	l.list = newKeyList(func() int { return len(l.shown) }, newServerItem, l.draw)
	l.list.HideSeparators, l.list.Name = true, assets.Text("overview.title")
	l.list.OnSelected = func(i int) {
		if !l.quiet && l.shown[i] != l.selected {
			l.chosen(l.shown[i])
		}
	}
	l.search.SetPlaceHolder(assets.Text("overview.search"))
	l.search.OnChanged = func(text string) { l.text = text; l.arrange() }
	l.search.Hide()
	l.Content = container.NewBorder(l.search, nil, nil, nil, l.list)
	return l
}

// Show draws profiles with the one at selected chosen; -1 chooses none.
func (l *ServerList) Show(profiles []mailcore.Profile, selected int) {
	l.profiles, l.selected = profiles, selected
	show(l.search, len(profiles) > searchable || l.text != "")
	l.arrange()
}

func (l *ServerList) arrange() {
	l.shown = roster.Search(l.profiles, l.text)
	l.quiet = true
	defer func() { l.quiet = false }()
	l.list.Refresh()
	if i := slices.Index(l.shown, l.selected); i >= 0 {
		l.list.Select(i)
		return
	}
	l.list.UnselectAll()
}

// SetCurrent shows the chosen server as it is on the screen.
func (l *ServerList) SetCurrent(p mailcore.Profile, mark Mark) {
	if l.mark == mark && Title(l.current) == Title(p) && address(l.current) == address(p) {
		return
	}
	l.current, l.mark = p, mark
	if i := slices.Index(l.shown, l.selected); i >= 0 {
		l.list.RefreshItem(i)
	}
}

func (l *ServerList) draw(i int, o fyne.CanvasObject) {
	p := l.profiles[l.shown[i]]
	mark := MarkOf(p)
	if l.shown[i] == l.selected && p.ID == l.current.ID {
		p, mark = l.current, l.mark
	}
	drawServer(o, Title(p), address(p), mark)
}

// Title is what a profile is called on screen.
func Title(p mailcore.Profile) string {
	switch {
	case p.Name != "":
		return p.Name
	case p.Outgoing.Host != "":
		return p.Outgoing.Host
	case p.Incoming.Protocol != "" && p.Incoming.Host != "":
		return p.Incoming.Host
	case p.Outgoing.BuiltIn: // which only cybozu.com has
		return assets.Text("product." + string(products.Cybozu))
	}
	return assets.Text("server.unnamed")
}

func address(p mailcore.Profile) string {
	if p.Outgoing.Host == "" {
		return "—"
	}
	return fmt.Sprintf("%s:%d", p.Outgoing.Host, max(0, p.Outgoing.Port))
}

var standingStates = map[mailcore.Standing]mailcore.State{
	mailcore.Untested:     mailcore.Pending,
	mailcore.Proven:       mailcore.Passed,
	mailcore.NotProven:    mailcore.Failed,
	mailcore.ChangedSince: mailcore.Warned,
	mailcore.OtherWay:     mailcore.Warned,
	mailcore.NoPlace:      mailcore.Failed,
}

func standingIcon(s mailcore.Standing) fyne.Resource { return stateIcon(standingStates[s]) }

// An Undo is the bar that takes back what has just been done.
type Undo struct {
	Content fyne.CanvasObject

	text *widgets.Text
	undo func()
}

// NewUndo returns a hidden bar.
func NewUndo() *Undo {
	u := &Undo{text: widgets.NewCaption("")}
	button := widgets.NewButton(assets.Text("undo"), theme.ContentUndoIcon(), func() { u.Content.Hide(); u.undo() })
	u.Content = widgets.NewColumn(u.text, widgets.NewFlow(button))
	u.Content.Hide()
	return u
}

// Offer shows what was done and how to take it back.
func (u *Undo) Offer(text string, undo func()) {
	u.undo = undo
	u.text.SetText(text)
	u.Content.Show()
}

// Hide takes the offer away.
func (u *Undo) Hide() { u.Content.Hide() }
