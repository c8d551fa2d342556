package steps

import (
	"context"
	"slices"
	"strings"

	"todoku/mailcore"
	"todoku/mailcore/cause"
)

// maxAttempts bounds how many remedies are tried, because what gets further
// brings new ones; there are about a dozen kinds.
const maxAttempts = 12

// Mend tries the remedies for the failure of r on copies of p, which has the
// passwords, until one works as far as r was to go. What gets further than
// what was tried before is built upon. Of the ways of several products, only
// the first that failed is gone. No more than three logins are made in all, on
// both sides together; what would need more is left out, and what can be told
// without a login is tried without one. After every
// change it calls show, from the calling goroutine, with all attempts; the
// last one is the one that worked, if one did.
func (t *Tester) Mend(ctx context.Context, p mailcore.Profile, r mailcore.Report, show func([]mailcore.Attempt)) []mailcore.Attempt {
	m := mending{tester: *t, ctx: ctx, show: show, base: p, best: cause.FailedWay(r), logins: maxLogins}
	if m.best.For != nil { // the others would log in too
		m.base.Products = m.best.For
	}
	for range maxAttempts {
		changes, ok := m.next()
		if !ok || m.over() {
			break
		}
		m.try(changes)
	}
	return m.attempts
}

// Prove tests copies of p, which has the passwords, as far as scope: each of
// ways in turn until one works. No more than three logins are made in all, and
// none after one was refused: the account is the same everywhere. It calls
// show as [Tester.Mend] does. Of the ways of several products it goes the first.
func (t *Tester) Prove(ctx context.Context, p mailcore.Profile, ways [][]mailcore.Change, scope mailcore.Scope, show func([]mailcore.Attempt)) []mailcore.Attempt {
	p.Products = NewPlan(p, scope).Way.Products
	m := mending{tester: *t, ctx: ctx, show: show, base: p, logins: maxLogins}
	for _, changes := range ways {
		if m.over() || m.refused() {
			break
		}
		if way, err := p.With(changes...); err == nil && m.affords(way, scope) {
			m.begin(changes)
			m.end(m.run(way, scope))
		}
	}
	return m.attempts
}

type mending struct {
	tester   Tester
	ctx      context.Context
	show     func([]mailcore.Attempt)
	base     mailcore.Profile  // what got furthest so far
	best     mailcore.Report   // how far
	done     []mailcore.Change // that lead from the settings that failed to base
	tried    [][]mailcore.Change
	attempts []mailcore.Attempt
	logins   int // that are left
}

// over reports whether there is no use in going on.
func (m *mending) over() bool {
	return m.ctx.Err() != nil || m.logins == 0 || len(m.attempts) > 0 && m.last().Worked
}

// refused reports whether a server did not take the account, or is none to
// give it to.
func (m *mending) refused() bool {
	if len(m.attempts) == 0 {
		return false
	}
	failure, failed := m.last().Report.Failure()
	return failed && failure.Step == mailcore.Authorize && slices.Contains([]mailcore.Fault{mailcore.Replied, mailcore.NoProof, mailcore.Impostor, mailcore.TooWeak}, failure.Fault)
}

func (m *mending) last() *mailcore.Attempt { return &m.attempts[len(m.attempts)-1] }

// next returns the first remedy that was not tried yet.
func (m *mending) next() ([]mailcore.Change, bool) {
	for _, changes := range cause.Remedies(m.best) {
		if !slices.ContainsFunc(m.tried, func(t []mailcore.Change) bool { return slices.Equal(t, changes) }) {
			m.tried = append(m.tried, changes)
			return changes, true
		}
	}
	return nil, false
}

// try takes a remedy as far as it goes: first without a login, where the
// failure came before that.
func (m *mending) try(changes []mailcore.Change) {
	p, err := m.base.With(changes...)
	if err != nil || !m.affords(p, m.best.Scope) {
		return
	}
	all := slices.Concat(m.done, changes)
	m.begin(all)
	failure, _ := m.best.Failure()
	early := failure.Step.Before(mailcore.Authorize) && failure.Side == mailcore.OutgoingSide && m.best.Scope != mailcore.ConnectScope
	if early && !m.run(p, mailcore.ConnectScope).OK() {
		return
	}
	r := m.run(p, m.best.Scope)
	m.end(r)
	if further(r, m.best) {
		m.base, m.best, m.done = p, r, all
	}
}

func (m *mending) begin(changes []mailcore.Change) {
	m.attempts = append(m.attempts, mailcore.Attempt{Changes: changes})
	m.show(slices.Clone(m.attempts))
}

func (m *mending) end(r mailcore.Report) {
	m.last().Worked = r.OK()
	m.show(slices.Clone(m.attempts))
}

func (m *mending) run(p mailcore.Profile, scope mailcore.Scope) mailcore.Report {
	m.tester.logins = 1
	r := m.tester.Run(m.ctx, NewPlan(p, scope), func(r mailcore.Report) {
		m.last().Report = r
		m.show(slices.Clone(m.attempts))
	})
	m.logins = max(0, m.logins-loginsIn(r))
	return r
}

// affords reports whether a test of p can log in wherever it has to.
func (m *mending) affords(p mailcore.Profile, scope mailcore.Scope) bool {
	n := 0
	for _, row := range NewPlan(p, scope).rows {
		if row.step == mailcore.Authorize {
			n++
		}
	}
	return n <= m.logins
}

// loginsIn counts how often a test gave an account to a server.
func loginsIn(r mailcore.Report) (n int) {
	for _, res := range r.Results {
		if res.Step != mailcore.Authorize {
			continue
		}
		for attempt := range strings.Lines(res.Facts["attempts"]) {
			if _, reply, _ := strings.Cut(strings.TrimSpace(attempt), ": "); !unjudged(reply) {
				n++
			}
		}
		if res.State == mailcore.Passed || res.State == mailcore.Warned {
			n++
		}
		if res.Facts["contrast"] != "" {
			n++
		}
	}
	return n
}

var sideOrder = []mailcore.Side{mailcore.BeforeSide, mailcore.OutgoingSide, mailcore.IncomingSide}

// further reports whether the test a got further than b.
func further(a, b mailcore.Report) bool {
	x, failed := a.Failure()
	y, _ := b.Failure()
	if !failed || x.Side != y.Side {
		return !failed || slices.Index(sideOrder, x.Side) > slices.Index(sideOrder, y.Side)
	}
	return y.Step.Before(x.Step)
}
