package main

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"todoku/mailcore"
	"todoku/store"
)

// broke is a keyring that answers everything with an error.
type broke struct{ err error }

func (b broke) Get(context.Context, string) (mailcore.Secret, error) { return "", b.err }
func (b broke) Set(context.Context, string, mailcore.Secret) error   { return b.err }
func (b broke) Delete(context.Context, string) error                 { return b.err }

// Where there is no keyring the vault takes its place; a keyring that is
// locked has no substitute.
func TestVaultInPlaceOfKeyring(t *testing.T) {
	vault := store.NewVault(filepath.Join(t.TempDir(), "secrets.age"), func(context.Context, bool) (mailcore.Secret, error) { return "open sesame", nil })
	f := fallback{broke{store.ErrKeyringUnavailable}, vault}
	if err := f.Set(t.Context(), "a", "x"); err != nil {
		t.Fatal(err)
	}
	if got, err := f.Get(t.Context(), "a"); err != nil || got != "x" {
		t.Errorf("%s, %v", string(got), err)
	}
	if err := f.Delete(t.Context(), "a"); err != nil {
		t.Error(err)
	}
	if _, err := f.Get(t.Context(), "a"); !errors.Is(err, store.ErrNoSecret) {
		t.Error(err)
	}
	f.Secrets = broke{store.ErrKeyringLocked}
	if err := f.Set(t.Context(), "a", "x"); !errors.Is(err, store.ErrKeyringLocked) {
		t.Error(err)
	}
	f = fallback{Secrets: broke{store.ErrKeyringUnavailable}}
	if err := f.Set(t.Context(), "a", "x"); !errors.Is(err, store.ErrKeyringUnavailable) || !strings.Contains(err.Error(), "TODOKU_PASSPHRASE_FILE") {
		t.Error(err)
	}
}
