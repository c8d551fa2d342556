// Package past tells what happened to servers, out of their tests and of the
// days on which passwords were kept: since when a server [Stands] as it does,
// the [Deed]s of a time, and why somebody trusts a certificate ([Pinned]).
//
// A file here computes values from values. It knows no file, no screen, no
// clock and no words.
package past

import (
	"slices"
	"strings"
	"time"

	"todoku/mailcore"
)

// A Test is one past test, as far as it matters here.
type Test struct {
	Server string // ID of the profile
	At     time.Time
	OK     bool
	Step   mailcore.Step  // at which it ended, if it did not pass
	Fault  mailcore.Fault //
	Hash   string         // as in [mailcore.Verified]; "" where it says nothing of what is saved
	Until  time.Time      // when the certificate ends; zero where none was seen
}

// A Deed is something that happened to a server.
type Deed struct {
	Kind   Kind
	Server string // ID of the profile
	At     time.Time
	Tests  int // of [Tested]
	Failed int // of [Tested]: how many of them
}

// A Kind says what happened; its words are in assets under "past.<kind>".
type Kind string

// The kinds.
const (
	Began    Kind = "began"    // the first test ever
	Broke    Kind = "broke"    // it failed where it had passed
	Mended   Kind = "mended"   // it passed where it had failed
	Changed  Kind = "changed"  // other settings were tested than before
	Renewed  Kind = "renewed"  // another certificate, which ends later
	Password Kind = "password" // a password was kept
	Tested   Kind = "tested"   // how often; at the last of them
)

// Kinds lists them.
var Kinds = []Kind{Began, Broke, Mended, Changed, Renewed, Password, Tested}

// Tests are those of each server that say something of it, by its ID, the oldest
// first.
type Tests map[string][]Test

// Sorted sorts tests by their servers, once for all questions about them.
func Sorted(all []Test) Tests {
	sorted := Tests{}
	for _, t := range all {
		if t.Fault != mailcore.Stopped && t.Hash != "" {
			sorted[t.Server] = append(sorted[t.Server], t)
		}
	}
	for _, own := range sorted {
		slices.SortStableFunc(own, func(a, b Test) int { return a.At.Compare(b.At) })
	}
	return sorted
}

// Stands returns since when p passes, or fails, without a break; zero where it
// was not tested as it is now.
func Stands(p mailcore.Profile, tests Tests) time.Time {
	if s := p.Standing(); s == mailcore.Untested || s == mailcore.ChangedSince {
		return time.Time{}
	}
	since := p.Verified.At
	for _, t := range slices.Backward(tests[p.ID]) {
		if t.OK != p.Verified.OK {
			break
		}
		if t.At.Before(since) {
			since = t.At
		}
	}
	return since
}

// Pinned returns the fault for which the certificate of p had to be trusted by
// hand: that of the last test that ended at one.
func Pinned(p mailcore.Profile, tests Tests) (mailcore.Fault, bool) {
	if p.Pin == "" {
		return "", false
	}
	for _, t := range slices.Backward(tests[p.ID]) {
		if !t.OK && t.Step == mailcore.Certificate {
			return t.Fault, true
		}
	}
	return "", false
}

// Deeds lists what happened to the servers from a moment on, by date. saved
// says on which days passwords were kept, by keys such as "<id>/outgoing".
func Deeds(profiles []mailcore.Profile, tests Tests, saved map[string]time.Time, from time.Time) []Deed {
	deeds := []Deed{}
	for _, p := range profiles {
		deeds = append(deeds, tested(p.ID, tests[p.ID], from)...)
		if day := KeptLast(p.ID, saved); !day.IsZero() && !day.Before(dayOf(from)) {
			deeds = append(deeds, Deed{Kind: Password, Server: p.ID, At: day})
		}
	}
	slices.SortStableFunc(deeds, func(a, b Deed) int { return dayOf(a.At).Compare(dayOf(b.At)) })
	return deeds
}

func dayOf(t time.Time) time.Time {
	y, m, d := t.Local().Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.Local)
}

// KeptLast is the last day on which a password of the server was kept; zero
// where nobody knows of any.
func KeptLast(server string, saved map[string]time.Time) (last time.Time) {
	for key, day := range saved {
		if strings.HasPrefix(key, server+"/") && day.After(last) {
			last = day
		}
	}
	return last
}

// tested lists what the tests of one server tell, the oldest first.
func tested(server string, tests []Test, from time.Time) (deeds []Deed) {
	sum := Deed{Kind: Tested, Server: server}
	for i, t := range tests {
		if t.At.Before(from) {
			continue
		}
		for _, kind := range turns(tests[:i], t) {
			deeds = append(deeds, Deed{Kind: kind, Server: server, At: t.At})
		}
		sum.Tests, sum.At = sum.Tests+1, t.At
		if !t.OK {
			sum.Failed++
		}
	}
	if sum.Tests > 0 {
		deeds = append(deeds, sum)
	}
	return deeds
}

// turns are what is different in a test from those before.
func turns(before []Test, t Test) (kinds []Kind) {
	if len(before) == 0 {
		return []Kind{Began}
	}
	last := before[len(before)-1]
	if last.Hash != t.Hash {
		kinds = append(kinds, Changed)
	}
	switch {
	case last.OK && !t.OK:
		kinds = append(kinds, Broke)
	case !last.OK && t.OK:
		kinds = append(kinds, Mended)
	}
	for _, seen := range slices.Backward(before) {
		if seen.Until.IsZero() {
			continue
		}
		if t.Until.After(seen.Until) && seen.Hash == t.Hash {
			kinds = append(kinds, Renewed)
		}
		break
	}
	return kinds
}
