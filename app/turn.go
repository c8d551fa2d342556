package app

import "context"

// A turn is the right to talk to a server. One test, search or look has it at
// a time: two at once would disturb each other at the same server, and many
// servers lock out whoever logs in twice. It is taken and given back on the UI
// thread, by [App.begin] and [App.end] alone. The zero turn is free.
type turn struct {
	stop context.CancelFunc // of what has the turn; nil while it is free
}

// begin takes the turn for what stop ends. It reports false, and stops what
// wanted to begin, where somebody else has the turn.
func (a *App) begin(stop context.CancelFunc) bool {
	if a.busy() {
		stop()
		return false
	}
	a.turn.stop = stop
	a.parts.show(a)
	return true
}

// end gives the turn back, which frees what its context holds, and draws what
// depends on it.
func (a *App) end() {
	a.turn.stop()
	a.turn = turn{}
	a.parts.show(a)
}

// busy reports whether somebody has the turn.
func (a *App) busy() bool { return a.turn.stop != nil }

// onStop asks whoever has the turn to stop. It is free when that has ended.
func (a *App) onStop() {
	if a.busy() {
		a.turn.stop()
	}
}
