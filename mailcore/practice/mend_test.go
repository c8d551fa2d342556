package practice

import (
	"context"
	"strings"
	"testing"

	"todoku/mailcore"
	"todoku/mailcore/steps"
)

// mended are the scenarios whose failure other settings mend, and these; the
// others fail whatever is set.
var mended = map[string]string{
	"auth-required":     "outgoing.auth=auto",
	"mechanism":         "outgoing.auth=auto",
	"no-apop":           "incoming.auth=USER",
	"no-starttls":       "outgoing.encryption=tls outgoing.port=465",
	"starttls-refused":  "outgoing.encryption=tls outgoing.port=465",
	"starttls-required": "outgoing.encryption=starttls",
	"tls-only":          "outgoing.encryption=tls",
	"wrong-name":        "outgoing.host=mail.other.example",
	"pop-before-smtp":   "outgoing.pop.use=true outgoing.pop.encryption=tls outgoing.pop.port=995",
	"pop-no-stls":       "incoming.encryption=tls incoming.port=995",
	"imap-no-starttls":  "incoming.encryption=tls incoming.port=993",
	"login-disabled":    "incoming.encryption=starttls",
}

func TestMendFindsWhatWorks(t *testing.T) {
	for _, sc := range Scenarios {
		t.Run(sc.Name, func(t *testing.T) {
			t.Parallel()
			if sc.Expect == "" {
				return // nothing to mend
			}
			s, err := Start(t.Context(), Options{Scenario: sc.Name})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			p := s.Profile()
			p.Wait, p.Outgoing.Timeout, p.Incoming.Timeout = 1, 1, 1
			tester := s.Tester()
			failed := tester.Run(t.Context(), steps.NewPlan(p, sc.Scope()), func(mailcore.Report) {})
			attempts := tester.Mend(t.Context(), p, failed, nil, func([]mailcore.Attempt) {})
			if got := worked(attempts); got != mended[sc.Name] {
				t.Errorf("worked: %q, want %q", got, mended[sc.Name])
			}
			for _, a := range attempts {
				if strings.Contains(text(a), "=none") || strings.Contains(text(a), "pin=") {
					t.Errorf("tried to give up protection: %s", text(a))
				}
			}
		})
	}
}

func worked(attempts []mailcore.Attempt) string {
	for _, a := range attempts {
		if a.Worked {
			return text(a)
		}
	}
	return ""
}

func text(a mailcore.Attempt) string {
	var parts []string
	for _, c := range a.Changes {
		parts = append(parts, c.Field+"="+c.Value)
	}
	return strings.Join(parts, " ")
}

// A locked account is a worse fault than the one that led to it. Both sides
// of a round trip log in with the same one, and the test that failed counts.
func TestMendLogsInThreeTimesAtMost(t *testing.T) {
	for scenario, scope := range map[string]mailcore.Scope{
		"password": mailcore.LoginScope, "pop-password": mailcore.ReceiveScope, "no-apop": mailcore.RoundTripScope,
	} {
		s, err := Start(t.Context(), Options{Scenario: scenario})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		p, tester := s.Profile(), s.Tester()
		p.Wait = 1
		failed := tester.Run(t.Context(), steps.NewPlan(p, scope), func(mailcore.Report) {})
		n, mendings := logins(failed), 0
		for _, a := range tester.Mend(t.Context(), p, failed, nil, func([]mailcore.Attempt) {}) {
			n += logins(a.Report)
			mendings++
		}
		if mendings < 1 || n > 3 {
			t.Errorf("%s, %s: %d logins in a test and %d mendings, want 3 at most", scenario, scope, n, mendings)
		}
	}
}

// logins counts how often a test gave an account to a server.
func logins(r mailcore.Report) (n int) {
	for _, res := range r.Results {
		if res.Step != mailcore.Authorize {
			continue
		}
		n += len(strings.FieldsFunc(res.Facts["attempts"], func(c rune) bool { return c == '\n' }))
		if res.State == mailcore.Passed || res.State == mailcore.Warned {
			n++
		}
	}
	return n
}

// What was found is proved in its order; after a refusal nobody else is asked.
func TestProve(t *testing.T) {
	port := func(n string) []mailcore.Change {
		return []mailcore.Change{{Field: "outgoing.port", Value: n}, {Field: "outgoing.encryption", Value: "tls"}}
	}
	for _, tt := range []struct {
		scenario string
		ways     [][]mailcore.Change
		want     string
	}{
		{"ok", [][]mailcore.Change{port("465"), port("587")}, "outgoing.port=465 worked"},
		{"ok", [][]mailcore.Change{port("587"), port("465")}, "outgoing.port=587, outgoing.port=465 worked"},
		{"password", [][]mailcore.Change{port("465"), port("465"), port("465")}, "outgoing.port=465"},
		{"ok", nil, ""},
	} {
		s, err := Start(t.Context(), Options{Scenario: tt.scenario})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		var said []string
		shown := 0
		for _, a := range s.Tester().Prove(t.Context(), s.Profile(), tt.ways, mailcore.LoginScope, func([]mailcore.Attempt) { shown++ }) {
			way, _, _ := strings.Cut(text(a), " ")
			if a.Worked {
				way += " worked"
			}
			said = append(said, way)
		}
		if got := strings.Join(said, ", "); got != tt.want || (shown == 0) != (tt.ways == nil) {
			t.Errorf("%s: got %q, want %q; shown %d times", tt.scenario, got, tt.want, shown)
		}
	}
}

func TestProveEndsWithItsContext(t *testing.T) {
	s, err := Start(t.Context(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx, stop := context.WithCancel(t.Context())
	ways := make([][]mailcore.Change, 3)
	attempts := s.Tester().Prove(ctx, s.Profile(), ways, mailcore.LoginScope, func([]mailcore.Attempt) { stop() })
	if len(attempts) != 1 || attempts[0].Worked {
		t.Errorf("%d attempts", len(attempts))
	}
}
