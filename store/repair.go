package store

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Lost is what this folder had and can be brought back: a loss of power, a full
// disk or another program emptied its file.
type Lost struct {
	Servers int       // in the settings before; 0 means that the settings are not lost
	Saved   time.Time // when those were written
	Aside   string    // the newest file that was set aside as broken, where nothing has taken its place and Servers is 0
	Runs    int       // past tests whose list is gone
}

// ErrNothingLost means that there is nothing to bring back.
var ErrNothingLost = errors.New("nothing is lost")

// Lost looks for what can be brought back by [Store.RestoreSettings] and
// [Store.RestoreRuns].
func (s *Store) Lost() (l Lost) {
	if path, err := s.settingsPath(); err == nil && blank(path) {
		if before, err := previous(path); err == nil {
			l.Servers = len(before.Profiles)
		}
		if info, err := os.Stat(path + ".bak"); err == nil {
			l.Saved = info.ModTime()
		}
		if l.Servers == 0 {
			l.Aside = lastAside(path)
		}
	}
	if blank(s.indexPath()) {
		if files, err := s.reportIDs(); err == nil {
			l.Runs = len(s.unlisted(files, nil))
		}
	}
	return l
}

// lastAside returns the newest of the files that [moveAside] has made of path:
// their names have the time in them.
func lastAside(path string) string {
	names, _ := filepath.Glob(brokenName(path, "*", "")) // the pattern is a good one
	if len(names) == 0 {
		return ""
	}
	return slices.Max(names)
}

// RestoreSettings puts the settings before in the place of those that are
// lost, and returns them. It refuses with [ErrNothingLost] where there are
// some.
func (s *Store) RestoreSettings() (Settings, error) {
	if err := s.restoreSettings(); err != nil {
		return defaults(), fmt.Errorf("restore the settings: %w", err)
	}
	return s.Load()
}

func (s *Store) restoreSettings() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	path, err := s.settingsPath()
	if err != nil {
		return err
	}
	unlock, err := lock(s.lockPath(), s.wait)
	if err != nil {
		return err
	}
	return errors.Join(bringBack(path), unlock())
}

// bringBack is called under the lock.
func bringBack(path string) error {
	if before, err := previous(path); err != nil || !blank(path) || len(before.Profiles) == 0 {
		return errors.Join(ErrNothingLost, err)
	}
	data, _, err := read(path + ".bak")
	if err != nil {
		return err
	}
	return WriteFile(path, data)
}

// RestoreRuns lists all reports again whose lines the index lost, and returns
// how many there are now.
func (s *Store) RestoreRuns() (int, error) {
	if err := s.TrimRuns(); err != nil {
		return 0, err
	}
	runs, _, err := s.Runs()
	return len(runs), err
}

// emptied reports whether an index of one line should have more.
func (s *Store) emptied() bool {
	files, err := s.reportIDs()
	return err == nil && len(files) > 1
}

// previous reads the settings before those at path.
func previous(path string) (Settings, error) {
	data, _, err := read(path + ".bak")
	if err != nil {
		return defaults(), err
	}
	return decode(path+".bak", data)
}

// blank reports whether nothing is in a file, or there is none.
func blank(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return errors.Is(err, fs.ErrNotExist)
	}
	defer f.Close()
	for chunk := make([]byte, 4096); ; {
		n, err := f.Read(chunk)
		if len(bytes.Trim(chunk[:n], "\x00\t\n\v\f\r ")) > 0 {
			return false
		}
		if err != nil {
			return errors.Is(err, io.EOF)
		}
	}
}
