package app

import (
	"slices"
	"time"

	"todoku/assets"
	"todoku/store"
)

// lookEvery is how often the settings file is looked at while the window is
// open: somebody who saves in a terminal sees it in the window soon.
const lookEvery = 2 * time.Second

// lookElsewhere shows from time to time what another program has saved, until
// the program ends.
func (a *App) lookElsewhere() {
	systemTimer(lookEvery, func() {
		switch {
		case a.ctx.Err() != nil:
		case a.store.Stale():
			a.do(func() { a.takeOver(); a.lookElsewhere() })
		default: // the window is left asleep
			a.lookElsewhere()
		}
	})
}

// takeOver shows the settings as another program saved them meanwhile. While
// somebody is asked something, or a test runs, that waits; and where the server
// on the screen has changes of its own and is another in the file, saving asks.
func (a *App) takeOver() {
	if a.busy() || a.window.Canvas().Overlays().Top() != nil || !a.store.Stale() {
		return
	}
	there, err := a.store.Peek()
	if err != nil || a.page.dirty() && a.page.selected >= 0 && a.differs(newSettings(there)) {
		return
	}
	there, err = a.store.Load()
	if err != nil {
		return // somebody is about to write it
	}
	before, again := a.settings, a.differs(newSettings(there))
	a.settings = newSettings(there)
	a.prefersNow(before.Preferences)
	overview := a.parts.all.pane.Visible()
	switch at := index(a.settings.Profiles, a.page.current.ID); {
	case a.page.selected < 0:
	case at < 0:
		a.choose(a.settings.near(a.page.selected))
		a.startIfNone()
	case again:
		a.choose(at)
	default:
		a.page.selected = at
		a.page.proven(a.settings.Profiles[at])
	}
	if overview {
		a.showOverview(true)
	}
	a.refresh()
	a.note(a.window, assets.Text("note.elsewhere"), "", nil)
}

// differs reports whether the server on the screen, as it was last saved here,
// is another one there, or gone.
func (a *App) differs(there settings) bool {
	here, at := index(a.settings.Profiles, a.page.current.ID), index(there.Profiles, a.page.current.ID)
	return here >= 0 && (at < 0 || !store.Same(a.settings.Profiles[here], there.Profiles[at]))
}

// prefersNow applies preferences that have changed.
func (a *App) prefersNow(before store.Preferences) {
	now := a.settings.Preferences
	if now.Secrets != before.Secrets {
		a.openSecrets()
	}
	if now.Language != before.Language || now.Theme != before.Theme {
		a.applyPreferences()
	}
	if now.Language != before.Language {
		a.rebuild()
	}
	if !slices.Equal(now.Columns, before.Columns) {
		a.parts.all.list.SetColumns(now.Columns)
	}
}
