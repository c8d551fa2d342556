package oauth

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"testing"
	"testing/synctest"
	"time"
)

// ask is what a device endpoint answers.
func ask(more answer) answer {
	a := answer{"device_code": "the-device", "user_code": "ABCD-EFGH", "verification_uri": "https://microsoft.com/devicelogin", "expires_in": 900, "interval": 5}
	for k, v := range more {
		a[k] = v
	}
	return a
}

// polls answers one refusal after the other, then grants. "" is a network that
// is gone.
func polls(codes ...string) func(url.Values) (int, answer) {
	return func(url.Values) (int, answer) {
		if len(codes) == 0 {
			return 0, nil
		}
		code := codes[0]
		codes = codes[1:]
		if code == "" {
			return http.StatusBadGateway, nil
		}
		return refuse(code, "")
	}
}

func TestDeviceSignIn(t *testing.T) {
	pending := "authorization_pending"
	for _, test := range []struct {
		name   string
		device answer
		polls  []string
		kind   string
		asked  int // requests to the token endpoint; 0 means any
		took   time.Duration
	}{
		{"at once", nil, nil, "", 1, 5 * time.Second},
		{"pending", nil, []string{pending, pending}, "", 3, 15 * time.Second},
		{"slow down", nil, []string{"slow_down", pending}, "", 3, 25 * time.Second},
		{"network lost twice", nil, []string{pending, "", ""}, "", 4, 40 * time.Second},
		{"network gone", nil, []string{"", "", "", "", "", ""}, "network", 5, 135 * time.Second},
		{"denied", nil, []string{pending, "authorization_declined"}, "denied", 2, 10 * time.Second},
		{"denied, as in the RFC", nil, []string{"access_denied"}, "denied", 1, 5 * time.Second},
		{"expired", nil, []string{pending, "expired_token"}, "timeout", 2, 10 * time.Second},
		{"nobody came", answer{"expires_in": 12}, []string{pending, pending, pending}, "timeout", 2, 12 * time.Second},
		{"forbidden", nil, []string{"unauthorized_client"}, "client", 1, 5 * time.Second},
		{"negative interval", answer{"interval": -1}, nil, "", 1, time.Second},
		{"endless interval", answer{"interval": 1 << 60}, nil, "", 1, time.Minute},
		{"already over", answer{"expires_in": -5}, nil, "timeout", 0, 0},
		{"no page", answer{"verification_uri": ""}, nil, "other", 0, 0},
		{"a page to run", answer{"verification_uri": "file:///bin/sh"}, nil, "other", 0, 0},
		{"no code", answer{"device_code": ""}, nil, "other", 0, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := &provider{device: ask(test.device), answer: polls(test.polls...)}
				shown, start := false, time.Now()
				_, err := DeviceSignIn(t.Context(), p.within(Microsoft), func(code, page string, expires time.Time) {
					shown = code == "ABCD-EFGH" && page == "https://microsoft.com/devicelogin" && time.Until(expires) <= 15*time.Minute
				})
				if Kind(err) != test.kind || p.requests() != test.asked || time.Since(start) != test.took {
					t.Errorf("kind %q (%v) after %d requests in %v, want %q, %d, %v", Kind(err), err, p.requests(), time.Since(start), test.kind, test.asked, test.took)
				}
				if shown != (test.kind != "other") {
					t.Errorf("shown: %v", shown)
				}
			})
		})
	}
}

func TestDeviceCodeIsRefused(t *testing.T) {
	p := &provider{device: answer{"error": "invalid_client", "error_description": "AADSTS7000218: the-secret"}}
	c := p.within(Microsoft)
	mux := c.HTTP.Transport.(inside).Handler
	c.HTTP.Transport = inside{http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusUnauthorized)
		mux.ServeHTTP(w, r)
	})}
	if _, err := DeviceSignIn(t.Context(), c, nil); Kind(err) != "client" {
		t.Error(err)
	}
}

// The library asks for the code without a context: ours must end it.
func TestDeviceCodeEndsWithContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		p, start := &provider{}, time.Now()
		c := p.within(Microsoft)
		c.HTTP.Transport = deaf(cancel)
		if _, err := DeviceSignIn(ctx, c, nil); Kind(err) != "stopped" || time.Since(start) > 0 {
			t.Errorf("%v after %v", err, time.Since(start))
		}
	})
}

// deaf never answers; it calls itself when asked.
type deaf func()

func (d deaf) RoundTrip(r *http.Request) (*http.Response, error) {
	d()
	<-r.Context().Done()
	return nil, r.Context().Err()
}

func TestNoDeviceFlowForGoogle(t *testing.T) {
	c := Config{Provider: Google, Client: Client{ID: "id"}}
	if _, err := DeviceSignIn(t.Context(), c, nil); !errors.Is(err, ErrNoDeviceFlow) || Kind(err) != "device" {
		t.Error(err)
	}
}
