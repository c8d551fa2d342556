package mailcore

// A Verdict is how something was judged that is no step of a test: the line of
// this computer, or what DNS says of a domain. Its word is in assets under
// "verdict.<verdict>".
type Verdict string

// The verdicts.
const (
	Pass    Verdict = "pass"
	Warn    Verdict = "warn"
	Fail    Verdict = "fail"
	Unknown Verdict = "unknown" // nobody can tell from here
)
