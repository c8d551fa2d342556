package oauth

import (
	"errors"
	"strings"
	"testing"
)

func TestParsePlaces(t *testing.T) {
	for _, tt := range []struct{ file, wrong string }{
		{`{"own": {"auth": "https://sso.example.co.jp/auth", "token": "https://sso.example.co.jp/token"}}`, ""},
		{`{"own": {"auth": "http://127.0.0.1:8080/auth", "token": "http://[::1]:8080/token", "device": "http://localhost/device"}}`, ""},
		{`{"google": {"auth": "https://sso.example.co.jp/auth", "token": "https://sso.example.co.jp/token", "scopes": ["mail"], "client_id": "todoku"}}`, ""},
		{`{}`, ""},
		{`{"own": {"auth": "http://sso.example.co.jp/auth", "token": "https://sso.example.co.jp/token"}}`, "auth has to be an address"},
		{`{"own": {"auth": "https://sso.example.co.jp/auth", "token": "http://127.0.0.1.example.jp/token"}}`, "token has to be an address"},
		{`{"own": {"auth": "https://sso.example.co.jp/auth"}}`, "token has to be an address"},
		{`{"own": {"auth": "https://u:p@sso.example.co.jp/auth", "token": "https://sso.example.co.jp/token"}}`, "auth has to be an address"},
		{`{"own": {"auth": "https://a/", "token": "https://a/", "revoke": "file:///etc/passwd"}}`, "revoke has to be an address"},
		{`{"ours": {"auth": "https://a/", "token": "https://a/"}}`, "none of own"},
		{`{"own": {"auth": "https://a/", "token": "https://a/", "client_secret": "x"}}`, "unknown field"},
		{`[]`, "json"},
		{``, "EOF"},
	} {
		_, err := ParsePlaces([]byte(tt.file))
		switch {
		case tt.wrong == "" && err != nil:
			t.Errorf("%s: %v", tt.file, err)
		case tt.wrong != "" && (!errors.Is(err, ErrPlace) || !strings.Contains(err.Error(), tt.wrong)):
			t.Errorf("%s: %v, want %s", tt.file, err, tt.wrong)
		}
	}
}

func TestOwnNeedsAPlaceAndAClient(t *testing.T) {
	c := Config{Provider: Own}
	if _, err := SignIn(t.Context(), c); !errors.Is(err, ErrNoPlace) {
		t.Errorf("without a place: %v", err)
	}
	c = c.At(Places{Own: {Endpoint: Endpoint{Auth: "https://a/", Token: "https://a/"}}})
	if _, err := SignIn(t.Context(), c); Kind(err) != "no-client" {
		t.Errorf("without a client: %v", err)
	}
	if got := c.At(Places{Own: {Client: "todoku", Scopes: []string{"mail"}}}); got.Client.ID != "todoku" || got.scopes()[0] != "mail" {
		t.Errorf("at its place: %+v", got)
	}
}

// The whole sign-in at an organisation's own provider.
func TestSignInAtOwn(t *testing.T) {
	p, b := newProvider(t), newBrowser(t)
	c := p.config(Own)
	c.Open, c.Page = b.open, words
	got, err := SignIn(t.Context(), c)
	if err != nil || got.Refresh != "refresh-1" {
		t.Fatal(got, err)
	}
	if scope := p.asked.Get("scope"); scope != "openid offline_access" {
		t.Errorf("asked for %q", scope)
	}
	b.wait.Wait()
}
