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
	"todoku/mailcore/products"
	"todoku/store"
)

// A Login is everything that logging in with a profile needs, so that a
// goroutine need not look at the screen.
type Login struct {
	Profile   mailcore.Profile
	Saved     mailcore.Profile // to whose accounts belongs what is kept; ID "" means to none
	Elsewhere []mailcore.Side  // whose passwords come from elsewhere: nothing that is kept is for them
	Secrets   store.Secrets
	Config    oauth.Config // of the provider, without the client's secret
	Home      *store.Store // says where identity providers are; nil means where they always are
	Asks      bool         // passwords are kept nowhere: the user is asked each time
}

// New returns the login of p. The client is the one that the administrator
// registered; how a browser is opened is for the caller to add.
func New(p mailcore.Profile, secrets store.Secrets, preferences store.Preferences) Login {
	client := preferences.OAuth.Client(p.OAuth)
	return Login{Profile: p, Saved: p, Secrets: secrets, Asks: preferences.Secrets == store.AskStore, Config: oauth.Config{
		Provider: oauth.Provider(p.OAuth), LoginHint: p.Outgoing.User,
		Client: oauth.Client{ID: client.ID, Tenant: client.Tenant},
	}}
}

// Granted reports whether a test as far as scope logs in by a token: one for
// both servers, so not where either has something else.
func (l Login) Granted(scope mailcore.Scope) bool {
	return l.Profile.OAuth != "" && scope != mailcore.ConnectScope &&
		!slices.Contains(l.Elsewhere, mailcore.OutgoingSide) && !slices.Contains(l.Elsewhere, mailcore.IncomingSide)
}

// Needs reports whether something that is kept has to be fetched for a test
// as far as scope.
func (l Login) Needs(scope mailcore.Scope) bool {
	return l.Granted(scope) || l.Saved.ID != "" && len(Missing(l.Profile, scope)) > 0
}

// Ready returns the profile with the passwords, or the token, that a test as
// far as scope needs. A password that is not kept stays away: the test says
// so. The error is one of packages store and oauth.
func (l Login) Ready(ctx context.Context, scope mailcore.Scope) (mailcore.Profile, error) {
	if l.Granted(scope) {
		return l.withToken(ctx)
	}
	p, missing := l.Profile, Missing(l.Profile, scope)
	for _, s := range p.Secrets() {
		if !slices.Contains(missing, s.Side) {
			continue
		}
		if err := fetch(ctx, l.Secrets, s.At, l.Places(s.Side)...); err != nil {
			return p, err
		}
	}
	return p, nil
}

// Places are the keys under which the password of a side may be kept, the
// likeliest first; none where what is kept is for another account.
func (l Login) Places(side mailcore.Side) []string {
	var keys []string
	for _, from := range append([]mailcore.Side{side}, l.borrows(side)...) {
		if l.holds(from) {
			keys = append(keys, store.ProfileKey(l.Saved.ID, string(from)))
		}
	}
	return keys
}

// borrows lists the sides with whose account a side logs in too.
func (l Login) borrows(side mailcore.Side) []mailcore.Side {
	p := l.Profile
	switch {
	case slices.Contains(l.Elsewhere, side):
		return nil
	case side == mailcore.IncomingSide && Shared(p):
		return []mailcore.Side{mailcore.OutgoingSide}
	case side == mailcore.OutgoingSide && Shared(p):
		return []mailcore.Side{mailcore.IncomingSide}
	case side == mailcore.BeforeSide && (p.Outgoing.PopBefore.User == "" || p.Outgoing.PopBefore.User == p.Effective().Outgoing.User):
		return append([]mailcore.Side{mailcore.OutgoingSide}, l.borrows(mailcore.OutgoingSide)...)
	}
	return nil
}

// holds reports whether a password of that side is kept that is of use.
func (l Login) holds(side mailcore.Side) bool {
	k := l.Saved
	switch {
	case k.ID == "" || slices.Contains(l.Elsewhere, side):
		return false
	case side == mailcore.OutgoingSide:
		return k.Outgoing.User != "" && !Shared(k)
	case side == mailcore.IncomingSide:
		return k.Incoming.Protocol != "" && k.Incoming.User != ""
	}
	return true
}

// Shared reports whether both sides of p log in with one account, whose
// password is that of the receiving side.
func Shared(p mailcore.Profile) bool {
	return p.Outgoing.SameAccount && p.Incoming.Protocol != ""
}

// Unattended is [Login.Ready] for a test that nobody watches: nobody is asked,
// and the error is a [mailcore.NoTest].
func (l Login) Unattended(ctx context.Context, scope mailcore.Scope) (mailcore.Profile, error) {
	p, err := l.Ready(store.Silent(ctx), scope)
	none := l.Asks && errors.Is(err, store.ErrMustAsk) // nothing is kept, and nobody there to ask
	if none && !l.Granted(scope) {
		err = nil
	}
	reason := mailcore.NoSecrets
	switch {
	case ctx.Err() != nil:
		return p, &mailcore.NoTest{Reason: mailcore.NotReached, Err: ctx.Err()}
	case err == nil && !products.LacksPassword(p, scope):
		return p, nil
	case err == nil:
		return p, &mailcore.NoTest{Reason: mailcore.NoPassword}
	case l.Granted(scope) && (none || !shut(err)):
		reason = tokenless(err)
	}
	return p, &mailcore.NoTest{Reason: reason, Err: err}
}

// tokenless says why there is no access token.
func tokenless(err error) mailcore.Reason {
	for _, why := range []struct {
		err    error
		reason mailcore.Reason
	}{
		{oauth.ErrNoClient, mailcore.NoClient},
		{oauth.ErrNoGrant, mailcore.NoGrant},
		{store.ErrMustAsk, mailcore.NoGrant},
		{oauth.ErrExpired, mailcore.ExpiredGrant},
	} {
		if errors.Is(err, why.err) {
			return why.reason
		}
	}
	return mailcore.NoToken
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
// need and that p does not have. Where both sides share one, it is that of the
// receiving side.
func Missing(p mailcore.Profile, scope mailcore.Scope) []mailcore.Side {
	var sides []mailcore.Side
	problems := products.Problems(p, scope)
	for _, s := range p.Secrets() {
		if !slices.ContainsFunc(problems, func(problem mailcore.Problem) bool { return problem.Code == "required" && problem.Field == s.Key }) {
			continue
		}
		if s.Side == mailcore.OutgoingSide && Shared(p) {
			s.Side = mailcore.IncomingSide
		}
		if !slices.Contains(sides, s.Side) {
			sides = append(sides, s.Side)
		}
	}
	return sides
}

// Fetch returns p with all passwords that are kept for it. What is not kept
// stays as it is.
func Fetch(ctx context.Context, secrets store.Secrets, p mailcore.Profile) (mailcore.Profile, error) {
	for _, s := range p.Secrets() {
		if err := fetch(ctx, secrets, s.At, store.ProfileKey(p.ID, string(s.Side))); err != nil {
			return p, err
		}
	}
	return p, nil
}

// fetch gets the first secret that is kept under one of the keys.
func fetch(ctx context.Context, secrets store.Secrets, at *mailcore.Secret, keys ...string) error {
	for _, key := range keys {
		secret, err := secrets.Get(ctx, key)
		if errors.Is(err, store.ErrNoSecret) {
			continue
		}
		if err == nil {
			*at = secret
		}
		return err
	}
	return nil
}

// Keep stores the passwords in which p differs from before.
func Keep(ctx context.Context, secrets store.Secrets, before, p mailcore.Profile) error {
	was := before.Secrets()
	return store.Together(ctx, func(ctx context.Context) error {
		for i, s := range p.Secrets() {
			if *s.At == *was[i].At && before.ID == p.ID {
				continue
			}
			if err := secrets.Set(ctx, store.ProfileKey(p.ID, string(s.Side)), *s.At); err != nil { // an empty one deletes
				return err
			}
		}
		return nil
	})
}

// Forget deletes what is kept for profiles that are gone. What cannot be
// deleted now is harmless without its profile.
func Forget(ctx context.Context, secrets store.Secrets, ids ...string) {
	_ = store.Together(store.Silent(ctx), func(ctx context.Context) error {
		for _, id := range ids {
			for _, key := range Keys(id) {
				_ = secrets.Delete(ctx, key)
			}
		}
		return nil
	})
}

// Keys are all keys under which something of a profile may be kept.
func Keys(id string) []string {
	keys := []string{store.ProfileKey(id, store.OAuthSecret)}
	for _, s := range new(mailcore.Profile).Secrets() {
		keys = append(keys, store.ProfileKey(id, string(s.Side)))
	}
	return keys
}
