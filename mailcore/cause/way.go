package cause

import (
	"slices"
	"strings"

	"todoku/mailcore"
	"todoku/mailcore/products"
)

// A wayRule recognises a failure of a product's own way of sending, that other
// programs need not have. Empty conditions match anything.
type wayRule struct {
	code   mailcore.Code
	field  string
	fault  mailcore.Fault
	steps  []mailcore.Step
	fact   string   // one that the test must have learned
	cause  []string // codes of what the same failure is to every program
	lacks  string   // a field that the product has no place for
	choice bool     // the product's screen has a mechanism that the server offers
	beside bool     // what the failure is to every program is worth knowing too
}

// wayRules is read from the top; the first that matches wins.
var wayRules = []wayRule{
	{code: "product-cannot", fault: mailcore.Invalid, fact: "product"},
	{code: "product-address-literal", field: "outgoing.host", fault: mailcore.NameMismatch, fact: "address-literal"},
	{code: "product-upgrade", field: "outgoing.host", steps: []mailcore.Step{mailcore.StartTLS, mailcore.Handshake, mailcore.Certificate}, fact: "upgrade", beside: true},
	{code: "product-spelling", field: "outgoing.host", fact: "unread"},
	{code: "product-other-mechanism", field: "outgoing.auth", fault: mailcore.NoMechanism, fact: "known", choice: true},
	{code: "product-mechanism", field: "outgoing.host", fault: mailcore.NoMechanism, fact: "known"},
	{code: "product-first-mechanism", field: "outgoing.host", steps: atAuth, fact: "other-worked"},
	{code: "product-helo", field: "site", cause: []string{"helo-fqdn"}, lacks: "outgoing.helo"},
}

// inWay returns what a failure is to the product in whose way it came, and what
// it is to every program where that has to be mended too.
func inWay(r mailcore.Report, failure mailcore.Result, usual mailcore.Finding) []mailcore.Finding {
	if len(r.For) == 0 || failure.Side == mailcore.BeforeSide {
		return []mailcore.Finding{usual}
	}
	i := slices.IndexFunc(wayRules, func(w wayRule) bool { return w.matches(r, failure, usual) })
	if i < 0 {
		return []mailcore.Finding{usual}
	}
	w, f := wayRules[i], usual
	f.Code, f.Severity, f.Field, f.Manner, f.Fixes = w.code, mailcore.Error, w.field, string(r.For[0]), []mailcore.Change{}
	if w.field == "" {
		f.Field, f.Fixes = failure.Facts["field"], usual.Fixes
		f.Args["why"] = failure.Facts["problem"]
	}
	if name := f.Args["name"]; failure.Fault == mailcore.NameMismatch && name != "" {
		f.Fixes = []mailcore.Change{{Field: "outgoing.host", Value: name}}
	}
	if w.choice {
		f.Fixes = choices(r, failure)
	}
	if w.beside {
		return []mailcore.Finding{f, usual}
	}
	return []mailcore.Finding{f}
}

// choices returns what to choose on the screens of the products of r instead of
// a mechanism that the server lacks: one that it offers; nothing where the
// screens have none. One that sends the password itself needs an encryption.
func choices(r mailcore.Report, failure mailcore.Result) []mailcore.Change {
	const field = "outgoing.auth"
	if !hasPlace(r.For, field) {
		return nil
	}
	for _, m := range strings.Fields(r.Fact(failure.Side, "mechanisms")) {
		p := r.Profile
		p.Outgoing.Auth = mailcore.AuthMethod(m)
		bare := p.Outgoing.Encryption == mailcore.NoEncryption && (m == string(mailcore.PLAIN) || m == string(mailcore.LOGIN))
		if m != string(r.Profile.Outgoing.Auth) && !bare && !slices.ContainsFunc(r.For, func(id mailcore.Product) bool { return !chooses(id, p) }) {
			return []mailcore.Change{{Field: field, Value: m}}
		}
	}
	return nil
}

// chooses reports whether the screen of a product has a choice for the
// mechanism of p.
func chooses(id mailcore.Product, p mailcore.Profile) bool {
	s, _ := products.For(id)
	for _, row := range s.Rows {
		if row.Field == "outgoing.auth" {
			value, ok := row.Read(p)
			return ok && slices.Contains(row.Choices, value)
		}
	}
	return false
}

func (w wayRule) matches(r mailcore.Report, f mailcore.Result, usual mailcore.Finding) bool {
	return (w.fault == "" || w.fault == f.Fault) &&
		(w.steps == nil || slices.Contains(w.steps, f.Step)) &&
		(w.fact == "" || r.Fact(f.Side, w.fact) != "") &&
		(w.cause == nil || slices.Contains(w.cause, string(usual.Code))) &&
		(w.lacks == "" || !hasPlace(r.For, w.lacks)) &&
		(!w.choice || len(choices(r, f)) > 0)
}

// hasPlace reports whether a field is on the screens of products.
func hasPlace(ids []mailcore.Product, field string) bool {
	return !slices.ContainsFunc(ids, func(id mailcore.Product) bool {
		s, _ := products.For(id)
		return !s.Has(field)
	})
}

// placed leaves out the changes that the products of r have no place for.
func placed(r mailcore.Report, changes []mailcore.Change) []mailcore.Change {
	return slices.DeleteFunc(slices.Clone(changes), func(c mailcore.Change) bool {
		return (c.Field == "pin" || strings.HasPrefix(c.Field, "outgoing.")) && !hasPlace(r.For, strings.TrimSuffix(c.Field, mailcore.Tidied))
	})
}
