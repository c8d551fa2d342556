package forms

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/ends"
	"todoku/mailcore/roster"
)

// columnWidths is how wide columns are at least, in units, where their title is not
// wider; columnShares is how they share what is left.
var (
	columnShares = map[string]float32{"name": 3, "code": 2, "host": 3, "incoming": 3, "user": 3, "from": 3, "products": 2, "provider": 2, "person": 1, "department": 1, "tags": 2, "memo": 3, "standing": 1.5, "end": 1.5}
	columnWidths = map[string]float32{"standing": 140, "tested": 136, "end": 120}
)

// layout lays out the heads and each row: tick, handle, and the columns.
func (o *Overview) layout() columns {
	all := columns{{width: 36}, {width: 28}}
	for i, c := range o.columns {
		least := max(o.heads[i].MinSize().Width+theme.IconInlineSize(), columnWidths[c.Key])
		all = append(all, column{width: least, share: columnShares[c.Key]})
	}
	return all
}

// newRow returns an empty row.
func (o *Overview) newRow() fyne.CanvasObject {
	cells := []fyne.CanvasObject{widgets.NewCheck("", nil), newHandle(&o.drag)}
	for _, c := range o.columns {
		cell := fyne.CanvasObject(newCell())
		if c.Key == "standing" {
			cell = container.NewBorder(nil, nil, widget.NewIcon(nil), nil, cell)
		}
		cells = append(cells, cell)
	}
	return container.New(o.layout(), cells...)
}

func newCell() *widget.Label {
	l := widget.NewLabel("")
	l.Truncation = fyne.TextTruncateEllipsis
	return l
}

func (o *Overview) draw(i int, row fyne.CanvasObject) {
	e, cells := o.shown[i], row.(*fyne.Container).Objects
	check := cells[0].(*widgets.Check)
	check.OnChanged = nil
	check.Name = Title(e.Profile)
	check.SetChecked(o.ticked[e.ID])
	check.OnChanged = func(on bool) { o.tick(e.ID, on); o.told() }
	o.drawHandle(i, cells[1].(*handle))
	for at, c := range o.columns {
		drawCell(cells[2+at], c.Key, e)
	}
}

func drawCell(cell fyne.CanvasObject, column string, e *roster.Entry) {
	switch column {
	case "name":
		cell.(*widget.Label).SetText(Title(e.Profile))
	case "standing":
		drawStanding(cell.(*fyne.Container).Objects, e)
	case "end":
		drawEnd(cell.(*widget.Label), e)
	default:
		cell.(*widget.Label).SetText(words.Cell(e, column))
	}
}

// drawStanding shows how a server stands, but first of all that it will not go
// on.
func drawStanding(cell []fyne.CanvasObject, e *roster.Entry) {
	text, icon := assets.Text("standing."+string(e.Stands)), standingIcon(e.Stands)
	if n, ends := announced(e); ends {
		key := "overview.notice.since"
		if n.Days > 0 {
			key = "overview.notice.left"
		}
		text, icon = assets.Text(key, "days", strconv.Itoa(n.Days), "standing", text), stateIcon(mailcore.Warned)
	}
	cell[0].(*widget.Label).SetText(text)
	cell[1].(*widget.Icon).SetResource(icon)
}

// announced is the first end that a provider has announced.
func announced(e *roster.Entry) (ends.End, bool) {
	for _, end := range e.Ends {
		if end.Kind == ends.Notice {
			return end, true
		}
	}
	return ends.End{}, false
}

// nearness is how an end looks by how near it is.
var nearness = map[ends.Level]struct {
	importance widget.Importance
	bold       bool
}{
	ends.Near:  {widget.WarningImportance, false},
	ends.Close: {widget.WarningImportance, true},
	ends.Next:  {widget.DangerImportance, true},
	ends.Over:  {widget.DangerImportance, false},
}

// drawNearness has a label look as near as an end is, from its next text on.
func drawNearness(label *widget.Label, near ends.Level) {
	look := nearness[near]
	label.Importance, label.TextStyle.Bold = look.importance, look.bold
}

func drawEnd(label *widget.Label, e *roster.Entry) {
	drawNearness(label, e.Ending())
	label.SetText(words.Cell(e, "end"))
}

// columns lays out the cells of one row of a table: each is as wide as it says,
// and gets its share of what is left.
type columns []column

type column struct{ width, share float32 }

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
		size.Width += c[i].width
		size.Height = max(size.Height, o.MinSize().Height)
	}
	return size
}
