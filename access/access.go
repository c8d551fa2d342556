// Package access finds what a test needs to log in: which passwords are
// missing, where they are kept, or the access token that a provider gives. The
// window, the batch, the mending and the terminal all ask here. A [Login] is a
// profile with the place of its secrets; [Login.Ready] returns the profile as
// it can be tested.
//
// The package asks nobody: what only a person can answer is for the prompts of
// package store, or for the caller.
package access

import (
	"context"
	"errors"
	"slices"

	"todoku/mailcore"
	"todoku/mailcore/oauth"
	"todoku/store"
)

// A Login is everything that logging in with a profile needs, so that a
// goroutine need not look at the screen.
type Login struct {
	Profile mailcore.Profile
	Secrets store.Secrets
	Config  oauth.Config // of the provider, without the client's secret
	Home    *store.Store // says where identity providers are; nil means where they always are
	Asks    bool         // passwords are kept nowhere: the user is asked each time
}

// New returns the login of p. The client is the one that the administrator
// registered; how a browser is opened is for the caller to add.
func New(p mailcore.Profile, secrets store.Secrets, preferences store.Preferences) Login {
	client := preferences.OAuth.Client(p.OAuth)
	return Login{Profile: p, Secrets: secrets, Asks: preferences.Secrets == store.AskStore, Config: oauth.Config{
		Provider: oauth.Provider(p.OAuth), LoginHint: p.Outgoing.User,
		Client: oauth.Client{ID: client.ID, Tenant: client.Tenant},
	}}
}

// Granted reports whether a test as far as scope logs in by a token.
func (l Login) Granted(scope mailcore.Scope) bool {
	return l.Profile.OAuth != "" && scope != mailcore.ConnectScope
}

// Needs reports whether something that is kept has to be fetched for a test
// as far as scope.
func (l Login) Needs(scope mailcore.Scope) bool {
	return l.Granted(scope) || l.Profile.ID != "" && len(Missing(l.Profile, scope)) > 0
}

// Ready returns the profile with the passwords, or the token, that a test as
// far as scope needs. A password that is not kept stays away: the test says
// so. The error is one of packages store and oauth.
func (l Login) Ready(ctx context.Context, scope mailcore.Scope) (mailcore.Profile, error) {
	missing := Missing(l.Profile, scope)
	switch {
	case l.Granted(scope):
		return l.withToken(ctx)
	case l.Profile.ID != "" && len(missing) > 0:
		return Fetch(ctx, l.Secrets, l.Profile, missing...)
	}
	return l.Profile, nil
}

// Unattended is [Login.Ready] for a test that nobody watches: nobody is asked,
// and the error is a [mailcore.NoTest].
func (l Login) Unattended(ctx context.Context, scope mailcore.Scope) (mailcore.Profile, error) {
	p, err := l.Ready(store.Silent(ctx), scope)
	if l.Asks && !l.Granted(scope) && errors.Is(err, store.ErrMustAsk) {
		err = nil // there is none, and nobody to ask
	}
	reason := mailcore.NoSecrets
	switch {
	case ctx.Err() != nil:
		return p, &mailcore.NoTest{Reason: mailcore.NotReached, Err: ctx.Err()}
	case err == nil && !p.LacksPassword(scope):
		return p, nil
	case err == nil:
		return p, &mailcore.NoTest{Reason: mailcore.NoPassword}
	case l.Granted(scope) && !shut(err):
		reason = mailcore.NoGrant
	}
	return p, &mailcore.NoTest{Reason: reason, Err: err}
}

// closed are what the place of the secrets says of itself.
var closed = []error{
	store.ErrMustAsk, store.ErrKeyringLocked, store.ErrKeyringTimeout, store.ErrKeyringUnavailable,
	store.ErrWrongPassphrase, store.ErrNoPassphrase,
}

// shut reports whether err is about the place of the secrets, and not about
// what is in it.
func shut(err error) bool {
	return slices.ContainsFunc(closed, func(c error) bool { return errors.Is(err, c) })
}

// Missing returns the sides whose passwords a test of p as far as scope would
// need and that p does not have.
func Missing(p mailcore.Profile, scope mailcore.Scope) []mailcore.Side {
	var sides []mailcore.Side
	problems := p.Check(scope)
	for _, s := range p.Secrets() {
		if slices.ContainsFunc(problems, func(problem mailcore.Problem) bool { return problem.Code == "required" && problem.Field == s.Key }) {
			sides = append(sides, s.Side)
		}
	}
	return sides
}

// Fetch returns p with the passwords of those sides; of all where none is
// named. What is not kept stays as it is.
func Fetch(ctx context.Context, secrets store.Secrets, p mailcore.Profile, sides ...mailcore.Side) (mailcore.Profile, error) {
	for _, s := range p.Secrets() {
		if len(sides) > 0 && !slices.Contains(sides, s.Side) {
			continue
		}
		secret, err := secrets.Get(ctx, store.ProfileKey(p.ID, string(s.Side)))
		if errors.Is(err, store.ErrNoSecret) {
			continue
		}
		if err != nil {
			return p, err
		}
		*s.At = secret
	}
	return p, nil
}

// Keep stores the passwords in which p differs from before.
func Keep(ctx context.Context, secrets store.Secrets, before, p mailcore.Profile) error {
	was := before.Secrets()
	for i, s := range p.Secrets() {
		if *s.At == *was[i].At && before.ID == p.ID {
			continue
		}
		if err := secrets.Set(ctx, store.ProfileKey(p.ID, string(s.Side)), *s.At); err != nil { // an empty one deletes
			return err
		}
	}
	return nil
}

// Forget deletes what is kept for profiles that are gone. What cannot be
// deleted now is harmless without its profile.
func Forget(ctx context.Context, secrets store.Secrets, ids ...string) {
	for _, id := range ids {
		for _, key := range Keys(id) {
			_ = secrets.Delete(store.Silent(ctx), key)
		}
	}
}

// Keys are all keys under which something of a profile may be kept.
func Keys(id string) []string {
	keys := []string{store.ProfileKey(id, store.OAuthSecret)}
	for _, s := range new(mailcore.Profile).Secrets() {
		keys = append(keys, store.ProfileKey(id, string(s.Side)))
	}
	return keys
}
