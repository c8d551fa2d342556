package store

import (
	"context"
	"errors"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"filippo.io/age"

	"todoku/mailcore"
)

// costly is a work factor at which each scrypt shows in what is allocated.
const costly = 15

// scrypts counts how often do derives a key: 128·r·N bytes each (RFC 7914).
func scrypts(do func()) int {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return int((after.TotalAlloc - before.TotalAlloc) / (128 * 8 << costly))
}

func costlyVault(t *testing.T, path string) *Vault {
	v, _ := vault(path, horse)
	v.workFactor = costly
	return v
}

// Whatever an action sets, and whether it has to open the vault first, the key
// is derived once.
func TestActionDerivesItsKeyOnce(t *testing.T) {
	var profiles []mailcore.Profile
	for i := range 40 {
		p := mailcore.Profile{ID: strconv.Itoa(i)}
		p.Outgoing.Password, p.Incoming.Password = "hunter2", "hunter3"
		profiles = append(profiles, p)
	}
	one := func(ctx context.Context, v *Vault) error { return v.Set(ctx, "a", "y") }
	for name, tt := range map[string]struct {
		do   func(ctx context.Context, v *Vault) error
		want int
	}{
		"a password": {one, 1},
		"an import":  {func(ctx context.Context, v *Vault) error { return KeepSecrets(ctx, v, profiles) }, 1},
		"passwords one by one": {func(ctx context.Context, v *Vault) error {
			return errors.Join(one(ctx, v), v.Set(ctx, "b", "z"), v.Delete(ctx, "a"))
		}, 1},
		"what was never there": {func(ctx context.Context, v *Vault) error { return ForgetSecrets(ctx, v, profiles) }, 1},
		"after another copy wrote to it": {func(ctx context.Context, v *Vault) error {
			other := costlyVault(t, v.path)
			return errors.Join(one(ctx, v), other.Set(t.Context(), "c", "z"), one(ctx, v))
		}, 2},
		"another passphrase in between": {func(ctx context.Context, v *Vault) error {
			return errors.Join(v.ChangePassphrase(ctx, horse, "next"), one(ctx, v), v.Delete(ctx, "a"))
		}, 3},
		"an action within an action": {func(ctx context.Context, v *Vault) error {
			return errors.Join(one(ctx, v), KeepSecrets(ctx, v, profiles))
		}, 1},
		"passwords that are read as well": {func(ctx context.Context, v *Vault) error {
			_, err := v.Get(ctx, "a")
			return errors.Join(err, one(ctx, v))
		}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "secrets.age")
			setSecret(t, costlyVault(t, path), "a", "x")
			v := costlyVault(t, path)
			ctx, end := Action(t.Context())
			defer end()
			var err error
			if got := scrypts(func() { err = tt.do(ctx, v) }); got != tt.want || err != nil {
				t.Errorf("%d keys derived, want %d; %v", got, tt.want, err)
			}
		})
	}
}

// A file that is written under a key that is kept is one that age opens by the
// passphrase, and no two of them are alike inside.
func TestActionWritesWhatAgeOpens(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secrets.age")
	v, _ := vault(path, horse)
	ctx, end := Action(t.Context())
	setSecret(t, v, "a", "x")
	var heads, rests []string
	for _, s := range []mailcore.Secret{"one", "two", "one"} {
		if err := v.Set(ctx, "a", s); err != nil {
			t.Fatal(err)
		}
		data := readText(t, path)
		header, err := age.ExtractHeader(strings.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		m, err := unseal([]byte(data), horse, nil)
		if err != nil || string(m["a"]) != string(s) {
			t.Errorf("%s: %v", s, err)
		}
		heads, rests = append(heads, string(header)), append(rests, data[len(header):])
	}
	if heads[0] != heads[1] || rests[0] == rests[2] || rests[0][:16] == rests[2][:16] {
		t.Error("the key is another one, or the nonce is not")
	}
	key := keyOf(ctx, v).key
	end()
	if string(key) != strings.Repeat("\x00", 16) || keyOf(ctx, v) != nil {
		t.Errorf("the key is still there: % x", key)
	}
	if err := v.Set(ctx, "a", "three"); err != nil || strings.HasPrefix(readText(t, path), heads[0]) {
		t.Errorf("the key outlives its action: %v", err)
	}
}

// Another copy of the program changes the passphrase while an action goes on:
// the old one must not come back.
func TestActionLeavesANewPassphrase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secrets.age")
	setSecret(t, func() *Vault { v, _ := vault(path, horse); return v }(), "a", "x")
	v, asked := vault(path, horse, "next")
	ctx, end := Action(t.Context())
	defer end()
	if err := v.Set(ctx, "a", "y"); err != nil {
		t.Fatal(err)
	}
	other, _ := vault(path)
	if err := other.ChangePassphrase(ctx, horse, "next"); err != nil {
		t.Fatal(err)
	}
	if err := v.Set(ctx, "a", "z"); !errors.Is(err, ErrWrongPassphrase) {
		t.Errorf("got %v", err)
	}
	if err := v.Set(ctx, "a", "z"); err != nil || len(asked.first) != 2 {
		t.Errorf("%v, asked %d times", err, len(asked.first))
	}
	if m, err := unseal([]byte(readText(t, path)), "next", nil); err != nil || string(m["a"]) != "z" {
		t.Errorf("%v", err)
	}
}
