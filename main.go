// Todoku sets up mail servers, proves that they work, and says in plain words
// what is wrong when they don't.
package main

import (
	"fmt"
	"os"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"todoku/app"
	"todoku/assets"
	"todoku/softgl"
	"todoku/store"
)

// version is set when a release is built.
var version = "0.1.0-dev"

func main() {
	softgl.Begin()
	prepareDesktop()
	fyneapp.SetMetadata(fyne.AppMetadata{
		ID: "jp.todoku.desktop", Name: "Todoku", Version: version,
		Icon: fyne.NewStaticResource("icon.png", assets.Icon), Migrations: map[string]bool{"fyneDo": os.Getenv("TODOKU_CHECK_THREADS") == ""},
	})
	files, err := store.Open("")
	if err != nil {
		fmt.Fprintln(os.Stderr, "todoku:", err)
		os.Exit(1)
	}
	program := app.Still(fyneapp.New())
	window := app.New(program, files, fyne.Do)
	defer window.Close()
	window.Show()
	program.Run()
}
