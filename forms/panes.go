package forms

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Panes lays out the window: the servers, and beside them, below a bar, their
// settings and the test side by side or, where there is no room for three, in
// turns.
type Panes struct {
	Content fyne.CanvasObject
	OnTurn  func() // called when another pane comes to the front; may be nil

	servers, bar, settings, test fyne.CanvasObject
	testing                      bool // the test is in front where only one fits
	narrow                       bool // only one fits
}

// Widths in units.
const (
	serversWidth = 264
	testShare    = 0.42 // of what the servers leave over
	wideFrom     = 960  // three panes fit
)

// NewPanes returns the panes of a window.
func NewPanes(servers, bar, settings, test fyne.CanvasObject) *Panes {
	p := &Panes{servers: servers, bar: bar, settings: settings, test: test}
	p.Content = container.New(p, servers, widget.NewSeparator(), bar, settings, widget.NewSeparator(), test)
	return p
}

// ShowTest brings the test to the front where only one of the two fits.
func (p *Panes) ShowTest() { p.turn(true) }

// ShowSettings brings the settings to the front.
func (p *Panes) ShowSettings() { p.turn(false) }

// Narrow reports whether settings and test take turns, and Testing which of
// them is in front then.
func (p *Panes) Narrow() bool { return p.narrow }

// Testing reports whether the test is in front of the settings.
func (p *Panes) Testing() bool { return p.testing }

func (p *Panes) turn(testing bool) {
	p.testing = testing
	p.Content.Refresh()
	p.tell()
}

func (p *Panes) tell() {
	if p.OnTurn != nil {
		p.OnTurn()
	}
}

// Layout implements fyne.Layout.
func (p *Panes) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	servers, first, bar, settings, second, test := objects[0], objects[1], objects[2], objects[3], objects[4], objects[5]
	left := float32(serversWidth)
	place(servers, 0, 0, left, size.Height)
	place(first, left, 0, 1, size.Height)
	left++
	rest, top := size.Width-left, bar.MinSize().Height
	place(bar, left, 0, rest, top)
	if narrow := size.Width < wideFrom; narrow != p.narrow {
		p.narrow = narrow
		p.tell()
	}
	if p.narrow {
		hide(second)
		show(settings, !p.testing)
		show(test, p.testing)
		place(settings, left, top, rest, size.Height-top)
		place(test, left, top, rest, size.Height-top)
		return
	}
	half := rest * (1 - testShare)
	settings.Show()
	second.Show()
	test.Show()
	place(settings, left, top, half, size.Height-top)
	place(second, left+half, top, 1, size.Height-top)
	place(test, left+half+1, top, rest-half-1, size.Height-top)
}

// MinSize implements fyne.Layout. The window may always be as small as two
// panes need.
func (p *Panes) MinSize([]fyne.CanvasObject) fyne.Size {
	inner, bar := p.settings.MinSize().Max(p.test.MinSize()), p.bar.MinSize()
	return fyne.NewSize(serversWidth+1+max(bar.Width, inner.Width), max(p.servers.MinSize().Height, inner.Height+bar.Height))
}

func place(o fyne.CanvasObject, x, y, width, height float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(width, height))
}

func hide(o fyne.CanvasObject) { show(o, false) }
