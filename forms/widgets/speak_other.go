//go:build !windows

package widgets

import "fyne.io/fyne/v2"

// speak is for Windows: elsewhere there is no way to a screen reader that needs
// no window of the system's own.
var speak = func(fyne.CanvasObject, string) {}
