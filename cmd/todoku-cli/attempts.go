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

// unattended reports whether nobody sees to it that an account is not locked: a
// monitoring system starts it, again and again.
func (c *check) unattended() bool { return !c.tryAnyway && c.isMonitored() }

// unseen returns the account of a test of p that nothing may try by itself any
// more, and how often it was refused in a row.
func (c *check) unseen(p mailcore.Profile, scope mailcore.Scope) (of mailcore.Login, n int, held bool) {
	all := c.attempts()
	if all == nil || !c.unattended() {
		return of, 0, false
	}
	return all.Unseen(steps.NewPlan(p, scope).Logins())
}

// sparing returns t with as many logins as the accounts of p may still meet
// refusals.
func (c *check) sparing(t *steps.Tester, p mailcore.Profile, scope mailcore.Scope) *steps.Tester {
	all := c.attempts()
	if all == nil || !c.unattended() {
		return t
	}
	careful := *t
	careful.Most = all.SpareUnseen(steps.NewPlan(p, scope).Logins())
	return &careful
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
	if c.practises(p) {
		return nil
	}
	if of, n, held := c.unseen(p, scope); held {
		return &exit{failed, say("cli.account-held", "user", of.User, "host", of.Host, "n", n)}
	}
	of, n, often := c.refusedOften(p, scope)
	if !often {
		return nil
	}
	return refuse("cli.refused-often", "user", of.User, "host", of.Host, "n", n, "flag", "--try-anyway")
}

// practises reports whether p is tested against the practice server.
func (c *check) practises(p mailcore.Profile) bool {
	return p.Practice && !c.says("smtp") && !c.says("imap") && !c.says("pop3")
}
