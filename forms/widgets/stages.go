package widgets

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
)

// Stages shows where on a way somebody is: numbered steps in a bar, of which
// each can be pressed. What is behind has a tick, where one is now is filled.
type Stages struct {
	widget.BaseWidget
	stages []*stage
}

// NewStages returns the steps of a way; pressed gets the number of one, from 0.
func NewStages(labels []string, pressed func(int)) *Stages {
	s := &Stages{}
	for i, label := range labels {
		s.stages = append(s.stages, newStage(i, label, func() { pressed(i) }))
	}
	s.ExtendBaseWidget(s)
	return s
}

// Set says which step is the present one, which are done, and which is on the
// screen where only one is; -1 where all are.
func (s *Stages) Set(now int, done []bool, open int) {
	for i, st := range s.stages {
		if st.now != (i == now) || st.done != done[i] || st.open != (i == open) {
			st.now, st.done, st.open = i == now, done[i], i == open
			st.Refresh()
		}
	}
}

// CreateRenderer implements fyne.Widget.
func (s *Stages) CreateRenderer() fyne.WidgetRenderer { return &stagesRenderer{s} }

type stagesRenderer struct{ bar *Stages }

// Layout gives each step what its label needs; where that is not there, all
// get the same share.
func (r *stagesRenderer) Layout(size fyne.Size) {
	needs, gap := float32(0), theme.Padding()
	for _, s := range r.bar.stages {
		needs += s.needs() + gap
	}
	x := float32(0)
	for _, s := range r.bar.stages {
		width := s.needs()
		if needs-gap > size.Width {
			width = size.Width/float32(len(r.bar.stages)) - gap
		}
		s.Resize(fyne.NewSize(width, size.Height))
		s.Move(fyne.NewPos(x, 0))
		x += width + gap
	}
}

func (r *stagesRenderer) MinSize() fyne.Size {
	var size fyne.Size
	for _, s := range r.bar.stages {
		size = fyne.NewSize(size.Width+s.MinSize().Width+theme.Padding(), max(size.Height, s.MinSize().Height))
	}
	return size
}

func (r *stagesRenderer) Refresh() {
	for _, s := range r.bar.stages {
		s.Refresh()
	}
}

func (r *stagesRenderer) Objects() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(r.bar.stages))
	for i, s := range r.bar.stages {
		objects[i] = s
	}
	return objects
}

func (r *stagesRenderer) Destroy() {}

// A stage is one step in the bar.
type stage struct {
	widget.BaseWidget
	Voice
	Pressable
	number          int // from 0
	label           string
	now, done, open bool
}

func newStage(number int, label string, pressed func()) *stage {
	s := &stage{number: number, label: label}
	s.Presses(s, pressed)
	s.ExtendBaseWidget(s)
	return s
}

// mark is the number of a step, or a tick once it is done.
func (s *stage) mark() string {
	if s.done {
		return "✓"
	}
	return strconv.Itoa(s.number + 1)
}

// needs is how wide the step has to be for its whole label.
func (s *stage) needs() float32 {
	text := fyne.MeasureText(s.label, theme.Size(theme.SizeNameText), fyne.TextStyle{Bold: true})
	return text.Width + stageHeight + 2*theme.Padding() + theme.Size(theme.SizeNameInnerPadding)
}

// stageHeight is that of a step, in units; its number has a circle a little
// smaller.
const stageHeight = 34

// CreateRenderer implements fyne.Widget.
func (s *stage) CreateRenderer() fyne.WidgetRenderer {
	r := &stageRenderer{
		stage: s, ground: canvas.NewRectangle(color.Transparent), ring: newRing(), circle: canvas.NewCircle(color.Transparent),
		under: canvas.NewRectangle(color.Transparent), mark: canvas.NewText("", color.Transparent), label: NewText(s.label),
	}
	r.label.Unbroken = true
	r.mark.TextStyle.Bold = true
	r.Refresh()
	return r
}

type stageRenderer struct {
	stage  *stage
	ground *canvas.Rectangle
	ring   *canvas.Rectangle
	circle *canvas.Circle
	mark   *canvas.Text
	under  *canvas.Rectangle // of the one on the screen
	label  *Text
}

func (r *stageRenderer) MinSize() fyne.Size {
	return fyne.NewSize(stageHeight+theme.Padding(), stageHeight)
}

func (r *stageRenderer) Layout(size fyne.Size) {
	gap := theme.Padding()
	r.ground.Resize(size)
	r.ring.Resize(size)
	round := float32(stageHeight - 2*gap - 2)
	middle := size.Height / 2
	r.circle.Resize(fyne.NewSquareSize(round))
	r.circle.Move(fyne.NewPos(gap, middle-round/2))
	mark := r.mark.MinSize()
	r.mark.Resize(mark)
	r.mark.Move(fyne.NewPos(gap+(round-mark.Width)/2, middle-mark.Height/2))
	left, label := 2*gap+round, r.label.MinSize()
	r.label.Hidden = label.Width > size.Width-left
	r.label.Resize(label)
	r.label.Move(fyne.NewPos(left, middle-label.Height/2))
	r.under.Resize(fyne.NewSize(size.Width-2*gap, 2))
	r.under.Move(fyne.NewPos(gap, size.Height-2))
}

func (r *stageRenderer) Refresh() {
	s := r.stage
	of := func(name fyne.ThemeColorName) color.Color { return theme.ColorForWidget(name, s) }
	ground, text, circle, mark := color.Color(color.Transparent), theme.ColorNameForeground, of(theme.ColorNameButton), of(theme.ColorNameForeground)
	switch {
	case s.now:
		ground, text = of(theme.ColorNamePrimary), theme.ColorNameForegroundOnPrimary
		circle, mark = of(theme.ColorNameForegroundOnPrimary), of(theme.ColorNamePrimary)
	case s.done:
		circle, mark = of(theme.ColorNameSuccess), of(theme.ColorNameForegroundOnSuccess)
	default:
		text = theme.ColorNamePlaceHolder
	}
	r.ground.FillColor, r.ground.CornerRadius = ground, theme.Size(theme.SizeNameButtonRadius)
	r.circle.FillColor = circle
	r.mark.Text, r.mark.Color, r.mark.TextSize = s.mark(), mark, theme.Size(theme.SizeNameCaptionText)
	r.label.Bold, r.label.Color = s.now, text
	r.label.Refresh()
	r.under.Hidden = !s.open
	r.under.FillColor = of(theme.ColorNamePrimary)
	paintRing(r.ring, s)
	r.ring.Hidden = !s.Focused()
	r.Layout(s.Size())
	canvas.Refresh(s)
}

func (r *stageRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.circle, r.mark, r.label, r.under, r.ring}
}

func (r *stageRenderer) Destroy() {}

// Say implements [Spoken].
func (s *stage) Say() Saying {
	said := Saying{Name: s.named(s.label), Kind: "voice.button", Value: assets.Text("voice.stage", "n", s.number+1)}
	switch {
	case s.now:
		said.State = assets.Text("voice.stage.now")
	case s.done:
		said.State = assets.Text("voice.stage.done")
	}
	return said
}

// AccessibilityLabel implements fyne.Accessible.
func (s *stage) AccessibilityLabel() string { return s.Say().String() }

// AccessibilityRole implements fyne.Accessible.
func (s *stage) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// Held implements [Holder].
func (s *Stages) Held() []fyne.CanvasObject { return (&stagesRenderer{s}).Objects() }
