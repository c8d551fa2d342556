package mailcore

import (
	"errors"
	"slices"
	"strings"
)

// A Reason says why a server was not tested in a batch. Its words are in
// assets under "batch.untested.<reason>".
type Reason string

// The reasons.
const (
	NothingToTest Reason = "built-in"    // the product's own server sends
	NotSetUp      Reason = "not-set-up"  // Gmail or Exchange Online without an account
	NoOutgoing    Reason = "no-outgoing" // the test needs a server that sends
	NoIncoming    Reason = "no-incoming" // the test needs a server that receives
	NoPassword    Reason = "no-password" // none is kept, and nobody is asked
	NoSecrets     Reason = "no-secrets"  // the place for passwords cannot be read
	NoGrant       Reason = "no-grant"    // the provider gives no access token
	NotReached    Reason = "stopped"     // the batch was stopped before
)

// A NoTest is why there was no test.
type NoTest struct {
	Reason Reason
	Err    error // what is behind it; may be nil
}

func (n *NoTest) Error() string {
	if n.Err == nil {
		return "not tested: " + string(n.Reason)
	}
	return "not tested: " + string(n.Reason) + ": " + n.Err.Error()
}

// Unwrap returns what is behind it.
func (n *NoTest) Unwrap() error { return n.Err }

// Testable returns a [NoTest] where a test of p as far as scope makes no
// sense, before any password is fetched.
func (p Profile) Testable(scope Scope) error {
	sends, receives := outgoing(p, scope), scope == ReceiveScope || scope == RoundTripScope
	switch {
	case sends && p.Outgoing.BuiltIn:
		return &NoTest{Reason: NothingToTest}
	case p.OAuth != "" && p.Outgoing.User == "" && p.Incoming.User == "":
		return &NoTest{Reason: NotSetUp}
	case receives && p.Incoming.Protocol == "":
		return &NoTest{Reason: NoIncoming}
	case sends && p.Outgoing.Host == "" && p.Incoming.Protocol != "":
		return &NoTest{Reason: NoOutgoing}
	}
	return nil
}

// LacksPassword reports whether a test of p as far as scope needs a password
// that is not there, and nothing else is wrong.
func (p Profile) LacksPassword(scope Scope) bool {
	errors := Errors(p.Check(scope))
	return len(errors) > 0 && !slices.ContainsFunc(errors, func(problem Problem) bool {
		return problem.Code != "required" || !strings.HasSuffix(problem.Field, ".password")
	})
}

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
	Broke  Trend = "broke"  // it was proven and fails now
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
	case failed && standing == Proven:
		return Ending{State: Failed, Trend: Broke}
	case failed:
		return Ending{State: Failed}
	case standing == NotProven && slices.Index(Scopes, o.Report.Scope) >= slices.Index(Scopes, before.Verified.Scope):
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
