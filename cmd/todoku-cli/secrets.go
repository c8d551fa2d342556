package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"todoku/mailcore"
	"todoku/store"
)

// errNobody means that there is no terminal to ask at.
var errNobody = fmt.Errorf("%w, and there is no terminal; use --password-file or --in-password-file", store.ErrMustAsk)

// A need is one password that a test needs.
type need struct {
	field *mailcore.Secret
	source
}

// A source is where a password comes from.
type source struct {
	user string // whose it is
	host string // for the question
	file string // with the password; "" means none
	key  string // of the store; "" means that it is not kept
}

// passwords fills in what the test needs: from files, from where the window
// keeps them, or by asking. No source is asked twice.
func (c *check) passwords(ctx context.Context, p *mailcore.Profile, scope mailcore.Scope) error {
	if scope == mailcore.ConnectScope {
		return nil
	}
	needs := c.needs(p, scope)
	var kept store.Secrets
	if c.kept.ID != "" {
		kept = c.openSecrets(c.home, c.saved.Preferences, c.prompts(needs))
	}
	if c.granted(*p) {
		return c.authorise(ctx, kept, p)
	}
	return c.supply(ctx, kept, needs)
}

// supply fills in passwords.
func (c *check) supply(ctx context.Context, kept store.Secrets, needs []need) error {
	got := map[source]mailcore.Secret{}
	for _, n := range needs {
		secret, known := got[n.source]
		if !known {
			var err error
			if secret, err = c.password(ctx, kept, n); err != nil {
				return err
			}
		}
		got[n.source], *n.field = secret, secret
	}
	return nil
}

// needs lists the passwords that p needs to be tested as far as scope.
func (c *check) needs(p *mailcore.Profile, scope mailcore.Scope) []need {
	o, in, b := &p.Outgoing, &p.Incoming, &p.Outgoing.PopBefore
	sends, receives := scope != mailcore.ReceiveScope, scope == mailcore.ReceiveScope || scope == mailcore.RoundTripScope
	out, back := c.outgoingNeed(p), c.incomingNeed(p)
	if shared(*p) {
		back.host = out.host
		o.SameAccount = out.source == back.source
	}
	own := b.Use && (c.popPasswordFile != "" || b.User != "" && b.User != o.User)
	var all []need
	if sends && (o.Auth != mailcore.NoAuth || b.Use && !own) {
		all = append(all, out)
		receives = receives || shared(*p) // which takes it from there
	}
	if receives && in.Protocol != "" {
		all = append(all, back)
	}
	if sends && own {
		all = append(all, c.popNeed(p))
	}
	return all
}

func (c *check) outgoingNeed(p *mailcore.Profile) need {
	l := c.outgoingLogin(p)
	return need{&p.Outgoing.Password, source{p.Outgoing.User, cmp.Or(p.Outgoing.Host, p.Incoming.Host), c.fileOf(l), l.key}}
}

func (c *check) incomingNeed(p *mailcore.Profile) need {
	l := c.incomingLogin(p)
	return need{&p.Incoming.Password, source{p.Incoming.User, p.Incoming.Host, c.fileOf(l), l.key}}
}

func (c *check) popNeed(p *mailcore.Profile) need {
	b := &p.Outgoing.PopBefore
	n := need{&b.Password, source{user: b.User, host: cmp.Or(b.Host, p.Outgoing.Host), file: c.popPasswordFile}}
	if c.kept.ID != "" && !c.given("pop-user") {
		n.key = store.ProfileKey(p.ID, store.PopBeforeSecret)
	}
	return n
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
	secret, err := c.ask(ctx, n.question())
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

func (s source) question() string { return fmt.Sprintf("Password for %s at %s: ", s.user, s.host) }

// prompts say how the vault's passphrase and passwords kept nowhere are asked
// for.
func (c *check) prompts(needs []need) store.Prompts {
	return store.Prompts{
		Passphrase: func(ctx context.Context, _ bool) (mailcore.Secret, error) {
			if file := c.env("TODOKU_PASSPHRASE_FILE"); file != "" {
				return readSecret(ctx, file, nil)
			}
			return c.question(ctx, "Passphrase of the Todoku passwords: ")
		},
		Password: func(ctx context.Context, key string) (mailcore.Secret, error) {
			i := slices.IndexFunc(needs, func(n need) bool { return n.key == key })
			if i < 0 { // a provider's, which nobody can type
				return "", nil
			}
			return c.question(ctx, needs[i].question())
		},
	}
}

func (c *check) question(ctx context.Context, prompt string) (mailcore.Secret, error) {
	if c.ask == nil {
		return "", errNobody
	}
	return c.ask(ctx, prompt)
}
