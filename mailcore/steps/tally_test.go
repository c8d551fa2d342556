package steps

import (
	"errors"
	"testing"
	"time"

	"todoku/mailcore"
)

// knownAs is a server whose last test went as far as scope.
func knownAs(scope mailcore.Scope, ok bool) mailcore.Profile {
	p := mailcore.NewProfile()
	p.Outgoing.Host = "mail.example.jp"
	p.Verified = mailcore.Verified{Hash: p.Hash(), Scope: scope, At: time.Unix(1, 0), OK: ok}
	return p
}

func TestVerdict(t *testing.T) {
	ran := func(p mailcore.Profile, states ...mailcore.Result) Outcome {
		return Outcome{Report: mailcore.Report{ID: "1", Profile: p, Scope: mailcore.LoginScope, Results: states}, Ended: true}
	}
	pass, fail := mailcore.Result{State: mailcore.Passed}, mailcore.Result{State: mailcore.Failed, Fault: mailcore.Refused}
	proven, refuted, deeper, fresh := knownAs(mailcore.LoginScope, true), knownAs(mailcore.LoginScope, false), knownAs(mailcore.SendScope, false), mailcore.NewProfile()
	moved := proven
	moved.Outgoing.Port = 25
	tests := []struct {
		name    string
		before  mailcore.Profile
		outcome Outcome
		want    Ending
	}{
		{"still good", proven, ran(proven, pass), Ending{State: mailcore.Passed}},
		{"broke", proven, ran(proven, fail), Ending{State: mailcore.Failed, Trend: Broke}},
		{"settings changed since", proven, ran(moved, fail), Ending{State: mailcore.Failed}},
		{"mended", refuted, ran(refuted, pass), Ending{State: mailcore.Passed, Trend: Mended}},
		{"not tested as far", deeper, ran(deeper, pass), Ending{State: mailcore.Passed}},
		{"still bad", refuted, ran(refuted, fail), Ending{State: mailcore.Failed}},
		{"first test", fresh, ran(fresh, fail), Ending{State: mailcore.Failed}},
		{"stopped in the test", proven, ran(proven, mailcore.Result{State: mailcore.Failed, Fault: mailcore.Stopped}), Ending{State: mailcore.Skipped, Stopped: true}},
		{"stopped before", proven, Outcome{Err: &mailcore.NoTest{Reason: mailcore.NotReached}}, Ending{State: mailcore.Skipped, Stopped: true}},
		{"no password", proven, Outcome{Err: &mailcore.NoTest{Reason: mailcore.NoPassword}}, Ending{State: mailcore.Skipped}},
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
	with := func(change func(*mailcore.Profile)) mailcore.Profile {
		p := mailcore.NewProfile()
		p.Outgoing.Host = "mail.example.jp"
		change(&p)
		return p
	}
	tests := []struct {
		profile mailcore.Profile
		scope   mailcore.Scope
		want    mailcore.Reason
	}{
		{with(func(*mailcore.Profile) {}), mailcore.LoginScope, ""},
		{with(func(*mailcore.Profile) {}), mailcore.ReceiveScope, mailcore.NoIncoming},
		{with(func(*mailcore.Profile) {}), mailcore.RoundTripScope, mailcore.NoIncoming},
		{with(func(p *mailcore.Profile) { p.Outgoing.BuiltIn = true }), mailcore.LoginScope, mailcore.NothingToTest},
		{with(func(p *mailcore.Profile) { p.Outgoing.BuiltIn, p.Incoming.Protocol = true, mailcore.IMAP }), mailcore.ReceiveScope, ""},
		{with(func(p *mailcore.Profile) { p.OAuth = mailcore.Google }), mailcore.LoginScope, mailcore.NotSetUp},
		{with(func(p *mailcore.Profile) { p.OAuth, p.Outgoing.User = mailcore.Google, "taro@example.jp" }), mailcore.LoginScope, ""},
		{with(func(p *mailcore.Profile) { p.Outgoing.Host, p.Incoming.Protocol = "", mailcore.POP3 }), mailcore.LoginScope, mailcore.NoOutgoing},
		{with(func(p *mailcore.Profile) { p.Outgoing.Host = "" }), mailcore.LoginScope, ""}, // the test says what is missing
	}
	for _, test := range tests {
		got, _ := errors.AsType[*mailcore.NoTest](test.profile.Testable(test.scope))
		if (got == nil) != (test.want == "") || got != nil && got.Reason != test.want {
			t.Errorf("%+v to %s: %v, want %q", test.profile.Outgoing, test.scope, got, test.want)
		}
	}
}

func TestLacksPassword(t *testing.T) {
	p := mailcore.NewProfile()
	p.Outgoing.Host, p.Outgoing.User = "mail.example.jp", "taro"
	if !p.LacksPassword(mailcore.LoginScope) || p.LacksPassword(mailcore.ConnectScope) {
		t.Error("a login needs a password, a connection none")
	}
	if p.Outgoing.Password = "himitsu"; p.LacksPassword(mailcore.LoginScope) {
		t.Error("there is a password")
	}
	p.Outgoing.Password, p.Outgoing.Host = "", "a b"
	if p.LacksPassword(mailcore.LoginScope) {
		t.Error("a host name that is none matters more")
	}
}
