package steps

import (
	"errors"

	"todoku/mailcore"
)

// An Ending is how a job of a batch ended.
type Ending struct {
	State   mailcore.State // [Passed], [Failed], or [Skipped] when nothing was found out
	Trend   Trend
	Stopped bool // somebody stopped the test, or the batch before it
}

// A Trend is what is different from the last test of the same settings.
type Trend string

// The trends.
const (
	Steady Trend = ""
	Broke  Trend = "broke"  // it was proven, at least that far, and fails now
	Mended Trend = "mended" // it failed and passes now, as far as it was tested then
)

// Ending judges an ended job. before is the server as it was known until then.
func (o Outcome) Ending(before mailcore.Profile) Ending {
	standing := before.Standing()
	if before.Hash() != o.Report.Profile.Hash() { // other settings
		standing = mailcore.Untested
	}
	_, failed := o.Report.Failure()
	switch {
	case o.stopped():
		return Ending{State: mailcore.Skipped, Stopped: true}
	case o.Report.ID == "":
		return Ending{State: mailcore.Skipped}
	case failed && standing == mailcore.Proven && before.Verified.Scope.Covers(o.Report.Scope):
		return Ending{State: mailcore.Failed, Trend: Broke}
	case failed:
		return Ending{State: mailcore.Failed}
	case standing == mailcore.NotProven && o.Report.Scope.Covers(before.Verified.Scope):
		return Ending{State: mailcore.Passed, Trend: Mended}
	}
	return Ending{State: mailcore.Passed}
}

func (o Outcome) stopped() bool {
	if none, ok := errors.AsType[*mailcore.NoTest](o.Err); ok {
		return none.Reason == mailcore.NotReached
	}
	failure, failed := o.Report.Failure()
	return failed && failure.Fault == mailcore.Stopped
}

// A Tally counts how the jobs of a batch ended.
type Tally struct {
	All, Passed, Failed, Skipped, Stopped int
	Broke, Mended                         int // of those that failed and passed
}

// Add counts one more that has ended.
func (t *Tally) Add(e Ending) {
	switch {
	case e.State == mailcore.Passed:
		t.Passed++
	case e.State == mailcore.Failed:
		t.Failed++
	case e.Stopped:
		t.Stopped++
	default:
		t.Skipped++
	}
	switch e.Trend {
	case Broke:
		t.Broke++
	case Mended:
		t.Mended++
	}
}

// Ended returns how many have ended.
func (t Tally) Ended() int { return t.Passed + t.Failed + t.Skipped + t.Stopped }

// State is how the whole ended: it is good only where something was tested.
func (t Tally) State() mailcore.State {
	switch {
	case t.Failed > 0:
		return mailcore.Failed
	case t.Stopped > 0, t.Passed == 0:
		return mailcore.Warned
	}
	return mailcore.Passed
}
