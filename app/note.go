package app

import (
	"net/url"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"todoku/assets"
	"todoku/forms/widgets"
)

// noteFor is how long a quiet confirmation stays: long enough to be read, and
// for its button to be pressed.
const noteFor = 5 * time.Second

// A noteboard is where a window says quietly what was done.
type noteboard map[fyne.Window]*widgets.Note

// over puts the place for notes over what a window shows.
func (n noteboard) over(w fyne.Window, content fyne.CanvasObject) fyne.CanvasObject {
	n[w] = widgets.NewNote()
	return container.NewStack(content, n[w].Content)
}

// note says in w for a moment what was done; do, which may be nil, is what its
// button does.
func (a *App) note(w fyne.Window, text, action string, do func()) {
	board, ok := a.notes[w]
	if !ok {
		board = a.notes[a.window]
	}
	away := board.Say(text, action, do)
	a.after(noteFor, func() { a.do(away) })
}

// noteWritten says which file was written, and opens it.
func (a *App) noteWritten(w fyne.Window, path string) {
	open := func() {
		u := url.URL{Scheme: "file", Path: filepath.ToSlash(path)}
		if err := a.browser.visit(u.String()); err != nil {
			a.tellIn(w, assets.Text("file.failed"), inWords(err))
		}
	}
	a.note(w, assets.Text("note.written", "name", filepath.Base(path)), assets.Text("note.open"), open)
}
