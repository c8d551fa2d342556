package main

import (
	"cmp"
	"context"
	"errors"

	"todoku/mailcore"
	"todoku/store"
)

// openSecrets returns the place of the passwords that the user prefers. A
// computer without a keyring, such as a server, keeps them under the passphrase
// in TODOKU_PASSPHRASE_FILE.
func (s *session) openSecrets(home *store.Store, p store.Preferences, prompts store.Prompts) store.Secrets {
	kept := home.OpenSecrets(p, prompts)
	if p.Secrets == store.VaultStore || p.Secrets == store.AskStore {
		return kept
	}
	f := fallback{Secrets: kept}
	if s.env("TODOKU_PASSPHRASE_FILE") != "" {
		p.Secrets = store.VaultStore
		f.vault = home.OpenSecrets(p, prompts)
	}
	return f
}

// placeOf names the place of [session.openSecrets], as far as files tell: where
// a passphrase is at hand and a vault was written, no keyring took the passwords.
func (s *session) placeOf(home *store.Store, p store.Preferences) store.SecretStore {
	if kept := cmp.Or(p.Secrets, store.KeyringStore); kept != store.KeyringStore {
		return kept
	}
	if s.env("TODOKU_PASSPHRASE_FILE") != "" && home.HasVault() {
		return store.VaultStore
	}
	return store.KeyringStore
}

// A fallback is a keyring with a vault for where there is none.
type fallback struct {
	store.Secrets
	vault store.Secrets // nil where no passphrase is at hand
}

// otherwise calls the vault where err says that there is no keyring.
func (f fallback) otherwise(err error, call func(store.Secrets) error) error {
	switch {
	case !errors.Is(err, store.ErrKeyringUnavailable):
		return err
	case f.vault == nil:
		return say("cli.no-keyring", "reason", err)
	}
	return call(f.vault)
}

// Get returns a secret.
func (f fallback) Get(ctx context.Context, key string) (secret mailcore.Secret, err error) {
	secret, err = f.Secrets.Get(ctx, key)
	err = f.otherwise(err, func(vault store.Secrets) (err error) {
		secret, err = vault.Get(ctx, key)
		return err
	})
	return secret, err
}

// Set keeps a secret.
func (f fallback) Set(ctx context.Context, key string, s mailcore.Secret) error {
	return f.otherwise(f.Secrets.Set(ctx, key, s), func(vault store.Secrets) error { return vault.Set(ctx, key, s) })
}

// Delete forgets a secret.
func (f fallback) Delete(ctx context.Context, key string) error {
	return f.otherwise(f.Secrets.Delete(ctx, key), func(vault store.Secrets) error { return vault.Delete(ctx, key) })
}
