package steps

import (
	"cmp"
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
// without a login is tried without one. What is refused meanwhile counts with
// the logins of r. Nothing in without is tried. After every
// change it calls show, from the calling goroutine, with all attempts; the
// last one is the one that worked, if one did.
func (t *Tester) Mend(ctx context.Context, p mailcore.Profile, r mailcore.Report, without [][]mailcore.Change, show func([]mailcore.Attempt)) []mailcore.Attempt {
	m := mending{tester: *t, ctx: ctx, show: show, base: ofFailedWay(p, r), best: cause.FailedWay(r), tried: slices.Clone(without), logins: t.left(r)}
	m.tester.Judged = t.judgedFor(r)
	for range maxAttempts {
		changes, ok := m.next()
		if !ok || m.over() {
			break
		}
		m.try(changes)
	}
	return m.attempts
}

// judgedFor lets what is said of another form or server of the account of r
// count for that account too.
func (t *Tester) judgedFor(r mailcore.Report) func(mailcore.Login, bool) {
	if t.Judged == nil {
		return nil
	}
	failure, _ := cause.FailedWay(r).Failure()
	host, _, user, _ := r.Profile.Endpoint(failure.Side)
	own := append(NewPlan(r.Profile, r.Scope).Logins(), mailcore.Login{Host: host, User: user})
	return func(of mailcore.Login, letIn bool) {
		if t.Judged(of, letIn); !slices.Contains(own, of) {
			t.Judged(own[len(own)-1], letIn)
		}
	}
}

// Offers lists what [Tester.Mend] would try first, best first, and how many
// logins it may make in all.
func (t *Tester) Offers(p mailcore.Profile, r mailcore.Report) (offers []mailcore.Offer, left int) {
	left, p = t.left(r), ofFailedWay(p, r)
	r = cause.FailedWay(r)
	for _, changes := range cause.Remedies(r) {
		way, err := p.With(changes...)
		if err != nil {
			continue
		}
		o := mailcore.Offer{Changes: changes, Logins: loginRows(way, r.Scope), Early: early(r)}
		o.Least = min(o.Logins, loginRows(way, narrowed(r)))
		offers = append(offers, o)
	}
	return offers, left
}

// left is how many logins a mending after r may make.
func (t *Tester) left(r mailcore.Report) int {
	return max(0, min(maxLogins-spentBy(r), cmp.Or(t.Spare, maxLogins)))
}

// ofFailedWay is p for the way of r that failed: the others would log in too.
func ofFailedWay(p mailcore.Profile, r mailcore.Report) mailcore.Profile {
	if failed := cause.FailedWay(r); failed.For != nil {
		p.Products = failed.For
	}
	return p
}

// early reports whether r failed before a login, so that much can be told
// without one.
func early(r mailcore.Report) bool {
	failure, _ := r.Failure()
	return failure.Step.Before(mailcore.Authorize) && failure.Side == mailcore.OutgoingSide && r.Scope != mailcore.ConnectScope
}

// narrowed is how far a remedy for r goes where there are too few logins for
// the whole: what failed in receiving, after all was sent, is tried there alone.
func narrowed(r mailcore.Report) mailcore.Scope {
	if failure, _ := r.Failure(); failure.Side == mailcore.IncomingSide {
		return mailcore.ReceiveScope
	}
	return r.Scope
}

// Prove tests copies of p, which has the passwords, as far as scope: each of
// ways in turn until one works. No more than three logins are made in all, and
// none after one was refused: the account is the same everywhere. It calls
// show as [Tester.Mend] does. Of the ways of several products it goes the first.
func (t *Tester) Prove(ctx context.Context, p mailcore.Profile, ways [][]mailcore.Change, scope mailcore.Scope, show func([]mailcore.Attempt)) []mailcore.Attempt {
	p.Products = NewPlan(p, scope).Way.Products
	m := mending{tester: *t, ctx: ctx, show: show, base: p, logins: cmp.Or(t.Spare, maxLogins)}
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
	if err != nil {
		return
	}
	scope := m.best.Scope
	if !m.affords(p, scope) {
		scope = narrowed(m.best)
	}
	if !m.affords(p, scope) {
		return
	}
	all := slices.Concat(m.done, changes)
	m.begin(all)
	if early(m.best) && !m.run(p, mailcore.ConnectScope).OK() {
		return
	}
	r := m.run(p, scope)
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
	m.tester.Most = 1
	r := m.tester.Run(m.ctx, NewPlan(p, scope), func(r mailcore.Report) {
		m.last().Report = r
		m.show(slices.Clone(m.attempts))
	})
	m.logins = max(0, m.logins-loginsIn(r))
	return r
}

// affords reports whether a test of p can log in wherever it has to.
func (m *mending) affords(p mailcore.Profile, scope mailcore.Scope) bool {
	return loginRows(p, scope) <= m.logins
}

// loginRows counts the sides on which a test of p logs in.
func loginRows(p mailcore.Profile, scope mailcore.Scope) (n int) {
	for _, row := range NewPlan(p, scope).rows {
		if row.step == mailcore.Authorize {
			n++
		}
	}
	return n
}

// spentBy counts the logins of r on the server that its failure is about: those
// that were refused, whatever the way, and those of the way that failed. A
// refusal that a way knew of from another was no login of its own.
func spentBy(r mailcore.Report) int {
	failed := cause.FailedWay(r)
	failure, _ := failed.Failure()
	host, _, _, _ := r.Profile.Endpoint(failure.Side)
	refused, letIn := map[string]bool{}, 0
	for _, way := range r.Each() {
		for _, res := range way.Results {
			if at, _, _, _ := r.Profile.Endpoint(res.Side); res.Step != mailcore.Authorize || !strings.EqualFold(at, host) {
				continue
			}
			for attempt := range strings.Lines(res.Facts["attempts"] + "\n" + res.Facts["contrast"]) {
				if _, reply, said := strings.Cut(strings.TrimSpace(attempt), ": "); said && !unasked(reply) {
					refused[string(res.Side)+" "+strings.TrimSpace(attempt)] = true
				}
			}
			if (res.State == mailcore.Passed || res.State == mailcore.Warned) && way.ID == failed.ID && slices.Equal(way.For, failed.For) {
				letIn++
			}
		}
	}
	return len(refused) + letIn
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
