package forms

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"todoku/assets"
	"todoku/forms/widgets"
)

// A RunQuery says which tests of the past a [RunList] shows. The zero value
// lets all through.
type RunQuery struct {
	Text   string // words, each of which is somewhere in the line
	Server string // value of the option
	Code   string // what a number or the code of the cause begins with
	Days   int    // 1 is today; 0 means any time
	Failed bool   // only those that did not pass
}

// runPeriods lists the choices, in days.
var runPeriods = []string{"1", "7", "30", "0"}

// A runBar asks for a RunQuery.
type runBar struct {
	content fyne.CanvasObject

	query   RunQuery
	changed func(RunQuery)
	servers []widgets.Option
	server  *widgets.Select
}

func newRunBar(query RunQuery, changed func(RunQuery)) *runBar {
	b := &runBar{query: query, changed: changed, server: widgets.NewSelect(nil, nil)}
	b.server.Name = assets.Text("history.column.server")
	b.offer(nil)
	b.content = widgets.NewColumn(
		widgets.NewFlow(
			b.entry("history.search", 220, &b.query.Text), wide(200, b.server),
			b.entry("history.code", 170, &b.query.Code),
		),
		widgets.NewFlow(b.periods(), gap(), b.outcomes()),
	)
	return b
}

// entry asks for a text by a word within it.
func (b *runBar) entry(key string, width float32, value *string) fyne.CanvasObject {
	e := widgets.NewEntry()
	e.SetPlaceHolder(assets.Text(key))
	e.OnChanged = func(text string) {
		*value = strings.TrimSpace(text)
		b.changed(b.query)
	}
	return wide(width, e)
}

func (b *runBar) periods() fyne.CanvasObject {
	var options []widgets.Option
	for _, days := range runPeriods {
		options = append(options, widgets.Option{Value: days, Label: assets.Text("history.period." + days)})
	}
	return oneLine("history.column.sent", options, "0", func(value string) {
		b.query.Days, _ = strconv.Atoi(value)
		b.changed(b.query)
	})
}

func (b *runBar) outcomes() fyne.CanvasObject {
	selected := ""
	if b.query.Failed {
		selected = "failed"
	}
	return oneLine("history.outcome", []widgets.Option{
		{Value: "", Label: assets.Text("history.outcome.all")}, {Value: "failed", Label: assets.Text("history.outcome.failed")},
	}, selected, func(value string) {
		b.query.Failed = value != ""
		b.changed(b.query)
	})
}

// offer lists the servers after that of all, and keeps what is chosen.
func (b *runBar) offer(servers []widgets.Option) {
	b.servers = append([]widgets.Option{{Label: assets.Text("history.server.all")}}, servers...)
	labels, chosen := make([]string, len(b.servers)), 0
	for i, s := range b.servers {
		labels[i] = s.Label
		if s.Value == b.query.Server {
			chosen = i
		}
	}
	b.server.OnChanged = nil
	b.server.SetOptions(labels)
	b.server.SetSelectedIndex(chosen)
	b.server.OnChanged = func(string) { b.choose(b.server.SelectedIndex()) }
}

func (b *runBar) choose(i int) {
	if i < 0 || b.query.Server == b.servers[i].Value {
		return
	}
	b.query.Server = b.servers[i].Value
	b.changed(b.query)
}

// wide gives a field of one line a width, which a flow would not.
func wide(width float32, field fyne.CanvasObject) fyne.CanvasObject {
	return container.NewGridWrap(fyne.NewSize(width, field.MinSize().Height), field)
}

// oneLine offers a few options beside each other; name is the key of what they
// are about.
func oneLine(name string, options []widgets.Option, selected string, changed func(string)) fyne.CanvasObject {
	c := widgets.NewChoice(options, 0, changed)
	c.SetSelected(selected)
	c.Name = assets.Text(name)
	var width float32
	for _, o := range options {
		width += fyne.MeasureText(o.Label, theme.TextSize(), fyne.TextStyle{}).Width + theme.IconInlineSize() + 3*theme.InnerPadding() + 1
	}
	one := widgets.NewChoice(options[:1], 0, nil)
	return container.NewGridWrap(fyne.NewSize(width, one.MinSize().Height), c)
}

// gap keeps two groups apart.
func gap() fyne.CanvasObject {
	return container.NewGridWrap(fyne.NewSize(4*theme.InnerPadding(), 1), widgets.NewCaption(""))
}
