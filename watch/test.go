package watch

import (
	"context"
	"time"

	"todoku/access"
	"todoku/mailcore"
	"todoku/mailcore/cause"
	"todoku/mailcore/steps"
)

// test tests all servers of a round, and those again at its end that failed for
// what may be over by now. The error is that refusals could not be counted.
func (w *Watch) test(ctx context.Context, r *Round) (uncounted error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	r.Outcomes = make([]mailcore.Outcome, len(r.Profiles))
	all := make([]int, len(r.Profiles))
	for i := range all {
		all[i] = i
	}
	w.batch(ctx, r, all, stop)
	for _, d := range w.Patience {
		if !offline(r.Outcomes) || ctx.Err() != nil {
			break
		}
		w.pause(ctx, d)
		w.batch(ctx, r, all, stop)
	}
	var again []int
	for i, o := range r.Outcomes {
		if r.State.Servers[r.Profiles[i].ID].State != mailcore.Failed && fleeting(o) {
			again = append(again, i)
		}
	}
	w.batch(ctx, r, again, stop)
	if w.Ended != nil {
		for _, o := range r.Outcomes {
			w.Ended(o)
		}
	}
	return context.Cause(ctx)
}

// pause waits for the network.
func (w *Watch) pause(ctx context.Context, d time.Duration) {
	if w.Waits != nil {
		w.Waits()
	}
	if w.wait != nil {
		w.wait(ctx, d)
		return
	}
	over := time.NewTimer(d)
	defer over.Stop()
	select {
	case <-over.C:
	case <-ctx.Done():
	}
}

// batch tests some of the servers.
func (w *Watch) batch(ctx context.Context, r *Round, which []int, stop context.CancelCauseFunc) {
	var jobs []steps.Job
	for _, i := range which {
		jobs = append(jobs, w.job(r.Profiles[i], stop))
	}
	steps.Batch{AtOnce: w.AtOnce}.Run(ctx, jobs, func(o mailcore.Outcome) {
		if o.Ended {
			o.Job = which[o.Job]
			r.Outcomes[o.Job] = o
		}
	})
}

// fleeting reports whether a failure may be over a moment later, without
// anybody doing anything.
func fleeting(o mailcore.Outcome) bool {
	if _, failed := o.Report.Failure(); !failed || o.Err != nil {
		return false
	}
	return unreached(o) || cause.Diagnose(o.Report)[0].Severity == mailcore.Temporary
}

// job is the test of one server.
func (w *Watch) job(p mailcore.Profile, stop context.CancelCauseFunc) steps.Job {
	scope := w.Settings.Scope
	return steps.NewJob(p, scope, w.record, func(ctx context.Context, _ func(mailcore.Report)) (mailcore.Report, error) {
		return w.one(ctx, p, scope, nil, stop)
	})
}

// record adds a test to the history.
func (w *Watch) record(report mailcore.Report) error {
	if !report.Reached() {
		return nil
	}
	return w.Home.Append(report)
}

// one tests one server, or sends a letter through it. An account that was
// refused too often is not tried: nobody is there to say that it may be.
func (w *Watch) one(ctx context.Context, p mailcore.Profile, scope mailcore.Scope, letter *steps.Letter, stop context.CancelCauseFunc) (mailcore.Report, error) {
	attempts, logins := w.attempts(), steps.NewPlan(p, scope).Logins()
	spare, unseen := attempts.Spare(logins), attempts.SpareUnseen(logins)
	switch {
	case unseen == 0:
		return mailcore.Report{}, &mailcore.NoTest{Reason: mailcore.RefusedInARow}
	case spare == 0:
		return mailcore.Report{}, &mailcore.NoTest{Reason: mailcore.RefusedOften}
	}
	login := access.New(p, w.Secrets, w.Saved.Preferences)
	login.Config.Endpoint, login.Home = w.Endpoint, w.Home
	p, err := login.Unattended(ctx, scope)
	if err != nil {
		return mailcore.Report{}, err
	}
	t := w.tester
	t.Roots, t.Now, t.Most, t.Letter = w.Roots, w.Now, min(spare, unseen), letter
	t.Judged = func(of mailcore.Login, letIn bool) {
		if err := attempts.Note(of, letIn); err != nil { // who cannot count must not go on
			stop(err)
		}
	}
	return t.Run(ctx, steps.NewPlan(p, scope), func(mailcore.Report) {}), nil
}
