package app

import (
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"todoku/access"
	"todoku/assets"
	"todoku/forms"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/cause"
	"todoku/mailcore/steps"
)

// onScreen reports whether r is of the server on the screen.
func (a *App) onScreen(r mailcore.Report) bool {
	return r.Profile.ID == a.page.current.ID && (r.Profile.ID != "" || r.ID == a.view.Report().ID)
}

// mendable reports whether something can be tried about the failure of r.
func (a *App) mendable(r mailcore.Report) bool {
	return a.onScreen(r) && (len(cause.Remedies(r)) > 0 || len(pinOf(r)) > 0)
}

// pinOf is the change that trusts the certificate at which r failed; none
// where that is not what is wrong.
func pinOf(r mailcore.Report) []mailcore.Change {
	if _, failed := r.Failure(); !failed {
		return nil
	}
	fixes := cause.Diagnose(r)[0].Fixes
	if len(fixes) == 1 && fixes[0].Field == "pin" {
		return fixes
	}
	return nil
}

// A trial is a test of settings that are not on the screen, in a dialog.
type trial struct {
	app     *App
	tester  *steps.Tester
	account access.Login
	page    int // of the screen at its beginning
	shown   *widgets.Shown
	ctx     context.Context
}

// newTrial begins a trial of what is on the screen. Until its end there is no
// other test; nil means that it cannot begin.
func (a *App) newTrial() *trial {
	if a.busy() {
		a.tell(assets.Text("test.failed"), assets.Text("cards.busy"))
		return nil
	}
	a.window.RequestFocus() // the report may be in another one
	tester, p, err := a.tester(a.page.current.Normalised())
	if err != nil {
		a.tell(assets.Text("test.failed"), inWords(err))
		return nil
	}
	t := &trial{app: a, tester: tester, account: a.loginOf(p), page: a.page.number}
	if !t.begin() {
		return nil
	}
	return t
}

// begin takes the turn; false means that somebody else has it.
func (t *trial) begin() bool {
	ctx, stop := context.WithCancel(t.app.ctx)
	if !t.app.begin(stop) {
		return false
	}
	t.ctx = ctx
	return true
}

// end lets other tests begin, and says whether the trial was stopped.
func (t *trial) end() (stopped bool) {
	stopped = t.ctx.Err() != nil
	t.app.end()
	return stopped
}

// stopButton ends a trial; the dialog stays until it has ended.
func (t *trial) stopButton() widgets.DialogButton {
	return widgets.DialogButton{Text: assets.Text("stop"), Default: true, Cancel: true, Ready: func() bool { t.app.onStop(); return false }}
}

// onMend shows what could mend the failure of r, or asks to trust a certificate.
func (a *App) onMend(r mailcore.Report) {
	if !a.mendable(r) {
		return
	}
	if len(cause.Remedies(r)) == 0 {
		a.askPin(r)
		return
	}
	all := loginsOf(a.page.current, r.Scope)
	a.unlessRefused(all, func() { a.offerRemedies(r, a.attempts.Spare(all)) }, nil)
}

// offerRemedies shows what could mend the failure of r and what it costs, and
// tries what somebody agrees to. spare is as in [steps.Tester].
func (a *App) offerRemedies(r mailcore.Report, spare int) {
	offers, left := (&steps.Tester{Spare: spare}).Offers(a.page.current.Normalised(), r)
	view := forms.NewCandidatesView(offers, left)
	dialog := widgets.Dialog{
		Title: assets.Text("mend.list"), Text: assets.Text("mend.list.text"), Content: view.Content, Width: 640,
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("budget.no"), Cancel: true},
			{Text: assets.Text("mend.list.yes"), Default: true, Importance: importanceHigh, Ready: view.Agreed, OnTapped: func() { a.mend(r, view.Without(), spare) }},
		},
	}
	if !view.Agreed() { // there is no login left for any
		dialog.Text, dialog.Content = "", widgets.NewColumn(view.Content, widget.NewSeparator(), forms.NewRemedy(cause.Diagnose(r)[0]))
		dialog.Buttons = []widgets.DialogButton{{Text: assets.Text("close"), Default: true, Cancel: true}}
	}
	a.window.RequestFocus() // the report may be in another one
	widgets.ShowDialog(a.window, dialog)
}

// mend tries what could mend the failure of r, but for what somebody does not
// want, and offers what worked.
func (a *App) mend(r mailcore.Report, without [][]mailcore.Change, spare int) {
	t := a.newTrial()
	if t == nil {
		return
	}
	t.tester.Spare = spare
	view := forms.NewAttemptsView()
	t.shown = widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text("mend.running"), Text: assets.Text("mend.text"), Content: roomFor(a.window, view.Content), Width: 640,
		Buttons: []widgets.DialogButton{t.stopButton()},
	})
	a.background(func() { t.mend(r, without, func(attempts []mailcore.Attempt) { view.Show(attempts, true) }) })
}

// roomFor gives content that grows a place in a dialog that does not.
func roomFor(w fyne.Window, content fyne.CanvasObject) fyne.CanvasObject {
	scroll := container.NewVScroll(content)
	scroll.SetMinSize(fyne.NewSize(0, max(120, min(280, w.Canvas().Size().Height-320))))
	return scroll
}

// mend is the goroutine of a trial of remedies.
func (t *trial) mend(r mailcore.Report, without [][]mailcore.Change, show func([]mailcore.Attempt)) {
	p, err := t.account.Ready(t.ctx, r.Scope)
	var attempts []mailcore.Attempt
	if err == nil {
		attempts = t.tester.Mend(t.ctx, p, r, without, func(all []mailcore.Attempt) { t.app.do(func() { show(all) }) })
	}
	t.app.do(func() {
		t.shown.Close()
		stopped := t.end()
		switch {
		case t.app.page.number != t.page || errors.Is(err, context.Canceled):
		case err != nil:
			t.app.tellSecret(err)
		case len(attempts) > 0 && attempts[len(attempts)-1].Worked:
			t.offer(p, r.Scope, attempts)
		case stopped:
			t.tellStopped(attempts)
		default:
			t.tellUnmended(r, attempts)
		}
	})
}

// tellSecret says why a password or a token could not be had.
func (a *App) tellSecret(err error) {
	if a.page.current.OAuth != "" {
		a.tellOAuth(err)
		return
	}
	a.tell(assets.Text("test.failed"), inWords(err))
}

// offer shows what worked, and puts it on the screen if the user wants it.
func (t *trial) offer(p mailcore.Profile, scope mailcore.Scope, attempts []mailcore.Attempt) {
	last := attempts[len(attempts)-1]
	text := assets.Text("mend.worked.text")
	if last.Report.Scope != scope { // there were too few logins for the whole
		text = assets.Text("mend.worked.part", "scope", assets.Text("scope."+string(last.Report.Scope)))
	}
	widgets.ShowDialog(t.app.window, widgets.Dialog{
		Title: assets.Text("mend.worked"), Text: text, Width: 640,
		Content: widgets.NewColumn(forms.NewChangeTable(p, last.Changes), widget.NewSeparator(), tried(attempts)),
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("mend.keep"), Cancel: true},
			{Text: assets.Text("mend.take"), Default: true, Importance: importanceHigh, OnTapped: func() { t.app.takeProven(p, last) }},
		},
	})
}

// tried lists attempts that have ended.
func tried(attempts []mailcore.Attempt) fyne.CanvasObject {
	view := forms.NewAttemptsView()
	view.Show(attempts, false)
	caption := widgets.NewText(assets.Text("mend.tried"))
	caption.Bold = true
	return widgets.NewColumn(caption, view.Content)
}

// take puts settings on the screen, unsaved.
func (a *App) take(changes []mailcore.Change) {
	a.form.Take(changes)
	if a.page.current.Practice {
		a.page.saved = a.page.current // nobody wants to be asked about an exercise
		a.settings.Profiles = put(slices.Clone(a.settings.Profiles), a.page.current)
	}
	a.parts.panes.ShowSettings()
	a.refresh()
}

// takeProven puts settings on the screen with the test that proved them. p has
// the passwords that were used.
func (a *App) takeProven(p mailcore.Profile, proven mailcore.Attempt) {
	a.take(proven.Changes)
	a.page.tested, _ = p.With(proven.Changes...) // the changes have been made before
	a.view.Show(proven.Report)
	a.form.Mark(cause.Diagnose(proven.Report))
	err := a.keepRun(proven.Report)
	a.verify(proven.Report)
	a.refresh()
	a.tellOutcome(proven.Report)
	if err != nil {
		a.tell(assets.Text("history.failed"), inWords(err))
	}
}

// tellStopped says what was tried before the user stopped it.
func (t *trial) tellStopped(attempts []mailcore.Attempt) {
	widgets.ShowDialog(t.app.window, widgets.Dialog{
		Title: assets.Text("mend.stopped"), Text: assets.Text("mend.stopped.text"), Content: tried(attempts), Width: 640,
		Buttons: []widgets.DialogButton{{Text: assets.Text("close"), Default: true, Cancel: true}},
	})
}

// tellUnmended says that nothing helped, and what to do next.
func (t *trial) tellUnmended(r mailcore.Report, attempts []mailcore.Attempt) {
	buttons := []widgets.DialogButton{{Text: assets.Text("close"), Default: true, Cancel: true}}
	if len(pinOf(r)) > 0 {
		buttons = append(buttons, widgets.DialogButton{Text: assets.Text("mend.pin"), OnTapped: func() { t.app.askPin(r) }})
	}
	widgets.ShowDialog(t.app.window, widgets.Dialog{
		Title: assets.Text("mend.none"), Text: assets.Text("mend.none.text"), Width: 640, Buttons: buttons,
		Content: widgets.NewColumn(forms.NewRemedy(cause.Diagnose(r)[0]), widget.NewSeparator(), tried(attempts)),
	})
}

// askPin trusts the certificate at which r failed if the user has confirmed
// its fingerprint, and then tests again.
func (a *App) askPin(r mailcore.Report) {
	failure, _ := r.Failure()
	a.window.RequestFocus()
	widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text("mend.pin.title"), Text: assets.Text("mend.pin.text"), Width: 640,
		Content: forms.NewCertificateRows(r, failure.Side),
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("mend.pin.no"), Cancel: true},
			{Text: assets.Text("mend.pin.yes"), Importance: widget.DangerImportance, OnTapped: func() {
				a.form.Take(pinOf(r))
				a.page.scope = r.Scope
				a.parts.choice.SetSelected(string(r.Scope))
				a.onRun()
			}},
		},
	})
}
