package store

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"time"

	"todoku/mailcore/ends"
	"todoku/mailcore/past"
)

// Past returns the tests in the history, as far as they tell what happened to
// servers, and the certificate that the newest test of each server saw, by its
// ID. A history that cannot be read tells nothing.
func (s *Store) Past() (past.Tests, map[string]ends.Seen) {
	runs, _, err := s.Runs()
	seen := map[string]ends.Seen{}
	if err != nil {
		return nil, seen
	}
	tests := make([]past.Test, len(runs))
	for i, r := range slices.Backward(runs) { // oldest first
		tests[i] = past.Test{Server: r.ProfileID, At: r.Started.Add(r.Took), OK: r.OK, Step: r.Step, Fault: r.Fault, Hash: r.Hash, Until: r.Until}
		if !r.Until.IsZero() && r.ProfileID != "" {
			seen[r.ProfileID] = ends.Seen{At: tests[i].At, Until: r.Until}
		}
	}
	return past.Sorted(tests), seen
}

// Reviewed returns when the last review of all servers was written; zero where
// none was.
func (s *Store) Reviewed() time.Time {
	var file struct {
		Written time.Time `json:"written"`
	}
	data, err := os.ReadFile(s.reviewedPath())
	if err != nil || json.Unmarshal(data, &file) != nil {
		return time.Time{}
	}
	return file.Written
}

// NoteReview notes that a review was written, for the next to begin there.
func (s *Store) NoteReview(at time.Time) error {
	data, err := json.Marshal(map[string]time.Time{"written": at})
	if err != nil {
		return err
	}
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return err
	}
	return WriteFile(s.reviewedPath(), append(data, '\n'))
}

func (s *Store) reviewedPath() string { return filepath.Join(s.dir, "review.json") }
