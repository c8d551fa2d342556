package app

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/assets/papers"
	"todoku/forms"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/products"
)

// A sheet is the window that says what to type where in a product.
type sheet struct {
	app     *App
	window  fyne.Window
	profile mailcore.Profile
	paper   papers.Sheet   // of the chosen product, without the password
	reveal  *widgets.Check // the file is shown with the password
	view    *forms.SheetView
	body    *container.Scroll
}

// onSheet shows the sheet for the settings on the screen. One that is open
// already gives way to it.
func (a *App) onSheet() {
	s := &sheet{app: a, profile: a.page.current, view: forms.NewSheetView(a.copyText)}
	s.window = a.beside.sheet.open(a.app, assets.Text("sheet.title"), nil)
	s.window.SetContent(s.build())
	s.window.Resize(fyne.NewSize(760, 760))
	s.window.Show()
}

// build makes the sheet with what can be done with it.
func (s *sheet) build() fyne.CanvasObject {
	s.body = container.NewVScroll(container.NewPadded(s.view.Content))
	s.reveal = widgets.NewCheck(assets.Text("sheet.reveal"), func(bool) { s.show() })
	s.reveal.Hide()
	product := productChoice(sheetProduct(s.app.page.product, s.profile), s.choose)
	buttons := widgets.NewFlow(
		widgets.NewPrimary(assets.Text("sheet.print"), theme.DocumentPrintIcon(), s.print),
		widgets.NewButton(assets.Text("sheet.copy-all"), theme.ContentCopyIcon(), func() { s.app.copyText(string(s.paper.As(papers.Text))) }),
		widgets.NewButton(assets.Text("sheet.save.html"), theme.DocumentSaveIcon(), func() { s.save(papers.HTML) }),
		widgets.NewButton("CSV", theme.DocumentSaveIcon(), func() { s.save(papers.CSV) }),
		widgets.NewButton("Markdown", theme.DocumentSaveIcon(), func() { s.save(papers.Markdown) }),
	)
	head := widgets.NewColumn(widgets.Heading(assets.Text("sheet.of", "name", forms.Title(s.profile))), product, s.reveal, buttons, widget.NewSeparator())
	return container.NewBorder(container.NewPadded(head), nil, nil, nil, s.body)
}

func (s *sheet) choose(id mailcore.Product) {
	s.paper, _ = papers.NewSheet(s.profile, id, time.Now())
	s.reveal.SetChecked(false) // each asks anew
	if s.paper.Revealed(s.profile).Holds() {
		s.reveal.Show()
	} else {
		s.reveal.Hide()
	}
	s.show()
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

func (s *sheet) print() {
	s.app.openInBrowser(s.window, s.paper.FileName(papers.HTML), s.paper.As(papers.HTML))
}

func (s *sheet) save(f papers.Format) {
	s.app.saveAs(s.window, s.paper.FileName(f), s.paper.As(f), nil)
}

// sheetProduct is the product whose sheet is wanted most likely: the one on
// the screen, or the first that p is for.
func sheetProduct(shown mailcore.Product, p mailcore.Profile) mailcore.Product {
	switch {
	case shown != "":
		return shown
	case len(p.Products) > 0:
		return p.Products[0]
	}
	return append(products.Offered(), products.IDs[0])[0]
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
