package steps

import (
	"testing"

	"todoku/mailcore"
)

func TestUnreached(t *testing.T) {
	for _, tt := range []struct {
		step  mailcore.Step
		state mailcore.State
		fault mailcore.Fault
		want  bool
	}{
		{mailcore.CheckStep, mailcore.Failed, mailcore.Invalid, false},
		{mailcore.Resolve, mailcore.Failed, mailcore.UnknownHost, true},
		{mailcore.Connect, mailcore.Failed, mailcore.Timeout, true},
		{mailcore.Connect, mailcore.Failed, mailcore.Stopped, false},
		{mailcore.Certificate, mailcore.Failed, mailcore.Untrusted, true},
		{mailcore.Authorize, mailcore.Failed, mailcore.Replied, true},
		{mailcore.MailFrom, mailcore.Failed, mailcore.Replied, false},
		{mailcore.Quit, mailcore.Passed, "", false},
	} {
		r := mailcore.Report{Results: []mailcore.Result{{Side: mailcore.OutgoingSide, Step: tt.step, State: tt.state, Fault: tt.fault}}}
		if got := r.Unreached(); got != tt.want {
			t.Errorf("%s %s %s: %v", tt.step, tt.state, tt.fault, got)
		}
	}
}
