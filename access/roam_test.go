package access

import (
	"errors"
	"testing"

	"todoku/mailcore"
	"todoku/store"
)

func TestWithoutPasswords(t *testing.T) {
	server := func(id string) mailcore.Profile {
		p := mailcore.NewProfile()
		p.ID, p.Outgoing.User = id, "taro"
		return p
	}
	open, practice := server("open"), server("practice")
	open.Outgoing.Auth, practice.Practice = mailcore.NoAuth, true
	signed := mailcore.Profile{ID: "signed", OAuth: mailcore.Google}
	all := []mailcore.Profile{server("one"), server("two"), open, practice, signed}
	secrets := store.NewAsk(nil)
	locked, err := WithoutPasswords(t.Context(), secrets, all)
	if locked != 0 || !errors.Is(err, store.ErrMustAsk) {
		t.Errorf("a place that does not say: %d, %v", locked, err)
	}
	for name, c := range map[string]struct {
		kept string
		want int
	}{
		"nothing":       {"", 3},
		"a password":    {store.ProfileKey("two", store.OutgoingSecret), 0},
		"a grant":       {store.ProfileKey("signed", store.OAuthSecret), 0},
		"of a stranger": {store.ProfileKey("gone", store.OutgoingSecret), 3},
	} {
		if n, err := WithoutPasswords(t.Context(), shelve(c.kept), all); n != c.want || err != nil {
			t.Errorf("%s: %d, %v, want %d", name, n, err, c.want)
		}
	}
}
