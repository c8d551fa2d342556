package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"todoku/access"
	"todoku/assets/words"
	"todoku/forms"
	"todoku/mailcore"
	"todoku/mailcore/cause"
	"todoku/mailcore/practice"
	"todoku/mailcore/products"
	"todoku/mailcore/steps"
	"todoku/store"
)

// A task is the test of one server in すべてテスト.
type task struct {
	login    access.Login // of the server as it was at the beginning
	scope    mailcore.Scope
	tester   *steps.Tester
	row      forms.BatchRow
	report   mailcore.Report // while it runs, and when the history does not have it
	kept     string          // ID in the history, or ""
	ending   mailcore.Ending
	verified mailcore.Verified
}

// passed is the task of a server that has passed, or nil.
func (b *batch) passed(id string) *task {
	i := slices.IndexFunc(b.tasks, func(t *task) bool { return t.login.Profile.ID == id && t.ending.State == mailcore.Passed })
	if i < 0 {
		return nil
	}
	return b.tasks[i]
}

// wanted are the servers that are tested: all, or again those that did not pass.
func (b *batch) wanted(again bool) []string {
	return slices.DeleteFunc(slices.Clone(b.ids), func(id string) bool { return again && b.passed(id) != nil })
}

// prepare makes the tasks and returns what runs them. Again, what has passed
// stays as it is.
func (b *batch) prepare(scope mailcore.Scope, again bool) ([]steps.Job, error) {
	a := b.app
	roots, err := store.Roots(a.settings.Preferences.Roots)
	tester := a.counted(&steps.Tester{Roots: roots})
	done := map[string]*task{} // by server
	for _, id := range b.ids {
		if again {
			done[id] = b.passed(id)
		}
	}
	b.tasks, b.jobs, b.state, b.unkept = nil, nil, forms.BatchState{}, nil
	var jobs []steps.Job
	for _, id := range b.ids {
		if t := done[id]; t != nil {
			t.row.Job = len(b.tasks)
			b.tasks = append(b.tasks, t)
			b.state.Tally.Add(t.ending)
			continue
		}
		i := index(a.settings.Profiles, id)
		if i < 0 { // it is gone meanwhile
			continue
		}
		t := b.task(a.settings.Profiles[i], scope, tester)
		t.row.Job = len(b.tasks)
		b.tasks, b.jobs = append(b.tasks, t), append(b.jobs, t.row.Job)
		jobs = append(jobs, t.job(a.attempts, a.keepRun))
	}
	b.state.Tally.All, b.chosen = len(b.tasks), -1
	return jobs, err
}

func (b *batch) task(p mailcore.Profile, scope mailcore.Scope, tester *steps.Tester) *task {
	a := b.app
	if p.Practice {
		if server, err := a.practice.start(a.ctx); err == nil { // else the test says that nobody answers
			p, tester = rehearsed(p, server), server.Tester()
		}
	}
	host, port, _, _ := p.Endpoint(scope.Side())
	t := &task{login: a.loginOf(p), scope: scope, tester: tester}
	t.row = forms.BatchRow{Title: forms.Title(p), State: mailcore.Pending}
	if host != "" {
		t.row.Host = fmt.Sprintf("%s:%d", host, port)
	}
	return t
}

// rehearsed is p as it reaches the practice server, whose passwords are no
// secret.
func rehearsed(p mailcore.Profile, server *practice.Server) mailcore.Profile {
	p = server.Reach(p)
	p.TakeSecrets(server.Profile())
	return p
}

// job is what runs the test and keeps its report.
func (t *task) job(attempts *store.Attempts, keep func(mailcore.Report) error) steps.Job {
	p := t.login.Profile
	return steps.NewJob(p, t.scope, keep, func(ctx context.Context, show func(mailcore.Report)) (mailcore.Report, error) {
		if _, _, often := attempts.Often(loginsOf(p, t.scope)); often { // by servers of this batch too
			return mailcore.Report{}, &mailcore.NoTest{Reason: mailcore.RefusedOften}
		}
		ready, err := t.login.Unattended(ctx, t.scope)
		if err != nil {
			return mailcore.Report{}, err
		}
		return t.tester.Run(ctx, steps.NewPlan(ready, t.scope), show), nil
	})
}

// needsSecrets reports whether something kept has to be fetched for the test.
func (t *task) needsSecrets() bool {
	return products.Testable(t.login.Profile, t.scope) == nil && !t.login.Asks && t.login.Needs(t.scope)
}

// take notes what is new.
func (t *task) take(o mailcore.Outcome) {
	t.report, t.row.State = o.Report, mailcore.Running
	if !o.Ended {
		return
	}
	before := t.login.Profile
	t.ending = o.Ending(before)
	t.row.State, t.row.How, t.row.Took = t.ending.State, words.Ending(o, t.ending), words.Took(o.Report.Took)
	if t.ending.State == mailcore.Passed && slices.ContainsFunc(cause.Diagnose(o.Report), func(f mailcore.Finding) bool { return f.Severity == mailcore.Warning }) {
		t.row.State = mailcore.Warned
	}
	if o.Report.ID == "" || !o.Report.Reached() {
		return // it reached nobody, and the history does not have it
	}
	t.verified = before.VerifiedBy(o.Report, time.Now())
	if o.Err == nil {
		t.kept, t.report = o.Report.ID, mailcore.Report{}
	}
}

// rank puts first what people look for: what is different now, then what
// failed, what was not tested, and what passed with a warning.
func (t *task) rank() int {
	switch {
	case t.ending.Trend == mailcore.Broke:
		return 0
	case t.ending.Trend == mailcore.Mended:
		return 1
	case t.ending.State == mailcore.Failed:
		return 2
	case t.ending.State == mailcore.Skipped:
		return 3
	case t.row.State == mailcore.Warned:
		return 4
	}
	return 5
}

// remember saves, all at once, what the tests proved.
func (b *batch) remember() {
	a := b.app
	proved := func(p mailcore.Profile, t *task) bool { return t.verified.At.After(p.Verified.At) }
	if !slices.ContainsFunc(b.tasks, func(t *task) bool { return proved(t.login.Profile, t) }) {
		return
	}
	a.change(func(profiles []mailcore.Profile) []mailcore.Profile {
		for _, t := range b.tasks {
			if i := index(profiles, t.login.Profile.ID); i >= 0 && proved(profiles[i], t) {
				if profiles[i].Practice { // its ports are those of now
					profiles[i] = t.login.Profile
				}
				profiles[i].Verified = t.verified
			}
		}
		return profiles
	}, func() {
		if i := index(a.settings.Profiles, a.page.current.ID); i >= 0 {
			a.page.current.Verified, a.page.saved.Verified = a.settings.Profiles[i].Verified, a.settings.Profiles[i].Verified
		}
	})
}

// unlocking returns what opens the place of the passwords with one question
// at most, so that none comes for each server. The question is asked in the
// main window.
func (b *batch) unlocking() func(context.Context) {
	i := slices.IndexFunc(b.tasks, (*task).needsSecrets)
	if i < 0 {
		return func(context.Context) {}
	}
	a, secrets, key := b.app, b.app.secrets, store.ProfileKey(b.tasks[i].login.Profile.ID, store.OutgoingSecret)
	return func(ctx context.Context) {
		_, err := secrets.Get(store.Silent(ctx), key)
		if !errors.Is(err, store.ErrMustAsk) && !errors.Is(err, store.ErrKeyringLocked) {
			return
		}
		a.do(a.window.RequestFocus)
		_, _ = secrets.Get(ctx, key) // what is wrong each server says
		a.do(b.window.RequestFocus)
	}
}
