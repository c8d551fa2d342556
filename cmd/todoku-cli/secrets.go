package main

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"todoku/access"
	"todoku/assets"
	"todoku/mailcore"
	"todoku/mailcore/oauth"
	"todoku/store"
)

// errNobody means that there is no terminal to ask at.
var errNobody = say("cli.nobody", "reason", store.ErrMustAsk)

// passwords fills in what the test needs: from files, from where the window
// keeps them, or by asking.
func (c *check) passwords(ctx context.Context, t *target, scope mailcore.Scope) error {
	if scope == mailcore.ConnectScope {
		return nil
	}
	if err := c.fromFiles(ctx, t, scope); err != nil {
		return err
	}
	login := t.access(nil, c.saved.Preferences)
	login.Config.Endpoint, login.Home = c.endpoint, c.home
	if t.saved.ID != "" {
		login.Secrets = considerate{c.openSecrets(c.home, c.saved.Preferences, c.prompts(t)), c.session}
	}
	ready, err := login.Ready(ctx, scope)
	if err != nil && login.Granted(scope) {
		reason := inLanguage(err)
		if errors.Is(err, oauth.ErrNoPlace) {
			reason += " " + c.home.PlacesPath()
		}
		err = say("cli.sign-in", "user", t.profile.Outgoing.User, "reason", reason)
	}
	if err != nil {
		return here(err)
	}
	t.profile = ready
	return c.fromPerson(ctx, t, scope)
}

// fromFiles reads the passwords that are in files, each file once.
func (c *check) fromFiles(ctx context.Context, t *target, scope mailcore.Scope) error {
	got := map[string]mailcore.Secret{}
	for _, s := range t.profile.Secrets() {
		file := t.files[s.Side]
		if file == "" || !slices.Contains(t.inUse(scope), s.Side) {
			continue
		}
		if _, read := got[file]; !read {
			secret, err := readSecret(ctx, file, c.in)
			if err != nil {
				return err
			}
			got[file] = secret
		}
		*s.At = got[file]
	}
	return nil
}

// fromPerson asks for the passwords that are nowhere, none of them twice.
func (c *check) fromPerson(ctx context.Context, t *target, scope mailcore.Scope) error {
	if c.ask == nil {
		return nil
	}
	got := map[string]mailcore.Secret{}
	missing := access.Missing(t.profile, scope)
	for _, s := range t.profile.Secrets() {
		user, question := t.question(s.Side)
		if !slices.Contains(missing, s.Side) || t.files[s.Side] != "" || user == "" {
			continue
		}
		if _, asked := got[question]; !asked {
			secret, err := c.ask(ctx, question)
			if err != nil {
				return here(err)
			}
			got[question] = secret
		}
		*s.At = got[question]
	}
	return nil
}

// question asks for the password of a side, and says whose it is.
func (t *target) question(side mailcore.Side) (user, text string) {
	p := t.profile
	o, in, b := p.Outgoing, p.Incoming, p.Outgoing.PopBefore
	user, host := o.User, cmp.Or(o.Host, in.Host)
	switch {
	case side == mailcore.IncomingSide && !access.Shared(p):
		user, host = in.User, in.Host
	case side == mailcore.BeforeSide && b.User != "" && b.User != o.User:
		user, host = b.User, cmp.Or(b.Host, o.Host)
	}
	return user, assets.Text("cli.ask.password", "user", user, "host", host)
}

// considerate is where secrets are kept, without needless questions.
type considerate struct {
	store.Secrets
	session *session
}

// Get tries without a question first. A keyring asks on the screen, so it is
// allowed to only while somebody sits there.
func (s considerate) Get(ctx context.Context, key string) (mailcore.Secret, error) {
	secret, err := s.Secrets.Get(store.Silent(ctx), key)
	locked := errors.Is(err, store.ErrKeyringLocked) && s.session.ask != nil
	if errors.Is(err, store.ErrMustAsk) || locked {
		return s.Secrets.Get(ctx, key)
	}
	return secret, err
}

// prompts say how the vault's passphrase and the passwords of t that are kept
// nowhere are asked for; t may be nil.
func (s *session) prompts(t *target) store.Prompts {
	return store.Prompts{
		Passphrase: func(ctx context.Context, _ bool) (mailcore.Secret, error) {
			if file := s.env("TODOKU_PASSPHRASE_FILE"); file != "" {
				return readSecret(ctx, file, nil)
			}
			return s.question(ctx, assets.Text("cli.ask.passphrase"))
		},
		Password: func(ctx context.Context, key string) (mailcore.Secret, error) {
			for _, secret := range new(mailcore.Profile).Secrets() {
				if t != nil && slices.Contains(t.access(nil, store.Preferences{}).Places(secret.Side), key) {
					_, text := t.question(secret.Side)
					return s.question(ctx, text)
				}
			}
			return "", nil // a provider's, which nobody can type
		},
	}
}

func (s *session) question(ctx context.Context, prompt string) (mailcore.Secret, error) {
	if s.ask == nil {
		return "", errNobody
	}
	return s.ask(ctx, prompt)
}
