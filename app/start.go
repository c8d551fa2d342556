package app

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms"
	"todoku/mailcore"
	"todoku/mailcore/exchange"
	"todoku/mailcore/products"
	"todoku/mailcore/providers"
)

// A hold is what somebody begins a server with.
type hold struct {
	text      string
	address   string               // it is one
	server    mailcore.ServerText  // it is one
	providers []providers.Provider // whose name or address it is
	drafts    []exchange.Draft     // it is a notice
	format    string               // of the notice, in words
}

// understand finds out what was typed.
func (a *App) understand(text string) hold {
	h := hold{text: strings.TrimSpace(norm.NFKC.String(text))}
	if h.text == "" {
		return h
	}
	if strings.Contains(h.text, "\n") {
		if drafts, format, err := words.ReadServers([]byte(text), "", ""); err == nil {
			h.drafts, h.format = drafts, assets.Text("exchange.format."+format.ID)
		}
		return h
	}
	h.providers = a.parts.table.Search(h.text)
	if _, _, err := providers.SplitAddress(h.text); err == nil && strings.Contains(h.text, "@") {
		h.address = h.text
	} else if server, ok := mailcore.ReadServer(h.text); ok && strings.Contains(server.Host, ".") {
		h.server = server
	}
	return h
}

// known reports whether one can go on with it; with nothing one can.
func (h hold) known() bool {
	return h.text == "" || h.address != "" || h.server.Host != "" || len(h.providers) > 0 || len(h.drafts) > 0
}

// say tells what was understood.
func (h hold) say() string {
	switch {
	case h.text == "":
		return ""
	case len(h.drafts) > 0:
		return assets.Text("start.says.notice", "n", len(h.drafts), "format", h.format)
	case h.address != "" && len(h.providers) > 0:
		return assets.Text("start.says.provider", "name", h.providers[0].Name.In(assets.Language()))
	case h.address != "":
		_, domain, _ := strings.Cut(h.address, "@")
		return assets.Text("start.says.address", "domain", domain)
	case h.server.Host != "":
		return assets.Text("start.says.host", "host", h.server.Host)
	case len(h.providers) == 1:
		return assets.Text("start.says.provider", "name", h.providers[0].Name.In(assets.Language()))
	case len(h.providers) > 0:
		return assets.Text("start.says.providers", "n", len(h.providers))
	}
	return assets.Text("start.says.unknown")
}

// buildStart makes the card at which a new server begins.
func (a *App) buildStart() {
	a.parts.start = forms.NewStartView(products.Offered(), a.bin.newOffer(), forms.StartActions{
		Typed:    func(text string) string { return a.understand(text).say() },
		Goes:     func(text string) bool { return a.understand(text).known() },
		Open:     a.onImport,
		Practice: a.onPractice,
		Back:     a.leaveStart,
		Chosen:   a.start,
		Focus:    a.window.Canvas().Focus,
	})
	a.parts.start.Content.Hide()
}

// showStart begins a new server.
func (a *App) showStart() {
	own, _ := a.store.Providers() // what is wrong with them is said where they are chosen
	a.parts.table = a.known.table.With(own)
	a.parts.start.Begin("", a.settings.firstOwn() >= 0)
	a.bring(a.parts.start.Content)
	a.parts.start.Focus()
}

// startIfNone does so where there is no server of the user's own.
func (a *App) startIfNone() {
	if a.settings.firstOwn() < 0 {
		a.showStart()
	}
}

// leaveStart goes back to the servers that there are.
func (a *App) leaveStart() {
	if a.settings.firstOwn() >= 0 {
		a.bring(a.parts.panes.Content)
	}
}

// start puts a new server for a product on the screen, filled with what text
// gives.
func (a *App) start(text string, id mailcore.Product) {
	a.settle()
	h := a.understand(text)
	a.parts.product.choose(id)
	a.choose(-1)
	a.bring(a.parts.panes.Content)
	a.parts.panes.ShowSettings()
	switch {
	case len(h.drafts) > 0:
		taken := &intake{app: a, drafts: h.drafts, format: h.format, product: id, anew: true}
		taken.preview()
	case h.address != "" || len(h.providers) > 0:
		if h.address != "" {
			a.form.Take([]mailcore.Change{{Field: "from", Value: h.address}, {Field: "outgoing.user", Value: h.address}})
		}
		newSetup(a).openWith(h.text)
	case h.server.Host != "":
		a.form.Take(h.server.Changes())
		a.form.Focus("outgoing.user")
	default:
		a.form.FocusFirst()
	}
	a.refresh()
}
