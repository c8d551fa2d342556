package oauth

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/oauth2"
)

// provider plays Google and Microsoft: it asks nobody, sends the browser back,
// and gives tokens to who knows the verifier.
type provider struct {
	url     string
	consent url.Values                                      // what the browser brings back, nil means a code
	answer  func(form url.Values) (status int, body answer) // of the token endpoint; nil or status 0 means a grant
	device  answer                                          // of the device endpoint

	mu        sync.Mutex
	challenge string
	asked     url.Values   // by the browser
	forms     []url.Values // posted to the token endpoint
	revoked   []string
}

type answer map[string]any

// refusal shapes an error as RFC 6749 does.
func refuse(code, description string) (int, answer) {
	return http.StatusBadRequest, answer{"error": code, "error_description": description}
}

// newProvider starts a provider on loopback.
func newProvider(t *testing.T) *provider {
	quiet(t)
	p := &provider{}
	s := httptest.NewServer(p.mux())
	t.Cleanup(s.Close)
	p.url = s.URL
	return p
}

func (p *provider) mux() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /authorise", p.authorise)
	mux.HandleFunc("POST /token", p.token)
	mux.HandleFunc("POST /device", func(w http.ResponseWriter, _ *http.Request) { reply(w, 200, p.device) })
	mux.HandleFunc("POST /revoke", p.revoke)
	return mux
}

func (p *provider) authorise(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked = r.URL.Query()
	p.challenge = p.asked.Get("code_challenge")
	back := url.Values{"code": {"the-code"}}
	if p.consent != nil {
		back = p.consent
	}
	back.Set("state", p.asked.Get("state"))
	http.Redirect(w, r, p.asked.Get("redirect_uri")+"?"+back.Encode(), http.StatusFound)
}

func (p *provider) token(w http.ResponseWriter, r *http.Request) {
	r.ParseForm()
	p.mu.Lock()
	p.forms = append(p.forms, r.PostForm)
	n, challenge := len(p.forms), p.challenge
	p.mu.Unlock()
	if p.answer != nil {
		if status, body := p.answer(r.PostForm); status != 0 {
			reply(w, status, body)
			return
		}
	}
	if v := r.PostForm.Get("code_verifier"); r.PostForm.Get("grant_type") == "authorization_code" && oauth2.S256ChallengeFromVerifier(v) != challenge {
		status, body := refuse("invalid_grant", "AADSTS501481: The Code_Verifier does not match")
		reply(w, status, body)
		return
	}
	reply(w, 200, answer{"access_token": fmt.Sprint("access-", n), "refresh_token": fmt.Sprint("refresh-", n), "token_type": "Bearer", "expires_in": 3600})
}

func (p *provider) revoke(w http.ResponseWriter, r *http.Request) {
	r.ParseForm()
	switch token := r.PostForm.Get("token"); token {
	case "gone":
		status, body := refuse("invalid_token", "Token expired or revoked")
		reply(w, status, body)
	case "stuck":
		reply(w, http.StatusServiceUnavailable, answer{"error": "server_error", "error_description": "not now, " + token})
	default:
		p.mu.Lock()
		defer p.mu.Unlock()
		p.revoked = append(p.revoked, token)
	}
}

func reply(w http.ResponseWriter, status int, body answer) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(body)
}

// requests counts what the token endpoint was asked.
func (p *provider) requests() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.forms)
}

// config returns settings that lead to p.
func (p *provider) config(who Provider) Config {
	return Config{
		Provider: who,
		Client:   Client{ID: "the-client", Secret: "the-secret"},
		Endpoint: Endpoint{Auth: p.url + "/authorise", Token: p.url + "/token", Device: p.url + "/device", Revoke: p.url + "/revoke"},
	}
}

// inside lets a client talk to a server without a network, so that a test may
// hold the clock.
type inside struct{ http.Handler }

func (i inside) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	i.ServeHTTP(w, r)
	return w.Result(), nil
}

// within returns settings that lead to p without a network.
func (p *provider) within(who Provider) Config {
	p.url = "http://provider.test"
	c := p.config(who)
	c.HTTP = &http.Client{Transport: inside{p.mux()}}
	return c
}

// quiet makes the test fail if a goroutine of a server or client is left when
// everything of the test has been closed.
func quiet(t *testing.T) {
	t.Cleanup(func() {
		for deadline := time.Now().Add(5 * time.Second); ; runtime.Gosched() {
			stacks := make([]byte, 1<<20)
			all := string(stacks[:runtime.Stack(stacks, true)])
			if !strings.Contains(all, "net/http.") {
				return
			}
			if time.Now().After(deadline) {
				t.Fatalf("goroutines are left:\n%s", all)
			}
		}
	})
}
