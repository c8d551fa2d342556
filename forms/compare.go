package forms

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms/widgets"
	"todoku/mailcore/cause"
)

// A CompareView says what a test changed from the one before of its server.
type CompareView struct {
	Content fyne.CanvasObject

	title *widgets.Text
	rows  *fyne.Container
}

// NewCompareView returns a view of nothing.
func NewCompareView() *CompareView {
	v := &CompareView{title: widgets.NewText(""), rows: widgets.NewColumn()}
	v.Content = widgets.NewColumn(v.title, v.rows)
	v.Clear()
	return v
}

// Clear shows nothing.
func (v *CompareView) Clear() { v.Content.Hide() }

// ShowFirst says that there is nothing to compare with.
func (v *CompareView) ShowFirst() { v.say(assets.Text("compare.first"), false) }

// Show says what is different from the test at the time before.
func (v *CompareView) Show(before time.Time, differences []cause.Difference) {
	when := words.Moment(before)
	if len(differences) == 0 {
		v.say(assets.Text("compare.none", "when", when), false)
		return
	}
	v.say(assets.Text("compare.title", "when", when), true)
	var last cause.Group
	for _, d := range differences {
		if d.Group != last {
			v.rows.Add(widgets.NewCaption(assets.Text("compare.group." + string(d.Group))))
			last = d.Group
		}
		v.rows.Add(changeRow(words.Difference(d)))
	}
	v.Content.Refresh()
}

func (v *CompareView) say(title string, bold bool) {
	v.title.Text, v.title.Bold, v.title.Color = title, bold, theme.ColorNameForeground
	if !bold {
		v.title.Color = theme.ColorNamePlaceHolder
	}
	v.rows.RemoveAll()
	v.title.Refresh()
	v.Content.Show()
	v.Content.Refresh()
}

// changeRow says a change in one sentence that wraps.
func changeRow(name, before, after string) fyne.CanvasObject {
	return widgets.NewText(assets.Text("compare.change", "name", name, "before", before, "after", after))
}
