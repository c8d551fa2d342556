package app

import (
	"context"
	"errors"
	"slices"
	"strings"

	"todoku/mailcore/ports"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms"
	"todoku/mailcore"
	"todoku/mailcore/cause"
)

// logins are how each side of what was found is proved.
var logins = []struct {
	side  mailcore.Side
	scope mailcore.Scope
}{{mailcore.OutgoingSide, mailcore.LoginScope}, {mailcore.IncomingSide, mailcore.ReceiveScope}}

// onProve logs in with the best of what was found.
func (s *search) onProve() {
	if s.app.page.number != s.page {
		return
	}
	var all []mailcore.Login
	for _, login := range logins {
		all = append(all, loginsOf(s.account.Profile, login.scope)...)
	}
	s.app.unlessRefused(all, func() { s.start(s.app.attempts.Spare(all)) }, nil)
}

// start begins to log in. spare is as in [steps.Tester].
func (s *search) start(spare int) {
	if !s.begin() {
		return
	}
	s.tester.Spare = spare
	s.prove.Disable()
	s.halt.Enable()
	s.scroll.ScrollToTop()
	s.app.background(func() { s.login() })
}

// login is the goroutine that proves what was found: first the sending side,
// then, unless that fails, the receiving one with it.
func (s *search) login() {
	var attempts []mailcore.Attempt
	var done []mailcore.Change
	var err error
	l := s.account
	for _, login := range logins {
		ways := changesOf(s.provable(login.side), done)
		if len(ways) == 0 {
			continue
		}
		if l.Profile, err = l.Ready(s.ctx, login.scope); err != nil {
			break
		}
		before := attempts
		attempts = slices.Concat(before, s.tester.Prove(s.ctx, l.Profile, ways, login.scope, func(all []mailcore.Attempt) {
			s.app.do(func() { s.view.ShowProof(slices.Concat(before, all), "", mailcore.Running, nil) })
		}))
		if len(attempts) == 0 || !attempts[len(attempts)-1].Worked {
			break
		}
		done = attempts[len(attempts)-1].Changes
	}
	s.app.do(func() { s.proved(l.Profile, attempts, err) })
}

// changesOf are what ways change, after what is done already.
func changesOf(ways []forms.Way, done []mailcore.Change) (all [][]mailcore.Change) {
	for _, w := range ways {
		all = append(all, slices.Concat(done, w.Changes))
	}
	return all
}

// proved shows how the logins went, and offers what worked. p has the
// passwords that were used.
func (s *search) proved(p mailcore.Profile, attempts []mailcore.Attempt, err error) {
	stopped := s.end()
	s.halt.Disable()
	s.prove.Enable()
	switch {
	case err != nil && !errors.Is(err, context.Canceled):
		s.app.tellSecret(err)
	case stopped || len(attempts) == 0:
		s.view.ShowProof(attempts, assets.Text("ports.stopped"), mailcore.Warned, nil)
	default:
		s.showProved(p, attempts)
	}
}

func (s *search) showProved(p mailcore.Profile, attempts []mailcore.Attempt) {
	var said []string
	var take func()
	state := mailcore.Passed
	for _, a := range attempts {
		if a.Worked {
			said = append(said, assets.Text("ports.proved", "best", way(a.Report)))
			take = func() { s.shown.Close(); s.app.takeProven(p, a) }
		}
	}
	if last := attempts[len(attempts)-1]; !last.Worked {
		state = mailcore.Failed
		said = append(said, unproved(last.Report))
	}
	s.view.ShowProof(attempts, strings.Join(said, "\n"), state, take)
}

// way says in short how a login was made.
func way(r mailcore.Report) string {
	side := r.Scope.Side()
	_, port, _, encryption := r.Profile.Endpoint(side)
	c := ports.Candidate{Side: side, Port: port, Encryption: encryption}
	if side == mailcore.IncomingSide {
		c.Protocol = r.Profile.Incoming.Protocol
	}
	return strings.TrimSpace(forms.WayTitle(c) + " " + r.Fact(side, "method"))
}

// unproved says why no setting could be proved.
func unproved(r mailcore.Report) string {
	failure, _ := r.Failure()
	title := words.Finding(cause.Diagnose(r)[0]).Title
	if failure.Step == mailcore.Authorize && failure.Fault == mailcore.Replied {
		return assets.Text("ports.refused", "title", title)
	}
	return assets.Text("ports.unproved", "title", title)
}
