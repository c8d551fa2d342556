package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestBrokenFiles(t *testing.T) {
	const junk = "version = 1\n[preferences]\nlanguage = \"ja\"\n"
	for _, tt := range []struct {
		name, text   string
		line, column int
		excerpt, key string
		want         error
	}{
		{"no value", "version = 1\n[preferences]\nlanguage = \n", 3, 12, "language =", "", ErrSyntax},
		{"not TOML at all", "{\"version\": 1}", 1, 1, "", "", ErrSyntax},
		{"NUL bytes", strings.Repeat("\x00", 4096), 1, 1, "", "", ErrSyntax},
		{"Shift_JIS", "version = 1\n[preferences]\ntheme = \"\x93\xcd\x82\xad\"\n", 3, 10, "theme = \"\ufffd\u0342\ufffd\"", "", ErrSyntax},
		{"UTF-16", "\xff\xfev\x00e\x00r\x00", 1, 1, "", "", ErrSyntax},
		{"the same key twice", junk + "language = \"en\"\n", 4, 1, "language = \"en\"", "language", ErrSyntax},
		{"unknown setting", "version = 1\n[preferences]\nlangage = \"hunter2\"\n", 3, 1, "langage = …", "preferences.langage", ErrUnknownSetting},
		{"unknown table", "version = 1\n[incoming]\nhost = \"a\"\n", 2, 2, "[incoming]", "incoming", ErrUnknownSetting},
		{"a password where none belongs", "[[profiles]]\nid = \"a\"\n[profiles.outgoing]\npassword = \"hunter2\"\n", 4, 1, "password = …", "profiles.outgoing.password", ErrUnknownSetting},
		{"text for a number", "[[profiles]]\n[profiles.outgoing]\n\"port\" = \"五八七\"\n", 3, 10, "\"port\" = \"五八七\"", "profiles.outgoing.port", ErrWrongValue},
		{"a huge number", "[[profiles]]\n[profiles.outgoing]\nport = 99999999999999999999\n", 3, 8, "port = 99999999999999999999", "profiles.outgoing.port", ErrWrongValue},
		{"number for a text", "[preferences]\nlanguage = 3\n", 2, 12, "language = 3", "preferences.language", ErrWrongValue},
		{"no such place for secrets", "[preferences]\nsecrets = \"valt\"\n", 2, 1, "secrets = …", "preferences.secrets", ErrWrongValue},
		{"version is text", "version = \"1\"\n", 1, 11, "version = \"1\"", "version", ErrWrongValue},
		{"version is nothing", "version = 0\n", 1, 1, "version = 0", "version", ErrWrongValue},
		{"Windows lines", "version = 1\r\n[preferences]\r\nx = 1\r\n", 3, 1, "x = …", "preferences.x", ErrUnknownSetting},
		{"a byte order mark", "\ufeffx = 1\n", 1, 1, "x = …", "x", ErrUnknownSetting},
		{"escape sequences", "[preferences]\nlanguage = 3 #\x1b[31m\u202e\n", 2, 15, "language = 3 #\ufffd[31m\ufffd", "", ErrSyntax},
		{"inside a long text", "[preferences]\nlanguage = \"\"\"\nhunter2\n", 3, 0, "", "", ErrSyntax},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := mustOpen(t)
			s.now = func() time.Time { return time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC) }
			write(t, s.file("settings.toml"), tt.text)
			got, err := s.Load()
			broken, _ := errors.AsType[*BrokenError](err)
			if broken == nil || !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			t.Log(err)
			if got.Preferences.KeepRuns != 10000 || got.Profiles != nil {
				t.Errorf("got %+v, want the defaults", got)
			}
			if broken.Line != tt.line || tt.column != 0 && broken.Column != tt.column || broken.Excerpt != tt.excerpt || broken.Key != tt.key {
				t.Errorf("got line %d, column %d, %q, key %q", broken.Line, broken.Column, broken.Excerpt, broken.Key)
			}
			for _, word := range []string{"hunter2", "toml:", "struct", "int64", "store.", "strconv", "Go"} {
				if strings.Contains(err.Error(), word) {
					t.Errorf("%q in %q", word, err)
				}
			}
			checkSetAside(t, s, broken, tt.text)
		})
	}
}

func checkSetAside(t *testing.T, s *Store, broken *BrokenError, text string) {
	t.Helper()
	if want := s.file("settings.broken-20261122-093000.toml"); broken.SetAside != want {
		t.Errorf("set aside as %s, want %s", broken.SetAside, want)
	}
	if got := readText(t, broken.SetAside); got != text {
		t.Errorf("the file that was set aside changed: %q", got)
	}
	if err := s.Save(sample(1)); err != nil {
		t.Error(err)
	}
	if _, err := s.Load(); err != nil {
		t.Error(err)
	}
}

func TestSetAsideOverwritesNothing(t *testing.T) {
	s := mustOpen(t)
	s.now = func() time.Time { return time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC) }
	for _, text := range []string{"one", "two", "three"} {
		write(t, s.file("settings.toml"), text)
		if _, err := s.Load(); !errors.Is(err, ErrSyntax) {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]string{"": "one", "-2": "two", "-3": "three"} {
		if got := readText(t, s.file("settings.broken-20261122-093000"+name+".toml")); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

func TestBrokenFileThatCannotBeMoved(t *testing.T) {
	s := mustOpen(t)
	s.wait = 50 * time.Millisecond
	write(t, s.file("settings.toml"), "junk")
	unlock, err := lock(s.lockPath(), time.Second)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Load()
	broken, _ := errors.AsType[*BrokenError](err)
	if broken == nil || broken.SetAside != "" || !errors.Is(err, ErrSyntax) || !errors.Is(err, ErrLocked) {
		t.Errorf("got %v", err)
	}
	if err := unlock(); err != nil {
		t.Fatal(err)
	}
	if err := s.Save(sample(1)); !errors.Is(err, ErrChanged) {
		t.Errorf("saved over it: %v", err)
	}
	if got := readText(t, s.file("settings.toml")); got != "junk" {
		t.Errorf("the file is now %q", got)
	}
}

func TestTenMegabytesOfJunk(t *testing.T) {
	s := mustOpen(t)
	junk := "language = " + strings.Repeat("x", 10<<20)
	write(t, s.file("settings.toml"), junk)
	_, err := s.Load()
	broken, _ := errors.AsType[*BrokenError](err)
	if broken == nil || broken.Line != 1 || len(broken.Excerpt) > 500 || len(err.Error()) > 500 {
		t.Fatalf("%.200v", err)
	}
	if got := readText(t, broken.SetAside); got != junk {
		t.Error("the file changed")
	}
}

func TestBrokenFileThatSomebodyMended(t *testing.T) {
	s := mustOpen(t)
	write(t, s.file("settings.toml"), "junk")
	_, sum, err := read(s.file("settings.toml"))
	if err != nil {
		t.Fatal(err)
	}
	data, _ := encode(sample(3))
	write(t, s.file("settings.toml"), string(data))
	got, err := s.setAside(&BrokenError{Path: s.file("settings.toml"), Err: ErrSyntax}, sum)
	if err != nil || len(got.Profiles) != 2 {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestNewerFileIsLeftAlone(t *testing.T) {
	s := mustOpen(t)
	const text = "version = 2\n[fancy]\nnew = true\n"
	write(t, s.file("settings.toml"), text)
	_, err := s.Load()
	for range 2 {
		newer, _ := errors.AsType[*NewerError](err)
		if newer == nil || newer.Version != 2 || newer.Path != s.file("settings.toml") {
			t.Fatalf("got %v", err)
		}
		err = s.Save(sample(1)) // twice: refusing once is not enough
		if err == nil {
			t.Fatal("saved over it")
		}
	}
	if got := readText(t, s.file("settings.toml")); got != text {
		t.Errorf("the file is now %q", got)
	}
	if files, _ := filepath.Glob(s.file("settings*")); len(files) != 1 {
		t.Errorf("got %v", files)
	}
	if err := os.Remove(s.file("settings.toml")); err != nil {
		t.Fatal(err)
	}
	if err := s.Save(sample(1)); err != nil {
		t.Error(err)
	}
}

func FuzzLoad(f *testing.F) {
	data, _ := encode(sample(1))
	for _, seed := range []string{"", "version = 2", "junk", "\ufeffversion = 1\r\n", "version = 1\n[preferences]\nroots = [1]", string(data)} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		v, err := decode("settings.toml", data)
		broken, isBroken := errors.AsType[*BrokenError](err)
		_, isNewer := errors.AsType[*NewerError](err)
		if err != nil && !isBroken && !isNewer {
			t.Fatalf("%T: %v", err, err)
		}
		if isBroken && (len(broken.Excerpt) > 500 || bytes.Contains([]byte(broken.Error()), []byte("Go "))) {
			t.Fatal(err)
		}
		if err == nil {
			if _, err := encode(v); err != nil {
				t.Fatalf("loaded but not to be saved: %v", err)
			}
		}
	})
}
