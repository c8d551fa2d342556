package store

import (
	"os"
	"path/filepath"
	"testing"
)

func TestOnce(t *testing.T) {
	s := under(t, t.TempDir(), Policy{})
	for i, want := range []bool{true, false, false} {
		if got, err := s.Once("this"); got != want || err != nil {
			t.Errorf("call %d: %v, %v", i+1, got, err)
		}
	}
	if got, _ := s.Once("that"); !got {
		t.Error("another thing counts as said")
	}
	if err := os.RemoveAll(s.dir); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Once("this"); got || err == nil {
		t.Errorf("what cannot be noted would be said for ever: %v, %v", got, err)
	}
}

func TestBlank(t *testing.T) {
	s := under(t, t.TempDir(), Policy{})
	if !s.Blank() {
		t.Error("an empty folder is not blank")
	}
	if err := os.WriteFile(filepath.Join(s.dir, "settings.toml.bak"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if s.Blank() {
		t.Error("there were settings before")
	}
}
