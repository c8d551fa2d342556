package app

import (
	"context"
	"errors"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/assets/papers"
	"todoku/forms"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/products"
)

// A sheet is the window that says what to type where in a product: one row
// after the other, or all of them in a list.
type sheet struct {
	app     *App
	window  fyne.Window
	ctx     context.Context // ends with the window
	profile mailcore.Profile
	product mailcore.Product
	paper   papers.Sheet   // of the chosen product, without the password
	reveal  *widgets.Check // the file is shown with the password
	view    *forms.SheetView
	body    *container.Scroll
	walk    *forms.Walk
	manner  *widgets.Choice
	list    []fyne.CanvasObject // what is there in the list alone
	choice  fyne.CanvasObject   // of the product: in the list, and at the beginning of the walk
	onTop   bool                // the window stays before others
	moving  bool                // into a window that does not
}

// The two ways of looking at a sheet.
const (
	walkTurn = "walk"
	listTurn = "list"
)

// onSheet shows the sheet for the settings on the screen. One that is open
// already gives way to it.
func (a *App) onSheet() { a.showSheet() }

func (a *App) showSheet() *sheet {
	s := &sheet{app: a, profile: a.page.current, product: sheetProduct(a.page.product, a.page.current)}
	s.open(fyne.NewSize(760, 760))
	return s
}

func (s *sheet) open(size fyne.Size) {
	a := s.app
	ctx, closed := context.WithCancel(a.ctx)
	s.window = a.beside.sheet.open(a.app, assets.Text("sheet.title"), func() {
		closed()
		if !s.moving {
			a.clip.clear()
		}
	})
	s.ctx = context.WithValue(ctx, askIn{}, s.window)
	s.window.SetContent(a.notes.over(s.window, s.build()))
	s.addKeys()
	s.window.Resize(size)
	if w, ok := s.window.(desktop.Window); ok && s.onTop {
		w.RequestAlwaysOnTop()
	}
	s.window.Show()
	s.walk.Focus()
}

// build makes the sheet with what can be done with it.
func (s *sheet) build() fyne.CanvasObject {
	s.view = forms.NewSheetView(s.copy)
	s.walk = forms.NewWalk(forms.WalkDoes{Copy: s.app.copyText, CopyBare: s.copyBare, Bare: s.bare, Moved: s.turned, Close: func() { s.window.Close() }})
	s.body = container.NewVScroll(container.NewPadded(s.view.Content))
	s.reveal = widgets.NewCheck(assets.Text("sheet.reveal"), func(bool) { s.show() })
	s.reveal.Wraps = true
	heading := widgets.Heading(assets.Text("sheet.of", "name", forms.Title(s.profile)))
	s.list = []fyne.CanvasObject{heading, s.reveal, s.buttons(), s.body}
	s.manner = widgets.NewChoice([]widgets.Option{
		{Value: walkTurn, Label: assets.Text("walk.turn.walk")}, {Value: listTurn, Label: assets.Text("walk.turn.list")},
	}, 2, func(string) { s.turned() })
	s.manner.Name = assets.Text("walk.turn")
	s.manner.SetSelected(walkTurn)
	s.choice = container.NewStack() // until there is one, and it tells of its first
	s.choice = productChoice(s.product, s.choose)
	turns := container.NewBorder(nil, nil, nil, s.topCheck(), s.manner)
	practice := widgets.NewText(assets.Text("sheet.practice"))
	practice.Color = theme.ColorNameWarning
	visible(practice, s.profile.Practice)
	head := widgets.NewColumn(practice, heading, turns, s.choice, s.reveal, s.list[2], widget.NewSeparator())
	s.turned()
	return container.NewBorder(container.NewPadded(head), nil, nil, nil, container.NewStack(s.body, s.walk.Content))
}

// buttons are what can be done with the whole sheet.
func (s *sheet) buttons() fyne.CanvasObject {
	return widgets.NewFlow(
		widgets.NewPrimary(assets.Text("sheet.print"), theme.DocumentPrintIcon(), s.print),
		widgets.NewButton(assets.Text("sheet.copy-all"), theme.ContentCopyIcon(), func() { s.app.copyText(string(s.paper.As(papers.Text))) }),
		widgets.NewButton(assets.Text("sheet.save.html"), theme.DocumentSaveIcon(), func() { s.save(papers.HTML) }),
		widgets.NewButton("CSV", theme.DocumentSaveIcon(), func() { s.save(papers.CSV) }),
		widgets.NewButton("Markdown", theme.DocumentSaveIcon(), func() { s.save(papers.Markdown) }),
	)
}

// turned shows the sheet in the way that is chosen.
func (s *sheet) turned() {
	list := s.manner.Selected() == listTurn
	for _, o := range s.list {
		visible(o, list)
	}
	visible(s.reveal, list && s.paper.Revealed(s.profile).Holds())
	visible(s.walk.Content, !list)
	visible(s.choice, list || s.walk.Begins())
}

// topCheck lets the window stay before others, where the system can do that.
func (s *sheet) topCheck() fyne.CanvasObject {
	check := widgets.NewCheck(assets.Text("walk.on-top"), nil)
	check.Checked = s.onTop
	check.OnChanged = s.stayOnTop
	_, able := s.window.(desktop.Window)
	visible(check, able)
	return check
}

// stayOnTop has the window stay before others. Fyne cannot take that back: the
// walk goes on in another window.
func (s *sheet) stayOnTop(on bool) {
	if s.onTop = on; on {
		s.window.(desktop.Window).RequestAlwaysOnTop()
		return
	}
	before, turn := s.walk, s.manner.Selected()
	s.moving = true
	s.window.Close() // which [single.open] would do too
	s.moving = false
	s.open(s.window.Canvas().Size())
	s.walk.Resume(before)
	s.manner.SetSelected(turn)
	s.turned()
}

// addKeys lets the walk be gone through without the mouse, whatever has the
// focus.
func (s *sheet) addKeys() {
	for key, do := range map[fyne.KeyName]func(){fyne.KeyLeft: func() { s.walk.Move(-1) }, fyne.KeyRight: func() { s.walk.Move(1) }} {
		s.window.Canvas().AddShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierAlt}, func(fyne.Shortcut) { s.ifWalking(do) })
	}
	s.window.Canvas().AddShortcut(&fyne.ShortcutCopy{}, func(fyne.Shortcut) { s.ifWalking(s.walk.Copy) })
	escape := s.window.Canvas().OnTypedKey()
	s.window.Canvas().SetOnTypedKey(func(key *fyne.KeyEvent) {
		if key.Name == fyne.KeyReturn || key.Name == fyne.KeyEnter {
			s.ifWalking(s.walk.Go)
			return
		}
		escape(key)
	})
}

func (s *sheet) ifWalking(do func()) {
	if s.manner.Selected() == walkTurn {
		do()
	}
}

func (s *sheet) choose(id mailcore.Product) {
	s.product = id
	s.paper, _ = papers.NewSheet(s.profile, id, time.Now())
	s.reveal.SetChecked(false) // each asks anew
	s.show()
	s.walk.Show(s.paper)
	s.turned()
	s.body.ScrollToTop()
}

// show draws the sheet, with the password where that is asked for: on the
// screen alone, never in what is printed or saved.
func (s *sheet) show() {
	if s.reveal.Checked {
		s.view.Show(s.paper.Revealed(s.profile))
		return
	}
	s.view.Show(s.paper)
}

// copy puts on the clipboard what the list copies.
func (s *sheet) copy(text string) {
	if shown := s.paper.Revealed(s.profile); shown.Holds() && text == shown.File.Text {
		s.copyBare(text)
		return
	}
	s.app.copyText(text)
}

// copyBare puts what a password is in on the clipboard, for a while.
func (s *sheet) copyBare(text string) {
	s.app.clip.copy(text, func() { s.walk.Say(assets.Text("walk.cleared")) })
}

// bare finds the password of a row, or the piece of the file with it: on the
// screen, or where a test finds it.
func (s *sheet) bare(key string, then func(string)) {
	if text := s.bareOf(key); text != "" || s.profile.OAuth != "" || s.profile.ID == "" {
		then(text)
		return
	}
	screen, _ := products.For(s.product)
	login, scope := s.app.loginOf(s.profile), mailcore.LoginScope
	if _, side := screen.Password(s.profile, key); side == mailcore.IncomingSide {
		scope = mailcore.ReceiveScope
	}
	ctx := s.ctx
	s.app.background(func() {
		ready, err := login.Ready(ctx, scope)
		s.app.do(func() {
			switch {
			case ctx.Err() != nil, errors.Is(err, context.Canceled):
			case err != nil:
				s.app.tellIn(s.window, assets.Text("walk.closed"), secretsText(err))
			default:
				s.profile.TakeSecrets(ready)
				then(s.bareOf(key))
			}
		})
	})
}

// bareOf is the password of a row on the screen, or with "" the piece of the
// file with it; "" where there is none.
func (s *sheet) bareOf(key string) string {
	if key != "" {
		screen, _ := products.For(s.product)
		secret, _ := screen.Password(s.profile, key)
		return string(secret)
	}
	if shown := s.paper.Revealed(s.profile); shown.Holds() {
		return shown.File.Text
	}
	return ""
}

func (s *sheet) print() {
	s.app.openInBrowser(s.window, s.paper.FileName(papers.HTML), s.paper.As(papers.HTML))
}

func (s *sheet) save(f papers.Format) {
	s.app.saveAs(s.window, s.paper.FileName(f), s.paper.As(f), nil)
}

// sheetProduct is the product whose sheet is wanted most likely: the one on
// the screen, the first that p is for, or the first that can do what p says.
func sheetProduct(shown mailcore.Product, p mailcore.Profile) mailcore.Product {
	switch {
	case shown != "":
		return shown
	case len(p.Products) > 0:
		return p.Products[0]
	}
	offered := append(products.Offered(), products.IDs[0])
	for _, id := range offered {
		if s, ok := papers.NewSheet(p, id, time.Now()); ok && mailcore.Standing(s.Standing) != mailcore.NoPlace {
			return id
		}
	}
	return offered[0]
}

// productChoice offers the products and reports the one that is chosen, the
// first time at once.
func productChoice(first mailcore.Product, chosen func(mailcore.Product)) fyne.CanvasObject {
	var labels []string
	offered := products.Offered()
	if !slices.Contains(offered, first) {
		offered = append(offered, first) // which the settings name, whatever is offered for others
	}
	for _, id := range offered {
		labels = append(labels, assets.Text("product."+string(id)))
	}
	choice := widgets.NewSelect(labels, nil)
	choice.OnChanged = func(string) { chosen(offered[choice.SelectedIndex()]) }
	choice.SetSelectedIndex(max(0, slices.Index(offered, first)))
	row := widgets.NewRow(assets.Text("sheet.product"), false, choice)
	row.Widest = 360
	return widgets.NewRows(row)
}
