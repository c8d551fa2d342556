package oauth

import (
	"context"
	"time"

	"golang.org/x/oauth2"
)

const (
	early    = time.Minute      // before its end an access token is not given out any more: a login takes time too
	saveTime = 30 * time.Second // for the save function, which may wait for the keyring; a new refresh token must not be lost
)

// A Source gives access tokens for one authorisation. It is safe for
// concurrent use, and callers at the same time cause one request.
type Source struct {
	config Config
	save   func(ctx context.Context, refresh string) error
	turn   chan struct{} // holds one value while somebody uses what follows

	token   Token
	unsaved bool // token.Refresh is newer than what save knows
}

// NewSource returns a source that begins with the refresh token of a sign-in.
// save is called with every new refresh token before its access token is
// given out, even if the caller's context has ended meanwhile, and with "" when
// it is to be forgotten; nil keeps nothing.
func NewSource(c Config, refresh string, save func(ctx context.Context, refresh string) error) *Source {
	if save == nil {
		save = func(context.Context, string) error { return nil }
	}
	return &Source{config: c, save: save, turn: make(chan struct{}, 1), token: Token{Refresh: refresh}}
}

// Token returns an access token, a new one if the last would end within a
// minute. The errors are those of this package; [ErrExpired] means that
// somebody has to sign in again.
func (s *Source) Token(ctx context.Context) (access string, expires time.Time, err error) {
	if err := s.take(ctx); err != nil {
		return "", time.Time{}, err
	}
	defer s.give()
	if err := s.renew(ctx); err != nil {
		return "", time.Time{}, err
	}
	if err := s.keep(ctx); err != nil {
		return "", time.Time{}, err
	}
	return s.token.Access, s.token.Expires, nil
}

func (s *Source) take(ctx context.Context) error {
	select {
	case s.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ended(ctx, ErrNetwork)
	}
}

func (s *Source) give() { <-s.turn }

// renew gets a new access token, if the last one ends soon or nobody knows
// when.
func (s *Source) renew(ctx context.Context) error {
	if time.Until(s.token.Expires) > early {
		return nil
	}
	if s.token.Refresh == "" {
		return ErrNoGrant
	}
	if err := s.config.Check(); err != nil {
		return err
	}
	old := s.token.Refresh
	t, err := s.config.library("").TokenSource(s.config.with(ctx), &oauth2.Token{RefreshToken: old}).Token()
	if err != nil {
		return explain(ctx, err, ErrNetwork, old, s.config.Client.Secret)
	}
	s.token = token(t)
	s.unsaved = s.unsaved || s.token.Refresh != old
	return nil
}

// keep saves the refresh token if it has changed. One that could not be saved
// is kept here, and saving it is tried again the next time.
func (s *Source) keep(ctx context.Context) error {
	if !s.unsaved {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), saveTime)
	defer cancel()
	if err := s.save(ctx, s.token.Refresh); err != nil {
		return because(ErrUnsaved, err, s.token.Refresh, s.token.Access)
	}
	s.unsaved = false
	return nil
}
