package forms

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/ends"
)

// An EndsView lists what of the servers ends, by date.
type EndsView struct {
	Content fyne.CanvasObject
	OnOpen  func(id string) // a person wants to see the server

	all    []ends.End
	titles map[string]string // of the servers
	list   *keyList
}

// endColumns are: date, what is left, server, what ends.
var endColumns = columns{{width: 110}, {width: 120}, {width: 160, share: 2}, {width: 180, share: 3}}

// NewEndsView lists the ends of the profiles.
func NewEndsView(profiles []mailcore.Profile, all []ends.End) *EndsView {
	v := &EndsView{all: all, titles: map[string]string{}}
	for _, p := range profiles {
		v.titles[p.ID] = Title(p)
	}
	v.list = newKeyList(func() int { return len(v.all) }, newEndRow, v.draw)
	v.list.Name = assets.Text("ends.title")
	v.list.OnSelected = func(i int) {
		v.list.UnselectAll()
		if v.OnOpen != nil {
			v.OnOpen(v.all[i].Server)
		}
	}
	titles := heads(assets.Text("ends.date"), assets.Text("ends.when"), assets.Text("ends.server"), assets.Text("ends.what"))
	for i, t := range titles {
		titles[i] = container.New(layout.NewCustomPaddedLayout(0, 0, theme.InnerPadding(), 0), t)
	}
	head := container.New(endColumns, titles...)
	empty := widgets.NewCaption(assets.Text("ends.none"))
	show(empty, len(all) == 0)
	v.Content = container.NewBorder(widgets.NewColumn(head, widget.NewSeparator()), nil, nil, nil, container.NewStack(v.list, container.NewCenter(empty)))
	return v
}

func newEndRow() fyne.CanvasObject {
	return container.New(endColumns, newCell(), newCell(), newCell(), newCell())
}

func (v *EndsView) draw(i int, row fyne.CanvasObject) {
	e, cells := v.all[i], row.(*fyne.Container).Objects
	drawNearness(cells[1].(*widget.Label), e.Level())
	for at, text := range []string{e.At.Local().Format("2006-01-02"), words.Left(e), v.titles[e.Server], words.EndTitle(e)} {
		cells[at].(*widget.Label).SetText(text)
	}
}
