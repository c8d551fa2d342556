package app

import (
	"todoku/assets"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/products"
)

// The stages of the way of a server, in order.
const (
	fillingIn = iota
	checking
	typingIn
	stages
)

// newStages is the bar over settings and test, of which each part leads there.
func (a *App) newStages() *widgets.Stages {
	labels := []string{assets.Text("stage.1"), assets.Text("stage.2"), assets.Text("stage.3")}
	return widgets.NewStages(labels, func(i int) {
		switch i {
		case fillingIn:
			a.parts.panes.ShowSettings()
		case checking:
			a.parts.panes.ShowTest()
		case typingIn:
			a.onSheet()
		}
	})
}

// showStage says how far the server on the screen has come.
func (a *App) showStage() {
	if a.parts.panes == nil { // which is being made
		return
	}
	done := a.page.stages()
	now := 0
	for now < typingIn && done[now] {
		now++
	}
	open := -1
	if a.parts.panes.Narrow() {
		open = fillingIn
		if a.parts.panes.Testing() {
			open = checking
		}
	}
	a.parts.stages.Set(now, done, open)
}

// stages says which are behind the server on the screen.
func (p *page) stages() []bool {
	done := make([]bool, stages)
	done[fillingIn] = len(mailcore.Errors(products.Problems(p.current, p.scope))) == 0 && p.selectedOrTyped()
	done[checking] = done[fillingIn] && p.current.Standing() == mailcore.Proven && !p.newPasswords()
	return done
}

// selectedOrTyped reports whether there is a server at all.
func (p *page) selectedOrTyped() bool { return p.selected >= 0 || p.dirty() }
