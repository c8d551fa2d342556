//go:build !windows

package app

import "fyne.io/fyne/v2"

// restore has nothing to do: showing a window that is minimised brings it back.
func restore(fyne.Window) {}
