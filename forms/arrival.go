package forms

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/forms/look"
	"todoku/forms/widgets"
	"todoku/mailcore"
)

// Next is what somebody does once a test has passed.
type Next struct {
	TypeIn    func()                // save, and type it into the product
	RoundTrip func()                // look for the mail oneself
	Domain    func(mailcore.Report) // look at what the sender's domain says
}

// answers to whether the test mail came.
type answer int

const (
	unanswered answer = iota
	arrived
	missing
)

// showNext draws what to do after a test that passed: to see whether its mail
// came, and to go on.
func (v *ReportView) showNext() {
	v.next.RemoveAll()
	ready := v.Next != nil && v.report.Ended() && v.report.OK()
	show(v.next, ready)
	if !ready {
		return
	}
	if v.report.Scope == mailcore.SendScope {
		v.askArrival()
	}
	button := widgets.NewButton(assets.Text("arrival.next"), theme.NavigateNextIcon(), v.Next.TypeIn)
	if v.answer != missing {
		button.Importance = widget.HighImportance
	}
	v.next.Add(widgets.NewFlow(button))
}

// askArrival asks for the one thing that no server tells.
func (v *ReportView) askArrival() {
	says := func(key string) *widgets.Text {
		return widgets.NewText(assets.Text(key, "to", v.report.Profile.TestTo))
	}
	answers := widgets.NewFlow(
		widgets.NewButton(assets.Text("arrival.yes"), theme.ConfirmIcon(), func() { v.answered(arrived) }),
		widgets.NewButton(assets.Text("arrival.no"), theme.CancelIcon(), func() { v.answered(missing) }),
	)
	switch v.answer {
	case unanswered:
		v.next.Add(says("arrival.ask"))
		v.next.Add(answers)
	case arrived:
		yes := says("arrival.arrived")
		yes.Color = look.StateColor(mailcore.Passed)
		v.next.Add(yes)
	case missing:
		v.next.Add(says("arrival.missing"))
		for n, key := range []string{"arrival.missing.1", "arrival.missing.2", "arrival.missing.3", "arrival.missing.4"} {
			v.next.Add(numbered(n+1, assets.Text(key, "to", v.report.Profile.TestTo)))
		}
		v.next.Add(widgets.NewFlow(
			widgets.NewButton(assets.Text("arrival.roundtrip"), theme.MailReplyIcon(), v.Next.RoundTrip),
			widgets.NewButton(assets.Text("arrival.domain"), theme.SearchIcon(), func() { v.Next.Domain(v.report) }),
			widgets.NewButton(assets.Text("arrival.came"), theme.ConfirmIcon(), func() { v.answered(arrived) }),
		))
	}
}

func (v *ReportView) answered(a answer) {
	v.answer = a
	v.showNext()
	v.Content.Refresh()
}

// foldSteps is the line that stands for the steps of a test that passed.
func (v *ReportView) foldSteps() fyne.CanvasObject {
	v.fold = widgets.NewButton("", nil, func() {
		v.unfolded = !v.unfolded
		v.showSteps()
		v.Content.Refresh()
	})
	v.fold.Importance = widget.LowImportance
	return widgets.NewFlow(v.fold)
}

// showFold says how many steps there were, and whether they are in sight.
func (v *ReportView) showFold() {
	taken, warned := 0, 0
	for _, res := range v.report.Steps() {
		switch res.State {
		case mailcore.Warned:
			warned++
			taken++
		case mailcore.Passed:
			taken++
		}
	}
	text := assets.Text("report.steps.passed", "n", taken)
	switch {
	case !v.report.Ended() || !v.report.OK():
		text = assets.Text("report.steps")
	case warned > 0:
		text = assets.Text("report.steps.warned", "n", taken, "warned", warned)
	}
	v.fold.Icon = foldIcon(v.unfolded)
	v.fold.SetText(text)
	show(v.steps, v.unfolded)
}
