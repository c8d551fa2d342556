package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"filippo.io/age/armor"

	"todoku/mailcore"
)

// A Bundle is servers with their passwords and all that they lean on, to be
// moved to another computer.
type Bundle struct {
	Profiles []mailcore.Profile         // without what tests on this computer proved
	Secrets  map[string]mailcore.Secret // under [ProfileKey] and [ClientSecretKey]
	Luggage
}

// Where what is no secret is within a bundle; no key of a secret is like it.
const (
	bundleSettings  = "settings.toml"
	bundleRoots     = "authorities.pem"
	bundleProviders = "providers.json"
	bundlePlaces    = "oauth.json"
)

// maxBundle bounds the file, in bytes: ten thousand servers are less.
const maxBundle = 32 << 20

// IsBundle reports whether data is an encrypted bundle.
func IsBundle(data []byte) bool {
	return bytes.HasPrefix(bytes.TrimSpace(data[:min(len(data), 200)]), []byte(armor.Header))
}

// NewBundle takes the passwords of the profiles in v out of where they are
// kept, and packs what else their tests need. A grant of OAuth does not go
// along: whoever comes next signs in themselves.
func (s *Store) NewBundle(ctx context.Context, secrets Secrets, v Settings) (Bundle, error) {
	b := Bundle{Profiles: v.Profiles, Secrets: map[string]mailcore.Secret{}}
	var err error
	if b.Luggage, err = s.pack(v); err != nil {
		return Bundle{}, fmt.Errorf("bundle the settings: %w", err)
	}
	for _, key := range b.keys() {
		secret, err := secrets.Get(ctx, key)
		if errors.Is(err, ErrNoSecret) {
			continue
		}
		if err != nil {
			return Bundle{}, fmt.Errorf("bundle the passwords: %w", err)
		}
		b.Secrets[key] = secret
	}
	return b, nil
}

// keys are those of the secrets that go into the bundle.
func (b Bundle) keys() (keys []string) {
	for _, p := range b.Profiles {
		for _, f := range p.Secrets() {
			keys = append(keys, ProfileKey(p.ID, string(f.Side)))
		}
	}
	for _, provider := range mailcore.Providers {
		if b.OAuth.Client(provider).ID != "" && provider != "" {
			keys = append(keys, ClientSecretKey(provider))
		}
	}
	return keys
}

// SealBundle encrypts b under a passphrase as an age file in ASCII; the age
// command opens it too. The error is ErrNoPassphrase for an empty passphrase.
func SealBundle(b Bundle, passphrase mailcore.Secret) ([]byte, error) {
	profiles := make([]mailcore.Profile, len(b.Profiles))
	for i, p := range b.Profiles {
		p.Verified = mailcore.Verified{}
		profiles[i] = p
	}
	settings, err := encode(Settings{Profiles: profiles, Preferences: Preferences{OAuth: b.OAuth}})
	if err != nil {
		return nil, fmt.Errorf("seal the bundle: %w", err)
	}
	inside := sealed{bundleSettings: settings}
	for name, file := range map[string][]byte{bundleRoots: b.Roots, bundleProviders: b.Providers, bundlePlaces: b.Places} {
		if len(file) > 0 {
			inside[name] = file
		}
	}
	for key, secret := range b.Secrets {
		inside[key] = []byte(secret)
	}
	data, err := seal(inside, passphrase, workFactor, nil)
	if err != nil {
		return nil, fmt.Errorf("seal the bundle: %w", err)
	}
	return armoured(data)
}

func armoured(data []byte) ([]byte, error) {
	var b bytes.Buffer
	w := armor.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	err := w.Close()
	return b.Bytes(), err
}

// OpenBundle opens what SealBundle made. The error wraps ErrWrongPassphrase,
// ErrNoPassphrase, ErrDamaged, or is a [NewerError].
func OpenBundle(data []byte, passphrase mailcore.Secret) (Bundle, error) {
	if len(data) > maxBundle {
		return Bundle{}, fmt.Errorf("open the bundle: %w: it is too large", ErrDamaged)
	}
	plain, err := io.ReadAll(armor.NewReader(bytes.NewReader(bytes.TrimSpace(data))))
	if err != nil {
		return Bundle{}, fmt.Errorf("open the bundle: %w: %w", ErrDamaged, err)
	}
	inside, err := unseal(plain, passphrase, nil)
	if err != nil {
		return Bundle{}, fmt.Errorf("open the bundle: %w", err)
	}
	b, err := unpack(inside)
	if err != nil {
		return Bundle{}, fmt.Errorf("open the bundle: %w", err)
	}
	return b, nil
}

func unpack(inside sealed) (Bundle, error) {
	settings, ok := inside[bundleSettings]
	if !ok {
		return Bundle{}, fmt.Errorf("%w: it holds no settings", ErrDamaged)
	}
	v, err := decode(bundleSettings, settings)
	if _, newer := errors.AsType[*NewerError](err); newer {
		return Bundle{}, err
	}
	if err != nil {
		return Bundle{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	b := Bundle{
		Profiles: v.Profiles, Secrets: map[string]mailcore.Secret{},
		Luggage: Luggage{Roots: inside[bundleRoots], Providers: inside[bundleProviders], Places: inside[bundlePlaces], OAuth: v.Preferences.OAuth},
	}
	for key, secret := range inside {
		if strings.Contains(key, "/") {
			b.Secrets[key] = mailcore.Secret(secret)
		}
	}
	return b, nil
}

// Without lists the IDs of servers that need a password of which the bundle has
// none.
func (b Bundle) Without() (ids []string) {
	for _, p := range b.Profiles {
		needs := p.OAuth == "" && !p.Practice && !p.Outgoing.BuiltIn && (p.Outgoing.Auth != mailcore.NoAuth || p.Incoming.Protocol != "" || p.Outgoing.PopBefore.Use)
		kept := func(f mailcore.SecretField) bool { return b.Secrets[ProfileKey(p.ID, string(f.Side))] != "" }
		if needs && !slices.ContainsFunc(p.Secrets(), kept) {
			ids = append(ids, p.ID)
		}
	}
	return ids
}

// Fill puts the secrets into the profiles that they belong to.
func (b Bundle) Fill() []mailcore.Profile {
	profiles := make([]mailcore.Profile, len(b.Profiles))
	for i, p := range b.Profiles {
		for _, f := range p.Secrets() {
			*f.At = b.Secrets[ProfileKey(p.ID, string(f.Side))]
		}
		profiles[i] = p
	}
	return profiles
}

// KeepSecrets keeps the passwords that are in the profiles, under their keys;
// one that is empty leaves what is kept. A vault is written once.
func KeepSecrets(ctx context.Context, secrets Secrets, profiles []mailcore.Profile) error {
	err := Together(ctx, func(ctx context.Context) error {
		return eachSecret(profiles, func(key string, s mailcore.Secret) error { return secrets.Set(ctx, key, s) })
	})
	if err != nil {
		return fmt.Errorf("keep the passwords: %w", err)
	}
	return nil
}

// ForgetSecrets deletes what [KeepSecrets] kept for the profiles.
func ForgetSecrets(ctx context.Context, secrets Secrets, profiles []mailcore.Profile) error {
	err := Together(ctx, func(ctx context.Context) error {
		return eachSecret(profiles, func(key string, _ mailcore.Secret) error { return secrets.Delete(ctx, key) })
	})
	if err != nil {
		return fmt.Errorf("forget the passwords: %w", err)
	}
	return nil
}

func eachSecret(profiles []mailcore.Profile, do func(key string, s mailcore.Secret) error) error {
	for _, p := range profiles {
		for _, f := range p.Secrets() {
			if *f.At == "" {
				continue
			}
			if err := do(ProfileKey(p.ID, string(f.Side)), *f.At); err != nil {
				return err
			}
		}
	}
	return nil
}
