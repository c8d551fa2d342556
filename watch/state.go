package watch

import (
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/cause"
	"todoku/store"
)

// stateVersion is the form of watch-state.json that this program reads and
// writes.
const stateVersion = 1

// State is everything that one round leaves to the next: watch-state.json.
type State struct {
	Version int               `json:"version"`
	Began   time.Time         `json:"began,omitzero"`      // the last round
	Ended   time.Time         `json:"ended,omitzero"`      // the last one that came to its end
	Beat    time.Time         `json:"beat,omitzero"`       // the last heart-beat
	Trouble Troubled          `json:"trouble,omitzero"`    // of the watching itself
	Servers map[string]Server `json:"servers"`             // by ID
	Outbox  []Change          `json:"outbox,omitempty"`    // changes that somebody has yet to hear of
	Unsent  string            `json:"unsent_by,omitempty"` // why the last mail was not sent: a code, or a reason
}

// Server is what is known of one server.
type Server struct {
	State    mailcore.State              `json:"state"`              // [mailcore.Passed], [mailcore.Failed]; "" where nothing is known
	Cause    mailcore.Code               `json:"cause,omitempty"`    // of a failure
	Since    time.Time                   `json:"since,omitzero"`     // of State, as far as the watch saw it
	Good     time.Time                   `json:"good,omitzero"`      // when it last passed
	Seen     time.Time                   `json:"seen,omitzero"`      // when it was last tested
	Run      string                      `json:"run,omitempty"`      // the newest test, in the history
	Untested mailcore.Reason             `json:"untested,omitempty"` // why it could not be tested the last time
	Held     bool                        `json:"held,omitempty"`     // nothing tries its account until somebody looks
	Certs    map[mailcore.Side]time.Time `json:"certs,omitempty"`    // when the certificates end
	Ends     map[string]time.Time        `json:"ends,omitempty"`     // what is announced to end, by the ID of the notice
	Told     map[string]int              `json:"told,omitempty"`     // the fewest days before an end that were told
	words    explanation                 // of this round's failure
}

// Trouble is why the watching itself failed. Its words are in assets under
// "watch.trouble.<trouble>".
type Trouble string

// The troubles.
const (
	NoTrouble Trouble = ""
	Network   Trouble = "network"  // no server at all can be reached
	Closed    Trouble = "secrets"  // the place of the passwords does not open
	Files     Trouble = "files"    // what was found out cannot be written
	Broken    Trouble = "settings" // the settings cannot be read
)

// AllTroubles lists them.
var AllTroubles = []Trouble{Network, Closed, Files, Broken}

// Troubled is a trouble and since when there is one.
type Troubled struct {
	Kind  Trouble   `json:"kind"`
	Since time.Time `json:"since,omitzero"`
}

// ReadState reads what the last round left. A file that is damaged is none; one
// of a newer program is a [store.NewerError].
func ReadState(home *store.Store) (State, error) {
	fresh := State{Version: stateVersion, Servers: map[string]Server{}}
	data, err := os.ReadFile(statePath(home))
	if errors.Is(err, fs.ErrNotExist) {
		return fresh, nil
	}
	if err != nil {
		return fresh, err
	}
	s := State{}
	switch err := json.Unmarshal(data, &s); {
	case err == nil && s.Version > stateVersion:
		return fresh, &store.NewerError{Path: statePath(home), Version: int64(s.Version)}
	case err != nil || s.Servers == nil:
		return fresh, nil
	}
	return s, nil
}

func statePath(home *store.Store) string { return filepath.Join(home.Dir(), "watch-state.json") }

func (w *Watch) save(s State) error {
	data, err := json.Marshal(s)
	if err != nil {
		return err
	}
	write := w.write
	if write == nil {
		write = store.WriteFile
	}
	return write(statePath(w.Home), data)
}

// begin notes that a round begins, what is known of servers that are new, and
// forgets those that are gone.
func (s *State) begin(now time.Time, all, chosen []mailcore.Profile) {
	s.Began = now
	s.Servers = maps.Clone(s.Servers)
	maps.DeleteFunc(s.Servers, func(id string, _ Server) bool {
		return !slices.ContainsFunc(all, func(p mailcore.Profile) bool { return p.ID == id })
	})
	for _, p := range chosen {
		if _, known := s.Servers[p.ID]; !known {
			s.Servers[p.ID] = first(p)
		}
	}
}

// first is what is known of a server from the tests of others.
func first(p mailcore.Profile) Server {
	switch p.Standing() {
	case mailcore.Proven, mailcore.OtherWay:
		return Server{State: mailcore.Passed, Since: p.Verified.At, Good: p.Verified.At}
	case mailcore.NotProven:
		return Server{State: mailcore.Failed, Since: p.Verified.At}
	}
	return Server{}
}

// seen returns the state after a round. Where the watching itself failed it
// says nothing new of any server.
func (s State) seen(r *Round, notices []mailcore.Notice, held func(mailcore.Profile) bool, now time.Time) State {
	after := s
	if kind := troubleOf(r.Outcomes); kind != s.Trouble.Kind {
		after.Trouble = Troubled{kind, now}
		if kind == NoTrouble {
			after.Trouble = Troubled{}
		}
	}
	after.Servers = maps.Clone(s.Servers)
	for i, p := range r.Profiles {
		one := s.Servers[p.ID].clone()
		if after.Trouble.Kind != Network && i < len(r.Outcomes) {
			one = one.after(r.Outcomes[i], now)
			one.Held = held(p)
		}
		maps.DeleteFunc(one.Told, func(key string, _ int) bool { return over(key, now) })
		one.Ends = map[string]time.Time{}
		for _, n := range mailcore.NoticesFor(p, notices, now) {
			one.Ends[n.ID] = n.From
		}
		after.Servers[p.ID] = one
	}
	return after
}

func (o Server) clone() Server {
	o.Certs, o.Ends, o.Told = maps.Clone(o.Certs), maps.Clone(o.Ends), maps.Clone(o.Told)
	return o
}

// after is what is known of a server after a test of it.
func (o Server) after(test mailcore.Outcome, now time.Time) Server {
	none, untested := errors.AsType[*mailcore.NoTest](test.Err)
	switch {
	case untested && (none.Reason == mailcore.NotReached || none.Reason == mailcore.NoSecrets): // it is not about the server
		return o
	case untested:
		o.Untested = none.Reason
		return o
	}
	r := test.Report
	o.Untested, o.Seen, o.Run = "", r.Started, r.ID
	failure, failed := r.Failure()
	state := mailcore.Passed
	switch {
	case failed && failure.Fault == mailcore.Stopped:
		return o
	case failed:
		state = mailcore.Failed
		o.words = explain(r)
		o.Cause = o.words.Code
	default:
		o.Cause, o.Good = "", r.Started
	}
	if o.State != state {
		o.State, o.Since = state, now
	}
	ends := cause.CertificateEnds(r)
	if o.Certs == nil && len(ends) > 0 {
		o.Certs = map[mailcore.Side]time.Time{}
	}
	maps.Copy(o.Certs, ends)
	return o
}

// passing are the faults of a network, not of a server.
var passing = []mailcore.Fault{mailcore.Timeout, mailcore.DNSFailure, mailcore.UnknownHost, mailcore.Unreachable, mailcore.Forbidden, mailcore.Refused, mailcore.Reset}

// silence are those of a computer that has no network.
var silence = []mailcore.Fault{mailcore.Timeout, mailcore.DNSFailure, mailcore.UnknownHost, mailcore.Unreachable}

// offline reports whether every test that was made met with silence.
func offline(all []mailcore.Outcome) bool {
	tested := 0
	for _, o := range all {
		failure, _ := o.Report.Failure()
		if o.Report.ID == "" {
			continue
		}
		if tested++; !unreached(o) || !slices.Contains(silence, failure.Fault) {
			return false
		}
	}
	return tested > 0
}

// unreached reports whether a test ended before the server said a word.
func unreached(o mailcore.Outcome) bool {
	failure, failed := o.Report.Failure()
	return o.Err == nil && failed && slices.Contains(passing, failure.Fault) && (failure.Step == mailcore.Resolve || failure.Step == mailcore.Connect)
}

// troubleOf says what is wrong with the watching itself: where the passwords
// cannot be read, or where several servers were tested and not one was reached,
// it is not the servers that failed.
func troubleOf(all []mailcore.Outcome) Trouble {
	hosts, lost := map[string]bool{}, true
	for _, o := range all {
		none, untested := errors.AsType[*mailcore.NoTest](o.Err)
		switch {
		case untested && none.Reason == mailcore.NoSecrets:
			return Closed
		case untested:
		case !unreached(o):
			lost = false
		default:
			host, _, _, _ := o.Report.Profile.Endpoint(o.Report.Scope.Side())
			hosts[host] = true
		}
	}
	if lost && len(hosts) > 1 {
		return Network
	}
	return NoTrouble
}

// Unmailed counts the changes that somebody has yet to get by mail.
func (s State) Unmailed() (n int) {
	for _, c := range s.Outbox {
		n += min(1, len(c.To))
	}
	return n
}

// Forget removes what rounds have left.
func Forget(home *store.Store) error {
	for _, path := range []string{statePath(home), (&Watch{Home: home}).markPath()} {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}
