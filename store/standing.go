package store

import (
	"os"
	"slices"
	"time"

	"todoku/mailcore"
)

// CatchUp notes on profiles what their tests in the history proved since,
// whoever ran them: the window, a command, or a timer. A history that cannot be
// read changes nothing.
func (s *Store) CatchUp(profiles []mailcore.Profile) {
	if !s.newerThan(profiles) {
		return
	}
	runs, _, err := s.Runs()
	if err != nil {
		return
	}
	at := map[string]int{}
	for i, p := range profiles {
		at[p.ID] = i
	}
	for _, run := range slices.Backward(runs) { // oldest first
		i, ok := at[run.ProfileID]
		if !ok {
			continue
		}
		p, proof := &profiles[i], run.proof()
		if proof.At.After(p.Verified.At) && proof.Hash == p.Hash() {
			p.Verified = proof.After(p.Verified)
		}
	}
}

// newerThan reports whether the history was written to after the last test
// that profiles know of: reading a long one takes time.
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
