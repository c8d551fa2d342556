package store

import (
	"fmt"
	"os"
	"reflect"
	"testing"
	"time"

	"todoku/mailcore"
)

// long saves so many servers that View keeps what it read.
func long(t *testing.T, s *Store) {
	t.Helper()
	var v Settings
	for i := range 1000 {
		p := report("1", mailcore.Passed).Profile
		p.ID, p.Code, p.Notify = fmt.Sprint("id-", i), fmt.Sprint("c", i), []string{"a@example.co.jp"}
		p.Verified = mailcore.Verified{Hash: p.Hash(), At: time.Date(2026, 11, 1, 9, 0, 0, 0, time.FixedZone("", 9*3600)), OK: true, Scope: mailcore.LoginScope}
		v.Profiles = append(v.Profiles, p)
	}
	v.Profiles[7].Outgoing.Port = 2525 // changed since
	if _, err := s.Load(); err != nil {
		t.Fatal(err)
	}
	if err := s.Save(v); err != nil {
		t.Fatal(err)
	}
}

// view is what View returns, which has to be what Load does; quick is whether
// what was kept is used, and not written again.
func view(t *testing.T, s *Store, quick bool) View {
	t.Helper()
	before, _ := os.Stat(s.seenPath())
	v, err := s.View()
	if err != nil {
		t.Fatal(err)
	}
	if after, _ := os.Stat(s.seenPath()); os.SameFile(before, after) != quick {
		t.Errorf("the settings were read the quick way: %v", !quick)
	}
	want, err := s.Load()
	if err != nil || len(v.Profiles) != len(want.Profiles) {
		t.Fatal(len(v.Profiles), err)
	}
	for i, p := range want.Profiles {
		got := v.Profiles[i]
		if !got.Verified.At.Equal(p.Verified.At) || v.Standing(i) != p.Standing() {
			t.Errorf("%s: tested %v, %s; want %v, %s", p.Code, got.Verified.At, v.Standing(i), p.Verified.At, p.Standing())
		}
		if got.Verified.At = p.Verified.At; !reflect.DeepEqual(got, p) {
			t.Errorf("got %+v\nwant %+v", got, p)
		}
	}
	if !reflect.DeepEqual(v.Preferences, want.Preferences) {
		t.Errorf("got %+v\nwant %+v", v.Preferences, want.Preferences)
	}
	return v
}

func TestViewIsWhatLoadReads(t *testing.T) {
	s := mustOpen(t)
	if view(t, s, false); exists(s.seenPath()) {
		t.Error("something is kept of short settings")
	}
	long(t, s)
	if v := view(t, s, false); v.Standing(7) != mailcore.ChangedSince || v.Standing(8) != mailcore.Proven {
		t.Errorf("%s, %s", v.Standing(7), v.Standing(8))
	}
	view(t, s, true)
	// what its tests proved since
	r := report("later", mailcore.Failed)
	r.Profile.ID, r.Started = "id-8", time.Now()
	if err := s.Append(r); err != nil {
		t.Fatal(err)
	}
	if v := view(t, s, true); v.Standing(8) != mailcore.NotProven {
		t.Errorf("after a test that failed: %s", v.Standing(8))
	}
	if info, err := os.Stat(s.seenPath()); err != nil || info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

// Whatever changes makes what was kept worthless.
func TestViewForgetsWhatChanged(t *testing.T) {
	for name, change := range map[string]func(*testing.T, *Store){
		"settings": func(t *testing.T, s *Store) {
			v, _ := s.Load()
			v.Profiles[3].Name = "another"
			if err := s.Save(v); err != nil {
				t.Fatal(err)
			}
		},
		"policy":  func(_ *testing.T, s *Store) { s.policy.locked.KeepRuns = new(7) },
		"damaged": func(t *testing.T, s *Store) { flip(t, s.seenPath(), 5000) },
		"cut off": func(t *testing.T, s *Store) { write(t, s.seenPath(), readText(t, s.seenPath())[:5000]) },
		"empty":   func(t *testing.T, s *Store) { write(t, s.seenPath(), "") },
	} {
		t.Run(name, func(t *testing.T) {
			s := mustOpen(t)
			long(t, s)
			view(t, s, false)
			change(t, s)
			view(t, s, false)
			view(t, s, true)
		})
	}
}

func flip(t *testing.T, path string, at int) {
	t.Helper()
	data := []byte(readText(t, path))
	data[at]++
	write(t, path, string(data))
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func BenchmarkViewTwoThousand(b *testing.B) {
	s := thousands(b)
	for b.Loop() {
		if v, err := s.View(); err != nil || len(v.Profiles) != 2000 {
			b.Fatal(len(v.Profiles), err)
		}
	}
}
