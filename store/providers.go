package store

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"todoku/mailcore/discover"
)

// maxProviders bounds the user's file of providers, in bytes, as package
// discover does.
const maxProviders = 4 << 20

// ProvidersPath returns where the user's own file of providers is, whether
// there is one or not.
func (s *Store) ProvidersPath() string { return filepath.Join(s.dir, "providers.json") }

// Providers reads the user's own providers, nil where there is no file. It
// reads the file anew each time. A file that cannot be used gives a
// [discover.EntryError].
func (s *Store) Providers() (discover.Table, error) {
	f, err := os.Open(s.ProvidersPath())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read your providers: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxProviders+1))
	if err != nil {
		return nil, fmt.Errorf("read your providers: %w", err)
	}
	own, err := discover.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Base(s.ProvidersPath()), err)
	}
	return own, nil
}
