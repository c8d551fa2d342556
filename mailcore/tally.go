package mailcore

import (
	"errors"
)

// An Outcome is what is known of a job.
type Outcome struct {
	Job    int    // its place in the list
	Report Report // as far as it has come; without an ID when there was no test
	Err    error  // of the test, or a [NoTest] for one whose turn never came
	Ended  bool
}

// An Attempt is one remedy that was tried, or is being tried.
type Attempt struct {
	Changes []Change `json:"changes"` // everything that differs from the settings that failed
	Report  Report   `json:"report"`  // as far as it has come
	Worked  bool     `json:"worked"`
}

// An Offer is a remedy that could be tried, and what that costs.
type Offer struct {
	Changes []Change
	Logins  int  // that it takes; 0 where it is tried without any
	Least   int  // how many will do where there are not so many left
	Early   bool // they are made only where the server is reached
}

// A Login is an account of a server.
type Login struct{ Host, User string }

// An Ending is how a job of a batch ended.
type Ending struct {
	State   State // [Passed], [Failed], or [Skipped] when nothing was found out
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
func (o Outcome) Ending(before Profile) Ending {
	standing := before.Standing()
	if before.Hash() != o.Report.Profile.Hash() { // other settings
		standing = Untested
	}
	_, failed := o.Report.Failure()
	switch {
	case o.stopped():
		return Ending{State: Skipped, Stopped: true}
	case o.Report.ID == "":
		return Ending{State: Skipped}
	case failed && standing == Proven && before.Verified.Scope.Covers(o.Report.Scope):
		return Ending{State: Failed, Trend: Broke}
	case failed:
		return Ending{State: Failed}
	case standing == NotProven && o.Report.Scope.Covers(before.Verified.Scope):
		return Ending{State: Passed, Trend: Mended}
	}
	return Ending{State: Passed}
}

func (o Outcome) stopped() bool {
	if none, ok := errors.AsType[*NoTest](o.Err); ok {
		return none.Reason == NotReached
	}
	failure, failed := o.Report.Failure()
	return failed && failure.Fault == Stopped
}

// A Tally counts how the jobs of a batch ended.
type Tally struct {
	All, Passed, Failed, Skipped, Stopped int
	Broke, Mended                         int // of those that failed and passed
}

// Add counts one more that has ended.
func (t *Tally) Add(e Ending) {
	switch {
	case e.State == Passed:
		t.Passed++
	case e.State == Failed:
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
func (t Tally) State() State {
	switch {
	case t.Failed > 0:
		return Failed
	case t.Stopped > 0, t.Passed == 0:
		return Warned
	}
	return Passed
}
