package forms

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms/look"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/cause"
)

// AttemptsView shows what is being tried, one line for each setting, while it
// goes on.
type AttemptsView struct {
	Content fyne.CanvasObject

	lines *fyne.Container
}

// NewAttemptsView returns a view of no attempts.
func NewAttemptsView() *AttemptsView {
	v := &AttemptsView{lines: widgets.NewColumn()}
	v.Content = v.lines
	return v
}

// CandidatesView lists what could mend a failure, for somebody to agree to: the
// likely first, each with what it costs, and the logins that are left as dots.
type CandidatesView struct {
	Content fyne.CanvasObject
	Changed func() // when something is ticked or not; may be nil

	offers []mailcore.Offer
	left   int // logins
	boxes  []*widgets.Check
	costs  []*widgets.Text
}

// mostDots is how many logins there are at first.
const mostDots = 3

// NewCandidatesView returns a view of offers, of which those are ticked that the
// logins left suffice for, from the first on.
func NewCandidatesView(offers []mailcore.Offer, left int) *CandidatesView {
	v := &CandidatesView{offers: offers, left: left}
	dots := strings.Repeat("●", left) + strings.Repeat("○", max(0, mostDots-left))
	head := widgets.NewText(assets.Text("mend.list.left", "dots", dots, "n", left))
	if left == 0 {
		head.SetText(assets.Text("mend.list.spent", "dots", dots))
	}
	head.Bold = true
	rows := widgets.NewColumn(head)
	for _, o := range offers {
		rows.Add(v.row(o))
	}
	v.arrange()
	v.Content = rows
	return v
}

func (v *CandidatesView) row(o mailcore.Offer) fyne.CanvasObject {
	box, cost := widgets.NewCheck(words.Changes(o.Changes), nil), widgets.NewCaption("")
	box.Wraps, box.Checked = true, v.affords(o)
	box.OnChanged = func(bool) {
		if v.arrange(); v.Changed != nil {
			v.Changed()
		}
	}
	v.boxes, v.costs = append(v.boxes, box), append(v.costs, cost)
	return widgets.NewColumn(box, container.New(layout.NewCustomPaddedLayout(0, 0, 2*theme.IconInlineSize(), 0), cost))
}

// affords reports whether the logins left suffice for o beside what is ticked.
// One that is tried without a login first may never come to them.
func (v *CandidatesView) affords(o mailcore.Offer) bool {
	left := v.left
	for i, box := range v.boxes {
		if box.Checked && !v.offers[i].Early {
			left -= v.offers[i].Logins
		}
	}
	return o.Least <= left
}

// arrange lets those be ticked for which there is room.
func (v *CandidatesView) arrange() {
	for i, o := range v.offers {
		possible := v.boxes[i].Checked || v.affords(o)
		enableAll(possible, v.boxes[i])
		text := costOf(o)
		if !possible {
			text = assets.Text("mend.list.beyond", "cost", text)
		}
		v.costs[i].SetText(text)
	}
}

// costOf says how many logins an offer takes.
func costOf(o mailcore.Offer) string {
	switch {
	case o.Logins == 0:
		return assets.Text("mend.list.cost.none")
	case o.Early:
		return assets.Text("mend.list.cost.early", "n", o.Logins)
	}
	return assets.Text("mend.list.cost", "n", o.Logins)
}

// Agreed reports whether anything is ticked.
func (v *CandidatesView) Agreed() bool {
	return slices.ContainsFunc(v.boxes, func(box *widgets.Check) bool { return box.Checked })
}

// Without are the changes that somebody does not want tried.
func (v *CandidatesView) Without() (all [][]mailcore.Change) {
	for i, box := range v.boxes {
		if !box.Checked {
			all = append(all, v.offers[i].Changes)
		}
	}
	return all
}

// Show draws attempts in place of those that were drawn before. Where running
// is false, none is going on any more.
func (v *AttemptsView) Show(attempts []mailcore.Attempt, running bool) {
	v.lines.Objects = nil
	for i, a := range attempts {
		v.lines.Add(attemptLine(a, running && i == len(attempts)-1))
	}
	v.lines.Refresh()
}

func attemptLine(a mailcore.Attempt, running bool) fyne.CanvasObject {
	state, how := attemptOutcome(a, running)
	icon := container.NewVBox(widget.NewIcon(stateIcon(state)))
	said := widgets.NewCaption(how)
	said.Color = look.StateColor(state)
	rows := widgets.NewColumn(widgets.NewText(words.Changes(a.Changes)), said)
	failure, failed := a.Report.Failure()
	if first, _, _ := strings.Cut(failure.Reply, "\n"); failed && first != "" {
		rows.Add(widgets.NewCaption(assets.Text("report.reply", "reply", first)))
	}
	return container.NewBorder(nil, nil, icon, nil, rows)
}

// attemptOutcome says how far an attempt has come.
func attemptOutcome(a mailcore.Attempt, running bool) (mailcore.State, string) {
	failure, failed := a.Report.Failure()
	switch {
	case a.Worked:
		return mailcore.Passed, words.Summary(a.Report)
	case failed && failure.Fault == mailcore.Stopped:
		return mailcore.Warned, words.Summary(a.Report)
	case failed:
		title := words.Finding(cause.Diagnose(a.Report)[0]).Title
		return mailcore.Failed, assets.Text("mend.attempt.failed", "step", words.Step(failure), "title", title)
	case running:
		return mailcore.Running, assets.Text("mend.attempt.running", "step", runningStep(a.Report))
	}
	return mailcore.Skipped, words.State(mailcore.Skipped)
}

// runningStep names the step that is being taken.
func runningStep(r mailcore.Report) string {
	for _, res := range r.Steps() {
		if res.State == mailcore.Running {
			return words.Step(res)
		}
	}
	return words.Step(mailcore.Result{Side: mailcore.OutgoingSide, Step: mailcore.CheckStep})
}

// NewChangeTable shows what changes make of the fields of p: before and after.
func NewChangeTable(p mailcore.Profile, changes []mailcore.Change) fyne.CanvasObject {
	cells := heads(assets.Text("mend.field"), assets.Text("mend.before"), assets.Text("mend.after"))
	for _, c := range lastOfEach(changes) {
		before := mailcore.Change{Field: c.Field, Value: p.Text(c.Field)}
		if before == c {
			continue
		}
		after := widgets.NewText(words.Value(c))
		after.Bold, after.Color = true, look.StateColor(mailcore.Passed)
		cells = append(cells, widgets.NewText(words.Field(c.Field)), widgets.NewText(words.Value(before)), after)
	}
	return newTable([]float32{1, 1, 1}, cells...)
}

// lastOfEach leaves out the changes that a later one undoes.
func lastOfEach(changes []mailcore.Change) []mailcore.Change {
	var last []mailcore.Change
	at := map[string]int{}
	for _, c := range changes {
		if i, twice := at[c.Field]; twice {
			last[i] = c
			continue
		}
		at[c.Field] = len(last)
		last = append(last, c)
	}
	return last
}

// NewCertificateRows shows whom a certificate names, who signed it, and the
// fingerprint by which a person can recognise it.
func NewCertificateRows(r mailcore.Report, side mailcore.Side) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, name := range []string{"subject", "sans", "issuer", "not-before", "not-after", "fingerprint"} {
		value := r.Fact(side, name)
		if value == "" {
			continue
		}
		text := widgets.NewText(factText(name, value))
		if name == "fingerprint" {
			text.Text, text.Mono = grouped(value), true
		}
		rows = append(rows, widgets.NewRow(assets.Text("fact."+name), false, text))
	}
	return widgets.NewRows(rows...)
}

// grouped writes a fingerprint as people read it out: eight pairs a line.
func grouped(hex string) string {
	var b strings.Builder
	for i := 0; i < len(hex); i += 2 {
		switch {
		case i > 0 && i%16 == 0:
			b.WriteString("\n")
		case i > 0:
			b.WriteString(":")
		}
		b.WriteString(strings.ToUpper(hex[i:min(i+2, len(hex))]))
	}
	return b.String()
}

// NewRemedy lists what a person can do about a finding.
func NewRemedy(f mailcore.Finding) fyne.CanvasObject {
	steps := widgets.NewColumn()
	for i, step := range words.Finding(f).Remedy {
		steps.Add(numbered(i+1, step))
	}
	return steps
}

// Take makes changes to the profile as if a person had typed them.
func (f *ServerForm) Take(changes []mailcore.Change) {
	f.take(changes)
	for port := range portFields {
		f.before[port] = usualPort(port, f.profile)
	}
}

// fixLine says in a report what would be tried; nil where nothing is known. To
// trust a certificate is never tried, but asked.
func fixLine(f mailcore.Finding) fyne.CanvasObject {
	if len(f.Fixes) == 0 {
		return nil
	}
	text := assets.Text("report.fix", "changes", words.Changes(f.Fixes))
	if f.Fixes[0].Field == "pin" {
		text = assets.Text("report.fix.pin")
	}
	icon := widget.NewIcon(theme.ViewRefreshIcon())
	return container.NewBorder(nil, nil, container.NewVBox(icon), nil, widgets.NewText(text))
}
