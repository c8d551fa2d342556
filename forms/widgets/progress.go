package widgets

import (
	"math"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
)

// progressHeight is how thick a [Progress] is, in units.
const progressHeight = 4

// Progress is a thin bar that shows how much is done. It moves only when it
// is told to.
type Progress struct {
	widget.BaseWidget

	value float32
	color fyne.ThemeColorName
}

// NewProgress returns an empty bar.
func NewProgress() *Progress {
	p := &Progress{color: theme.ColorNamePrimary}
	p.ExtendBaseWidget(p)
	return p
}

// Value returns how much is shown as done, 0 to 1.
func (p *Progress) Value() float32 { return p.value }

// SetValue shows how much is done, 0 to 1, in a colour of the theme.
func (p *Progress) SetValue(value float32, color fyne.ThemeColorName) {
	value = min(max(value, 0), 1)
	if p.value == value && p.color == color {
		return
	}
	p.value, p.color = value, color
	p.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (p *Progress) CreateRenderer() fyne.WidgetRenderer {
	p.ExtendBaseWidget(p)
	r := &progressRenderer{progress: p, track: &canvas.Rectangle{}, bar: &canvas.Rectangle{}}
	r.paint()
	return r
}

type progressRenderer struct {
	progress   *Progress
	track, bar *canvas.Rectangle
}

func (r *progressRenderer) paint() {
	r.track.FillColor = theme.ColorForWidget(theme.ColorNameSeparator, r.progress)
	r.bar.FillColor = theme.ColorForWidget(r.progress.color, r.progress)
	r.track.CornerRadius, r.bar.CornerRadius = progressHeight/2, progressHeight/2
}

func (r *progressRenderer) Layout(size fyne.Size) {
	top := fyne.NewPos(0, (size.Height-progressHeight)/2)
	r.track.Move(top)
	r.track.Resize(fyne.NewSize(size.Width, progressHeight))
	r.bar.Move(top)
	r.bar.Resize(fyne.NewSize(size.Width*r.progress.value, progressHeight))
}

func (r *progressRenderer) MinSize() fyne.Size { return fyne.NewSize(40, progressHeight) }

func (r *progressRenderer) Refresh() {
	r.paint()
	r.Layout(r.progress.Size())
	canvas.Refresh(r.progress)
}

func (r *progressRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.track, r.bar}
}

func (r *progressRenderer) Destroy() {}

// Say implements [Spoken].
func (p *Progress) Say() Saying {
	return Saying{Name: assets.Text("voice.progress"), Value: strconv.Itoa(int(math.Round(float64(p.value)*100))) + " %"}
}

// AccessibilityLabel implements fyne.Accessible.
func (p *Progress) AccessibilityLabel() string { return p.Say().String() }

// AccessibilityRole implements fyne.Accessible.
func (p *Progress) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
