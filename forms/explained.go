package forms

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms/look"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/cause"
)

// NewExplained draws what a pasted text means: the cause and what to do, what
// else is known, and the text itself in a room of at most that size, with the words
// marked that led to it. manual, which may be nil, opens the manual at a cause.
func NewExplained(e cause.Explanation, room fyne.Size, manual func(mailcore.Code)) fyne.CanvasObject {
	rows := widgets.NewColumn()
	for _, row := range words.Explained(e) {
		rows.Add(widgets.NewCaption(row[0] + ": " + row[1]))
	}
	body := widgets.NewColumn(explainedFinding(e.Finding, manual), rows)
	if e.Text == "" {
		return body
	}
	text, caption := NewMarked(), assets.Text("explain.pasted")
	if text.Show(e.Text, decisive(e), room.Width-24) {
		caption = assets.Text("explain.marked")
	}
	room.Height = min(room.Height, text.Height())
	body.Add(widgets.NewCaption(caption))
	body.Add(container.NewGridWrap(room, text.Content))
	return body
}

// decisive are the words that led to a cause: the server's, where the text has
// them.
func decisive(e cause.Explanation) string {
	if e.Said != "" && strings.Contains(e.Text, e.Said) {
		return e.Said
	}
	return e.Seen
}

func explainedFinding(f mailcore.Finding, manual func(mailcore.Code)) fyne.CanvasObject {
	w := words.Finding(f)
	color := look.SeverityColor(f.Severity)
	title := widgets.NewText(w.Title)
	title.Bold, title.Color = true, color
	rows := widgets.NewColumn(title, widgets.NewText(w.Text))
	for i, step := range w.Remedy {
		rows.Add(numbered(i+1, step))
	}
	if manual != nil {
		rows.Add(widgets.NewFlow(widgets.NewButton(assets.Text("report.manual"), theme.HelpIcon(), func() { manual(f.Code) })))
	}
	return container.NewBorder(nil, nil, newStripe(color), nil, container.NewPadded(rows))
}
