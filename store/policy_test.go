package store

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"todoku/mailcore"
)

// policy writes a file for administrators and reads it.
func policy(t *testing.T, text string) Policy {
	t.Helper()
	path := filepath.Join(t.TempDir(), PolicyName)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	p, wrong := ReadPolicy(path)
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	return p
}

// under opens a folder that obeys p.
func under(t *testing.T, dir string, p Policy) *Store {
	t.Helper()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	s.Obey(p)
	return s
}

func loaded(t *testing.T, s *Store) Settings {
	t.Helper()
	v, err := s.Load()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// Defaults are for those who have never saved.
func TestPolicyDefaults(t *testing.T) {
	s := under(t, t.TempDir(), policy(t, "[defaults]\nlanguage = 'en'\noffline = true\nsecrets = ['vault']\n"))
	v := loaded(t, s)
	if p := v.Preferences; p.Language != "en" || !p.Offline || p.Secrets != VaultStore || p.KeepRuns != defaultKeepRuns {
		t.Errorf("it begins with %+v", p)
	}
	v.Preferences.Language, v.Preferences.Offline, v.Preferences.Secrets = "", false, AskStore
	if err := s.Save(v); err != nil {
		t.Fatal(err)
	}
	if p := loaded(t, s).Preferences; p.Language != "" || p.Offline || p.Secrets != AskStore {
		t.Errorf("what was chosen since is lost: %+v", p)
	}
}

// What is locked holds against the settings, is not written into them, and is
// gone with the file that said so.
func TestPolicyLocks(t *testing.T) {
	dir := t.TempDir()
	free := under(t, dir, Policy{})
	profile := mailcore.NewProfile()
	profile.ID, profile.Code, profile.Outgoing.HELO = "one", "one", "own.example.jp"
	mine := Settings{Profiles: []mailcore.Profile{profile}, Preferences: Preferences{Language: "ja", Secrets: KeyringStore}}
	if _, err := free.Load(); err != nil {
		t.Fatal(err)
	}
	if err := free.Save(mine); err != nil {
		t.Fatal(err)
	}
	p := policy(t, "[locked]\nlanguage = 'en'\noffline = true\nsecrets = ['vault', 'ask']\nroots = ['ca.pem']\nhelo = 'pc.example.co.jp'\ntimeout = 7\n")
	s := under(t, dir, p)
	v := loaded(t, s)
	if q := v.Preferences; q.Language != "en" || !q.Offline || q.Secrets != VaultStore || q.Roots[0] != filepath.Join(filepath.Dir(p.Files[0]), "ca.pem") {
		t.Errorf("it is not locked: %+v", q)
	}
	if o := v.Profiles[0].Outgoing; o.HELO != "pc.example.co.jp" || o.Timeout != 7 || v.Profiles[0].Incoming.Timeout != 7 {
		t.Errorf("the server is not fixed: %+v", o)
	}
	v.Preferences.Theme = "dark"
	now, err := s.SaveSince(loaded(t, s), v)
	if err != nil || now.Preferences.Language != "en" || !now.Preferences.Offline {
		t.Fatalf("saving unlocks it: %v, %+v", err, now.Preferences)
	}
	if q := loaded(t, s).Preferences; q.Language != "en" || q.Theme != "dark" {
		t.Errorf("after saving it is %+v", q)
	}
	if q := loaded(t, under(t, dir, Policy{})).Preferences; q.Language != "ja" || q.Offline || q.Secrets != KeyringStore || len(q.Roots) > 0 || q.Theme != "dark" {
		t.Errorf("the user's own choice is lost: %+v", q)
	}
}

// Another copy of the program saves meanwhile: nothing is unlocked, and nothing lost.
func TestPolicyWhileOthersSave(t *testing.T) {
	dir, p := t.TempDir(), policy(t, "[locked]\nlanguage = 'en'\n")
	one, other := under(t, dir, p), under(t, dir, Policy{})
	v, w := loaded(t, one), loaded(t, other)
	w.Preferences.Theme = "dark"
	if err := other.Save(w); err != nil {
		t.Fatal(err)
	}
	v.Preferences.Offline = true
	if err := one.Save(v); err != nil {
		t.Fatal(err)
	}
	if q := loaded(t, one).Preferences; q.Language != "en" || q.Theme != "dark" || !q.Offline {
		t.Errorf("merged to %+v", q)
	}
	if q := loaded(t, other).Preferences; q.Language != "" {
		t.Errorf("the lock is in the file: %+v", q)
	}
}

func TestPolicyPlacesAreRanked(t *testing.T) {
	dir := t.TempDir()
	strong, weak := filepath.Join(dir, "a.toml"), filepath.Join(dir, "b.toml")
	for path, text := range map[string]string{strong: "[locked]\nlanguage = 'en'\n", weak: "[locked]\nlanguage = 'ja'\ntimeout = 5\n"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p, wrong := ReadPolicy(strong, filepath.Join(dir, "none.toml"), weak)
	if len(wrong) > 0 || strings.Join(p.Locked(), " ") != "language timeout" || *p.locked.Language != "en" || len(p.Files) != 2 {
		t.Errorf("%v, %v, %v", p.Locked(), *p.locked.Language, wrong)
	}
}

// A file that cannot be used is named with the place of the mistake, and left
// out as a whole.
func TestBrokenPolicy(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		line int
		why  error
	}{
		"no TOML":        {"[locked\n", 1, ErrSyntax},
		"unknown":        {"[locked]\ncolour = 1\n", 2, ErrUnknownSetting},
		"wrong kind":     {"[locked]\ntimeout = 'soon'\n", 2, ErrWrongValue},
		"wrong language": {"[locked]\noffline = true\nlanguage = 'fr'\n", 3, ErrWrongValue},
		"wrong place":    {"[locked]\nsecrets = ['paper']\n", 2, ErrWrongValue},
		"wrong product":  {"[defaults]\nproducts = ['abacus']\n", 2, ErrWrongValue},
		"too short":      {"[defaults]\ntimeout = 0\n", 2, ErrWrongValue},
		"spaces":         {"[defaults]\nhelo = 'a b'\n", 2, ErrWrongValue},
	} {
		path := filepath.Join(t.TempDir(), PolicyName)
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		p, wrong := ReadPolicy(path)
		if len(p.Files) > 0 || len(p.Locked()) > 0 || len(wrong) != 1 {
			t.Errorf("%s: %v, %v", name, p, wrong)
			continue
		}
		b, ok := errors.AsType[*BrokenError](wrong[0])
		if !ok || b.Line != c.line || !errors.Is(b.Err, c.why) {
			t.Errorf("%s: %v", name, wrong[0])
		}
	}
	path := filepath.Join(t.TempDir(), PolicyName)
	_ = os.WriteFile(path, []byte("version = 99\n"), 0o600)
	if _, wrong := ReadPolicy(path); len(wrong) != 1 {
		t.Errorf("a newer file: %v", wrong)
	}
}

func TestPolicyNamesProvidersAndProducts(t *testing.T) {
	dir := t.TempDir()
	p := policy(t, "[locked]\nproviders = 'office.json'\nproducts = ['garoon']\n")
	s := under(t, dir, p)
	if files := s.providerFiles(); len(files) != 1 || filepath.Base(files[0]) != "office.json" {
		t.Errorf("providers are in %v", files)
	}
	if p.Shows("vtiger") || !p.Shows("garoon") || !(Policy{}).Shows("vtiger") {
		t.Error("the wrong products are shown")
	}
	s.Obey(policy(t, "[defaults]\nproviders = 'office.json'\n"))
	if files := s.providerFiles(); !slices.Equal(files[:1], []string{s.ProvidersPath()}) || len(files) != 2 {
		t.Errorf("providers are in %v", files)
	}
}

// A practice server and what begins are told apart.
func TestPolicyStart(t *testing.T) {
	p := policy(t, "[defaults]\nhelo = 'begin.example.co.jp'\ntimeout = 20\n[locked]\ntimeout = 9\n")
	if o := p.Start(mailcore.NewProfile()).Outgoing; o.HELO != "begin.example.co.jp" || o.Timeout != 9 {
		t.Errorf("it begins with %+v", o)
	}
	practice := mailcore.Profile{Practice: true}
	if o := p.Start(practice).Outgoing; o.HELO != "" || o.Timeout != 0 {
		t.Errorf("the practice server is changed: %+v", o)
	}
}
