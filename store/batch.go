package store

import (
	"context"
	"sync"

	"todoku/mailcore"
)

// An action is one thing that somebody does: an import, a move to another
// place, a run of all tests. While it lasts each vault derives the key of its
// file once, which takes long on purpose, and keeps it. It travels in the
// context, through whatever stands between the caller and the vault.
type action struct {
	mu   sync.Mutex
	keys map[*Vault]*fileKey // nil once it has ended
}

type actionKey struct{}

// Action begins an action, or goes on with the one that ctx belongs to. The
// caller must call end when all calls with the context have returned: it wipes
// the keys.
func Action(ctx context.Context) (_ context.Context, end func()) {
	if _, ok := ctx.Value(actionKey{}).(*action); ok {
		return ctx, func() {}
	}
	a := &action{keys: map[*Vault]*fileKey{}}
	return context.WithValue(ctx, actionKey{}, a), a.end
}

func (a *action) end() {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, key := range a.keys {
		key.wipe()
	}
	a.keys = nil
}

// keyOf returns where the key of a vault is kept; nil outside of an action.
func keyOf(ctx context.Context, v *Vault) *fileKey {
	a, ok := ctx.Value(actionKey{}).(*action)
	if !ok {
		return nil
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.keys == nil {
		return nil
	}
	if a.keys[v] == nil {
		a.keys[v] = new(fileKey)
	}
	return a.keys[v]
}

// A batch gathers what is set in vaults, each of which is then written once.
type batch struct {
	vaults []*Vault
	edits  map[*Vault]map[string]mailcore.Secret
	dates  map[*Store]map[string]string // of secrets, to be noted once they are kept
}

type batchKey struct{}

// Together calls do with a context in which vaults gather what is set, and
// writes them. Where do fails nothing is written. What is set is read again
// only afterwards.
func Together(ctx context.Context, do func(ctx context.Context) error) error {
	ctx, end := Action(ctx)
	defer end()
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
