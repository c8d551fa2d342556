// Package ends tells what of a server ends, and when: its certificate, what a
// provider has announced to end, the consent of a sign-in with a provider, and
// a password that is older than the office wants. [All] lists each [End] of
// many servers by date, out of what is [Known].
//
// A file here computes values from values. It knows no file, no screen, no
// clock and no words.
package ends

import (
	"cmp"
	"slices"
	"time"

	"todoku/mailcore"
)

// A Kind says what ends. The values are written to files; the words are in
// assets under "ends.<kind>".
type Kind string

// The kinds.
const (
	Certificate Kind = "certificate" // of a server
	Notice      Kind = "notice"      // what a provider has announced to end
	Grant       Kind = "grant"       // the consent of a sign-in with a provider, where it is not used
	Password    Kind = "password"    // older than the office wants
)

// Kinds lists them in the order in which they are offered.
var Kinds = []Kind{Certificate, Notice, Grant, Password}

// An End is one thing of one server that ends.
type End struct {
	Kind   Kind
	Server string    // ID of the profile
	Notice string    // ID of the notice; "" of other kinds
	At     time.Time // of a password, of a consent and of a notice the first day without
	Days   int       // until then, as a calendar counts; 0 is today, less than 0 is over
}

// UID names an end for ever: the same one has the same when its date moves.
func (e End) UID() string {
	id := string(e.Kind) + "-" + e.Server
	if e.Notice != "" {
		id += "-" + e.Notice
	}
	return id + "@todoku"
}

// Known is what is known besides the settings. The zero value knows nothing.
type Known struct {
	Now          time.Time
	Notices      []mailcore.Notice
	Certificates map[string]Seen      // by ID of the profile: the one that its newest test saw
	Saved        map[string]time.Time // by key of the secret, such as "<id>/outgoing": when it was saved
	PasswordDays int                  // how old a password may become; 0 is any age
}

// Seen is a certificate that a test saw.
type Seen struct{ At, Until time.Time }

// grantDays is how long a consent lasts that is not used.
//
// Google: developers.google.com/identity/protocols/oauth2#expiration (six
// months). Microsoft: learn.microsoft.com/entra/identity-platform/refresh-tokens
// (90 days).
var grantDays = map[mailcore.Provider]int{mailcore.Google: 180, mailcore.Microsoft: 90}

// Of returns what of p ends, the first end first.
func Of(p mailcore.Profile, k Known) []End {
	if p.Practice {
		return nil
	}
	all := k.notices(p)
	for _, e := range []End{
		{Kind: Certificate, At: k.certificate(p)},
		{Kind: Grant, At: k.grant(p)},
		{Kind: Password, At: k.password(p)},
	} {
		if !e.At.IsZero() {
			e.Server, e.Days = p.ID, mailcore.Days(k.Now, e.At)
			if e.Kind == Certificate && e.At.Before(k.Now) { // to the second: it may be over since this morning
				e.Days = min(e.Days, -1)
			}
			all = append(all, e)
		}
	}
	slices.SortStableFunc(all, End.compare)
	return all
}

// All returns what of the servers ends, the first end first, and where that is
// the same in the order of the servers.
func All(profiles []mailcore.Profile, k Known) []End {
	all := []End{}
	for _, p := range profiles {
		all = append(all, Of(p, k)...)
	}
	slices.SortStableFunc(all, End.compare)
	return all
}

func (e End) compare(other End) int {
	return cmp.Or(cmp.Compare(e.Days, other.Days), e.At.Compare(other.At))
}

func (k Known) notices(p mailcore.Profile) (all []End) {
	for _, n := range mailcore.NoticesFor(p, k.Notices, k.Now) {
		all = append(all, End{Notice, p.ID, n.ID, n.From, n.DaysLeft})
	}
	return all
}

// certificate is when that of the newest test ends.
func (k Known) certificate(p mailcore.Profile) time.Time {
	seen := k.Certificates[p.ID]
	if seen.Until.IsZero() || !p.Verified.Until.IsZero() && p.Verified.At.After(seen.At) {
		return p.Verified.Until
	}
	return seen.Until
}

// grant is when a consent ends that nobody uses any more: a test that logged in
// used it.
func (k Known) grant(p mailcore.Profile) time.Time {
	days, saved := grantDays[p.OAuth], k.Saved[p.ID+"/oauth"]
	if days == 0 || saved.IsZero() {
		return time.Time{}
	}
	if v := p.Verified; v.OK && v.Scope != mailcore.ConnectScope && v.At.After(saved) {
		saved = v.At
	}
	return saved.AddDate(0, 0, days)
}

// password is when the oldest password of p becomes too old.
func (k Known) password(p mailcore.Profile) (first time.Time) {
	if k.PasswordDays <= 0 || p.OAuth != "" {
		return first
	}
	for _, s := range p.Secrets() {
		saved := k.Saved[p.ID+"/"+string(s.Side)]
		if end := saved.AddDate(0, 0, k.PasswordDays); !saved.IsZero() && (first.IsZero() || end.Before(first)) {
			first = end
		}
	}
	return first
}

// A Level says how near an end is. Each looks different from the next.
type Level int

// The levels.
const (
	Far   Level = iota
	Near        // within 30 days
	Close       // within a week
	Next        // today or tomorrow
	Over
)

// Level returns how near the end is.
func (e End) Level() Level {
	switch {
	case e.Days < 0 || e.Kind != Certificate && e.Days == 0:
		return Over
	case e.Days <= 1:
		return Next
	case e.Days <= 7:
		return Close
	case e.Days <= 30:
		return Near
	}
	return Far
}
