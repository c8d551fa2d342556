package forms

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"todoku/assets"
	"todoku/assets/papers"
	"todoku/forms/look"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/products"
)

// A SheetView shows what to type where in a product's screen, with a button
// beside each value that copies it.
type SheetView struct {
	Content fyne.CanvasObject

	copyText func(string)
	body     *fyne.Container
}

// NewSheetView returns an empty view. copyText puts text on the clipboard.
func NewSheetView(copyText func(string)) *SheetView {
	v := &SheetView{copyText: copyText, body: widgets.NewColumn()}
	v.Content = v.body
	return v
}

// Show draws a sheet.
func (v *SheetView) Show(s papers.Sheet) {
	stamp := widgets.NewText(s.Stamp)
	stamp.Bold = true
	stamp.SetColor(look.StateColor(standingStates[mailcore.Standing(s.Standing)]))
	parts := []fyne.CanvasObject{stamp, widgets.NewCaption(strings.Join(s.Path, " > "))}
	parts = append(parts, obstacleRows(s.Obstacles)...)
	parts = append(parts, widgets.NewRows(v.rows(s.Rows)...))
	if s.File != nil {
		parts = append(parts, v.file(*s.File)...)
	}
	if s.Press != "" {
		parts = append(parts, widgets.NewText(s.Press))
	}
	parts = append(parts, widgets.Heading(assets.Text("sheet.cautions")))
	for i, c := range s.Cautions {
		parts = append(parts, widgets.NewCaption(strconv.Itoa(i+1)+". "+c))
	}
	v.body.Objects = parts
	v.body.Refresh()
}

// file shows the piece of a product's file, with a button that copies it.
func (v *SheetView) file(f papers.File) []fyne.CanvasObject {
	text := widgets.NewText(strings.TrimRight(f.Text, "\n"))
	text.Mono = true
	button := widgets.NewButton(assets.Text("sheet.copy"), theme.ContentCopyIcon(), func() { v.copyText(f.Text) })
	hint := widgets.NewCaption(f.Hint())
	if f.Password {
		hint.SetColor(theme.ColorNameError)
	}
	return []fyne.CanvasObject{
		widgets.Heading(assets.Text("sheet.file", "path", f.Path)), hint,
		container.NewBorder(nil, nil, nil, container.NewVBox(button), container.NewPadded(text)),
	}
}

// obstacleRows are what the product has no row for, the notes among it last.
func obstacleRows(obstacles []papers.Obstacle) []fyne.CanvasObject {
	var red, notes []fyne.CanvasObject
	for _, o := range obstacles {
		if o.Severity == mailcore.Note {
			notes = append(notes, widgets.NewCaption(o.String()))
			continue
		}
		row := widgets.NewRow(assets.Text("product.no-place"), false, container.NewWithoutLayout())
		row.SetProblem(o.Severity, o.String())
		red = append(red, row)
	}
	if len(red) > 0 {
		red = []fyne.CanvasObject{widgets.NewRows(red...)}
	}
	return append(red, notes...)
}

func (v *SheetView) rows(rows []papers.Row) []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(rows))
	for i, r := range rows {
		objects[i] = v.row(r)
	}
	return objects
}

func (v *SheetView) row(r papers.Row) fyne.CanvasObject {
	switch r.Kind {
	case products.Heading:
		return widgets.Heading(r.Label)
	case products.Note, products.Outcome:
		return widgets.NewCaption(r.Label)
	}
	row := widgets.NewRow(r.Label, r.Required, v.value(r))
	row.SetHint(r.Hint)
	if len(r.Obstacles) > 0 {
		row.SetProblem(r.Obstacles[0].Severity, r.Obstacles[0].String())
	}
	return row
}

// value is what stands in a row; what is typed has a button to copy it.
func (v *SheetView) value(r papers.Row) fyne.CanvasObject {
	text := widgets.NewText(r.Value)
	text.Bold = true
	if r.Red() {
		text.SetColor(theme.ColorNameError)
	}
	if r.Copy == "" {
		return container.NewPadded(text)
	}
	button := widgets.NewButton(assets.Text("sheet.copy"), theme.ContentCopyIcon(), func() { v.copyText(r.Copy) })
	return container.NewBorder(nil, nil, nil, container.NewCenter(button), container.NewPadded(text))
}
