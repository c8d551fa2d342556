package store

import (
	"errors"
	"os"
	"slices"
	"testing"
	"time"

	"todoku/mailcore"
)

func TestWatchComesBack(t *testing.T) {
	s := mustOpen(t)
	if _, err := s.Watch(); !errors.Is(err, ErrNoWatch) {
		t.Fatal(err)
	}
	w := Watch{Servers: []string{"id"}, Scope: mailcore.LoginsScope, Every: 6, At: "07:30", Mail: true, HeartBeat: "mon", Scheduler: "systemd"}
	if err := s.SaveWatch(w); err != nil {
		t.Fatal(err)
	}
	w.Version = watchVersion
	if got, err := s.Watch(); err != nil || got.At != w.At || !slices.Equal(got.Servers, w.Servers) || got.HeartBeat != "mon" || got.Version != watchVersion {
		t.Errorf("%+v, %v", got, err)
	}
	for _, wrong := range []Watch{{Every: 5, At: "07:00", Scope: "login"}, {Every: 1, At: "7", Scope: "login"}, {Every: 1, At: "07:00", Scope: "send"}, {Every: 1, At: "07:00", Scope: "login", HeartBeat: "x"}} {
		if err := s.SaveWatch(wrong); !errors.Is(err, ErrWrongValue) {
			t.Errorf("%+v: %v", wrong, err)
		}
	}
	for text, want := range map[string]bool{`{"version":9}`: true, `{`: false, `{"version":1,"every":0}`: false} {
		if err := os.WriteFile(s.watchPath(), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := s.Watch()
		_, newer := errors.AsType[*NewerError](err)
		_, broken := errors.AsType[*BrokenError](err)
		if newer != want || broken == want {
			t.Errorf("%s: %v", text, err)
		}
	}
	if err := errors.Join(s.EndWatch(), s.EndWatch()); err != nil {
		t.Error(err)
	}
}

func TestWatchTimes(t *testing.T) {
	w := Watch{Every: 6, At: "20:30"}
	at := func(text string) time.Time {
		when, err := time.Parse("02 15:04", text)
		if err != nil {
			t.Fatal(err)
		}
		return when.AddDate(2026, 3, 0)
	}
	if got := w.Hours(); !slices.Equal(got, []int{2, 8, 14, 20}) {
		t.Errorf("hours %v", got)
	}
	for now, want := range map[string][2]string{
		"02 02:29": {"01 20:30", "02 02:30"}, "02 02:30": {"02 02:30", "02 08:30"}, "02 23:00": {"02 20:30", "03 02:30"},
	} {
		if due, next := w.Due(at(now)), w.Next(at(now)); !due.Equal(at(want[0])) || !next.Equal(at(want[1])) {
			t.Errorf("%s: due %v, next %v", now, due, next)
		}
	}
}
