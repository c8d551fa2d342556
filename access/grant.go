package access

import (
	"context"
	"errors"

	"todoku/mailcore"
	"todoku/mailcore/oauth"
	"todoku/store"
)

// A SignIn is one of the ways to sign in: [oauth.SignIn] or one over
// [oauth.DeviceSignIn].
type SignIn func(context.Context, oauth.Config) (oauth.Token, error)

// SignIn signs in and keeps the refresh token, which is all that is kept of an
// authorisation (docs/adr/0010).
func (l Login) SignIn(ctx context.Context, sign SignIn) error {
	config, err := l.full(ctx)
	if err != nil {
		return err
	}
	token, err := sign(ctx, config)
	if err != nil {
		return err
	}
	return l.Secrets.Set(ctx, l.grantKey(), mailcore.Secret(token.Refresh))
}

// State finds out how the authorisation stands.
func (l Login) State(ctx context.Context) oauth.State {
	refresh, err := l.Secrets.Get(ctx, l.grantKey())
	return oauth.StateOf(string(refresh), err)
}

// Source hands out access tokens. A rotated refresh token is kept before the
// access token is used. The error is [oauth.ErrNoGrant] where there is none, and
// [oauth.ErrNoClient] where nobody can sign in.
func (l Login) Source(ctx context.Context) (*oauth.Source, error) {
	config, err := l.full(ctx)
	if err != nil {
		return nil, err
	}
	if err := config.Check(); err != nil { // nobody can have signed in
		return nil, err
	}
	refresh, err := l.Secrets.Get(ctx, l.grantKey())
	if errors.Is(err, store.ErrNoSecret) {
		return nil, oauth.ErrNoGrant
	}
	if err != nil {
		return nil, err
	}
	return oauth.NewSource(config, string(refresh), func(ctx context.Context, refresh string) error {
		return l.Secrets.Set(ctx, l.grantKey(), mailcore.Secret(refresh)) // an empty one deletes
	}), nil
}

// withToken returns the profile with a fresh access token for both sides.
func (l Login) withToken(ctx context.Context) (mailcore.Profile, error) {
	source, err := l.Source(ctx)
	if err != nil {
		return l.Profile, err
	}
	token, _, err := source.Token(ctx)
	return oauth.Carry(l.Profile, token), err
}

// full returns the configuration with the client's secret.
func (l Login) full(ctx context.Context) (oauth.Config, error) {
	secret, err := l.Secrets.Get(ctx, store.ClientSecretKey(l.Profile.OAuth))
	if err != nil && !errors.Is(err, store.ErrNoSecret) {
		return oauth.Config{}, err
	}
	config := l.Config
	config.Client.Secret = string(secret)
	if l.Home == nil || config.Endpoint != (oauth.Endpoint{}) {
		return config, nil
	}
	places, err := Places(l.Home)
	return config.At(places), err
}

func (l Login) grantKey() string { return store.ProfileKey(l.Profile.ID, store.OAuthSecret) }
