package forms

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"todoku/assets"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/roster"
)

// A filterBar asks which servers a list shows. What there is nothing of to
// choose from is not asked for.
type filterBar struct {
	content fyne.CanvasObject
	filter  roster.Filter
	changed func()
	asked   []*question
}

// A question is one choice of the bar.
type question struct {
	field   *widgets.Select
	room    fyne.CanvasObject // around the field
	options []widgets.Option  // as last offered; the first lets all through
	of      func([]*roster.Entry) []widgets.Option
	least   int // how many options there are at least where it is worth asking
	value   func(f *roster.Filter) string
	set     func(f *roster.Filter, value string)
}

// withins are the days within which something ends that can be asked for.
var withins = []int{1, 7, 30, 90}

// newFilterBar makes a bar with more at its end.
func newFilterBar(changed func(), more ...fyne.CanvasObject) *filterBar {
	b := &filterBar{changed: changed}
	search := widgets.NewEntry()
	search.SetPlaceHolder(assets.Text("overview.search"))
	search.OnChanged = func(text string) { b.filter.Text = text; b.changed() }
	objects := []fyne.CanvasObject{wide(240, search)}
	for _, q := range b.questions() {
		q.field.OnChanged = func(string) { b.choose(q) }
		q.room = wide(150, q.field)
		b.asked, objects = append(b.asked, q), append(objects, q.room)
	}
	b.content = widgets.NewFlow(append(objects, more...)...)
	return b
}

func (b *filterBar) questions() []*question {
	return []*question{
		newQuestion("standing", 1, standingOptions, func(f *roster.Filter) string { return string(f.Standing) }, func(f *roster.Filter, v string) { f.Standing = mailcore.Standing(v) }),
		newQuestion("end", 1, endOptions, func(f *roster.Filter) string { return textOf(f.Within) }, func(f *roster.Filter, v string) { f.Within, _ = strconv.Atoi(v) }),
		newQuestion("products", 1, productOptions, func(f *roster.Filter) string { return string(f.Product) }, func(f *roster.Filter, v string) { f.Product = mailcore.Product(v) }),
		newQuestion("provider", 2, named(roster.Providers), func(f *roster.Filter) string { return f.Provider }, func(f *roster.Filter, v string) { f.Provider = v }),
		newQuestion("tags", 1, named(roster.Tags), func(f *roster.Filter) string { return f.Tag }, func(f *roster.Filter, v string) { f.Tag = v }),
	}
}

func newQuestion(column string, least int, of func([]*roster.Entry) []widgets.Option, value func(*roster.Filter) string, set func(*roster.Filter, string)) *question {
	q := &question{field: widgets.NewSelect(nil, nil), of: of, least: least, value: value, set: set}
	q.field.Name = assets.Text("column." + column)
	return q
}

// textOf is a number as the value of an option; 0 is none.
func textOf(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func standingOptions([]*roster.Entry) (options []widgets.Option) {
	for _, s := range mailcore.Standings {
		options = append(options, widgets.Option{Value: string(s), Label: assets.Text("standing." + string(s))})
	}
	return options
}

// endOptions offers days where anything ends.
func endOptions(all []*roster.Entry) (options []widgets.Option) {
	if !slices.ContainsFunc(all, func(e *roster.Entry) bool { return len(e.Ends) > 0 }) {
		return nil
	}
	for _, days := range withins {
		options = append(options, widgets.Option{Value: strconv.Itoa(days), Label: assets.Text("overview.within", "n", days)})
	}
	return options
}

func productOptions(all []*roster.Entry) (options []widgets.Option) {
	for _, id := range roster.Products(all) {
		options = append(options, widgets.Option{Value: string(id), Label: assets.Text("product." + string(id))})
	}
	return options
}

// named makes options of names.
func named(of func([]*roster.Entry) []string) func([]*roster.Entry) []widgets.Option {
	return func(all []*roster.Entry) (options []widgets.Option) {
		for _, name := range of(all) {
			options = append(options, widgets.Option{Value: name, Label: name})
		}
		return options
	}
}

// offer lists what the servers have, and keeps what is chosen as long as it is
// there.
func (b *filterBar) offer(all []*roster.Entry) {
	for _, q := range b.asked {
		options := q.of(all)
		show(q.room, len(options) >= q.least)
		every := widgets.Option{Label: assets.Text("overview.any", "what", q.field.Name)}
		options = append([]widgets.Option{every}, options...)
		chosen := slices.IndexFunc(options, func(o widgets.Option) bool { return o.Value == q.value(&b.filter) })
		if chosen < 0 {
			chosen = 0
			q.set(&b.filter, "")
		}
		if slices.Equal(options, q.options) && q.field.SelectedIndex() == chosen {
			continue
		}
		q.options = options
		q.draw(chosen)
	}
}

func (q *question) draw(chosen int) {
	changed := q.field.OnChanged
	q.field.OnChanged = nil
	labels := make([]string, len(q.options))
	for i, o := range q.options {
		labels[i] = o.Label
	}
	q.field.SetOptions(labels)
	q.field.SetSelectedIndex(chosen)
	q.field.OnChanged = changed
}

func (b *filterBar) choose(q *question) {
	i := q.field.SelectedIndex()
	if i < 0 || q.options[i].Value == q.value(&b.filter) {
		return
	}
	q.set(&b.filter, q.options[i].Value)
	b.changed()
}
