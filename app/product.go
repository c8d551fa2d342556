package app

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/products"
)

// productParts are the pieces of the window that a product's screen changes.
type productParts struct {
	choice  *widgets.Select
	path    *widgets.Text
	foot    *fyne.Container
	alike   *widgets.Check   // do as the product does with its button
	outcome *widgets.Text    // of a test, as the product tells it
	fresh   bool             // the buttons are those for new settings
	screen  mailcore.Product // whose buttons they are
	wipe    wipe             // of the form, that can be taken back
}

// build lets the user choose as whose screen the settings are shown, and makes
// the pieces that depend on it.
func (p *productParts) build(a *App) fyne.CanvasObject {
	labels := []string{assets.Text("view.standard")}
	offered := products.Offered()
	for _, id := range offered {
		labels = append(labels, assets.Text("product."+string(id)))
	}
	choice := widgets.NewSelect(labels, nil)
	choice.SetSelectedIndex(slices.Index(offered, a.page.product) + 1)
	choice.OnChanged = func(string) {
		a.page.product = ""
		if i := choice.SelectedIndex(); i > 0 {
			a.page.product = offered[i-1]
		}
		a.setView()
	}
	*p = productParts{choice: choice, path: widgets.NewCaption(""), alike: widgets.NewCheck("", nil), outcome: widgets.NewText(""), foot: widgets.NewTrailingFlow(), wipe: wipe{offer: forms.NewUndo()}}
	p.alike.Wraps = true
	choice.Name = assets.Text("view")
	label := widgets.NewCaption(assets.Text("view"))
	label.Unbroken = true
	return container.NewCenter(container.NewHBox(container.NewCenter(label), container.NewGridWrap(fyne.NewSize(viewWidth, choice.MinSize().Height), choice)))
}

// choose shows the screen of a product, with "" our own.
func (p *productParts) choose(id mailcore.Product) {
	p.choice.SetSelectedIndex(slices.Index(products.Offered(), id) + 1)
}

// viewWidth is that of the list of products, in units.
const viewWidth = 240

// setView shows the settings as the chosen product does.
func (a *App) setView() {
	p := &a.parts.product
	if a.form.View() != a.page.product {
		a.form.SetView(a.page.product)
	}
	a.suggestScope()
	screen, isProduct := products.For(a.page.product)
	p.path.SetText(pathOf(screen))
	visible(p.path, isProduct)
	visible(p.outcome, false)
	alike := "product." + string(a.page.product) + ".alike"
	visible(p.alike, assets.Has(alike))
	if assets.Has(alike) {
		p.alike.SetText(assets.Text(alike))
		p.alike.SetChecked(true)
	}
	a.parts.show(a)
}

// show draws the buttons of the screen: those of a product differ for new
// settings.
func (p *productParts) show(a *App) {
	buttons := []fyne.CanvasObject{a.parts.revert, a.parts.save}
	if screen, isProduct := products.For(a.page.product); isProduct {
		buttons = p.buttons(a, screen)
	}
	if len(buttons) != len(p.foot.Objects) || p.fresh != (a.page.selected < 0) || p.screen != a.page.product {
		p.foot.Objects = buttons
		p.foot.Refresh()
	}
	p.fresh, p.screen = a.page.selected < 0, a.page.product
	p.wipe.show(a)
}

// pathOf says where in a product its screen is.
func pathOf(s products.Screen) string {
	places := make([]string, s.Path)
	for i := range places {
		places[i] = assets.Text("product." + string(s.ID) + ".path." + strconv.Itoa(i+1))
	}
	return strings.Join(places, " > ")
}

func (p *productParts) buttons(a *App, s products.Screen) []fyne.CanvasObject {
	var buttons []fyne.CanvasObject
	if !slices.ContainsFunc(s.Buttons, func(b products.Button) bool { return b.Action == products.Revert }) {
		buttons = append(buttons, a.parts.revert)
	}
	fresh := a.page.selected < 0
	adds := slices.ContainsFunc(s.Buttons, func(b products.Button) bool { return b.Action == products.Add })
	for _, b := range s.Buttons {
		if adds && (b.Action == products.Add && !fresh || b.Action == products.Save && fresh) {
			continue
		}
		button := widgets.NewButton(assets.Text("product."+string(s.ID)+".button."+b.Key), nil, func() { a.act(b.Action) })
		if slices.Contains(saving, b.Action) {
			button.Importance = importanceHigh
		}
		buttons = append(buttons, button)
	}
	return buttons
}

// saving are the actions that keep the settings.
var saving = []products.Action{products.Add, products.Save, products.SaveTested, products.SaveTest}

// act does what a product does when its button is pressed.
func (a *App) act(action products.Action) {
	alike := a.parts.product.alike.Checked
	switch action {
	case products.Save, products.Add:
		a.save(nil)
	case products.SaveTested:
		if !alike {
			a.save(nil)
			return
		}
		a.runThen(a.saveTested)
	case products.SaveTest:
		a.save(func() {
			switch {
			case !alike || a.page.current.TestTo == "":
			case a.page.current.Outgoing.BuiltIn:
				a.showOutcome(assets.Text("test.built-in.text"))
			default:
				a.runThen(nil)
			}
		})
	case products.Test:
		a.runThen(nil)
	case products.Revert:
		a.onRevert()
	case products.Defaults:
		a.takeDefaults()
	case products.Failures:
		a.onFailures()
	}
}

// saveTested keeps what passed a test, and nothing that was typed while it ran.
func (a *App) saveTested(r mailcore.Report) {
	switch {
	case !r.OK():
	case a.page.current.Hash() != r.Profile.Hash() || !a.page.current.SameSecrets(a.page.tested):
		a.tell(assets.Text("save.title"), assets.Text("save.changed-meanwhile"))
	default:
		a.save(nil)
	}
}

// takeDefaults puts into the fields what the product offers at first.
func (a *App) takeDefaults() {
	screen, _ := products.For(a.page.product)
	a.replace(a.store.Policy().Fix(screen.Reset(a.page.current)), "defaults.done")
}

// runThen sends a test mail, as products do, and goes on when the test has
// ended and is still the one on the screen.
func (a *App) runThen(then func(mailcore.Report)) {
	if a.busy() || a.refuses() {
		return
	}
	a.page.scope = mailcore.SendScope
	a.parts.choice.SetSelected(string(a.page.scope))
	a.page.then = then
	a.onRun()
}

// tellOutcome says how a test ended in the words of the product whose screen
// is shown.
func (a *App) tellOutcome(r mailcore.Report) {
	a.showOutcome(words.Outcome(a.page.product, r))
}

// tellNothingToTest says so where the product's own server sends, and reports
// whether it does: that is no failure.
func (a *App) tellNothingToTest() bool {
	nothing := a.page.scope.Sends() && a.page.current.Outgoing.BuiltIn
	if nothing {
		a.tell(assets.Text("test.built-in"), assets.Text("test.built-in.text"))
	}
	return nothing
}

// showOutcome shows a text where the product has its outcome, or below the
// form.
func (a *App) showOutcome(text string) {
	elsewhere := text != "" && !a.form.SetOutcome(text)
	visible(a.parts.product.outcome, elsewhere)
	a.parts.product.outcome.SetText(text)
	a.parts.settle()
}
