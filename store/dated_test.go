package store

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"todoku/mailcore"
)

func dated(t *testing.T) (*Store, *Dated, func(days int)) {
	t.Helper()
	s := emptyHome(t)
	day := time.Date(2026, 4, 1, 12, 0, 0, 0, time.Local)
	vault := NewVault(t.TempDir()+"/secrets.age", func(context.Context, bool) (mailcore.Secret, error) { return "open sesame", nil })
	return s, &Dated{Secrets: vault, store: s, today: func() time.Time { return day }}, func(days int) { day = day.AddDate(0, 0, days) }
}

func emptyHome(t *testing.T) *Store {
	t.Helper()
	s, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func date(t *testing.T, s *Store, key string) string {
	t.Helper()
	if at, ok := s.SecretDates()[key]; ok {
		return at.Format(time.DateOnly)
	}
	return ""
}

func TestADayIsNotedAndNothingElse(t *testing.T) {
	s, d, later := dated(t)
	if err := d.Set(t.Context(), "a/outgoing", "hunter2"); err != nil {
		t.Fatal(err)
	}
	if got := date(t, s, "a/outgoing"); got != "2026-04-01" {
		t.Errorf("kept on %q", got)
	}
	later(9)
	if err := d.Set(Moving(t.Context()), "a/outgoing", "hunter2"); err != nil || date(t, s, "a/outgoing") != "2026-04-01" {
		t.Errorf("moved, it is of %q: %v", date(t, s, "a/outgoing"), err)
	}
	if err := d.Set(t.Context(), "a/outgoing", "hunter3"); err != nil || date(t, s, "a/outgoing") != "2026-04-10" {
		t.Errorf("changed, it is of %q: %v", date(t, s, "a/outgoing"), err)
	}
	data, err := os.ReadFile(s.secretDatesPath())
	if err != nil || string(data) != `{"saved":{"a/outgoing":"2026-04-10"}}`+"\n" {
		t.Errorf("the file holds %s: %v", data, err)
	}
	if err := d.Delete(t.Context(), "a/outgoing"); err != nil || date(t, s, "a/outgoing") != "" {
		t.Errorf("forgotten, it is of %q: %v", date(t, s, "a/outgoing"), err)
	}
}

func TestDaysOfABatchAreNotedOnce(t *testing.T) {
	s, d, _ := dated(t)
	err := Together(t.Context(), func(ctx context.Context) error {
		for _, key := range []string{"a/outgoing", "b/outgoing"} {
			if err := d.Set(ctx, key, "hunter2"); err != nil {
				return err
			}
		}
		if len(s.SecretDates()) != 0 {
			t.Error("a day was noted before the secret was kept")
		}
		return nil
	})
	if err != nil || date(t, s, "a/outgoing") == "" || date(t, s, "b/outgoing") == "" {
		t.Errorf("%v %v", s.SecretDates(), err)
	}
}

func TestATornFileOfDaysHoldsNone(t *testing.T) {
	s, d, _ := dated(t)
	if err := os.WriteFile(s.secretDatesPath(), []byte(`{"saved":{"a":`), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := s.SecretDates(); len(got) != 0 {
		t.Errorf("%v", got)
	}
	if err := d.Set(t.Context(), "b/outgoing", "x"); err != nil || date(t, s, "b/outgoing") == "" {
		t.Errorf("and cannot be mended: %v", err)
	}
}

func TestCertificatesAreThoseOfTheNewestTest(t *testing.T) {
	s := emptyHome(t)
	for i, until := range []string{"2026-05-01T00:00:00Z", "2026-08-01T00:00:00Z", ""} {
		r := mailcore.Report{ID: strings.Repeat("a", i+1), Profile: mailcore.Profile{ID: "x"}, Scope: mailcore.ConnectScope, Started: time.Date(2026, 4, 1+i, 0, 0, 0, 0, time.UTC)}
		if r.Results = []mailcore.Result{{Side: mailcore.OutgoingSide, Step: mailcore.Handshake, State: mailcore.Passed}}; until != "" {
			r.Results[0].Facts = map[string]string{"not-after": until}
		}
		if err := s.Append(r); err != nil {
			t.Fatal(err)
		}
	}
	if _, seen := s.Past(); seen["x"].Until.Format(time.DateOnly) != "2026-08-01" {
		t.Errorf("it ends %v", seen["x"])
	}
}
