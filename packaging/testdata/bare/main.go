// Command bare is the least that a window of Fyne can be: one text, in the size
// of Todoku's window. packaging/bench-window.sh measures Todoku against it.
package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/widget"
)

func main() {
	w := app.NewWithID("jp.todoku.bare").NewWindow("bare")
	w.SetContent(widget.NewLabel("Todoku"))
	w.Resize(fyne.NewSize(1180, 760))
	w.ShowAndRun()
}
