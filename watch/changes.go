package watch

import (
	"slices"
	"strings"
	"time"

	"todoku/mailcore"
)

// A Kind is what changed. Its words are in assets under "watch.change.<kind>".
type Kind string

// The kinds, the most urgent first.
const (
	Troubles    Kind = "troubles"    // the watching itself fails
	Broke       Kind = "broke"       // a server passed, or was new, and fails
	Held        Kind = "held"        // nothing tries its account until somebody looks
	Unwatched   Kind = "unwatched"   // it cannot be tested, for want of a password or the like
	Certificate Kind = "certificate" // one ends soon
	End         Kind = "end"         // what a provider has announced comes near
	Mended      Kind = "mended"      // a server failed and passes
	Rewatched   Kind = "rewatched"   // it can be tested again
	Recovered   Kind = "recovered"   // the watching itself works again
)

// Kinds lists them, the most urgent first.
var Kinds = []Kind{Troubles, Broke, Held, Unwatched, Certificate, End, Mended, Rewatched, Recovered}

// Days are how many days before an end it is told.
var Days = []int{1, 7, 14, 30}

// A Change is one thing that is told, once.
type Change struct {
	ID      string          `json:"id"`    // of the round that noticed it, and its place there
	Round   string          `json:"round"` // what one round noticed is one mail
	Kind    Kind            `json:"kind"`
	Server  string          `json:"server,omitempty"` // ID; "" for the watching itself
	Code    string          `json:"code,omitempty"`   // of the server
	Name    string          `json:"name,omitempty"`   //
	Host    string          `json:"host,omitempty"`   //
	At      time.Time       `json:"at"`               // when it was noticed
	Since   time.Time       `json:"since,omitzero"`   // of a failure: when it last passed; of what is over: when it began
	Days    int             `json:"days,omitempty"`   // that are left
	Ends    time.Time       `json:"ends,omitzero"`    //
	Notice  string          `json:"notice,omitempty"` // of what is announced
	Reason  mailcore.Reason `json:"reason,omitempty"` // why it cannot be tested
	Trouble Trouble         `json:"trouble,omitempty"`
	Held    bool            `json:"held,omitempty"` // a failure after which nothing tries the account
	Why     explanation     `json:"why,omitzero"`   // of a failure
	Shown   bool            `json:"shown"`          // on the desktop
	To      []string        `json:"to,omitempty"`   // who has yet to get the mail
	key     string          // under which it is noted in [Server].Told
	told    int
}

// Changes returns what is to be told of the step from one state to the next,
// the most urgent first.
func Changes(before, after State, now time.Time) []Change {
	all := troubles(before.Trouble, after.Trouble, now)
	for id, o := range after.Servers {
		for _, c := range o.changes(before.Servers[id], now) {
			c.Server, c.At = id, now
			all = append(all, c)
		}
	}
	slices.SortFunc(all, func(a, b Change) int {
		if d := slices.Index(Kinds, a.Kind) - slices.Index(Kinds, b.Kind); d != 0 {
			return d
		}
		return strings.Compare(a.Server+a.key, b.Server+b.key)
	})
	return all
}

func troubles(before, after Troubled, now time.Time) (all []Change) {
	if before.Kind == after.Kind {
		return nil
	}
	if before.Kind != NoTrouble && after.Kind == NoTrouble {
		all = append(all, Change{Kind: Recovered, Trouble: before.Kind, Since: before.Since, At: now})
	}
	if after.Kind != NoTrouble {
		all = append(all, Change{Kind: Troubles, Trouble: after.Kind, At: now})
	}
	return all
}

// unwatched are the reasons for which somebody has to do something; the others
// are how the server is set up, or have a change of their own.
var unwatched = []mailcore.Reason{mailcore.NoPassword, mailcore.NoClient, mailcore.NoGrant, mailcore.ExpiredGrant, mailcore.NoToken}

func wanting(r mailcore.Reason) bool { return slices.Contains(unwatched, r) }

// changes are those of one server.
func (o Server) changes(before Server, now time.Time) (all []Change) {
	broke := before.State != mailcore.Failed && o.State == mailcore.Failed
	switch {
	case broke:
		all = append(all, Change{Kind: Broke, Since: o.Good, Why: o.words, Held: o.Held})
	case before.State == mailcore.Failed && o.State == mailcore.Passed:
		all = append(all, Change{Kind: Mended, Since: before.Since})
	}
	if o.Held && !before.Held && !broke {
		all = append(all, Change{Kind: Held})
	}
	switch {
	case wanting(o.Untested) && o.Untested != before.Untested:
		all = append(all, Change{Kind: Unwatched, Reason: o.Untested})
	case wanting(before.Untested) && o.Untested == "":
		all = append(all, Change{Kind: Rewatched, Reason: before.Untested})
	}
	return append(all, o.ends(now)...)
}

// ends are those of its ends that come near and were not told yet.
func (o Server) ends(now time.Time) (all []Change) {
	seen := map[string]bool{}
	add := func(c Change, key string) {
		left, due := daysLeft(c.Ends, now)
		if told, known := o.Told[key]; !due || seen[key] || known && told <= left {
			return
		}
		seen[key] = true
		c.key, c.told, c.Days = key, left, mailcore.Days(now, c.Ends)
		all = append(all, c)
	}
	for _, end := range o.Certs {
		add(Change{Kind: Certificate, Ends: end}, "certificate/"+end.UTC().Format(time.RFC3339)) // one for both sides is told once
	}
	for id, end := range o.Ends {
		add(Change{Kind: End, Ends: end, Notice: id}, "end/"+id)
	}
	return all
}

// over reports whether what was told of is a certificate that has ended.
func over(key string, now time.Time) bool {
	_, text, _ := strings.Cut(key, "certificate/")
	end, err := time.Parse(time.RFC3339, text)
	return err == nil && end.Before(now)
}

// daysLeft returns which of [Days] an end has come to; false where it is
// further away, or over.
func daysLeft(end, now time.Time) (days int, due bool) {
	left := end.Sub(now)
	for _, n := range Days {
		if left > 0 && left <= time.Duration(n)*24*time.Hour {
			return n, true
		}
	}
	return 0, false
}

const (
	mostUntold = 500                 // changes in the outbox; more is a computer that nobody looks at
	keepUnseen = 7 * 24 * time.Hour  // for a desktop that shows nothing
	keepUnsent = 30 * 24 * time.Hour // for a mail that no server takes
)

// note puts changes into the outbox, and what was told of ends into the state.
func (s *State) note(changes []Change) {
	for _, c := range changes {
		if c.key == "" {
			continue
		}
		o := s.Servers[c.Server]
		if o.Told == nil {
			o.Told = map[string]int{}
		}
		o.Told[c.key] = c.told
		s.Servers[c.Server] = o
	}
	s.Outbox = append(slices.Clone(s.Outbox), changes...)
	s.Outbox = s.Outbox[max(0, len(s.Outbox)-mostUntold):]
}
