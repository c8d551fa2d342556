package app

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/forms"
	"todoku/forms/widgets"
	"todoku/mailcore"
)

// overviewParts are the buttons over the list of all servers.
type overviewParts struct {
	list      *forms.Overview
	pane      fyne.CanvasObject
	ticked    []string
	test      *widgets.Button
	export    *widgets.Button
	remove    *widgets.Button
	removeAll *widgets.Button
	edit      *widgets.Button
	up, down  *widgets.Button
	undo      *forms.Undo // of a change of several
}

// build makes the list of all servers with what can be done to several.
func (o *overviewParts) build(a *App) fyne.CanvasObject {
	o.list = forms.NewOverview(a.known.now)
	o.list.Known = a.listKnown()
	o.list.SetColumns(a.settings.Preferences.Columns)
	o.list.Choose = a.onColumns
	o.list.OnOpen = a.onOpen
	o.list.OnMove = a.moveTo
	o.list.Movable = func(p mailcore.Profile) bool { return !p.Fixed() }
	o.list.OnTick = func(ids []string) { o.ticked = ids; o.show(a) }
	o.test = widgets.NewPrimary("", theme.MediaPlayIcon(), func() { a.onTestAll(o.ticked) })
	o.export = widgets.NewButton("", theme.UploadIcon(), func() { a.onExport(o.ticked) })
	o.edit = widgets.NewButton("", theme.DocumentCreateIcon(), func() { a.onEditMany(o.ticked) })
	o.undo = forms.NewUndo()
	when := widgets.NewButton(assets.Text("overview.ends"), theme.HistoryIcon(), a.onEnds)
	review := widgets.NewButton(assets.Text("overview.review"), theme.DocumentIcon(), a.onReview)
	handover := widgets.NewButton(assets.Text("overview.handover"), theme.AccountIcon(), a.onHandover)
	o.remove = widgets.NewButton("", theme.DeleteIcon(), func() { a.askDelete(o.deletable(a)...) })
	o.removeAll = widgets.NewButton(assets.Text("overview.delete-all"), theme.DeleteIcon(), a.onDeleteAll)
	o.up = widgets.NewButton("", theme.MoveUpIcon(), func() { o.move(a, -1) })
	o.down = widgets.NewButton("", theme.MoveDownIcon(), func() { o.move(a, 1) })
	o.up.Name, o.down.Name = assets.Text("server.up"), assets.Text("server.down")
	back := widgets.NewButton(assets.Text("overview.back"), theme.NavigateBackIcon(), func() { a.showOverview(false) })
	take := widgets.NewButton(assets.Text("import.title"), theme.DownloadIcon(), a.onImport)
	bar := widgets.NewFlow(back, o.test, take, o.export, o.edit, when, review, handover, o.up, o.down, o.remove, o.removeAll)
	top := widgets.NewColumn(widgets.Heading(assets.Text("overview.title")), bar, a.bin.newOffer(), o.undo.Content, widget.NewSeparator())
	o.pane = container.NewPadded(container.NewBorder(top, nil, nil, nil, o.list.Content))
	o.pane.Hide()
	return o.pane
}

// deletable are the ticked servers that can be deleted.
func (o *overviewParts) deletable(a *App) []string {
	own := a.settings.own()
	return slices.DeleteFunc(slices.Clone(o.ticked), func(id string) bool { return !slices.Contains(own, id) })
}

// show draws the buttons for what is ticked now.
func (o *overviewParts) show(a *App) {
	if o.pane == nil {
		return
	}
	n := len(o.ticked)
	o.test.SetText(counted("overview.test", n))
	o.export.SetText(counted("overview.export", n))
	o.edit.SetText(assets.Text("overview.edit", "n", n))
	enable(o.edit, n > 0)
	deletable := len(o.deletable(a))
	o.remove.SetText(assets.Text("overview.delete", "n", deletable))
	enable(o.remove, deletable > 0)
	enable(o.removeAll, len(a.settings.own()) > 0)
	at := -1
	if n == 1 {
		at = index(a.settings.Profiles, o.ticked[0])
	}
	enable(o.up, a.settings.movable(at) && a.settings.movable(at-1))
	enable(o.down, a.settings.movable(at) && a.settings.movable(at+1))
}

// counted is the word for all servers, or for n chosen ones.
func counted(key string, n int) string {
	if n == 0 {
		return assets.Text(key + ".all")
	}
	return assets.Text(key+".some", "n", n)
}

// onOverview turns between the list of all servers and the settings of one.
func (a *App) onOverview() { a.showOverview(!a.parts.all.pane.Visible()) }

func (a *App) showOverview(on bool) {
	if on {
		a.bring(a.parts.all.pane)
		a.showList()
		a.learnEnds(func() {
			if a.parts.all.pane.Visible() {
				a.showList()
			}
		})
	} else {
		a.bring(a.parts.panes.Content)
	}
	a.parts.all.show(a)
}

// showList draws the list of all servers with what is known of them.
func (a *App) showList() {
	a.parts.all.list.Known = a.listKnown()
	a.parts.all.list.Show(a.settings.Profiles)
}

// onOpen brings a server of the list of all to the screen.
func (a *App) onOpen(id string) {
	i := index(a.settings.Profiles, id)
	if i < 0 {
		return
	}
	a.leave(func() {
		a.settle()
		a.showOverview(false)
		a.choose(index(a.settings.Profiles, id))
	})
}

// move moves the one server that is ticked up or down.
func (o *overviewParts) move(a *App, by int) {
	if len(o.ticked) == 1 {
		a.moveTo(o.ticked[0], index(a.settings.Profiles, o.ticked[0])+by)
	}
}
