package cards

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/cause"
)

// addTiming shows where the time went.
func (b *Board) addTiming() {
	var taken []mailcore.Result
	longest := -1
	for _, res := range b.report.Results {
		if res.Took <= 0 {
			continue
		}
		taken = append(taken, res)
		if longest < 0 || res.Took > taken[longest].Took {
			longest = len(taken) - 1
		}
	}
	if longest < 0 {
		return
	}
	b.add(assets.Text("cards.timing"), assets.Text("cards.timing.total", "took", words.Took(b.whole())), func() []fyne.CanvasObject {
		var rows []fyne.CanvasObject
		for i, res := range taken {
			rows = append(rows, timeRow(res, taken[longest].Took, i == longest))
		}
		return append(rows, b.changes(cause.TimingGroup, "")...)
	})
}

// whole is how long the test took; one that was stopped or comes from an old
// history says so only by its steps.
func (b *Board) whole() (sum time.Duration) {
	if b.report.Took > 0 {
		return b.report.Took
	}
	for _, res := range b.report.Results {
		sum += res.Took
	}
	return sum
}

// timeRow draws the time of one step beside the longest.
func timeRow(res mailcore.Result, most time.Duration, longest bool) fyne.CanvasObject {
	name, took, color := widgets.NewText(words.Step(res)), widgets.NewText(words.Took(res.Took)), theme.ColorNamePrimary
	if longest {
		name.Bold, took.Bold, color = true, true, theme.ColorNameWarning
		took.Text = assets.Text("cards.timing.longest", "took", took.Text)
		took.Color = color
	}
	if res.State == mailcore.Failed {
		name.Color = theme.ColorNameError
	}
	return newBarRow(name, newBar(float32(res.Took)/float32(most), color), took)
}
