package app

import (
	"time"

	"todoku/mailcore/providers"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/discover"
	"todoku/mailcore/ends"
)

// knowledge is what the program knows of providers: their servers, and what
// they have announced to end.
type knowledge struct {
	table        providers.Table
	notices      []mailcore.Notice
	now          func() time.Time     // by which the days are counted; tests set it
	certificates map[string]ends.Seen // that the newest tests saw, as far as the history was read
	saved        map[string]time.Time // when passwords were kept, by their keys
	network      discover.Options     // how providers are asked; zero means the real network; tests set it
}

// newKnowledge reads what the program carries, which a test holds to be
// readable.
func newKnowledge() knowledge {
	table, _ := providers.Parse(assets.Providers)
	notices, _ := mailcore.ReadNotices(assets.Notices)
	return knowledge{table: table, notices: notices, now: time.Now}
}

// providerOf returns the provider whose servers a profile names; where it
// names none, the one that it was filled from or that its user belongs to. A
// provider without ID means that nobody knows.
func (k knowledge) providerOf(p mailcore.Profile) providers.Provider {
	var likely []providers.Provider
	preset, known := k.table.ID(p.Preset)
	switch host := p.Outgoing.Host; {
	case p.Practice, p.Outgoing.BuiltIn:
	case host == "" && known:
		return preset
	case host == "":
		likely = k.table.ForAddress(p.Outgoing.User)
	case known && preset.Fill(p, "").Outgoing.Host == host:
		return preset
	default:
		likely = k.table.ForServer(providers.Server{Protocol: providers.SMTP, Host: host, Port: p.Outgoing.Port, Encryption: p.Outgoing.Encryption})
	}
	if len(likely) == 0 {
		return providers.Provider{}
	}
	return likely[0]
}

// noticeParts say what will end for the server on the screen, and what to know
// of its provider.
type noticeParts struct {
	bar   *fyne.Container
	text  *widgets.Text
	hints *forms.HintView
	setup fyne.CanvasObject // offers to fill the empty form
}

// build makes the lines below the fields that say what there is to know. They
// stand there so that no field moves while somebody types into another.
func (n *noticeParts) build(a *App) []fyne.CanvasObject {
	n.text = widgets.NewText("")
	n.text.Color = theme.ColorNameWarning
	icon := widget.NewIcon(theme.NewWarningThemedResource(theme.WarningIcon()))
	more := widgets.NewButton(assets.Text("notice.more"), nil, func() { a.known.showNotices(a.window, a.page.current) })
	n.bar = container.NewBorder(nil, nil, container.NewCenter(icon), container.NewCenter(more), n.text)
	n.bar.Hide()
	n.hints = forms.NewHintView()
	n.setup = widgets.NewFlow(widgets.NewButton(assets.Text("setup.title"), theme.AccountIcon(), a.onSetup))
	return []fyne.CanvasObject{n.bar, n.setup, n.hints.Content}
}

// show draws them for what is on the screen.
func (n *noticeParts) show(a *App) {
	ends := a.known.ends(a.page.current)
	text := ""
	for _, e := range ends {
		w := words.Notice(e)
		text += "\n" + assets.Text("notice.line", "title", w.Title, "when", w.When)
	}
	if visible(n.bar, text != ""); text != "" {
		n.text.SetText(text[1:])
	}
	p := a.page.current
	visible(n.setup, a.page.product == "" && p.Outgoing.Host == "" && p.OAuth == "" && !p.Outgoing.BuiltIn && !p.Fixed())
	n.hints.Show(a.known.providerOf(p), p)
}

// ends are the notices of what will end for p.
func (k knowledge) ends(p mailcore.Profile) []mailcore.Notice {
	return mailcore.NoticesFor(p, k.notices, k.now())
}

// showNotices tells, in front of w, all about what will end for p.
func (k knowledge) showNotices(w fyne.Window, p mailcore.Profile) {
	rows := widgets.NewColumn()
	for _, n := range k.ends(p) {
		says := words.Notice(n)
		rows.Add(widgets.Heading(says.Title))
		rows.Add(widgets.NewText(says.When))
		rows.Add(widgets.NewText(says.Text))
		rows.Add(widgets.NewCaption(assets.Text("notice.source", "source", n.Source, "date", n.Checked.Format(time.DateOnly))))
	}
	widgets.ShowDialog(w, widgets.Dialog{
		Title: assets.Text("notice.dialog"), Content: rows, Width: 620,
		Buttons: []widgets.DialogButton{{Text: assets.Text("close"), Default: true, Cancel: true}},
	})
}
