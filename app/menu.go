package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"todoku/assets"
)

// menu lists everything that can be done, with its keys.
func (a *App) menu() *fyne.MainMenu {
	var menus []*fyne.Menu
	for _, c := range commands() {
		if c.menu == "" {
			continue
		}
		if len(menus) == 0 || menus[len(menus)-1].Label != assets.Text(c.menu) {
			menus = append(menus, fyne.NewMenu(assets.Text(c.menu)))
		}
		m := menus[len(menus)-1]
		m.Items = append(m.Items, a.item(c))
	}
	return fyne.NewMainMenu(menus...)
}

// item is a line of the menu; Ctrl, or ⌘, with its key does the same.
func (a *App) item(c command) *fyne.MenuItem {
	if c.text == "" {
		return fyne.NewMenuItemSeparator()
	}
	m := fyne.NewMenuItem(assets.Text(c.text), a.command(c))
	m.IsQuit = c.text == "quit"
	if c.key != "" {
		m.Shortcut = &desktop.CustomShortcut{KeyName: c.key, Modifier: fyne.KeyModifierShortcutDefault}
	}
	return m
}

// onCopyChosen copies the chosen server, if there is one.
func (a *App) onCopyChosen() {
	if a.page.selected >= 0 {
		a.onCopy()
	}
}
