package oauth

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/oauth2"
)

// What can go wrong. Where the provider said so itself, the error also wraps
// an [*oauth2.RetrieveError] with its ErrorCode and ErrorDescription.
var (
	ErrDenied       = errors.New("access denied")                       // the user said no
	ErrNoGrant      = errors.New("not authorised yet")                  // nobody has signed in
	ErrNoClient     = errors.New("no client id")                        // the administrator has not entered one
	ErrNoPlace      = errors.New("no address of the identity provider") // [Own] without an Endpoint
	ErrPlace        = errors.New("the file of identity providers")      // cannot be used
	ErrExpired      = errors.New("authorisation expired or revoked")    // to be signed in again
	ErrClient       = errors.New("client not accepted")                 // id, secret, tenant or registration are wrong
	ErrConsent      = errors.New("consent missing")                     // an administrator has to allow the program
	ErrPolicy       = errors.New("refused by policy")                   // Conditional Access, more factors, blocked account
	ErrTimeout      = errors.New("not signed in in time")               // nobody finished in the browser
	ErrNetwork      = errors.New("provider not reached")                // or only somebody else in between
	ErrBrowser      = errors.New("browser not opened")                  // Config.Open failed
	ErrUnsaved      = errors.New("new refresh token not saved")         // the save function of a [Source] failed
	ErrNoDeviceFlow = errors.New("provider has no device flow for it")  // Google, for mail
)

// kinds are the codes of the errors, for words. The first that fits counts.
var kinds = []kind{
	{"none", ErrNoGrant},
	{"no-client", ErrNoClient},
	{"no-place", ErrNoPlace},
	{"place", ErrPlace},
	{"denied", ErrDenied},
	{"expired", ErrExpired},
	{"client", ErrClient},
	{"consent", ErrConsent},
	{"policy", ErrPolicy},
	{"timeout", ErrTimeout},
	{"browser", ErrBrowser},
	{"unsaved", ErrUnsaved},
	{"device", ErrNoDeviceFlow},
	{"stopped", context.Canceled},
	{"network", ErrNetwork},
}

type kind struct {
	code string
	err  error
}

// Kind returns the code of err, which has its words under "oauth.error.":
// one of [Kinds], and "" for nil.
func Kind(err error) string {
	if err == nil {
		return ""
	}
	for _, k := range kinds {
		if errors.Is(err, k.err) {
			return k.code
		}
	}
	return "other"
}

// Said is what err tells beyond its kind, in the words of others; "" where that
// is all.
func Said(err error) string {
	if err == nil || slices.ContainsFunc(kinds, func(k kind) bool { return err.Error() == k.err.Error() }) {
		return ""
	}
	return err.Error()
}

// Kinds returns every code that [Kind] can give.
func Kinds() []string {
	var codes []string
	for _, k := range kinds {
		codes = append(codes, k.code)
	}
	return append(codes, "other")
}

// explain turns what the library returned into an error of this package. late
// is what a deadline of ctx means. secrets are what the provider may have
// repeated to us.
func explain(ctx context.Context, err, late error, secrets ...string) error {
	if r, ok := errors.AsType[*oauth2.RetrieveError](err); ok {
		return refused(r, secrets)
	}
	if ctx.Err() != nil {
		return ended(ctx, late)
	}
	return because(ErrNetwork, err, secrets...)
}

// because wraps err, whose own text may hold anything, as the reason for what.
func because(what, err error, secrets ...string) error {
	return fmt.Errorf("%w: %w", what, reason{clean(err.Error(), secrets), err})
}

// reason is an error whose text has been cleaned.
type reason struct {
	text string
	err  error
}

func (r reason) Error() string { return r.text }
func (r reason) Unwrap() error { return r.err }

// ended tells why ctx is over.
func ended(ctx context.Context, late error) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return fmt.Errorf("%w: %w", late, ctx.Err())
	}
	return fmt.Errorf("sign-in stopped: %w", ctx.Err())
}
