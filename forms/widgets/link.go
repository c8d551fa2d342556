package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Link is a word that does something small when it is pressed. Tab passes it
// by: it comes beside a field while somebody types, who wants to be in the next
// field then, and can type what the link would.
type Link struct {
	widget.BaseWidget
	Voice
	OnTapped func()

	text *Text
}

// NewLink returns a link without text.
func NewLink(tapped func()) *Link {
	l := &Link{OnTapped: tapped, text: NewText("")}
	l.text.Color, l.text.Unbroken = theme.ColorNameHyperlink, true
	l.ExtendBaseWidget(l)
	return l
}

// SetText shows another text.
func (l *Link) SetText(text string) { l.text.SetText(text) }

// Text is what is shown.
func (l *Link) Text() string { return l.text.Text }

// Tapped implements fyne.Tappable.
func (l *Link) Tapped(*fyne.PointEvent) { l.OnTapped() }

// Cursor implements desktop.Cursorable.
func (l *Link) Cursor() desktop.Cursor { return desktop.PointerCursor }

// Say implements [Spoken].
func (l *Link) Say() Saying { return Saying{Name: l.named(l.text.Text), Kind: "voice.button"} }

// AccessibilityLabel implements fyne.Accessible.
func (l *Link) AccessibilityLabel() string { return l.Say().String() }

// AccessibilityRole implements fyne.Accessible.
func (l *Link) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (l *Link) CreateRenderer() fyne.WidgetRenderer { return &linkRenderer{l} }

type linkRenderer struct{ link *Link }

func (r *linkRenderer) MinSize() fyne.Size { return r.link.text.MinSize() }

func (r *linkRenderer) Layout(size fyne.Size) {
	text := r.link.text.MinSize()
	r.link.text.Resize(text)
	r.link.text.Move(fyne.NewPos(theme.Padding(), (size.Height-text.Height)/2))
}

func (r *linkRenderer) Refresh() { r.link.text.Refresh() }

func (r *linkRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.link.text} }

func (r *linkRenderer) Destroy() {}
