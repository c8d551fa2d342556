package store

import (
	"context"

	"todoku/mailcore"
)

// A batch gathers what is set in vaults, each of which is then written once:
// every writing takes as long as opening does, on purpose. It travels in the
// context, through whatever stands between the caller and the vault.
type batch struct {
	vaults []*Vault
	edits  map[*Vault]map[string]mailcore.Secret
	dates  map[*Store]map[string]string // of secrets, to be noted once they are kept
}

type batchKey struct{}

// together calls do with a context in which vaults gather what is set, and
// writes them.
func together(ctx context.Context, do func(ctx context.Context) error) error {
	b := &batch{edits: map[*Vault]map[string]mailcore.Secret{}}
	if err := do(context.WithValue(ctx, batchKey{}, b)); err != nil {
		return err
	}
	for _, v := range b.vaults {
		if err := v.setAll(ctx, b.edits[v]); err != nil {
			return err
		}
	}
	for s, days := range b.dates {
		_ = s.noteSecrets(days)
	}
	return nil
}

// date gathers the day of a secret.
func (b *batch) date(s *Store, key, day string) {
	if b.dates == nil {
		b.dates = map[*Store]map[string]string{}
	}
	if b.dates[s] == nil {
		b.dates[s] = map[string]string{}
	}
	b.dates[s][key] = day
}

// gathered reports whether a batch takes what would be set.
func gathered(ctx context.Context, v *Vault, key string, s mailcore.Secret) bool {
	b, ok := ctx.Value(batchKey{}).(*batch)
	if !ok {
		return false
	}
	if b.edits[v] == nil {
		b.vaults, b.edits[v] = append(b.vaults, v), map[string]mailcore.Secret{}
	}
	b.edits[v][key] = s
	return true
}
