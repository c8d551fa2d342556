package store

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"todoku/mailcore/providers"
)

// maxProviders bounds the user's file of providers, in bytes, as package
// discover does.
const maxProviders = 4 << 20

// ProvidersPath returns where the user's own file of providers is, whether
// there is one or not.
func (s *Store) ProvidersPath() string { return filepath.Join(s.dir, "providers.json") }

// Providers reads the user's own providers, with those of the administrator
// after them or instead of them; nil where there is no file. It reads the files
// anew each time. A file that cannot be used gives a [providers.EntryError].
func (s *Store) Providers() (providers.Table, error) {
	var all providers.Table
	for _, path := range s.providerFiles() {
		data, err := readOwn(path)
		if err != nil {
			return nil, fmt.Errorf("read your providers: %w", err)
		}
		if data == nil {
			continue
		}
		own, err := providers.Parse(data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Base(path), err)
		}
		all = append(all, own...)
	}
	return all, nil
}

// readOwn reads a file that people write beside the settings; nil where there
// is none.
func readOwn(path string) ([]byte, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxProviders+1))
	if data == nil && err == nil {
		data = []byte{}
	}
	return data, err
}

// PlacesPath returns where the file of identity providers is, whether there is
// one or not.
func (s *Store) PlacesPath() string { return filepath.Join(s.dir, "oauth.json") }

// Places returns what is in the file of identity providers, nil where there is
// none. It reads the file anew each time; what it says is for package oauth.
func (s *Store) Places() ([]byte, error) { return readOwn(s.PlacesPath()) }
