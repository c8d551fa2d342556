package store

import (
	"errors"
	"fmt"
	"path/filepath"

	"todoku/mailcore"
)

// Settings is everything in settings.toml. It holds no secrets: those are in
// [Secrets], under [ProfileKey].
type Settings struct {
	Profiles    []mailcore.Profile // in the user's order; nil when there are none
	Preferences Preferences
}

// Preferences is how the program itself should behave.
type Preferences struct {
	Language string       `toml:"language"`  // "ja" or "en"; "" follows the operating system
	Theme    string       `toml:"theme"`     // "light" or "dark"; "" follows the operating system
	Roots    []string     `toml:"roots"`     // PEM files of further certificate authorities to trust
	Secrets  SecretStore  `toml:"secrets"`   // "" means [KeyringStore]
	OAuth    OAuthClients `toml:"oauth"`     // as the administrator registered them; their secrets are in [Secrets]
	KeepRuns int          `toml:"keep_runs"` // runs that the history keeps; 0 means 10,000
	KeepDays int          `toml:"keep_days"` // days for which it keeps them; 0 means for ever
	Offline  bool         `toml:"offline"`   // 調べものをしない: nobody is asked but the mail server, and that only for a test
}

// OAuthClients are how the providers know this program.
type OAuthClients struct {
	Google    OAuthClient `toml:"google"`
	Microsoft OAuthClient `toml:"microsoft"`
	Own       OAuthClient `toml:"own"` // the one that an organisation runs itself
}

// An OAuthClient is how one provider knows this program.
type OAuthClient struct {
	ID     string `toml:"id" json:"id"`         // クライアント ID
	Tenant string `toml:"tenant" json:"tenant"` // Microsoft: a tenant's ID or domain, "consumers", or "" for "organizations"
}

// Client returns the client for a provider, without its secret.
func (c OAuthClients) Client(p mailcore.Provider) OAuthClient {
	return *c.at(p)
}

func (c *OAuthClients) at(p mailcore.Provider) *OAuthClient {
	switch p {
	case mailcore.Microsoft:
		return &c.Microsoft
	case mailcore.OwnOAuth:
		return &c.Own
	}
	return &c.Google
}

const defaultKeepRuns = 10_000 // a test every hour for more than a year

// A SecretStore says where secrets are kept. The values are written to files.
type SecretStore string

// The three places.
const (
	KeyringStore SecretStore = "keyring" // of the operating system
	VaultStore   SecretStore = "vault"   // a file under a passphrase
	AskStore     SecretStore = "ask"     // nowhere: ask each time
)

// SecretStores lists the choices in the order in which they are offered.
var SecretStores = []SecretStore{KeyringStore, VaultStore, AskStore}

// Load reads the settings, and what tests proved since ([Store.CatchUp]). A missing or empty file gives the defaults. Profiles
// without an ID, or with the ID of an earlier one, get a fresh ID. When the
// file cannot be used the settings are the defaults and the error is a
// [BrokenError], with the file moved out of the way, or a [NewerError].
func (s *Store) Load() (Settings, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v, err := s.load()
	s.retain(v.Preferences)
	s.CatchUp(v.Profiles)
	if err != nil {
		return v, fmt.Errorf("load the settings: %w", err)
	}
	return v, nil
}

func (s *Store) load() (Settings, error) {
	s.seen = digest{} // until it is loaded, Save must not replace what is there
	path, err := s.settingsPath()
	if err != nil {
		return defaults(), err
	}
	data, sum, err := read(path)
	if err != nil {
		return defaults(), err
	}
	v, err := decode(path, data)
	if broken, ok := errors.AsType[*BrokenError](err); ok {
		return s.setAside(broken, sum)
	}
	if err == nil {
		s.seen = sum
	}
	return v, err
}

// Save writes the settings and keeps the previous file as settings.toml.bak.
// It refuses with [ErrChanged] when the file is not the one that this Store
// last loaded or saved, with a [NewerError] when a newer program wrote it, and
// with [ErrLocked] when another copy of the program does not finish. After any
// error the old file is still whole.
func (s *Store) Save(v Settings) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.save(v); err != nil {
		return fmt.Errorf("save the settings: %w", err)
	}
	s.retain(v.Preferences)
	return nil
}

// retain tells the history how much to keep.
func (s *Store) retain(p Preferences) {
	s.keep.Store(int64(p.KeepRuns))
	s.keepDays.Store(int64(p.KeepDays))
}

func (s *Store) save(v Settings) error {
	data, err := encode(v)
	if err != nil {
		return err
	}
	path, err := s.settingsPath()
	if err != nil {
		return err
	}
	unlock, err := lock(s.lockPath(), s.wait)
	if err != nil {
		return err
	}
	return errors.Join(s.replace(path, data), unlock())
}

// replace is called under the lock.
func (s *Store) replace(path string, data []byte) error {
	sweep(filepath.Dir(path), "."+filepath.Base(path))
	old, sum, err := read(path)
	if err != nil {
		return err
	}
	if err := s.unchanged(path, old, sum); err != nil {
		return err
	}
	if len(old) > 0 { // an empty file is no reason to lose a good one
		if err := WriteFile(path+".bak", old); err != nil {
			return err
		}
	}
	if err := WriteFile(path, data); err != nil {
		return err
	}
	_, s.seen, err = read(path)
	return err
}

// unchanged says whether a file may be replaced: it is the one we know, or it
// is gone, so that there is nothing to lose.
func (s *Store) unchanged(path string, old []byte, sum digest) error {
	if sum == s.seen || sum == (digest{}) {
		return nil
	}
	_, err := decode(path, old)
	if newer, ok := errors.AsType[*NewerError](err); ok {
		return newer
	}
	return ErrChanged
}

// Forget makes the next Save return [ErrChanged], as if somebody else had
// written the file since.
func (s *Store) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seen = digest{}
}

func (s *Store) settingsPath() (string, error) {
	return target(filepath.Join(s.dir, "settings.toml"))
}
