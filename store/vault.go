package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"time"

	"todoku/mailcore"
)

// Vault keeps secrets in one file that is encrypted under a passphrase, for
// computers without a keyring. The age command can open it too.
type Vault struct {
	path       string
	passphrase func(ctx context.Context, first bool) (mailcore.Secret, error)
	workFactor int           // log2 of scrypt's N
	wait       time.Duration // how long to wait for the lock

	turn  turn            // guards the rest; one question on the screen at a time
	known mailcore.Secret // the passphrase, once it has opened the file
	seen  digest          // of the file that holds what is in open
	open  sealed
}

// sealed is what is inside the file: bytes, because not every password is
// UTF-8, and no mailcore.Secret, because that one writes nothing.
type sealed map[string][]byte

var _ Secrets = (*Vault)(nil)

// NewVault returns the vault in the file at path, which is made when the first
// secret is set. passphrase is asked when it is needed for the first time and
// again after a wrong one; nil means that nobody can be asked.
func NewVault(path string, passphrase func(ctx context.Context, first bool) (mailcore.Secret, error)) *Vault {
	return &Vault{
		path: path, passphrase: passphrase, turn: make(turn, 1), wait: 5 * time.Second,
		workFactor: workFactor,
	}
}

// Get returns a secret. The error wraps ErrWrongPassphrase when the passphrase
// was wrong.
func (v *Vault) Get(ctx context.Context, key string) (mailcore.Secret, error) {
	var s mailcore.Secret
	err := v.inTurn(ctx, func() error {
		if err := v.load(ctx); err != nil {
			return err
		}
		s = mailcore.Secret(v.open[key])
		return nil
	})
	if err != nil {
		return "", fmt.Errorf("read the vault: %w", err)
	}
	if s == "" {
		return "", ErrNoSecret
	}
	return s, nil
}

// Set keeps a secret.
func (v *Vault) Set(ctx context.Context, key string, s mailcore.Secret) error {
	if gathered(ctx, v, key, s) {
		return nil
	}
	return v.setAll(ctx, map[string]mailcore.Secret{key: s})
}

// setAll keeps secrets with one writing.
func (v *Vault) setAll(ctx context.Context, all map[string]mailcore.Secret) error {
	err := v.inTurn(ctx, func() error {
		return v.change(ctx, func(m sealed) {
			for key, s := range all {
				m[key] = []byte(s)
				if s == "" {
					delete(m, key)
				}
			}
		})
	})
	if err != nil {
		return fmt.Errorf("write the vault: %w", err)
	}
	return nil
}

// Delete forgets a secret.
func (v *Vault) Delete(ctx context.Context, key string) error { return v.Set(ctx, key, "") }

// ChangePassphrase encrypts the vault under another passphrase. The error wraps
// ErrWrongPassphrase when old does not open it, and ErrNoPassphrase when next is
// empty. Where there is no vault yet an empty one is made.
func (v *Vault) ChangePassphrase(ctx context.Context, old, next mailcore.Secret) error {
	err := v.inTurn(ctx, func() error {
		if next == "" {
			return ErrNoPassphrase
		}
		known, seen, open := v.known, v.seen, v.open
		v.known, v.seen = old, digest{}
		err := v.locked(func() error {
			if err := v.reload(nil); err != nil {
				return err
			}
			return v.write(v.open, next, nil)
		})
		if err != nil {
			v.known, v.seen, v.open = known, seen, open // a slip of the hand closes nothing
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("change the passphrase: %w", err)
	}
	return nil
}

// Made reports whether there is a vault yet.
func (v *Vault) Made() bool {
	_, sum, err := read(v.path)
	return err == nil && sum != (digest{})
}

func (v *Vault) inTurn(ctx context.Context, do func() error) error {
	if err := v.turn.take(ctx); err != nil {
		return err
	}
	defer v.turn.give()
	return do()
}

// load makes v.open what is in the file, asking for the passphrase if it must.
func (v *Vault) load(ctx context.Context) error {
	_, sum, err := read(v.path)
	if err != nil {
		return err
	}
	if sum != (digest{}) {
		if err := v.ask(ctx, false); err != nil {
			return err
		}
	}
	return v.reload(keyOf(ctx, v))
}

// change writes the vault with a change made to a copy of it. Questions are
// asked before the lock is taken: the answer may take minutes.
func (v *Vault) change(ctx context.Context, edit func(sealed)) error {
	ctx, end := Action(ctx)
	defer end()
	_, sum, err := read(v.path)
	if err != nil {
		return err
	}
	first := sum == (digest{})
	if err := v.ask(ctx, first); err != nil {
		return err
	}
	err = v.locked(func() error {
		k := keyOf(ctx, v)
		if err := v.reload(k); err != nil {
			return err
		}
		m := maps.Clone(v.open)
		edit(m)
		if v.seen != (digest{}) && maps.EqualFunc(m, v.open, bytes.Equal) {
			return nil
		}
		return v.write(m, v.known, k)
	})
	if first && err != nil {
		v.known = "" // it opens no file yet: let it be chosen again
	}
	return err
}

func (v *Vault) ask(ctx context.Context, first bool) error {
	if v.known != "" {
		return nil
	}
	if v.passphrase == nil || isSilent(ctx) {
		return ErrMustAsk
	}
	answer, err := v.passphrase(ctx, first)
	if err != nil {
		return err
	}
	if answer == "" {
		return ErrNoPassphrase
	}
	v.known = answer
	return nil
}

// reload opens the file with the known passphrase, unless it is the one that is
// open already. A wrong passphrase is forgotten. k may be nil.
func (v *Vault) reload(k *fileKey) error {
	data, sum, err := read(v.path)
	if err != nil {
		return err
	}
	if sum == (digest{}) {
		v.open, v.seen = sealed{}, sum
		return nil
	}
	if sum == v.seen {
		return nil
	}
	m, err := unseal(data, v.known, k)
	if errors.Is(err, ErrWrongPassphrase) {
		v.known = ""
	}
	if err != nil {
		return err
	}
	v.open, v.seen = m, sum
	return nil
}

// write is called under the lock. k may be nil: the file gets a new key then.
func (v *Vault) write(m sealed, passphrase mailcore.Secret, k *fileKey) error {
	old, _, err := read(v.path)
	if err != nil {
		return err
	}
	var data []byte
	if k.fits(old, passphrase) { // not where another program chose another passphrase
		data, err = sealAgain(m, k)
	} else {
		data, err = seal(m, passphrase, v.workFactor, k)
	}
	if err != nil {
		return err
	}
	sweep(filepath.Dir(v.path), "."+filepath.Base(v.path))
	if err := WriteFile(v.path, data); err != nil {
		return err
	}
	v.known, v.open, v.seen = passphrase, m, sha256.Sum256(data)
	return nil
}

func (v *Vault) locked(do func() error) error {
	unlock, err := lock(v.path+".lock", v.wait)
	if err != nil {
		return err
	}
	return errors.Join(do(), unlock())
}
