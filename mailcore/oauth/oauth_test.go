package oauth

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestEndpoints(t *testing.T) {
	for _, test := range []struct {
		config Config
		want   string
	}{
		{Config{Provider: Google}, "{https://accounts.google.com/o/oauth2/auth https://oauth2.googleapis.com/token  https://oauth2.googleapis.com/revoke}"},
		{Config{Provider: Microsoft}, "{https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize https://login.microsoftonline.com/organizations/oauth2/v2.0/token https://login.microsoftonline.com/organizations/oauth2/v2.0/devicecode }"},
		{Config{Provider: Microsoft, Client: Client{Tenant: " contoso.onmicrosoft.com "}}, "{https://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/v2.0/authorize https://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/v2.0/token https://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/v2.0/devicecode }"},
	} {
		if got := fmt.Sprint(test.config.endpoint()); got != test.want {
			t.Errorf("%s, want %s", got, test.want)
		}
	}
}

func TestSecretsAreNotPrinted(t *testing.T) {
	c := Config{Provider: Google, Client: Client{ID: "id", Secret: "hush"}}
	token := Token{Access: "hush", Refresh: "hush"}
	file, err := json.Marshal([]any{c.Client, token})
	text := fmt.Sprintf("%v %+v %#v %v %+v %#v %s %v", c, c, c, token, token, token, file, err)
	if strings.Contains(text, "hush") || !strings.Contains(text, "id") {
		t.Error(text)
	}
}

// No code means two things, and each row leads to an error with a kind.
func TestRefusals(t *testing.T) {
	seen := map[string]bool{}
	for _, row := range refusals {
		if Kind(row.err) == "other" {
			t.Errorf("%v has no kind", row.err)
		}
		for _, code := range strings.Fields(row.codes) {
			if seen[code] || !errors.Is(find(code), row.err) {
				t.Errorf("%s stands twice", code)
			}
			seen[code] = true
		}
	}
	if find("AADSTS5") != nil || find("") != nil || find("grant") != nil {
		t.Error("part of a code was taken for the whole")
	}
}

func TestKinds(t *testing.T) {
	want := []string{"none", "no-client", "no-place", "place", "denied", "expired", "client", "consent", "policy", "timeout", "browser", "unsaved", "device", "stopped", "network", "other"}
	if got := Kinds(); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if Kind(nil) != "" || Kind(errors.New("x")) != "other" || Kind(fmt.Errorf("a: %w", ErrPolicy)) != "policy" {
		t.Error("kind")
	}
}

func TestClean(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"a\r\nTrace ID: b\x00\x1b[0m", "a Trace ID: b [0m"},
		{"日本語\u202eeb\u200b\xff", "日本語eb"},
		{"a s+ b s%2B c", "a •••••• b •••••• c"},
		{strings.Repeat("あ", longest+1), strings.Repeat("あ", longest) + "…"},
	} {
		if got := clean(test.text, []string{"", "s+"}); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}
