package mailcore

import (
	"context"
	"slices"
	"strings"
)

// An Attempt is one remedy that was tried.
type Attempt struct {
	Changes []Change `json:"changes"` // everything that differs from the settings that failed
	Report  Report   `json:"report"`
	Worked  bool     `json:"worked"`
}

// maxAttempts bounds how many remedies are tried.
const maxAttempts = 12

// Mend tries the remedies for the failure of r on copies of p, which has the
// passwords, until one works as far as r was to go. What gets further than
// what was tried before is built upon. No more than three logins are made in
// all; what can be told without a login is tried without one. After each
// attempt it calls show, from the calling goroutine, with all of them; the
// last one is the one that worked, if one did.
func (t *Tester) Mend(ctx context.Context, p Profile, r Report, show func([]Attempt)) []Attempt {
	m := mending{tester: *t, ctx: ctx, base: p, best: r, logins: maxLogins}
	for range maxAttempts {
		changes, ok := m.next()
		if !ok || ctx.Err() != nil || m.logins == 0 {
			break
		}
		a := m.try(changes)
		m.attempts = append(m.attempts, a)
		show(slices.Clone(m.attempts))
		if a.Worked {
			break
		}
	}
	return m.attempts
}

type mending struct {
	tester   Tester
	ctx      context.Context
	base     Profile  // what got furthest so far
	best     Report   // how far
	done     []Change // that lead from the settings that failed to base
	tried    [][]Change
	attempts []Attempt
	logins   int // that are left
}

// next returns the first remedy that was not tried yet.
func (m *mending) next() ([]Change, bool) {
	for _, changes := range Remedies(m.best) {
		if !slices.ContainsFunc(m.tried, func(t []Change) bool { return slices.Equal(t, changes) }) {
			m.tried = append(m.tried, changes)
			return changes, true
		}
	}
	return nil, false
}

// try takes a remedy as far as it goes: first without a login, where the
// failure came before that.
func (m *mending) try(changes []Change) Attempt {
	a := Attempt{Changes: slices.Concat(m.done, changes)}
	p, err := m.base.With(changes...)
	if err != nil {
		return a
	}
	failure, _ := m.best.Failure()
	if before(failure.Step, Authorize) && failure.Side == OutgoingSide {
		if a.Report = m.run(p, ConnectScope); !a.Report.OK() {
			return a
		}
	}
	a.Report = m.run(p, m.best.Scope)
	a.Worked = a.Report.OK()
	if further(a.Report, m.best) {
		m.base, m.best, m.done = p, a.Report, a.Changes
	}
	return a
}

func (m *mending) run(p Profile, scope Scope) Report {
	m.tester.logins = 1
	r := m.tester.Run(m.ctx, NewPlan(p, scope), func(Report) {})
	m.logins = max(0, m.logins-r.logins())
	return r
}

// logins counts how often a test gave an account to a server.
func (r Report) logins() (n int) {
	for _, res := range r.Results {
		if res.Step != Authorize {
			continue
		}
		n += len(strings.Split(res.Facts["attempts"], "\n"))
		if res.Facts["attempts"] == "" {
			n--
		}
		if res.State == Passed || res.State == Warned {
			n++
		}
	}
	return n
}

// order lists the steps as tests take them, however they encrypt.
var order = []Step{
	CheckStep, Resolve, Connect, Handshake, Greeting, EHLO, CAPA, StartTLS, EHLOAgain, CAPAAgain, Certificate, Authorize,
	MailFrom, RcptTo, Data, Queued, MailboxStep, UIDL, SizesStep, ExpiryStep, FindStep, DeliverStep, Quit,
}

func before(a, b Step) bool { return slices.Index(order, a) < slices.Index(order, b) }

var sideOrder = []Side{BeforeSide, OutgoingSide, IncomingSide}

// further reports whether the test a got further than b.
func further(a, b Report) bool {
	x, failed := a.Failure()
	y, _ := b.Failure()
	if !failed || x.Side != y.Side {
		return !failed || slices.Index(sideOrder, x.Side) > slices.Index(sideOrder, y.Side)
	}
	return before(y.Step, x.Step)
}
