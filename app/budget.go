package app

import (
	"todoku/assets"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/steps"
)

// counted lets what t is told of accounts count, for this program and others. A
// practice server locks nobody out: what tests it is not counted.
func (a *App) counted(t *steps.Tester) *steps.Tester {
	t.Judged = func(of mailcore.Login, letIn bool) {
		_ = a.attempts.Note(of, letIn) // a test does not end for want of a note
	}
	return t
}

// loginsOf are the accounts that a test of p logs in with and that count.
func loginsOf(p mailcore.Profile, scope mailcore.Scope) []mailcore.Login {
	if p.Practice {
		return nil
	}
	return steps.NewPlan(p, scope).Logins()
}

// unlessRefused does next; where one of the accounts was refused too often of
// late, only if somebody says so. Else it does instead, which may be nil.
func (a *App) unlessRefused(all []mailcore.Login, next, instead func()) {
	of, n, often := a.attempts.Often(all)
	if !often {
		next()
		return
	}
	a.window.RequestFocus() // the report may be in another one
	widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text("budget.title"), Text: assets.Text("budget.text", "n", n, "user", of.User, "host", of.Host),
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("budget.no"), Default: true, Cancel: true, OnTapped: instead},
			{Text: assets.Text("budget.yes"), OnTapped: next},
		},
	})
}
