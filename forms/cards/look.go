package cards

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"todoku/assets"
	"todoku/forms/widgets"
)

// A lookCard is a card that fills when somebody asks for it.
type lookCard struct {
	look   Look
	start  *widgets.Button
	stop   *widgets.Button
	status *widgets.Text
	found  *fyne.Container
}

// addLook puts up a card with a button that starts a look-up; above it stands
// what is known without.
func (b *Board) addLook(l Look, title, about, button, hint string, known func() []fyne.CanvasObject) {
	c := &lookCard{look: l, status: widgets.NewCaption(assets.Text("cards.looking")), found: widgets.NewColumn()}
	c.start = widgets.NewButton(button, theme.SearchIcon(), func() { b.actions.Start(l) })
	c.stop = widgets.NewButton(assets.Text("stop"), theme.MediaStopIcon(), func() { b.actions.Stop(l) })
	c.end()
	b.looks = append(b.looks, c)
	above := widgets.NewColumn(known()...)
	b.redraws = append(b.redraws, func() { above.Objects = known() })
	body := widgets.NewColumn(above, widgets.NewCaption(hint), widgets.NewFlow(c.start, c.stop), c.status, c.found)
	b.cards.Add(newCard(title, about, body))
}

// begin shows that something is being looked up: this, or another thing.
func (c *lookCard) begin(this bool) {
	c.start.Disable()
	if this {
		c.found.Objects = nil
		c.start.Hide()
		c.stop.Show()
		c.status.Show()
	}
}

func (c *lookCard) end() {
	c.start.Enable()
	c.start.Show()
	c.stop.Hide()
	c.status.Hide()
}
