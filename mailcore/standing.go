package mailcore

import (
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
)

// Standings lists the standings in the order in which they are offered.
var Standings = []Standing{Proven, ChangedSince, NotProven, Untested}

// Standing returns what the last test of p still says about it.
func (p Profile) Standing() Standing {
	switch {
	case p.Verified.At.IsZero():
		return Untested
	case p.Verified.Hash != p.Hash():
		return ChangedSince
	case p.Verified.OK:
		return Proven
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
}

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
// time. A test that was stopped proves nothing, and one of the connection
// alone takes nothing back that a longer one has proved.
func (p Profile) VerifiedBy(r Report, at time.Time) Verified {
	f, failed := r.Failure()
	stopped := failed && f.Fault == Stopped
	less := r.OK() && p.Standing() == Proven && r.Profile.Hash() == p.Verified.Hash &&
		slices.Index(Scopes, r.Scope) < slices.Index(Scopes, p.Verified.Scope)
	if stopped || less {
		return p.Verified
	}
	return Verified{Hash: r.Profile.Hash(), Scope: r.Scope, At: at, OK: r.OK(), Until: r.certifiedUntil()}
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
