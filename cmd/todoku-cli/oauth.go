package main

import (
	"context"
	"fmt"
	"slices"

	"todoku/access"
	"todoku/mailcore"
	"todoku/store"
)

// granted reports whether p logs in with what the window was authorised to do
// by its provider: no flag names another account or password.
func (c *check) granted(p mailcore.Profile) bool {
	return p.OAuth != "" && !slices.ContainsFunc([]string{"user", "in-user", "password-file", "in-password-file", "token-file"}, c.given)
}

// authorise fetches an access token for both sides of p.
func (c *check) authorise(ctx context.Context, kept store.Secrets, p *mailcore.Profile) error {
	login := access.New(*p, considerate{kept, c}, c.saved.Preferences)
	login.Config.Endpoint, login.Home = c.endpoint, c.home
	ready, err := login.Ready(ctx, mailcore.LoginScope)
	if err != nil {
		return here(fmt.Errorf("sign in as %s: %w; the Todoku window can do so anew", p.Outgoing.User, err))
	}
	*p = ready
	return nil
}

// considerate is where secrets are kept, without needless questions.
type considerate struct {
	store.Secrets
	check *check
}

func (s considerate) Get(ctx context.Context, key string) (mailcore.Secret, error) {
	return s.check.get(ctx, s.Secrets, key)
}
