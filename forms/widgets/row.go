package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/forms/look"
	"todoku/mailcore"
)

// Row is one line of a form: a label, its field, and below the field a hint
// and what is wrong with the value. Rows belong into [Rows].
type Row struct {
	widget.BaseWidget
	Widest float32 // of the field, in units; 0 means as wide as the form

	label    *Text
	required *Text // a star, or nil
	field    fyne.CanvasObject
	hint     *Text
	problem  *Text
	fix      *Button // mends the problem; hidden where nothing is known to
	severity mailcore.Severity
	help     string // F1
	within   string // the heading above, given by Rows
	marked   bool

	roomy      bool // there is always room for a line below the field
	apart      bool // what stands below the field is placed by an Abreast
	drawn      *rowRenderer
	labelWidth float32 // of the column, given by Rows
	stacked    bool    // the label is above the field
	changed    func()  // lays the form out again
}

// NewRow returns a row without hint or problem.
func NewRow(label string, required bool, field fyne.CanvasObject) *Row {
	r := &Row{label: NewText(label), field: field, hint: NewCaption(""), problem: NewCaption(""), fix: NewButton("", nil, nil)}
	if required {
		r.required = NewText("*")
		r.required.Color = theme.ColorNameError
		r.required.Bold = true
	}
	r.hint.Hide()
	r.problem.Hide()
	r.fix.Hide()
	r.adopt(field)
	r.fix.row = r
	r.ExtendBaseWidget(r)
	return r
}

// Field returns what the row was made with.
func (r *Row) Field() fyne.CanvasObject { return r.field }

// Reserve keeps a line below the field free for a hint or a problem, so that
// nothing below moves when there is one.
func (r *Row) Reserve() { r.roomy = true }

// SetLabel shows another label.
func (r *Row) SetLabel(text string) {
	if r.label.Text != text {
		r.label.Text = text
		r.update()
	}
}

// SetHint shows a small text below the field; "" takes it away.
func (r *Row) SetHint(text string) {
	if r.hint.Text == text {
		return
	}
	r.hint.Text, r.hint.Hidden = text, text == ""
	r.update()
}

// SetProblem shows what is wrong with the value; "" takes it away.
func (r *Row) SetProblem(severity mailcore.Severity, text string) {
	if r.problem.Text == text && r.severity == severity {
		return
	}
	r.severity = severity
	r.problem.Text, r.problem.Hidden = text, text == ""
	r.problem.Color = look.SeverityColor(severity)
	r.update()
	r.heard()
}

// SetFix shows a button below the problem that does something about it; a nil
// tapped takes it away.
func (r *Row) SetFix(text string, tapped func()) {
	r.fix.OnTapped = tapped
	if r.fix.Text == text && r.fix.Hidden == (tapped == nil) {
		return
	}
	r.fix.Text, r.fix.Hidden = text, tapped == nil
	r.update()
}

// Problem returns the text of the problem shown, or "".
func (r *Row) Problem() string { return r.problem.Text }

// Mark sets the row off, because a finding points at it.
func (r *Row) Mark(on bool) {
	if r.marked != on {
		r.marked = on
		r.update()
	}
}

// Marked reports whether the row is set off.
func (r *Row) Marked() bool { return r.marked }

// Show implements fyne.CanvasObject.
func (r *Row) Show() { r.setHidden(false) }

// Hide implements fyne.CanvasObject. A hidden row takes no space.
func (r *Row) Hide() { r.setHidden(true) }

func (r *Row) setHidden(hidden bool) {
	if r.Hidden == hidden {
		return
	}
	if hidden {
		r.BaseWidget.Hide()
	} else {
		r.BaseWidget.Show()
	}
	r.tell()
}

// update draws the row again after its contents changed.
func (r *Row) update() {
	r.Refresh()
	r.tell()
}

func (r *Row) tell() {
	if r.changed != nil {
		r.changed()
	}
}

// MinSize is as narrow as the field and as high as the texts below it need at
// the present width.
func (r *Row) MinSize() fyne.Size {
	r.ExtendBaseWidget(r)
	return r.BaseWidget.MinSize()
}

// labelNeeds is how wide the column has to be for the label to stay on one
// line.
func (r *Row) labelNeeds() float32 {
	needs := r.label.measure(r.label.Text)
	if r.required != nil {
		needs += r.required.MinSize().Width + theme.Padding()
	}
	return needs
}

// heard speaks a problem that comes up while somebody types.
func (r *Row) heard() {
	c := canvasOf(r)
	if c == nil || r.problem.Text == "" {
		return
	}
	if v, ok := c.Focused().(interface{ voice() *Voice }); ok && v.voice().row == r {
		_, problem := r.said()
		speak(r, problem)
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (r *Row) AccessibilityLabel() string {
	state, problem := r.said()
	return joined(r.name(), state, r.hint.Text, problem)
}

// AccessibilityRole implements fyne.Accessible.
func (r *Row) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }
