package main

import "github.com/gen2brain/beeep"

// showNotice shows a notice of the system.
func showNotice(title, text string) error {
	beeep.AppName = "Todoku"
	return beeep.Notify(title, text, "")
}
