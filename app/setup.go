package app

import (
	"context"
	"errors"
	"slices"
	"strings"

	"todoku/mailcore/providers"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"golang.org/x/text/unicode/norm"

	"todoku/assets"
	"todoku/forms"
	"todoku/forms/widgets"
	"todoku/mailcore/discover"
	"todoku/store"
)

// A setup is the dialog that fills the form from a mail address or the name of
// a provider, while it is open.
type setup struct {
	app     *App
	table   providers.Table
	found   discover.Outcome   // of the last search
	cancel  context.CancelFunc // of the search that goes on; nil when there is none
	entry   *widgets.Entry
	find    *widgets.Button
	halt    *widgets.Button
	note    *widgets.Text
	caution *widgets.Text // that the table or the network is not all used
	offers  *forms.ProposalView
}

// onSetup looks for the settings of a mail address. Servers whose settings are
// fixed, or are an exercise, stay as they are: a new one begins.
func (a *App) onSetup() {
	if a.page.current.Fixed() || a.page.current.Practice {
		a.leave(func() {
			a.settle()
			a.choose(-1)
			a.bring(a.parts.panes.Content)
			newSetup(a).open()
		})
		return
	}
	newSetup(a).open()
}

func newSetup(a *App) *setup {
	return &setup{app: a, entry: widgets.NewEntry(), note: widgets.NewCaption(""), caution: widgets.NewCaption(""), offers: forms.NewProposalView(a.page.current)}
}

// openWith opens it for a text; where the table knows nothing of an address,
// its domain is asked.
func (s *setup) openWith(text string) {
	s.open()
	s.entry.SetText(text)
	if s.address() != "" && len(s.table.Search(s.text())) == 0 {
		s.onFind()
	}
}

func (s *setup) open() {
	a := s.app
	a.showOverview(false)
	a.parts.panes.ShowSettings()
	s.find = widgets.NewButton(assets.Text("setup.find"), theme.SearchIcon(), s.onFind)
	s.halt = widgets.NewButton(assets.Text("stop"), theme.MediaStopIcon(), s.stopFinding)
	s.entry.SetPlaceHolder(assets.Text("setup.placeholder"))
	s.entry.OnChanged = func(string) { s.typed() }
	s.entry.OnSubmitted = func(string) { s.onFind() }
	s.readTable()
	widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text("setup.title"), Text: assets.Text("setup.text"), Content: s.content(), Width: a.dialogWidth(), Focus: s.entry,
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("cancel"), Cancel: true, OnTapped: s.stopFinding},
			{Text: assets.Text("mend.take"), Default: true, Importance: importanceHigh, Ready: s.ready, OnTapped: s.take},
		},
	})
	s.typed()
}

func (s *setup) content() fyne.CanvasObject {
	bar := container.NewBorder(nil, nil, nil, container.NewHBox(s.find, s.halt), s.entry)
	return widgets.NewColumn(bar, s.note, s.caution, tall(s.offers.Content, max(180, s.app.window.Canvas().Size().Height-360)))
}

// readTable reads the providers that the program and the user know. The user's
// file is read anew each time: it may just have been corrected.
func (s *setup) readTable() {
	own, err := s.app.store.Providers()
	s.table = s.app.known.table.With(own)
	switch {
	case err != nil:
		s.caution.SetText(assets.Text("setup.own-broken", "path", s.app.store.ProvidersPath(), "error", entryText(err)))
	case s.offline():
		s.caution.SetText(assets.Text("setup.offline"))
	}
	visible(s.caution, s.caution.Text != "")
}

// entryText says in words why the user's own table cannot be used.
func entryText(err error) string {
	e, ok := errors.AsType[*providers.EntryError](err)
	if !ok {
		return inWords(err)
	}
	text := assets.Text("provider.problem."+string(e.Code), "field", e.Field)
	if e.Line > 0 {
		return assets.Text("exchange.source.line", "line", e.Line, "text", text)
	}
	return text
}

// offline reports whether nobody may be asked.
func (s *setup) offline() bool { return s.app.settings.Preferences.Offline }

// typed follows what is typed with what the table knows of it.
func (s *setup) typed() {
	s.stopFinding()
	s.found = discover.Outcome{}
	s.offers.Forget()
	s.show(s.tableNote())
}

func (s *setup) text() string { return strings.TrimSpace(norm.NFKC.String(s.entry.Text)) }

// address is what was typed where that is one; else "".
func (s *setup) address() string {
	if text := s.text(); strings.Contains(text, "@") {
		return text
	}
	return ""
}

func (s *setup) tableNote() string {
	n := len(s.table.Search(s.text()))
	switch {
	case s.text() == "":
		return assets.Text("setup.browse", "n", n)
	case n == 0 && s.offline():
		return assets.Text("discover.none")
	case n == 0:
		return assets.Text("setup.no-match")
	}
	note := assets.Text("setup.matches", "n", n)
	if s.address() == "" && s.app.page.current.From == "" {
		note += "\n" + assets.Text("setup.no-address")
	}
	return note
}

// show draws what was found, before what the table knows.
func (s *setup) show(note string) {
	var list []providers.Proposal
	for _, p := range s.found.Proposals {
		list = append(list, signedIn(p))
	}
	for _, p := range s.table.Search(s.text()) {
		if !slices.ContainsFunc(list, func(q providers.Proposal) bool { return q.Provider.ID == p.ID }) {
			list = append(list, s.match(p))
		}
	}
	s.offers.Show(forms.Proposals{List: list, Reasons: s.reasons(), Browse: s.text() == ""})
	s.note.SetText(note)
	enable(s.find, s.cancel == nil && !s.app.busy() && !s.offline() && s.searchable())
	visible(s.halt, s.cancel != nil)
}

// reasons are those of a search that has ended.
func (s *setup) reasons() []providers.Reason {
	if s.cancel != nil {
		return nil
	}
	return s.found.Reasons
}

// searchable reports whether what was typed can be looked for outside: an
// address, a domain or a server.
func (s *setup) searchable() bool { return strings.ContainsAny(s.text(), "@.") }

// match is what the table would put into the form.
func (s *setup) match(p providers.Provider) providers.Proposal {
	filled := p.Fill(s.app.page.current, s.address())
	return signedIn(providers.Proposal{Source: providers.FromTable, From: p.ID, Provider: p, Profile: filled, Changes: s.app.page.current.Changes(filled)})
}

// signedIn is p with what the form itself fills in where Google or Microsoft
// sign in.
func signedIn(p providers.Proposal) providers.Proposal {
	filled := p.Profile.Filled()
	p.Changes = slices.Concat(p.Changes, p.Profile.Changes(filled))
	p.Profile = filled
	return p
}

// onFind asks the domain and the servers. Meanwhile there is no test.
func (s *setup) onFind() {
	if s.find.Disabled() {
		return
	}
	roots, err := store.Roots(s.app.settings.Preferences.Roots)
	if err != nil {
		s.app.tell(assets.Text("test.failed"), inWords(err))
		return
	}
	o := s.app.known.network
	o.Address, o.Table, o.Roots, o.Profile = s.address(), s.table, roots, s.app.page.current
	if o.Address == "" {
		o.Host = s.text()
	}
	ctx, cancel := context.WithCancel(s.app.ctx)
	if !s.app.begin(cancel) {
		return
	}
	s.cancel = cancel
	s.found = discover.Outcome{}
	s.show(assets.Text("setup.finding"))
	s.app.background(func() { s.search(ctx, o) })
}

// search is the goroutine of one search.
func (s *setup) search(ctx context.Context, o discover.Options) {
	out := discover.Find(ctx, o, func(list []providers.Proposal) {
		s.app.do(func() {
			if ctx.Err() == nil {
				s.found.Proposals = list
				s.show(assets.Text("setup.finding"))
			}
		})
	})
	s.app.do(func() { s.ended(ctx, out) })
}

// ended shows the outcome, unless it was stopped: something else may have been
// typed since.
func (s *setup) ended(ctx context.Context, out discover.Outcome) {
	stopped := ctx.Err() != nil
	s.app.end()
	s.cancel = nil
	n := len(out.Proposals)
	switch {
	case stopped:
		s.show(s.note.Text)
		return
	case n == 0:
		s.found = out
		s.show(assets.Text("discover.none"))
	default:
		s.found = out
		s.show(assets.Text("setup.found", "n", n))
	}
}

func (s *setup) stopFinding() {
	if s.cancel != nil {
		s.cancel()
		s.note.SetText(assets.Text("setup.stopped"))
	}
}

// ready reports whether there is something to take.
func (s *setup) ready() bool {
	_, ok := s.offers.Chosen()
	if !ok {
		s.note.SetText(assets.Text("setup.none-chosen"))
	}
	return ok
}

// take fills the form as if a person had typed it. Nothing is saved.
func (s *setup) take() {
	s.stopFinding()
	p, _ := s.offers.Chosen()
	s.app.page.current.Preset = p.Provider.ID
	s.app.form.Take(p.Changes)
	s.app.refresh()
}
