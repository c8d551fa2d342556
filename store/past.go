package store

import (
	"encoding/json"
	"os"
	"path/filepath"
	"time"

	"todoku/mailcore/past"
)

// Past returns the tests in the history, as far as they tell what happened to
// servers. A history that cannot be read tells nothing.
func (s *Store) Past() []past.Test {
	runs, _, err := s.Runs()
	if err != nil {
		return nil
	}
	tests := make([]past.Test, len(runs))
	for i, r := range runs {
		tests[i] = past.Test{Server: r.ProfileID, At: r.Started.Add(r.Took), OK: r.OK, Step: r.Step, Fault: r.Fault, Hash: r.Hash, Until: r.Until}
	}
	return tests
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
