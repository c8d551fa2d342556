package app

import "time"

// A timer has f called once d has passed, in a goroutine of its own, unless it
// is stopped before.
type timer func(d time.Duration, f func()) (stop func())

func systemTimer(d time.Duration, f func()) (stop func()) {
	t := time.AfterFunc(d, f)
	return func() { t.Stop() }
}
