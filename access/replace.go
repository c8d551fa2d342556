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
	ctx, end := store.Action(ctx)
	defer end()
	before = map[roster.Use]mailcore.Secret{}
	for _, u := range uses {
		secret, err := secrets.Get(ctx, keyOf(u))
		if err != nil && !errors.Is(err, store.ErrNoSecret) {
			return nil, err
		}
		before[u] = secret
	}
	var done []roster.Use
	err = store.Together(ctx, func(ctx context.Context) error {
		for _, u := range uses {
			if err := secrets.Set(ctx, keyOf(u), value(u)); err != nil { // an empty one deletes
				return err
			}
			done = append(done, u)
		}
		return nil
	})
	if err == nil {
		return before, nil
	}
	for _, u := range done {
		err = errors.Join(err, secrets.Set(ctx, keyOf(u), before[u]))
	}
	return nil, err
}

func keyOf(u roster.Use) string { return store.ProfileKey(u.Server, string(u.Side)) }
