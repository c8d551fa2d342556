package forms

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/exchange"
	"todoku/mailcore/products"
)

// A PlanView shows what reading servers from elsewhere would do, field by
// field, before it is done.
type PlanView struct {
	Content fyne.CanvasObject

	plan    []exchange.Planned
	refused map[int]bool
	changed func()
	list    *keyList
	fields  *fyne.Container
	scroll  *container.Scroll
}

// NewPlanView shows a plan; changed is called when a person ticks what is to be
// taken over.
func NewPlanView(plan []exchange.Planned, changed func()) *PlanView {
	v := &PlanView{plan: plan, refused: map[int]bool{}, changed: changed, fields: widgets.NewColumn()}
	v.scroll = container.NewVScroll(container.NewPadded(v.fields))
	v.Content = v.scroll
	v.show(0)
	if len(plan) == 1 {
		return v
	}
	v.list = newKeyList(func() int { return len(plan) }, func() fyne.CanvasObject { return widgets.NewCheck("", nil) }, v.draw)
	v.list.Name = assets.Text("import.title")
	v.list.OnSelected = v.show
	v.list.Select(0)
	split := container.NewHSplit(v.list, v.scroll)
	split.SetOffset(0.36)
	v.Content = split
	return v
}

// Accepted are the servers that a person wants.
func (v *PlanView) Accepted() []exchange.Planned {
	var accepted []exchange.Planned
	for i, p := range v.plan {
		if !v.refused[i] {
			accepted = append(accepted, p)
		}
	}
	return accepted
}

func (v *PlanView) draw(i int, o fyne.CanvasObject) {
	check := o.(*widgets.Check)
	check.OnChanged = nil
	check.SetText(plannedTitle(v.plan[i]))
	check.SetChecked(!v.refused[i])
	check.OnChanged = func(on bool) {
		v.refused[i] = !on
		v.list.Select(i)
		v.changed()
	}
}

func plannedTitle(p exchange.Planned) string {
	key := "exchange.plan.new"
	if p.Replaces() {
		key = "exchange.plan.replace"
	}
	return strings.TrimSpace(assets.Text(key, "code", p.Profile.Code, "name", Title(p.Profile)))
}

// show lists what one server would get.
func (v *PlanView) show(i int) {
	p := v.plan[i]
	parts := []fyne.CanvasObject{widgets.Heading(plannedTitle(p))}
	if p.Code != "" {
		parts = append(parts, widgets.NewText(assets.Text("exchange.plan.renumbered", "code", p.Code)))
	}
	parts = append(parts, widgets.NewRows(plannedRows(p)...))
	for _, n := range p.Draft.Notes {
		if n.Field == "" {
			parts = append(parts, widgets.NewCaption(noteText(n)))
		}
	}
	v.fields.Objects = parts
	v.fields.Refresh()
	v.scroll.ScrollToTop()
}

// plannedRows are the fields that were read: the value, where it was written,
// what stood there before, and what is wrong with it.
func plannedRows(p exchange.Planned) []fyne.CanvasObject {
	problems := products.Problems(p.Profile, "")
	var rows []fyne.CanvasObject
	for _, s := range p.Draft.Seen {
		value := widgets.NewText(shownValue(p.Profile, s.Field))
		value.Bold = true
		row := widgets.NewRow(assets.Text("field."+s.Field), false, container.NewPadded(value))
		row.SetHint(origin(p, s))
		if i := slices.IndexFunc(problems, func(x mailcore.Problem) bool { return x.Field == s.Field }); i >= 0 {
			row.SetProblem(problems[i].Severity, words.Problem(problems[i]))
		} else if i := slices.IndexFunc(p.Draft.Notes, func(n exchange.Note) bool { return n.Field == s.Field }); i >= 0 {
			row.SetProblem(mailcore.Note, noteText(p.Draft.Notes[i]))
		}
		rows = append(rows, row)
	}
	return append(rows, unreadRows(p)...)
}

// unreadRows are the fields that were not read and about which there is
// something to say: one that follows from others, or one that is missing.
func unreadRows(p exchange.Planned) []fyne.CanvasObject {
	shown := map[string]bool{"": true}
	for _, s := range p.Draft.Seen {
		shown[s.Field] = true
	}
	var rows []fyne.CanvasObject
	for _, n := range p.Draft.Notes {
		if shown[n.Field] {
			continue
		}
		shown[n.Field] = true
		text := "—"
		if n.Code == "guessed" {
			text = shownValue(p.Profile, n.Field)
		}
		row := widgets.NewRow(assets.Text("field."+n.Field), false, container.NewPadded(widgets.NewText(text)))
		row.SetProblem(mailcore.Note, noteText(n))
		rows = append(rows, row)
	}
	return rows
}

// shownValue is a field in words; of a password only that there is one.
func shownValue(p mailcore.Profile, key string) string {
	if secret, ok := p.Field(key).(*mailcore.Secret); ok {
		return secret.String()
	}
	return words.Value(mailcore.Change{Field: key, Value: p.Text(key)})
}

// origin says where a value was read, and what it takes the place of.
func origin(p exchange.Planned, s exchange.Seen) string {
	text := sourceText(s.Source)
	if p.Before == nil {
		return text
	}
	before := shownValue(*p.Before, s.Field)
	if before == shownValue(p.Profile, s.Field) {
		return text
	}
	return text + assets.Text("import.before", "value", before)
}

func sourceText(s exchange.Source) string {
	if s.Line == 0 {
		return s.Text
	}
	return assets.Text("exchange.source.line", "line", strconv.Itoa(s.Line), "text", s.Text)
}

func noteText(n exchange.Note) string {
	text := assets.Text("exchange.note."+n.Code, "name", n.Text)
	if n.Line > 0 {
		return assets.Text("exchange.source.line", "line", strconv.Itoa(n.Line), "text", text)
	}
	return text
}
