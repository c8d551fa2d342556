package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/zalando/go-keyring"

	"todoku/mailcore"
)

// memoryKeyring is a Keyring over go-keyring's own memory.
func memoryKeyring() *Keyring {
	keyring.MockInit()
	k := NewKeyring()
	k.locked = func(context.Context) bool { return false }
	k.turn = make(turn, 1)
	return k
}

func TestKeyringKeepsSecrets(t *testing.T) {
	k, ctx := memoryKeyring(), t.Context()
	wantSecret(t, k, "a", "", ctx, ErrNoSecret)
	for _, value := range []mailcore.Secret{
		"x", "1:00000000:", "2:", "ひみつ🌸\x00\n ", "\xff\xfe",
		mailcore.Secret(strings.Repeat("x", maxPart)), mailcore.Secret(strings.Repeat("x", maxPart+1)),
		mailcore.Secret(strings.Repeat("届🌸", 10_000)), mailcore.Secret(strings.Repeat("\x80", 9_999)), "short again",
	} {
		setSecret(t, k, "a", value)
		wantSecret(t, k, "a", value, ctx, nil)
	}
	if n := items(t, "a"); n != 1 {
		t.Errorf("%d items for a short secret", n)
	}
	for range 2 {
		if err := k.Delete(ctx, "a"); err != nil {
			t.Fatal(err)
		}
	}
	wantSecret(t, k, "a", "", ctx, ErrNoSecret)
	setSecret(t, k, "b", "x")
	setSecret(t, k, "b", "")
	wantSecret(t, k, "b", "", ctx, ErrNoSecret)
}

func TestKeyringPartsAreSmallAndWholeCharacters(t *testing.T) {
	k := memoryKeyring()
	setSecret(t, k, "a", mailcore.Secret("x"+strings.Repeat("届🌸", 3_000)))
	for i := range items(t, "a") {
		part, err := keyring.Get(Service, partKey("a", i+1))
		if err != nil || len(part) > 2500 || strings.ToValidUTF8(part, "") != part {
			t.Errorf("part %d has %d bytes, %v", i+1, len(part), err)
		}
	}
}

func TestKeyringNoticesHalfASecret(t *testing.T) {
	long := mailcore.Secret(strings.Repeat("x", 3*maxPart))
	for name, harm := range map[string]func() error{
		"a part is missing": func() error { return keyring.Delete(Service, "a/3") },
		"a part is another": func() error { return keyring.Set(Service, "a/2", strings.Repeat("y", maxPart)) },
		"not ours":          func() error { return keyring.Set(Service, "a", "hunter2") },
		"a mad number":      func() error { return keyring.Set(Service, "a", "999999999:00000000:x") },
	} {
		k := memoryKeyring()
		setSecret(t, k, "a", long)
		if err := harm(); err != nil {
			t.Fatal(err)
		}
		_, err := k.Get(t.Context(), "a")
		if !errors.Is(err, ErrNoSecret) || !strings.Contains(err.Error(), "half") || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: got %v", name, err)
		}
		setSecret(t, k, "a", "mended")
		wantSecret(t, k, "a", "mended", t.Context(), nil)
	}
}

func TestKeyringTooLong(t *testing.T) {
	k := memoryKeyring()
	if err := k.Set(t.Context(), "a", mailcore.Secret(strings.Repeat("x", maxPart*maxParts+1))); err == nil {
		t.Error("kept")
	}
	if n := items(t, "a"); n != 0 {
		t.Errorf("%d items were left", n)
	}
}

func TestKeyringThatFails(t *testing.T) {
	cause := errors.New("cause")
	for _, tt := range []struct {
		name    string
		locked  bool
		err     error
		silence bool
		want    error
	}{
		{"unavailable", false, cause, false, ErrKeyringUnavailable},
		{"unsupported", false, keyring.ErrUnsupportedPlatform, false, ErrKeyringUnavailable},
		{"locked", true, cause, false, ErrKeyringLocked},
		{"locked and silent", true, cause, true, ErrKeyringLocked},
		{"locked and silent, nothing tried", true, nil, true, ErrKeyringLocked},
	} {
		k := memoryKeyring()
		k.locked = func(context.Context) bool { return tt.locked }
		if tt.err != nil {
			keyring.MockInitWithError(tt.err)
		}
		ctx := t.Context()
		if tt.silence {
			ctx = Silent(ctx)
		}
		_, err := k.Get(ctx, "a")
		for what, err := range map[string]error{"get": err, "set": k.Set(ctx, "a", "hunter2"), "delete": k.Delete(ctx, "a")} {
			if !errors.Is(err, tt.want) || strings.Contains(err.Error(), "hunter2") {
				t.Errorf("%s, %s: got %v, want %v", tt.name, what, err, tt.want)
			}
			if !tt.silence && !errors.Is(err, tt.err) {
				t.Errorf("%s, %s: the cause is lost: %v", tt.name, what, err)
			}
		}
	}
}

func TestKeyringThatHangs(t *testing.T) {
	for _, tt := range []struct {
		name string
		ctx  func(context.Context) (context.Context, context.CancelFunc)
		took time.Duration
		want error
	}{
		{"wanted", context.WithCancel, time.Minute, ErrKeyringTimeout},
		{"silent", func(ctx context.Context) (context.Context, context.CancelFunc) {
			return context.WithCancel(Silent(ctx))
		}, 3 * time.Second, ErrKeyringTimeout},
		{"cancelled", func(ctx context.Context) (context.Context, context.CancelFunc) {
			ctx, cancel := context.WithCancel(ctx)
			time.AfterFunc(5*time.Second, cancel)
			return ctx, cancel
		}, 5 * time.Second, context.Canceled},
		{"deadline", func(ctx context.Context) (context.Context, context.CancelFunc) {
			return context.WithTimeout(ctx, time.Second)
		}, time.Second, context.DeadlineExceeded},
	} {
		t.Run(tt.name, func(t *testing.T) { synctest.Test(t, func(t *testing.T) { hangs(t, tt.ctx, tt.took, tt.want) }) })
	}
}

func hangs(t *testing.T, with func(context.Context) (context.Context, context.CancelFunc), took time.Duration, want error) {
	k := memoryKeyring()
	stuck := make(chan struct{})
	ctx, cancel := with(t.Context())
	defer cancel()
	began := time.Now()
	err := k.call(ctx, func(context.Context) error { <-stuck; return nil })
	if !errors.Is(err, want) || time.Since(began) != took {
		t.Errorf("got %v after %v, want %v after %v", err, time.Since(began), want, took)
	}
	// while the first still hangs, the next goes through
	setSecret(t, k, "a", "x")
	wantSecret(t, k, "a", "x", t.Context(), nil)
	close(stuck)
}

func TestKeyringOneCallAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := memoryKeyring()
		inside, done := 0, make(chan error)
		for range 5 {
			go func() {
				done <- k.call(t.Context(), func(context.Context) error {
					inside++
					defer func() { inside-- }()
					if time.Sleep(time.Second); inside != 1 { // the bubble's time
						return fmt.Errorf("%d at a time", inside)
					}
					return nil
				})
			}()
		}
		for range 5 {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
	})
}

// A patience is a context that ends after it was looked at so many times.
type patience struct {
	context.Context
	left *int
}

func (p patience) Err() error {
	if *p.left--; *p.left < 0 {
		return context.Canceled
	}
	return nil
}

func TestAbandonedWriteStops(t *testing.T) {
	for looks, want := range []int{0, 0, 0, 0, 3} { // one look to read, one before each of three parts
		memoryKeyring()
		err := setParts(patience{t.Context(), &looks}, "a", mailcore.Secret(strings.Repeat("x", 3*maxPart)))
		if n := items(t, "a"); n != want || !errors.Is(err, context.Canceled) {
			t.Errorf("after %d looks: got %d readable parts, %v; want %d", looks, n, err, want)
		}
	}
}

func TestKeyringThatPanics(t *testing.T) {
	err := memoryKeyring().call(t.Context(), func(context.Context) error { panic("hunter2") })
	if !errors.Is(err, ErrKeyringUnavailable) || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("got %v", err)
	}
}

// items returns how many items the keyring has for one key.
func items(t *testing.T, key string) int {
	t.Helper()
	for i := 1; ; i++ {
		if _, err := keyring.Get(Service, partKey(key, i)); err != nil {
			return i - 1
		}
	}
}
