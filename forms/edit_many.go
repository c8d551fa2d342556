package forms

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/roster"
)

// An EditView asks what to change in many servers at once, and shows what that
// would do to each.
type EditView struct {
	Content fyne.CanvasObject

	ticked   []mailcore.Profile
	everyone []mailcore.Profile // whose passwords may be the same
	fixed    func(p mailcore.Profile, field string) bool
	fields   []string // what can be chosen; "" is a password
	field    *widgets.Select
	modes    *widgets.Choice
	mode     *widgets.Row
	asked    *widgets.Row // for the field
	rows     *widgets.Rows
	scratch  mailcore.Profile // holds the value
	steps    []roster.Step
	lines    int                  // of the preview
	line     func(i int) editLine // only of those in sight: there may be thousands
	list     *keyList
	sum      *widgets.Text

	accounts []roster.Account
	uses     map[roster.Account][]roster.Use
	account  *widgets.Select
	password *widgets.Entry
}

// An editLine is what is said of one server.
type editLine struct {
	title, text string
	icon        fyne.Resource
}

// NewEditView asks about the ticked servers among all. fixed reports whether
// somebody else decides a field of a server.
func NewEditView(ticked, all []mailcore.Profile, fixed func(p mailcore.Profile, field string) bool) *EditView {
	v := &EditView{ticked: ticked, everyone: all, fixed: fixed, rows: widgets.NewRows(), sum: widgets.NewText("")}
	v.sum.Bold = true
	v.findAccounts()
	v.list = newKeyList(func() int { return v.lines }, newItem, func(i int, o fyne.CanvasObject) {
		l := v.line(i)
		drawItem(o, l.title, l.text, l.icon)
	})
	v.list.HideSeparators, v.list.Name = true, assets.Text("edit.preview")
	v.field = widgets.NewSelect(v.offered(), func(string) { v.choose() })
	v.asked = widgets.NewRow(assets.Text("edit.field"), false, v.field)
	v.asked.Widest = name
	v.modes = widgets.NewChoice(modeOptions(), 0, func(string) { v.preview() })
	v.modes.SetSelected(string(roster.Add))
	v.mode = widgets.NewRow(assets.Text("edit.mode"), false, v.modes)
	top := widgets.NewColumn(v.rows, v.sum)
	v.Content = container.NewBorder(top, nil, nil, nil, v.list)
	v.field.SetSelectedIndex(0)
	return v
}

// offered lists the fields by name, the password where there is one, last.
func (v *EditView) offered() []string {
	v.fields = slices.Clone(roster.Editable)
	if len(v.accounts) > 0 {
		v.fields = append(v.fields, "")
	}
	names := make([]string, len(v.fields))
	for i, key := range v.fields {
		names[i] = assets.Text("edit.password")
		if key != "" {
			names[i] = words.Field(key)
		}
	}
	return names
}

func modeOptions() (options []widgets.Option) {
	for _, m := range roster.Modes {
		options = append(options, widgets.Option{Value: string(m), Label: assets.Text("edit.mode." + cmp.Or(string(m), "replace"))})
	}
	return options
}

// key is the field that is chosen; "" is a password.
func (v *EditView) key() string { return v.fields[max(0, v.field.SelectedIndex())] }

// choose asks for a value of the field that is chosen: at first that of the
// first server.
func (v *EditView) choose() {
	key := v.key()
	show(v.mode, key != "" && roster.Lists(key))
	if key == "" {
		v.rows.SetRows(append([]fyne.CanvasObject{v.asked, v.mode}, v.passwordRows()...)...)
		v.preview()
		return
	}
	v.scratch = mailcore.NewProfile()
	if !roster.Lists(key) && len(v.ticked) > 0 {
		v.scratch = v.ticked[0]
	}
	in := newInput(key, func() any { return v.scratch.Field(key) }, v.preview)
	row := widgets.NewRow(assets.Text("edit.value"), false, in.object)
	if _, entry := in.object.(*widgets.Entry); entry {
		row.Widest = name
	}
	v.rows.SetRows(v.asked, v.mode, row)
	v.preview()
}

// preview shows what would be done.
func (v *EditView) preview() {
	if v.list == nil || v.modes == nil {
		return
	}
	v.steps, v.lines = nil, 0
	if v.key() == "" {
		v.previewPassword()
	} else {
		v.previewField()
	}
	v.list.UnselectAll()
	v.list.Refresh()
}

func (v *EditView) previewField() {
	edit := roster.Edit{Field: v.key(), Value: v.scratch.Text(v.key())}
	if roster.Lists(edit.Field) {
		edit.Mode = roster.Mode(v.modes.Selected())
	}
	steps, err := edit.Plan(v.ticked, v.fixed)
	if err != nil {
		return // a field of the form holds only what can be set
	}
	v.steps, v.lines, v.line = steps, len(steps), func(i int) editLine { return lineOf(steps[i]) }
	v.sum.SetText(assets.Text("edit.sum", "n", v.changing(), "all", len(steps)))
}

func lineOf(s roster.Step) editLine {
	l := editLine{title: Title(s.Before), icon: theme.ConfirmIcon()}
	switch {
	case s.Why == roster.LeftRefused:
		l.text, l.icon = assets.Text("edit.why.refused", "problem", words.Problem(s.Problems[0])), theme.ErrorIcon()
	case s.Why != "":
		l.text, l.icon = assets.Text("edit.why."+s.Why), theme.WarningIcon()
	case len(s.Changes) == 0:
		l.text, l.icon = assets.Text("edit.same"), theme.RadioButtonIcon()
	default:
		var parts []string
		for _, c := range s.Changes {
			parts = append(parts, assets.Text("edit.change", "field", words.Field(c.Field),
				"before", words.Value(mailcore.Change{Field: c.Field, Value: c.Before}), "after", words.Value(mailcore.Change{Field: c.Field, Value: c.After})))
		}
		l.text = strings.Join(parts, assets.Text("list.separator"))
	}
	return l
}

// Focus is what a person begins with.
func (v *EditView) Focus() fyne.Focusable { return v.field }

// Steps are what would be done to the servers that change.
func (v *EditView) Steps() []roster.Step {
	return slices.DeleteFunc(slices.Clone(v.steps), func(s roster.Step) bool { return !s.Changed() })
}

// changing counts the servers that change.
func (v *EditView) changing() (n int) {
	for i := range v.steps {
		if v.steps[i].Changed() {
			n++
		}
	}
	return n
}

// Password returns the new password of an account and where it is used; no use
// where none was typed.
func (v *EditView) Password() ([]roster.Use, mailcore.Secret) {
	if v.key() != "" || v.password == nil || v.password.Text == "" {
		return nil, ""
	}
	return v.uses[v.accounts[max(0, v.account.SelectedIndex())]], mailcore.Secret(v.password.Text)
}

// Ready reports whether there is anything to do.
func (v *EditView) Ready() bool {
	uses, _ := v.Password()
	return v.changing() > 0 || len(uses) > 0
}
