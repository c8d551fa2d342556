package forms

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/forms/widgets"
	"todoku/mailcore"
)

// A StartView is the way into a new server: one field that takes whatever
// somebody has, and then the product that it is for.
type StartView struct {
	Content fyne.CanvasObject

	on     StartActions
	entry  *widgets.Entry
	said   *widgets.Text // what was understood
	first  fyne.CanvasObject
	second fyne.CanvasObject
	tiles  *widgets.Tiles
	undo   fyne.CanvasObject
	back   *widgets.Button // to the servers that there are
}

// StartActions is what can be done at the start.
type StartActions struct {
	Typed    func(text string) string // says what it is; "" where there is nothing to say
	Goes     func(text string) bool   // whether one can go on with it
	Open     func()                   // a file, or a text in a larger field
	Practice func()
	Back     func()
	Chosen   func(text string, product mailcore.Product)
	Focus    func(fyne.Focusable) // puts the cursor there
}

// startWidth is that of the card, in units.
const startWidth = 640

// NewStartView returns the card. Products are offered in that order; what is
// in no list gets none. undo takes back what was done before.
func NewStartView(offered []mailcore.Product, undo fyne.CanvasObject, on StartActions) *StartView {
	v := &StartView{on: on, undo: undo, said: widgets.NewCaption("")}
	v.entry = widgets.NewLetter(func(string) { v.goOn() })
	v.entry.SetMinRowsVisible(3)
	v.entry.Name = assets.Text("start.text")
	v.entry.OnChanged = func(text string) { v.said.SetText(on.Typed(text)) }
	v.first, v.second = v.ask(), v.askProduct(offered)
	card := container.New(&cardLayout{startWidth}, container.NewStack(v.first, v.second))
	v.Content = container.NewVScroll(card)
	return v
}

// Begin shows the card empty; last is whether there are servers to go back to.
func (v *StartView) Begin(text string, servers bool) {
	v.entry.SetText(text)
	v.said.SetText(v.on.Typed(text))
	show(v.back, servers)
	v.turn(false)
}

func (v *StartView) turn(second bool) {
	show(v.first, !second)
	show(v.second, second)
	if second {
		v.on.Focus(v.tiles.First())
	} else {
		v.on.Focus(v.entry)
	}
}

// Focus puts the cursor where the way begins.
func (v *StartView) Focus() { v.turn(v.second.Visible()) }

func (v *StartView) goOn() {
	if v.on.Goes(v.entry.Text) {
		v.turn(true)
	}
}

// ask is the first half of the card.
func (v *StartView) ask() fyne.CanvasObject {
	v.back = widgets.NewButton(assets.Text("start.back"), theme.NavigateBackIcon(), v.on.Back)
	next := widgets.NewPrimary(assets.Text("start.next"), theme.NavigateNextIcon(), v.goOn)
	others := widgets.NewFlow(
		widgets.NewButton(assets.Text("start.paper"), theme.DocumentCreateIcon(), func() { v.entry.SetText(""); v.turn(true) }),
		widgets.NewButton(assets.Text("start.open"), theme.FolderOpenIcon(), v.on.Open),
		widgets.NewButton(assets.Text("start.practice"), theme.HelpIcon(), v.on.Practice),
	)
	return widgets.NewColumn(
		title("start.title"), widgets.NewText(assets.Text("start.text")), v.entry, v.said,
		container.NewBorder(nil, nil, nil, next), space(), widget.NewSeparator(), widgets.NewCaption(assets.Text("start.or")), others, v.undo, widgets.NewFlow(v.back),
	)
}

// askProduct is the second: as whose screen the server is shown first.
func (v *StartView) askProduct(offered []mailcore.Product) fyne.CanvasObject {
	ids := append(offered[:len(offered):len(offered)], "", "")
	labels := make([]string, len(ids))
	for i, id := range offered {
		labels[i] = assets.Text("product." + string(id))
	}
	labels[len(offered)], labels[len(offered)+1] = assets.Text("start.other"), assets.Text("start.undecided")
	v.tiles = widgets.NewTiles(labels, func(i int) { v.on.Chosen(v.entry.Text, ids[i]) })
	back := widgets.NewButton(assets.Text("start.again"), theme.NavigateBackIcon(), func() { v.turn(false) })
	return widgets.NewColumn(title("start.product"), widgets.NewText(assets.Text("start.product.text")), v.tiles.Container, space(), widgets.NewFlow(back))
}

func title(key string) fyne.CanvasObject {
	t := widgets.NewText(assets.Text(key))
	t.Scale, t.Bold = theme.SizeNameHeadingText, true
	return t
}

func space() fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedLayout(4, 4, 0, 0), layout.NewSpacer())
}

// cardLayout puts a card of at most a width into the middle.
type cardLayout struct{ width float32 }

func (l *cardLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := min(l.width, size.Width-24)
	for _, o := range objects {
		o.Resize(fyne.NewSize(width, o.Size().Height))
		height := o.MinSize().Height
		o.Resize(fyne.NewSize(width, height))
		o.Move(fyne.NewPos((size.Width-width)/2, max(12, (size.Height-height)/3)))
	}
}

func (l *cardLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(320, 0)
	for _, o := range objects {
		size.Height = max(size.Height, o.MinSize().Height+24)
	}
	return size
}
