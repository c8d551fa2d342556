package app

import (
	"todoku/forms"
	"todoku/mailcore"
)

// lead goes to a field of the server on the screen; where the product's screen
// has none for it, on our own.
func (a *App) lead(field string) {
	if !a.form.Has(field) {
		a.parts.product.choose("")
	}
	if field != forms.Recipient.Key {
		a.parts.panes.ShowSettings()
	}
	a.form.Focus(field)
}

// next is what follows a test that passed.
func (a *App) next() *forms.Next {
	return &forms.Next{TypeIn: a.typeIn, RoundTrip: a.roundTrip, Domain: func(r mailcore.Report) { a.showDetails(r) }}
}

// typeIn keeps what passed, and says what to type where in the product.
func (a *App) typeIn() {
	if a.page.current.Practice || a.page.selected >= 0 && !a.page.dirty() {
		a.onSheet()
		return
	}
	a.save(a.onSheet)
}

// roundTrip looks for the mail in the mailbox; what that needs is asked for
// first.
func (a *App) roundTrip() {
	a.page.scope, a.page.asked = mailcore.RoundTripScope, true
	a.parts.choice.SetSelected(string(a.page.scope))
	if a.page.current.Incoming.Protocol == "" {
		a.lead("incoming.protocol")
		a.parts.show(a)
		return
	}
	a.onRun()
}
