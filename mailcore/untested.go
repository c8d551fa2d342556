package mailcore

// A Reason says why a server was not tested in a batch. Its words are in
// assets under "batch.untested.<reason>".
type Reason string

// The reasons.
const (
	NothingToTest Reason = "built-in"         // the product's own server sends
	NotSetUp      Reason = "not-set-up"       // Gmail or Exchange Online without an account
	NoOutgoing    Reason = "no-outgoing"      // the test needs a server that sends
	NoIncoming    Reason = "no-incoming"      // the test needs a server that receives
	NoPassword    Reason = "no-password"      // none is kept, and nobody is asked
	NoSecrets     Reason = "no-secrets"       // the place for passwords cannot be read
	NoClient      Reason = "no-client"        // nobody has entered the client of the sign-in
	NoGrant       Reason = "no-grant"         // nobody has signed in
	ExpiredGrant  Reason = "expired"          // the sign-in has expired or was revoked
	NoToken       Reason = "no-token"         // the provider gives no access token
	NotReached    Reason = "stopped"          // the batch was stopped before
	RefusedOften  Reason = "refused-often"    // the account was, of late: it might be locked
	RefusedInARow Reason = "refused-in-a-row" // the account was, and nobody has looked since
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
