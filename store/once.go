package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Once reports whether something has not been said on this computer yet, and
// notes that it has: the folder may follow its user to others. Where that
// cannot be noted it is false.
func (s *Store) Once(what string) (bool, error) {
	host, err := os.Hostname()
	if err != nil {
		return false, err
	}
	sum := sha256.Sum256([]byte(host))
	path := filepath.Join(s.dir, "told-"+what+"-"+hex.EncodeToString(sum[:6]))
	_, err = os.Stat(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return false, err
	}
	err = WriteFile(path, nil)
	return err == nil, err
}

// Blank reports whether no settings have ever been saved here.
func (s *Store) Blank() bool {
	path, err := s.settingsPath()
	if err != nil {
		return false
	}
	for _, file := range []string{path, path + ".bak"} {
		if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
			return false
		}
	}
	return true
}
