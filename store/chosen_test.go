package store

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestChosenIsRemembered(t *testing.T) {
	dir := t.TempDir()
	open := func() *Store {
		s, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	if got := open().Chosen(); got != "" {
		t.Errorf("before anybody chose: %q", got)
	}
	for _, id := range []string{"one", "two", "two"} {
		if err := open().Choose(id); err != nil {
			t.Fatal(err)
		}
		if got := open().Chosen(); got != id {
			t.Errorf("after %q it is %q", id, got)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "chosen"), []byte(strings.Repeat("x", 4096)), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := open().Chosen(); got != "" {
		t.Errorf("a damaged note names %d bytes", len(got))
	}
}
