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
	type saved struct {
		verified *mailcore.Verified
		hash     string // a proof does not change it
	}
	known := map[string]saved{}
	for i := range profiles {
		p := &profiles[i]
		known[p.ID] = saved{&p.Verified, p.Hash()}
	}
	for _, run := range slices.Backward(runs) { // oldest first
		of, ok := known[run.ProfileID]
		if proof := run.proof(); ok && proof.Hash == of.hash && proof.At.After(of.verified.At) {
			*of.verified = proof.After(*of.verified)
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
