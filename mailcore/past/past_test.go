package past

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"todoku/mailcore"
)

func day(n int) time.Time { return time.Date(2026, 4, n, 9, 0, 0, 0, time.Local) }

// story is a server that passed, broke, was mended and got a new certificate.
func story() (mailcore.Profile, []Test) {
	p := mailcore.NewProfile()
	p.ID, p.Outgoing.Host = "a", "smtp.example.jp"
	p.Verified = mailcore.Verified{Hash: p.Hash(), At: day(9), OK: true}
	test := func(n int, ok bool, hash string, until int) Test {
		t := Test{Server: "a", At: day(n), OK: ok, Hash: hash}
		if until > 0 {
			t.Until = day(until)
		}
		if !ok {
			t.Step, t.Fault = mailcore.Certificate, mailcore.NameMismatch
		}
		return t
	}
	return p, []Test{
		test(9, true, "2", 28), // newest first, as a history has them
		test(8, true, "2", 20),
		{Server: "a", At: day(7), Fault: mailcore.Stopped, Hash: "1"},
		{Server: "a", At: day(7)}, // with a password that is not saved
		test(6, true, "2", 20),
		test(5, false, "1", 0),
		test(3, true, "1", 20),
		{Server: "b", At: day(4), OK: true, Hash: "3"},
	}
}

func told(deeds []Deed) string {
	var all []string
	for _, d := range deeds {
		text := fmt.Sprintf("%d %s", d.At.Day(), d.Kind)
		if d.Kind == Tested {
			text += fmt.Sprintf(" %d/%d", d.Failed, d.Tests)
		}
		all = append(all, text)
	}
	return strings.Join(all, ", ")
}

func TestDeeds(t *testing.T) {
	p, tests := story()
	saved := map[string]time.Time{"a/outgoing": day(6), "a/incoming": day(2), "b/outgoing": day(8)}
	for from, want := range map[int]string{
		1:  "3 began, 5 broke, 6 changed, 6 mended, 6 password, 9 renewed, 9 tested 1/5",
		6:  "6 changed, 6 mended, 6 password, 9 renewed, 9 tested 0/3",
		9:  "9 renewed, 9 tested 0/1",
		10: "",
	} {
		if got := told(Deeds([]mailcore.Profile{p}, Sorted(tests), saved, day(from))); got != want {
			t.Errorf("from %d: %s, want %s", from, got, want)
		}
	}
}

func TestStands(t *testing.T) {
	p, tests := story()
	if got := Stands(p, Sorted(tests)); !got.Equal(day(6)) {
		t.Errorf("passes since %v", got)
	}
	if got := Stands(p, nil); !got.Equal(day(9)) {
		t.Errorf("without a history since %v", got)
	}
	p.Outgoing.Port++
	if got := Stands(p, Sorted(tests)); !got.IsZero() {
		t.Errorf("changed since: %v", got)
	}
}

func TestPinned(t *testing.T) {
	p, tests := story()
	if _, known := Pinned(p, Sorted(tests)); known {
		t.Error("nothing is pinned")
	}
	p.Pin = strings.Repeat("0", 64)
	if fault, known := Pinned(p, Sorted(tests)); !known || fault != mailcore.NameMismatch {
		t.Errorf("%v %v", fault, known)
	}
}
