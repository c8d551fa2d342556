package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"todoku/mailcore"
)

// servers makes settings of servers written as ID:host.
func servers(list string) (v Settings) {
	for _, word := range strings.Fields(list) {
		id, host, _ := strings.Cut(word, ":")
		p := mailcore.NewProfile()
		p.ID, p.Code, p.Outgoing.Host = id, id, host
		v.Profiles = append(v.Profiles, p)
	}
	return v
}

func written(v Settings) string {
	var words []string
	for _, p := range v.Profiles {
		words = append(words, p.ID+":"+p.Outgoing.Host)
	}
	return strings.Join(words, " ")
}

func TestMerge(t *testing.T) {
	for _, test := range []struct{ name, before, mine, theirs, want, clashes string }{
		{"only mine changed", "a:1 b:1", "a:2 b:1", "a:1 b:1", "a:2 b:1", ""},
		{"only theirs changed", "a:1 b:1", "a:1 b:1", "a:1 b:2", "a:1 b:2", ""},
		{"each changed one", "a:1 b:1", "a:2 b:1", "a:1 b:2", "a:2 b:2", ""},
		{"both changed one alike", "a:1", "a:2", "a:2", "a:2", ""},
		{"both changed one", "a:1 b:1", "a:2 b:1", "a:3 b:1", "a:2 b:1", "a"},
		{"both added", "a:1", "a:1 b:1", "a:1 c:1", "a:1 c:1 b:1", ""},
		{"mine deleted", "a:1 b:1", "a:1", "a:1 b:1 c:1", "a:1 c:1", ""},
		{"theirs deleted", "a:1 b:1", "a:2 b:1", "a:1", "a:2", ""},
		{"mine deleted what theirs changed", "a:1 b:1", "b:1", "a:2 b:1", "b:1", "a"},
		{"mine changed what theirs deleted", "a:1 b:1", "a:2 b:1", "b:1", "a:2 b:1", "a"},
		{"mine moved", "a:1 b:1", "b:1 a:1", "a:1 b:1 c:1", "b:1 a:1 c:1", ""},
		{"theirs moved", "a:1 b:1", "a:1 b:1 d:1", "b:1 a:1", "b:1 a:1 d:1", ""},
	} {
		got, clashes := Merge(servers(test.before), servers(test.mine), servers(test.theirs))
		if written(got) != test.want || strings.Join(clashes, " ") != test.clashes {
			t.Errorf("%s: %s, clashes %v; want %s, %s", test.name, written(got), clashes, test.want, test.clashes)
		}
	}
}

// Two new servers do not end up under one code.
func TestMergeNumbersCodes(t *testing.T) {
	mine, theirs := servers("x:1 y:1"), servers("z:1 q:1")
	mine.Profiles[0].Code, theirs.Profiles[0].Code = "server1", "server1"
	mine.Profiles[1].Code, theirs.Profiles[1].Code = "office", "office"
	got, clashes := Merge(Settings{}, mine, theirs)
	codes := map[string]string{}
	for _, p := range got.Profiles {
		codes[p.ID] = p.Code
	}
	if want := "map[q:office x:server2 y:office2 z:server1]"; fmt.Sprint(codes) != want || clashes != nil {
		t.Errorf("%v, want %s; clashes %v", codes, want, clashes)
	}
}

// What a test proved is no change of a server, and the newer proof stays.
func TestMergeProofsAndPreferences(t *testing.T) {
	before, mine, theirs := servers("a:1"), servers("a:1"), servers("a:2")
	mine.Profiles[0].Verified = mailcore.Verified{Hash: "new", At: time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC)}
	mine.Profiles[0].Outgoing.Password = "secret"
	mine.Preferences.Language, theirs.Preferences.Theme = "en", "dark"
	got, clashes := Merge(before, mine, theirs)
	p := got.Profiles[0]
	if clashes != nil || p.Outgoing.Host != "2" || p.Verified.Hash != "new" || p.Outgoing.Password != "secret" {
		t.Errorf("clashes %v, %+v", clashes, p.Outgoing)
	}
	if got.Preferences.Language != "en" || got.Preferences.Theme != "dark" {
		t.Errorf("%+v", got.Preferences)
	}
}

// Whoever saves second has both.
func TestSecondWriterMerges(t *testing.T) {
	a := mustOpen(t)
	b, _ := Open(a.dir)
	if err := a.Save(servers("a:1 b:1")); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Load(); err != nil {
		t.Fatal(err)
	}
	if err := a.Save(servers("a:2 b:1 c:1")); err != nil {
		t.Fatal(err)
	}
	if err := b.Save(servers("a:1 b:2 d:1")); err != nil {
		t.Fatal(err)
	}
	got, err := a.Load()
	if err != nil || written(got) != "a:2 b:2 c:1 d:1" {
		t.Errorf("%s, %v", written(got), err)
	}
	if err := b.Save(servers("a:3 b:2 c:1 d:1")); err != nil {
		t.Fatal(err)
	}
	err = a.Save(servers("a:4 b:2 c:1 d:1"))
	if clash, ok := errors.AsType[*ClashError](err); !ok || !slices.Equal(clash.Codes, []string{"a"}) || !errors.Is(err, ErrChanged) {
		t.Errorf("%v", err)
	}
}

// A file that was emptied is no sign that somebody deleted all servers.
func TestEmptiedFileDeletesNothing(t *testing.T) {
	s := mustOpen(t)
	if err := s.Save(servers("a:1 b:1")); err != nil {
		t.Fatal(err)
	}
	write(t, s.file("settings.toml"), "\n")
	if err := s.Save(servers("a:1 b:1 c:1")); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Load(); err != nil || written(got) != "a:1 b:1 c:1" {
		t.Errorf("%s, %v", written(got), err)
	}
}
