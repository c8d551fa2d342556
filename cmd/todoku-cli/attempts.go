package main

import (
	"todoku/mailcore"
	"todoku/mailcore/steps"
	"todoku/store"
)

// attempts are the refusals of late; nil where there is no folder.
func (c *check) attempts() *store.Attempts {
	if c.home == nil {
		return nil
	}
	all := c.home.Attempts()
	all.Now = c.now
	return all
}

// counted lets what t is told of accounts count, for others too.
func (c *check) counted(t *steps.Tester) *steps.Tester {
	if all := c.attempts(); all != nil {
		t.Judged = func(of mailcore.Login, letIn bool) {
			_ = all.Note(of, letIn) // a test does not end for want of a note
		}
	}
	return t
}

// refusedOften returns the account of a test of p that was refused too often of
// late, and how often; none where somebody wants to try all the same.
func (c *check) refusedOften(p mailcore.Profile, scope mailcore.Scope) (of mailcore.Login, n int, often bool) {
	all := c.attempts()
	if all == nil || c.tryAnyway {
		return of, 0, false
	}
	return all.Often(steps.NewPlan(p, scope).Logins())
}

// restrained says why p is not tested, if its account was refused too often. A
// practice server locks nobody out.
func (c *check) restrained(p mailcore.Profile, scope mailcore.Scope) error {
	of, n, often := c.refusedOften(p, scope)
	if !often || c.practises(p) {
		return nil
	}
	return refuse("cli.refused-often", "user", of.User, "host", of.Host, "n", n, "flag", "--try-anyway")
}

// practises reports whether p is tested against the practice server.
func (c *check) practises(p mailcore.Profile) bool {
	return p.Practice && !c.says("smtp") && !c.says("imap") && !c.says("pop3")
}
