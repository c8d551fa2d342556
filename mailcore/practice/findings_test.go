package practice_test

import (
	"testing"

	"todoku/mailcore"
	"todoku/mailcore/cause"
	"todoku/mailcore/practice"
	"todoku/mailcore/steps"
)

// TestFindings makes sure that each scenario teaches what it is for.
func TestFindings(t *testing.T) {
	for _, sc := range practice.Scenarios {
		t.Run(sc.Name, func(t *testing.T) {
			t.Parallel()
			if sc.Name == "big-mailbox" {
				t.Skip("it is the sender's mailbox that is big; TestBigMailbox looks into it")
			}
			if sc.Name == "slow" {
				t.Skip("twenty replies of 2 s; TestSlowness hears two")
			}
			s := start(t, scenario(sc.Name))
			tester := steps.Tester{Roots: s.Roots()}
			p := s.Profile()
			p.Wait = 12
			r := tester.Run(t.Context(), steps.NewPlan(p, sc.Scope()), func(mailcore.Report) {})
			got := ""
			if !r.OK() {
				got = string(cause.Diagnose(r)[0].Code)
			}
			if got != sc.Expect {
				failed, _ := r.Failure()
				t.Errorf("found %q, want %q; %s failed with %s: %s", got, sc.Expect, failed.Step, failed.Fault, failed.Reply)
			}
		})
	}
}
