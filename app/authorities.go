package app

import (
	"crypto/x509"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"todoku/assets"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/store"
)

// authorities are the files of certificate authorities in the preferences,
// each with what it is.
type authorities struct {
	app    *App
	files  []string
	row    *widgets.Row
	list   *fyne.Container
	add    *widgets.Button
	locked bool // by an administrator
}

func (a *App) newAuthorities(files []string) *authorities {
	t := &authorities{app: a, files: slices.Clone(files), list: widgets.NewColumn()}
	t.add = widgets.NewButton(assets.Text("preferences.roots.add"), theme.FolderOpenIcon(), func() { a.files.open(a.window, t.take) })
	t.row = widgets.NewRow(assets.Text("preferences.roots"), false, widgets.NewColumn(t.list, widgets.NewFlow(t.add)))
	t.row.SetHint(assets.Text("preferences.roots.hint"))
	t.show()
	return t
}

// take adds a file that holds certificates, or says by the field why not.
func (t *authorities) take(file string) {
	_, err := store.Authorities(file)
	switch {
	case err != nil:
		t.row.SetProblem(mailcore.Error, inWords(err))
	case slices.Contains(t.files, file):
		t.row.SetProblem(mailcore.Warning, assets.Text("preferences.roots.again"))
	default:
		t.files = append(t.files, file)
		t.row.SetProblem("", "")
		t.show()
	}
}

func (t *authorities) remove(file string) {
	t.files = slices.DeleteFunc(slices.Clone(t.files), func(f string) bool { return f == file })
	t.row.SetProblem("", "")
	t.show()
}

// ready reports whether each file can be read, or says which cannot.
func (t *authorities) ready() bool {
	_, err := store.Roots(t.files)
	if err != nil {
		t.row.SetProblem(mailcore.Error, inWords(err))
	}
	return err == nil
}

func (t *authorities) show() {
	lines := widgets.NewColumn()
	for _, file := range t.files {
		lines.Add(t.line(file))
	}
	t.list.Objects = []fyne.CanvasObject{lines}
	if len(t.files) > 1 { // the dialog is not to outgrow the window
		t.list.Objects = []fyne.CanvasObject{tall(container.NewVScroll(lines), 130)}
	}
	t.list.Refresh()
	t.row.SetHint(assets.Text("preferences.roots.hint"))
	t.row.Refresh()
}

// line is one file: whose certificate it is and until when, and where it is.
func (t *authorities) line(file string) fyne.CanvasObject {
	name, until := authorityText(file, time.Now())
	title := widgets.NewText(name)
	title.Bold = true
	texts := widgets.NewColumn(title, widgets.NewCaption(until), widgets.NewCaption(file))
	remove := widgets.NewButton(assets.Text("preferences.roots.remove"), theme.ContentRemoveIcon(), func() { t.remove(file) })
	if t.locked {
		remove.Disable()
	}
	return container.NewBorder(nil, nil, nil, container.NewVBox(remove), texts)
}

// authorityText says whose certificate a file holds and until when it is
// valid, or what is wrong with it.
func authorityText(file string, now time.Time) (name, until string) {
	found, err := store.Authorities(file)
	if err != nil {
		return assets.Text("file.failed"), inWords(err)
	}
	first := found[0]
	for _, c := range found {
		if c.NotAfter.Before(first.NotAfter) {
			first = c
		}
	}
	key := "preferences.roots.until"
	if now.After(first.NotAfter) {
		key = "preferences.roots.over"
	}
	name = subject(first)
	if len(found) > 1 {
		name = assets.Text("preferences.roots.more", "name", name, "n", len(found)-1)
	}
	return name, assets.Text(key, "until", first.NotAfter.Local().Format("2006-01-02"))
}

// subject is what a certificate calls its owner.
func subject(c *x509.Certificate) string {
	switch n := c.Subject; {
	case n.CommonName != "":
		return n.CommonName
	case len(n.Organization) > 0:
		return n.Organization[0]
	}
	return c.Subject.String()
}

// Disable lets nobody change the list.
func (t *authorities) Disable() {
	t.locked = true
	t.add.Disable()
	t.show()
}

// Enable lets the list be changed.
func (t *authorities) Enable() {
	t.locked = false
	t.add.Enable()
	t.show()
}

// Disabled reports whether nobody can change the list.
func (t *authorities) Disabled() bool { return t.locked }
