package cards

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/cause"
)

// newCard puts a title and what the card is about above its body.
func newCard(title, about string, body fyne.CanvasObject) fyne.CanvasObject {
	head := widgets.NewColumn(widgets.Heading(title))
	if about != "" {
		head.Add(widgets.NewCaption(about))
	}
	content := widgets.NewColumn(head, widget.NewSeparator(), body)
	return boxed(theme.ColorNameInputBackground, theme.ColorNameSeparator, 12, content)
}

// boxed puts content onto a ground with a margin, in units.
func boxed(fill, edge fyne.ThemeColorName, margin float32, content fyne.CanvasObject) fyne.CanvasObject {
	return container.NewStack(newGround(fill, edge), container.New(layout.NewCustomPaddedLayout(margin, margin, margin, margin), content))
}

// A mark is how a verdict looks.
type mark struct {
	icon  fyne.ThemeIconName
	color fyne.ThemeColorName
}

var marks = map[mailcore.Verdict]mark{
	mailcore.Pass:    {theme.IconNameConfirm, theme.ColorNameSuccess},
	mailcore.Warn:    {theme.IconNameWarning, theme.ColorNameWarning},
	mailcore.Fail:    {theme.IconNameError, theme.ColorNameError},
	mailcore.Unknown: {theme.IconNameQuestion, theme.ColorNamePlaceHolder},
	neutral:          {theme.IconNameContentRemove, theme.ColorNamePlaceHolder},
}

// neutral stands for what is neither good nor bad.
const neutral mailcore.Verdict = ""

func newIcon(v mailcore.Verdict) fyne.CanvasObject {
	return widget.NewIcon(theme.NewColoredResource(theme.Icon(marks[v].icon), marks[v].color))
}

// judged puts the sign of a verdict before a text in its colour.
func judged(v mailcore.Verdict, text string) fyne.CanvasObject {
	t := widgets.NewText(text)
	t.Color = marks[v].color
	return beside(newIcon(v), t)
}

// beside puts something small to the left of a text that wraps.
func beside(small, text fyne.CanvasObject) fyne.CanvasObject {
	return container.NewBorder(nil, nil, container.NewVBox(small), nil, text)
}

// indented moves a text to where one with a sign before it begins.
func indented(o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedLayout(0, 0, theme.IconInlineSize()+theme.Padding(), 0), o)
}

// maxChip bounds what stands on a chip, in characters: servers may say
// anything, and a chip does not wrap.
const maxChip = 32

// chip is a short word with a sign and a border in the colour of a verdict.
func chip(v mailcore.Verdict, text string) fyne.CanvasObject {
	if all := []rune(text); len(all) > maxChip {
		text = string(all[:maxChip]) + "…"
	}
	t := widgets.NewText(text)
	t.Color, t.Unbroken = marks[v].color, true
	return boxed(theme.ColorNameInputBackground, marks[v].color, 4, container.NewHBox(newIcon(v), container.NewCenter(t)))
}

// framed is a chip whose text may be long.
func framed(v mailcore.Verdict, text string) fyne.CanvasObject {
	return boxed(theme.ColorNameInputBackground, marks[v].color, 4, judged(v, text))
}

// labelled puts a name before what bears it.
func labelled(label string, value fyne.CanvasObject) fyne.CanvasObject {
	return container.New(labelLayout{}, widgets.NewCaption(label), value)
}

// labelLayout gives the first object a column of its own.
type labelLayout struct{}

const labelWidth = 112 // units

// Layout implements fyne.Layout.
func (labelLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	heightFor(objects[0], labelWidth)
	objects[0].Move(fyne.NewPos(0, 1)) // its letters are smaller
	objects[1].Move(fyne.NewPos(labelWidth+theme.Padding(), 0))
	heightFor(objects[1], max(0, size.Width-labelWidth-theme.Padding()))
}

// MinSize implements fyne.Layout.
func (labelLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	label, value := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(labelWidth+theme.Padding()+value.Width, max(label.Height+1, value.Height))
}

// copyable puts a button that copies plain beside an object.
func (b *Board) copyable(o fyne.CanvasObject, plain string) fyne.CanvasObject {
	button := widgets.NewButton("", theme.ContentCopyIcon(), func() { b.actions.Copy(plain) })
	button.Name = assets.Text("voice.copy", "what", plain)
	return container.NewBorder(nil, nil, nil, container.NewVBox(button), o)
}

func bold(text string) *widgets.Text {
	t := widgets.NewText(text)
	t.Bold = true
	return t
}

func mono(text string) *widgets.Text {
	t := widgets.NewText(text)
	t.Mono, t.Scale = true, theme.SizeNameCaptionText
	return t
}

// changes lists what is different since the test before, in a group and on a
// side; "" stands for every side.
func (b *Board) changes(g cause.Group, side mailcore.Side) []fyne.CanvasObject {
	if b.before == nil {
		return nil
	}
	var rows []fyne.CanvasObject
	for _, d := range cause.Compare(*b.before, b.report) {
		if d.Group != g || side != "" && d.Side != side {
			continue
		}
		name, old, now := words.Difference(d)
		rows = append(rows, indented(widgets.NewText(assets.Text("compare.change", "name", name, "before", old, "after", now))))
	}
	if len(rows) > 0 {
		rows = append([]fyne.CanvasObject{judged(mailcore.Warn, assets.Text("compare.title", "when", words.Moment(b.before.Started)))}, rows...)
	}
	return rows
}

// server names the server of a side and where it is.
func (b *Board) server(side mailcore.Side) string {
	return strings.TrimSpace(assets.Text("side."+string(side)) + "  " + Of(b.report.Profile, side).String())
}
