package store

import (
	"context"
	"fmt"
	"sync"

	"todoku/mailcore"
)

// Ask keeps nothing on the disk: it asks for each secret once and remembers it
// until the program ends.
type Ask struct {
	ask  func(ctx context.Context, key string) (mailcore.Secret, error)
	turn turn // one question on the screen at a time

	mu    sync.Mutex
	known map[string]mailcore.Secret
}

var _ Secrets = (*Ask)(nil)

// NewAsk returns secrets that come from ask; nil means that nobody can be
// asked.
func NewAsk(ask func(ctx context.Context, key string) (mailcore.Secret, error)) *Ask {
	return &Ask{ask: ask, turn: make(turn, 1), known: map[string]mailcore.Secret{}}
}

// Get returns what is remembered, or asks. An empty answer is ErrNoSecret and
// is asked for again next time.
func (a *Ask) Get(ctx context.Context, key string) (mailcore.Secret, error) {
	if v, ok := a.remembered(key); ok {
		return v, nil
	}
	if a.ask == nil || isSilent(ctx) {
		return "", ErrMustAsk
	}
	if err := a.turn.take(ctx); err != nil {
		return "", fmt.Errorf("ask for a password: %w", err)
	}
	defer a.turn.give()
	if v, ok := a.remembered(key); ok { // somebody else was just asking
		return v, nil
	}
	v, err := a.ask(ctx, key)
	if err != nil {
		return "", fmt.Errorf("ask for a password: %w", err)
	}
	if v == "" {
		return "", ErrNoSecret
	}
	return v, a.Set(ctx, key, v)
}

// Set remembers a secret, for instance one that was typed into the form.
func (a *Ask) Set(_ context.Context, key string, s mailcore.Secret) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if s == "" {
		delete(a.known, key)
		return nil
	}
	a.known[key] = s
	return nil
}

// Delete forgets a secret, so that Get asks again: after a login that failed,
// for instance.
func (a *Ask) Delete(ctx context.Context, key string) error { return a.Set(ctx, key, "") }

func (a *Ask) remembered(key string) (mailcore.Secret, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	v, ok := a.known[key]
	return v, ok
}
