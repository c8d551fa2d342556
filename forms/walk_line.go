package forms

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/forms/widgets"
)

// A walkLine is a row in the list beside a [Walk]: a tick, and its label.
// Whoever presses it goes there.
type walkLine struct {
	widget.BaseWidget
	widgets.Pressable
	text    *widgets.Text
	ticked  bool
	current bool
}

func newWalkLine(text string, tapped func()) *walkLine {
	l := &walkLine{text: widgets.NewText(text)}
	l.Presses(l, tapped)
	l.ExtendBaseWidget(l)
	return l
}

func (l *walkLine) show(ticked, current bool) {
	if l.ticked != ticked || l.current != current {
		l.ticked, l.current = ticked, current
		l.Refresh()
	}
}

// Say implements [widgets.Spoken].
func (l *walkLine) Say() widgets.Saying {
	said := widgets.Saying{Name: l.text.Text, Kind: "voice.step"}
	switch {
	case l.current:
		said.State = assets.Text("voice.stage.now")
	case l.ticked:
		said.State = assets.Text("voice.stage.done")
	}
	return said
}

// AccessibilityLabel implements fyne.Accessible.
func (l *walkLine) AccessibilityLabel() string { return l.Say().String() }

// AccessibilityRole implements fyne.Accessible.
func (l *walkLine) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (l *walkLine) CreateRenderer() fyne.WidgetRenderer {
	l.ExtendBaseWidget(l)
	r := &walkLineRenderer{line: l, ground: canvas.NewRectangle(color.Transparent), tick: &canvas.Image{FillMode: canvas.ImageFillContain}}
	r.paint()
	return r
}

type walkLineRenderer struct {
	line   *walkLine
	ground *canvas.Rectangle
	tick   *canvas.Image
}

func (r *walkLineRenderer) paint() {
	l := r.line
	r.ground.FillColor, r.ground.StrokeWidth, r.ground.CornerRadius = color.Transparent, 0, theme.Size(theme.SizeNameSelectionRadius)
	if l.current {
		r.ground.FillColor = theme.Color(theme.ColorNameSelection)
	}
	if l.Focused() {
		r.ground.StrokeColor, r.ground.StrokeWidth = theme.Color(theme.ColorNamePrimary), 2
	}
	r.tick.Resource, r.tick.Hidden = theme.NewSuccessThemedResource(theme.ConfirmIcon()), !l.ticked
	l.text.Bold = l.current
	l.text.Refresh()
	r.tick.Refresh()
}

// Layout leaves the room of the tick where there is none, so that nothing
// moves when it comes.
func (r *walkLineRenderer) Layout(size fyne.Size) {
	pad, icon := theme.Size(theme.SizeNameInnerPadding), theme.Size(theme.SizeNameInlineIcon)
	r.ground.Resize(size)
	r.tick.Move(fyne.NewPos(pad, pad))
	r.tick.Resize(fyne.NewSquareSize(icon))
	r.line.text.Move(fyne.NewPos(2*pad+icon, pad))
	r.line.text.Resize(fyne.NewSize(size.Width-3*pad-icon, size.Height-2*pad))
}

func (r *walkLineRenderer) MinSize() fyne.Size {
	pad, icon := theme.Size(theme.SizeNameInnerPadding), theme.Size(theme.SizeNameInlineIcon)
	text := r.line.text.MinSize()
	return fyne.NewSize(3*pad+icon+text.Width, 2*pad+max(icon, text.Height))
}

func (r *walkLineRenderer) Refresh() {
	r.paint()
	canvas.Refresh(r.line)
}

func (r *walkLineRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.tick, r.line.text}
}

func (r *walkLineRenderer) Destroy() {}
