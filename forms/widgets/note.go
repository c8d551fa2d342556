package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Note is a quiet line at the bottom of a window, over what is there, that says
// what was done. It takes neither the focus nor a place.
type Note struct {
	Content fyne.CanvasObject

	bar    *fyne.Container
	ground *canvas.Rectangle
	text   *Text
	action *Button
	shown  int // counts what was said
}

// NewNote returns a note that says nothing. Its Content goes over all that is
// in a window.
func NewNote() *Note {
	n := &Note{ground: canvas.NewRectangle(color.Transparent), text: NewText(""), action: NewButton("", nil, nil)}
	n.text.Unbroken, n.text.Color = true, theme.ColorNameBackground
	line := container.NewHBox(container.NewCenter(n.text), n.action)
	n.bar = container.NewStack(n.ground, container.New(layout.NewCustomPaddedLayout(4, 4, 12, 12), line))
	n.bar.Hide()
	n.Content = container.New(layout.NewCustomPaddedLayout(0, 14, 0, 0), container.NewBorder(nil, container.NewCenter(n.bar), nil, nil))
	return n
}

// Say shows text, with a button for what follows where there is one. It
// returns what takes the note away, unless another one has come since.
func (n *Note) Say(text, action string, do func()) (away func()) {
	n.shown++
	number := n.shown
	n.ground.FillColor, n.ground.CornerRadius = theme.Color(theme.ColorNameForeground), 6
	n.text.SetText(text)
	n.action.Text, n.action.OnTapped, n.action.Hidden = action, do, do == nil
	n.action.Importance = widget.HighImportance
	n.action.Refresh()
	n.bar.Show()
	n.Content.Refresh()
	return func() {
		if n.shown == number {
			n.bar.Hide()
		}
	}
}
