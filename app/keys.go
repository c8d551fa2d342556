package app

import (
	"runtime"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/forms/widgets"
)

// A command is what a person can do by the menu, by a key, or both.
type command struct {
	menu  string       // words; "" is in none
	text  string       // words; "" is a line between others
	key   fyne.KeyName // "" for none
	plain bool         // the key alone does it, where no field wants it; else with Ctrl, ⌘ on a Mac, and letters with Alt too
	do    func(*App)   // nil where the widgets do it
}

// commands is everything that can be done, in the order of the menus. The
// menus, the keys, the letters on the buttons and the page about keys are made
// of it, and a test holds the manuals against it.
func commands() []command {
	return []command{
		{"menu.file", "server.add", fyne.KeyN, false, (*App).onAdd},
		{"menu.file", "setup.title", "", false, (*App).onSetup},
		{"menu.file", "save", fyne.KeyS, false, func(a *App) { a.save(nil) }},
		{"menu.file", "server.copy", fyne.KeyD, false, (*App).onCopyChosen},
		{"menu.file", "server.delete", "", false, (*App).onDelete},
		{"menu.file", "", "", false, nil},
		{"menu.file", "overview.title", fyne.KeyL, false, (*App).onOverview},
		{"menu.file", "ends.title", "", false, (*App).onEnds},
		{"menu.file", "import.title", fyne.KeyI, false, (*App).onImport},
		{"menu.file", "export.title", fyne.KeyE, false, func(a *App) { a.onExport(nil) }},
		{"menu.file", "sheet.title", fyne.KeyP, false, (*App).onSheet},
		{"menu.file", "review.title", "", false, (*App).onReview},
		{"menu.file", "handover.title", "", false, (*App).onHandover},
		{"menu.file", "", "", false, nil},
		{"menu.file", "preferences.title", fyne.KeyComma, false, (*App).onPreferences},
		{"menu.file", "oauth.clients", "", false, (*App).onClients},
		{"menu.file", "quit", fyne.KeyQ, false, (*App).onClose},

		{"menu.test", "run", fyne.KeyR, false, (*App).onRun},
		{"menu.test", "stop", fyne.KeyPeriod, false, (*App).onStop},
		{"menu.test", "ports.title", "", false, (*App).onFindSettings},
		{"menu.test", "batch.title", fyne.KeyT, false, func(a *App) { a.onTestAll(nil) }},
		{"menu.test", "inquiry.title", fyne.KeyU, false, (*App).inquireHere},
		{"menu.test", "explain.title", fyne.KeyM, false, (*App).onExplain},
		{"menu.test", "", "", false, nil},
		{"menu.test", "history.title", fyne.KeyH, false, (*App).onHistory},
		{"menu.test", "watch.title", "", false, (*App).onWatch},
		{"menu.test", "practice.start", "", false, (*App).onPractice},

		{"menu.help", "help.manual", "", false, (*App).onManual},
		{"menu.help", "help.causes", "", false, (*App).onCauses},
		{"menu.help", "keys.title", fyne.KeySlash, false, func(a *App) { showKeys(a.window) }},
		{"menu.help", "", "", false, nil},
		{"menu.help", "release.title", "", false, (*App).onRelease},
		{"menu.help", "about.title", "", false, (*App).onAbout},

		{"", "keys.help", fyne.KeyF1, true, func(a *App) { showKeys(a.window) }},
		{"", "keys.menu", fyne.KeyF10, true, (*App).showMenu},
		{"", "keys.escape", fyne.KeyEscape, true, (*App).onEscape},
		{"", "keys.tab", fyne.KeyTab, true, nil},
		{"", "keys.arrows", fyne.KeyUp, true, nil},
		{"", "keys.page", fyne.KeyPageDown, true, nil},
		{"", "keys.press", fyne.KeySpace, true, nil},
		{"", "keys.delete", fyne.KeyDelete, true, nil},
	}
}

// keyNames are the words for keys that are called otherwise than by Fyne.
var keyNames = map[fyne.KeyName]string{
	fyne.KeyEscape: "keys.name.escape", fyne.KeyTab: "keys.name.tab", fyne.KeyUp: "keys.name.arrows",
	fyne.KeyPageDown: "keys.name.page", fyne.KeySpace: "keys.name.space", fyne.KeyDelete: "keys.name.delete",
}

// mac reports whether ⌘ is what Ctrl and Alt are elsewhere.
func mac() bool { return runtime.GOOS == "darwin" }

// keys is what a person presses for a command.
func (c command) keys() string {
	name := string(c.key)
	if own, ok := keyNames[c.key]; ok {
		name = assets.Text(own)
	}
	switch {
	case c.plain || c.key == "":
		return name
	case mac():
		return "⌘" + name
	case c.letter():
		return "Ctrl+" + name + assets.Text("list.separator") + "Alt+" + name
	}
	return "Ctrl+" + name
}

// letter reports whether Alt with the key does it too.
func (c command) letter() bool {
	return !c.plain && len(c.key) == 1 && c.key >= "A" && c.key <= "Z"
}

// ofServer are the commands about the server on the screen.
var ofServer = []string{"save", "server.copy", "server.delete", "sheet.title", "run", "ports.title", "inquiry.title"}

// command returns what does c, unless a dialog has to be answered first, or
// there is no server on the screen yet.
func (a *App) command(c command) func() {
	return func() {
		starting := a.parts.start.Content.Visible() && slices.Contains(ofServer, c.text)
		if a.window.Canvas().Overlays().Top() == nil && !starting {
			c.do(a)
		}
	}
}

// register lets the keys do what the table says that Fyne's menu does not:
// Alt with a letter. A Mac types other letters with it.
func (a *App) register() {
	for _, c := range commands() {
		if c.letter() && !mac() {
			do := a.command(c)
			a.window.Canvas().AddShortcut(&desktop.CustomShortcut{KeyName: c.key, Modifier: fyne.KeyModifierAlt}, func(fyne.Shortcut) { do() })
		}
	}
}

// lettered shows on a button the letter of the command with those words.
func lettered(b *widgets.Button, text string) *widgets.Button {
	i := slices.IndexFunc(commands(), func(c command) bool { return c.text == text && c.letter() })
	if i >= 0 {
		b.SetLetter(string(commands()[i].key), accessKey(commands()[i]))
	}
	return b
}

// accessKey is how the letter on a button is used.
func accessKey(c command) string {
	if mac() {
		return "⌘" + string(c.key)
	}
	return "Alt+" + string(c.key)
}

// onKey gets the keys that no field wants.
func (a *App) onKey(key *fyne.KeyEvent) {
	for _, c := range commands() {
		if c.plain && c.key == key.Name && c.do != nil {
			c.do(a)
		}
	}
}

// onEscape stops a test, or else leaves the start card or the list of all
// servers.
func (a *App) onEscape() {
	switch {
	case widgets.Repeats(a.window.Canvas()):
	case a.busy():
		a.onStop()
	case a.parts.start.Content.Visible():
		a.leaveStart()
	default:
		a.showOverview(false)
	}
}

// showMenu opens the menus for the keyboard.
func (a *App) showMenu() {
	var items []*fyne.MenuItem
	for _, m := range a.menu().Items {
		item := fyne.NewMenuItem(m.Label, nil)
		item.ChildMenu = m
		items = append(items, item)
	}
	m := widget.NewPopUpMenu(fyne.NewMenu("", items...), a.window.Canvas())
	m.ShowAtPosition(fyne.NewPos(0, 0))
	m.ActivateNext()
}

// showKeys shows in front of w what can be done by which key.
func showKeys(w fyne.Window) {
	if w.Canvas().Overlays().Top() != nil {
		return
	}
	var rows []fyne.CanvasObject
	section := "none"
	for _, c := range commands() {
		if c.text == "" || c.key == "" {
			continue
		}
		if c.menu != section {
			section = c.menu
			rows = append(rows, widgets.Heading(keySection(section)))
		}
		rows = append(rows, widgets.NewRow(c.keys(), false, widgets.NewText(assets.Text(c.text))))
	}
	widgets.ShowDialog(w, widgets.Dialog{
		Title: assets.Text("keys.title"), Text: strings.TrimSpace(assets.Text("keys.text")), Width: 560,
		Content: widgets.NewRows(rows...),
		Buttons: []widgets.DialogButton{{Text: assets.Text("close"), Default: true, Cancel: true}},
	})
}

func keySection(menu string) string {
	if menu == "" {
		return assets.Text("keys.everywhere")
	}
	return assets.Text(menu)
}
