package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"todoku/forms/look"
	"todoku/mailcore"
)

// rowInset is the room at the left edge for the bar of a marked row, and at
// the right one for a scroll bar, in units.
const rowInset = 8

// icons show the severity of a problem to those who do not see its colour.
var icons = map[mailcore.Severity]fyne.ThemeIconName{
	mailcore.Error:     theme.IconNameError,
	mailcore.Temporary: theme.IconNameWarning,
	mailcore.Danger:    theme.IconNameWarning,
	mailcore.Warning:   theme.IconNameWarning,
	mailcore.Note:      theme.IconNameInfo,
}

// CreateRenderer implements fyne.Widget.
func (r *Row) CreateRenderer() fyne.WidgetRenderer {
	r.ExtendBaseWidget(r)
	d := &rowRenderer{row: r, ground: &canvas.Rectangle{CornerRadius: 4}, bar: &canvas.Rectangle{CornerRadius: 1.5}, icon: &canvas.Image{FillMode: canvas.ImageFillContain}}
	r.drawn = d
	d.paint()
	return d
}

type rowRenderer struct {
	row         *Row
	ground, bar *canvas.Rectangle // of a marked row
	icon        *canvas.Image     // of the problem
	height      float32           // of the last layout
}

func (d *rowRenderer) paint() {
	r := d.row
	mark := color.NRGBAModel.Convert(theme.ColorForWidget(theme.ColorNameWarning, r)).(color.NRGBA)
	d.bar.FillColor = mark
	mark.A = 0x1A
	d.ground.FillColor = mark
	d.ground.Hidden, d.bar.Hidden = !r.marked, !r.marked
	d.icon.Hidden = r.problem.Hidden
	if !r.apart {
		r.hint.Hidden = r.hint.Text == "" || r.roomy && !r.problem.Hidden // it stands where the hint was
	}
	if name, ok := icons[r.severity]; ok {
		d.icon.Resource = theme.NewColoredResource(theme.IconForWidget(name, r), look.SeverityColor(r.severity))
	}
	d.icon.Refresh()
}

func (d *rowRenderer) Layout(size fyne.Size) {
	d.arrange(size.Width)
	d.ground.Resize(size)
	d.bar.Resize(fyne.NewSize(3, size.Height))
}

// arrange places everything from the top and finds the height.
func (d *rowRenderer) arrange(width float32) {
	r, before := d.row, d.height
	gap := theme.SizeForWidget(theme.SizeNamePadding, r)
	x, top := float32(rowInset), gap/2
	switch {
	case r.stacked && r.label.Text != "":
		top += d.placeLabel(x, top, width-2*rowInset, 0) + gap/2
	case !r.stacked:
		x += r.labelWidth + 2*gap
	}
	room := max(width-x-rowInset, r.field.MinSize().Width)
	y := top + d.placeField(x, top, room)
	if !r.stacked {
		y = max(y, top+d.placeLabel(rowInset, top, r.labelWidth, r.field.Size().Height))
	}
	if !r.apart {
		y += d.below(x, y, room)
	}
	d.height = y + gap/2
	if d.height != before {
		canvas.Refresh(r)
	}
}

// below places what stands below the field and returns its height.
func (d *rowRenderer) below(x, y, room float32) float32 {
	r, height := d.row, float32(0)
	if r.problem.Hidden || !r.roomy {
		height += d.placeBelow(r.hint, x, y, room)
	}
	height += d.placeProblem(x, y+height, room)
	height += d.placeFix(x, y+height, room)
	if r.roomy {
		height = max(height, r.hint.measureHeight()+theme.SizeForWidget(theme.SizeNamePadding, r)/2)
	}
	return height
}

// placeLabel returns the height it used; a label of one line is centred on
// a field of one line.
func (d *rowRenderer) placeLabel(x, y, width, fieldHeight float32) float32 {
	r := d.row
	star := float32(0)
	if r.required != nil {
		star = r.required.MinSize().Width + theme.SizeForWidget(theme.SizeNamePadding, r)
	}
	height := heightFor(r.label, width-star)
	if offset := (min(fieldHeight, d.firstLine()) - height) / 2; offset > 0 {
		y += offset
	}
	r.label.Move(fyne.NewPos(x, y))
	if r.required != nil {
		r.required.Resize(r.required.MinSize())
		r.required.Move(fyne.NewPos(x+min(r.label.measure(r.label.Text), width-star)+2, y))
	}
	return height
}

// firstLine is how high the part of the field is that the label belongs to.
func (d *rowRenderer) firstLine() float32 {
	if c, ok := d.row.field.(*Choice); ok {
		return c.shape.height
	}
	return d.row.label.measureHeight() + 3*theme.SizeForWidget(theme.SizeNameInnerPadding, d.row)
}

func (d *rowRenderer) placeField(x, y, room float32) float32 {
	if d.row.Widest > 0 {
		room = max(min(room, d.row.Widest), d.row.field.MinSize().Width)
	}
	height := heightFor(d.row.field, room)
	d.row.field.Move(fyne.NewPos(x, y))
	return height
}

func (d *rowRenderer) placeBelow(text *Text, x, y, width float32) float32 {
	if !text.Visible() {
		return 0
	}
	gap := theme.SizeForWidget(theme.SizeNamePadding, d.row) / 2
	text.Move(fyne.NewPos(x, y+gap))
	return heightFor(text, width) + gap
}

func (d *rowRenderer) placeProblem(x, y, width float32) float32 {
	line := d.row.problem.measureHeight()
	d.icon.Resize(fyne.NewSquareSize(line))
	d.icon.Move(fyne.NewPos(x, y+theme.SizeForWidget(theme.SizeNamePadding, d.row)/2))
	return d.placeBelow(d.row.problem, x+line+4, y, width-line-4)
}

func (d *rowRenderer) placeFix(x, y, room float32) float32 {
	fix := d.row.fix
	if !fix.Visible() {
		return 0
	}
	gap, size := theme.SizeForWidget(theme.SizeNamePadding, d.row), fix.MinSize()
	fix.Move(fyne.NewPos(x, y+gap))
	fix.Resize(fyne.NewSize(min(size.Width, room), size.Height))
	return size.Height + gap
}

func (d *rowRenderer) MinSize() fyne.Size {
	r := d.row
	width := r.field.MinSize().Width + 2*rowInset // the label can go above it
	if d.height == 0 {
		return fyne.NewSize(width, r.field.MinSize().Height)
	}
	return fyne.NewSize(width, d.height)
}

func (d *rowRenderer) Refresh() {
	d.paint()
	for _, o := range []fyne.CanvasObject{d.row.label, d.row.hint, d.row.problem, d.row.fix, d.row.field} {
		o.Refresh()
	}
	if width := d.row.Size().Width; width > 0 {
		d.Layout(d.row.Size())
	}
	canvas.Refresh(d.row)
}

func (d *rowRenderer) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{d.ground, d.bar, d.row.label, d.row.field, d.row.hint, d.icon, d.row.problem, d.row.fix}
	if d.row.required != nil {
		objects = append(objects, d.row.required)
	}
	return objects
}

func (d *rowRenderer) Destroy() {}
