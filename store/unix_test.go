//go:build unix

package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func init() {
	children["save-unwritable"] = saveUnwritable
	children["save-disk-full"] = saveDiskFull
}

const nobody = 65534

// saveUnwritable saves as a user to whom the folder is closed.
func saveUnwritable(dir string) error {
	if os.Geteuid() == 0 {
		if err := syscall.Setuid(nobody); err != nil {
			return err
		}
	}
	return saveOnce(dir, fs.ErrPermission)
}

// saveDiskFull saves where a file can have no more than 1000 bytes.
func saveDiskFull(dir string) error {
	signal.Ignore(syscall.SIGXFSZ)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 1000, Max: 1000}); err != nil {
		return err
	}
	return saveOnce(dir, syscall.EFBIG)
}

func saveOnce(dir string, want error) error {
	s, err := Open(dir)
	if err != nil {
		return err
	}
	if _, err := s.Load(); err != nil {
		return err
	}
	if err := s.Save(sample(2)); !errors.Is(err, want) {
		return fmt.Errorf("saved: %w", err)
	}
	fmt.Println("refused")
	return nil
}

func TestSaveThatFails(t *testing.T) {
	for _, tt := range []struct {
		name, child string
		mode        fs.FileMode
	}{
		{"unwritable folder", "save-unwritable", 0o555},
		{"full disk", "save-disk-full", 0o755},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := openFolder(t)
			s, err := Open(dir)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Save(sample(1)); err != nil {
				t.Fatal(err)
			}
			for _, file := range []string{"settings.toml", "lock"} {
				chmod(t, s.file(file), 0o666)
			}
			chmod(t, dir, tt.mode)
			out, err := runChild(t, tt.child, dir)
			if err != nil || !strings.Contains(out, "refused") {
				t.Fatalf("%s, %v", out, err)
			}
			if got := generation(t, s.file("settings.toml")); got != 1 {
				t.Errorf("got generation %d", got)
			}
			if left := leftovers(t, dir); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

// openFolder is a t.TempDir that every user may enter.
func openFolder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "store")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(dir, 0o755); _ = os.RemoveAll(dir) })
	chmod(t, dir, 0o755)
	return dir
}

func chmod(t *testing.T, path string, mode fs.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

// leftovers returns the names of temporary files.
func leftovers(t *testing.T, dir string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, ".*.tmp"))
	if err != nil {
		t.Fatal(err)
	}
	return names
}
