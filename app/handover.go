package app

import (
	"cmp"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/assets/papers"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/past"
	"todoku/store"
)

// onHandover offers what a hand-over needs: to whoever gives, the ledger and
// the bundle; to whoever takes, the checklist and the receipt.
func (a *App) onHandover() { a.learnPast(a.showHandover) }

func (a *App) showHandover(tests past.Tests, _ time.Time) {
	needs := a.store.Leans(a.settings.Settings)
	var shown *widgets.Shown
	leave := func(do func()) func() {
		return func() {
			shown.Close()
			do()
		}
	}
	ledger := papers.NewLedger(a.settings.Profiles, a.ledgerKnown(tests, needs))
	receipt := papers.NewReceipt(a.settings.Profiles, receiptLeans(needs), a.known.now())
	give := widgets.NewColumn(
		widgets.Heading(assets.Text("handover.give")), widgets.NewText(assets.Text("handover.give.text")),
		step(assets.Text("handover.ledger")), a.paperButtons(assets.Text("paper.ledger"), ledger, nil),
		step(assets.Text("handover.bundle")), widgets.NewFlow(widgets.NewButton(assets.Text("handover.bundle.write"), theme.UploadIcon(), leave(a.exportBundle))),
	)
	take := widgets.NewColumn(
		widgets.Heading(assets.Text("handover.take")), widgets.NewText(assets.Text("handover.take.text")),
		step(assets.Text("handover.import")), widgets.NewFlow(widgets.NewButton(assets.Text("handover.import.open"), theme.DownloadIcon(), leave(a.onImport))),
		step(assets.Text("handover.needs")), checks(receipt),
		step(assets.Text("handover.prove")), widgets.NewText(receipt.Count()), widgets.NewFlow(widgets.NewButton(assets.Text("overview.test.all"), theme.MediaPlayIcon(), leave(func() { a.onTestAll(nil) }))),
		step(assets.Text("handover.receipt")), a.paperButtons(assets.Text("paper.receipt"), receipt, nil),
	)
	shown = widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text("handover.title"), Width: 680,
		Content: widgets.NewColumn(give, widget.NewSeparator(), take),
		Buttons: []widgets.DialogButton{{Text: assets.Text("close"), Cancel: true, Default: true}},
	})
}

func step(title string) fyne.CanvasObject {
	t := widgets.NewText(title)
	t.Bold = true
	return t
}

// checks says of everything that the servers lean on whether it is there.
func checks(r papers.Receipt) fyne.CanvasObject {
	rows := []fyne.CanvasObject{}
	for _, line := range r.Needs() {
		rows = append(rows, widgets.NewText(line))
	}
	if len(rows) == 0 {
		rows = append(rows, widgets.NewText(assets.Text("handover.needs.none")))
	}
	return widgets.NewColumn(rows...)
}

// ledgerKnown is what the ledger knows besides the settings.
func (a *App) ledgerKnown(tests past.Tests, needs []store.Lean) papers.LedgerKnown {
	return papers.LedgerKnown{
		Known: papers.Known{Known: a.endsKnown(), Tests: tests}, Place: string(cmp.Or(a.settings.Preferences.Secrets, store.KeyringStore)),
		Provider: a.listKnown().Provider, Pieces: store.Pieces(needs),
	}
}

func receiptLeans(needs []store.Lean) []papers.ReceiptLean {
	all := []papers.ReceiptLean{}
	for _, l := range needs {
		all = append(all, papers.ReceiptLean{Kind: string(l.Piece), Text: l.Name(), There: l.There})
	}
	return all
}

// exportBundle writes the bundle of all servers by which somebody sends.
func (a *App) exportBundle() {
	e := &export{app: a, profiles: mailcore.InUse(a.settings.Profiles)}
	if len(e.profiles) == 0 {
		a.tell(assets.Text("export.title"), assets.Text("export.nothing"))
		return
	}
	e.newBundle()
}
