package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Pill is a state in a word or two, on a ground of its colour.
type Pill struct {
	widget.BaseWidget
	text  string
	color fyne.ThemeColorName
}

// NewPill returns a pill without text, which takes no room.
func NewPill() *Pill {
	p := &Pill{color: theme.ColorNamePlaceHolder}
	p.ExtendBaseWidget(p)
	return p
}

// Set shows a state in a colour of the theme.
func (p *Pill) Set(text string, name fyne.ThemeColorName) {
	if p.text != text || p.color != name {
		p.text, p.color = text, name
		p.Refresh()
	}
}

// Text is the state that is shown.
func (p *Pill) Text() string { return p.text }

// CreateRenderer implements fyne.Widget.
func (p *Pill) CreateRenderer() fyne.WidgetRenderer {
	r := &pillRenderer{pill: p, ground: canvas.NewRectangle(color.Transparent), text: canvas.NewText("", color.Transparent)}
	r.Refresh()
	return r
}

type pillRenderer struct {
	pill   *Pill
	ground *canvas.Rectangle
	text   *canvas.Text
}

// Room round the text of a pill, in units.
const (
	pillSide  = 8
	pillAbove = 2
)

func (r *pillRenderer) MinSize() fyne.Size {
	if r.pill.text == "" {
		return fyne.Size{}
	}
	return r.text.MinSize().AddWidthHeight(2*pillSide, 2*pillAbove)
}

func (r *pillRenderer) Layout(size fyne.Size) {
	least := r.MinSize()
	top := max(0, (size.Height-least.Height)/2)
	r.ground.Resize(fyne.NewSize(size.Width, least.Height))
	r.ground.Move(fyne.NewPos(0, top))
	r.text.Resize(r.text.MinSize())
	r.text.Move(fyne.NewPos(pillSide, top+pillAbove))
}

func (r *pillRenderer) Refresh() {
	shade := color.NRGBAModel.Convert(theme.ColorForWidget(r.pill.color, r.pill)).(color.NRGBA)
	r.text.Text, r.text.Color = r.pill.text, shade
	r.text.TextSize = theme.SizeForWidget(theme.SizeNameCaptionText, r.pill)
	shade.A = 0x2A
	r.ground.FillColor, r.ground.CornerRadius = shade, r.MinSize().Height/2
	if r.pill.text == "" {
		r.ground.FillColor = color.Transparent
	}
	r.Layout(r.pill.Size())
	canvas.Refresh(r.pill)
}

func (r *pillRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.ground, r.text} }

func (r *pillRenderer) Destroy() {}

// AccessibilityLabel implements fyne.Accessible.
func (p *Pill) AccessibilityLabel() string { return p.text }

// AccessibilityRole implements fyne.Accessible.
func (p *Pill) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
