package app

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
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

// Without a client ID the message leads to where it is entered.
func TestSignInWithoutClient(t *testing.T) {
	d := atGmail(t, true)
	d.settings.Preferences.OAuth.Google.ID = ""
	d.press("承認する")
	d.wait("it is explained", func() bool {
		return d.dialog() != nil && d.says("クライアント ID が入力されていません。")
	})
	d.press("OAuth クライアントの設定")
	d.want("クライアント シークレット")
	d.press("キャンセル")
}

// A test before anybody has signed in says so, and not that something expired.
func TestNeverAuthorised(t *testing.T) {
	d := atGmail(t, true)
	d.fill("アカウント名", "taro@example.jp")
	d.press("保存")
	d.pick("どこまで試すか", "ログインまで")
	d.press("実行")
	d.wait("it is explained", func() bool { return d.dialog() != nil && d.says("まだ承認されていません。") })
	if d.says("期限が切れて") {
		t.Error("what never was is said to have expired")
	}
	d.press("閉じる")
}

// While a sign-in is waited for, its address can be copied; a browser that does
// not open is no end.
func TestSignInShowsItsAddress(t *testing.T) {
	d := atGmail(t, true)
	d.browser.open = func(*url.URL) error { return http.ErrServerClosed }
	d.press("承認する")
	d.wait("the address is shown", func() bool { return d.dialog() != nil && d.says(d.consent.endpoint.Auth) })
	d.press("アドレスをコピー")
	page := d.app.Clipboard().Content()
	if !strings.HasPrefix(page, d.consent.endpoint.Auth+"?") {
		t.Fatalf("copied %q", page)
	}
	answer, err := http.Get(page)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	d.wait("it is granted", func() bool { return d.consent.state == oauth.Granted && d.dialog() == nil })
}

// An organisation's own provider is where oauth.json says.
func TestSignInAtOwn(t *testing.T) {
	d := atGmail(t, true)
	e := d.consent.endpoint
	d.consent.endpoint = oauth.Endpoint{}
	d.press("サーバーを追加")
	d.byHand()
	d.pick("Google・Microsoft でサインイン", "自社の認証サーバー")
	d.fill("送信メールサーバー", "mail.example.jp")
	d.fill("アカウント名", "taro@example.jp")
	d.fill("送信元メールアドレス", "taro@example.jp")
	d.fill("確認用の送信先メールアドレス", "taro@example.jp")
	if o := d.page.current.Outgoing; o.Host != "mail.example.jp" || o.Auth != mailcore.XOAUTH2 {
		t.Fatalf("on the screen is %+v", o)
	}
	d.press("承認する")
	d.wait("it is explained", func() bool {
		return d.dialog() != nil && d.says("自社の認証サーバーの場所が設定されていません。")
	})
	d.want("oauth.json")
	d.press("閉じる")
	file, _ := json.Marshal(map[string]any{"own": map[string]any{"auth": e.Auth, "token": e.Token, "client_id": "client-1"}})
	if err := os.WriteFile(d.store.PlacesPath(), file, 0o600); err != nil {
		t.Fatal(err)
	}
	d.press("承認する")
	d.wait("it is granted", func() bool { return d.consent.state == oauth.Granted && d.dialog() == nil })
	d.want("自社の認証サーバー: 承認済み")
}
