package access

import (
	"context"
	"errors"
	"maps"
	"slices"
	"testing"

	"github.com/zalando/go-keyring"

	"todoku/mailcore"
	"todoku/mailcore/oauth"
	"todoku/mailcore/products"
	"todoku/store"
)

// A shelf stands for the keyring: what it holds, and what it says instead.
type shelf struct {
	kept map[string]mailcore.Secret
	says error
	read []string // keys that were asked for
}

func shelve(keys ...string) *shelf {
	s := &shelf{kept: map[string]mailcore.Secret{}}
	for _, key := range keys {
		s.kept[key] = mailcore.Secret("kept " + key)
	}
	return s
}

func (s *shelf) Get(_ context.Context, key string) (mailcore.Secret, error) {
	s.read = append(s.read, key)
	if s.says != nil {
		return "", s.says
	}
	secret, ok := s.kept[key]
	if !ok {
		return "", store.ErrNoSecret
	}
	return secret, nil
}

func (s *shelf) Set(_ context.Context, key string, secret mailcore.Secret) error {
	if secret == "" {
		delete(s.kept, key)
		return s.says
	}
	s.kept[key] = secret
	return s.says
}

func (s *shelf) Delete(ctx context.Context, key string) error { return s.Set(ctx, key, "") }

// office is a saved server that sends and receives with two accounts.
func office() mailcore.Profile {
	p := mailcore.NewProfile()
	p.ID, p.Code, p.From, p.TestTo = "1", "office", "taro@example.jp", "taro@example.jp"
	p.Outgoing.Host, p.Outgoing.User = "out.example.jp", "taro"
	p.Incoming.Protocol, p.Incoming.Host, p.Incoming.User = mailcore.IMAP, "in.example.jp", "hanako"
	return p
}

// changed returns the office with a change.
func changed(change func(*mailcore.Profile)) mailcore.Profile {
	p := office()
	change(&p)
	return p
}

var (
	plain    = office()
	sharing  = changed(func(p *mailcore.Profile) { p.Outgoing.SameAccount = true })
	sending  = changed(func(p *mailcore.Profile) { p.Incoming = mailcore.Incoming{} })
	alone    = changed(func(p *mailcore.Profile) { p.Incoming = mailcore.Incoming{}; p.Outgoing.SameAccount = true })
	open     = changed(func(p *mailcore.Profile) { p.Outgoing.Auth = mailcore.NoAuth })
	popping  = changed(func(p *mailcore.Profile) { p.Outgoing.PopBefore.Use, p.Outgoing.PopBefore.User = true, "jiro" })
	popFirst = changed(func(p *mailcore.Profile) { p.Outgoing.PopBefore.Use, p.Outgoing.Auth = true, mailcore.NoAuth })
	signed   = changed(func(p *mailcore.Profile) { p.OAuth = mailcore.Google })
	complete = changed(func(p *mailcore.Profile) { p.Outgoing.Password, p.Incoming.Password = "a", "b" })
	unsaved  = changed(func(p *mailcore.Profile) { p.ID = "" })
)

const (
	out    = mailcore.OutgoingSide
	in     = mailcore.IncomingSide
	before = mailcore.BeforeSide
)

func TestMissing(t *testing.T) {
	for _, test := range []struct {
		name  string
		p     mailcore.Profile
		scope mailcore.Scope
		want  []mailcore.Side
	}{
		{"as far as the connection", plain, mailcore.ConnectScope, nil},
		{"login", plain, mailcore.LoginScope, []mailcore.Side{out}},
		{"receive", plain, mailcore.ReceiveScope, []mailcore.Side{in}},
		{"round trip", plain, mailcore.RoundTripScope, []mailcore.Side{out, in}},
		{"one account", sharing, mailcore.LoginScope, []mailcore.Side{in}},
		{"one account, round trip", sharing, mailcore.RoundTripScope, []mailcore.Side{in}},
		{"one account, but nothing receives", alone, mailcore.LoginScope, []mailcore.Side{out}},
		{"no login", open, mailcore.LoginScope, nil},
		{"POP before SMTP", popping, mailcore.LoginScope, []mailcore.Side{out, before}},
		{"POP before SMTP alone", popFirst, mailcore.LoginScope, []mailcore.Side{before}},
		{"nothing", complete, mailcore.RoundTripScope, nil},
	} {
		if got := Missing(test.p, test.scope); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestShared(t *testing.T) {
	if Shared(plain) || !Shared(sharing) || Shared(alone) {
		t.Error(Shared(plain), Shared(sharing), Shared(alone))
	}
}

func TestPlaces(t *testing.T) {
	borrowed := changed(func(p *mailcore.Profile) { p.Incoming.User, p.Outgoing.SameAccount = "taro", true })
	for _, test := range []struct {
		name      string
		p, saved  mailcore.Profile
		elsewhere []mailcore.Side
		side      mailcore.Side
		want      []string
	}{
		{"sending", plain, plain, nil, out, []string{"1/outgoing"}},
		{"receiving", plain, plain, nil, in, []string{"1/incoming"}},
		{"another account", plain, plain, []mailcore.Side{out}, out, nil},
		{"another account on the other side", plain, plain, []mailcore.Side{out}, in, []string{"1/incoming"}},
		{"never saved", plain, mailcore.Profile{}, nil, out, nil},
		{"one account", sharing, sharing, nil, in, []string{"1/incoming"}},
		{"one account lends", sharing, sharing, nil, out, []string{"1/incoming"}},
		{"receiving borrows what sending has", borrowed, sending, nil, in, []string{"1/outgoing"}},
		{"POP's own account", popping, popping, nil, before, []string{"1/pop-before-smtp"}},
		{"POP with the account that sends", popFirst, popFirst, nil, before, []string{"1/pop-before-smtp", "1/outgoing"}},
		{"no account", mailcore.Profile{ID: "1"}, mailcore.Profile{ID: "1"}, nil, out, nil},
	} {
		l := Login{Profile: test.p, Saved: test.saved, Elsewhere: test.elsewhere}
		if got := l.Places(test.side); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestGrantedAndNeeds(t *testing.T) {
	for _, test := range []struct {
		name           string
		p              mailcore.Profile
		elsewhere      []mailcore.Side
		scope          mailcore.Scope
		granted, needs bool
	}{
		{"a password", plain, nil, mailcore.LoginScope, false, true},
		{"nothing to log in for", plain, nil, mailcore.ConnectScope, false, false},
		{"all is there", complete, nil, mailcore.RoundTripScope, false, false},
		{"not saved", unsaved, nil, mailcore.LoginScope, false, false},
		{"signed in", signed, nil, mailcore.LoginScope, true, true},
		{"signed in, connect", signed, nil, mailcore.ConnectScope, false, false},
		{"signed in, but another account", signed, []mailcore.Side{in}, mailcore.LoginScope, false, true},
		{"signed in, but another account to send", signed, []mailcore.Side{out}, mailcore.LoginScope, false, true},
		{"signed in, another account for POP", signed, []mailcore.Side{before}, mailcore.LoginScope, true, true},
	} {
		l := New(test.p, shelve(), store.Preferences{})
		l.Elsewhere = test.elsewhere
		if l.Granted(test.scope) != test.granted || l.Needs(test.scope) != test.needs {
			t.Errorf("%s: %v, %v", test.name, l.Granted(test.scope), l.Needs(test.scope))
		}
	}
}

func TestNew(t *testing.T) {
	preferences := store.Preferences{Secrets: store.AskStore, OAuth: store.OAuthClients{Google: store.OAuthClient{ID: "client", Tenant: "tenant"}}}
	l := New(signed, nil, preferences)
	if !l.Asks || l.Saved.ID != "1" || l.Config.Provider != oauth.Google || l.Config.LoginHint != "taro" || l.Config.Client.ID != "client" || l.Config.Client.Tenant != "tenant" {
		t.Errorf("%+v", l)
	}
}

// What Ready gives to each side, and what it asks the keyring for: no more
// than the test needs.
func TestReady(t *testing.T) {
	for _, test := range []struct {
		name      string
		p         mailcore.Profile
		elsewhere []mailcore.Side
		scope     mailcore.Scope
		kept      []string
		want      [3]mailcore.Secret // sending, POP, receiving
		read      []string
	}{
		{"login", plain, nil, mailcore.LoginScope, []string{"1/outgoing"}, [3]mailcore.Secret{"kept 1/outgoing"}, []string{"1/outgoing"}},
		{"connect", plain, nil, mailcore.ConnectScope, []string{"1/outgoing"}, [3]mailcore.Secret{}, nil},
		{"not kept", plain, nil, mailcore.LoginScope, nil, [3]mailcore.Secret{}, []string{"1/outgoing"}},
		{"not saved", unsaved, nil, mailcore.LoginScope, nil, [3]mailcore.Secret{}, nil},
		{"elsewhere", plain, []mailcore.Side{out}, mailcore.LoginScope, []string{"1/outgoing"}, [3]mailcore.Secret{}, nil},
		{"one account", sharing, nil, mailcore.LoginScope, []string{"1/incoming"}, [3]mailcore.Secret{2: "kept 1/incoming"}, []string{"1/incoming"}},
		{"POP borrows", popFirst, nil, mailcore.LoginScope, []string{"1/outgoing"}, [3]mailcore.Secret{1: "kept 1/outgoing"}, []string{"1/pop-before-smtp", "1/outgoing"}},
		{"all is there", complete, nil, mailcore.RoundTripScope, []string{"1/outgoing"}, [3]mailcore.Secret{0: "a", 2: "b"}, nil},
	} {
		keyring := shelve(test.kept...)
		l := New(test.p, keyring, store.Preferences{})
		l.Elsewhere = test.elsewhere
		p, err := l.Ready(t.Context(), test.scope)
		got := [3]mailcore.Secret{p.Outgoing.Password, p.Outgoing.PopBefore.Password, p.Incoming.Password}
		if err != nil || got != test.want || !slices.Equal(keyring.read, test.read) {
			t.Errorf("%s: %q, %v; read %q", test.name, texts(got), err, keyring.read)
		}
		if !products.LacksPassword(p, test.scope) != (len(Missing(p, test.scope)) == 0) {
			t.Errorf("%s: the profile and this package do not agree on what is missing", test.name)
		}
	}
	locked := shelve()
	locked.says = store.ErrKeyringLocked
	if _, err := New(plain, locked, store.Preferences{}).Ready(t.Context(), mailcore.LoginScope); !errors.Is(err, store.ErrKeyringLocked) {
		t.Error(err)
	}
}

func texts(secrets [3]mailcore.Secret) (all []string) {
	for _, s := range secrets {
		all = append(all, string(s))
	}
	return all
}

// Why a test that nobody watches does not take place.
func TestUnattended(t *testing.T) {
	stopped, stop := context.WithCancel(t.Context())
	stop()
	for _, test := range []struct {
		name   string
		ctx    context.Context
		p      mailcore.Profile
		says   error
		asks   bool
		reason mailcore.Reason
	}{
		{"nothing is missing", t.Context(), complete, nil, false, ""},
		{"nothing is kept", t.Context(), plain, nil, false, mailcore.NoPassword},
		{"nobody there to ask", t.Context(), plain, store.ErrMustAsk, true, mailcore.NoPassword},
		{"the vault is shut", t.Context(), plain, store.ErrMustAsk, false, mailcore.NoSecrets},
		{"the keyring is locked", t.Context(), plain, store.ErrKeyringLocked, false, mailcore.NoSecrets},
		{"never signed in", t.Context(), signed, nil, false, mailcore.NoGrant},
		{"never signed in, nobody to ask", t.Context(), signed, store.ErrMustAsk, true, mailcore.NoGrant},
		{"nobody can sign in", t.Context(), signed, nil, false, mailcore.NoClient},
		{"signed in, the vault is shut", t.Context(), signed, store.ErrWrongPassphrase, false, mailcore.NoSecrets},
		{"stopped", stopped, plain, nil, false, mailcore.NotReached},
	} {
		keyring := shelve()
		keyring.says = test.says
		var clients store.OAuthClients
		if test.reason != mailcore.NoClient {
			clients.Google.ID = "client"
		}
		l := New(test.p, keyring, store.Preferences{OAuth: clients})
		l.Asks = test.asks
		_, err := l.Unattended(test.ctx, mailcore.LoginScope)
		none, untested := errors.AsType[*mailcore.NoTest](err)
		if untested != (test.reason != "") || untested && none.Reason != test.reason {
			t.Errorf("%s: %v, want %q", test.name, err, test.reason)
		}
	}
}

func TestFetch(t *testing.T) {
	keyring := shelve("1/outgoing", "1/incoming", "2/outgoing")
	p, err := Fetch(t.Context(), keyring, plain)
	if err != nil || p.Outgoing.Password != "kept 1/outgoing" || p.Incoming.Password != "kept 1/incoming" || p.Outgoing.PopBefore.Password != "" {
		t.Errorf("%q, %v", p.SecretTexts(), err)
	}
	keyring.says = store.ErrKeyringLocked
	if _, err := Fetch(t.Context(), keyring, plain); !errors.Is(err, store.ErrKeyringLocked) {
		t.Error(err)
	}
}

// Only what changed is written, and an empty password deletes.
func TestKeep(t *testing.T) {
	keyring := shelve("1/outgoing", "1/incoming")
	was, is := complete, complete
	is.Outgoing.Password, is.Outgoing.PopBefore.Password = "", "c"
	if err := Keep(t.Context(), keyring, was, is); err != nil {
		t.Fatal(err)
	}
	want := map[string]mailcore.Secret{"1/pop-before-smtp": "c", "1/incoming": "kept 1/incoming"}
	if !maps.Equal(keyring.kept, want) {
		t.Errorf("%d secrets at %q", len(keyring.kept), slices.Sorted(maps.Keys(keyring.kept)))
	}
	is.ID = "2" // a copy has them all of its own
	if err := Keep(t.Context(), keyring, was, is); err != nil || keyring.kept["2/incoming"] != "b" || keyring.kept["2/pop-before-smtp"] != "c" {
		t.Errorf("%q, %v", slices.Sorted(maps.Keys(keyring.kept)), err)
	}
	keyring.says = store.ErrKeyringLocked
	if err := Keep(t.Context(), keyring, was, is); !errors.Is(err, store.ErrKeyringLocked) {
		t.Error(err)
	}
}

func TestForget(t *testing.T) {
	keyring := shelve(append(Keys("1"), Keys("2")...)...)
	if len(keyring.kept) != 8 {
		t.Errorf("%q", slices.Sorted(maps.Keys(keyring.kept)))
	}
	Forget(t.Context(), keyring, "1")
	want := slices.Sorted(slices.Values(Keys("2")))
	if got := slices.Sorted(maps.Keys(keyring.kept)); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// The same with the real places: a keyring in memory, and a vault in a file.
func TestRealPlaces(t *testing.T) {
	for _, where := range []store.SecretStore{store.KeyringStore, store.VaultStore} {
		keyring.MockInit()
		home, err := store.Open(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		preferences := store.Preferences{Secrets: where}
		secrets := home.OpenSecrets(preferences, store.Prompts{Passphrase: func(context.Context, bool) (mailcore.Secret, error) { return "open sesame", nil }})
		if err := Keep(t.Context(), secrets, plain, complete); err != nil {
			t.Fatal(err)
		}
		p, err := New(plain, secrets, preferences).Unattended(t.Context(), mailcore.RoundTripScope)
		if err != nil || !p.SameSecrets(complete) {
			t.Errorf("%s: %v", where, err)
		}
		Forget(t.Context(), secrets, plain.ID)
		_, err = New(plain, secrets, preferences).Unattended(t.Context(), mailcore.RoundTripScope)
		if none, ok := errors.AsType[*mailcore.NoTest](err); !ok || none.Reason != mailcore.NoPassword {
			t.Errorf("%s: %v after all is forgotten", where, err)
		}
	}
}
