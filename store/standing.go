package store

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"time"

	"todoku/mailcore"
)

// CatchUp notes on profiles what their tests in the history proved since,
// whoever ran them: the window, a command, or a timer. A history that cannot be
// read changes nothing.
func (s *Store) CatchUp(profiles []mailcore.Profile) {
	if len(profiles) == 0 || !s.newerThan(profiles) {
		return
	}
	l := newLatecomers(profiles)
	if s.backwards(l.take) != nil {
		return
	}
	for _, run := range inOrder(l.runs) {
		l.known[run.ProfileID].note(run)
	}
}

// newerThan reports whether the history was written to after the last test
// that profiles know of.
func (s *Store) newerThan(profiles []mailcore.Profile) bool {
	var last time.Time
	for _, p := range profiles {
		if p.Verified.At.After(last) {
			last = p.Verified.At
		}
	}
	info, err := os.Stat(s.indexPath())
	return err == nil && info.ModTime().After(last)
}

// A tried is a profile of which the history may know more.
type tried struct {
	profile *mailcore.Profile
	hash    string // a proof does not change it
	later   []byte // what the line after proves
	failed  bool   // in a line after: nothing before matters
}

func (p *tried) proves(hash string) bool {
	if p.hash == "" {
		p.hash = p.profile.Hash()
	}
	return p.hash == hash
}

func (p *tried) note(run Run) {
	if proof := run.proof(); proof.At.After(p.profile.Verified.At) {
		p.profile.Verified = proof.After(p.profile.Verified)
	}
}

// latecomers gather the runs that profiles do not know of.
type latecomers struct {
	known map[string]*tried
	since time.Time // the oldest of the last tests that they know of
	seen  map[string]bool
	runs  []Run
}

// longest is how long a test can take, and more: lines that began so long before
// a time stand before all that ended after it.
const longest = 24 * time.Hour

func newLatecomers(profiles []mailcore.Profile) *latecomers {
	l := &latecomers{known: make(map[string]*tried, len(profiles)), since: profiles[0].Verified.At, seen: map[string]bool{}}
	for i := range profiles {
		p := &profiles[i]
		l.known[p.ID] = &tried{profile: p}
		if p.Verified.At.Before(l.since) {
			l.since = p.Verified.At
		}
	}
	return l
}

// take looks through lines and reports whether those before can matter.
func (l *latecomers) take(lines [][]byte) bool {
	for _, line := range slices.Backward(lines) {
		if !l.concerned(line) {
			continue
		}
		run, ok := parseLine(line)
		of := l.known[run.ProfileID]
		if ok && of != nil && of.proves(run.Hash) && !l.seen[run.ID] {
			l.seen[run.ID], of.failed = true, !run.OK
			l.runs = append(l.runs, run)
		}
	}
	for _, line := range lines {
		if run, ok := parseLine(line); ok {
			return !run.Started.Add(longest).Before(l.since)
		}
	}
	return true
}

// concerned reports whether a line may prove something, without reading all of
// it: most are about other settings, or prove what the next one proves too.
func (l *latecomers) concerned(line []byte) bool {
	id, ok := value(line, `"profile_id":"`)
	of := l.known[string(id)]
	if !ok || of == nil || of.failed {
		return false
	}
	hash, ok := value(line, `"hash":"`)
	if !ok || !of.proves(string(hash)) {
		return false
	}
	scope, _ := value(line, `"scope":"`)
	proof := line[bytes.Index(line, []byte(`"hash":"`)):] // with all that follows: until, auth, for
	later := fmt.Appendf(nil, "%s %t %s", scope, bytes.Contains(line, []byte(`"ok":true`)), proof)
	same := bytes.Equal(of.later, later)
	of.later = later
	return !same
}

// value returns what follows a key, up to the next quotation mark. Within a text
// the key cannot stand: its quotation marks would be escaped.
func value(line []byte, key string) ([]byte, bool) {
	_, after, ok := bytes.Cut(line, []byte(key))
	text, _, whole := bytes.Cut(after, []byte(`"`))
	return text, ok && whole
}
