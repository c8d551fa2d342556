package watch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"syscall"
	"testing"
	"time"

	"todoku/mailcore"
	"todoku/store"
)

// told lists changes as "kind days".
func told(all []Change) (list []string) {
	for _, c := range all {
		text := string(c.Kind)
		if c.told > 0 {
			text += fmt.Sprintf(" %d", c.told)
		}
		list = append(list, text)
	}
	return list
}

// What is told of each step from one state to the next.
func TestChanges(t *testing.T) {
	now := time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC)
	left := func(d time.Duration) map[mailcore.Side]time.Time {
		return map[mailcore.Side]time.Time{mailcore.OutgoingSide: now.Add(d), mailcore.IncomingSide: now.Add(d)}
	}
	key := func(d time.Duration) string { return "certificate/" + now.Add(d).Format(time.RFC3339) }
	passed, failed := Server{State: mailcore.Passed}, Server{State: mailcore.Failed}
	for _, test := range []struct {
		name          string
		before, after Server
		want          []string
	}{
		{"still passes", passed, passed, nil},
		{"still fails", failed, failed, nil},
		{"fails otherwise", Server{State: mailcore.Failed, Cause: "a"}, Server{State: mailcore.Failed, Cause: "b"}, nil},
		{"first seen, passes", Server{}, passed, nil},
		{"first seen, fails", Server{}, failed, []string{"broke"}},
		{"breaks", passed, failed, []string{"broke"}},
		{"breaks and is held", passed, Server{State: mailcore.Failed, Held: true}, []string{"broke"}},
		{"is held later", failed, Server{State: mailcore.Failed, Held: true}, []string{"held"}},
		{"is held still", Server{State: mailcore.Failed, Held: true}, Server{State: mailcore.Failed, Held: true}, nil},
		{"is mended", failed, passed, []string{"mended"}},
		{"no password any more", passed, Server{State: mailcore.Passed, Untested: mailcore.NoPassword}, []string{"unwatched"}},
		{"still none", Server{Untested: mailcore.NoPassword}, Server{Untested: mailcore.NoPassword}, nil},
		{"another reason", Server{Untested: mailcore.NoPassword}, Server{Untested: mailcore.NoGrant}, []string{"unwatched"}},
		{"a password again, and it fails", Server{State: mailcore.Passed, Untested: mailcore.NoPassword}, failed, []string{"broke", "rewatched"}},
		{"nothing to test", Server{}, Server{Untested: mailcore.NothingToTest}, nil},
		{"far away", Server{}, Server{Certs: left(31 * day)}, nil},
		{"thirty days", Server{}, Server{Certs: left(30 * day)}, []string{"certificate 30"}},
		{"thirty days, told", Server{}, Server{Certs: left(30 * day), Told: map[string]int{key(30 * day): 30}}, nil},
		{"two weeks, thirty told", Server{}, Server{Certs: left(14 * day), Told: map[string]int{key(14 * day): 30}}, []string{"certificate 14"}},
		{"days were missed", Server{}, Server{Certs: left(3 * day), Told: map[string]int{key(3 * day): 30}}, []string{"certificate 7"}},
		{"the clock was put back", Server{}, Server{Certs: left(10 * day), Told: map[string]int{key(10 * day): 7}}, nil},
		{"another certificate", Server{}, Server{Certs: left(10 * day), Told: map[string]int{key(9 * day): 1}}, []string{"certificate 14"}},
		{"it is over", Server{}, Server{Certs: left(-day)}, nil},
		{"announced", Server{}, Server{Ends: map[string]time.Time{"x": now.Add(6 * day)}}, []string{"end 7"}},
		{"announced, told", Server{}, Server{Ends: map[string]time.Time{"x": now.Add(6 * day)}, Told: map[string]int{"end/x": 7}}, nil},
	} {
		before, after := State{Servers: map[string]Server{"id": test.before}}, State{Servers: map[string]Server{"id": test.after}}
		all := Changes(before, after, now)
		if got := told(all); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
		if after.note(all); len(told(Changes(after, after, now))) > 0 {
			t.Errorf("%s: it is told again: %q", test.name, told(Changes(after, after, now)))
		}
	}
	for _, test := range []struct {
		before, after Trouble
		want          []string
	}{
		{NoTrouble, Network, []string{"troubles"}},
		{Network, Network, nil},
		{Network, Closed, []string{"troubles"}},
		{Network, NoTrouble, []string{"recovered"}},
	} {
		if got := told(Changes(State{Trouble: Troubled{Kind: test.before}}, State{Trouble: Troubled{Kind: test.after}}, now)); !slices.Equal(got, test.want) {
			t.Errorf("%q to %q: %q, want %q", test.before, test.after, got, test.want)
		}
	}
}

// lost is a test that reached nobody.
func lost(host string, fault mailcore.Fault, step mailcore.Step) mailcore.Outcome {
	p := mailcore.NewProfile()
	p.Outgoing.Host = host
	return mailcore.Outcome{Report: mailcore.Report{ID: "x", Profile: p, Scope: mailcore.LoginScope, Results: []mailcore.Result{{Side: mailcore.OutgoingSide, Step: step, State: mailcore.Failed, Fault: fault}}}}
}

// Where not one of several servers is reached, it is not they that failed.
func TestTroubleOfTheNetwork(t *testing.T) {
	a, b := lost("a.example.co.jp", mailcore.DNSFailure, mailcore.Resolve), lost("b.example.co.jp", mailcore.Unreachable, mailcore.Connect)
	refused := lost("c.example.co.jp", mailcore.Replied, mailcore.Authorize)
	none := func(reason mailcore.Reason) mailcore.Outcome {
		return mailcore.Outcome{Err: &mailcore.NoTest{Reason: reason}}
	}
	for _, test := range []struct {
		name string
		all  []mailcore.Outcome
		want Trouble
	}{
		{"all are lost", []mailcore.Outcome{a, b, none(mailcore.NoPassword)}, Network},
		{"one answered", []mailcore.Outcome{a, b, refused}, NoTrouble},
		{"there is but one", []mailcore.Outcome{a, a}, NoTrouble},
		{"the vault is shut", []mailcore.Outcome{refused, none(mailcore.NoSecrets)}, Closed},
		{"nothing", nil, NoTrouble},
	} {
		if got := troubleOf(test.all); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
	profiles := []mailcore.Profile{{ID: "a"}, {ID: "b"}}
	before := State{Servers: map[string]Server{"a": {State: mailcore.Passed}, "b": {State: mailcore.Passed}}}
	after := before.seen(&Round{Profiles: profiles, Outcomes: []mailcore.Outcome{a, b}}, nil, func(mailcore.Profile) bool { return false }, time.Now())
	if got := told(Changes(before, after, time.Now())); !slices.Equal(got, []string{"troubles"}) || after.Servers["a"].State != mailcore.Passed {
		t.Errorf("%q, %+v", got, after.Servers)
	}
}

// What is over a moment later is no change.
func TestLooksAgain(t *testing.T) {
	o := newOffice(t)
	o.open("keeper", "ok", 300*day)
	o.round(0)
	failures := 1
	o.dial = func(ctx context.Context, network, addr string) (net.Conn, error) {
		if failures--; failures >= 0 {
			return nil, &net.OpError{Op: "dial", Err: syscall.ETIMEDOUT}
		}
		return new(net.Dialer).DialContext(ctx, network, addr)
	}
	o.round(6)
	o.wants()
	failures = 2
	o.round(12)
	o.wants("12 broke keeper tcp-timeout")
}

// A computer that has just started has no network for a while: that is no
// change of a server, nor trouble.
func TestWaitsForTheNetwork(t *testing.T) {
	o := newOffice(t)
	o.open("keeper", "ok", 300*day)
	o.round(0)
	o.now = o.begun.Add(day)
	up := false
	o.dial = func(ctx context.Context, network, addr string) (net.Conn, error) {
		if !up {
			return nil, &net.OpError{Op: "dial", Err: syscall.ENETUNREACH}
		}
		return new(net.Dialer).DialContext(ctx, network, addr)
	}
	w := o.once()
	waited := []time.Duration{}
	w.Patience = []time.Duration{time.Second, time.Minute, time.Hour}
	w.wait = func(_ context.Context, d time.Duration) {
		waited = append(waited, d)
		up = d == time.Minute
	}
	if r, err := w.Run(t.Context()); err != nil || len(r.Changes) > 0 || !slices.Equal(waited, w.Patience[:2]) {
		t.Errorf("%v, %v, waited %v", told(r.Changes), err, waited)
	}
}

// A mail goes through a server that it is not about, where there is one.
func TestSenders(t *testing.T) {
	p, q := mailcore.NewProfile(), mailcore.NewProfile()
	p.ID, p.From, q.ID, q.From = "p", "p@example.co.jp", "q", "q@example.co.jp"
	p.Outgoing.Host, q.Outgoing.Host = "p.example.co.jp", "q.example.co.jp"
	r := &Round{Profiles: []mailcore.Profile{p, q}}
	for range r.Profiles {
		r.Outcomes = append(r.Outcomes, mailcore.Outcome{Report: mailcore.Report{Results: []mailcore.Result{{State: mailcore.Passed}}}})
	}
	ids := func(about ...Change) (ids []string) {
		for _, one := range new(Watch).senders(r, about) {
			ids = append(ids, one.ID)
		}
		return ids
	}
	if got := ids(Change{Server: "p"}); !slices.Equal(got, []string{"q", "p"}) {
		t.Errorf("about p: %q", got)
	}
	r.Outcomes[0].Err = errors.New("no")
	if got := ids(); !slices.Equal(got, []string{"q"}) {
		t.Errorf("p failed: %q", got)
	}
}

// An account that was refused elsewhere already is refused here once at most.
func TestRefusalsElsewhereCount(t *testing.T) {
	o := newOffice(t)
	o.open("denied", "password", 300*day)
	o.saved.Profiles[0].Outgoing.Auth = mailcore.AutoAuth
	login := mailcore.Login{Host: "127.0.0.1", User: o.saved.Profiles[0].Outgoing.User}
	o.now = o.begun
	if err := o.once().attempts().Note(login, false); err != nil {
		t.Fatal(err)
	}
	o.round(0)
	if n := o.once().attempts().InRow(login); n != store.MostUnseen {
		t.Errorf("refused %d times in a row", n)
	}
}
