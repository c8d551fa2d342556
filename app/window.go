package app

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/providers"
	"todoku/mailcore/transcript"
)

const importanceHigh = widget.HighImportance

// parts are the pieces of the window that change with the state.
type parts struct {
	list     *forms.ServerList
	settings *fyne.Container // the pane with the form
	stages   *widgets.Stages
	title    *widget.Label
	heading  *fyne.Container // the mark and the title
	mark     *widgets.Pill
	standing *widgets.Text
	save     *widgets.Button
	revert   *widgets.Button
	run      *widgets.Button
	stop     *widgets.Button
	up, down *widgets.Button
	copy     *widgets.Button
	remove   *widgets.Button
	scenario fyne.CanvasObject
	scope    *widgets.Row
	choice   *widgets.Choice // of the scope
	panes    *forms.Panes
	all      overviewParts
	start    *forms.StartView
	table    providers.Table // of providers, while that is shown
	product  productParts
	notice   noticeParts
	result   *container.Scroll
}

// build makes the content of the window, in the language of the moment.
func (a *App) build() {
	a.form = forms.NewServerForm(&a.page.current, a.edited)
	a.form.Focused = a.window.Canvas().Focus
	a.form.Fix(fixedFields(a.store.Policy()))
	a.view = forms.NewReportView(a.copyText, func(lines []transcript.Line) { a.showConversation(a.window, lines) })
	a.view.Manual = a.manual(a.window)
	a.view.SetTools(a.tools(a.window)...)
	a.view.Lead, a.view.Next = a.lead, a.next()
	a.parts, a.bin.offers = parts{}, nil
	a.parts.panes = forms.NewPanes(a.serversPane(), a.bar(), a.settingsPane(), a.testPane())
	a.parts.panes.OnTurn = a.showStage
	a.buildStart()
	a.window.SetContent(a.notes.over(a.window, container.NewStack(a.parts.panes.Content, a.parts.all.build(a), a.parts.start.Content)))
	a.setView()
	a.window.SetMainMenu(a.menu())
	a.register()
	a.window.Canvas().SetOnTypedKey(a.onKey)
	a.refresh()
}

// bar shows how far somebody has come, and has what starts and stops a test,
// at every size in the same corner.
func (a *App) bar() fyne.CanvasObject {
	p := &a.parts
	p.stages = a.newStages()
	p.run = lettered(widgets.NewPrimary(assets.Text("run"), theme.MediaPlayIcon(), a.onRun), "run")
	p.stop = widgets.NewButton(assets.Text("stop"), theme.MediaStopIcon(), a.onStop)
	return container.NewPadded(container.NewBorder(nil, widget.NewSeparator(), nil, container.NewStack(p.run, p.stop), p.stages))
}

// serversPane is the list on the left with what can be done to it.
func (a *App) serversPane() fyne.CanvasObject {
	p := &a.parts
	p.list = forms.NewServerList(a.onChoose)
	add := lettered(widgets.NewButton(assets.Text("server.add"), theme.ContentAddIcon(), a.onAdd), "server.add")
	p.copy = lettered(widgets.NewButton(assets.Text("server.copy"), theme.ContentCopyIcon(), a.onCopy), "server.copy")
	p.remove = widgets.NewButton(assets.Text("server.delete"), theme.DeleteIcon(), a.onDelete)
	p.up = widgets.NewButton("", theme.MoveUpIcon(), func() { a.onMove(-1) })
	p.down = widgets.NewButton("", theme.MoveDownIcon(), func() { a.onMove(1) })
	p.up.Name, p.down.Name = assets.Text("server.up"), assets.Text("server.down")
	practice := widgets.NewButton(assets.Text("practice.start"), theme.HelpIcon(), a.onPractice)
	below := widgets.NewColumn(a.bin.newOffer(), widgets.NewFlow(p.copy, p.remove, p.up, p.down), practice)
	all := lettered(widgets.NewButton(assets.Text("overview"), theme.ListIcon(), a.onOverview), "overview.title")
	top := container.NewBorder(nil, nil, nil, all, add)
	return container.NewPadded(container.NewBorder(top, below, nil, nil, p.list.Content))
}

// settingsPane is the form with its buttons.
func (a *App) settingsPane() fyne.CanvasObject {
	p := &a.parts
	p.title = widget.NewLabel("")
	p.title.SizeName, p.title.TextStyle.Bold, p.title.Truncation = theme.SizeNameSubHeadingText, true, fyne.TextTruncateEllipsis
	p.mark, p.standing = widgets.NewPill(), widgets.NewCaption("")
	p.save = lettered(widgets.NewPrimary(assets.Text("save"), theme.DocumentSaveIcon(), func() { a.save(nil) }), "save")
	p.revert = widgets.NewButton(assets.Text("revert"), theme.ContentUndoIcon(), a.onRevert)
	view := p.product.build(a)
	p.heading = container.NewBorder(nil, nil, p.mark, nil, p.title)
	under := container.NewBorder(nil, nil, nil, view, p.standing)
	head := container.NewPadded(widgets.NewColumn(p.heading, under, p.product.path, a.consent.build()))
	a.form.Offer.Objects = p.notice.build(a)
	sheet := lettered(widgets.NewButton(assets.Text("sheet.title"), theme.DocumentIcon(), a.onSheet), "sheet.title")
	buttons := container.NewBorder(nil, nil, container.NewVBox(sheet), nil, p.product.foot)
	foot := container.NewPadded(widgets.NewColumn(p.product.wipe.offer.Content, p.product.outcome, p.product.alike, buttons))
	p.settings = container.NewBorder(head, foot, nil, nil, a.form.Content)
	return p.settings
}

// bring shows one of the three that fill the window.
func (a *App) bring(pane fyne.CanvasObject) {
	for _, o := range []fyne.CanvasObject{a.parts.panes.Content, a.parts.all.pane, a.parts.start.Content} {
		visible(o, o == pane)
	}
}

// settle gives the form what the texts above it leave: they are higher or
// lower when what they say is.
func (p *parts) settle() {
	if p.settings != nil {
		p.settings.Layout.Layout(p.settings.Objects, p.settings.Size())
	}
}

// testPane starts a test and shows how it goes.
func (a *App) testPane() fyne.CanvasObject {
	p := &a.parts
	p.scenario = a.practice.row(a.onScenario)
	a.form.OnEnter = a.onRun
	p.result = container.NewVScroll(container.NewPadded(widgets.NewColumn(
		p.scenario, widgets.NewRows(a.scopeRow()), a.form.Recipient, a.view.Content,
	)))
	a.form.OnWheel = p.result.Scrolled
	return p.result
}

// showResult brings the report into view where the questions above it leave
// little room.
func (p *parts) showResult(view *forms.ReportView) {
	if top := view.Content.Position().Y; top > p.result.Size().Height*0.6 {
		p.result.ScrollToOffset(fyne.NewPos(0, top))
	}
}

// scopeRow asks how far the test goes.
func (a *App) scopeRow() *widgets.Row {
	var options []widgets.Option
	for _, s := range mailcore.Scopes {
		options = append(options, widgets.Option{Value: string(s), Label: assets.Text("scope." + string(s))})
	}
	choice := widgets.NewChoice(options, 0, func(v string) {
		a.page.scope, a.page.asked = mailcore.Scope(v), true
		a.parts.show(a)
	})
	choice.SetSelected(string(a.page.scope))
	a.parts.choice = choice
	a.parts.scope = widgets.NewRow(assets.Text("test.scope"), false, choice)
	return a.parts.scope
}

// suggestScope takes the usual scope unless somebody chose another.
func (a *App) suggestScope() {
	if !a.page.asked && a.parts.choice != nil {
		a.page.scope = a.page.usual()
		a.parts.choice.SetSelected(string(a.page.scope))
	}
}

// show draws the parts as the state is now.
func (p *parts) show(a *App) {
	running, dirty, chosen := a.busy(), a.page.dirty(), a.page.selected >= 0
	p.title.SetText(forms.Title(a.page.current))
	mark := a.page.mark()
	mark.Show(p.mark)
	p.heading.Refresh() // the mark has another width
	p.list.SetCurrent(a.page.current, mark)
	p.standing.SetText(standing(a.page.current, dirty))
	enable(p.save, dirty || !chosen)
	enable(p.revert, dirty)
	visible(p.run, !running)
	visible(p.stop, running)
	a.showStage()
	r := a.view.Report()
	a.view.SetStale(!running && r.ID != "" && (r.Profile.Hash() != a.page.current.Hash() || a.page.newPasswords()))
	enable(p.copy, chosen)
	enable(p.remove, a.settings.movable(a.page.selected))
	enable(p.up, a.settings.movable(a.page.selected) && a.settings.movable(a.page.selected-1))
	enable(p.down, a.settings.movable(a.page.selected) && a.settings.movable(a.page.selected+1))
	p.scope.SetHint(assets.Text("scope." + string(a.page.scope) + ".hint"))
	visible(p.scenario, a.page.current.Practice)
	a.consent.show()
	p.product.show(a)
	p.notice.show(a)
	p.settle()
	a.draft.follow()
}

// standing says more than the mark beside the name can.
func standing(p mailcore.Profile, dirty bool) string {
	known := ""
	if s := p.Standing(); s != mailcore.Untested && s != mailcore.ChangedSince {
		known = words.Standing(p) + "  "
	}
	if dirty {
		return known + assets.Text("server.unsaved")
	}
	return known
}

func enable(b *widgets.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

func visible(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

// tall makes o at least so high, in units, and as wide as there is room.
func tall(o fyne.CanvasObject, height float32) fyne.CanvasObject {
	room := canvas.NewRectangle(color.Transparent)
	room.SetMinSize(fyne.NewSize(0, height))
	return container.NewStack(room, o)
}

func (a *App) copyText(text string) { a.app.Clipboard().SetContent(text) }

// showConversation shows in front of w what was said, line by line.
func (a *App) showConversation(w fyne.Window, lines []transcript.Line) {
	t := widgets.NewTranscript(widgets.TranscriptWords{
		Title: assets.Text("transcript.title"), CopyLine: assets.Text("transcript.copy-line"), CopyAll: assets.Text("transcript.copy-all"), Choose: assets.Text("transcript.choose"),
	}, a.copyText)
	t.SetLines(lines)
	size := w.Canvas().Size()
	widgets.ShowDialog(w, widgets.Dialog{
		Title: assets.Text("transcript.title"), Width: size.Width - 80,
		Content: container.NewGridWrap(fyne.NewSize(size.Width-140, max(200, size.Height-220)), t),
		Buttons: []widgets.DialogButton{{Text: assets.Text("close"), Cancel: true, Default: true}},
	})
	t.ScrollToTop()
}

// closeOnEscape lets the Escape key close a window beside the main one.
func closeOnEscape(w fyne.Window) {
	w.Canvas().SetOnTypedKey(func(key *fyne.KeyEvent) {
		switch {
		case key.Name == fyne.KeyEscape && !widgets.Repeats(w.Canvas()):
			w.Close()
		case key.Name == fyne.KeyF1:
			showKeys(w)
		}
	})
}

// tell shows a message.
func (a *App) tell(title, text string) { a.tellIn(a.window, title, text) }

// tellIn shows a message in front of w.
func (a *App) tellIn(w fyne.Window, title, text string) {
	widgets.ShowDialog(w, widgets.Dialog{
		Title: title, Text: text,
		Buttons: []widgets.DialogButton{{Text: assets.Text("close"), Default: true, Cancel: true}},
	})
}
