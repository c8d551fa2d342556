package store

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"todoku/mailcore"
)

// What the servers lean on arrives with them; what is there already stays.
func TestLuggage(t *testing.T) {
	old, anew := mustOpen(t), mustOpen(t)
	root := filepath.Join(t.TempDir(), "office.pem")
	write(t, root, "-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n")
	write(t, old.ProvidersPath(), `{"providers":[]}`)
	write(t, old.PlacesPath(), `{}`)
	p := mailcore.NewProfile()
	p.ID, p.Code, p.OAuth = "one", "one", mailcore.Microsoft
	v := Settings{Profiles: []mailcore.Profile{p}, Preferences: Preferences{Roots: []string{root}, OAuth: OAuthClients{Microsoft: OAuthClient{ID: "id", Tenant: "example.co.jp"}}}}
	ask := NewAsk(func(context.Context, string) (mailcore.Secret, error) { return "", nil })
	setSecret(t, ask, ClientSecretKey(mailcore.Microsoft), "s3cret")
	b, err := old.NewBundle(t.Context(), ask, v)
	if err != nil {
		t.Fatal(err)
	}
	data, err := SealBundle(b, horse)
	if err != nil {
		t.Fatal(err)
	}
	if b, err = OpenBundle(data, horse); err != nil || !slices.Equal(b.Pieces(), []Piece{RootsPiece, OAuthPiece, ProvidersPiece, PlacesPiece}) {
		t.Fatal(b.Pieces(), err)
	}
	place := NewAsk(func(context.Context, string) (mailcore.Secret, error) { return "", nil })
	prefs, stayed, err := anew.Unpack(t.Context(), place, b, Preferences{})
	if err != nil || stayed != nil || prefs.OAuth != v.Preferences.OAuth || len(prefs.Roots) != 1 {
		t.Fatalf("%+v, %v, %v", prefs, stayed, err)
	}
	if pem := readText(t, prefs.Roots[0]); pem != string(b.Roots) {
		t.Errorf("authorities: %q", pem)
	}
	if secret, err := place.Get(t.Context(), ClientSecretKey(mailcore.Microsoft)); err != nil || secret != "s3cret" {
		t.Errorf("the client's secret: %v, %v", secret, err)
	}
	if got := readText(t, anew.ProvidersPath()); got != `{"providers":[]}` {
		t.Errorf("providers: %q", got)
	}
	again, stayed, err := anew.Unpack(t.Context(), place, b, prefs)
	if err != nil || stayed != nil || !slices.Equal(again.Roots, prefs.Roots) {
		t.Errorf("a second time: %+v, %v, %v", again, stayed, err)
	}

	write(t, anew.ProvidersPath(), `{"providers":[] }`)
	own := Preferences{OAuth: OAuthClients{Microsoft: OAuthClient{ID: "ours"}}}
	prefs, stayed, err = anew.Unpack(t.Context(), place, b, own)
	if err != nil || !slices.Equal(stayed, []Piece{OAuthPiece, ProvidersPiece}) || prefs.OAuth != own.OAuth || readText(t, anew.ProvidersPath()) != `{"providers":[] }` {
		t.Errorf("what is there already: %+v, %v, %v", prefs, stayed, err)
	}
}

// A bundle without an authority that the tests trust would prove less there
// than here: it is not made.
func TestLuggageThatIsGone(t *testing.T) {
	v := Settings{Preferences: Preferences{Roots: []string{filepath.Join(t.TempDir(), "gone.pem")}}}
	if _, err := mustOpen(t).NewBundle(t.Context(), NewAsk(nil), v); err == nil {
		t.Error("no error")
	}
}
