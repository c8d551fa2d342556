package store

import (
	"context"
	"errors"
	"os"
	"testing"
	"testing/synctest"

	"todoku/mailcore"
)

func TestAskAsksOnce(t *testing.T) {
	asked := map[string]int{}
	answers := map[string]mailcore.Secret{"a/outgoing": "ひみつ🌸"}
	a := NewAsk(func(_ context.Context, key string) (mailcore.Secret, error) {
		asked[key]++
		return answers[key], nil
	})
	ctx := t.Context()
	wantSecret(t, a, "a/outgoing", "", Silent(ctx), ErrMustAsk)
	wantSecret(t, a, "a/outgoing", "ひみつ🌸", ctx, nil)
	wantSecret(t, a, "a/outgoing", "ひみつ🌸", Silent(ctx), nil)
	if err := a.Delete(ctx, "a/outgoing"); err != nil {
		t.Fatal(err)
	}
	wantSecret(t, a, "a/outgoing", "ひみつ🌸", ctx, nil)
	wantSecret(t, a, "b/outgoing", "", ctx, ErrNoSecret) // the answer was empty
	wantSecret(t, a, "b/outgoing", "", ctx, ErrNoSecret)
	if err := a.Set(ctx, "b/outgoing", "typed"); err != nil {
		t.Fatal(err)
	}
	wantSecret(t, a, "b/outgoing", "typed", ctx, nil)
	if asked["a/outgoing"] != 2 || asked["b/outgoing"] != 2 {
		t.Errorf("asked %v", asked)
	}
}

func TestAskThatIsNotAnswered(t *testing.T) {
	closed := errors.New("closed")
	a := NewAsk(func(context.Context, string) (mailcore.Secret, error) { return "", closed })
	wantSecret(t, a, "a", "", t.Context(), closed)
	wantSecret(t, NewAsk(nil), "a", "", t.Context(), ErrMustAsk)
}

func TestAskShowsOneQuestionAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked int
		answer := make(chan mailcore.Secret)
		a := NewAsk(func(context.Context, string) (mailcore.Secret, error) { asked++; return <-answer, nil })
		got := make(chan mailcore.Secret)
		for range 3 {
			go func() {
				s, _ := a.Get(t.Context(), "a")
				got <- s
			}()
		}
		synctest.Wait()
		impatient, cancel := context.WithCancel(t.Context())
		cancel()
		wantSecret(t, a, "a", "", impatient, context.Canceled)
		answer <- "x"
		for range 3 {
			if s := <-got; s != "x" {
				t.Errorf("got %d characters", len(s))
			}
		}
		if asked != 1 {
			t.Errorf("asked %d times", asked)
		}
	})
}

func TestOpenSecretsChoosesByPreference(t *testing.T) {
	s := mustOpen(t)
	asked := Prompts{
		Passphrase: func(context.Context, bool) (mailcore.Secret, error) { return "", errors.New("passphrase asked") },
		Password:   func(context.Context, string) (mailcore.Secret, error) { return "", errors.New("password asked") },
	}
	if _, ok := s.OpenSecrets(Preferences{}, asked).(*Dated).Unwrap().(*Keyring); !ok {
		t.Error("the default is not the keyring")
	}
	if _, ok := s.OpenSecrets(Preferences{Secrets: KeyringStore}, asked).(*Dated).Unwrap().(*Keyring); !ok {
		t.Error("not the keyring")
	}
	if err := s.OpenSecrets(Preferences{Secrets: VaultStore}, asked).Set(t.Context(), "a", "x"); err == nil || err.Error() != "write the vault: passphrase asked" {
		t.Errorf("got %v", err)
	}
	if _, err := s.OpenSecrets(Preferences{Secrets: AskStore}, asked).Get(t.Context(), "a"); err == nil || err.Error() != "ask for a password: password asked" {
		t.Errorf("got %v", err)
	}
	if files, _ := os.ReadDir(s.dir); len(files) != 0 {
		t.Errorf("files were made: %v", files)
	}
}

func TestProfileKey(t *testing.T) {
	for _, tt := range []struct{ what, want string }{
		{OutgoingSecret, "u1/outgoing"},
		{PopBeforeSecret, "u1/pop-before-smtp"},
	} {
		if got := ProfileKey("u1", tt.what); got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
}

// wantSecret does not show what it compares.
func wantSecret(t *testing.T, s Secrets, key string, want mailcore.Secret, ctx context.Context, wantErr error) {
	t.Helper()
	got, err := s.Get(ctx, key)
	if got != want || !errors.Is(err, wantErr) {
		t.Errorf("%s: got %d bytes, %v; want %d bytes, %v", key, len(got), err, len(want), wantErr)
	}
}
