package mailcore

import (
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
	sends, receives := scope.Sends(), scope.Receives()
	switch {
	case sends && p.Outgoing.BuiltIn:
		return &NoTest{Reason: NothingToTest}
	case p.OAuth != "" && p.Outgoing.User == "" && p.Incoming.User == "":
		return &NoTest{Reason: NotSetUp}
	case receives && p.Incoming.Protocol == "" && (scope != LoginsScope || p.NeedsBoth()):
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
