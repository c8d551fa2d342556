package access

import (
	"context"
	"errors"
	"testing"

	"todoku/mailcore"
	"todoku/mailcore/roster"
	"todoku/store"
)

// cupboard keeps secrets in memory, and refuses some keys.
type cupboard struct {
	kept    map[string]mailcore.Secret
	refuses string
}

func (s cupboard) Get(_ context.Context, key string) (mailcore.Secret, error) {
	if secret, ok := s.kept[key]; ok {
		return secret, nil
	}
	return "", store.ErrNoSecret
}

func (s cupboard) Set(_ context.Context, key string, secret mailcore.Secret) error {
	if key == s.refuses {
		return store.ErrKeyringLocked
	}
	if s.kept[key] = secret; secret == "" {
		delete(s.kept, key)
	}
	return nil
}

func (s cupboard) Delete(ctx context.Context, key string) error { return s.Set(ctx, key, "") }

func TestReplaceIsAllOrNothing(t *testing.T) {
	s := cupboard{kept: map[string]mailcore.Secret{"a/outgoing": "old", "b/incoming": "other"}}
	uses := []roster.Use{{Server: "a", Side: mailcore.OutgoingSide}, {Server: "b", Side: mailcore.IncomingSide}, {Server: "c", Side: mailcore.OutgoingSide}}
	fresh := func(roster.Use) mailcore.Secret { return "new" }
	before, err := Replace(t.Context(), s, uses, fresh)
	if err != nil || s.kept["a/outgoing"] != "new" || s.kept["b/incoming"] != "new" || s.kept["c/outgoing"] != "new" {
		t.Fatalf("%v %v", s.kept, err)
	}
	if _, err := Replace(t.Context(), s, uses, func(u roster.Use) mailcore.Secret { return before[u] }); err != nil || string(s.kept["a/outgoing"]) != "old" || len(s.kept) != 2 {
		t.Errorf("back it is %v %v", s.kept, err)
	}
	s.refuses = "c/outgoing"
	if _, err := Replace(t.Context(), s, uses, fresh); !errors.Is(err, store.ErrKeyringLocked) || string(s.kept["a/outgoing"]) != "old" || string(s.kept["b/incoming"]) != "other" {
		t.Errorf("half done: %v %v", s.kept, err)
	}
}
