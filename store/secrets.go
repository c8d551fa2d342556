package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"todoku/mailcore"
)

// Secrets keeps passwords under keys made by [ProfileKey]. Setting the empty
// secret deletes, and deleting what is not there is no error.
type Secrets interface {
	// Get returns a secret. The error wraps ErrNoSecret when there is none.
	Get(ctx context.Context, key string) (mailcore.Secret, error)
	// Set keeps a secret in place of the one that was there.
	Set(ctx context.Context, key string, s mailcore.Secret) error
	// Delete forgets a secret.
	Delete(ctx context.Context, key string) error
}

var (
	// ErrNoSecret means that nothing is kept under the key.
	ErrNoSecret = errors.New("no password is kept for this")
	// ErrMustAsk means that only the user could answer, and the context is
	// [Silent] or there is nobody to ask.
	ErrMustAsk = errors.New("the user has to be asked")
	// ErrKeyringUnavailable means that this computer or session has no keyring
	// that works; the vault or asking is the way out.
	ErrKeyringUnavailable = errors.New("the keyring is not available")
	// ErrKeyringLocked means that the keyring is there, but nobody unlocked it.
	ErrKeyringLocked = errors.New("the keyring is locked")
	// ErrKeyringTimeout means that the keyring did not answer in time, most
	// often because its own question on the screen was not answered.
	ErrKeyringTimeout = errors.New("the keyring did not answer in time")
	// ErrWrongPassphrase means that the passphrase does not open the vault; the
	// next call asks for it again.
	ErrWrongPassphrase = errors.New("the passphrase is wrong")
	// ErrNoPassphrase means that the empty passphrase was given.
	ErrNoPassphrase = errors.New("the passphrase is empty")
)

// The servers of a profile that have a password of their own: the second half
// of a key.
const (
	OutgoingSecret  = string(mailcore.OutgoingSide)
	PopBeforeSecret = string(mailcore.BeforeSide)
	IncomingSecret  = string(mailcore.IncomingSide)
	OAuthSecret     = "oauth" // the refresh token
)

// ProfileKey returns the key of one secret of the profile with the ID, such as
// "<id>/outgoing".
func ProfileKey(id, what string) string { return id + "/" + what }

type silent struct{}

// Silent marks a context whose calls must not put a question on the screen,
// such as those made while the program starts. What cannot be known without
// one is [ErrMustAsk] or [ErrKeyringLocked].
func Silent(ctx context.Context) context.Context { return context.WithValue(ctx, silent{}, true) }

func isSilent(ctx context.Context) bool { return ctx.Value(silent{}) != nil }

// Prompts is how secrets are asked for. The functions are called on the
// goroutine of the call that needs them; an error of theirs is that call's.
type Prompts struct {
	// Passphrase asks for the vault's; first means that there is no vault yet
	// and one is being chosen.
	Passphrase func(ctx context.Context, first bool) (mailcore.Secret, error)
	// Password asks for the secret of a key.
	Password func(ctx context.Context, key string) (mailcore.Secret, error)
}

// OpenSecrets returns the place for secrets that the user prefers. Keep it for
// as long as the preference stands: it remembers what was asked.
func (s *Store) OpenSecrets(p Preferences, prompts Prompts) Secrets {
	switch p.Secrets {
	case VaultStore:
		return &Dated{Secrets: NewVault(s.vaultPath(), prompts.Passphrase), store: s}
	case AskStore:
		return NewAsk(prompts.Password)
	default:
		return &Dated{Secrets: NewKeyring(), store: s}
	}
}

func (s *Store) vaultPath() string { return filepath.Join(s.dir, "secrets.age") }

// HasVault reports whether passwords were ever kept under a passphrase here.
func (s *Store) HasVault() bool {
	_, err := os.Stat(s.vaultPath())
	return err == nil
}

// A turn lets one call in at a time. Make it with one place.
type turn chan struct{}

func (t turn) take(ctx context.Context) error {
	select {
	case t <- struct{}{}:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (t turn) give() { <-t }

// ClientSecretKey is the key of the secret of an OAuth client, which belongs
// to no profile.
func ClientSecretKey(p mailcore.Provider) string {
	return ProfileKey("oauth-"+string(p), "client-secret")
}
