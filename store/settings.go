package store

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

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
	Language string       `toml:"language"`           // "ja" or "en"; "" follows the operating system
	Theme    string       `toml:"theme"`              // "light" or "dark"; "" follows the operating system
	Roots    []string     `toml:"roots"`              // PEM files of further certificate authorities to trust
	Secrets  SecretStore  `toml:"secrets"`            // "" means [KeyringStore]
	OAuth    OAuthClients `toml:"oauth"`              // as the administrator registered them; their secrets are in [Secrets]
	KeepRuns int          `toml:"keep_runs"`          // runs that the history keeps; 0 means 10,000
	KeepDays int          `toml:"keep_days"`          // days for which it keeps them; 0 means for ever
	Offline  bool         `toml:"offline"`            // 調べものをしない: nobody is asked but the mail server, and that only for a test
	Software bool         `toml:"software,omitempty"` // the window is drawn without the graphics card, from the next start

	Columns      []string `toml:"columns,omitempty"`       // of the list of servers, as in package roster; none means the usual ones
	PasswordDays int      `toml:"password_days,omitempty"` // how old a password may become; 0 means any age
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
func (s *Store) Load() (Settings, error) { return s.loaded(s.CatchUp) }

// LoadSaved does the same without what tests proved since the file was saved.
func (s *Store) LoadSaved() (Settings, error) { return s.loaded(func([]mailcore.Profile) {}) }

func (s *Store) loaded(complete func([]mailcore.Profile)) (Settings, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v, err := s.load()
	v = s.policy.obeyed(v)
	s.retain(v.Preferences)
	complete(v.Profiles)
	if err != nil {
		return v, fmt.Errorf("load the settings: %w", err)
	}
	s.know(v)
	return v, nil
}

func (s *Store) load() (Settings, error) {
	s.seen, s.base = digest{}, nil // until it is loaded, Save must not replace what is there
	path, err := s.settingsPath()
	if err != nil {
		return defaults(), err
	}
	data, sum, err := read(path)
	if err != nil {
		return defaults(), err
	}
	v, err := decodeOver(path, data, s.policy.begin())
	if broken, ok := errors.AsType[*BrokenError](err); ok {
		return s.setAside(broken, sum)
	}
	if err == nil {
		s.seen = sum
	}
	return v, err
}

// Peek reads the settings as they are in the file, with what a policy decides, and changes nothing: a broken file stays where it is.
func (s *Store) Peek() (Settings, error) {
	path, err := s.settingsPath()
	if err != nil {
		return defaults(), err
	}
	data, _, err := read(path)
	if err != nil {
		return defaults(), err
	}
	v, err := decodeOver(path, data, s.policy.begin())
	return s.policy.obeyed(v), err
}

// Save writes the settings and keeps the previous file as settings.toml.bak.
// What others saved since this Store last loaded or saved is merged ([Merge]);
// a [ClashError] means that the same server was changed there. It refuses with
// [ErrChanged] when this Store never loaded what is there, with a [NewerError]
// when a newer program wrote it, and with [ErrLocked] when another copy of the
// program does not finish. After any error the old file is still whole.
func (s *Store) Save(v Settings) error {
	_, err := s.write(nil, v)
	return err
}

// SaveSince does the same with settings that are changed from before, and
// returns what the file holds then.
func (s *Store) SaveSince(before, v Settings) (Settings, error) { return s.write(&before, v) }

func (s *Store) write(before *Settings, v Settings) (Settings, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if before == nil {
		before = s.base
	}
	written, err := s.save(before, v)
	if err != nil {
		return v, fmt.Errorf("save the settings: %w", err)
	}
	s.know(written)
	s.retain(written.Preferences)
	return written, nil
}

// know keeps what the file holds, to tell later what was changed.
func (s *Store) know(v Settings) {
	v.Profiles = slices.Clone(v.Profiles)
	for i, p := range v.Profiles {
		v.Profiles[i].Notify, v.Profiles[i].Products, v.Profiles[i].Office.Tags = slices.Clone(p.Notify), slices.Clone(p.Products), slices.Clone(p.Office.Tags)
	}
	s.base = &v
}

// retain tells the history how much to keep.
func (s *Store) retain(p Preferences) {
	s.keep.Store(int64(p.KeepRuns))
	s.keepDays.Store(int64(p.KeepDays))
}

func (s *Store) save(before *Settings, v Settings) (Settings, error) {
	path, err := s.settingsPath()
	if err != nil {
		return v, err
	}
	if _, err := encode(v); err != nil {
		return v, err
	}
	unlock, err := lock(s.lockPath(), s.wait)
	if err != nil {
		return v, err
	}
	v, err = s.replace(path, before, v)
	return v, errors.Join(err, unlock())
}

// replace is called under the lock.
func (s *Store) replace(path string, before *Settings, v Settings) (Settings, error) {
	sweep(filepath.Dir(path), "."+filepath.Base(path))
	old, sum, err := read(path)
	if err != nil {
		return v, err
	}
	if v, err = s.merged(path, old, sum, before, v); err != nil {
		return v, err
	}
	data, err := encode(s.unlocked(path, old, v))
	if err != nil {
		return v, err
	}
	if len(old) > 0 { // an empty file is no reason to lose a good one
		if err := WriteFile(path+".bak", old); err != nil {
			return v, err
		}
	}
	if err := WriteFile(path, data); err != nil {
		return v, err
	}
	_, s.seen, err = read(path)
	return v, err
}

// merged returns v as it can replace the file: as it is where the file is the
// one we know, or is gone, so that there is nothing to lose.
func (s *Store) merged(path string, old []byte, sum digest, before *Settings, v Settings) (Settings, error) {
	if sum == s.seen || len(bytes.TrimSpace(old)) == 0 {
		return v, nil
	}
	theirs, err := decodeOver(path, old, s.policy.begin())
	theirs = s.policy.obeyed(theirs)
	if newer, ok := errors.AsType[*NewerError](err); ok {
		return v, newer
	}
	if err != nil || before == nil {
		return v, ErrChanged
	}
	all, clashes := Merge(*before, v, theirs)
	if len(clashes) > 0 {
		return v, &ClashError{clashes}
	}
	return all, nil
}

// unlocked are settings as they are written over old: a locked preference
// stays there what its user had chosen.
func (s *Store) unlocked(path string, old []byte, v Settings) Settings {
	before, err := decodeOver(path, old, s.policy.begin())
	if err != nil {
		before = Settings{Preferences: s.policy.begin().filled()}
	}
	v.Preferences = s.policy.own(v.Preferences, before.Preferences)
	return v
}

// Forget makes the next save look at the file as if somebody else had written
// it since.
func (s *Store) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seen, s.base = digest{}, nil
}

// A stamp tells that a file is probably the same: when it was written, in
// nanoseconds, and how long it is.
type stamp struct{ at, size int64 }

// Stale reports whether somebody else has written the settings file since it was
// last loaded or saved. It is cheap to ask again and again.
func (s *Store) Stale() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	path, err := s.settingsPath()
	if err != nil {
		return false
	}
	info, err := os.Stat(path)
	if err != nil || s.looked == (stamp{info.ModTime().UnixNano(), info.Size()}) {
		return false
	}
	_, sum, err := read(path)
	if err != nil || sum == (digest{}) {
		return false
	}
	if sum == s.seen {
		s.looked = stamp{info.ModTime().UnixNano(), info.Size()}
	}
	return sum != s.seen
}

func (s *Store) settingsPath() (string, error) {
	return target(filepath.Join(s.dir, "settings.toml"))
}
