package main

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"todoku/access"
	"todoku/assets/words"
	"todoku/mailcore"
	"todoku/mailcore/cause"
	"todoku/mailcore/products"
	"todoku/mailcore/steps"
	"todoku/store"
)

// A candidate is a server that check --all tests.
type candidate struct {
	profile mailcore.Profile // with what is known of it from its last test
	// Once it has ended:
	outcome  mailcore.Outcome // without the conversation, which the history has
	ending   mailcore.Ending
	how      string
	findings []mailcore.Finding
}

// A crowd is all servers of one check --all.
type crowd struct {
	*check
	depth   mailcore.Scope
	secrets store.Secrets
	all     []*candidate
	tally   mailcore.Tally
}

// everything tests all saved servers.
func (c *check) everything(ctx context.Context) error {
	if err := c.open(true); err != nil {
		return err
	}
	all, err := c.crowd()
	if err != nil {
		return err
	}
	view := c.crowdView(all)
	if err := all.run(ctx, view.ended); err != nil {
		return err
	}
	view.end(all)
	if c.format == "nagios" {
		return ended(c.plugin)
	}
	return all.verdict()
}

// crowd returns all saved servers that are set up.
func (c *check) crowd() (*crowd, error) {
	all := &crowd{check: c, depth: cmp.Or(c.scope, products.UsualScope(c.saved.Profiles))}
	for _, p := range c.saved.Profiles {
		if p.SetUp() {
			all.all = append(all.all, &candidate{profile: p})
		}
	}
	if all.tally.All = len(all.all); all.tally.All == 0 {
		return nil, refuse("cli.none-saved")
	}
	return all, nil
}

// run tests them all, and calls ended after each.
func (c *crowd) run(ctx context.Context, ended func(*candidate)) error {
	pool, err := roots(c.saved.Preferences.Roots, c.ca)
	if err != nil {
		return err
	}
	c.unlock(ctx)
	var jobs []steps.Job
	for _, one := range c.all {
		jobs = append(jobs, c.job(one.profile, c.counted(&steps.Tester{Roots: pool})))
	}
	steps.Batch{AtOnce: c.jobs}.Run(ctx, jobs, func(o mailcore.Outcome) {
		if o.Ended {
			ended(c.note(o))
		}
	})
	return nil
}

// unlock opens the place of the passwords: one question at most, now, and none
// for each server.
func (c *crowd) unlock(ctx context.Context) {
	asked := false
	c.secrets = c.openSecrets(c.home, c.saved.Preferences, store.Prompts{
		Passphrase: func(ctx context.Context, first bool) (mailcore.Secret, error) {
			if asked {
				return "", store.ErrMustAsk
			}
			asked = true
			return c.prompts(nil).Passphrase(ctx, first)
		},
		Password: func(context.Context, string) (mailcore.Secret, error) { return "", store.ErrNoSecret },
	})
	wants := func(one *candidate) bool {
		return c.depth != mailcore.ConnectScope && !one.profile.Practice && products.Testable(one.profile, c.depth) == nil
	}
	if i := slices.IndexFunc(c.all, wants); i >= 0 {
		_, err := considerate{c.secrets, c.session}.Get(ctx, store.ProfileKey(c.all[i].profile.ID, store.OutgoingSecret)) // what else is wrong each server says
		if errors.Is(err, store.ErrKeyringUnavailable) {
			_ = c.say(err)
		}
	}
}

// job is the test of one server.
func (c *crowd) job(p mailcore.Profile, tester *steps.Tester) steps.Job {
	return steps.NewJob(p, c.depth, c.record, func(ctx context.Context, show func(mailcore.Report)) (mailcore.Report, error) {
		if _, _, held := c.unseen(p, c.depth); held && !p.Practice { // by servers of this run too
			return mailcore.Report{}, &mailcore.NoTest{Reason: mailcore.RefusedInARow}
		}
		if _, _, often := c.refusedOften(p, c.depth); often && !p.Practice {
			return mailcore.Report{}, &mailcore.NoTest{Reason: mailcore.RefusedOften}
		}
		tester, end, err := c.equip(ctx, tester, &p)
		if err != nil {
			return mailcore.Report{}, err
		}
		defer end()
		return c.sparing(tester, p, c.depth).Run(ctx, steps.NewPlan(p, c.depth), show), nil
	})
}

// record adds a test to the history.
func (c *crowd) record(report mailcore.Report) error {
	if c.noSave || !report.Reached() {
		return nil
	}
	return c.home.Append(report)
}

// equip gives p the passwords or the token that its test needs. The caller
// must call end.
func (c *crowd) equip(ctx context.Context, tester *steps.Tester, p *mailcore.Profile) (_ *steps.Tester, end func() error, err error) {
	if p.Practice {
		return rehearsing(ctx, p)
	}
	login := access.New(*p, c.secrets, c.saved.Preferences)
	login.Config.Endpoint, login.Home = c.endpoint, c.home
	*p, err = login.Unattended(ctx, c.depth)
	return tester, func() error { return nil }, err
}

// note keeps how a test ended.
func (c *crowd) note(o mailcore.Outcome) *candidate {
	one := c.all[o.Job]
	one.ending = o.Ending(one.profile)
	one.how = words.Ending(o, one.ending)
	if o.Report.ID != "" {
		one.findings = cause.Diagnose(o.Report)
	}
	for _, way := range o.Report.Each() {
		for i := range way.Results {
			way.Results[i].Lines = nil
		}
	}
	one.outcome = o
	c.tally.Add(one.ending)
	return one
}

// verdict is that something failed, where something did; else the worst of
// why there was no test. It is not good that nothing was tested at all.
func (c *crowd) verdict() error {
	worst := passed
	for _, one := range c.all {
		status := one.status()
		if status == failed {
			return &exit{status: failed}
		}
		worst = max(worst, status)
	}
	if worst == passed && c.tally.Passed == 0 {
		worst = wrong
	}
	if worst == passed {
		return nil
	}
	return &exit{status: worst}
}

// statuses are what check would end with where it cannot test.
var statuses = map[mailcore.Reason]int{
	mailcore.NoPassword: wrong, mailcore.RefusedOften: wrong, mailcore.RefusedInARow: wrong, mailcore.NoSecrets: broken, mailcore.NotReached: failed,
	mailcore.NoClient: broken, mailcore.NoGrant: broken, mailcore.ExpiredGrant: broken, mailcore.NoToken: broken,
}

// status is what check would end with for this server alone.
func (one *candidate) status() int {
	none, untested := errors.AsType[*mailcore.NoTest](one.outcome.Err)
	failure, fails := one.outcome.Report.Failure()
	switch {
	case untested && none.Reason == mailcore.NoIncoming && products.NeedsBoth(one.profile): // which is wrong, and no choice
		return wrong
	case untested:
		return statuses[none.Reason]
	case failure.Step == mailcore.CheckStep:
		return wrong
	case fails:
		return failed
	case one.outcome.Err != nil:
		return broken
	}
	return passed
}
