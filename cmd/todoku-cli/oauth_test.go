package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"todoku/mailcore"
	"todoku/mailcore/practice"
	"todoku/store"
)

// A mail server that the window has signed in to is tested with a fresh token,
// and what is kept of it is replaced where the provider says so.
func TestGranted(t *testing.T) {
	d := newDesk(t)
	server, send := d.practise(practice.Options{})
	provider := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if r.FormValue("refresh_token") != "first" {
			w.WriteHeader(http.StatusBadRequest)
			fmt.Fprint(w, `{"error":"invalid_grant"}`)
			return
		}
		fmt.Fprintf(w, `{"access_token":%q,"token_type":"Bearer","expires_in":3600,"refresh_token":"second"}`, server.Accounts[0].Token)
	}))
	defer provider.Close()
	d.token = provider.URL
	p := d.signedIn(server)
	office := []string{"check", "office", "--ca", send[3], "--scope", "roundtrip"}

	d.vault(p, nil)
	_, stderr := d.want(broken, office...)
	if !strings.Contains(stderr, "まだ承認されていません") || strings.Contains(stderr, "not authorised") {
		t.Errorf("%q", stderr)
	}
	d.vault(p, map[string]string{store.OAuthSecret: "first"})
	d.want(passed, office...)
	_, stderr = d.want(broken, office...) // "second" has been revoked
	if !strings.Contains(stderr, "expired or revoked") || strings.Contains(stderr, "second") {
		t.Errorf("%q", stderr)
	}
	d.want(passed, append(office, "--token-file", d.file("token", server.Accounts[0].Token))...)
}

// signedIn keeps "office" as a server that Google signs in to.
func (d *desk) signedIn(server *practice.Server) mailcore.Profile {
	d.t.Helper()
	p := d.keep(store.VaultStore, func(p *mailcore.Profile) {
		id, code := p.ID, p.Code
		*p = server.Profile()
		p.ID, p.Code, p.Practice, p.OAuth = id, code, false, mailcore.Google
		p.Outgoing.Auth, p.Incoming.Auth = mailcore.XOAUTH2, mailcore.XOAUTH2
		p.Incoming.User, p.TestTo = p.Outgoing.User, p.From
	})
	home, saved := d.opened()
	saved.Preferences.OAuth.Google = store.OAuthClient{ID: "client"}
	if err := home.Save(saved); err != nil {
		d.t.Fatal(err)
	}
	return p
}

// An organisation's own identity provider is where oauth.json says.
func TestGrantedByOwn(t *testing.T) {
	d := newDesk(t)
	server, send := d.practise(practice.Options{})
	provider := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if r.URL.Path != "/token" || r.FormValue("client_id") != "todoku" || r.FormValue("refresh_token") != "first" {
			w.WriteHeader(http.StatusBadRequest)
			fmt.Fprint(w, `{"error":"invalid_grant"}`)
			return
		}
		fmt.Fprintf(w, `{"access_token":%q,"token_type":"Bearer","expires_in":3600}`, server.Accounts[0].Token)
	}))
	defer provider.Close()
	p := d.signedIn(server)
	home, saved := d.opened()
	saved.Profiles[0].OAuth = mailcore.OwnOAuth
	if err := home.Save(saved); err != nil {
		t.Fatal(err)
	}
	d.vault(p, map[string]string{store.OAuthSecret: "first"})
	office := []string{"check", "office", "--ca", send[3], "--scope", "login"}

	_, stderr := d.want(broken, office...)
	if !strings.Contains(stderr, home.PlacesPath()) || strings.Contains(stderr, "no address") {
		t.Errorf("without the file: %q", stderr)
	}
	place := func(at string) {
		text := fmt.Sprintf(`{"own": {"auth": "%s/auth", "token": "%s/token", "client_id": "todoku"}}`, at, at)
		if err := os.WriteFile(home.PlacesPath(), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	place("http://sso.example.co.jp")
	_, stderr = d.want(broken, office...)
	if !strings.Contains(stderr, "begins with https://") {
		t.Errorf("with a provider in the open: %q", stderr)
	}
	place(provider.URL)
	d.want(passed, office...)
}

func (d *desk) opened() (*store.Store, store.Settings) {
	d.t.Helper()
	home, err := store.Open(d.home)
	if err != nil {
		d.t.Fatal(err)
	}
	saved, err := home.Load()
	if err != nil {
		d.t.Fatal(err)
	}
	return home, saved
}
