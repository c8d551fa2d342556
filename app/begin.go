package app

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"todoku/access"
	"todoku/assets"
	"todoku/assets/words"
	"todoku/crash"
	"todoku/forms/widgets"
	"todoku/store"
)

// A Beginning is what the program was started with, and what it found then.
type Beginning struct {
	Files    []string // to be read
	Beside   []string // folders of the program, in which an administrator may have put settings
	Crash    string   // record of how the last run ended; "" where there is none to name
	Policies []error  // why files of an administrator are left out
}

// Begin says what has to be said at a start, and opens what was given. It is
// called once the window is there. What is most urgent is in front.
func (a *App) Begin(b Beginning) {
	if a.parts.start.Content.Visible() {
		a.parts.start.Focus()
	}
	switch {
	case len(b.Files) > 0:
		a.openFiles(b.Files)
	case a.isFirstStart():
		a.offerBeside(b.Beside)
	default:
		a.seekPasswords()
	}
	a.draft.offer()
	if b.Crash != "" {
		a.tellCrash(b.Crash)
	}
	for _, err := range b.Policies {
		a.tellPolicy(err)
	}
}

// Front brings the window before the others, and reads files: somebody has
// started the program again.
func (a *App) Front(files []string) {
	a.window.Show()
	restore(a.window)
	a.window.RequestFocus()
	a.openFiles(files)
}

// openFiles reads the first of them: each is looked at before it is kept.
func (a *App) openFiles(files []string) {
	if len(files) > 0 {
		a.importFile(files[0])
	}
}

// tellCrash names the record of how the last run ended, once.
func (a *App) tellCrash(path string) {
	_ = crash.Told(path) // where that cannot be written, it is named again
	widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text("crashed.title"), Text: assets.Text("crashed.text", "path", path),
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("crashed.copy"), OnTapped: func() { a.copyFile(path) }},
			{Text: assets.Text("close"), Cancel: true, Default: true, Importance: importanceHigh},
		},
	})
}

func (a *App) copyFile(path string) {
	text, err := readFile(path)
	if err != nil {
		a.tell(assets.Text("file.failed"), inWords(err))
		return
	}
	a.copyText(string(text))
}

// tellPolicy says why a file of the administrator is left out.
func (a *App) tellPolicy(err error) {
	text := inWords(err)
	if broken, ok := errors.AsType[*store.BrokenError](err); ok {
		text = assets.Text("policy.broken.text", "path", broken.Path, "line", broken.Line, "excerpt", broken.Excerpt, "reason", reason(broken))
	}
	if newer, ok := errors.AsType[*store.NewerError](err); ok {
		text = assets.Text("policy.newer.text", "path", newer.Path)
	}
	a.tell(assets.Text("policy.broken"), text)
}

// isFirstStart reports whether nothing has ever been saved here.
func (a *App) isFirstStart() bool { return a.store.Blank() && a.settings.firstOwn() < 0 }

// besides are files that an administrator hands out together with the program.
var besides = []string{"*.todoku", "todoku-servers.*"}

// offerBeside offers to read settings that lie beside the program.
func (a *App) offerBeside(dirs []string) {
	path := findBeside(dirs)
	if path == "" {
		return
	}
	widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text("beside.title"), Text: assets.Text("beside.text", "path", path),
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("beside.not"), Cancel: true},
			{Text: assets.Text("beside.read"), Default: true, Importance: importanceHigh, OnTapped: func() { a.importFile(path) }},
		},
	})
}

// findBeside returns the first file in one of the folders that can be read as
// settings; "" where there is none.
func findBeside(dirs []string) string {
	for _, dir := range dirs {
		for _, pattern := range besides {
			paths, _ := filepath.Glob(filepath.Join(escaped(dir), pattern)) // the pattern is a good one
			for _, path := range slices.Sorted(slices.Values(paths)) {
				if holdsSettings(path) {
					return path
				}
			}
		}
	}
	return ""
}

// escaped makes a folder's name one that means itself alone in a pattern.
func escaped(dir string) string {
	if filepath.Separator == '\\' {
		return dir // where nothing can be escaped, and [ is rare
	}
	return strings.NewReplacer("*", `\*`, "?", `\?`, "[", `\[`, `\`, `\\`).Replace(dir)
}

func holdsSettings(path string) bool {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return false
	}
	data, err := readFile(path)
	if err != nil || store.IsBundle(data) {
		return err == nil
	}
	drafts, _, err := words.ReadServers(data, filepath.Base(path), "")
	return err == nil && len(drafts) > 0
}

// seekPasswords says once on each computer that there are settings, and none
// of their passwords: settings roam with their user, the keyring stays.
func (a *App) seekPasswords() {
	if a.settings.Preferences.Secrets != store.KeyringStore {
		return
	}
	secrets, profiles := a.secrets, slices.Clone(a.settings.Profiles)
	a.background(func() {
		n, err := access.WithoutPasswords(store.Silent(a.ctx), secrets, profiles)
		first := false
		if n > 0 && err == nil {
			first, _ = a.store.Once("passwords") // where that cannot be noted nothing is said: it would be at every start
		}
		a.do(func() {
			if a.sought = true; first {
				a.tellNoPasswords(n)
			}
		})
	})
}

func (a *App) tellNoPasswords(n int) {
	widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text("passwords.none"), Text: assets.Text("passwords.none.text", "n", n),
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("import.title"), OnTapped: a.onImport},
			{Text: assets.Text("close"), Cancel: true, Default: true, Importance: importanceHigh},
		},
	})
}
