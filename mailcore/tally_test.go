package mailcore

import (
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
