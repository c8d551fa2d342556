package store

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"todoku/mailcore"
)

// What was emptied is found and comes back.
func TestRestore(t *testing.T) {
	for name, empty := range map[string]func(path string) error{
		"empty":   func(path string) error { return os.Truncate(path, 0) },
		"gone":    os.Remove,
		"zeroed":  func(path string) error { return os.WriteFile(path, make([]byte, 512), 0o600) },
		"no text": func(path string) error { return os.WriteFile(path, []byte(" \n"), 0o600) },
	} {
		s := mustOpen(t)
		for n := range 2 {
			if err := s.Save(sample(n + 5)); err != nil {
				t.Fatal(err)
			}
			if err := s.Append(report(strconv.Itoa(n), mailcore.Passed)); err != nil {
				t.Fatal(err)
			}
		}
		if got := s.Lost(); got.Servers != 0 || got.Runs != 0 {
			t.Errorf("before: %+v", got)
		}
		if _, err := s.RestoreSettings(); !errors.Is(err, ErrNothingLost) {
			t.Errorf("before: %v", err)
		}
		if err := errors.Join(empty(s.file("settings.toml")), empty(s.indexPath())); err != nil {
			t.Fatal(err)
		}
		if got := s.Lost(); got.Servers != 2 || got.Saved.IsZero() || got.Runs != 2 {
			t.Errorf("%s: %+v", name, got)
		}
		got, err := s.RestoreSettings()
		if err != nil || len(got.Profiles) != 2 {
			t.Errorf("%s: %v, %d servers", name, err, len(got.Profiles))
		}
		if n, err := s.RestoreRuns(); err != nil || n != 2 {
			t.Errorf("%s: %v, %d runs", name, err, n)
		}
		if got := s.Lost(); got.Servers != 0 || got.Runs != 0 {
			t.Errorf("%s, after: %+v", name, got)
		}
	}
}

// A folder that is new, or whose tests were all deleted, has lost nothing.
func TestNothingIsLost(t *testing.T) {
	s := mustOpen(t)
	if got := s.Lost(); got != (Lost{}) {
		t.Errorf("%+v", got)
	}
	if err := s.Append(report("1", mailcore.Passed)); err != nil {
		t.Fatal(err)
	}
	if err := s.DeleteRuns(report("1", mailcore.Passed).ID); err != nil {
		t.Fatal(err)
	}
	if got := s.Lost(); got != (Lost{}) {
		t.Errorf("%+v", got)
	}
}

// A broken file is set aside, and what was there before is offered.
func TestRestoreInPlaceOfABrokenFile(t *testing.T) {
	s := mustOpen(t)
	for n := range 2 {
		if err := s.Save(sample(n + 5)); err != nil {
			t.Fatal(err)
		}
	}
	write(t, s.file("settings.toml"), "nonsense")
	if _, err := s.Load(); err == nil {
		t.Fatal("it was read")
	}
	if got := s.Lost(); got.Servers != 2 {
		t.Errorf("%+v", got)
	}
}

// A test that is added to an emptied index does not hide those before it.
func TestAppendRestoresTheIndex(t *testing.T) {
	s := mustOpen(t)
	for n := range 3 {
		if err := errors.Join(s.Append(report(strconv.Itoa(n), mailcore.Passed)), os.Truncate(s.indexPath(), 0)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Append(report("3", mailcore.Passed)); err != nil {
		t.Fatal(err)
	}
	if runs, _, err := s.Runs(); err != nil || len(runs) != 4 {
		t.Errorf("%d runs, %v", len(runs), err)
	}
}

// Without settings before, what was set aside is all there is.
func TestWhatWasSetAsideIsNamed(t *testing.T) {
	s := mustOpen(t)
	path := filepath.Join(s.dir, "settings.toml")
	for range 2 {
		if err := os.WriteFile(path, []byte("xx["), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Load(); err == nil {
			t.Fatal("broken settings are read")
		}
	}
	if aside := s.Lost().Aside; !strings.HasPrefix(filepath.Base(aside), "settings.broken-") {
		t.Errorf("%q", aside)
	}
	if err := os.WriteFile(path, []byte("version = 1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if aside := s.Lost().Aside; aside != "" {
		t.Errorf("there are settings, and %s is named", aside)
	}
}
