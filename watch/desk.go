package watch

import "github.com/gen2brain/beeep"

// Desk shows a notice of the system.
func Desk(title, text string) error {
	beeep.AppName = "Todoku"
	return beeep.Notify(title, text, "")
}
