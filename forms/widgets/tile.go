package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Tiles are large choices side by side, one press each. The arrow keys lead
// from one to another.
type Tiles struct {
	*fyne.Container
	tiles []*tile
}

// TileSize is that of one choice, in units.
var TileSize = fyne.NewSize(210, 52)

// NewTiles returns a tile for each label; pressed gets the number of one.
func NewTiles(labels []string, pressed func(int)) *Tiles {
	t := &Tiles{}
	var objects []fyne.CanvasObject
	for i, label := range labels {
		one := &tile{label: label, move: func(key fyne.KeyName) { t.move(i, key) }}
		one.Presses(one, func() { pressed(i) })
		one.ExtendBaseWidget(one)
		t.tiles, objects = append(t.tiles, one), append(objects, one)
	}
	t.Container = NewFlow(objects...)
	return t
}

// First is the one that gets the focus first.
func (t *Tiles) First() fyne.Focusable { return t.tiles[0] }

func (t *Tiles) focus(i int) {
	if i < 0 || i >= len(t.tiles) {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(t.tiles[i]); c != nil {
		c.Focus(t.tiles[i])
	}
}

// move goes from the tile at i where a key leads.
func (t *Tiles) move(i int, key fyne.KeyName) {
	columns := 0 // of a line
	for columns < len(t.tiles) && t.tiles[columns].Position().Y == t.tiles[0].Position().Y {
		columns++
	}
	switch key {
	case fyne.KeyLeft:
		t.focus(i - 1)
	case fyne.KeyRight:
		t.focus(i + 1)
	case fyne.KeyUp:
		t.focus(i - columns)
	case fyne.KeyDown:
		t.focus(i + columns)
	case fyne.KeyHome:
		t.focus(0)
	case fyne.KeyEnd:
		t.focus(len(t.tiles) - 1)
	}
}

// A tile is one of them.
type tile struct {
	widget.BaseWidget
	Voice
	Pressable
	label string
	move  func(fyne.KeyName)
	hover bool
}

// MouseIn implements desktop.Hoverable.
func (t *tile) MouseIn(*desktop.MouseEvent) { t.hover = true; t.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (t *tile) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (t *tile) MouseOut() { t.hover = false; t.Refresh() }

// TypedKey implements fyne.Focusable.
func (t *tile) TypedKey(key *fyne.KeyEvent) {
	if !t.key(key) {
		t.move(key.Name)
	}
}

// CreateRenderer implements fyne.Widget.
func (t *tile) CreateRenderer() fyne.WidgetRenderer {
	r := &tileRenderer{tile: t, ground: canvas.NewRectangle(color.Transparent), ring: newRing(), label: NewText(t.label)}
	r.Refresh()
	return r
}

type tileRenderer struct {
	tile         *tile
	ground, ring *canvas.Rectangle
	label        *Text
}

func (r *tileRenderer) MinSize() fyne.Size { return TileSize }

func (r *tileRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	r.ring.Resize(size.AddWidthHeight(4, 4))
	r.ring.Move(fyne.NewPos(-2, -2))
	height := heightFor(r.label, size.Width-2*pillSide)
	r.label.Move(fyne.NewPos(pillSide, (size.Height-height)/2))
}

func (r *tileRenderer) Refresh() {
	of := func(name fyne.ThemeColorName) color.Color { return theme.ColorForWidget(name, r.tile) }
	r.ground.FillColor, r.ground.StrokeColor = of(theme.ColorNameInputBackground), of(theme.ColorNameInputBorder)
	if r.tile.hover {
		r.ground.FillColor = of(theme.ColorNameButton)
	}
	r.ground.StrokeWidth, r.ground.CornerRadius = 1, theme.Size(theme.SizeNameInputRadius)
	paintRing(r.ring, r.tile)
	r.ring.Hidden = !r.tile.Focused()
	r.label.Refresh()
	r.Layout(r.tile.Size())
	canvas.Refresh(r.tile)
}

func (r *tileRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.label, r.ring}
}

func (r *tileRenderer) Destroy() {}

// Say implements [Spoken].
func (t *tile) Say() Saying {
	return Saying{Name: t.named(t.label), Kind: "voice.button"}
}

// AccessibilityLabel implements fyne.Accessible.
func (t *tile) AccessibilityLabel() string { return t.Say().String() }

// AccessibilityRole implements fyne.Accessible.
func (t *tile) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }
