package forms

import (
	"image/color"
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/roster"
)

// An Overview is the list of all servers over the whole window, with what is
// known of each: filtered, and sorted by the column whose head was pressed.
type Overview struct {
	Content fyne.CanvasObject
	OnOpen  func(id string)             // a person wants to edit a server
	OnMove  func(id string, to int)     // a person dragged a server to a place of the whole list
	OnTick  func(ids []string)          // the servers that are ticked; may be nil
	Choose  func()                      // a person wants to choose the columns; may be nil
	Movable func(mailcore.Profile) bool // nil means all
	Known   roster.Known                // what is known besides the settings, but for the time

	now     func() time.Time
	entries []*roster.Entry // in the order in which they are kept
	shown   []*roster.Entry // those that the filter lets through, in the order of the list
	columns []roster.Column
	order   roster.Order
	ticked  map[string]bool
	bar     *filterBar
	heads   []*widgets.Button // of the columns
	table   *fyne.Container   // heads and rows
	list    *keyList
	all     *widgets.Check
	count   *widgets.Text
	empty   *widgets.Text
	drag    drag
	target  *canvas.Rectangle // over which a row is held
}

// NewOverview returns an empty overview. now tells the time by which the days
// of certificates are counted.
func NewOverview(now func() time.Time) *Overview {
	o := &Overview{now: now, ticked: map[string]bool{}, table: container.NewStack()}
	choose := widgets.NewButton(assets.Text("overview.columns"), theme.ViewFullScreenIcon(), func() {
		if o.Choose != nil {
			o.Choose()
		}
	})
	o.bar = newFilterBar(o.arrange, choose)
	o.target = canvas.NewRectangle(color.Transparent)
	o.target.Hide()
	o.drag.over = o.showTarget
	o.all = widgets.NewCheck("", o.tickAll)
	o.all.Name = assets.Text("overview.everything")
	o.count, o.empty = widgets.NewCaption(""), widgets.NewCaption("")
	o.SetColumns(nil)
	top := widgets.NewColumn(o.bar.content, o.count, widget.NewSeparator())
	o.Content = container.NewBorder(top, nil, nil, nil, o.table)
	return o
}

// SetColumns shows the columns of those keys; nil shows the usual ones.
func (o *Overview) SetColumns(keys []string) {
	o.columns, o.heads = roster.Shown(keys), nil
	if !slices.ContainsFunc(o.columns, func(c roster.Column) bool { return c.Key == o.order.Column }) {
		o.order = roster.Order{}
	}
	for _, c := range o.columns {
		o.heads = append(o.heads, o.newHead(c.Key))
	}
	o.list = newKeyList(func() int { return len(o.shown) }, o.newRow, o.draw)
	o.list.Name = assets.Text("overview.title")
	o.list.OnSelected = func(i int) { o.list.UnselectAll(); o.open(i) }
	o.drag.height = o.newRow().MinSize().Height + theme.Padding()
	head := container.New(o.layout(), append([]fyne.CanvasObject{o.all, widgets.NewCaption("")}, objectsOf(o.heads)...)...)
	rows := container.NewStack(container.NewWithoutLayout(o.target), o.list, container.NewCenter(o.empty))
	o.table.Objects = []fyne.CanvasObject{container.NewHScroll(container.NewBorder(head, nil, nil, nil, rows))}
	o.arrange()
	o.table.Refresh()
}

// Columns returns the keys of the columns that are shown.
func (o *Overview) Columns() (keys []string) {
	for _, c := range o.columns {
		keys = append(keys, c.Key)
	}
	return keys
}

func objectsOf(buttons []*widgets.Button) (objects []fyne.CanvasObject) {
	for _, b := range buttons {
		objects = append(objects, b)
	}
	return objects
}

// newHead is the head of a column, by which the list is sorted.
func (o *Overview) newHead(key string) *widgets.Button {
	b := widgets.NewButton(assets.Text("column."+key), nil, func() { o.SortBy(o.order.By(key)) })
	b.Importance, b.Alignment, b.IconPlacement = widget.LowImportance, widget.ButtonAlignLeading, widget.ButtonIconTrailingText
	return b
}

// SortBy sorts the list.
func (o *Overview) SortBy(order roster.Order) {
	o.order = order
	o.arrange()
	o.list.ScrollToTop()
}

// showOrder shows by arrows, and says, how the list is sorted.
func (o *Overview) showOrder() {
	for i, c := range o.columns {
		icon, way := fyne.Resource(nil), ""
		if c.Key == o.order.Column {
			icon, way = theme.MoveUpIcon(), "overview.ascending"
			if o.order.Down {
				icon, way = theme.MoveDownIcon(), "overview.descending"
			}
		}
		head := o.heads[i]
		head.Name = ""
		if way != "" {
			head.Name = head.Text + assets.Text("list.separator") + assets.Text(way)
		}
		head.SetIcon(icon)
	}
}

// Show draws profiles as they are now.
func (o *Overview) Show(profiles []mailcore.Profile) {
	o.Known.Now = o.now()
	o.entries = roster.New(profiles, o.Known)
	there := map[string]bool{}
	for _, p := range profiles {
		there[p.ID] = true
	}
	for id := range o.ticked {
		if !there[id] {
			delete(o.ticked, id)
		}
	}
	o.bar.offer(o.entries)
	o.arrange()
}

// Ticked returns the IDs of the servers that are ticked and can be seen, in
// the order of the list.
func (o *Overview) Ticked() []string {
	return slices.DeleteFunc(o.Shown(), func(id string) bool { return !o.ticked[id] })
}

// Shown returns the IDs of the servers that the filter lets through.
func (o *Overview) Shown() []string {
	ids := make([]string, len(o.shown))
	for i := range o.shown {
		ids[i] = o.shown[i].ID
	}
	return ids
}

func (o *Overview) arrange() {
	o.shown = o.bar.filter.Of(o.entries)
	o.order.Sort(o.shown)
	o.showOrder()
	o.count.SetText(assets.Text("overview.count", "shown", strconv.Itoa(len(o.shown)), "all", strconv.Itoa(len(o.entries))))
	o.empty.SetText("")
	if len(o.shown) == 0 {
		o.empty.SetText(assets.Text("overview.empty"))
	}
	o.list.Refresh()
	o.told()
}

// told shows the head's tick as those of the rows are, and tells the caller.
func (o *Overview) told() {
	every := len(o.shown) > 0
	for i := range o.shown {
		every = every && o.ticked[o.shown[i].ID]
	}
	o.all.OnChanged = nil
	o.all.SetChecked(every)
	o.all.OnChanged = o.tickAll
	if o.OnTick != nil {
		o.OnTick(o.Ticked())
	}
}

func (o *Overview) tickAll(on bool) {
	for _, id := range o.Shown() {
		o.tick(id, on)
	}
	o.list.Refresh()
	o.told()
}

func (o *Overview) tick(id string, on bool) {
	if on {
		o.ticked[id] = true
	} else {
		delete(o.ticked, id)
	}
}

func (o *Overview) open(i int) {
	if o.OnOpen != nil {
		o.OnOpen(o.shown[i].ID)
	}
}

// drawHandle lets a row be dragged where the list is in its own order.
func (o *Overview) drawHandle(i int, h *handle) {
	p := o.shown[i].Profile
	if (o.bar.filter != roster.Filter{}) || !o.order.Own() || o.OnMove == nil || o.Movable != nil && !o.Movable(p) {
		h.set(i, nil)
		return
	}
	h.set(i, func(to int) { o.OnMove(p.ID, min(max(0, to), len(o.entries)-1)) })
}

// showTarget marks the place over which a row is held.
func (o *Overview) showTarget(i int, on bool) {
	show(o.target, on)
	y := float32(min(max(0, i), len(o.shown)-1))*o.drag.height - o.list.GetScrollOffset()
	o.target.FillColor = theme.Color(theme.ColorNameSelection)
	o.target.Move(fyne.NewPos(0, y))
	o.target.Resize(fyne.NewSize(o.list.Size().Width, o.drag.height))
	o.target.Refresh()
}
