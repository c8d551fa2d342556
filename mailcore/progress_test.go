package mailcore

import "testing"

func TestUnreached(t *testing.T) {
	for _, tt := range []struct {
		step  Step
		state State
		fault Fault
		want  bool
	}{
		{CheckStep, Failed, Invalid, false},
		{Resolve, Failed, UnknownHost, true},
		{Connect, Failed, Timeout, true},
		{Connect, Failed, Stopped, false},
		{Certificate, Failed, Untrusted, true},
		{Authorize, Failed, Replied, true},
		{MailFrom, Failed, Replied, false},
		{Quit, Passed, "", false},
	} {
		r := Report{Results: []Result{{Side: OutgoingSide, Step: tt.step, State: tt.state, Fault: tt.fault}}}
		if got := r.Unreached(); got != tt.want {
			t.Errorf("%s %s %s: %v", tt.step, tt.state, tt.fault, got)
		}
	}
}
