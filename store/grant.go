package store

import (
	"context"
	"errors"
	"fmt"

	"todoku/mailcore"
	"todoku/mailcore/oauth"
)

// A Grant is the authorisation of one profile: how to sign in, and where the
// refresh token is, which is all that is kept of it.
type Grant struct {
	Profile mailcore.Profile
	Config  oauth.Config // without the client's secret
	Secrets Secrets
}

// A SignIn is one of the ways to sign in: [oauth.SignIn] or one over
// [oauth.DeviceSignIn].
type SignIn func(context.Context, oauth.Config) (oauth.Token, error)

// SignIn signs in and keeps the refresh token.
func (g Grant) SignIn(ctx context.Context, sign SignIn) error {
	config, err := g.full(ctx)
	if err != nil {
		return err
	}
	token, err := sign(ctx, config)
	if err != nil {
		return err
	}
	return g.Secrets.Set(ctx, g.key(), mailcore.Secret(token.Refresh))
}

// Source hands out access tokens. A rotated refresh token is kept before the
// access token is used. The error is [oauth.ErrExpired] where there is none.
func (g Grant) Source(ctx context.Context) (*oauth.Source, error) {
	config, err := g.full(ctx)
	if err != nil {
		return nil, err
	}
	refresh, err := g.Secrets.Get(ctx, g.key())
	if errors.Is(err, ErrNoSecret) {
		return nil, fmt.Errorf("%w: not authorised yet", oauth.ErrExpired)
	}
	if err != nil {
		return nil, err
	}
	return oauth.NewSource(config, string(refresh), func(ctx context.Context, refresh string) error {
		return g.Secrets.Set(ctx, g.key(), mailcore.Secret(refresh)) // an empty one deletes
	}), nil
}

// WithToken returns the profile with a fresh access token for both sides.
func (g Grant) WithToken(ctx context.Context) (mailcore.Profile, error) {
	source, err := g.Source(ctx)
	if err != nil {
		return g.Profile, err
	}
	access, _, err := source.Token(ctx)
	return oauth.Carry(g.Profile, access), err
}

// full returns the configuration with the client's secret.
func (g Grant) full(ctx context.Context) (oauth.Config, error) {
	secret, err := g.Secrets.Get(ctx, ClientSecretKey(g.Profile.OAuth))
	if err != nil && !errors.Is(err, ErrNoSecret) {
		return oauth.Config{}, err
	}
	config := g.Config
	config.Client.Secret = string(secret)
	return config, nil
}

func (g Grant) key() string { return ProfileKey(g.Profile.ID, OAuthSecret) }
