package app

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"

	"todoku/assets"
	"todoku/forms/widgets"
	"todoku/picker"
)

// seekFileDialog has files asked for by the dialog of the system, once it is
// known that there is one.
func (a *App) seekFileDialog() {
	if !picker.Wanted() {
		return
	}
	a.background(func() {
		if picker.Found(a.ctx) {
			a.do(func() { a.files = a.systemFiles(picker.Ask) })
		}
	})
}

// systemFiles asks by the dialog of the system, which ask shows.
func (a *App) systemFiles(ask func(context.Context, picker.Question) (string, error)) files {
	return files{
		save: func(w fyne.Window, name string, then func(string)) {
			q := picker.Question{Title: assets.Text("file.save"), Accept: assets.Text("save"), Save: true, Name: name}
			a.pick(w, ask, q, func() { askSave(w, name, then) }, then)
		},
		open: func(w fyne.Window, then func(string)) {
			q := picker.Question{Title: assets.Text("import.file"), Accept: assets.Text("file.open")}
			a.pick(w, ask, q, func() { askOpen(w, then) }, then)
		},
	}
}

// pick asks by the dialog of the system, or by our own where that fails or the
// user would rather have it. Meanwhile the window waits behind a dialog that
// says so: nobody can ask twice.
func (a *App) pick(w fyne.Window, ask func(context.Context, picker.Question) (string, error), q picker.Question, own func(), then func(string)) {
	ctx, cancel := context.WithCancel(a.ctx)
	q.Window = handle(w)
	waiting := widgets.ShowDialog(w, widgets.Dialog{
		Title: assets.Text("file.system"), Text: assets.Text("file.system.text"),
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("cancel"), Cancel: true, Default: true, OnTapped: cancel},
			{Text: assets.Text("file.system.own"), OnTapped: func() { cancel(); own() }},
		},
	})
	a.background(func() {
		path, err := ask(ctx, q)
		a.do(func() {
			if ctx.Err() != nil {
				return // the user has given it up
			}
			cancel()
			waiting.Close()
			switch {
			case errors.Is(err, picker.ErrNone):
				a.files = fileDialogs // it would fail the next time too
				own()
			case err == nil && path != "":
				then(path)
			}
		})
	})
}

// handle is what the system calls a window; 0 where it has no such name.
func handle(w fyne.Window) (handle uintptr) {
	native, ok := w.(driver.NativeWindow)
	if !ok {
		return 0
	}
	native.RunNative(func(context any) {
		switch c := context.(type) {
		case driver.X11WindowContext:
			handle = c.WindowHandle
		case driver.WindowsWindowContext:
			handle = c.HWND
		}
	})
	return handle
}
