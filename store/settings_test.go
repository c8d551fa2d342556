package store

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"todoku/mailcore"
)

func TestOpenChoosesFolder(t *testing.T) {
	config, home := t.TempDir(), filepath.Join(t.TempDir(), "a", "b")
	t.Setenv("XDG_CONFIG_HOME", config)
	t.Setenv("HOME", config)
	t.Setenv("AppData", config)
	user, err := os.UserConfigDir()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, dir, env, want string }{
		{"the argument", home, config, home},
		{"TODOKU_HOME", "", home, home},
		{"the user's", "", "", filepath.Join(user, "todoku")},
	} {
		t.Setenv("TODOKU_HOME", tt.env)
		s, err := Open(tt.dir)
		if err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(tt.want)
		if err != nil || s.Dir() != tt.want {
			t.Fatalf("%s: got %s, %v, want %s", tt.name, s.Dir(), err, tt.want)
		}
		if info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
			t.Errorf("%s: others may look into it: %v", tt.name, info.Mode())
		}
	}
}

func TestOpenSaysWhyNot(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	write(t, file, "x")
	if _, err := Open(filepath.Join(file, "todoku")); err == nil {
		t.Error("opened a folder inside a file")
	}
}

func TestLoadWithoutFile(t *testing.T) {
	for name, content := range map[string]*string{
		"missing": nil, "empty": new(""), "blank": new(" \n\r\n"), "a comment": new("# nothing\n"), "a byte order mark": new("\ufeff"),
	} {
		s := mustOpen(t)
		if content != nil {
			write(t, s.file("settings.toml"), *content)
		}
		got, err := s.Load()
		want := Settings{Preferences: Preferences{Secrets: KeyringStore, KeepRuns: 10000}}
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, %v, want %+v", name, got, err, want)
		}
		if err := s.Save(sample(1)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSettingsReadBackAsSaved(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	s := mustOpen(t)
	for range 200 {
		want := randomSettings(rnd)
		if err := s.Save(want); err != nil {
			t.Fatalf("%v\n%+v", err, want)
		}
		other, _ := Open(s.dir)
		got, err := other.Load()
		if err != nil || !reflect.DeepEqual(utc(got), utc(want)) {
			t.Fatalf("got %#v, %v\nwant %#v", got, err, want)
		}
	}
}

func TestSettingsFile(t *testing.T) {
	s := mustOpen(t)
	v := sample(1)
	v.Profiles[0].Outgoing.Password = "hunter2-outgoing"
	v.Profiles[0].Outgoing.PopBefore.Password = "hunter2-pop"
	if err := s.Save(v); err != nil {
		t.Fatal(err)
	}
	text := readText(t, s.file("settings.toml"))
	if !strings.HasPrefix(text, "version = 1\n") {
		t.Errorf("version is not first:\n%s", text)
	}
	if strings.Contains(text, "hunter2") || strings.Contains(text, "••") || strings.Contains(text, "assword") {
		t.Errorf("a password was written:\n%s", text)
	}
	if info, _ := os.Stat(s.file("settings.toml")); info.Mode().Perm() != 0o600 && os.PathSeparator == '/' {
		t.Errorf("mode is %v", info.Mode())
	}
}

func TestSaveKeepsPreviousFile(t *testing.T) {
	s := mustOpen(t)
	for n := range 3 {
		if err := s.Save(sample(n)); err != nil {
			t.Fatal(err)
		}
	}
	if got := generation(t, s.file("settings.toml.bak")); got != 1 {
		t.Errorf("settings.toml.bak is generation %d, want 1", got)
	}
	write(t, s.file("settings.toml"), "") // as a power cut may leave it
	if _, err := s.Load(); err != nil {
		t.Fatal(err)
	}
	if err := s.Save(sample(4)); err != nil {
		t.Fatal(err)
	}
	if got := generation(t, s.file("settings.toml.bak")); got != 1 {
		t.Errorf("the good copy was lost to an empty file")
	}
}

func TestSaveRefusesWhatCannotBeReadBack(t *testing.T) {
	s := mustOpen(t)
	if err := s.Save(sample(1)); err != nil {
		t.Fatal(err)
	}
	bad := sample(2)
	bad.Profiles[0].Name = "\xff\xfe"
	if err := s.Save(bad); err == nil || strings.Contains(err.Error(), "toml") {
		t.Errorf("got %v", err)
	}
	if got := generation(t, s.file("settings.toml")); got != 1 {
		t.Errorf("the file was touched: %d", got)
	}
}

func TestTwoCopiesDoNotLoseEachOthersWork(t *testing.T) {
	a := mustOpen(t)
	b, _ := Open(a.dir)
	steps := []struct {
		name string
		do   func() error
		want error
	}{
		{"a saves", func() error { return a.Save(sample(1)) }, nil},
		{"b saves without having loaded", func() error { return b.Save(sample(2)) }, ErrChanged},
		{"b loads", func() error { _, err := b.Load(); return err }, nil},
		{"b saves", func() error { return b.Save(sample(3)) }, nil},
		{"a saves over it", func() error { return a.Save(sample(4)) }, ErrChanged},
		{"a loads", func() error { _, err := a.Load(); return err }, nil},
		{"a saves", func() error { return a.Save(sample(5)) }, nil},
		{"the file goes", func() error { return os.Remove(a.file("settings.toml")) }, nil},
		{"b saves again", func() error { return b.Save(sample(6)) }, nil},
	}
	for _, step := range steps {
		if err := step.do(); !errors.Is(err, step.want) {
			t.Fatalf("%s: got %v, want %v", step.name, err, step.want)
		}
	}
}

func TestSaveWaitsOnlySoLong(t *testing.T) {
	s := mustOpen(t)
	s.wait = 50 * time.Millisecond
	unlock, err := lock(s.lockPath(), time.Second)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Save(sample(1)); !errors.Is(err, ErrLocked) {
		t.Errorf("got %v, want ErrLocked", err)
	}
	if err := unlock(); err != nil {
		t.Fatal(err)
	}
	if err := s.Save(sample(1)); err != nil {
		t.Error(err)
	}
}

// link makes a symbolic link, where that is permitted and comes to something.
func link(t *testing.T, target, path string) {
	t.Helper()
	err := os.Symlink(target, path)
	if err == nil {
		_, err = os.Readlink(path)
	}
	if err != nil {
		t.Skip("no symbolic links here:", err)
	}
}

func TestSaveFollowsLinks(t *testing.T) {
	s := mustOpen(t)
	elsewhere := filepath.Join(t.TempDir(), "dotfiles.toml")
	link(t, elsewhere, s.file("settings.toml"))
	if _, err := s.Load(); err != nil {
		t.Fatal("a link to a file that is not there yet:", err)
	}
	for n := range 2 {
		if err := s.Save(sample(n)); err != nil {
			t.Fatal(err)
		}
	}
	if link, err := os.Readlink(s.file("settings.toml")); link != elsewhere {
		t.Errorf("the link is %q, %v", link, err)
	}
	if got := generation(t, elsewhere); got != 1 {
		t.Errorf("got generation %d behind the link", got)
	}
	write(t, elsewhere, "junk")
	_, err := s.Load()
	broken, _ := errors.AsType[*BrokenError](err)
	if broken == nil || filepath.Dir(broken.SetAside) != filepath.Dir(elsewhere) {
		t.Fatalf("got %v", err)
	}
	if err := s.Save(sample(7)); err != nil || generation(t, elsewhere) != 7 {
		t.Error(err)
	}
}

func TestLinksThatGoRound(t *testing.T) {
	s := mustOpen(t)
	link(t, "settings.toml", s.file("settings.toml"))
	if _, err := s.Load(); err == nil {
		t.Error("loaded")
	}
	if err := s.Save(sample(1)); err == nil {
		t.Error("saved")
	}
}

func TestProfilesGetAnIDOfTheirOwn(t *testing.T) {
	s := mustOpen(t)
	v := sample(1)
	v.Profiles = append(v.Profiles, v.Profiles[0], mailcore.NewProfile())
	if err := s.Save(v); err != nil {
		t.Fatal(err)
	}
	got, err := s.Load()
	if err != nil || len(got.Profiles) != 4 {
		t.Fatalf("%d profiles, %v", len(got.Profiles), err)
	}
	ids := map[string]bool{}
	for _, p := range got.Profiles {
		ids[p.ID] = true
	}
	if len(ids) != 4 || ids[""] || got.Profiles[0].ID != v.Profiles[0].ID {
		t.Errorf("got %v", ids)
	}
	if got.Profiles[2].Code != v.Profiles[0].Code {
		t.Errorf("the code of the copy changed to %q", got.Profiles[2].Code)
	}
}

func TestSaveTidiesUp(t *testing.T) {
	s := mustOpen(t)
	old, fresh := s.file(".settings.toml.1.tmp"), s.file(".settings.toml.2.tmp")
	write(t, old, "x")
	write(t, fresh, "x")
	long := time.Now().Add(-2 * time.Hour)
	if err := os.Chtimes(old, long, long); err != nil {
		t.Fatal(err)
	}
	if err := s.Save(sample(1)); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(old); !errors.Is(err, fs.ErrNotExist) {
		t.Error("an old temporary file is still there")
	}
	if _, err := os.Stat(fresh); err != nil {
		t.Error("somebody's write was disturbed")
	}
}

func (s *Store) file(name string) string { return filepath.Join(s.dir, name) }

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func readText(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// sample returns settings that carry a number in several places, far apart.
func sample(n int) Settings {
	first, last := mailcore.NewProfile(), mailcore.NewProfile()
	first.ID, last.ID = "first", "last"
	first.Code, last.Code = "main", "practice"
	first.Outgoing.Timeout, last.Outgoing.Timeout = n, n
	first.FromName = strings.Repeat("届く", 3000)
	last.Practice = true
	return Settings{Profiles: []mailcore.Profile{first, last}, Preferences: Preferences{KeepRuns: n}.filled()}
}

// generation returns the number in a file that sample made.
func generation(t *testing.T, path string) int {
	t.Helper()
	v, err := decode(path, []byte(readText(t, path)))
	if err != nil {
		t.Fatal(err)
	}
	if len(v.Profiles) != 2 || v.Profiles[0].Outgoing.Timeout != v.Profiles[1].Outgoing.Timeout {
		t.Fatalf("%s is torn", path)
	}
	return v.Profiles[1].Outgoing.Timeout
}

// randomSettings fills every field that is kept, found by reflection so that a
// new one is not forgotten.
func randomSettings(rnd *rand.Rand) Settings {
	var v Settings
	fillRandom(rnd, reflect.ValueOf(&v).Elem())
	v.Preferences.Secrets = SecretStores[rnd.IntN(len(SecretStores))]
	v.Preferences.KeepRuns = 1 + rnd.IntN(1000)
	for i := range v.Profiles {
		v.Profiles[i].ID += string(rune('a' + i))
	}
	return v
}

func fillRandom(rnd *rand.Rand, v reflect.Value) {
	switch {
	case v.Type() == reflect.TypeFor[mailcore.Secret]():
	case v.Type() == reflect.TypeFor[time.Time]():
		if rnd.IntN(3) > 0 {
			at := time.Unix(rnd.Int64N(1<<33), rnd.Int64N(1e9))
			v.Set(reflect.ValueOf(at.In(time.FixedZone("", rnd.IntN(24)*1800))))
		}
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			fillRandom(rnd, v.Field(i))
		}
	case v.Kind() == reflect.Slice:
		if n := rnd.IntN(4); n > 0 {
			v.Set(reflect.MakeSlice(v.Type(), n, n))
		}
		for i := range v.Len() {
			fillRandom(rnd, v.Index(i))
		}
	case v.Kind() == reflect.String:
		v.SetString(randomText(rnd))
	case v.Kind() == reflect.Bool:
		v.SetBool(rnd.IntN(2) == 0)
	case v.Kind() == reflect.Int:
		v.SetInt(rnd.Int64() >> rnd.IntN(64))
	default:
		panic("no random " + v.Type().String())
	}
}

var pieces = []string{"", "a", "=", "\"", "'", "'''", `"""`, "\\", "\n", "\r\n", "\r", "\t", "\x00", "\x1b[31m", "\x7f", "#", "[x]", "]", "届く", "🌸", "\u2028", "\u202e", "\ufeff", " ", "é", "e\u0301"}

func randomText(rnd *rand.Rand) string {
	var b strings.Builder
	for range rnd.IntN(6) {
		if r := rune(rnd.IntN(0x110000)); rnd.IntN(4) == 0 && utf8.ValidRune(r) {
			b.WriteRune(r)
		}
		b.WriteString(pieces[rnd.IntN(len(pieces))])
	}
	return b.String()
}

// utc makes equal times the same.
func utc(v Settings) Settings {
	for i := range v.Profiles {
		v.Profiles[i].Verified.At = v.Profiles[i].Verified.At.UTC()
		v.Profiles[i].Verified.Until = v.Profiles[i].Verified.Until.UTC()
	}
	return v
}

// thousands are the settings of 2,000 servers.
func thousands(b *testing.B) *Store {
	s, err := Open(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	var v Settings
	for i := range 2000 {
		p := report("1", mailcore.Passed).Profile
		p.ID, p.Code, p.Name = fmt.Sprintf("00000000-0000-4000-8000-%012d", i), fmt.Sprintf("server%04d", i), fmt.Sprint("支社 ", i)
		p.Verified = mailcore.Verified{Hash: p.Hash(), Scope: mailcore.LoginScope, At: time.Now(), OK: true, Auth: mailcore.PLAIN}
		v.Profiles = append(v.Profiles, p)
	}
	if _, err := s.Load(); err != nil {
		b.Fatal(err)
	}
	if err := s.Save(v); err != nil {
		b.Fatal(err)
	}
	return s
}

func BenchmarkLoadTwoThousand(b *testing.B) {
	s := thousands(b)
	for b.Loop() {
		if v, err := s.Load(); err != nil || len(v.Profiles) != 2000 {
			b.Fatal(len(v.Profiles), err)
		}
	}
}
