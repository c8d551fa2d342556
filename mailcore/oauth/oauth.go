// Package oauth signs a person in with Google or Microsoft, so that their
// mail can be sent and read with access tokens instead of a password.
//
// A [Config] names the
// [Provider] and the [Client] that an administrator registered there. [SignIn]
// does it through the browser of this computer, [DeviceSignIn] through any
// browser, and each hands back a [Token], of which only Refresh is worth
// keeping, in a keyring. From then on a [Source] made of it gives access
// tokens whenever a login needs one. [Kind] turns what went wrong into a code
// that has its words under "oauth.error.", [StateOf] into the [State] to show.
//
// The package keeps nothing, and knows no screen and no mail protocol but the
// answer that [DecodeXOAUTH2Error] explains. No error text holds a secret.
//
// A file here is one way to sign in, one request of RFC 6749, 7009 or 8628, or
// what a provider does of its own. Every request goes by transport.go, which
// bounds size and time and sends no secret on to where a redirect leads. A file may dial the
// provider and listen on loopback; it opens no browser itself, keeps no token, and
// puts none into an error.
package oauth

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"golang.org/x/oauth2"

	"todoku/pattern"
)

// A Provider is who signs people in. The values are written to files.
type Provider string

// The two that GR-06 names, and one whose [Place] has to be given.
const (
	Google    Provider = "google"
	Microsoft Provider = "microsoft"
	Own       Provider = "own"
)

// Providers lists those whose places are known.
var Providers = []Provider{Google, Microsoft}

// A Client is how the provider knows this program: an administrator registers
// it there and copies these values. Printing it shows the ID alone.
type Client struct {
	ID     string // クライアント ID
	Secret string `toml:"-" json:"-"` // needed for Google, whose desktop clients have one; usually "" for Microsoft
	Tenant string // Microsoft: a tenant's ID or domain, "consumers", or "" for "organizations"
}

func (c Client) String() string { return c.ID }

// GoString hides the secret from %#v too.
func (c Client) GoString() string { return fmt.Sprintf("oauth.Client{ID: %q}", c.ID) }

// A Config is what a sign-in and a [Source] need to know.
type Config struct {
	Provider  Provider
	Client    Client
	LoginHint string                 // the mail address to sign in with; "" asks
	Open      func(url string) error // shows the provider's page to the user; called once by [SignIn]
	Page      func(ok bool) string   // the words, as plain text, of the page that ends it; nil leaves it empty
	HTTP      *http.Client           // nil means one that asks the system for a proxy
	Endpoint  Endpoint               // the zero value means the provider's own
	Scopes    []string               // nil means the provider's own
}

// An Endpoint is where a provider takes requests, as URLs. An empty Device or
// Revoke means that there is no such thing.
type Endpoint struct {
	Auth   string `json:"auth"`
	Token  string `json:"token"`
	Device string `json:"device"`
	Revoke string `json:"revoke"`
}

// A Token is what a sign-in results in. Printing it shows no secret.
type Token struct {
	Access  string    `toml:"-" json:"-"` // for the next minutes, in memory only
	Refresh string    `toml:"-" json:"-"` // for months, to be kept in a keyring
	Expires time.Time `json:"-"`          // of Access; zero means unknown
}

func (t Token) String() string { return "token until " + t.Expires.Format(time.RFC3339) }

// GoString hides the secrets from %#v too.
func (t Token) GoString() string { return t.String() }

// State is how an authorisation stands (GR-06: 未承認, 承認済み, 期限切れ). The
// values are written to files.
type State string

// The three states of GR-06.
const (
	NoGrant State = "none"
	Granted State = "granted"
	Expired State = "expired"
)

// StateOf tells how an authorisation stands, of which refresh is kept ("" means
// none) and whose last use ended with err.
func StateOf(refresh string, err error) State {
	switch {
	case refresh == "":
		return NoGrant
	case errors.Is(err, ErrExpired):
		return Expired
	}
	return Granted
}

// tenants are the names that may stand in the path of Microsoft's endpoints.
var tenants = pattern.New(`^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$`)

// Check judges the settings before anything is sent.
func (c Config) Check() error {
	if _, ok := providers[c.Provider]; !ok {
		return fmt.Errorf("%w: unknown provider %q", ErrClient, c.Provider)
	}
	if c.Provider == Own && c.Endpoint == (Endpoint{}) {
		return ErrNoPlace
	}
	if strings.TrimSpace(c.Client.ID) == "" {
		return ErrNoClient
	}
	if !tenants.MatchString(c.Client.tenant()) {
		return fmt.Errorf("%w: not a tenant: %q", ErrClient, c.Client.Tenant)
	}
	return nil
}

func (c Client) tenant() string {
	return cmp.Or(strings.TrimSpace(c.Tenant), "organizations")
}

// endpoint returns where the provider takes requests.
func (c Config) endpoint() Endpoint {
	if c.Endpoint != (Endpoint{}) {
		return c.Endpoint
	}
	return providers[c.Provider].endpoint(c.Client.tenant())
}

func (c Config) scopes() []string {
	if c.Scopes != nil {
		return c.Scopes
	}
	return providers[c.Provider].scopes
}

// library returns c as the library wants it. The client always goes into the
// body: probing would send every first request twice.
func (c Config) library(redirect string) *oauth2.Config {
	e := c.endpoint()
	return &oauth2.Config{
		ClientID:     strings.TrimSpace(c.Client.ID),
		ClientSecret: strings.TrimSpace(c.Client.Secret),
		RedirectURL:  redirect,
		Scopes:       c.scopes(),
		Endpoint:     oauth2.Endpoint{AuthURL: e.Auth, TokenURL: e.Token, DeviceAuthURL: e.Device, AuthStyle: oauth2.AuthStyleInParams},
	}
}

// token turns the library's token into ours. The clock on the wall counts, not
// the one that stands still while the computer sleeps.
func token(t *oauth2.Token) Token {
	return Token{Access: t.AccessToken, Refresh: t.RefreshToken, Expires: t.Expiry.Round(0)}
}
