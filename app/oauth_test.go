package app

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"

	"todoku/mailcore"
	"todoku/mailcore/oauth"
	"todoku/store"
)

// provider is a sign-in page that says yes, or no.
func provider(t *testing.T, consent bool) oauth.Endpoint {
	mux := http.NewServeMux()
	mux.HandleFunc("/auth", func(w http.ResponseWriter, r *http.Request) {
		q := url.Values{"state": {r.FormValue("state")}, "code": {"the-code"}}
		if !consent {
			q = url.Values{"state": {r.FormValue("state")}, "error": {"access_denied"}}
		}
		http.Redirect(w, r, r.FormValue("redirect_uri")+"?"+q.Encode(), http.StatusFound)
	})
	mux.HandleFunc("/token", func(w http.ResponseWriter, r *http.Request) {
		if r.FormValue("client_id") != "client-1" || r.FormValue("code") != "the-code" {
			t.Errorf("asked for a token with %v", r.Form)
		}
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(map[string]any{"access_token": "access-1", "refresh_token": "refresh-1", "token_type": "Bearer", "expires_in": 3600})
	})
	mux.HandleFunc("/revoke", func(http.ResponseWriter, *http.Request) {})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return oauth.Endpoint{Auth: server.URL + "/auth", Token: server.URL + "/token", Revoke: server.URL + "/revoke"}
}

// atGmail is the program with Gmail on the screen, and a browser that follows
// wherever it is sent.
func atGmail(t *testing.T, consent bool) *desk {
	keyring.MockInit()
	dir := t.TempDir()
	seed(t, dir, func(s *store.Settings) { s.Preferences.OAuth.Google.ID = "client-1" })
	d := sit(t, dir)
	d.consent.endpoint = provider(t, consent)
	d.browser.open = func(u *url.URL) error {
		go func() {
			if answer, err := http.Get(u.String()); err == nil {
				answer.Body.Close()
			}
		}()
		return nil
	}
	d.chooseServer("Gmail")
	return d
}

func TestSignInKeepsOnlyTheRefreshToken(t *testing.T) {
	d := atGmail(t, true)
	d.want("Google: 未承認")
	d.fill("アカウント名", "taro@example.jp")
	d.press("承認する")
	d.wait("it is granted", func() bool { return d.consent.state == oauth.Granted && d.dialog() == nil })
	d.want("Google: 承認済み")
	kept, err := d.secrets.Get(t.Context(), store.ProfileKey("gmail", store.OAuthSecret))
	if err != nil || kept != "refresh-1" {
		t.Errorf("the keyring holds %q, %v", string(kept), err)
	}
	for _, token := range []string{"refresh-1", "access-1"} {
		if strings.Contains(d.file("settings.toml"), token) {
			t.Errorf("the settings hold %s", token)
		}
	}
	d.press("取り消す")
	d.wait("it is revoked", func() bool { return d.consent.state == oauth.NoGrant })
	if _, err := d.secrets.Get(t.Context(), store.ProfileKey("gmail", store.OAuthSecret)); err == nil {
		t.Error("the token is still in the keyring")
	}
}

func TestSignInRefused(t *testing.T) {
	d := atGmail(t, false)
	d.press("承認する")
	d.wait("it is explained", func() bool { return d.dialog() != nil && d.says("承認が拒否されました。") })
	d.press("閉じる")
	d.want("Google: 未承認")
}

// A provider's servers can be read, not changed (GR-06, MS-01).
func TestProviderFillsInItsServers(t *testing.T) {
	d := fresh(t)
	d.pick("Google・Microsoft でサインイン", "Microsoft")
	o, in := d.page.current.Outgoing, d.page.current.Incoming
	if o.Host != "smtp.office365.com" || o.Port != 587 || o.Encryption != mailcore.STARTTLS || o.Auth != mailcore.XOAUTH2 || in.Auth != mailcore.XOAUTH2 {
		t.Errorf("filled in %+v %+v", o, in)
	}
	d.want("送信メールサーバー*: \"smtp.office365.com\" (off)")
	d.pick("Google・Microsoft でサインイン", "使用しない")
	if got := d.page.current.Outgoing.Auth; got != mailcore.AutoAuth {
		t.Errorf("without a provider the method is %s", got)
	}
}
