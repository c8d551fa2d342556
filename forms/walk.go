package forms

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/assets/papers"
	"todoku/forms/look"
	"todoku/forms/widgets"
	"todoku/mailcore"
)

// A Walk leads through a sheet one row at a time: what is copied, typed and
// ticked there is large, and one button does it and goes on.
type Walk struct {
	Content fyne.CanvasObject

	does    WalkDoes
	sheet   papers.Sheet
	steps   []walkStep
	ticked  []bool
	at      int
	visit   int    // counts the steps that were shown
	bare    string // the password of the step, or the piece with it, while it is shown
	stamp   *widgets.Text
	ticks   *widgets.Progress
	card    *fyne.Container
	list    *fyne.Container
	lines   []*walkLine
	scroll  *container.Scroll
	primary *widgets.Button
	back    *widgets.Button
	notice  *widgets.Text
}

// WalkDoes is what a [Walk] has done for it.
type WalkDoes struct {
	Copy     func(text string)                        // puts text on the clipboard
	CopyBare func(text string)                        // likewise where a password is in it
	Bare     func(key string, then func(bare string)) // finds the password of a row, or with "" the piece of the file with it; "" where there is none
	Moved    func()                                   // is told of every step
	Close    func()                                   // ends the walk
}

// NewWalk returns a walk without a sheet.
func NewWalk(does WalkDoes) *Walk {
	w := &Walk{does: does, stamp: widgets.NewCaption(""), ticks: widgets.NewProgress(), card: widgets.NewColumn(), list: widgets.NewColumn(), notice: widgets.NewCaption(" ")}
	w.primary = widgets.NewPrimary("", nil, w.Go)
	w.back = widgets.NewButton(assets.Text("walk.back"), theme.NavigateBackIcon(), func() { w.Move(-1) })
	w.scroll = container.NewVScroll(container.NewPadded(container.New(&walkLayout{}, w.card, w.list)))
	room := canvas.NewRectangle(nil)
	room.SetMinSize(fyne.NewSize(0, primaryHeight))
	buttons := container.NewBorder(nil, nil, w.back, nil, container.NewStack(room, w.primary))
	foot := widgets.NewColumn(widget.NewSeparator(), buttons, w.notice)
	w.Content = container.NewBorder(container.NewPadded(widgets.NewColumn(w.stamp, w.ticks)), container.NewPadded(foot), nil, nil, w.scroll)
	return w
}

// primaryHeight is that of the button that goes on, in units.
const primaryHeight = 44

// Show begins the walk through a sheet.
func (w *Walk) Show(s papers.Sheet) {
	w.sheet, w.steps = s, walkSteps(s)
	w.at, w.ticked, w.lines = 0, make([]bool, len(w.steps)), nil
	w.stamp.Text, w.stamp.Color = s.Stamp, look.StateColor(standingStates[mailcore.Standing(s.Standing)])
	w.stamp.Refresh()
	w.list.Objects = []fyne.CanvasObject{widgets.NewCaption(assets.Text("walk.all"))}
	for i, step := range w.steps {
		if step.counted() {
			line := newWalkLine(step.label, func() { w.goTo(i) })
			w.lines, w.list.Objects = append(w.lines, line), append(w.list.Objects, line)
		}
	}
	w.list.Refresh()
	w.Say("")
	w.draw()
}

// Begins reports whether the walk is at its beginning.
func (w *Walk) Begins() bool { return w.at == 0 }

// Resume goes to where another walk through the same sheet is.
func (w *Walk) Resume(before *Walk) {
	if before != nil && len(before.ticked) == len(w.ticked) && before.sheet.Product == w.sheet.Product {
		w.at, w.ticked = before.at, slices.Clone(before.ticked)
		w.Say(before.notice.Text)
		w.draw()
	}
}

// Say shows below the button what was done.
func (w *Walk) Say(text string) {
	if text == "" {
		text = " " // keeps the line
	}
	w.notice.SetText(text)
}

// Go does what the step asks for, ticks it and goes on. What the product cannot
// take stays unticked.
func (w *Walk) Go() {
	switch step := w.steps[w.at]; {
	case step.kind == walkDone:
		w.does.Close()
	case step.kind == walkType, step.kind == walkSecret, step.kind == walkFile:
		w.copy(w.tick)
	case step.red:
		w.Say("")
		w.Move(1)
	default:
		w.Say("")
		w.tick()
	}
}

// Copy copies what the step copies, and stays.
func (w *Walk) Copy() { w.copy(func() {}) }

// copy copies what the step copies, and then goes on.
func (w *Walk) copy(then func()) {
	step := w.steps[w.at]
	switch step.kind {
	case walkType:
		w.copyPlain(step)
		then()
	case walkSecret, walkFile:
		w.withBare(func(bare string) {
			if w.copyBare(step, bare) {
				then()
			}
		})
	}
}

func (w *Walk) copyPlain(step walkStep) {
	w.does.Copy(step.copies)
	w.Say(assets.Text("walk.copied", "label", step.label))
}

// copyBare copies what a password is in; without one, the piece as it is. It
// reports whether anything was copied.
func (w *Walk) copyBare(step walkStep, bare string) bool {
	switch {
	case bare != "":
		w.does.CopyBare(bare)
		w.Say(assets.Text("walk.copied.password", "label", step.label))
	case step.copies != "":
		w.does.Copy(step.copies)
		w.Say(w.sheet.File.Hint())
	default:
		w.byHand()
		return false
	}
	return true
}

// byHand says that there is no password, and lets it be passed over.
func (w *Walk) byHand() {
	step := &w.steps[w.at]
	step.kind, step.value = walkChoose, assets.Text("walk.by-hand")
	step.remarks = slices.DeleteFunc(slices.Clone(step.remarks), func(r string) bool { return r == assets.Text("walk.password") })
	w.Say(assets.Text("walk.no-password"))
	w.draw()
}

// withBare finds the password of the step, and then goes on if that is still
// the one on the screen.
func (w *Walk) withBare(then func(bare string)) {
	visit := w.visit
	w.does.Bare(w.steps[w.at].key, func(bare string) {
		if w.visit == visit {
			then(bare)
		}
	})
}

func (w *Walk) tick() {
	w.ticked[w.at] = true
	w.goTo(w.at + 1)
}

// Move goes on or back without a tick.
func (w *Walk) Move(by int) { w.goTo(w.at + by) }

func (w *Walk) goTo(at int) {
	if at < 0 || at >= len(w.steps) {
		return
	}
	w.at = at
	w.draw()
	w.scroll.ScrollToTop()
	w.Focus()
}

// Focus gives the keyboard to the button that goes on.
func (w *Walk) Focus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(w.primary); c != nil {
		c.Focus(w.primary)
	}
}

// draw shows the step, its button, and the ticks.
func (w *Walk) draw() {
	w.visit++
	w.bare = ""
	w.fill()
	step, count := w.steps[w.at], 0
	w.primary.SetText(assets.Text(walkButtons[step.kind]))
	w.primary.SetIcon(walkIcon(step))
	enable := w.back.Enable
	if w.at == 0 {
		enable = w.back.Disable
	}
	enable()
	for i, line := range w.lines {
		line.show(w.ticked[i], i == w.at)
		if w.ticked[i] {
			count++
		}
	}
	w.does.Moved()
	w.ticks.SetValue(float32(count)/float32(len(w.lines)), theme.ColorNameSuccess)
}

// walkButtons are the keys of the words of the button at each kind of step.
var walkButtons = map[walkKind]string{
	walkOpen: "walk.opened", walkType: "walk.copy", walkSecret: "walk.copy", walkFile: "walk.copy", walkChoose: "walk.next",
	walkPress: "walk.pressed", walkDone: "walk.close",
}

func walkIcon(s walkStep) fyne.Resource {
	switch s.kind {
	case walkType, walkSecret, walkFile:
		return theme.ContentCopyIcon()
	case walkDone:
		return theme.ConfirmIcon()
	}
	return theme.NavigateNextIcon()
}

// fill draws the card of the step.
func (w *Walk) fill() {
	step := w.steps[w.at]
	left := w.unticked()
	if step.kind == walkDone && len(left) > 0 {
		step.label, step.value = assets.Text("walk.left"), assets.Text("walk.left.text")
	}
	var parts []fyne.CanvasObject
	if step.where != "" {
		parts = append(parts, widgets.NewCaption(step.where))
	}
	parts = append(parts, labelOf(step))
	if step.text != "" {
		parts = append(parts, w.piece(step))
	} else {
		parts = append(parts, w.value(step))
	}
	for _, c := range step.choices {
		parts = append(parts, widgets.NewText(c))
	}
	if step.kind == walkDone {
		parts = append(parts, left...)
	}
	for _, o := range step.obstacles {
		text := widgets.NewText(o.String())
		text.Color = look.SeverityColor(o.Severity)
		parts = append(parts, text)
	}
	for _, r := range step.remarks {
		parts = append(parts, widgets.NewCaption(r))
	}
	w.card.Objects = parts
	w.card.Refresh()
}

func labelOf(step walkStep) fyne.CanvasObject {
	label := widgets.Heading(step.label)
	if step.required {
		label.Text += " *"
	}
	return label
}

// value is what stands in the row, large; a password as dots, with a button
// that shows it.
func (w *Walk) value(step walkStep) fyne.CanvasObject {
	text := widgets.NewText(step.value)
	text.Scale, text.Bold = look.SizeValue, true
	if step.kind == walkOpen || step.kind == walkDone || step.kind == walkPress {
		text.Scale = theme.SizeNameText
	}
	if step.red {
		text.Color = theme.ColorNameError
	}
	if step.kind != walkSecret {
		return text
	}
	if w.bare != "" {
		text.Text = w.bare
	}
	return container.NewBorder(nil, nil, nil, container.NewVBox(w.revealer()), text)
}

// piece is what belongs into a file.
func (w *Walk) piece(step walkStep) fyne.CanvasObject {
	text := widgets.NewText(step.text)
	if w.bare != "" {
		text.Text = w.bare
	}
	text.Mono = true
	return widgets.NewColumn(text, widgets.NewFlow(w.revealer()))
}

// revealer shows the password, and hides it again.
func (w *Walk) revealer() fyne.CanvasObject {
	if w.bare != "" {
		return widgets.NewButton(assets.Text("walk.hide"), theme.VisibilityOffIcon(), func() { w.reveal("") })
	}
	return widgets.NewButton(assets.Text("walk.reveal"), theme.VisibilityIcon(), func() {
		w.withBare(func(bare string) {
			if bare == "" && w.steps[w.at].kind == walkSecret {
				w.byHand()
				return
			}
			w.reveal(bare)
		})
	})
}

func (w *Walk) reveal(bare string) {
	w.bare = bare
	w.fill()
	w.Focus()
}

// unticked names what was passed over.
func (w *Walk) unticked() (left []fyne.CanvasObject) {
	for i, line := range w.lines {
		if !w.ticked[i] {
			left = append(left, widgets.NewText("・"+line.text.Text))
		}
	}
	return left
}

// A walkLayout has the list of all rows beside the card, or below it where
// there is no room.
type walkLayout struct{ width float32 }

// Widths in units.
const (
	walkWide = 600 // both fit
	walkList = 230
)

// Layout implements fyne.Layout.
func (l *walkLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	card, list := objects[0], objects[1]
	card.Move(fyne.NewPos(0, 0))
	if size.Width >= walkWide {
		gap := 4 * theme.Padding()
		fit(card, size.Width-walkList-gap)
		list.Move(fyne.NewPos(size.Width-walkList, 0))
		fit(list, walkList)
		return
	}
	fit(card, size.Width)
	list.Move(fyne.NewPos(0, card.Size().Height+4*theme.Padding()))
	fit(list, size.Width)
}

// fit gives o a width, and the height that it wants at that.
func fit(o fyne.CanvasObject, width float32) {
	o.Resize(fyne.NewSize(width, o.Size().Height))
	o.Resize(fyne.NewSize(width, o.MinSize().Height))
}

// MinSize implements fyne.Layout.
func (l *walkLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if l.width > 0 {
		l.Layout(objects, fyne.NewSize(l.width, 0))
	}
	card, list := objects[0].MinSize(), objects[1].MinSize()
	width := max(card.Width, list.Width)
	if l.width >= walkWide {
		return fyne.NewSize(width, max(card.Height, list.Height))
	}
	return fyne.NewSize(width, card.Height+list.Height+4*theme.Padding())
}
