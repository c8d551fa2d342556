package store

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"todoku/mailcore"
)

// A typist answers questions for passphrases.
type typist struct {
	answers []mailcore.Secret
	first   []bool // what was asked
}

func (p *typist) passphrase(_ context.Context, first bool) (mailcore.Secret, error) {
	p.first = append(p.first, first)
	if len(p.answers) == 0 {
		return "", errors.New("asked too often")
	}
	answer := p.answers[0]
	p.answers = p.answers[1:]
	return answer, nil
}

// vault opens one at a work factor that tests can afford.
func vault(path string, answers ...mailcore.Secret) (*Vault, *typist) {
	p := &typist{answers: answers}
	v := NewVault(path, p.passphrase)
	v.workFactor = 4
	return v, p
}

func setSecret(t *testing.T, s Secrets, key string, value mailcore.Secret) {
	t.Helper()
	if err := s.Set(t.Context(), key, value); err != nil {
		t.Fatal(err)
	}
}

const horse = mailcore.Secret("正しい馬 電池 ホッチキス")

func TestVaultKeepsSecrets(t *testing.T) {
	path, ctx := filepath.Join(t.TempDir(), "secrets.age"), t.Context()
	values := map[string]mailcore.Secret{
		"a/outgoing": "hunter2-🌸ひみつ", "a/pop-before-smtp": "\x00\xff\xfe\n \"", "b/outgoing": mailcore.Secret(strings.Repeat("長い", 50_000)),
	}
	v, asked := vault(path, horse)
	wantSecret(t, v, "a/outgoing", "", ctx, ErrNoSecret) // no file, no question
	for key, value := range values {
		setSecret(t, v, key, value)
	}
	again, askedAgain := vault(path, horse)
	for key, value := range values {
		wantSecret(t, v, key, value, ctx, nil)
		wantSecret(t, again, key, value, ctx, nil)
	}
	wantSecret(t, again, "c", "", ctx, ErrNoSecret)
	if len(asked.first) != 1 || !asked.first[0] || len(askedAgain.first) != 1 || askedAgain.first[0] {
		t.Errorf("asked %v and %v, want once for a new vault, once for an old one", asked.first, askedAgain.first)
	}
	if err := again.Delete(ctx, "a/outgoing"); err != nil {
		t.Fatal(err)
	}
	if err := again.Delete(ctx, "never there"); err != nil {
		t.Fatal(err)
	}
	wantSecret(t, v, "a/outgoing", "", ctx, ErrNoSecret) // the other copy sees it
	wantSecret(t, v, "b/outgoing", values["b/outgoing"], ctx, nil)
}

func TestVaultFileTellsNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secrets.age")
	v, _ := vault(path, horse)
	setSecret(t, v, "a/outgoing", "hunter2hunter2")
	data := []byte(readText(t, path))
	for _, word := range []string{"hunter2", base64.StdEncoding.EncodeToString([]byte("hunter2hunter2")), "outgoing", string(horse)} {
		if bytes.Contains(data, []byte(word)) {
			t.Errorf("the file contains %q", word)
		}
	}
	if info, _ := os.Stat(path); info.Mode().Perm() != 0o600 && os.PathSeparator == '/' {
		t.Errorf("mode is %v", info.Mode())
	}
}

func TestVaultWorkFactor(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secrets.age")
	p := &typist{answers: []mailcore.Secret{horse}}
	setSecret(t, NewVault(path, p.passphrase), "a", "x")
	header, _, _ := strings.Cut(readText(t, path), "\n---")
	if !strings.HasSuffix(strings.Split(header, "\n")[1], fmt.Sprintf(" %d", workFactor)) {
		t.Errorf("the header is %q", header)
	}
}

func TestVaultWrongPassphrase(t *testing.T) {
	path, ctx := filepath.Join(t.TempDir(), "secrets.age"), t.Context()
	v, _ := vault(path, horse)
	setSecret(t, v, "a", "x")
	before := readText(t, path)
	v, asked := vault(path, "wrong", "wrong again", "", horse)
	wantSecret(t, v, "a", "", ctx, ErrWrongPassphrase)
	if err := v.Set(ctx, "a", "y"); !errors.Is(err, ErrWrongPassphrase) || strings.Contains(err.Error(), "wrong again") {
		t.Errorf("got %v", err)
	}
	wantSecret(t, v, "a", "", ctx, ErrNoPassphrase)
	if readText(t, path) != before {
		t.Fatal("the vault was overwritten")
	}
	wantSecret(t, v, "a", "", Silent(ctx), ErrMustAsk)
	wantSecret(t, v, "a", "x", ctx, nil)
	wantSecret(t, v, "a", "x", Silent(ctx), nil)
	if len(asked.first) != 4 {
		t.Errorf("asked %d times, want 4", len(asked.first))
	}
}

func TestVaultChangePassphrase(t *testing.T) {
	path, ctx := filepath.Join(t.TempDir(), "secrets.age"), t.Context()
	v, _ := vault(path, horse)
	setSecret(t, v, "a", "x")
	open, openAsked := vault(path, horse, "next")
	wantSecret(t, open, "a", "x", ctx, nil)
	for _, tt := range []struct {
		old, next mailcore.Secret
		want      error
	}{
		{"wrong", "next", ErrWrongPassphrase},
		{horse, "", ErrNoPassphrase},
		{horse, "next", nil},
		{horse, "next", ErrWrongPassphrase},
	} {
		if err := v.ChangePassphrase(ctx, tt.old, tt.next); !errors.Is(err, tt.want) {
			t.Errorf("got %v, want %v", err, tt.want)
		}
	}
	late, _ := vault(path, horse)
	wantSecret(t, late, "a", "", ctx, ErrWrongPassphrase)
	wantSecret(t, open, "a", "", ctx, ErrWrongPassphrase) // changed by another copy
	wantSecret(t, open, "a", "x", ctx, nil)
	if len(openAsked.first) != 2 {
		t.Errorf("asked %d times, want 2", len(openAsked.first))
	}
}

// A wrong passphrase changes nothing, and the vault that is open stays so.
func TestVaultStaysOpenAfterAWrongPassphrase(t *testing.T) {
	v, asked := vault(filepath.Join(t.TempDir(), "secrets.age"), horse)
	if v.Made() {
		t.Error("there is a vault before anything was kept")
	}
	setSecret(t, v, "a", "x")
	if !v.Made() {
		t.Error("there is no vault")
	}
	if err := v.ChangePassphrase(t.Context(), "wrong", "next"); !errors.Is(err, ErrWrongPassphrase) {
		t.Errorf("got %v", err)
	}
	wantSecret(t, v, "a", "x", Silent(t.Context()), nil)
	if len(asked.first) != 1 {
		t.Errorf("asked %d times, want 1", len(asked.first))
	}
}

func TestVaultPassphraseOfVaultThatCouldNotBeMade(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secrets.age")
	v, asked := vault(path, "typo", horse)
	v.wait = 50 * time.Millisecond
	unlock, err := lock(path+".lock", time.Second)
	if err != nil {
		t.Fatal(err)
	}
	if err := v.Set(t.Context(), "a", "x"); !errors.Is(err, ErrLocked) {
		t.Errorf("got %v", err)
	}
	if err := unlock(); err != nil {
		t.Fatal(err)
	}
	setSecret(t, v, "a", "x")
	if len(asked.first) != 2 || !asked.first[1] {
		t.Errorf("asked %v", asked.first)
	}
}

func TestDamagedVault(t *testing.T) {
	path, ctx := filepath.Join(t.TempDir(), "secrets.age"), t.Context()
	v, _ := vault(path, horse)
	setSecret(t, v, "a", "hunter2")
	whole := readText(t, path)
	for name, text := range map[string]string{
		"empty": "", "junk": "junk", "cut off": whole[:len(whole)-5], "altered": whole[:len(whole)-5] + "xxxxx",
		"header only": whole[:strings.Index(whole, "---")], "endless work": strings.Replace(whole, " 4\n", " 21\n", 1),
		"for a key": forKey(t), "no secrets inside": string(sealText(t, "null")), "not JSON": string(sealText(t, "hunter2")),
	} {
		write(t, path, text)
		v, _ := vault(path, horse, horse, horse)
		_, err := v.Get(ctx, "a")
		setErr := v.Set(ctx, "a", "y")
		for _, err := range []error{err, setErr} {
			if !errors.Is(err, ErrDamaged) || strings.Contains(err.Error(), "hunter2") {
				t.Errorf("%s: got %v", name, err)
			}
		}
		if readText(t, path) != text {
			t.Errorf("%s: the file was overwritten", name)
		}
	}
}

// forKey returns an age file that no passphrase opens.
func forKey(t *testing.T) string {
	t.Helper()
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	return encrypt(t, "{}", key.Recipient())
}

func sealText(t *testing.T, text string) string {
	t.Helper()
	to, err := age.NewScryptRecipient(string(horse))
	if err != nil {
		t.Fatal(err)
	}
	to.SetWorkFactor(4)
	return encrypt(t, text, to)
}

func encrypt(t *testing.T, text string, to age.Recipient) string {
	t.Helper()
	var b bytes.Buffer
	w, err := age.Encrypt(&b, to)
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.Write([]byte(text))
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
