package forms

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// newItem returns an empty row of a list: an icon, a title and a small line.
func newItem() fyne.CanvasObject {
	title, detail := widget.NewLabel(""), widget.NewLabel("")
	title.Truncation, detail.Truncation = fyne.TextTruncateEllipsis, fyne.TextTruncateEllipsis
	detail.SizeName, detail.Importance = theme.SizeNameCaptionText, widget.LowImportance
	lines := container.New(layout.NewCustomPaddedVBoxLayout(-12), title, detail)
	return container.NewBorder(nil, nil, container.NewPadded(container.NewCenter(widget.NewIcon(nil))), nil, lines)
}

// drawItem fills a row that newItem made.
func drawItem(row fyne.CanvasObject, title, detail string, icon fyne.Resource) {
	parts := row.(*fyne.Container).Objects
	lines := parts[0].(*fyne.Container).Objects
	lines[0].(*widget.Label).SetText(title)
	lines[1].(*widget.Label).SetText(detail)
	parts[1].(*fyne.Container).Objects[0].(*fyne.Container).Objects[0].(*widget.Icon).SetResource(icon)
}
