package app

import (
	"io"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"

	"todoku/assets"
	"todoku/assets/papers"
	"todoku/store"
)

// files asks a person for files. Tests put answers of their own in its place.
type files struct {
	save func(w fyne.Window, name string, then func(path string))
	open func(w fyne.Window, then func(path string))
}

// fileDialogs are our own.
var fileDialogs = files{save: askSave, open: askOpen}

// saveAs writes data where the user wants it, and then goes on; then may be
// nil.
func (a *App) saveAs(w fyne.Window, name string, data []byte, then func()) {
	a.files.save(w, name, func(path string) {
		if err := replaceFile(path, data); err != nil {
			a.tellIn(w, assets.Text("file.failed"), inWords(err))
			return
		}
		a.noteWritten(w, path)
		if then != nil {
			then()
		}
	})
}

// replaceFile writes a file whole or not at all: what was there before stays
// until the new one is complete. A link keeps pointing to it. There are addresses
// in what we write, so its owner alone may read it.
func replaceFile(path string, data []byte) error {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	return store.WriteFile(path, data)
}

// maxFile bounds what is read from a file, in bytes: more than any reader takes,
// so that each says itself what is too large for it.
const maxFile = 64 << 20

// readFile reads a file that the user chose.
func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxFile+1))
}

// openInBrowser shows a page in the system's browser, with the others that it
// leads to.
func (a *App) openInBrowser(w fyne.Window, name string, page []byte, others ...papers.WebPage) {
	if err := a.browser.show(name, page, others...); err != nil {
		a.tellIn(w, assets.Text("file.failed"), inWords(err))
	}
}
