package cause

import (
	"encoding/json"
	"slices"
	"strings"

	"todoku/mailcore"
	"todoku/pattern"
)

// What todoku-cli prints itself is explained by what it found: no words have to
// be read again.

// checked is what todoku-cli check prints as JSON, of one server or of several.
type checked struct {
	Schema   int              `json:"schema"`
	OK       bool             `json:"ok"`
	Findings []checkedFinding `json:"findings"`
	Servers  []checked        `json:"servers"`
}

type checkedFinding struct {
	Code     mailcore.Code     `json:"code"`
	Severity mailcore.Severity `json:"severity"`
	Field    string            `json:"field"`
	Title    string            `json:"title"`
}

// ownResult explains a result that todoku-cli printed, of several servers by
// the first that failed.
func ownResult(text []byte) (Explanation, bool) {
	var c checked
	if len(text) > MaxText || json.Unmarshal(text, &c) != nil || c.Schema == 0 || c.Findings == nil && c.Servers == nil {
		return Explanation{}, false
	}
	for _, one := range append([]checked{c}, c.Servers...) {
		for _, f := range one.Findings {
			if worse(f.Severity) {
				return f.explained(), true
			}
		}
	}
	if passed(c) {
		return Explanation{Finding: nothingFailed.finding(mailcore.OutgoingSide), Confidence: High}, true
	}
	return Explanation{Finding: unsaid[len(unsaid)-1].finding(""), Confidence: Low}, true
}

// worse reports whether a test fails of what is so severe.
func worse(s mailcore.Severity) bool {
	return s == mailcore.Error || s == mailcore.Temporary
}

// passed reports whether everything did.
func passed(c checked) bool {
	return c.OK || len(c.Servers) > 0 && !slices.ContainsFunc(c.Servers, func(one checked) bool { return !one.OK })
}

// explained is the finding with its words; one that this version does not know
// tells nothing.
func (f checkedFinding) explained() Explanation {
	if !slices.ContainsFunc(Causes(), func(c Cause) bool { return c.Code == f.Code }) {
		return Explanation{Finding: unsaid[len(unsaid)-1].finding(""), Seen: f.Title, Confidence: Low}
	}
	side := mailcore.OutgoingSide
	if strings.HasPrefix(f.Field, "incoming.") {
		side = mailcore.IncomingSide
	}
	e := Explanation{Finding: rule{code: f.Code, severity: f.Severity}.finding(side), Seen: f.Title, Side: side, Confidence: High}
	e.Finding.Field = f.Field
	if slices.Contains(classes, f.Code) {
		e.Confidence = Low
	}
	return e
}

// ownGauge is a line of what todoku-cli check prints for monitoring, which says
// of a server whether its test passed, and not why.
var ownGauge = pattern.New(`(?m)^todoku_server_up\{[^}\n]*\} ([01])$`)

// gaugesInText explains numbers for monitoring: they name no cause.
func gaugesInText(text string) (Explanation, bool) {
	all := ownGauge.FindAllStringSubmatch(text, -1)
	if all == nil {
		return Explanation{}, false
	}
	if i := slices.IndexFunc(all, func(m []string) bool { return m[1] == "0" }); i >= 0 {
		return Explanation{Finding: unsaid[len(unsaid)-1].finding(""), Seen: all[i][0], Confidence: Low}, true
	}
	return Explanation{Finding: nothingFailed.finding(mailcore.OutgoingSide), Seen: all[0][0], Confidence: High}, true
}
