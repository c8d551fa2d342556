//go:build race

package cause

import "testing"

// valuesAlone leaves out a test of values that no goroutine touches: with the
// race detector it takes minutes, and "make house" runs it without.
func valuesAlone(t *testing.T) { t.Skip("run by make house, without the race detector") }
