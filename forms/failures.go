package forms

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/forms/widgets"
)

// A SentFailure is one line of a product's own history of mails that it could
// not send (CY-14), in words; lines of a cell are divided by \n.
type SentFailure struct{ To, Sent, Server, Error string }

// NewFailureView returns that history: text above, and below it a line each
// or, where there is none, what that may mean.
func NewFailureView(text, none string, failures []SentFailure) fyne.CanvasObject {
	rows := widgets.NewColumn(failureRow(true, assets.Text("history.column.to"), assets.Text("history.column.sent"), assets.Text("history.column.server"), assets.Text("history.column.error")))
	for _, f := range failures {
		rows.Add(widget.NewSeparator())
		rows.Add(failureRow(false, f.To, f.Sent, f.Server, f.Error))
	}
	if len(failures) == 0 {
		rows = widgets.NewColumn(widgets.NewText(none))
	}
	return container.NewBorder(widgets.NewCaption(text), nil, nil, nil, container.NewVScroll(rows))
}

func failureRow(bold bool, cells ...string) fyne.CanvasObject {
	row := container.NewGridWithColumns(len(cells))
	for _, cell := range cells {
		text := widgets.NewText(cell)
		text.Bold = bold
		row.Add(text)
	}
	return row
}
