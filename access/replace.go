package access

import (
	"context"
	"errors"

	"todoku/mailcore"
	"todoku/mailcore/roster"
	"todoku/store"
)

// Replace gives passwords of several servers another value, and returns those
// that were there. Where one cannot be kept, all are as before, as far as that
// is possible.
func Replace(ctx context.Context, secrets store.Secrets, uses []roster.Use, value func(roster.Use) mailcore.Secret) (before map[roster.Use]mailcore.Secret, err error) {
	before = map[roster.Use]mailcore.Secret{}
	for _, u := range uses {
		secret, err := secrets.Get(ctx, keyOf(u))
		if err != nil && !errors.Is(err, store.ErrNoSecret) {
			return nil, err
		}
		before[u] = secret
	}
	for i, u := range uses {
		if err := secrets.Set(ctx, keyOf(u), value(u)); err != nil { // an empty one deletes
			for _, done := range uses[:i] {
				err = errors.Join(err, secrets.Set(ctx, keyOf(done), before[done]))
			}
			return nil, err
		}
	}
	return before, nil
}

func keyOf(u roster.Use) string { return store.ProfileKey(u.Server, string(u.Side)) }
