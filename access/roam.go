package access

import (
	"context"
	"errors"

	"todoku/mailcore"
	"todoku/store"
)

// WithoutPasswords returns how many of the profiles log in, where nothing at
// all is kept for them: their settings have come from another computer, and
// the passwords have not. It is 0 where anything is kept, or where the place of
// the passwords does not say.
func WithoutPasswords(ctx context.Context, secrets store.Secrets, profiles []mailcore.Profile) (n int, err error) {
	for _, p := range profiles {
		if p.ID == "" || p.Practice || p.Fixed() || !logsIn(p) {
			continue
		}
		for _, key := range Keys(p.ID) {
			switch _, err := secrets.Get(ctx, key); {
			case err == nil:
				return 0, nil
			case !errors.Is(err, store.ErrNoSecret):
				return 0, err
			}
		}
		n++
	}
	return n, nil
}

func logsIn(p mailcore.Profile) bool {
	return p.OAuth != "" || p.Outgoing.User != "" && p.Outgoing.Auth != mailcore.NoAuth || p.Incoming.Protocol != "" && p.Incoming.User != ""
}
