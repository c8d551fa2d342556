package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"todoku/assets"
	"todoku/assets/fonts"
	"todoku/forms/widgets"
)

// menu lists everything that can be done, with its keys.
func (a *App) menu() *fyne.MainMenu {
	return fyne.NewMainMenu(
		fyne.NewMenu(assets.Text("menu.file"),
			item("server.add", fyne.KeyN, a.onAdd),
			item("save", fyne.KeyS, func() { a.save(nil) }),
			item("server.copy", fyne.KeyD, a.onCopyChosen),
			item("server.delete", "", a.onDelete),
			fyne.NewMenuItemSeparator(),
			item("preferences.title", fyne.KeyComma, a.onPreferences),
			quit(a.onClose),
		),
		fyne.NewMenu(assets.Text("menu.test"),
			item("run", fyne.KeyR, a.onRun),
			item("stop", fyne.KeyPeriod, a.onStop),
			fyne.NewMenuItemSeparator(),
			item("history.title", fyne.KeyH, a.onHistory),
			item("practice.start", "", a.onPractice),
		),
		fyne.NewMenu(assets.Text("menu.help"),
			item("about.title", "", a.onAbout),
		),
	)
}

// item is a line of the menu; Ctrl, or ⌘, with key does the same.
func item(text string, key fyne.KeyName, action func()) *fyne.MenuItem {
	m := fyne.NewMenuItem(assets.Text(text), action)
	if key != "" {
		m.Shortcut = &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}
	}
	return m
}

func quit(action func()) *fyne.MenuItem {
	m := item("quit", fyne.KeyQ, action)
	m.IsQuit = true
	return m
}

// onCopyChosen copies the chosen server, if there is one.
func (a *App) onCopyChosen() {
	if a.selected >= 0 {
		a.onCopy()
	}
}

// onAbout says what this is and under which licences its parts come.
func (a *App) onAbout() {
	licence := widgets.NewCaption(fonts.Licence)
	scroll := container.NewVScroll(licence)
	scroll.SetMinSize(fyne.NewSize(480, 220))
	widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text("about.title"), Text: assets.Text("about.text", "version", a.app.Metadata().Version), Content: scroll, Width: 560,
		Buttons: []widgets.DialogButton{{Text: assets.Text("close"), Default: true, Cancel: true}},
	})
}
