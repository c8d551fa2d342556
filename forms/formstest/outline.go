// Package formstest reads a screen as a person does, for tests. [Outline]
// returns what it says as text; [Field], [Button] and [Texts] find what is on
// it by the words that a person sees; [Golden] compares with a file.
package formstest

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/forms/widgets"
)

// Outline returns what o says: one widget a line, in the order in which it is
// read, what belongs to a row indented below it. Sizes and colours are left
// out; what is hidden too. o must be in a window, because the order comes from
// where things are.
func Outline(o fyne.CanvasObject) string {
	var p page
	p.add(0, o)
	return strings.Join(p.lines, "\n") + "\n"
}

// A page is an outline that is being written.
type page struct{ lines []string }

func (p *page) line(depth int, text string) {
	if text = strings.TrimRight(text, " "); text != "" {
		p.lines = append(p.lines, strings.Repeat("    ", depth)+strings.ReplaceAll(text, "\n", " / "))
	}
}

func (p *page) add(depth int, o fyne.CanvasObject) {
	if o == nil || !o.Visible() {
		return
	}
	if text, ok := describe(o); ok {
		p.line(depth, text)
		return
	}
	switch w := o.(type) {
	case *widgets.Row:
		p.row(depth, w)
	case *widget.PopUp:
		p.line(depth, "┌ dialog")
		p.add(depth+1, w.Content)
	case fyne.Tappable: // a line of a list, a step
		p.item(depth, o)
	default:
		p.all(depth, Children(o))
	}
}

func (p *page) all(depth int, objects []fyne.CanvasObject) {
	for _, o := range objects {
		p.add(depth, o)
	}
}

// row writes a label with its field behind it, and below it hint and problem.
func (p *page) row(depth int, r *widgets.Row) {
	label, hint, problem, required := rowTexts(r)
	head := label.Text
	if required {
		head += "*"
	}
	if r.Marked() {
		head = "▌" + head
	}
	var field page
	field.add(0, r.Field())
	if len(field.lines) > 0 {
		head += ": " + field.lines[0]
		field.lines = field.lines[1:]
	}
	p.line(depth, head)
	for _, line := range field.lines {
		p.line(depth+1, line)
	}
	if hint.Visible() {
		p.line(depth+1, "("+hint.Text+")")
	}
	if problem.Visible() {
		p.line(depth+1, severityMarks[problem.Color]+" "+problem.Text)
	}
	if fix := rowFix(r); fix.Visible() {
		p.add(depth+1, fix)
	}
}

// rowFix returns the button below the problem, shown or not.
func rowFix(r *widgets.Row) *widgets.Button {
	objects := test.WidgetRenderer(r).Objects()
	i := slices.IndexFunc(objects, func(o fyne.CanvasObject) bool { b, ok := o.(*widgets.Button); return ok && o != r.Field() && b != nil })
	return objects[i].(*widgets.Button)
}

// severityMarks tell an error from advice.
var severityMarks = map[fyne.ThemeColorName]string{"error": "✖", "warning": "⚠", "placeholder": "ℹ", "placeHolder": "ℹ"}

// rowTexts returns the parts of a row out of its renderer, which draws them in
// this order: ground, bar, label, field, hint, icon, problem, star.
func rowTexts(r *widgets.Row) (label, hint, problem *widgets.Text, required bool) {
	var texts []*widgets.Text
	for _, o := range test.WidgetRenderer(r).Objects() {
		if t, ok := o.(*widgets.Text); ok && o != r.Field() {
			texts = append(texts, t)
		}
	}
	return texts[0], texts[1], texts[2], len(texts) > 3
}

// item writes everything within something that can be pressed on one line.
func (p *page) item(depth int, o fyne.CanvasObject) {
	var inner page
	inner.all(0, Children(o))
	mark := ""
	if chosen(o) {
		mark = "▶ "
	}
	p.line(depth, mark+strings.Join(inner.lines, "  "))
}

// chosen reports whether a line of a list is drawn as selected.
func chosen(o fyne.CanvasObject) bool {
	objects := test.WidgetRenderer(o.(fyne.Widget)).Objects()
	ground, ok := objects[0].(*canvas.Rectangle)
	return ok && ground.Visible() && ground.FillColor == theme.Color(theme.ColorNameSelection)
}

// Children returns the visible objects that o consists of, in the order in
// which they are read.
func Children(o fyne.CanvasObject) []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	switch w := o.(type) {
	case *fyne.Container:
		objects = w.Objects
	case *container.Scroll:
		objects = []fyne.CanvasObject{w.Content}
	case *widget.PopUp:
		objects = []fyne.CanvasObject{w.Content}
	case *container.ThemeOverride:
		objects = []fyne.CanvasObject{w.Content}
	case fyne.Widget:
		objects = test.WidgetRenderer(w).Objects()
	}
	objects = slices.DeleteFunc(slices.Clone(objects), func(o fyne.CanvasObject) bool { return o == nil || !o.Visible() })
	return asRead(objects)
}

// asRead orders objects from top to bottom and, where they are beside each
// other, from left to right.
func asRead(objects []fyne.CanvasObject) []fyne.CanvasObject {
	for i := range objects {
		for k := i; k > 0 && before(objects[k], objects[k-1]); k-- {
			objects[k], objects[k-1] = objects[k-1], objects[k]
		}
	}
	return objects
}

func before(a, b fyne.CanvasObject) bool {
	a1, b1 := a.Position(), b.Position()
	a2, b2 := a1.Add(a.Size()), b1.Add(b.Size())
	const hair = 0.5
	switch {
	case a2.Y <= b1.Y+hair && a.Size().Height > 0:
		return true
	case b2.Y <= a1.Y+hair:
		return false
	}
	return a2.X <= b1.X+hair && a.Size().Width > 0
}
