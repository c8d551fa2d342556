package app

import (
	"context"
	"net"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms"
	"todoku/forms/cards"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/store"
)

// details is a window with the cards of one report, new or from the history.
type details struct {
	app      *App
	window   fyne.Window
	report   mailcore.Report
	board    *cards.Board
	ctx      context.Context    // ends when the window is closed
	halt     context.CancelFunc // of the look-up that goes on; nil when there is none
	resolver *net.Resolver      // of DNS; nil means the system's; tests set it
}

// showDetails shows what r learned of its server, in a window of its own.
func (a *App) showDetails(r mailcore.Report) *details {
	title := assets.Text("details.title") + " — " + forms.Title(r.Profile)
	d := &details{app: a, window: a.app.NewWindow(title), report: r}
	ctx, end := context.WithCancel(a.ctx)
	d.ctx = ctx
	d.window.SetOnClosed(end)
	d.window.SetContent(d.build())
	closeOnEscape(d.window)
	d.window.Resize(fyne.NewSize(1000, 700))
	d.window.Show()
	a.background(func() { d.compare() })
	return d
}

func (d *details) build() fyne.CanvasObject {
	actions := cards.Actions{Copy: d.app.copyText, Trust: d.onTrust, Forget: d.onForget, Start: d.onLook, Stop: func(cards.Look) { d.stopLook() }}
	if d.app.onScreen(d.report) {
		actions.Pinned = func() string { return d.app.page.current.Normalised().Pin }
	}
	d.board = cards.New(d.report, time.Now(), actions)
	when := words.Moment(d.report.Started)
	head := widgets.NewColumn(widgets.NewText(assets.Text("cards.tested", "name", forms.Title(d.report.Profile), "when", when)), widget.NewSeparator())
	var body fyne.CanvasObject = d.board.Content
	if d.board.Empty() {
		body = widgets.NewText(assets.Text("cards.none"))
	}
	return container.NewBorder(container.NewPadded(head), nil, nil, nil, container.NewVScroll(container.NewPadded(body)))
}

// later shows something unless the window has been closed meanwhile.
func (d *details) later(show func()) {
	d.app.do(func() {
		if d.ctx.Err() == nil {
			show()
		}
	})
}

// compare finds the test before of the same server.
func (d *details) compare() {
	// the history says itself where it cannot be read
	if before, ok := store.Previous(d.app.store.Tail().Runs(), d.report.ID); ok {
		if old, err := d.app.store.Report(before.ID); err == nil {
			d.later(func() { d.board.Compare(old) })
		}
	}
}

// onTrust pins a certificate once the user has compared its fingerprint.
func (d *details) onTrust(fingerprint, host string) {
	shown := widgets.NewText(cards.Grouped(fingerprint))
	shown.Mono = true
	widgets.ShowDialog(d.window, widgets.Dialog{
		Title: assets.Text("mend.pin.title"), Text: assets.Text("cards.trust.text", "host", host), Content: shown, Width: 560,
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("cancel"), Cancel: true},
			{Text: assets.Text("cards.trust.yes"), Importance: widget.DangerImportance, OnTapped: func() {
				if d.pin(fingerprint) {
					d.app.tellIn(d.window, assets.Text("cards.certificate"), assets.Text("cards.trust.done"))
				}
			}},
		},
	})
}

func (d *details) onForget() { d.pin("") }

// pin puts a fingerprint into the form as if somebody had typed it. It
// reports whether the server is still the one on the screen.
func (d *details) pin(fingerprint string) bool {
	if !d.app.onScreen(d.report) {
		d.app.tellIn(d.window, assets.Text("cards.certificate"), assets.Text("cards.elsewhere"))
		return false
	}
	d.app.take([]mailcore.Change{{Field: "pin", Value: fingerprint}})
	d.board.Redraw()
	return true
}
