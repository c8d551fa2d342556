package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"todoku/mailcore"
	"todoku/store"
)

// errNobody means that there is no terminal to ask at.
var errNobody = fmt.Errorf("%w, and there is no terminal; use --password-file", store.ErrMustAsk)

// A need is one password that a test needs.
type need struct {
	field *mailcore.Secret
	user  string // whose it is
	host  string // for the question
	file  string // of --password-file; "" means none
	key   string // of the store; "" means that it is not kept
}

// passwords fills in what the test needs: from files, from where the window
// keeps them, or by asking.
func (c *check) passwords(ctx context.Context, p *mailcore.Profile, scope mailcore.Scope, code string) error {
	if scope == mailcore.ConnectScope {
		return nil
	}
	var kept store.Secrets
	if code != "" {
		kept = c.home.OpenSecrets(c.saved.Preferences, c.prompts())
	}
	for _, n := range c.needs(p, code != "") {
		secret, err := c.password(ctx, kept, n)
		if err != nil {
			return err
		}
		*n.field = secret
	}
	return nil
}

// needs lists the passwords that p needs. One that is kept belongs to the
// account that is saved with it.
func (c *check) needs(p *mailcore.Profile, saved bool) []need {
	o, b := &p.Outgoing, &p.Outgoing.PopBefore
	main := need{&o.Password, o.User, o.Host, c.passwordFile, ""}
	pop := need{&b.Password, b.User, cmp.Or(b.Host, o.Host), c.popPasswordFile, ""}
	if saved && !c.given("user") {
		main.key = store.ProfileKey(p.ID, store.OutgoingSecret)
	}
	if saved && !c.given("pop-user") {
		pop.key = store.ProfileKey(p.ID, store.PopBeforeSecret)
	}
	own := b.Use && (c.popPasswordFile != "" || b.User != "" && b.User != o.User)
	borrowed := b.Use && !own
	var all []need
	if o.Auth != mailcore.NoAuth || borrowed {
		all = append(all, main)
	}
	if own {
		all = append(all, pop)
	}
	return all
}

// password returns "" where there is none: the settings then lack it.
func (c *check) password(ctx context.Context, kept store.Secrets, n need) (mailcore.Secret, error) {
	switch {
	case n.file != "":
		return readSecret(ctx, n.file, c.in)
	case *n.field != "": // the practice server's
		return *n.field, nil
	}
	if n.key != "" {
		secret, err := c.get(ctx, kept, n.key)
		if !errors.Is(err, store.ErrNoSecret) {
			return secret, here(err)
		}
	}
	if c.ask == nil || n.user == "" {
		return "", nil
	}
	secret, err := c.ask(ctx, fmt.Sprintf("Password for %s at %s: ", n.user, n.host))
	return secret, here(err)
}

// get tries without a question first. A keyring asks on the screen, so it is
// allowed to only while somebody sits there.
func (c *check) get(ctx context.Context, kept store.Secrets, key string) (mailcore.Secret, error) {
	secret, err := kept.Get(store.Silent(ctx), key)
	locked := errors.Is(err, store.ErrKeyringLocked) && c.ask != nil
	if errors.Is(err, store.ErrMustAsk) || locked {
		return kept.Get(ctx, key)
	}
	return secret, err
}

// prompts say how the vault's passphrase and passwords kept nowhere are asked
// for.
func (c *check) prompts() store.Prompts {
	return store.Prompts{
		Passphrase: func(ctx context.Context, _ bool) (mailcore.Secret, error) {
			if file := c.env("TODOKU_PASSPHRASE_FILE"); file != "" {
				return readSecret(ctx, file, nil)
			}
			return c.question(ctx, "Passphrase of the Todoku passwords: ")
		},
		Password: func(ctx context.Context, _ string) (mailcore.Secret, error) {
			return c.question(ctx, "Password: ")
		},
	}
}

func (c *check) question(ctx context.Context, prompt string) (mailcore.Secret, error) {
	if c.ask == nil {
		return "", errNobody
	}
	return c.ask(ctx, prompt)
}
