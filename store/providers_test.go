package store

import (
	"errors"
	"os"
	"strings"
	"testing"

	"todoku/mailcore/providers"
)

func TestProvidersOfTheUser(t *testing.T) {
	s, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if own, err := s.Providers(); own != nil || err != nil {
		t.Errorf("without a file: %v, %v", own, err)
	}
	write := func(text string) {
		if err := os.WriteFile(s.ProvidersPath(), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(`{"format": 1, "providers": [{"id": "sora", "name": "そらネット", "domains": ["sora.example"]}]}`)
	own, err := s.Providers()
	if err != nil || len(own) != 1 || own[0].ID != "sora" {
		t.Errorf("got %+v, %v", own, err)
	}
	write("{\"format\": 1, \"providers\": [\n{\"id\": \"sora\", \"name\": \"A\", \"port\": 465}]}")
	_, err = s.Providers()
	entry, ok := errors.AsType[*providers.EntryError](err)
	if !ok || entry.Line != 2 || entry.Code != providers.UnknownKey || !strings.HasPrefix(err.Error(), "providers.json: line 2") {
		t.Errorf("got %v", err)
	}
	write(strings.Repeat(" ", maxProviders+2))
	if _, err = s.Providers(); !errors.As(err, &entry) || entry.Code != providers.TooLarge {
		t.Errorf("got %v", err)
	}
}
