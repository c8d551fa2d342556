package forms

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/forms/look"
	"todoku/forms/widgets"
	"todoku/mailcore"
)

// A Mark is what a pill says of a server, wherever it is: "standing.<mark>".
type Mark string

// The marks beside those that are standings.
const (
	Unsaved       Mark = "unsaved"
	ProvenUnsaved Mark = "proven.unsaved"
	NoMark        Mark = "" // of a server that is not there yet
)

// MarkOf is that of a saved server.
func MarkOf(p mailcore.Profile) Mark { return Mark(p.Standing()) }

// MarkUnsaved is that of a server with changes that are not saved.
func MarkUnsaved(p mailcore.Profile) Mark {
	switch p.Standing() {
	case mailcore.Proven:
		return ProvenUnsaved
	case mailcore.Untested:
		return Unsaved
	}
	return MarkOf(p)
}

// Show sets a pill to the mark.
func (m Mark) Show(pill *widgets.Pill) {
	switch m {
	case NoMark:
		pill.Set("", theme.ColorNamePlaceHolder)
	case Unsaved:
		pill.Set(assets.Text("standing.unsaved"), theme.ColorNameWarning)
	case ProvenUnsaved:
		pill.Set(assets.Text("standing.proven.unsaved"), look.StateColor(mailcore.Passed))
	default:
		pill.Set(assets.Text("standing."+string(m)), look.StateColor(standingStates[mailcore.Standing(m)]))
	}
}

// newServerItem returns an empty row of the list of servers: a title and a
// small line, with a pill.
func newServerItem() fyne.CanvasObject {
	title, detail := widget.NewLabel(""), widget.NewLabel("")
	title.Truncation, detail.Truncation = fyne.TextTruncateEllipsis, fyne.TextTruncateEllipsis
	detail.SizeName, detail.Importance = theme.SizeNameCaptionText, widget.LowImportance
	lower := container.NewBorder(nil, nil, nil, container.NewPadded(widgets.NewPill()), detail)
	return container.New(layout.NewCustomPaddedVBoxLayout(-12), title, lower)
}

// drawServer fills a row that newServerItem made.
func drawServer(row fyne.CanvasObject, title, detail string, mark Mark) {
	lines := row.(*fyne.Container).Objects
	lines[0].(*widget.Label).SetText(title)
	lower := lines[1].(*fyne.Container).Objects
	lower[0].(*widget.Label).SetText(detail)
	pill := lower[1].(*fyne.Container)
	mark.Show(pill.Objects[0].(*widgets.Pill))
	pill.Refresh()
}
