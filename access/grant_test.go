package access

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"todoku/mailcore"
	"todoku/mailcore/oauth"
	"todoku/store"
)

// provider gives an access token for the refresh token "first", and "second"
// in its place. It expects the client's secret.
func provider(t *testing.T) oauth.Endpoint {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if r.FormValue("refresh_token") != "first" || r.FormValue("client_secret") != "hush" {
			w.WriteHeader(http.StatusBadRequest)
			fmt.Fprint(w, `{"error":"invalid_grant"}`)
			return
		}
		fmt.Fprint(w, `{"access_token":"access","token_type":"Bearer","expires_in":3600,"refresh_token":"second"}`)
	}))
	t.Cleanup(server.Close)
	return oauth.Endpoint{Auth: server.URL, Token: server.URL}
}

// authorised is a login that has been signed in to.
func authorised(t *testing.T) (Login, *shelf) {
	t.Helper()
	keyring := shelve()
	keyring.kept["1/oauth"], keyring.kept[store.ClientSecretKey(mailcore.Google)] = "first", "hush"
	l := New(signed, keyring, store.Preferences{OAuth: store.OAuthClients{Google: store.OAuthClient{ID: "client"}}})
	l.Config.Endpoint = provider(t)
	return l, keyring
}

// Both sides log in with the access token; the new refresh token is kept.
func TestReadyByToken(t *testing.T) {
	l, keyring := authorised(t)
	p, err := l.Ready(t.Context(), mailcore.RoundTripScope)
	if err != nil || p.Outgoing.Password != "access" || p.Incoming.Password != "access" || keyring.kept["1/oauth"] != "second" {
		t.Errorf("%v", err)
	}
	if _, err := l.Ready(t.Context(), mailcore.RoundTripScope); !errors.Is(err, oauth.ErrExpired) { // "second" has been revoked
		t.Error(err)
	}
	if p, err := l.Ready(t.Context(), mailcore.ConnectScope); err != nil || p.Outgoing.Password != "" {
		t.Errorf("a connection needs no token: %v", err)
	}
}

func TestSource(t *testing.T) {
	l, keyring := authorised(t)
	source, err := l.Source(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if token, _, err := source.Token(t.Context()); err != nil || token != "access" {
		t.Errorf("%d bytes, %v", len(token), err)
	}
	delete(keyring.kept, "1/oauth")
	if _, err := l.Source(t.Context()); !errors.Is(err, oauth.ErrNoGrant) {
		t.Error(err)
	}
	keyring.says = store.ErrKeyringLocked
	if _, err := l.Source(t.Context()); !errors.Is(err, store.ErrKeyringLocked) {
		t.Error(err)
	}
}

// Of a sign-in the refresh token is kept, and nothing else.
func TestSignIn(t *testing.T) {
	l, keyring := authorised(t)
	delete(keyring.kept, "1/oauth")
	var used oauth.Config
	err := l.SignIn(t.Context(), func(_ context.Context, c oauth.Config) (oauth.Token, error) {
		used = c
		return oauth.Token{Access: "access", Refresh: "fresh"}, nil
	})
	if err != nil || keyring.kept["1/oauth"] != "fresh" || len(keyring.kept) != 2 || used.Client.Secret != "hush" || used.Client.ID != "client" {
		t.Errorf("%v, %d secrets", err, len(keyring.kept))
	}
	if l.Config.Client.Secret != "" {
		t.Error("the login holds the client's secret")
	}
	err = l.SignIn(t.Context(), func(context.Context, oauth.Config) (oauth.Token, error) {
		return oauth.Token{Refresh: "other"}, oauth.ErrDenied
	})
	if !errors.Is(err, oauth.ErrDenied) || keyring.kept["1/oauth"] != "fresh" {
		t.Error(err)
	}
	keyring.says = store.ErrKeyringLocked
	err = l.SignIn(t.Context(), func(context.Context, oauth.Config) (oauth.Token, error) {
		t.Error("signed in where nothing can be kept")
		return oauth.Token{}, nil
	})
	if !errors.Is(err, store.ErrKeyringLocked) {
		t.Error(err)
	}
}

func TestState(t *testing.T) {
	l, keyring := authorised(t)
	granted := l.State(t.Context())
	delete(keyring.kept, "1/oauth")
	none := l.State(t.Context())
	keyring.says = store.ErrKeyringLocked
	unknown := l.State(t.Context())
	if granted != oauth.Granted || none != oauth.NoGrant || unknown != oauth.NoGrant {
		t.Error(granted, none, unknown)
	}
}
