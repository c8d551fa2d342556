package app

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// The old file is replaced, never emptied and filled again: another name for
// it still holds what it held.
func TestAFileIsReplacedWhole(t *testing.T) {
	dir := t.TempDir()
	path, kept := filepath.Join(dir, "paper.html"), filepath.Join(dir, "kept.html")
	write(t, dir, "paper.html", "older")
	if err := errors.Join(os.Chmod(path, 0o644), os.Link(path, kept)); err != nil {
		t.Skip(err)
	}
	if err := replaceFile(path, []byte("newer")); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 && os.PathSeparator == '/' {
		t.Errorf("others may read it: %v, %v", info.Mode(), err)
	}
	for name, want := range map[string]string{path: "newer", kept: "older"} {
		if got, err := os.ReadFile(name); err != nil || string(got) != want {
			t.Errorf("%s holds %q, %v", name, got, err)
		}
	}
}

func TestAFileThatCannotBeWrittenLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "folder")
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := replaceFile(path, []byte("newer")); err == nil {
		t.Error("a folder was replaced by a file")
	}
	if found, err := os.ReadDir(dir); err != nil || len(found) != 1 {
		t.Errorf("left: %v, %v", found, err)
	}
}
