package oauth

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/netip"
	"net/url"
	"strings"
)

// A Place is where an identity provider takes requests, as a file of settings
// says: one that an organisation runs itself, or in place of those of Google
// and Microsoft.
type Place struct {
	Endpoint
	Scopes []string `json:"scopes"`    // nil means openid and offline_access, or those of Google or Microsoft
	Client string   `json:"client_id"` // "" means the one that was entered in the window
}

// Places are identity providers by what a setting calls them.
type Places map[Provider]Place

// ParsePlaces reads a file of them: an object whose keys are "own", "google"
// or "microsoft". The error wraps [ErrPlace] and names the value.
func ParsePlaces(data []byte) (Places, error) {
	var places Places
	file := json.NewDecoder(bytes.NewReader(data))
	file.DisallowUnknownFields()
	if err := file.Decode(&places); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrPlace, err)
	}
	for name, p := range places {
		if _, ok := providers[name]; !ok {
			return nil, fmt.Errorf("%w: %q is none of own, google, microsoft", ErrPlace, name)
		}
		if err := p.check(); err != nil {
			return nil, fmt.Errorf("%w: %s: %w", ErrPlace, name, err)
		}
	}
	return places, nil
}

// At returns c as it is at the place of its provider, if places have one.
func (c Config) At(places Places) Config {
	p, ok := places[c.Provider]
	if !ok {
		return c
	}
	c.Endpoint = p.Endpoint
	if p.Scopes != nil {
		c.Scopes = p.Scopes
	}
	if p.Client != "" {
		c.Client.ID = p.Client
	}
	return c
}

// check wants what a sign-in cannot do without, and nothing that sends a
// secret in the open.
func (p Place) check() error {
	for _, at := range []struct {
		name, address string
		needed        bool
	}{{"auth", p.Auth, true}, {"token", p.Token, true}, {"device", p.Device, false}, {"revoke", p.Revoke, false}} {
		if at.address == "" && !at.needed {
			continue
		}
		if !guarded(at.address) {
			return fmt.Errorf("%s has to be an address that begins with https://: %q", at.name, at.address)
		}
	}
	return nil
}

// guarded reports whether an address is encrypted, or does not leave this
// computer.
func guarded(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.User != nil || u.Fragment != "" {
		return false
	}
	return u.Scheme == "https" || u.Scheme == "http" && loops(u.Hostname())
}

func loops(host string) bool {
	at, err := netip.ParseAddr(host)
	return strings.EqualFold(host, "localhost") || err == nil && at.IsLoopback()
}
