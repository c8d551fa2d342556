package app

import (
	"io"
	"net/url"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"todoku/assets"
	"todoku/assets/papers"
	"todoku/mailcore"
)

// files asks a person for files. Tests put answers of their own in its place.
type files struct {
	save func(w fyne.Window, name string, then func(path string))
	open func(w fyne.Window, then func(path string))
}

var fileDialogs = files{save: askSave, open: askOpen}

// askSave asks where a file is to go; name is offered.
func askSave(w fyne.Window, name string, then func(path string)) {
	d := dialog.NewFileSave(func(f fyne.URIWriteCloser, err error) {
		if err != nil || f == nil {
			return
		}
		_ = f.Close() // it is written whole, under its path
		then(f.URI().Path())
	}, w)
	d.SetFileName(name)
	showIn(d, w)
}

func askOpen(w fyne.Window, then func(path string)) {
	d := dialog.NewFileOpen(func(f fyne.URIReadCloser, err error) {
		if err != nil || f == nil {
			return
		}
		_ = f.Close()
		then(f.URI().Path())
	}, w)
	showIn(d, w)
}

func showIn(d *dialog.FileDialog, w fyne.Window) {
	if home, err := os.UserHomeDir(); err == nil {
		if list, err := storage.ListerForURI(storage.NewFileURI(home)); err == nil {
			d.SetLocation(list)
		}
	}
	d.Show() // first: Fyne's file dialog measures a window that it makes here
	size := w.Canvas().Size()
	d.Resize(fyne.NewSize(size.Width-80, size.Height-80))
}

// saveAs writes data where the user wants it, and then goes on; then may be
// nil.
func (a *App) saveAs(w fyne.Window, name string, data []byte, then func()) {
	a.files.save(w, name, func(path string) {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			a.tellIn(w, assets.Text("file.failed"), err.Error())
			return
		}
		if then != nil {
			then()
		}
	})
}

// maxFile bounds what is read from a file, in bytes.
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

// manual returns what opens the manual in the browser at a cause.
func (a *App) manual(w fyne.Window) func(mailcore.Code) {
	return func(code mailcore.Code) {
		page := papers.Causes{First: code}
		a.openInBrowser(w, page.FileName(papers.HTML), page.As(papers.HTML))
	}
}

// openInBrowser shows a page, written into the folder of temporary files, in
// the system's browser.
func (a *App) openInBrowser(w fyne.Window, name string, page []byte) {
	dir, err := os.MkdirTemp("", "todoku-")
	if err == nil {
		a.pages = append(a.pages, dir)
		err = os.WriteFile(filepath.Join(dir, name), page, 0o600)
	}
	if err == nil {
		u := &url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(dir, name))}
		err = a.open(u.String())
	}
	if err != nil {
		a.tellIn(w, assets.Text("file.failed"), err.Error())
	}
}
