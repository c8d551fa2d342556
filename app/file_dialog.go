package app

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/forms"
	"todoku/forms/widgets"
	"todoku/mailcore"
)

// A fileDialog is the dialog that asks for a file. It is not Fyne's, which opens,
// and so empties, a file before it is written, speaks the language of the
// system only, and leaves Escape to the dialog behind it.
type fileDialog struct {
	window fyne.Window
	folder string // whose contents are listed
	where  *widgets.Text
	name   *widgets.Entry // a name in the folder, or a path
	row    *widgets.Row
	list   *forms.FolderList
	shown  *widgets.Shown
}

// askSave asks where a file is to go; name is offered.
func askSave(w fyne.Window, name string, then func(path string)) {
	c := newFileDialog(w, name)
	c.show(assets.Text("file.save"), assets.Text("save"), func(path string) {
		if _, err := os.Lstat(path); err != nil {
			c.finish(path, then)
			return
		}
		c.confirm(filepath.Base(path), func() { c.finish(path, then) })
	})
}

// askOpen asks for a file that is there.
func askOpen(w fyne.Window, then func(path string)) {
	c := newFileDialog(w, "")
	c.show(assets.Text("import.file"), assets.Text("file.open"), func(path string) {
		if _, err := os.Stat(path); err != nil {
			c.row.SetProblem(mailcore.Error, assets.Text("file.missing"))
			return
		}
		c.finish(path, then)
	})
}

func newFileDialog(w fyne.Window, name string) *fileDialog {
	c := &fileDialog{window: w, where: widgets.NewText(""), name: widgets.NewEntry()}
	c.name.SetText(name)
	c.row = widgets.NewRow(assets.Text("file.name"), false, c.name)
	c.name.OnChanged = func(string) { c.row.SetProblem(mailcore.Error, "") }
	c.list = forms.NewFolderList(c.pick)
	home, err := os.UserHomeDir()
	if err != nil {
		home, _ = filepath.Abs(".")
	}
	c.enter(home)
	return c
}

// show asks, and calls accepted with each path that is no folder.
func (c *fileDialog) show(title, do string, accepted func(path string)) {
	size := c.window.Canvas().Size()
	ready := func() bool {
		if path, ok := c.path(); ok {
			accepted(path)
		}
		return false // finish closes the dialog
	}
	c.shown = widgets.ShowDialog(c.window, widgets.Dialog{
		Title: title, Width: min(size.Width-80, 720), Focus: c.name,
		Content: widgets.NewColumn(widgets.NewRows(c.row), c.where, tall(c.list, max(100, min(size.Height-320, 360)))),
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("cancel"), Cancel: true},
			{Text: do, Default: true, Importance: importanceHigh, Ready: ready},
		},
	})
}

func (c *fileDialog) finish(path string, then func(path string)) {
	c.shown.Close()
	then(path)
}

// confirm asks before a file is replaced.
func (c *fileDialog) confirm(name string, yes func()) {
	widgets.ShowDialog(c.window, widgets.Dialog{
		Title: assets.Text("file.replace.title"), Text: assets.Text("file.replace.text", "name", name),
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("cancel"), Cancel: true},
			{Text: assets.Text("file.replace"), Importance: widget.DangerImportance, OnTapped: yes},
		},
	})
}

// path is what the name stands for, unless it is nothing or a folder, which is
// then listed.
func (c *fileDialog) path() (string, bool) {
	name := c.name.Text
	if strings.TrimSpace(name) == "" {
		c.row.SetProblem(mailcore.Error, assets.Text("file.nameless"))
		return "", false
	}
	path := filepath.Clean(name)
	if !filepath.IsAbs(path) {
		path = filepath.Join(c.folder, path)
	}
	if folder(path) {
		c.name.SetText("")
		c.enter(path)
		return "", false
	}
	return path, true
}

// pick takes a row of the list: a folder is entered, a file is named.
func (c *fileDialog) pick(e forms.FolderEntry) {
	if e.Folder {
		c.enter(e.Path)
		return
	}
	c.name.SetText(e.Label)
	c.window.Canvas().Focus(c.name)
}

// enter lists a folder; one that cannot be read leaves all as it was.
func (c *fileDialog) enter(path string) {
	entries, err := folderEntries(path)
	if err != nil {
		c.row.SetProblem(mailcore.Error, inWords(err))
		return
	}
	c.folder = path
	c.where.SetText(path)
	c.list.SetEntries(entries)
}

// folderEntries are the rows of a folder: the one above, folders, files, and
// those with a dot at the end.
func folderEntries(path string) ([]forms.FolderEntry, error) {
	found, err := os.ReadDir(path)
	if err != nil {
		return nil, err
	}
	var rows []forms.FolderEntry
	for _, f := range found { // by name
		full := filepath.Join(path, f.Name())
		rows = append(rows, forms.FolderEntry{Label: f.Name(), Path: full, Folder: f.IsDir() || f.Type()&os.ModeSymlink != 0 && folder(full)})
	}
	slices.SortStableFunc(rows, func(a, b forms.FolderEntry) int { return rank(a) - rank(b) })
	if above := filepath.Dir(path); above != path {
		rows = slices.Insert(rows, 0, forms.FolderEntry{Label: assets.Text("file.above"), Path: above, Folder: true})
	}
	return rows, nil
}

func rank(e forms.FolderEntry) int {
	n := 0
	if !e.Folder {
		n++
	}
	if strings.HasPrefix(e.Label, ".") {
		n += 2
	}
	return n
}

func folder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
