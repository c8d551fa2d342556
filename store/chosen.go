package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Chosen returns the ID of the server that was chosen last; "" where nobody
// chose one, or that cannot be read.
func (s *Store) Chosen() string {
	id, err := os.ReadFile(s.chosenPath())
	if err != nil || len(id) > 200 { // longer than any ID
		return ""
	}
	return strings.TrimSpace(string(id))
}

// Choose notes the ID of the server that was chosen last, for the next start.
// It is no part of the settings: it changes all the time, and is of no use on
// another computer.
func (s *Store) Choose(id string) error {
	if id == s.Chosen() {
		return nil
	}
	if _, err := os.Stat(s.dir); errors.Is(err, fs.ErrNotExist) {
		return nil // nothing has been saved yet
	}
	return WriteFile(s.chosenPath(), []byte(id+"\n"))
}

func (s *Store) chosenPath() string { return filepath.Join(s.dir, "chosen") }
