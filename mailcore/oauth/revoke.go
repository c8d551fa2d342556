package oauth

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/oauth2"
)

// Revoke gives the authorisation back (取り消す): Google is asked to make the
// refresh token worthless, and it is forgotten here and by save. Microsoft has
// nothing to ask: its token is only forgotten, and who wants it gone for
// good removes the program on https://myapplications.microsoft.com or changes
// the password. Where the provider could not be asked, nothing is forgotten.
func (s *Source) Revoke(ctx context.Context) error {
	if err := s.take(ctx); err != nil {
		return err
	}
	defer s.give()
	if address := s.config.endpoint().Revoke; address != "" && s.token.Refresh != "" {
		if err := s.config.revoke(ctx, address, s.token.Refresh); err != nil {
			return err
		}
	}
	s.token, s.unsaved = Token{}, true
	return s.keep(ctx)
}

// revoke asks the provider (RFC 7009). A token that it does not know any more
// is what we want.
func (c Config) revoke(ctx context.Context, address, refresh string) error {
	body := url.Values{"token": {refresh}}.Encode()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(body))
	if err != nil {
		return explain(ctx, err, ErrNetwork, refresh)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := c.client(ctx).Do(r)
	if err != nil {
		return explain(ctx, err, ErrNetwork, refresh)
	}
	said := refusal(answer)
	if answer.StatusCode == http.StatusOK || said.ErrorCode == "invalid_token" {
		return nil
	}
	return refused(said, []string{refresh})
}

// refusal reads an answer as RFC 6749 §5.2 shapes it.
func refusal(answer *http.Response) *oauth2.RetrieveError {
	var said struct {
		Code        string `json:"error"`
		Description string `json:"error_description"`
	}
	body, _ := io.ReadAll(answer.Body)
	json.Unmarshal(body, &said) // anything else says nothing
	return &oauth2.RetrieveError{Response: answer, ErrorCode: said.Code, ErrorDescription: said.Description}
}
