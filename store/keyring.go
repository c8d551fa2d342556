package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"todoku/mailcore"
)

// Service is the name under which the secrets are in the keyring.
const Service = "todoku"

// Keyring keeps secrets in the keyring of the operating system: the Secret
// Service on Linux, the Credential Manager on Windows, the Keychain on macOS.
type Keyring struct {
	silent, wanted time.Duration                  // limits for a call
	locked         func(ctx context.Context) bool // whether the keyring says that it is locked
	turn           turn
}

var _ Secrets = (*Keyring)(nil)

// NewKeyring returns the keyring. It is not touched before the first call. A
// call takes at most 60 seconds, time for the user to answer the keyring's own
// question, or 3 when its context is [Silent].
func NewKeyring() *Keyring {
	// An open keyring answers at once, unless its program has to be started first.
	return &Keyring{silent: 3 * time.Second, wanted: time.Minute, locked: keyringLocked, turn: keyringTurn}
}

// keyringTurn is for all Keyrings, because there is one keyring.
var keyringTurn = make(turn, 1)

// Get returns a secret.
func (k *Keyring) Get(ctx context.Context, key string) (mailcore.Secret, error) {
	var s mailcore.Secret
	err := k.call(ctx, func(ctx context.Context) (err error) {
		s, err = getParts(ctx, key)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("read the keyring: %w", err)
	}
	return s, nil
}

// Set keeps a secret and makes sure that the keyring has it: some say so when
// the user closed their question.
func (k *Keyring) Set(ctx context.Context, key string, s mailcore.Secret) error {
	if s == "" {
		return k.Delete(ctx, key)
	}
	err := k.call(ctx, func(ctx context.Context) error { return setParts(ctx, key, s) })
	if err != nil {
		return fmt.Errorf("write to the keyring: %w", err)
	}
	return nil
}

// Delete forgets a secret.
func (k *Keyring) Delete(ctx context.Context, key string) error {
	err := k.call(ctx, func(ctx context.Context) error { return deleteParts(ctx, key, 1) })
	if err != nil {
		return fmt.Errorf("delete from the keyring: %w", err)
	}
	return nil
}

// call runs do on a goroutine of its own, one call at a time, and comes back
// when the context or the time limit ends, although do may hang for ever: then
// do is abandoned, and the turn passes to the next call. An abandoned do must
// change nothing more once its context has ended.
func (k *Keyring) call(ctx context.Context, do func(ctx context.Context) error) error {
	limit := k.wanted
	if isSilent(ctx) {
		limit = k.silent
	}
	ctx, cancel := context.WithTimeoutCause(ctx, limit, ErrKeyringTimeout)
	defer cancel()
	if err := k.turn.take(ctx); err != nil {
		return err
	}
	defer k.turn.give()
	done := make(chan error, 1)
	go func() { done <- k.guarded(ctx, do) }()
	select {
	case err := <-done:
		if err != nil && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return err
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// guarded tells why do failed. The libraries below panic when the session bus
// goes away in the middle of a question.
func (k *Keyring) guarded(ctx context.Context, do func(ctx context.Context) error) (err error) {
	defer func() {
		if recover() != nil { // not shown: it could hold anything
			err = fmt.Errorf("%w: it broke off", ErrKeyringUnavailable)
		}
	}()
	if isSilent(ctx) && k.locked(ctx) {
		return ErrKeyringLocked
	}
	switch err := do(ctx); {
	case err == nil, errors.Is(err, ErrNoSecret), ctx.Err() != nil:
		return err
	case k.locked(ctx) || interactionRefused(err):
		return fmt.Errorf("%w: %w", ErrKeyringLocked, err)
	default:
		return fmt.Errorf("%w: %w", ErrKeyringUnavailable, err)
	}
}
