package store

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"todoku/mailcore"
)

// typed is a server in the middle of being typed, passwords and all.
func typed() mailcore.Profile {
	p := mailcore.NewProfile()
	p.ID, p.Code, p.Name = "id-1", "office", "本社"
	p.Outgoing.Host, p.Outgoing.User, p.Outgoing.Password = "smtp.example.co.jp", "taro", "himitsu-out"
	p.Incoming.Protocol, p.Incoming.Host, p.Incoming.Password = mailcore.IMAP, "imap.example.co.jp", "himitsu-in"
	p.Outgoing.PopBefore.Use, p.Outgoing.PopBefore.Password = true, "himitsu-pop"
	p.Notify, p.Products = []string{"a@example.co.jp"}, []mailcore.Product{"garoon"}
	p.Verified = mailcore.Verified{Hash: p.Hash(), At: time.Now(), OK: true}
	return p
}

func TestDraftComesBackWithoutItsSecrets(t *testing.T) {
	s := mustOpen(t)
	if _, ok := s.Draft(); ok {
		t.Fatal("there is a draft in an empty folder")
	}
	when := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	if err := s.KeepDraft(Draft{when, typed()}); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(s.draftPath())
	if err != nil || strings.Contains(string(text), "himitsu") || strings.Contains(string(text), typed().Hash()) {
		t.Errorf("%v, the file holds:\n%s", err, text)
	}
	if info, err := os.Stat(s.draftPath()); err != nil || info.Mode().Perm()&0o077 != 0 && filepath.Separator == '/' {
		t.Errorf("others may read it: %v, %v", info.Mode(), err)
	}
	want := typed().WithoutSecrets()
	want.Verified = mailcore.Verified{}
	if got, ok := s.Draft(); !ok || !got.Saved.Equal(when) || !reflect.DeepEqual(got.Profile, want) {
		t.Errorf("%v, %+v", ok, got)
	}
	if left := leftIn(t, s); left != "draft.toml" {
		t.Errorf("the folder holds %s", left)
	}
	if err := s.DropDraft(); err != nil {
		t.Error(err)
	}
	if err := s.DropDraft(); err != nil {
		t.Errorf("without a file: %v", err)
	}
	if left := leftIn(t, s); left != "" {
		t.Errorf("the folder still holds %s", left)
	}
}

func leftIn(t *testing.T, s *Store) string {
	t.Helper()
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return strings.Join(names, " ")
}

// A file that cannot be used is ignored and gone; one of a newer program stays
// there for it.
func TestBrokenDrafts(t *testing.T) {
	for text, stays := range map[string]bool{
		"": false, "versi": false, "version = 1\nno_such = 1\n": false, "version = 1\n[profile.outgoing]\nport = 'x'\n": false,
		"[profile]\nname = 'a'\n": false, "version = 1\n[profile.outgoing]\npassword = 'himitsu'\n": false, "\x00\x01": false,
		"version = 2\nnew = 1\n": true,
	} {
		s := mustOpen(t)
		if err := os.WriteFile(s.draftPath(), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if d, ok := s.Draft(); ok {
			t.Errorf("%q is read as %+v", text, d)
		}
		if got := leftIn(t, s) != ""; got != stays {
			t.Errorf("%q: the folder holds %q", text, leftIn(t, s))
		}
	}
}
