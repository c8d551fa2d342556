package forms

import (
	"slices"

	"todoku/assets/words"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/products"
)

// Judge shows every problem, also of fields that nobody has touched, and
// returns whether one of them stops a test or saving.
func (f *ServerForm) Judge(problems []mailcore.Problem) bool {
	f.asked = true
	known := f.problems()
	f.more = slices.DeleteFunc(slices.Clone(problems), func(p mailcore.Problem) bool { return has(known, p) })
	f.judge(problems)
	f.showRows()
	errors := mailcore.Errors(problems)
	if len(errors) > 0 {
		f.Focus(errors[0].Field)
	}
	return len(errors) > 0
}

// problems judges what is on the screen, also as what will be typed into the
// product whose screen is shown.
func (f *ServerForm) problems() []mailcore.Problem {
	p := *f.profile
	if f.view != "" && !slices.Contains(p.Products, f.view) {
		p.Products = append(slices.Clone(p.Products), f.view)
	}
	return products.Problems(p, "")
}

func has(problems []mailcore.Problem, p mailcore.Problem) bool {
	return slices.ContainsFunc(problems, func(q mailcore.Problem) bool { return q.Field == p.Field && q.Code == p.Code })
}

// judge shows problems, and what a product cannot express, at their rows; at
// most one each.
func (f *ServerForm) judge(problems []mailcore.Problem) {
	defer f.draw()()
	problems = slices.DeleteFunc(slices.Clone(problems), func(p mailcore.Problem) bool {
		return !f.asked && !f.touched[p.Field] && p.Code == "required"
	})
	obstacles := f.obstacles()
	for _, r := range f.all() {
		f.showProblem(r, problems, obstacles)
	}
	f.showHomeless(problems, obstacles)
}

func (f *ServerForm) showProblem(r formRow, problems []mailcore.Problem, obstacles []obstacle) {
	if refused := r.input.refused(); refused != "" {
		r.row.SetProblem(mailcore.Error, refused)
		r.row.SetFix("", nil)
		return
	}
	if i := slices.IndexFunc(obstacles, func(o obstacle) bool { return r.screen != "" && o.Row == r.screen }); i >= 0 {
		f.showFault(r.row, obstacles[i].Problem)
		return
	}
	if i := slices.IndexFunc(problems, func(p mailcore.Problem) bool { return r.about(p.Field) }); i >= 0 {
		f.unfolded = f.unfolded || r.folded && problems[i].Severity == mailcore.Error
		f.showFault(r.row, problems[i])
		return
	}
	if r.about(f.blamed.Field) {
		f.showBlame(r.row)
		return
	}
	if r.input.mended != nil && r.input.mended() != "" {
		r.row.SetProblem(mailcore.Note, r.input.mended())
		r.row.SetFix("", nil)
		return
	}
	r.row.SetProblem("", "")
	r.row.SetFix("", nil)
}

// showBlame says at a field that a test failed for it. To trust a certificate
// is not offered in passing.
func (f *ServerForm) showBlame(row *widgets.Row) {
	row.SetProblem(f.blamed.Severity, words.Finding(f.blamed).Title)
	fixes := f.blamed.Fixes
	if len(fixes) == 0 || fixes[0].Field == "pin" {
		row.SetFix("", nil)
		return
	}
	row.SetFix(words.Changes(fixes), func() { f.take(fixes) })
}

// showFault shows a problem with the button that mends it.
func (f *ServerForm) showFault(row *widgets.Row, p mailcore.Problem) {
	row.SetProblem(p.Severity, words.Problem(p))
	if len(p.Fixes) == 0 {
		row.SetFix("", nil)
		return
	}
	row.SetFix(words.Changes(p.Fixes), func() { f.take(p.Fixes) })
}

// Mark points at the fields that findings are about. The first says there what
// is wrong, with the button that mends it.
func (f *ServerForm) Mark(findings []mailcore.Finding) {
	f.blamed = mailcore.Finding{}
	if len(findings) > 0 && wrong(findings[0]) {
		f.blamed = findings[0]
	}
	for _, r := range f.all() {
		marked := slices.ContainsFunc(findings, func(x mailcore.Finding) bool { return r.about(x.Field) && wrong(x) })
		f.unfolded = f.unfolded || marked && r.folded
		r.row.Mark(marked)
	}
	f.arrange()
}

// wrong reports whether a finding is of something that has to be mended.
func wrong(f mailcore.Finding) bool {
	return f.Severity == mailcore.Error || f.Severity == mailcore.Temporary
}
