package app

import (
	"context"
	"crypto/x509"
	"errors"
	"time"

	"github.com/google/uuid"

	"todoku/access"
	"todoku/assets"
	"todoku/forms"
	"todoku/mailcore"
	"todoku/mailcore/cause"
	"todoku/mailcore/oauth"
	"todoku/mailcore/steps"
	"todoku/store"
)

// onRun tests what is on the screen, saved or not.
func (a *App) onRun() {
	if a.busy() || a.refuses() {
		return
	}
	a.current = a.current.Normalised()
	if a.current.ID == "" { // so that the test is known as this server's when it is saved
		a.current.ID = uuid.NewString()
		a.saved.ID = a.current.ID
	}
	tester, p, err := a.tester(a.current)
	if err != nil {
		a.tell(assets.Text("test.failed"), err.Error())
		return
	}
	a.current = p
	if p.Practice {
		a.saved = p
	}
	a.tested = p
	a.form.Redraw()
	a.parts.panes.ShowTest()
	ctx, stop := context.WithCancel(a.ctx)
	if a.begin(stop) {
		keep := a.store.Append
		if !p.SameSecrets(a.saved) {
			keep = a.store.AppendTrial
		}
		go a.test(ctx, tester, a.loginOf(p), a.scope, a.page, keep)
	}
}

// test is the goroutine of one test: it fetches what passwords are missing,
// runs the plan and keeps the report. It is shown while the page is the same.
func (a *App) test(ctx context.Context, tester *steps.Tester, l access.Login, scope mailcore.Scope, page int, keep func(mailcore.Report) error) {
	p := l.Profile
	show := func(draw func()) {
		a.do(func() {
			if a.page == page {
				draw()
			}
		})
	}
	if l.Needs(scope) {
		ready, err := l.Ready(ctx, scope)
		if l.Granted(scope) && err != nil {
			a.do(func() { a.noToken(err) })
			return
		}
		if !l.Granted(scope) {
			show(func() {
				a.tested = ready
				a.takePasswords(ready)
				a.hintSecrets(err)
			})
		}
		p = ready
	}
	show(func() { a.judge(p.Check(scope)) })
	report := tester.Run(ctx, steps.NewPlan(p, scope), func(r mailcore.Report) { show(func() { a.view.Show(r) }) })
	err := reached(report, keep)
	show(func() {
		a.form.Mark(cause.Diagnose(report))
		a.parts.showResult(a.view)
	})
	a.do(func() { a.finish(report, err) })
}

// judge shows what is wrong with the settings. Where only one pane fits, it is
// the one with the field.
func (a *App) judge(problems []mailcore.Problem) {
	if errors := mailcore.Errors(problems); len(errors) > 0 && errors[0].Field != forms.Recipient.Key {
		a.parts.panes.ShowSettings()
	}
	a.form.Judge(problems)
}

// noToken ends a test that could not begin.
func (a *App) noToken(err error) {
	a.end()
	a.then = nil
	if errors.Is(err, oauth.ErrExpired) && a.grant == oauth.Granted {
		a.grant = oauth.Expired
	}
	a.refresh()
	if !errors.Is(err, context.Canceled) {
		a.tellOAuth(err)
	}
}

// keepRun adds a test that reached the network to the history.
func (a *App) keepRun(r mailcore.Report) error { return reached(r, a.store.Append) }

// reached keeps a test that reached the network.
func reached(r mailcore.Report, keep func(mailcore.Report) error) error {
	if f, failed := r.Failure(); failed && f.Step == mailcore.CheckStep {
		return nil
	}
	return keep(r)
}

// finish shows how a test ended, and remembers what it proved. kept says why
// it could not be added to the history.
func (a *App) finish(r mailcore.Report, kept error) {
	a.end()
	a.verify(r)
	a.refresh()
	a.tellOutcome(r)
	if then := a.then; then != nil {
		a.then = nil
		then(r)
	}
	if kept != nil {
		a.tell(assets.Text("history.failed"), kept.Error())
	}
}

// verify notes on the screen's profile and on the saved one what r proved.
func (a *App) verify(r mailcore.Report) {
	if f, failed := r.Failure(); failed && f.Step == mailcore.CheckStep {
		return
	}
	now := time.Now()
	if a.current.ID == r.Profile.ID {
		a.current.Verified = a.current.VerifiedBy(r, now)
		a.saved.Verified = a.current.Verified
	}
	if a.current.ID == r.Profile.ID && !a.tested.SameSecrets(a.saved) {
		return // what is saved has another password: nothing is known of it
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
		server, err := a.practiceServer()
		if err != nil {
			return nil, p, err
		}
		return server.Tester(), server.Reach(p), nil
	}
	trusted, err := readRoots(a.settings.Preferences.Roots)
	return &steps.Tester{Roots: trusted}, p, err
}

// readRoots reads the authorities of the preferences, and says in the user's
// language which file holds none.
func readRoots(files []string) (*x509.CertPool, error) {
	pool, err := store.Roots(files)
	if none, ok := errors.AsType[*store.NoCertificateError](err); ok {
		return nil, errors.New(assets.Text("roots.invalid", "file", none.File))
	}
	return pool, err
}
