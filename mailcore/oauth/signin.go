package oauth

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"golang.org/x/oauth2"
)

// patience is how long a sign-in waits for a person: as long as
// an authorisation code may be good for (RFC 6749 4.1.2).
const patience = 10 * time.Minute

// SignIn signs a person in through the browser of this computer (RFC 8252
// with PKCE, RFC 7636): c.Open shows the provider's page, which sends the
// browser back to a port that is open on this computer only, until then. It
// waits until the person is done, ctx ends or ten minutes are over.
func SignIn(ctx context.Context, c Config) (Token, error) {
	if err := c.Check(); err != nil {
		return Token{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	back, err := listen(providers[c.Provider].loopback, rand.Text(), c.Page)
	if err != nil {
		return Token{}, fmt.Errorf("listen on this computer: %w", err)
	}
	defer back.close()
	got, err := c.authorise(ctx, back)
	back.finish(err == nil)
	return got, err
}

// authorise sends the browser away and trades what it comes back with.
func (c Config) authorise(ctx context.Context, back *loopback) (Token, error) {
	lib, verifier := c.library("http://"+back.host), oauth2.GenerateVerifier()
	if err := c.Open(lib.AuthCodeURL(back.state, c.params(verifier)...)); err != nil {
		return Token{}, because(ErrBrowser, err, back.state)
	}
	code, err := back.wait(ctx)
	if err != nil {
		return Token{}, err
	}
	t, err := lib.Exchange(c.with(ctx), code, oauth2.VerifierOption(verifier))
	return c.granted(ctx, t, err, code, verifier)
}

// params are those of the authorisation page.
func (c Config) params(verifier string) []oauth2.AuthCodeOption {
	params := append([]oauth2.AuthCodeOption{oauth2.S256ChallengeOption(verifier)}, providers[c.Provider].params...)
	if c.LoginHint != "" {
		params = append(params, oauth2.SetAuthURLParam("login_hint", c.LoginHint))
	}
	return params
}

// granted judges what the token endpoint gave at the end of a sign-in. One
// that cannot be kept is of no use: offline access was not allowed.
func (c Config) granted(ctx context.Context, t *oauth2.Token, err error, secrets ...string) (Token, error) {
	if err != nil {
		return Token{}, explain(ctx, err, ErrTimeout, append(secrets, c.Client.Secret)...)
	}
	if t.RefreshToken == "" {
		return Token{}, fmt.Errorf("%w: no refresh token", ErrConsent)
	}
	return token(t), nil
}
