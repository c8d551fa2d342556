package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"todoku/mailcore"
	"todoku/pattern"
)

var (
	// ErrNoRun means that the history has no such run.
	ErrNoRun = errors.New("no such run")
	// ErrBadID means that an ID is no plain file name.
	ErrBadID = errors.New("this is no ID of a run")
	// ErrDamaged means that a file was cut off or altered.
	ErrDamaged = errors.New("the file is damaged")
)

// Append adds a report to the history: first its own file, then its line in
// the index. Beyond a tenth more runs or days than [Preferences.KeepRuns] and
// [Preferences.KeepDays] the oldest are deleted.
func (s *Store) Append(r mailcore.Report) error { return s.add(r, newRun(r)) }

// AppendTrial does the same with a test that had a password which is not
// saved: it says nothing of the saved server.
func (s *Store) AppendTrial(r mailcore.Report) error {
	run := newRun(r)
	run.Hash = ""
	return s.add(r, run)
}

func (s *Store) add(r mailcore.Report, run Run) error {
	if err := s.append(r, run); err != nil {
		return fmt.Errorf("add to the history: %w", err)
	}
	return nil
}

func (s *Store) append(r mailcore.Report, run Run) error {
	path, err := s.reportPath(r.ID)
	if err != nil {
		return err
	}
	text, err := json.Marshal(r)
	if err != nil {
		return err
	}
	line, err := indexLine(run)
	if err != nil {
		return err
	}
	put := func() error { return WriteFile(path, text) }
	if run.Hash != "" { // nobody need wait for it: if it is listed before its line is there, the line says the same
		if err := errors.Join(os.MkdirAll(s.historyDir(), 0o700), put()); err != nil {
			return err
		}
		put = func() error { return nil }
	}
	err = s.withHistory(func() error {
		if err := put(); err != nil {
			return err
		}
		lines, first, err := s.appendLine(line)
		if err == nil && (s.overdue(lines, first) || lines == 1 && s.emptied()) {
			return s.trim(nil)
		}
		return err
	})
	if errors.Is(err, ErrLocked) {
		err = errors.Join(err, removed(path))
	}
	return err
}

// removed removes a file that may not be there.
func removed(path string) error {
	if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// Runs returns the past runs, newest first, that [Preferences.KeepRuns] and
// [Preferences.KeepDays] allow, and how many lines of the index are damaged and
// were left out. [Store.Tail] reads no more than is asked for.
func (s *Store) Runs() ([]Run, int, error) {
	unlock, err := lock(s.historyLock(), s.wait)
	if err == nil { // without the lock a line that is being written may count as damaged
		defer func() { _ = unlock() }()
	}
	data, err := os.ReadFile(s.indexPath())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, 0, fmt.Errorf("read the history: %w", err)
	}
	runs, damaged := parseIndex(data)
	runs = s.lasting(runs)
	slices.Reverse(runs)
	return runs, damaged, nil
}

// Report returns a past report as it was when the test ended. The error wraps
// [ErrNoRun], [ErrBadID] or [ErrDamaged] where one of these is the reason.
func (s *Store) Report(id string) (mailcore.Report, error) {
	r, err := s.report(id)
	if err != nil {
		return mailcore.Report{}, fmt.Errorf("read a run of the history: %w", err)
	}
	return r, nil
}

func (s *Store) report(id string) (r mailcore.Report, err error) {
	path, err := s.reportPath(id)
	if err != nil {
		return r, err
	}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return r, ErrNoRun
	}
	if err != nil {
		return r, err
	}
	if json.Unmarshal(text, &r) != nil || r.ID != id {
		return r, fmt.Errorf("%w: %s", ErrDamaged, filepath.Base(path))
	}
	return r, nil
}

// DeleteRuns deletes runs from the history. IDs that it does not have are
// ignored.
func (s *Store) DeleteRuns(ids ...string) error {
	gone := make(map[string]bool, len(ids))
	for _, id := range ids {
		if _, err := s.reportPath(id); err != nil {
			return fmt.Errorf("delete from the history: %w", err)
		}
		gone[id] = true
	}
	if err := s.withHistory(func() error { return s.trim(gone) }); err != nil {
		return fmt.Errorf("delete from the history: %w", err)
	}
	return nil
}

// TrimRuns deletes at once what [Preferences.KeepRuns] and
// [Preferences.KeepDays], as last loaded or saved, do not allow any more.
func (s *Store) TrimRuns() error {
	if err := s.withHistory(func() error { return s.trim(nil) }); err != nil {
		return fmt.Errorf("trim the history: %w", err)
	}
	return nil
}

// withHistory calls do while no other copy of the program writes the history.
func (s *Store) withHistory(do func() error) error {
	if err := os.MkdirAll(s.historyDir(), 0o700); err != nil {
		return err
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	unlock, err := lock(s.historyLock(), s.wait)
	if err != nil {
		return err
	}
	return errors.Join(do(), unlock())
}

func (s *Store) historyDir() string  { return filepath.Join(s.dir, "history") }
func (s *Store) historyLock() string { return filepath.Join(s.historyDir(), "lock") }
func (s *Store) indexPath() string   { return filepath.Join(s.historyDir(), "runs.jsonl") }

var plainID = pattern.New(`^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?$`)

// reportPath refuses what would lead out of the folder, or to a device on
// Windows.
func (s *Store) reportPath(id string) (string, error) {
	name := id + ".json"
	if !plainID.MatchString(id) || !filepath.IsLocal(name) {
		return "", fmt.Errorf("%w: %.40q", ErrBadID, id)
	}
	return filepath.Join(s.historyDir(), name), nil
}
