package app

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"

	"todoku/access"
	"todoku/assets"
	"todoku/forms"
	"todoku/mailcore"
	"todoku/mailcore/cause"
	"todoku/mailcore/oauth"
	"todoku/mailcore/products"
	"todoku/mailcore/steps"
	"todoku/store"
)

// onRun tests what is on the screen, saved or not, unless its account was
// refused too often.
func (a *App) onRun() {
	if a.busy() || a.refuses() || a.tellNothingToTest() {
		return
	}
	a.unlessRefused(loginsOf(a.page.current, a.page.scope), a.test, func() { a.page.then = nil })
}

// test runs the test of what is on the screen.
func (a *App) test() {
	a.page.current = a.page.current.Normalised()
	a.page.typedInto()
	if a.page.current.ID == "" { // so that the test is known as this server's when it is saved
		a.page.current.ID = uuid.NewString()
		a.page.saved.ID = a.page.current.ID
	}
	tester, p, err := a.tester(a.page.current)
	if err != nil {
		a.tell(assets.Text("test.failed"), inWords(err))
		return
	}
	a.page.current = p
	if p.Practice {
		a.page.saved = p
	}
	a.page.tested = p
	a.form.Redraw()
	a.parts.panes.ShowTest()
	a.parts.result.ScrollToTop()
	ctx, stop := context.WithCancel(a.ctx)
	if a.begin(stop) {
		r := run{app: a, tester: tester, login: a.loginOf(p), scope: a.page.scope, page: a.page.number, keep: a.store.Append}
		if !p.SameSecrets(a.page.saved) {
			r.keep = a.store.AppendTrial
		}
		a.background(func() { r.take(ctx) })
	}
}

// A run is one test of what is on the screen.
type run struct {
	app    *App
	tester *steps.Tester
	login  access.Login // of what was on the screen at its beginning
	scope  mailcore.Scope
	page   int // of the screen at its beginning
	keep   func(mailcore.Report) error
}

// show draws something while the page is the same.
func (r run) show(draw func()) {
	r.app.do(func() {
		if r.app.page.number == r.page {
			draw()
		}
	})
}

// take is the goroutine of the test: it fetches what passwords are missing,
// runs the plan and keeps the report.
func (r run) take(ctx context.Context) {
	a, p := r.app, r.login.Profile
	if r.login.Needs(r.scope) {
		ready, err := r.login.Ready(ctx, r.scope)
		if r.login.Granted(r.scope) && err != nil {
			a.do(func() { r.refuse(err) })
			return
		}
		if !r.login.Granted(r.scope) {
			r.show(func() {
				a.page.tested = ready
				a.takePasswords(ready)
				a.hintSecrets(err)
			})
		}
		p = ready
	}
	r.show(func() { a.judge(products.Problems(p, r.scope)) })
	report := r.tester.Run(ctx, steps.NewPlan(p, r.scope), func(live mailcore.Report) { r.show(func() { a.view.Show(live) }) })
	err := reached(report, r.keep)
	r.show(func() {
		a.blame(report)
		a.hintRefusals()
		a.parts.showResult(a.view)
	})
	a.do(func() { r.finish(report, err) })
}

// blame points at the field for which a test failed, and where it is in sight
// and nobody has typed on, puts the cursor there.
func (a *App) blame(r mailcore.Report) {
	findings := cause.Diagnose(r)
	a.form.Mark(findings)
	if !r.OK() && len(findings) > 0 && !a.parts.panes.Narrow() && r.Profile.Hash() == a.page.current.Hash() {
		a.form.Focus(findings[0].Field)
	}
}

// refuse ends a test that could not begin, for want of a token.
func (r run) refuse(err error) {
	a := r.app
	a.end()
	a.page.then = nil
	if errors.Is(err, oauth.ErrExpired) && a.consent.state == oauth.Granted {
		a.consent.state = oauth.Expired
	}
	a.refresh()
	if !errors.Is(err, context.Canceled) {
		a.tellOAuth(err)
	}
}

// finish shows how the test ended, and remembers what it proved. kept says why
// it could not be added to the history.
func (r run) finish(report mailcore.Report, kept error) {
	a := r.app
	a.end()
	a.verify(report)
	a.refresh()
	a.tellOutcome(report)
	if then := a.page.then; then != nil {
		a.page.then = nil
		then(report)
	}
	if kept != nil {
		a.tell(assets.Text("history.failed"), inWords(kept))
	}
}

// judge shows what is wrong with the settings. Where only one pane fits, it is
// the one with the field.
func (a *App) judge(problems []mailcore.Problem) {
	if errors := mailcore.Errors(problems); len(errors) > 0 && errors[0].Field != forms.Recipient.Key {
		a.parts.panes.ShowSettings()
	}
	a.form.Judge(problems)
}

// keepRun adds a test that reached the network to the history.
func (a *App) keepRun(r mailcore.Report) error { return reached(r, a.store.Append) }

// reached keeps a test that reached the network.
func reached(r mailcore.Report, keep func(mailcore.Report) error) error {
	if !r.Reached() {
		return nil
	}
	return keep(r)
}

// verify notes on the screen's profile and on the saved one what r proved.
func (a *App) verify(r mailcore.Report) {
	if !r.Reached() {
		return
	}
	now := time.Now()
	if !a.page.verify(r, now) {
		return
	}
	if i := index(a.settings.Profiles, r.Profile.ID); i >= 0 {
		a.change(func(profiles []mailcore.Profile) []mailcore.Profile {
			profiles[i].Verified = profiles[i].VerifiedBy(r, now)
			return profiles
		}, func() {})
	}
}

// tester returns what runs a test of p: it trusts the system's authorities,
// those of the preferences, and for the practice server its own.
func (a *App) tester(p mailcore.Profile) (*steps.Tester, mailcore.Profile, error) {
	if p.Practice {
		server, err := a.practice.start(a.ctx)
		if err != nil {
			return nil, p, err
		}
		return server.Tester(), server.Reach(p), nil
	}
	trusted, err := store.Roots(a.settings.Preferences.Roots)
	return a.counted(&steps.Tester{Roots: trusted}), p, err
}
