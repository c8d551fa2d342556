// Todoku sets up mail servers, proves that they work, and says in plain words
// what is wrong when they don't.
package main

import (
	"errors"
	"os"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"todoku/app"
	"todoku/assets"
	"todoku/crash"
	"todoku/instance"
	"todoku/softgl"
	"todoku/store"
	"todoku/version"
)

func main() {
	if crash.Watcher() {
		crash.Watch(nil, "")
	}
	softgl.Begin()
	arguments := readArguments()
	files, wrong := openStore()
	claim := start(files, &arguments)
	defer claim.Release()
	prepareDesktop()
	fyneapp.SetMetadata(fyne.AppMetadata{
		ID: "jp.todoku.desktop", Name: "Todoku", Version: version.Current().Number,
		Icon: fyne.NewStaticResource("icon.png", assets.Icon), Migrations: map[string]bool{"fyneDo": os.Getenv("TODOKU_CHECK_THREADS") == ""},
	})
	program := app.Still(fyneapp.New())
	window := app.New(program, files, fyne.Do)
	defer window.Close()
	window.Show()
	window.Begin(app.Beginning{Files: arguments.Files, Beside: store.ProgramFolders(), Crash: crash.Left(files.Dir()), Policies: wrong})
	claim.Serve(func(files []string) { fyne.DoAndWait(func() { window.Front(files) }) })
	takeOpened(func(files []string) { fyne.Do(func() { window.Front(files) }) })
	program.Run()
}

// readArguments does what needs no window, and ends the program then.
func readArguments() app.Arguments {
	arguments, err := app.ParseArguments(os.Args[1:])
	switch {
	case err != nil:
		printText(os.Stderr, err.Error()+"\n\n"+assets.Text("start.usage"))
		os.Exit(2)
	case arguments.Help:
		printText(os.Stdout, assets.Text("start.usage"))
		os.Exit(0)
	case arguments.Version:
		printText(os.Stdout, version.Current().String())
		os.Exit(0)
	}
	return arguments
}

// openStore opens the settings folder under what an administrator decided, and
// says why a file of the administrator's is left out.
func openStore() (*store.Store, []error) {
	policy, wrong := store.ReadPolicy(store.PolicyPlaces()...)
	files, err := store.Open("")
	if err != nil {
		crash.End("", func() string { return assets.Text("start.folder", "error", err.Error()) }, err)
	}
	files.Obey(policy)
	return files, wrong
}

// start makes this process the one with the window of the settings folder, and
// has it watched. Where another has that window, this one ends.
func start(files *store.Store, arguments *app.Arguments) *instance.Claim {
	saved, _ := files.Peek() // a file that cannot be read is told of by the window
	assets.SetLanguage(saved.Preferences.Language)
	claim, err := instance.Take(files.Dir(), arguments.Files)
	switch {
	case errors.Is(err, instance.ErrElsewhere):
		os.Exit(0)
	case err != nil:
		crash.End(files.Dir(), func() string { return assets.Text("start.locked", "host", instance.Owner(files.Dir())) }, err)
	}
	if arguments.Software || saved.Preferences.Software {
		softgl.Ask()
	}
	crash.Watch(crash.Folders(files.Dir()), saved.Preferences.Language)
	return claim
}
