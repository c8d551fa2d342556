package store

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"todoku/mailcore"
)

func bundleOf(t *testing.T) (Bundle, *Ask) {
	t.Helper()
	p := mailcore.NewProfile()
	p.ID, p.Code, p.Outgoing.Host, p.Verified = "one", "honsha", "smtp.example.jp", mailcore.Verified{Hash: "x", At: time.Unix(1, 0)}
	ask := NewAsk(func(context.Context, string) (mailcore.Secret, error) { return "", nil })
	setSecret(t, ask, "one/outgoing", "hunter2-🌸")
	setSecret(t, ask, "one/incoming", "\x00\xff")
	setSecret(t, ask, "other/outgoing", "not this one")
	b, err := mustOpen(t).NewBundle(t.Context(), ask, Settings{Profiles: []mailcore.Profile{p}})
	if err != nil {
		t.Fatal(err)
	}
	return b, ask
}

func TestBundle(t *testing.T) {
	b, _ := bundleOf(t)
	data, err := SealBundle(b, horse)
	if err != nil {
		t.Fatal(err)
	}
	if !IsBundle(data) || bytes.Contains(data, []byte("hunter2")) || bytes.Contains(data, []byte("smtp.example.jp")) {
		t.Fatalf("%s", data)
	}
	back, err := OpenBundle([]byte("\r\n"+strings.ReplaceAll(string(data), "\n", "\r\n")), horse) // as mail programs make of it
	if err != nil {
		t.Fatal(err)
	}
	p := back.Fill()[0]
	if len(back.Secrets) != 2 || p.Outgoing.Password != "hunter2-🌸" || p.Incoming.Password != "\x00\xff" || p.Outgoing.Host != "smtp.example.jp" || p.Code != "honsha" {
		t.Errorf("%+v", p)
	}
	if p.Verified.Hash != "" || b.Profiles[0].Verified.Hash != "x" {
		t.Error("what a test proved here proves nothing there")
	}
}

func TestBundleThatDoesNotOpen(t *testing.T) {
	b, _ := bundleOf(t)
	good, err := SealBundle(b, horse)
	if err != nil {
		t.Fatal(err)
	}
	other, err := seal(sealed{"a/outgoing": []byte("x")}, horse, 4, nil)
	if err != nil {
		t.Fatal(err)
	}
	vault, _ := armoured(other)
	newerInside, err := seal(sealed{bundleSettings: []byte("version = 99\n")}, horse, 4, nil)
	if err != nil {
		t.Fatal(err)
	}
	newer, _ := armoured(newerInside)
	for name, c := range map[string]struct {
		data       []byte
		passphrase mailcore.Secret
		want       error
	}{
		"wrong passphrase": {good, "wrong", ErrWrongPassphrase},
		"no passphrase":    {good, "", ErrNoPassphrase},
		"cut":              {good[:len(good)/2], horse, ErrDamaged},
		"changed":          {bytes.Replace(good, good[300:304], []byte("AAAA"), 1), horse, ErrDamaged},
		"no armour":        {other, horse, ErrDamaged},
		"a vault":          {vault, horse, ErrDamaged},
		"too large":        {make([]byte, maxBundle+1), horse, ErrDamaged},
		"nothing":          {nil, horse, ErrDamaged},
	} {
		if _, err := OpenBundle(c.data, c.passphrase); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		} else if strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: the password is in %v", name, err)
		}
	}
	if _, err := OpenBundle(newer, horse); errorsAs[*NewerError](err) == nil {
		t.Errorf("newer: %v", err)
	}
	if _, err := SealBundle(b, ""); !errors.Is(err, ErrNoPassphrase) {
		t.Error(err)
	}
}

func errorsAs[E error](err error) error {
	if e, ok := errors.AsType[E](err); ok {
		return e
	}
	return nil
}

func TestBundleSaysWhatItCannotRead(t *testing.T) {
	p := mailcore.Profile{ID: "one"}
	if _, err := mustOpen(t).NewBundle(t.Context(), NewAsk(nil), Settings{Profiles: []mailcore.Profile{p}}); !errors.Is(err, ErrMustAsk) {
		t.Error(err)
	}
}

func TestKeepSecrets(t *testing.T) {
	_, ask := bundleOf(t)
	p := mailcore.Profile{ID: "one"}
	p.Outgoing.Password, p.Outgoing.PopBefore.Password = "new", "pop"
	if err := KeepSecrets(t.Context(), ask, []mailcore.Profile{p}); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]mailcore.Secret{"one/outgoing": "new", "one/pop-before-smtp": "pop", "one/incoming": "\x00\xff", "other/outgoing": "not this one"} {
		if got, err := ask.Get(t.Context(), key); got != want {
			t.Errorf("%s: %v, %v", key, got == want, err)
		}
	}
}

// Each writing of a vault takes a while on purpose: many passwords are one.
func TestKeepSecretsWritesOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secrets.age")
	v := NewVault(path, func(context.Context, bool) (mailcore.Secret, error) { return "open sesame", nil })
	err := Together(t.Context(), func(ctx context.Context) error {
		for _, key := range []string{"a/outgoing", "b/outgoing", "gone"} {
			if err := v.Set(ctx, key, "hunter2"); err != nil {
				return err
			}
		}
		if _, err := os.Stat(path); err == nil {
			t.Error("it is written before the last one")
		}
		return v.Delete(ctx, "gone")
	})
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]mailcore.Secret{"a/outgoing": "hunter2", "b/outgoing": "hunter2", "gone": ""} {
		if got, _ := v.Get(t.Context(), key); got != want {
			t.Errorf("%s: %v", key, got == want)
		}
	}
}

func FuzzOpenBundle(f *testing.F) {
	f.Add([]byte("-----BEGIN AGE ENCRYPTED FILE-----\nYWdlLWVuY3J5cHRpb24ub3JnL3YxCg==\n-----END AGE ENCRYPTED FILE-----\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if bytes.Contains(data, []byte("scrypt")) { // a minute of work each
			return
		}
		if b, err := OpenBundle(data, "x"); err == nil {
			t.Fatalf("%+v", b)
		}
	})
}
