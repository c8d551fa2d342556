package oauth

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/oauth2"

	"todoku/pattern"
)

// refusals says what the codes of providers mean. Microsoft's numbers say more
// than the codes of RFC 6749, 6750 and 8628 beside them, and go first
// (learn.microsoft.com/entra/identity-platform/reference-error-codes).
var refusals = []struct {
	err   error
	codes string // between blanks
}{
	{ErrDenied, "AADSTS65004"},
	{ErrConsent, "AADSTS65001 AADSTS65005 AADSTS650052 AADSTS650053 AADSTS90008 AADSTS90094 AADSTS90095 AADSTS90099"},
	{ErrPolicy, "AADSTS50005 AADSTS50053 AADSTS50057 AADSTS50072 AADSTS50074 AADSTS50076 AADSTS50079 AADSTS50097 AADSTS50105 AADSTS50129 AADSTS50131 AADSTS50155 AADSTS50158"},
	{ErrPolicy, "AADSTS53000 AADSTS53001 AADSTS53002 AADSTS53003 AADSTS53004 AADSTS53011 AADSTS530003 AADSTS530034"},
	{ErrClient, "AADSTS50011 AADSTS50020 AADSTS50034 AADSTS50059 AADSTS50128 AADSTS50194 AADSTS500113 AADSTS51004 AADSTS650057 AADSTS70001 AADSTS70002 AADSTS70003 AADSTS70004 AADSTS70011"},
	{ErrClient, "AADSTS700016 AADSTS700025 AADSTS7000112 AADSTS7000215 AADSTS7000218 AADSTS7000222 AADSTS90002 AADSTS90014 AADSTS90019 AADSTS90072 AADSTS900023 AADSTS9002326 AADSTS9002327"},
	{ErrExpired, "AADSTS50055 AADSTS50078 AADSTS50085 AADSTS50089 AADSTS50132 AADSTS50133 AADSTS50144 AADSTS50173 AADSTS54005 AADSTS70000 AADSTS70008 AADSTS70043 AADSTS700082 AADSTS700084"},
	{ErrTimeout, "AADSTS70018 AADSTS70019 AADSTS70020"},
	{ErrNetwork, "AADSTS50033 AADSTS50087 AADSTS90006 AADSTS90012 AADSTS90024 AADSTS90033 AADSTS90055"},

	{ErrDenied, "access_denied authorization_declined"},
	{ErrExpired, "invalid_grant login_required"},
	{ErrClient, "invalid_client unauthorized_client invalid_request invalid_scope unsupported_grant_type unsupported_response_type redirect_uri_mismatch deleted_client disabled_client org_internal"},
	{ErrConsent, "consent_required"},
	{ErrPolicy, "interaction_required admin_policy_enforced policy_enforced account_selection_required"},
	{ErrTimeout, "expired_token bad_verification_code"},
	{ErrNetwork, "temporarily_unavailable server_error internal_failure"},
}

var errRefused = errors.New("refused")

// number is Microsoft's own code, with which its descriptions begin.
var number = pattern.New(`\bAADSTS[0-9]{4,8}\b`)

// refused turns a provider's refusal into an error: the cause, and the words
// of the provider without anything that is not for showing.
func refused(r *oauth2.RetrieveError, secrets []string) error {
	said := &oauth2.RetrieveError{
		Response:         &http.Response{Status: "no reply"},
		ErrorCode:        clean(r.ErrorCode, secrets),
		ErrorDescription: clean(r.ErrorDescription, secrets),
	}
	if r.Response != nil {
		said.Response = &http.Response{Status: clean(r.Response.Status, secrets), StatusCode: r.Response.StatusCode}
	}
	return fmt.Errorf("%w: %w", meaning(said), said)
}

// meaning looks a refusal up. One without a code comes from a proxy or from a
// provider in trouble.
func meaning(r *oauth2.RetrieveError) error {
	if r.ErrorCode == "" {
		return ErrNetwork
	}
	return cmp.Or(find(number.FindString(r.ErrorDescription)), find(r.ErrorCode), errRefused)
}

// find returns what a code means, nil if that is not known.
func find(code string) error {
	for _, row := range refusals {
		if code != "" && strings.Contains(" "+row.codes+" ", " "+code+" ") {
			return row.err
		}
	}
	return nil
}

// longest is how many characters of a provider's text are kept: enough for
// Microsoft's Trace ID at the end.
const longest = 600

// clean makes a text of the provider fit to be shown and kept: one line,
// without control and formatting characters, bounded, and without secrets.
func clean(text string, secrets []string) string {
	for _, secret := range secrets {
		if secret != "" {
			text = strings.NewReplacer(secret, "••••••", url.QueryEscape(secret), "••••••").Replace(text)
		}
	}
	text = strings.Map(func(c rune) rune {
		switch {
		case unicode.IsSpace(c), unicode.IsControl(c):
			return ' '
		case unicode.Is(unicode.Cf, c), c == unicode.ReplacementChar:
			return -1
		}
		return c
	}, text)
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > longest {
		text = string(runes[:longest]) + "…"
	}
	return text
}
