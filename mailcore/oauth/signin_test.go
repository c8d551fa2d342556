package oauth

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/oauth2"
)

// browser goes where it is sent, and remembers what it saw.
type browser struct {
	client http.Client
	wait   sync.WaitGroup
	page   string
	header http.Header
}

func newBrowser(t *testing.T) *browser {
	b := &browser{client: http.Client{Transport: &http.Transport{DisableKeepAlives: true}}}
	t.Cleanup(b.wait.Wait)
	return b
}

// open is a Config.Open: like the real one it does not wait.
func (b *browser) open(address string) error {
	b.wait.Go(func() {
		r, err := b.client.Get(address)
		if err != nil {
			b.page = err.Error()
			return
		}
		defer r.Body.Close()
		page, _ := io.ReadAll(r.Body)
		b.page, b.header = string(page), r.Header
	})
	return nil
}

func words(ok bool) string { return fmt.Sprintf("<b>ok=%v</b>", ok) }

func TestSignIn(t *testing.T) {
	scopes := map[Provider]string{
		Google:    "https://mail.google.com/",
		Microsoft: "offline_access https://outlook.office.com/SMTP.Send https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/POP.AccessAsUser.All",
	}
	for _, who := range Providers {
		t.Run(string(who), func(t *testing.T) {
			p, b := newProvider(t), newBrowser(t)
			c := p.config(who)
			c.Open, c.Page, c.LoginHint = b.open, words, "taro@example.jp"
			got, err := SignIn(t.Context(), c)
			if err != nil {
				t.Fatal(err)
			}
			if got.Access != "access-1" || got.Refresh != "refresh-1" || time.Until(got.Expires) < 50*time.Minute {
				t.Errorf("token %q %q %v", got.Access, got.Refresh, got.Expires)
			}
			for name, want := range map[string]string{
				"response_type": "code", "client_id": "the-client", "login_hint": "taro@example.jp",
				"code_challenge_method": "S256", "scope": scopes[who],
				"access_type": map[Provider]string{Google: "offline"}[who],
				"prompt":      map[Provider]string{Google: "consent", Microsoft: "select_account"}[who],
			} {
				if p.asked.Get(name) != want {
					t.Errorf("%s = %q, want %q", name, p.asked.Get(name), want)
				}
			}
			if form := p.forms[0]; form.Get("client_secret") != "the-secret" || form.Get("client_id") != "the-client" || form.Get("code") != "the-code" {
				t.Errorf("token request %v", form)
			}
			b.wait.Wait()
			if !strings.Contains(b.page, "✓ &lt;b&gt;ok=true&lt;/b&gt;") || b.header.Get("Referrer-Policy") != "no-referrer" || b.header.Get("Cache-Control") != "no-store" {
				t.Errorf("page %q %v", b.page, b.header)
			}
			back, _ := url.Parse(p.asked.Get("redirect_uri"))
			if want := map[Provider]string{Google: "127.0.0.1", Microsoft: "localhost"}[who]; back.Hostname() != want || back.Path != "" {
				t.Errorf("redirect to %s", back)
			}
			if conn, err := net.Dial("tcp", "127.0.0.1:"+back.Port()); err == nil {
				conn.Close()
				t.Error("the port is still open")
			}
		})
	}
}

// Whatever else comes to the port is turned away, and does not disturb.
func TestForgedCallbacks(t *testing.T) {
	p, b := newProvider(t), newBrowser(t)
	c := p.config(Google)
	c.Open = func(address string) error {
		u, _ := url.Parse(address)
		back, state := u.Query().Get("redirect_uri"), u.Query().Get("state")
		for _, f := range []struct{ method, path, host string }{
			{"GET", "/favicon.ico", ""},
			{"GET", "/", ""},
			{"GET", "/?code=forged", ""},
			{"GET", "/?code=forged&state=", ""},
			{"GET", "/?code=forged&state=" + state[:len(state)-1], ""},
			{"GET", "/?error=access_denied&state=" + strings.ToLower(state), ""},
			{"GET", "/?code=forged&state=" + state + "&state=" + state, ""},
			{"GET", "/other?code=forged&state=" + state, ""},
			{"POST", "/?code=forged&state=" + state, ""},
			{"HEAD", "/?code=forged&state=" + state, ""},
			{"GET", "/?code=forged&state=" + state, "evil.example"},
		} {
			ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
			defer cancel()
			r, _ := http.NewRequestWithContext(ctx, f.method, back+f.path, nil) // one that is believed is not answered yet
			r.Host = f.host
			answer, err := b.client.Do(r)
			if err != nil {
				return err
			}
			answer.Body.Close()
			if answer.StatusCode != http.StatusNotFound {
				t.Errorf("%s %s: %s", f.method, f.path, answer.Status)
			}
		}
		return b.open(address)
	}
	if got, err := SignIn(t.Context(), c); err != nil || got.Access != "access-1" {
		t.Errorf("%v, %v", got, err)
	}
}

// A page that made its own name point to this computer knows everything but
// the host.
func TestOnlyTheOwnHostIsBelieved(t *testing.T) {
	b := &loopback{host: "127.0.0.1:4711", state: "state"}
	for host, want := range map[string]bool{"127.0.0.1:4711": true, "evil.example:4711": false, "evil.example": false, "127.0.0.1": false, "localhost:4711": false} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/?code=c&state=state", nil)
		r.Host = host
		if got := b.believes(r); got != want {
			t.Errorf("a request for %s is believed: %v", host, got)
		}
	}
}

// A page that is loaded again brings no second code and holds nothing up.
func TestCallbackAgain(t *testing.T) {
	back, err := listen("127.0.0.1", "state", words)
	if err != nil {
		t.Fatal(err)
	}
	defer back.close()
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	for _, code := range []string{"first", "second", "third"} {
		r := httptest.NewRequestWithContext(gone, http.MethodGet, "http://"+back.host+"/?state=state&code="+code, nil)
		back.ServeHTTP(httptest.NewRecorder(), r)
	}
	if code, err := back.wait(t.Context()); code != "first" || err != nil || len(back.answers) > 0 {
		t.Errorf("%q, %v, then %d more", code, err, len(back.answers))
	}
	back.finish(true)
}

func TestSignInRefused(t *testing.T) {
	for _, test := range []struct {
		name    string
		consent url.Values
		answer  func(url.Values) (int, answer)
		kind    string
	}{
		{"user says no", url.Values{"error": {"access_denied"}}, nil, "denied"},
		{"user says no to Microsoft", url.Values{"error": {"access_denied"}, "error_description": {"AADSTS65004: User declined to consent"}}, nil, "denied"},
		{"administrator needed", url.Values{"error": {"access_denied"}, "error_description": {"AADSTS90094: The grant requires administrator permissions."}}, nil, "consent"},
		{"conditional access", url.Values{"error": {"access_denied"}, "error_description": {"AADSTS53003: Access has been blocked"}}, nil, "policy"},
		{"error and code", url.Values{"error": {"server_error"}, "code": {"the-code"}}, nil, "network"},
		{"neither error nor code", url.Values{}, nil, "other"},
		{"wrong secret", nil, func(url.Values) (int, answer) {
			return refuse("invalid_client", "AADSTS7000215: Invalid client secret")
		}, "client"},
		{"code used up", nil, func(url.Values) (int, answer) { return refuse("invalid_grant", "Bad Request") }, "expired"},
		{"no refresh token", nil, func(url.Values) (int, answer) { return 200, answer{"access_token": "a", "expires_in": 3600} }, "consent"},
		{"no access token", nil, func(url.Values) (int, answer) { return 200, answer{} }, "network"},
		{"error under 200", nil, func(url.Values) (int, answer) { return 200, answer{"error": "invalid_grant"} }, "expired"},
		{"proxy in between", nil, func(url.Values) (int, answer) { return 502, answer{} }, "network"},
		{"endless", nil, func(url.Values) (int, answer) { return 200, answer{"x": strings.Repeat("x", maxBody)} }, "network"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, b := newProvider(t), newBrowser(t)
			p.consent, p.answer = test.consent, test.answer
			c := p.config(Microsoft)
			c.Open, c.Page = b.open, words
			_, err := SignIn(t.Context(), c)
			if Kind(err) != test.kind {
				t.Errorf("kind %q (%v), want %q", Kind(err), err, test.kind)
			}
			b.wait.Wait()
			if !strings.Contains(b.page, "✕ &lt;b&gt;ok=false&lt;/b&gt;") {
				t.Errorf("page %q", b.page)
			}
		})
	}
}

// Who steals the code cannot use it.
func TestVerifierIsChecked(t *testing.T) {
	p, b := newProvider(t), newBrowser(t)
	c := p.config(Google)
	c.Open = func(address string) error {
		u, _ := url.Parse(address)
		q := u.Query()
		q.Set("code_challenge", oauth2.S256ChallengeFromVerifier("somebody else's"))
		u.RawQuery = q.Encode()
		return b.open(u.String())
	}
	if _, err := SignIn(t.Context(), c); Kind(err) != "expired" {
		t.Error(err)
	}
}

func TestSignInEnds(t *testing.T) {
	t.Run("browser closed", func(t *testing.T) {
		p := newProvider(t)
		ctx, cancel := context.WithCancel(t.Context())
		c := p.config(Microsoft)
		c.Open = func(string) error { cancel(); return nil }
		_, err := SignIn(ctx, c)
		if Kind(err) != "stopped" || !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
	t.Run("nobody came", func(t *testing.T) {
		p := newProvider(t)
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		defer cancel()
		c := p.config(Google)
		c.Open = func(string) error { return nil }
		if _, err := SignIn(ctx, c); Kind(err) != "timeout" {
			t.Error(err)
		}
	})
	t.Run("no browser", func(t *testing.T) {
		p := newProvider(t)
		c := p.config(Google)
		missing := errors.New("xdg-open: not found")
		c.Open = func(address string) error { return fmt.Errorf("%w: %s", missing, address) }
		_, err := SignIn(t.Context(), c)
		if Kind(err) != "browser" || !errors.Is(err, missing) {
			t.Error(err)
		}
	})
}

func TestSlowProvider(t *testing.T) {
	slow := func(t *testing.T) (p *provider, c Config, asked chan struct{}) {
		p, asked = newProvider(t), make(chan struct{})
		over := make(chan struct{})
		t.Cleanup(func() { close(over) })
		p.answer = func(url.Values) (int, answer) {
			close(asked)
			<-over
			return 0, nil
		}
		c = p.config(Google)
		c.Open = newBrowser(t).open
		return p, c, asked
	}
	t.Run("too slow", func(t *testing.T) {
		_, c, _ := slow(t)
		c.HTTP = &http.Client{Timeout: 50 * time.Millisecond, Transport: direct}
		if _, err := SignIn(t.Context(), c); Kind(err) != "network" {
			t.Error(err)
		}
	})
	t.Run("stopped meanwhile", func(t *testing.T) {
		_, c, asked := slow(t)
		ctx, cancel := context.WithCancel(t.Context())
		go func() {
			<-asked
			cancel()
		}()
		if _, err := SignIn(ctx, c); Kind(err) != "stopped" {
			t.Error(err)
		}
	})
}

// Secrets stay here, wherever the provider points.
func TestRedirectIsNotFollowed(t *testing.T) {
	p, b := newProvider(t), newBrowser(t)
	c := p.config(Google)
	c.Open = b.open
	c.HTTP = &http.Client{Transport: inside{http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Host != strings.TrimPrefix(p.url, "http://") {
			t.Errorf("asked %s", r.URL)
		}
		http.Redirect(w, r, "http://elsewhere.test/token", http.StatusTemporaryRedirect)
	})}}
	if _, err := SignIn(t.Context(), c); Kind(err) != "network" {
		t.Error(err)
	}
}

// A provider that repeats all it was told gives nothing away.
func TestNoSecretInErrors(t *testing.T) {
	p, b := newProvider(t), newBrowser(t)
	p.answer = func(form url.Values) (int, answer) {
		return refuse("invalid_grant", fmt.Sprint("\x1b[31mno\r\n", form, form.Encode()))
	}
	c := p.config(Google)
	c.Client.Secret = "the+secret/="
	c.Open = b.open
	_, err := SignIn(t.Context(), c)
	_, _, again := NewSource(c, "the+refresh/=", nil).Token(t.Context())
	for _, err := range []error{err, again} {
		r, ok := errors.AsType[*oauth2.RetrieveError](err)
		if !ok || r.ErrorCode != "invalid_grant" || !strings.HasPrefix(r.ErrorDescription, "[31mno map[") {
			t.Fatalf("%v", err)
		}
		text := fmt.Sprintf("%v %+v %#v %s", err, err, r, r.Body)
		secrets := []string{"the+secret/=", "the%2Bsecret", "the+refresh/=", "the%2Brefresh", "the-code", "\x1b", "\n"}
		for _, form := range p.forms {
			if v := form.Get("code_verifier"); v != "" {
				secrets = append(secrets, v)
			}
		}
		for _, secret := range secrets {
			if strings.Contains(text, secret) {
				t.Errorf("%q holds %q", text, secret)
			}
		}
	}
}

func TestConfigCheck(t *testing.T) {
	for _, c := range []Config{
		{},
		{Provider: "yahoo", Client: Client{ID: "id"}},
		{Provider: Microsoft, Client: Client{ID: "id", Tenant: "../evil"}},
		{Provider: Microsoft, Client: Client{ID: "id", Tenant: "a/b"}},
		{Provider: Microsoft, Client: Client{ID: "id", Tenant: ".."}},
	} {
		if _, err := SignIn(t.Context(), c); Kind(err) != "client" {
			t.Errorf("sign-in %+v: %v", c, err)
		}
		if _, err := DeviceSignIn(t.Context(), c, nil); Kind(err) != "client" {
			t.Errorf("device %+v: %v", c, err)
		}
		if _, _, err := NewSource(c, "r", nil).Token(t.Context()); Kind(err) != "client" {
			t.Errorf("source %+v: %v", c, err)
		}
	}
	for _, id := range []string{"", "  "} {
		if _, err := SignIn(t.Context(), Config{Provider: Google, Client: Client{ID: id}}); Kind(err) != "no-client" {
			t.Errorf("client %q: %v", id, err)
		}
	}
}

// A browser that takes localhost for ::1 must find us there, not somebody else.
func TestBothLoopbackAddresses(t *testing.T) {
	six, err := net.Listen("tcp6", "[::1]:0")
	if err != nil {
		t.Skip("no IPv6")
	}
	six.Close()
	listeners, err := open(true)
	if err != nil {
		t.Fatal(err)
	}
	var ports []int
	for _, l := range listeners {
		defer l.Close()
		ports = append(ports, l.Addr().(*net.TCPAddr).Port)
		if !l.Addr().(*net.TCPAddr).IP.IsLoopback() {
			t.Errorf("listens on %s", l.Addr())
		}
	}
	if len(ports) != 2 || ports[0] != ports[1] {
		t.Errorf("ports %v", ports)
	}
}
