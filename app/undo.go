package app

import (
	"reflect"

	"todoku/assets"
	"todoku/forms"
	"todoku/mailcore"
)

// A wipe is a change of the whole form by one press that can still be taken
// back: until anything else is typed, or another server is chosen.
type wipe struct {
	offer *forms.Undo
	after mailcore.Profile // the form as the press left it
	page  int              // at that time
}

// show keeps the offer while nothing has changed since.
func (w *wipe) show(a *App) {
	if w.page != a.page.number || !reflect.DeepEqual(w.after, a.page.current) {
		w.offer.Hide()
	}
}

// replace puts other settings into the form, and offers to take that back.
// done is the key of the text that says what happened.
func (a *App) replace(p mailcore.Profile, done string) {
	before, w := a.page.current, &a.parts.product.wipe
	a.put(p)
	w.after, w.page = a.page.current, a.page.number
	if !reflect.DeepEqual(before, w.after) {
		w.offer.Offer(assets.Text(done), func() { a.put(before) })
	}
	a.parts.settle()
}

// put shows settings in the form.
func (a *App) put(p mailcore.Profile) {
	a.page.current = p
	a.form.Redraw()
	a.edited()
}
