package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"todoku/assets"
)

// menu lists everything that can be done, with its keys.
func (a *App) menu() *fyne.MainMenu {
	return fyne.NewMainMenu(
		fyne.NewMenu(assets.Text("menu.file"),
			a.item("server.add", fyne.KeyN, a.onAdd),
			a.item("setup.title", "", a.onSetup),
			a.item("save", fyne.KeyS, func() { a.save(nil) }),
			a.item("server.copy", fyne.KeyD, a.onCopyChosen),
			a.item("server.delete", "", a.onDelete),
			fyne.NewMenuItemSeparator(),
			a.item("overview.title", fyne.KeyL, a.onOverview),
			a.item("import.title", fyne.KeyI, a.onImport),
			a.item("export.title", fyne.KeyE, func() { a.onExport(nil) }),
			a.item("sheet.title", fyne.KeyP, a.onSheet),
			fyne.NewMenuItemSeparator(),
			a.item("preferences.title", fyne.KeyComma, a.onPreferences),
			a.item("oauth.clients", "", a.onClients),
			a.quit(),
		),
		fyne.NewMenu(assets.Text("menu.test"),
			a.item("run", fyne.KeyR, a.onRun),
			a.item("stop", fyne.KeyPeriod, a.onStop),
			a.item("ports.title", "", a.onFindSettings),
			a.item("batch.title", fyne.KeyT, func() { a.onTestAll(nil) }),
			a.item("inquiry.title", fyne.KeyU, a.inquireHere),
			fyne.NewMenuItemSeparator(),
			a.item("history.title", fyne.KeyH, a.onHistory),
			a.item("practice.start", "", a.onPractice),
		),
		fyne.NewMenu(assets.Text("menu.help"),
			a.item("help.manual", "", a.onManual),
			a.item("help.causes", "", a.onCauses),
			fyne.NewMenuItemSeparator(),
			a.item("release.title", "", a.onRelease),
			a.item("about.title", "", a.onAbout),
		),
	)
}

// item is a line of the menu; Ctrl, or ⌘, with key does the same. A dialog has
// to be answered first.
func (a *App) item(text string, key fyne.KeyName, action func()) *fyne.MenuItem {
	m := fyne.NewMenuItem(assets.Text(text), func() {
		if a.window.Canvas().Overlays().Top() == nil {
			action()
		}
	})
	if key != "" {
		m.Shortcut = &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}
	}
	return m
}

func (a *App) quit() *fyne.MenuItem {
	m := a.item("quit", fyne.KeyQ, a.onClose)
	m.IsQuit = true
	return m
}

// onCopyChosen copies the chosen server, if there is one.
func (a *App) onCopyChosen() {
	if a.page.selected >= 0 {
		a.onCopy()
	}
}
