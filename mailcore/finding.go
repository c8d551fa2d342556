package mailcore

// A Code names a cause. Its words (title, explanation, remedy) are in assets
// under "finding.<code>.".
type Code string

// A Severity says how much a finding matters.
type Severity string

// The severities, worst first.
const (
	Error     Severity = "error"     // it cannot work until somebody changes something
	Temporary Severity = "temporary" // trying again later may do
	Danger    Severity = "danger"    // it works, and destroys something
	Warning   Severity = "warning"   // it works, but not as it should
	Note      Severity = "note"      // worth knowing
)

// A Finding is what a Report means: one cause, and what would mend it.
// Findings are computed when somebody looks, never stored.
type Finding struct {
	Code     Code              `json:"code"`
	Severity Severity          `json:"severity"`
	Field    string            `json:"field,omitempty"` // key of the form row to mark, such as "outgoing.port"
	Words    string            `json:"words,omitempty"` // the line of the server's own words that led to it
	Side     Side              `json:"-"`               // whose server it is about: receiving has words of its own
	Manner   string            `json:"-"`               // narrows the words of the code; "" where nothing does
	Args     map[string]string `json:"-"`               // for the words: host, port, reply …
	Fixes    []Change          `json:"fixes"`           // what could be tried
}

// A Change is one field of a Profile set to another value.
type Change struct {
	Field string `json:"field"`
	Value string `json:"value"`
}
