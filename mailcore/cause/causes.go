package cause

import (
	"slices"

	"todoku/mailcore"
	"todoku/mailcore/products"
)

// A Cause is what is known of a [Code] before any test: how bad it can be, and
// which rows of the form it can mark. Both are in the order of the rules.
type Cause struct {
	Code       mailcore.Code
	Severities []mailcore.Severity
	Fields     []string // none where no row is marked
}

// Causes lists every cause that a finding can name, each once.
func Causes() []Cause {
	var all []Cause
	for _, r := range rules {
		all = learn(all, r.code, r.severity, r.field)
	}
	for _, w := range wayRules {
		all = learn(all, w.code, mailcore.Error, w.field)
	}
	for _, o := range observations {
		all = learn(all, o.code, o.severity, o.field)
	}
	for _, u := range unsaid {
		all = learn(all, u.code, u.severity, u.field)
	}
	return learn(all, nothingFailed.code, nothingFailed.severity, nothingFailed.field)
}

// learn adds what one row says of a code.
func learn(all []Cause, code mailcore.Code, severity mailcore.Severity, field string) []Cause {
	i := slices.IndexFunc(all, func(c Cause) bool { return c.Code == code })
	if i < 0 {
		i, all = len(all), append(all, Cause{Code: code})
	}
	c := &all[i]
	if !slices.Contains(c.Severities, severity) {
		c.Severities = append(c.Severities, severity)
	}
	if !slices.Contains(mailcore.FieldKeys(), field) { // only the receiving side has it
		field = fieldOn(mailcore.IncomingSide, field)
	}
	if field != "" && !slices.Contains(c.Fields, field) {
		c.Fields = append(c.Fields, field)
	}
	return all
}

// Manners lists how the words of a cause may be narrowed: by what a test has
// learned, or by where it was said.
func Manners(code mailcore.Code) []string {
	all := slices.Clone(shapes[code])
	for _, r := range rules {
		if r.code == code && r.manner != "" {
			all = append(all, r.manner)
		}
	}
	if slices.ContainsFunc(wayRules, func(w wayRule) bool { return w.code == code }) {
		for _, id := range products.IDs {
			all = append(all, string(id))
		}
	}
	return all
}

// OnReceiving lists what can be found on the receiving side and on that of POP
// before SMTP: every cause in every manner, for each protocol.
func OnReceiving() []mailcore.Finding {
	var all []mailcore.Finding
	for _, side := range []mailcore.Side{mailcore.IncomingSide, mailcore.BeforeSide} {
		for protocol := range dialects {
			r := mailcore.Report{Profile: mailcore.Profile{Incoming: mailcore.Incoming{Protocol: protocol}}}
			for _, code := range receivable() {
				for _, manner := range append(Manners(code), "") {
					all = append(all, mailcore.Finding{Code: code, Side: side, Manner: manner, Args: arguments(r, mailcore.Result{Side: side})})
				}
			}
		}
	}
	return all
}

// receivable are the codes that a receiving server can lead to.
func receivable() []mailcore.Code {
	var all []mailcore.Code
	for _, r := range rules {
		if !r.sending {
			all = append(all, r.code)
		}
	}
	for _, o := range observations {
		if receiving(sideOfField(o.field)) {
			all = append(all, o.code)
		}
	}
	for _, u := range unsaid {
		if receiving(u.side) {
			all = append(all, u.code)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Codes lists what [Diagnose] can name, each once: those of [Causes] without
// what only a pasted text can mean.
func Codes() []mailcore.Code {
	var all []mailcore.Code
	for _, r := range rules {
		all = append(all, r.code)
	}
	for _, w := range wayRules {
		all = append(all, w.code)
	}
	for _, o := range observations {
		all = append(all, o.code)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
