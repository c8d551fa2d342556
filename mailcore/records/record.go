// Package records holds what was found and judged of the records in DNS of a
// domain that mail is sent from, and what the mail itself says of who sent it.
// Package domain asks DNS.
package records

import (
	"slices"

	"todoku/mailcore"
)

// A Report is what DNS says of a domain.
type Report struct {
	Domain string `json:"domain"` // as in DNS
	Items  []Item `json:"items"`  // in the order in which they are shown
}

// An Item is one thing that was judged.
type Item struct {
	Subject  Subject           `json:"subject"`
	Code     Code              `json:"code"`
	Verdict  mailcore.Verdict  `json:"verdict"`
	Name     string            `json:"name"`               // that was asked for, or that Proposed is for
	Type     string            `json:"type"`               // of the record: "TXT", "MX", "PTR"
	Record   string            `json:"record,omitempty"`   // as found, made visible; several on a line each
	Proposed string            `json:"proposed,omitempty"` // the value to enter instead, or ""
	Args     map[string]string `json:"args,omitempty"`     // for the words
}

// A Subject is what an Item is about. Its word is in assets under
// "domain.subject.<subject>".
type Subject string

// The subjects.
const (
	MX    Subject = "mx"
	SPF   Subject = "spf"
	DKIM  Subject = "dkim"
	DMARC Subject = "dmarc"
	PTR   Subject = "ptr"
)

// Judged returns the item with what was found.
func (i Item) Judged(code Code, verdict mailcore.Verdict) Item {
	i.Code, i.Verdict = code, verdict
	return i
}

// Verdict returns how a subject was judged; worst counts.
func (r Report) Verdict(s Subject) mailcore.Verdict {
	worst := mailcore.Verdict("")
	order := []mailcore.Verdict{mailcore.Pass, mailcore.Unknown, mailcore.Warn, mailcore.Fail}
	for _, item := range r.Items {
		if item.Subject == s && slices.Index(order, item.Verdict) > slices.Index(order, worst) {
			worst = item.Verdict
		}
	}
	return worst
}
