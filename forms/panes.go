package forms

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/forms/widgets"
)

// Panes lays out the window: the servers, their settings and the test side by
// side, or, where there is no room for three, settings and test in turns.
type Panes struct {
	Content fyne.CanvasObject

	servers, settings, test fyne.CanvasObject
	turn                    *widgets.Choice
}

// Widths in units.
const (
	serversWidth = 264
	testShare    = 0.42 // of what the servers leave over
	wideFrom     = 960  // three panes fit
)

const (
	settingsTurn = "settings"
	testTurn     = "test"
)

// NewPanes returns the panes of a window.
func NewPanes(servers, settings, test fyne.CanvasObject) *Panes {
	p := &Panes{servers: servers, settings: settings, test: test}
	p.turn = widgets.NewChoice([]widgets.Option{
		{Value: settingsTurn, Label: assets.Text("panes.settings")}, {Value: testTurn, Label: assets.Text("panes.test")},
	}, 2, func(string) { p.Content.Refresh() })
	p.turn.SetSelected(settingsTurn)
	p.Content = container.New(p, servers, widget.NewSeparator(), container.NewPadded(p.turn), settings, widget.NewSeparator(), test)
	return p
}

// ShowTest brings the test to the front where only one of the two fits.
func (p *Panes) ShowTest() { p.turnTo(testTurn) }

// ShowSettings brings the settings to the front.
func (p *Panes) ShowSettings() { p.turnTo(settingsTurn) }

func (p *Panes) turnTo(turn string) {
	p.turn.SetSelected(turn)
	p.Content.Refresh()
}

// Layout implements fyne.Layout.
func (p *Panes) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	servers, first, turn, settings, second, test := objects[0], objects[1], objects[2], objects[3], objects[4], objects[5]
	left := float32(serversWidth)
	place(servers, 0, 0, left, size.Height)
	place(first, left, 0, 1, size.Height)
	left++
	rest := size.Width - left
	if size.Width >= wideFrom {
		half := rest * (1 - testShare)
		hide(turn)
		settings.Show()
		second.Show()
		test.Show()
		place(settings, left, 0, half, size.Height)
		place(second, left+half, 0, 1, size.Height)
		place(test, left+half+1, 0, rest-half-1, size.Height)
		return
	}
	turn.Show()
	hide(second)
	top := turn.MinSize().Height
	place(turn, left, 0, rest, top)
	show(settings, p.turn.Selected() == settingsTurn)
	show(test, p.turn.Selected() == testTurn)
	place(settings, left, top, rest, size.Height-top)
	place(test, left, top, rest, size.Height-top)
}

// MinSize implements fyne.Layout. The window may always be as small as two
// panes need.
func (p *Panes) MinSize([]fyne.CanvasObject) fyne.Size {
	inner := p.settings.MinSize().Max(p.test.MinSize())
	turn := p.turn.MinSize().Height
	return fyne.NewSize(serversWidth+1+inner.Width, max(p.servers.MinSize().Height, inner.Height+turn))
}

func place(o fyne.CanvasObject, x, y, width, height float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(width, height))
}

func hide(o fyne.CanvasObject) { show(o, false) }
