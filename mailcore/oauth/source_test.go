package oauth

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// keyring remembers what is saved; it fails while err is set.
type keyring struct {
	saved []string
	err   error
}

func (k *keyring) save(ctx context.Context, refresh string) error {
	if err := errors.Join(k.err, ctx.Err()); err != nil {
		return err
	}
	k.saved = append(k.saved, refresh)
	return nil
}

func TestSourceRefreshesInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, k := &provider{}, &keyring{}
		s := NewSource(p.within(Microsoft), "refresh-0", k.save)
		for _, step := range []struct {
			wait time.Duration
			want string
		}{
			{0, "access-1"},
			{58*time.Minute + 59*time.Second, "access-1"},
			{time.Second, "access-2"},
			{time.Hour, "access-3"},
		} {
			<-time.After(step.wait)
			got, expires, err := s.Token(t.Context())
			if err != nil || got != step.want || time.Until(expires) <= early {
				t.Errorf("after %v: %q until %v, %v, want %q", step.wait, got, expires, err, step.want)
			}
		}
		if want := []string{"refresh-1", "refresh-2", "refresh-3"}; !slices.Equal(k.saved, want) {
			t.Errorf("saved %q, want %q", k.saved, want)
		}
		var used []string
		for _, f := range p.forms {
			used = append(used, f.Get("refresh_token"))
		}
		if want := []string{"refresh-0", "refresh-1", "refresh-2"}; !slices.Equal(used, want) {
			t.Errorf("used %q, want %q", used, want)
		}
	})
}

// Google keeps the refresh token as it is and does not repeat it.
func TestSourceSavesOnlyWhatIsNew(t *testing.T) {
	p, k := newProvider(t), &keyring{}
	p.answer = func(url.Values) (int, answer) { return 200, answer{"access_token": "a", "expires_in": 3600} }
	s := NewSource(p.config(Google), "refresh-0", k.save)
	if got, _, err := s.Token(t.Context()); got != "a" || err != nil || k.saved != nil {
		t.Errorf("%q, %v, saved %q", got, err, k.saved)
	}
}

func TestSourceRefreshesOnce(t *testing.T) {
	p, k := newProvider(t), &keyring{}
	s := NewSource(p.config(Microsoft), "refresh-0", k.save)
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if got, _, err := s.Token(t.Context()); got != "access-1" || err != nil {
				t.Errorf("%q, %v", got, err)
			}
		})
	}
	all.Wait()
	if p.requests() != 1 || len(k.saved) != 1 {
		t.Errorf("%d requests, saved %q", p.requests(), k.saved)
	}
}

// An access token whose refresh token could not be kept is held back, and
// neither is lost.
func TestSourceSavesFirst(t *testing.T) {
	p, full := newProvider(t), errors.New("keyring is locked, refresh-1")
	k := &keyring{err: full}
	s := NewSource(p.config(Microsoft), "refresh-0", k.save)
	got, _, err := s.Token(t.Context())
	if got != "" || Kind(err) != "unsaved" || !errors.Is(err, full) || err.Error() != "new refresh token not saved: keyring is locked, ••••••" {
		t.Errorf("%q, %v", got, err)
	}
	k.err = nil
	if got, _, err := s.Token(t.Context()); got != "access-1" || err != nil || !slices.Equal(k.saved, []string{"refresh-1"}) || p.requests() != 1 {
		t.Errorf("%q, %v, saved %q after %d requests", got, err, k.saved, p.requests())
	}
}

// A token that waits to be saved is not forgotten over the next one.
func TestSourceSavesLate(t *testing.T) {
	p, k := newProvider(t), &keyring{err: errors.New("locked")}
	p.answer = func(form url.Values) (int, answer) {
		if form.Get("refresh_token") == "refresh-0" {
			return 200, answer{"access_token": "short", "refresh_token": "refresh-1", "expires_in": 30}
		}
		return 200, answer{"access_token": "long", "expires_in": 3600}
	}
	s := NewSource(p.config(Microsoft), "refresh-0", k.save)
	if _, _, err := s.Token(t.Context()); Kind(err) != "unsaved" {
		t.Error(err)
	}
	k.err = nil
	if got, _, err := s.Token(t.Context()); got != "long" || err != nil || !slices.Equal(k.saved, []string{"refresh-1"}) {
		t.Errorf("%q, %v, saved %q", got, err, k.saved)
	}
}

// Somebody who presses stop must not cost the token that has just been changed.
func TestSourceSavesAfterStop(t *testing.T) {
	k := &keyring{}
	ctx, cancel := context.WithCancel(t.Context())
	s := NewSource(Config{}, "refresh-1", k.save)
	s.unsaved = true
	cancel()
	if err := s.keep(ctx); err != nil || len(k.saved) != 1 {
		t.Errorf("%v, saved %q", err, k.saved)
	}
}

func TestSourceRefused(t *testing.T) {
	for _, test := range []struct {
		code, description, kind string
		state                   State
	}{
		{"invalid_grant", "Token has been expired or revoked.", "expired", Expired},
		{"invalid_grant", "AADSTS700082: The refresh token has expired due to inactivity.", "expired", Expired},
		{"invalid_grant", "AADSTS50173: The provided grant has expired due to it being revoked", "expired", Expired},
		{"invalid_grant", "AADSTS50076: Due to a configuration change made by your administrator, you must use multi-factor authentication", "policy", Granted},
		{"interaction_required", "AADSTS53003: Access has been blocked by Conditional Access policies.", "policy", Granted},
		{"invalid_client", "AADSTS7000222: The provided client secret keys are expired.", "client", Granted},
		{"temporarily_unavailable", "", "network", Granted},
		{"novelty", "AADSTS999999: Something new", "other", Granted},
	} {
		t.Run(test.code+" "+test.description[:min(12, len(test.description))], func(t *testing.T) {
			p := newProvider(t)
			p.answer = func(url.Values) (int, answer) { return refuse(test.code, test.description) }
			_, _, err := NewSource(p.config(Microsoft), "refresh-0", nil).Token(t.Context())
			if Kind(err) != test.kind || StateOf("refresh-0", err) != test.state {
				t.Errorf("%s: kind %q, state %q (%v), want %q, %q", test.code, Kind(err), StateOf("refresh-0", err), err, test.kind, test.state)
			}
		})
	}
	if StateOf("", nil) != NoGrant || StateOf("r", nil) != Granted {
		t.Error("state without an error")
	}
	if _, _, err := NewSource((&provider{}).within(Google), "", nil).Token(t.Context()); Kind(err) != "none" {
		t.Error(err)
	}
}

// Whoever waits for a slow refresh may give up; the others go on.
func TestSourceWaiterGivesUp(t *testing.T) {
	p := newProvider(t)
	asked, goOn := make(chan struct{}), make(chan struct{})
	p.answer = func(url.Values) (int, answer) {
		close(asked)
		<-goOn
		return 0, nil
	}
	s := NewSource(p.config(Google), "refresh-0", nil)
	first := make(chan error)
	go func() {
		_, _, err := s.Token(t.Context())
		first <- err
	}()
	<-asked
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := s.Token(ctx); Kind(err) != "stopped" {
		t.Error(err)
	}
	late, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if _, _, err := s.Token(late); Kind(err) != "network" {
		t.Error(err)
	}
	close(goOn)
	if err := <-first; err != nil {
		t.Error(err)
	}
}

func TestSourceWithoutProvider(t *testing.T) {
	p := newProvider(t)
	c := p.config(Google)
	c.Endpoint.Token = "http://127.0.0.1:1/token"
	if _, _, err := NewSource(c, "refresh-0", nil).Token(t.Context()); Kind(err) != "network" {
		t.Error(err)
	}
}

func TestRevoke(t *testing.T) {
	for _, test := range []struct {
		name, refresh string
		who           Provider
		kind          string
		saved         []string
		revoked       []string
	}{
		{"given back", "refresh-0", Google, "", []string{""}, []string{"refresh-0"}},
		{"gone already", "gone", Google, "", []string{""}, nil},
		{"not now", "stuck", Google, "network", nil, nil},
		{"never had", "", Google, "", []string{""}, nil},
		{"Microsoft only forgets", "refresh-0", Microsoft, "", []string{""}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, k := newProvider(t), &keyring{}
			c := p.config(test.who)
			if test.who == Microsoft {
				c.Endpoint.Revoke = ""
			}
			s := NewSource(c, test.refresh, k.save)
			err := s.Revoke(t.Context())
			if Kind(err) != test.kind || !slices.Equal(k.saved, test.saved) || !slices.Equal(p.revoked, test.revoked) {
				t.Errorf("%v, saved %q, revoked %q", err, k.saved, p.revoked)
			}
			if _, _, err := s.Token(t.Context()); (err == nil) != (test.kind != "") {
				t.Errorf("token afterwards: %v", err)
			}
		})
	}
}
