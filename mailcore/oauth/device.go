package oauth

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"golang.org/x/oauth2"
)

// DeviceSignIn signs a person in through a browser on any computer or phone
// (RFC 8628): show gives them a code and the page on which to enter it, and
// until when. It waits until they have, ctx ends or the code expires. Google
// does not allow it for mail: [ErrNoDeviceFlow]. Administrators of Microsoft's
// often forbid it: [SignIn] is to be tried first.
func DeviceSignIn(ctx context.Context, c Config, show func(userCode, verificationURL string, expires time.Time)) (Token, error) {
	if err := c.Check(); err != nil {
		return Token{}, err
	}
	if c.endpoint().Device == "" {
		return Token{}, ErrNoDeviceFlow
	}
	lib := c.library("")
	device, err := lib.DeviceAuth(c.with(ctx))
	if err != nil {
		return Token{}, explain(ctx, err, ErrNetwork, c.Client.Secret)
	}
	expires, err := tame(device)
	if err != nil {
		return Token{}, err
	}
	ctx, cancel := context.WithDeadline(ctx, expires)
	defer cancel()
	show(device.UserCode, device.VerificationURI, expires)
	t, err := poll(c.with(ctx), lib, device)
	return c.granted(ctx, t, err, device.DeviceCode)
}

// tame bounds what a provider says about the code, and takes its expiry out
// of it: the library would panic at a negative interval, and show could be
// given a page of any kind.
func tame(d *oauth2.DeviceAuthResponse) (expires time.Time, err error) {
	page, err := url.Parse(d.VerificationURI)
	if err != nil || !guarded(d.VerificationURI) || d.DeviceCode == "" {
		return expires, fmt.Errorf("%w: no page to enter a code on", errRefused)
	}
	d.UserCode = clean(d.UserCode, nil)
	d.VerificationURI = page.String()
	d.Interval = min(max(d.Interval, 1), 60)
	expires = time.Now().Add(patience * 3)
	if !d.Expiry.IsZero() && d.Expiry.Before(expires) {
		expires = d.Expiry
	}
	d.Expiry = time.Time{}
	return expires.Round(0), nil
}

// poll asks until there is an answer. A network that is gone for a moment is
// no answer; each time we ask half as often (RFC 8628 §3.5).
func poll(ctx context.Context, lib *oauth2.Config, d *oauth2.DeviceAuthResponse) (t *oauth2.Token, err error) {
	for range 5 {
		t, err = lib.DeviceAccessToken(ctx, d)
		if err == nil || !errors.Is(explain(ctx, err, ErrTimeout), ErrNetwork) {
			return t, err
		}
		d.Interval = min(d.Interval*2, 60)
	}
	return t, err
}
