package store

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/pelletier/go-toml/v2"

	"todoku/mailcore"
)

// A Draft is a server as it was typed and not saved. It holds no password.
type Draft struct {
	Saved   time.Time        `toml:"saved"`   // when it was written down
	Profile mailcore.Profile `toml:"profile"` // ID "" means a new server
}

// draftFile is draft.toml, in the order in which it is written.
type draftFile struct {
	Version int64 `toml:"version"`
	Draft
}

func (s *Store) draftPath() string { return filepath.Join(s.dir, "draft.toml") }

// KeepDraft writes d to draft.toml, whole, in place of the one before.
// Passwords are left out, and whatever is known from tests.
func (s *Store) KeepDraft(d Draft) error {
	d.Profile = d.Profile.WithoutSecrets()
	d.Profile.Verified = mailcore.Verified{}
	data, err := toml.Marshal(draftFile{version, d})
	if err != nil {
		return fmt.Errorf("keep the draft: %w", errUnwritable)
	}
	sweep(s.dir, ".draft.toml")
	if err := WriteFile(s.draftPath(), data); err != nil {
		return fmt.Errorf("keep the draft: %w", err)
	}
	return nil
}

// Draft returns what was typed and not saved when the program last ended, and
// whether there is any. A file that cannot be used is removed: it is nobody's
// only copy of anything.
func (s *Store) Draft() (Draft, bool) {
	data, _, err := read(s.draftPath())
	if err != nil || data == nil {
		return Draft{}, false
	}
	var head struct {
		Version int64 `toml:"version"`
	}
	if toml.Unmarshal(data, &head) == nil && head.Version > version {
		return Draft{}, false // of a newer program, for which it stays
	}
	var file draftFile
	err = toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields().Decode(&file)
	if err != nil || file.Version != version {
		_ = s.DropDraft() // the next time tries again
		return Draft{}, false
	}
	file.Profile = file.Profile.WithoutSecrets()
	return file.Draft, true
}

// DropDraft removes draft.toml, if it is there.
func (s *Store) DropDraft() error {
	if err := os.Remove(s.draftPath()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove the draft: %w", err)
	}
	return nil
}
