package mailcore

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"reflect"
	"slices"
	"time"
)

// A Standing says what is known of a profile from its last test.
type Standing string

// The standings. Their words are in assets under "verified.<standing>".
const (
	Untested     Standing = "untested"
	Proven       Standing = "proven"
	NotProven    Standing = "not-proven"
	ChangedSince Standing = "changed"
	OtherWay     Standing = "other-way" // it passed, though not as a product does it that it is for
	NoPlace      Standing = "no-place"  // it passed, and a product cannot use it as it is; [Profile.Standing] knows of no product
)

// Standings lists the standings in the order in which they are offered.
var Standings = []Standing{Proven, OtherWay, ChangedSince, NotProven, Untested}

// Standing returns what the last test of p still says about it.
func (p Profile) Standing() Standing { return p.standing(p.Hash) }

// StandingOf does the same where its [Profile.Hash] is known.
func (p Profile) StandingOf(hash string) Standing {
	return p.standing(func() string { return hash })
}

func (p Profile) standing(hash func() string) Standing {
	switch {
	case p.Verified.At.IsZero():
		return Untested
	case p.Verified.Hash != hash():
		return ChangedSince
	case !p.Verified.OK:
		return NotProven
	case slices.ContainsFunc(p.Products, func(id Product) bool { return !slices.Contains(p.Verified.For, id) }):
		return OtherWay
	}
	return Proven
}

// StandingFor returns what the last test of p says about it in one product.
func (p Profile) StandingFor(id Product) Standing {
	if p.Products = nil; p.Standing() == Untested || p.Standing() == ChangedSince {
		return p.Standing()
	}
	switch {
	case slices.Contains(p.Verified.For, id):
		return Proven
	case p.Verified.OK:
		return OtherWay
	}
	return NotProven
}

// unproven lists the fields that no proof depends on. Whatever else a profile
// has counts: a field that is forgotten here costs a test more, not a proof
// that is none.
var unproven = []struct{ key, why string }{
	{"code", "our own name for it"},
	{"name", "what people call it"},
	{"products", "where it will be typed in"},
	{"notify", "who hears of failures"},
	{"test_to", "whom the test mail went to"},
	{"wait", "how long we looked for it"},
	{"office.person", officeOnly},
	{"office.department", officeOnly},
	{"office.tags", officeOnly},
	{"office.supplier", officeOnly},
	{"office.contract", officeOnly},
	{"office.phone", officeOnly},
	{"office.memo", officeOnly},
}

const officeOnly = "written down for people"

// Hash returns a digest of everything in p that a test depends on, but for
// the passwords: a digest of those in a file could be guessed from. It is kept
// in settings files: a field that is added to Profile says json:",omitzero",
// so that the proofs of before still hold.
func (p Profile) Hash() string {
	p = p.Effective().Normalised()
	for _, u := range unproven {
		reflect.ValueOf(p.Field(u.key)).Elem().SetZero()
	}
	p.ID, p.Preset, p.Practice, p.Verified = "", "", false, Verified{} // who it is, not how it works
	text, _ := json.Marshal(p)                                         // strings and numbers only: it cannot fail
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// VerifiedBy returns what p's record says after the test r, which ended at that
// time. A test that was stopped proves nothing, and one that passed takes
// nothing back that a wider one has proved.
func (p Profile) VerifiedBy(r Report, at time.Time) Verified {
	return r.Proof(at).After(p.Verified)
}

// Proof returns what a test that ended at that time found out, for itself;
// nothing where it was stopped.
func (r Report) Proof(at time.Time) Verified {
	if f, failed := r.Failure(); failed && f.Fault == Stopped {
		return Verified{}
	}
	return Verified{
		Hash: r.Profile.Hash(), Scope: r.Scope, At: at, OK: r.OK(), Until: r.certifiedUntil(),
		Auth: r.proven(OutgoingSide), IncomingAuth: r.proven(IncomingSide), For: r.passedFor(),
	}
}

// passedFor lists the products whose way passed.
func (r Report) passedFor() (all []Product) {
	for _, way := range r.Each() {
		if way.OK() {
			all = append(all, way.For...)
		}
	}
	return all
}

// After returns what is known once v follows what was known before.
func (v Verified) After(before Verified) Verified {
	switch {
	case v.Hash == "":
		return before
	case !v.OK || !before.OK || before.Hash != v.Hash:
		return v
	case before.Scope != v.Scope && before.Scope.Covers(v.Scope) && !slices.ContainsFunc(v.For, func(id Product) bool { return !slices.Contains(before.For, id) }):
		return before
	}
	v.Auth, v.IncomingAuth = cmp.Or(v.Auth, before.Auth), cmp.Or(v.IncomingAuth, before.IncomingAuth)
	if before.Scope.Covers(v.Scope) {
		v.For = slices.Compact(slices.Sorted(slices.Values(slices.Concat(before.For, v.For))))
	}
	return v
}

// proven returns how the test logged in on a side; "" where it did not.
func (r Report) proven(side Side) AuthMethod {
	res, _ := r.Result(side, Authorize)
	if res.State != Passed && res.State != Warned {
		return ""
	}
	return AuthMethod(res.Facts["method"])
}

// Settled returns p with what its last test proved in place of 自動: what has
// to be chosen where there is no 自動. What is not proven stays as it is; what
// passed for one of several products is.
func (p Profile) Settled() Profile { return p.settledAs(p.Standing) }

// SettledAs does the same where it is known how p stands.
func (p Profile) SettledAs(known Standing) Profile {
	return p.settledAs(func() Standing { return known })
}

func (p Profile) settledAs(standing func() Standing) Profile {
	open := p.Outgoing.Auth == AutoAuth || p.Incoming.Auth == AutoAuth
	if known := p.Verified.Auth + p.Verified.IncomingAuth; !open || known == "" || !p.counts(standing()) {
		return p
	}
	if p.Outgoing.Auth == AutoAuth {
		p.Outgoing.Auth = cmp.Or(p.Verified.Auth, AutoAuth)
	}
	if p.Incoming.Auth == AutoAuth {
		p.Incoming.Auth = cmp.Or(p.Verified.IncomingAuth, AutoAuth)
	}
	return p
}

// counts reports whether something of the last test still holds: all of it, or
// what passed for some product.
func (p Profile) counts(as Standing) bool {
	return as == Proven || len(p.Verified.For) > 0 && (as == NotProven || as == OtherWay)
}

// certifiedUntil returns when the first certificate that was seen ends; zero
// if none was.
func (r Report) certifiedUntil() (first time.Time) {
	for _, res := range r.Results {
		end, err := time.Parse(time.RFC3339, res.Facts["not-after"])
		if err == nil && (first.IsZero() || end.Before(first)) {
			first = end
		}
	}
	return first
}

// Equal reports whether both say the same.
func (v Verified) Equal(other Verified) bool { return reflect.DeepEqual(v, other) }
