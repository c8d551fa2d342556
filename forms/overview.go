package forms

import (
	"image/color"
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/forms/widgets"
	"todoku/mailcore"
)

// An Overview is the list of all servers over the whole window, with what is
// known of each.
type Overview struct {
	Content fyne.CanvasObject
	OnOpen  func(id string)             // a person wants to edit a server
	OnMove  func(id string, to int)     // a person dragged a server to a place of the whole list
	OnTick  func(ids []string)          // the servers that are ticked; may be nil
	Movable func(mailcore.Profile) bool // nil means all
	Notices []mailcore.Notice           // that mark the servers which will not outlive them

	now      func() time.Time
	profiles []mailcore.Profile
	shown    []int // of profiles, those that the filter lets through
	ticked   map[string]bool
	filter   Filter
	list     *keyList
	all      *widgets.Check
	count    *widgets.Text
	empty    *widgets.Text
	drag     drag
	target   *canvas.Rectangle // over which a row is held
}

// NewOverview returns an empty overview. now tells the time by which the days
// of certificates are counted.
func NewOverview(now func() time.Time) *Overview {
	o := &Overview{now: now, ticked: map[string]bool{}}
	o.list = newKeyList(func() int { return len(o.shown) }, o.newRow, o.draw)
	o.list.Name = assets.Text("overview.title")
	o.target = canvas.NewRectangle(color.Transparent)
	o.target.Hide()
	o.drag.over = o.showTarget
	o.drag.height = o.newRow().MinSize().Height + theme.Padding()
	o.list.OnSelected = func(i int) { o.list.UnselectAll(); o.open(i) }
	o.all = widgets.NewCheck("", o.tickAll)
	o.all.Name = assets.Text("overview.everything")
	o.count, o.empty = widgets.NewCaption(""), widgets.NewCaption("")
	search := widgets.NewEntry()
	search.SetPlaceHolder(assets.Text("overview.search"))
	search.OnChanged = func(text string) { o.filter.Text = text; o.arrange() }
	standings := widgets.NewChoice(standingOptions(), 0, func(v string) { o.filter.Standing = mailcore.Standing(v); o.arrange() })
	standings.SetSelected("")
	standings.Name = assets.Text("overview.standing")
	head := container.New(overviewColumns, o.heads()...)
	top := widgets.NewColumn(container.NewGridWrap(fyne.NewSize(name, search.MinSize().Height), search), standings, o.count, head, widget.NewSeparator())
	o.Content = container.NewBorder(top, nil, nil, nil, container.NewStack(container.NewWithoutLayout(o.target), o.list, container.NewCenter(o.empty)))
	return o
}

// standingOptions are what the list can be filtered by; "" is everything.
func standingOptions() []widgets.Option {
	options := []widgets.Option{{Value: "", Label: assets.Text("overview.everything")}}
	for _, s := range mailcore.Standings {
		options = append(options, widgets.Option{Value: string(s), Label: assets.Text("standing." + string(s))})
	}
	return options
}

// overviewColumns are: tick, handle, name, code, host, state, last test,
// certificate.
var overviewColumns = columns{{width: 36}, {width: 28}, {share: 3}, {share: 2}, {share: 3}, {width: 240}, {width: 140}, {width: 110}}

// overviewHeads are the titles of the columns of text.
var overviewHeads = []string{"name", "code", "host", "standing", "tested", "certificate"}

func (o *Overview) heads() []fyne.CanvasObject {
	heads := []fyne.CanvasObject{o.all, widgets.NewCaption("")}
	for _, key := range overviewHeads {
		heads = append(heads, container.New(layout.NewCustomPaddedLayout(0, 0, theme.InnerPadding(), 0), widgets.NewCaption(assets.Text("overview."+key))))
	}
	return heads
}

// Show draws profiles as they are now.
func (o *Overview) Show(profiles []mailcore.Profile) {
	o.profiles = profiles
	for id := range o.ticked {
		if !slices.ContainsFunc(profiles, func(p mailcore.Profile) bool { return p.ID == id }) {
			delete(o.ticked, id)
		}
	}
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
	for i, at := range o.shown {
		ids[i] = o.profiles[at].ID
	}
	return ids
}

func (o *Overview) arrange() {
	o.shown = o.filter.Of(o.profiles)
	o.count.SetText(assets.Text("overview.count", "shown", strconv.Itoa(len(o.shown)), "all", strconv.Itoa(len(o.profiles))))
	o.empty.SetText("")
	if len(o.shown) == 0 {
		o.empty.SetText(assets.Text("overview.empty"))
	}
	o.list.Refresh()
	o.told()
}

// told shows the head's tick as those of the rows are, and tells the caller.
func (o *Overview) told() {
	every := len(o.shown) > 0 && !slices.ContainsFunc(o.shown, func(at int) bool { return !o.ticked[o.profiles[at].ID] })
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
		o.OnOpen(o.profiles[o.shown[i]].ID)
	}
}

// newRow returns an empty row.
func (o *Overview) newRow() fyne.CanvasObject {
	cells := []fyne.CanvasObject{widgets.NewCheck("", nil), newHandle(&o.drag)}
	for range 3 {
		cells = append(cells, newCell())
	}
	cells = append(cells, container.NewBorder(nil, nil, widget.NewIcon(nil), nil, newCell()), newCell(), newCell())
	return container.New(overviewColumns, cells...)
}

func newCell() *widget.Label {
	l := widget.NewLabel("")
	l.Truncation = fyne.TextTruncateEllipsis
	return l
}

func (o *Overview) draw(i int, row fyne.CanvasObject) {
	p, cells := o.profiles[o.shown[i]], row.(*fyne.Container).Objects
	check := cells[0].(*widgets.Check)
	check.OnChanged = nil
	check.Name = Title(p)
	check.SetChecked(o.ticked[p.ID])
	check.OnChanged = func(on bool) { o.tick(p.ID, on); o.told() }
	o.drawHandle(i, cells[1].(*handle))
	for at, text := range map[int]string{2: Title(p), 3: p.Code, 4: address(p), 6: tested(p)} {
		cells[at].(*widget.Label).SetText(text)
	}
	o.drawStanding(cells[5].(*fyne.Container).Objects, p)
	o.drawCertificate(cells[7].(*widget.Label), p)
}

// drawStanding shows how p stands, but first of all that it will not go on.
func (o *Overview) drawStanding(cell []fyne.CanvasObject, p mailcore.Profile) {
	text, icon := assets.Text("standing."+string(p.Standing())), standingIcon(p.Standing())
	if ends := mailcore.NoticesFor(p, o.Notices, o.now()); len(ends) > 0 {
		key := "overview.notice.since"
		if ends[0].DaysLeft > 0 {
			key = "overview.notice.left"
		}
		text, icon = assets.Text(key, "days", strconv.Itoa(ends[0].DaysLeft), "standing", text), stateIcon(mailcore.Warned)
	}
	cell[0].(*widget.Label).SetText(text)
	cell[1].(*widget.Icon).SetResource(icon)
}

// drawHandle lets a row be dragged where the list is in its own order.
func (o *Overview) drawHandle(i int, h *handle) {
	p := o.profiles[o.shown[i]]
	if (o.filter != Filter{}) || o.OnMove == nil || o.Movable != nil && !o.Movable(p) {
		h.set(i, nil)
		return
	}
	h.set(i, func(to int) { o.OnMove(p.ID, min(max(0, to), len(o.profiles)-1)) })
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

// soon is how many days before its end a certificate is worth a warning, as
// in package cause.
const soon = 30

func (o *Overview) drawCertificate(label *widget.Label, p mailcore.Profile) {
	label.Importance = widget.MediumImportance
	text := "—"
	if until := p.Verified.Until; !until.IsZero() {
		days := int(until.Sub(o.now()).Hours() / 24)
		text = assets.Text("overview.days", "n", strconv.Itoa(days))
		switch {
		case days < 0:
			text, label.Importance = assets.Text("overview.ended"), widget.DangerImportance
		case days <= soon:
			label.Importance = widget.WarningImportance
		}
	}
	label.SetText(text)
}

func tested(p mailcore.Profile) string {
	if p.Verified.At.IsZero() {
		return "—"
	}
	return p.Verified.At.Local().Format("2006-01-02 15:04")
}

// columns lays out the cells of one row of a table: some as wide as they say,
// the others share what is left.
type columns []column

type column struct {
	width float32 // in units; 0 where share says it
	share float32
}

// Layout implements fyne.Layout.
func (c columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	rest, shares := size.Width, float32(0)
	for _, column := range c {
		rest -= column.width
		shares += column.share
	}
	x := float32(0)
	for i, o := range objects {
		width := c[i].width + max(0, rest)*c[i].share/max(1, shares)
		height := o.MinSize().Height
		o.Move(fyne.NewPos(x, (size.Height-height)/2))
		o.Resize(fyne.NewSize(max(0, width-theme.Padding()), height))
		x += width
	}
}

// MinSize implements fyne.Layout.
func (c columns) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	for i, o := range objects {
		size.Width += max(c[i].width, c[i].share*narrowest)
		size.Height = max(size.Height, o.MinSize().Height)
	}
	return size
}

// narrowest is the width of a share in a small window, in units.
const narrowest = 40
