package forms

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/products"
)

type obstacle = products.Obstacle

// product makes the rows of a product's screen.
func (f *ServerForm) product(id mailcore.Product) []fyne.CanvasObject {
	screen, _ := products.For(id) // all that can be chosen are there
	var objects []fyne.CanvasObject
	for _, row := range screen.Rows {
		objects = append(objects, f.productRow(screen, row))
	}
	return append(append(objects, f.tested()...), f.Offer)
}

// forTest are the fields that a test needs wherever they are typed in the end.
var forTest = []string{"outgoing.user", "outgoing.password", "incoming.user", "incoming.password", "from", "site"}

// tested makes rows, below the screen of a product, for what a test needs and
// the screen has no place for.
func (f *ServerForm) tested() []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, s := range Sections {
		for _, field := range s.Fields {
			placed := slices.ContainsFunc(f.rows, func(r formRow) bool { return r.key == field.Key })
			if !slices.Contains(forTest, field.Key) || placed || strings.HasPrefix(field.Key, "incoming.") && !products.Receives(f.view) || field.Key == "site" && !products.CallsItselfByURL(f.view) {
				continue
			}
			if field.Key == "site" {
				field.Shown = nil // whatever else the server is for
			}
			r := f.titledRow(f.sided(field.Key), field)
			f.rows = append(f.rows, r)
			rows = append(rows, r.row)
		}
	}
	if rows == nil {
		return nil
	}
	return append([]fyne.CanvasObject{widgets.Heading(assets.Text("product.for-test"))}, rows...)
}

func (f *ServerForm) productRow(s products.Screen, row products.Row) fyne.CanvasObject {
	label := "product." + string(s.ID) + "." + row.Key
	switch row.Kind {
	case products.Heading:
		return f.aside(widgets.Heading(assets.Text(label)), row)
	case products.Note:
		return f.aside(widgets.NewCaption(assets.Text(label)), row)
	case products.Outcome:
		f.outcome = widgets.NewText(assets.Text("product.no-outcome"))
		return f.aside(widgets.NewRow(assets.Text(label), false, f.outcome), row)
	}
	in := f.productInput(label, row)
	title := assets.Text(label)
	if row.Kind == products.Check {
		title = "" // it stands beside the box
	}
	r := widgets.NewRow(title, row.Required, in.object)
	r.Widest = productWidths[row.Kind]
	r.SetHelp(cmp.Or(help(row.Field), hint(row.Field)))
	if assets.Has(label + ".hint") {
		r.SetHint(assets.Text(label + ".hint"))
	}
	f.rows = append(f.rows, formRow{key: row.Field, also: row.Also, screen: row.Key, shown: row.Shown, locked: productLock(row), row: r, input: in})
	return r
}

// sided names a field with its side where both sides have one.
func (f *ServerForm) sided(key string) string {
	title := assets.Text("field." + key)
	side, _, both := strings.Cut(key, ".")
	if !both || !products.Receives(f.view) {
		return title
	}
	return assets.Text("side."+side) + ": " + title
}

// hint is what our own screen has below a field.
func hint(key string) string {
	if text := "field." + key + ".hint"; assets.Has(text) {
		return assets.Text(text)
	}
	return ""
}

// An aside is something on a screen that nobody edits.
type aside struct {
	object fyne.CanvasObject
	shown  func(mailcore.Profile) bool // nil means always
}

func (f *ServerForm) aside(o fyne.CanvasObject, row products.Row) fyne.CanvasObject {
	f.asides = append(f.asides, aside{o, row.Shown})
	return o
}

// SetOutcome shows how a test went where the screen of the product does; it
// reports whether there is such a place.
func (f *ServerForm) SetOutcome(text string) bool {
	if f.outcome == nil {
		return false
	}
	f.outcome.SetText(text)
	f.body.Refresh()
	return true
}

var productWidths = map[products.Kind]float32{products.Text: name, products.Password: name, products.Number: number, products.Select: name}

func productLock(row products.Row) func(mailcore.Profile) bool {
	return func(p mailcore.Profile) bool {
		return row.Locked != nil && row.Locked(p) || decided(row.Field)(p)
	}
}

// productInput returns the widget of a product's row. What the product does
// not take stays in the widget, with the reason.
func (f *ServerForm) productInput(label string, row products.Row) input {
	var refused, mended string
	read := func() string {
		refused = ""
		value, _ := row.Read(f.profile.Settled())
		return value
	}
	write := func(value string) {
		refused, mended = "", ""
		if row.Mends != nil {
			mended = words.Mended(row.Mends(value))
		}
		if err := row.Write(f.profile, value); err != nil {
			refused = words.Refusal(err)
		}
		f.edited(row.Field)
	}
	in := widgetOf(label, row, read, write)
	if row.Kind == products.Password {
		in = textInput(widgets.NewPassword(), func() string { return f.password(row.Field) }, func(typed string) { f.setPassword(row, typed) })
	}
	in.refused, in.mended = func() string { return refused }, func() string { return mended }
	return in
}

// password is the one that is used: sending may borrow that for receiving.
func (f *ServerForm) password(field string) string {
	p := f.profile
	if field == "outgoing.password" && p.Outgoing.SameAccount && p.Incoming.Protocol != "" {
		return string(p.Incoming.Password)
	}
	return string(*p.Field(field).(*mailcore.Secret))
}

// setPassword takes a password; to a row "" means to leave it, to a person to
// have none.
func (f *ServerForm) setPassword(row products.Row, typed string) {
	if typed == "" {
		*f.profile.Field(row.Field).(*mailcore.Secret) = ""
	} else {
		_ = row.Write(f.profile, typed) // a password is never refused
	}
	f.edited(row.Field)
}

func widgetOf(label string, row products.Row, read func() string, write func(string)) input {
	switch row.Kind {
	case products.Check:
		return checkOf(assets.Text(label), read, write)
	case products.Radio:
		return radioOf(options(label, row), read, write)
	case products.Select:
		return selectOf(options(label, row), read, write)
	}
	e := entryFor(row.Field)
	e.Latin = e.Latin || row.Kind == products.Number
	return textInput(e, read, write)
}

// options are the choices of a row in the product's words.
func options(label string, row products.Row) []widgets.Option {
	all := make([]widgets.Option, len(row.Choices))
	for i, c := range row.Choices {
		all[i] = widgets.Option{Value: c, Label: words.Choice(label, row.Unit, c)}
	}
	return all
}

// obstacles are what the product has no place for. New settings that nobody
// has touched have none.
func (f *ServerForm) obstacles() []obstacle {
	screen, ok := products.For(f.view)
	if !ok || !f.asked && f.profile.ID == "" && len(f.touched) == 0 {
		return nil
	}
	return screen.Obstacles(*f.profile)
}

// showHomeless says what has no row on the screen of a product: over the rows
// what stops it, such as an encryption that the product has no choice for, and
// below them what is worth knowing.
func (f *ServerForm) showHomeless(problems []mailcore.Problem, obstacles []obstacle) {
	var rows []fyne.CanvasObject
	var notes []string
	for _, p := range f.without(problems, obstacles) {
		if p.Severity == mailcore.Note {
			notes = append(notes, words.Problem(p))
			continue
		}
		row := widgets.NewRow(assets.Text("product.no-place"), false, container.NewWithoutLayout())
		f.showFault(row, p)
		rows = append(rows, row)
	}
	f.homeless.SetRows(rows...)
	show(f.homeless, len(rows) > 0)
	f.notes.SetText(strings.Join(notes, "\n"))
	show(f.notes, len(notes) > 0)
	f.grown()
}

// draw lets rows change their height, and settles the column once they have.
func (f *ServerForm) draw() (drawn func()) {
	f.drawing++
	return func() {
		if f.drawing--; f.uneven {
			f.grown()
		}
	}
}

// grown gives what stands over, in and below the rows its place, once nothing
// is being drawn: a form that keeps its size moves nothing by itself.
func (f *ServerForm) grown() {
	if f.uneven = f.drawing > 0; !f.uneven {
		f.column.Layout.Layout(f.column.Objects, f.column.Size())
		f.scroll.Refresh()
	}
}

// without returns what is wrong with the profile and has no row in the view.
func (f *ServerForm) without(problems []mailcore.Problem, obstacles []obstacle) []mailcore.Problem {
	var homeless []mailcore.Problem
	for _, o := range obstacles {
		if o.Row == "" {
			homeless = append(homeless, o.Problem)
		}
	}
	screen, isProduct := products.For(f.view)
	if !isProduct {
		return homeless
	}
	for _, o := range screen.Faults(problems) {
		if !slices.ContainsFunc(f.all(), func(r formRow) bool { return r.about(o.Field) }) {
			homeless = append(homeless, o.Problem)
		}
	}
	return homeless
}
