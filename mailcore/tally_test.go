package mailcore

import (
	"errors"
	"testing"
	"time"
)

// knownAs is a server whose last test went as far as scope.
func knownAs(scope Scope, ok bool) Profile {
	p := NewProfile()
	p.Outgoing.Host = "mail.example.jp"
	p.Verified = Verified{Hash: p.Hash(), Scope: scope, At: time.Unix(1, 0), OK: ok}
	return p
}

func TestVerdict(t *testing.T) {
	ran := func(p Profile, states ...Result) Outcome {
		return Outcome{Report: Report{ID: "1", Profile: p, Scope: LoginScope, Results: states}, Ended: true}
	}
	pass, fail := Result{State: Passed}, Result{State: Failed, Fault: Refused}
	proven, refuted, deeper, fresh := knownAs(LoginScope, true), knownAs(LoginScope, false), knownAs(SendScope, false), NewProfile()
	moved := proven
	moved.Outgoing.Port = 25
	tests := []struct {
		name    string
		before  Profile
		outcome Outcome
		want    Ending
	}{
		{"still good", proven, ran(proven, pass), Ending{State: Passed}},
		{"broke", proven, ran(proven, fail), Ending{State: Failed, Trend: Broke}},
		{"settings changed since", proven, ran(moved, fail), Ending{State: Failed}},
		{"mended", refuted, ran(refuted, pass), Ending{State: Passed, Trend: Mended}},
		{"not tested as far", deeper, ran(deeper, pass), Ending{State: Passed}},
		{"still bad", refuted, ran(refuted, fail), Ending{State: Failed}},
		{"first test", fresh, ran(fresh, fail), Ending{State: Failed}},
		{"stopped in the test", proven, ran(proven, Result{State: Failed, Fault: Stopped}), Ending{State: Skipped, Stopped: true}},
		{"stopped before", proven, Outcome{Err: &NoTest{Reason: NotReached}}, Ending{State: Skipped, Stopped: true}},
		{"no password", proven, Outcome{Err: &NoTest{Reason: NoPassword}}, Ending{State: Skipped}},
	}
	var tally Tally
	for _, test := range tests {
		got := test.outcome.Ending(test.before)
		tally.Add(got)
		if got != test.want {
			t.Errorf("%s: %+v, want %+v", test.name, got, test.want)
		}
	}
	if want := (Tally{Passed: 3, Failed: 4, Skipped: 1, Stopped: 2, Broke: 1, Mended: 1}); tally != want || tally.Ended() != len(tests) {
		t.Errorf("%+v, want %+v", tally, want)
	}
}

func TestTestable(t *testing.T) {
	with := func(change func(*Profile)) Profile {
		p := NewProfile()
		p.Outgoing.Host = "mail.example.jp"
		change(&p)
		return p
	}
	tests := []struct {
		profile Profile
		scope   Scope
		want    Reason
	}{
		{with(func(*Profile) {}), LoginScope, ""},
		{with(func(*Profile) {}), ReceiveScope, NoIncoming},
		{with(func(*Profile) {}), RoundTripScope, NoIncoming},
		{with(func(p *Profile) { p.Outgoing.BuiltIn = true }), LoginScope, NothingToTest},
		{with(func(p *Profile) { p.Outgoing.BuiltIn, p.Incoming.Protocol = true, IMAP }), ReceiveScope, ""},
		{with(func(p *Profile) { p.OAuth = Google }), LoginScope, NotSetUp},
		{with(func(p *Profile) { p.OAuth, p.Outgoing.User = Google, "taro@example.jp" }), LoginScope, ""},
		{with(func(p *Profile) { p.Outgoing.Host, p.Incoming.Protocol = "", POP3 }), LoginScope, NoOutgoing},
		{with(func(p *Profile) { p.Outgoing.Host = "" }), LoginScope, ""}, // the test says what is missing
	}
	for _, test := range tests {
		got, _ := errors.AsType[*NoTest](test.profile.Testable(test.scope))
		if (got == nil) != (test.want == "") || got != nil && got.Reason != test.want {
			t.Errorf("%+v to %s: %v, want %q", test.profile.Outgoing, test.scope, got, test.want)
		}
	}
}

func TestLacksPassword(t *testing.T) {
	p := NewProfile()
	p.Outgoing.Host, p.Outgoing.User = "mail.example.jp", "taro"
	if !p.LacksPassword(LoginScope) || p.LacksPassword(ConnectScope) {
		t.Error("a login needs a password, a connection none")
	}
	if p.Outgoing.Password = "himitsu"; p.LacksPassword(LoginScope) {
		t.Error("there is a password")
	}
	p.Outgoing.Password, p.Outgoing.Host = "", "a b"
	if p.LacksPassword(LoginScope) {
		t.Error("a host name that is none matters more")
	}
}
