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
)

// onSheet shows what to type where in a product, for the settings on the
// screen, in a window of its own. One that is open already gives way to it.
func (a *App) onSheet() {
	if a.paper != nil {
		a.paper.Close()
	}
	w := a.app.NewWindow(assets.Text("sheet.title"))
	a.paper = w
	w.SetOnClosed(func() {
		if a.paper == w {
			a.paper = nil
		}
	})
	w.SetContent(a.sheetPane(w, a.current))
	closeOnEscape(w)
	w.Resize(fyne.NewSize(760, 760))
	w.Show()
}

// sheetPane is the sheet of p with what can be done with it.
func (a *App) sheetPane(w fyne.Window, p mailcore.Profile) fyne.CanvasObject {
	var sheet papers.Sheet
	view := forms.NewSheetView(a.copyText)
	body := container.NewVScroll(container.NewPadded(view.Content))
	choose := func(id mailcore.Product) {
		sheet, _ = papers.NewSheet(p, id, time.Now())
		view.Show(sheet)
		body.ScrollToTop()
	}
	product := a.productChoice(sheetProduct(a.product, p), choose)
	save := func(f papers.Format) func() {
		return func() { a.saveAs(w, sheet.FileName(f), sheet.As(f), nil) }
	}
	buttons := widgets.NewFlow(
		widgets.NewPrimary(assets.Text("sheet.print"), theme.DocumentPrintIcon(), func() { a.openInBrowser(w, sheet.FileName(papers.HTML), sheet.As(papers.HTML)) }),
		widgets.NewButton(assets.Text("sheet.copy-all"), theme.ContentCopyIcon(), func() { a.copyText(string(sheet.As(papers.Text))) }),
		widgets.NewButton(assets.Text("sheet.save.html"), theme.DocumentSaveIcon(), save(papers.HTML)),
		widgets.NewButton("CSV", theme.DocumentSaveIcon(), save(papers.CSV)),
		widgets.NewButton("Markdown", theme.DocumentSaveIcon(), save(papers.Markdown)),
	)
	head := widgets.NewColumn(widgets.Heading(assets.Text("sheet.of", "name", forms.Title(p))), product, buttons, widget.NewSeparator())
	return container.NewBorder(container.NewPadded(head), nil, nil, nil, body)
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
	return mailcore.Products[0]
}

// productChoice offers the products and reports the one that is chosen, the
// first time at once.
func (a *App) productChoice(first mailcore.Product, chosen func(mailcore.Product)) fyne.CanvasObject {
	var labels []string
	for _, id := range mailcore.Products {
		labels = append(labels, assets.Text("product."+string(id)))
	}
	choice := widgets.NewSelect(labels, nil)
	choice.OnChanged = func(string) { chosen(mailcore.Products[choice.SelectedIndex()]) }
	choice.SetSelectedIndex(max(0, slices.Index(mailcore.Products, first)))
	row := widgets.NewRow(assets.Text("sheet.product"), false, choice)
	row.Widest = 360
	return widgets.NewRows(row)
}
