// Package store keeps what has to be there tomorrow: settings, past tests and
// passwords.
//
// [Open] gives a [Store], one folder. [Store.Load] and [Store.Save] read and
// write its [Settings]; a file that cannot be used comes back as a
// [BrokenError] or a [NewerError]. [Store.Append] adds a report to the history,
// [Store.Runs] lists it as [Run] values and [Store.Report] reads one again.
// [Store.OpenSecrets] gives the [Secrets] that the user chose: the keyring of
// the operating system, an encrypted file, or asking each time.
//
// Every file is written whole, with mode 0600, and no secret is ever written
// unencrypted or put into an error. Calls may come from several goroutines and
// from several copies of the program; none of them belongs on a UI thread.
//
// A file here is one kind of file on the disk, or one place for secrets; what
// differs between systems has the system in its name. It may read and write
// that folder, under the lock and so that a loss of power leaves no half of it,
// and ask the keyring. It never reaches the network, asks a person only through
// the [Prompts] it is given, and returns errors that others put into words.
package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gofrs/flock"
)

var (
	// ErrLocked means that another copy of the program has been busy in the
	// folder for longer than anybody wants to wait.
	ErrLocked = errors.New("another copy of the program is using the folder")
	// ErrChanged means that the settings file is not the one that was loaded;
	// Load again before saving.
	ErrChanged = errors.New("the settings were changed by another program")
)

// A Store is the folder in which one user's settings and history are kept.
type Store struct {
	dir    string
	policy Policy           // of the administrator
	wait   time.Duration    // how long to wait for a lock
	now    func() time.Time // names the files that are set aside

	mu     sync.Mutex   // one Load or Save at a time
	seen   digest       // of the settings file as this Store last loaded or saved it
	looked stamp        // of that file when [Store.Stale] last saw it
	base   *Settings    // in that file; nil where that is not known
	keep   atomic.Int64 // Preferences.KeepRuns as last loaded or saved

	keepDays atomic.Int64 // Preferences.KeepDays likewise

	writing   sync.Mutex // to the history: those of this Store take turns without waiting for the lock
	measuring sync.Mutex
	measured  extent // of the index, when this Store last wrote to it
}

// Open returns the store in dir and makes that folder if it is missing. An
// empty dir means $TODOKU_HOME, or else "settings" beside a portable program
// ([Portable]), or else "todoku" in the user's configuration folder.
func Open(dir string) (*Store, error) {
	dir, err := folder(dir)
	if err != nil {
		return nil, fmt.Errorf("find the settings folder: %w", err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the settings folder: %w", err)
	}
	return &Store{dir: dir, wait: 5 * time.Second, now: time.Now}, nil // whoever has the lock is done in milliseconds
}

// Dir returns the absolute path of the folder.
func (s *Store) Dir() string { return s.dir }

func folder(dir string) (string, error) {
	if dir == "" {
		dir = os.Getenv("TODOKU_HOME")
	}
	if dir != "" {
		return filepath.Abs(dir)
	}
	if program, err := os.Executable(); err == nil && Portable(filepath.Dir(program)) {
		return filepath.Join(filepath.Dir(program), "settings"), nil
	}
	config, err := os.UserConfigDir()
	return filepath.Join(config, "todoku"), err
}

// Portable reports whether the program in the folder keeps its settings beside
// itself: whether a file named "portable" lies there.
func Portable(folder string) bool {
	info, err := os.Stat(filepath.Join(folder, "portable"))
	return err == nil && info.Mode().IsRegular()
}

func (s *Store) lockPath() string { return filepath.Join(s.dir, "lock") }

// lock takes the lock file at path, waiting for as long as wait. The caller
// must call the function that it returns.
func lock(path string, wait time.Duration) (unlock func() error, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), wait)
	defer cancel()
	l := flock.New(path)
	switch _, err := l.TryLockContext(ctx, 10*time.Millisecond); {
	case errors.Is(err, context.DeadlineExceeded):
		return nil, fmt.Errorf("%w: %s", ErrLocked, path)
	case err != nil:
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	return l.Unlock, nil
}
