package store

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/transcript"
)

// report returns a report of a test that ended at the login with the state.
func report(id string, login mailcore.State) mailcore.Report {
	p := mailcore.NewProfile()
	p.ID, p.Code, p.Name, p.TestTo = "p1", "main", "本社", "sato@example.jp"
	p.Outgoing.Host, p.Outgoing.Password = "smtp.example.jp", "hunter2"
	var n int64
	_, _ = fmt.Sscanf(id, "%d", &n)
	r := mailcore.Report{
		ID: id, Profile: p, Scope: mailcore.SendScope, Took: 1500 * time.Millisecond,
		Started: time.Date(2026, 11, 22, 9, 30, 0, 123456789, time.UTC).Add(time.Duration(n)),
		Results: []mailcore.Result{
			{Side: mailcore.OutgoingSide, Step: mailcore.Connect, State: mailcore.Passed, Facts: map[string]string{"address": "192.0.2.1"}},
			{Side: mailcore.OutgoingSide, Step: mailcore.Authorize, State: login, Lines: []transcript.Line{{Dir: "S", TLS: true, Text: "535 no"}}},
			{Side: mailcore.OutgoingSide, Step: mailcore.Queued, State: mailcore.Skipped},
		},
	}
	switch login {
	case mailcore.Failed:
		r.Results[1].Fault, r.Results[1].Reply = "replied", "535 認証に失敗"+strings.Repeat("。", 300)+"\n535 二行目"
	case mailcore.Passed:
		r.Results[2].State, r.Results[2].Reply = mailcore.Passed, "250 2.0.0 Ok: queued as 4F2\nsecond"
	}
	return r
}

func TestRunSumsUpReport(t *testing.T) {
	base := Run{
		ID: "7", Started: time.Date(2026, 11, 22, 9, 30, 0, 123456796, time.UTC), Took: 1500 * time.Millisecond,
		ProfileID: "p1", Code: "main", Name: "本社", Host: "smtp.example.jp", Port: 587, Encryption: mailcore.STARTTLS,
		To: "sato@example.jp", Scope: mailcore.SendScope,
	}
	base.Hash = report("7", mailcore.Passed).Profile.Hash()
	passed, failed, stopped := base, base, base
	passed.OK, passed.Reply = true, "250 2.0.0 Ok: queued as 4F2"
	failed.Side, failed.Step, failed.Fault = mailcore.OutgoingSide, mailcore.Authorize, "replied"
	failed.Reply, failed.More = "535 認証に失敗"+strings.Repeat("。", 191), "535 二行目"
	stopped.Side, stopped.Step = mailcore.OutgoingSide, mailcore.Authorize
	for state, want := range map[mailcore.State]Run{mailcore.Passed: passed, mailcore.Failed: failed, mailcore.Skipped: stopped} {
		s := mustOpen(t)
		if err := s.Append(report("7", state)); err != nil {
			t.Fatal(err)
		}
		runs, damaged, err := s.Runs()
		if err != nil || damaged != 0 || !reflect.DeepEqual(runs, []Run{want}) {
			t.Errorf("%s: got %+v, %d, %v\nwant %+v", state, runs, damaged, err, want)
		}
	}
}

func TestReportReadsBackWithoutPasswords(t *testing.T) {
	s := mustOpen(t)
	want := report("20261122T093000-1", mailcore.Failed)
	if err := s.Append(want); err != nil {
		t.Fatal(err)
	}
	got, err := s.Report(want.ID)
	want.Profile.Outgoing.Password = ""
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v\nwant %+v", got, err, want)
	}
	for _, file := range []string{"history/runs.jsonl", "history/20261122T093000-1.json"} {
		if strings.Contains(readText(t, s.file(file)), "hunter2") {
			t.Errorf("%s has the password", file)
		}
	}
}

func TestReportThatCannotBeRead(t *testing.T) {
	s := mustOpen(t)
	if err := s.Append(report("1", mailcore.Passed)); err != nil {
		t.Fatal(err)
	}
	write(t, s.file("history/2.json"), `{"id":"2","results":[`)
	write(t, s.file("history/3.json"), `{"id":"1"}`)
	for id, want := range map[string]error{"1": nil, "2": ErrDamaged, "3": ErrDamaged, "4": ErrNoRun} {
		if _, err := s.Report(id); !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", id, err, want)
		}
	}
}

func TestIDsThatAreNoNames(t *testing.T) {
	s := mustOpen(t)
	for _, id := range []string{"", ".", "..", "../settings", "a/b", `a\b`, "/etc/passwd", "a\x00", ".hidden", "a.", "a b", "届く", "a:b", strings.Repeat("a", 101), "a\n"} {
		r := report(id, mailcore.Passed)
		_, err := s.Report(id)
		for what, err := range map[string]error{"read": err, "append": s.Append(r), "delete": s.DeleteRuns("1", id)} {
			if !errors.Is(err, ErrBadID) {
				t.Errorf("%s %q: got %v", what, id, err)
			}
		}
	}
	for _, id := range []string{"a", "20261122T093000.123-4f2a", "0192f0c1-7b7e-7000-8000-000000000000", strings.Repeat("a", 100)} {
		if err := s.Append(report(id, mailcore.Passed)); err != nil {
			t.Errorf("%q: %v", id, err)
		}
	}
}

func TestDamagedIndexHeals(t *testing.T) {
	s := mustOpen(t)
	add(t, s, 1, 5)
	index := []byte(readText(t, s.indexPath()))
	lines := bytes.SplitAfter(index, []byte("\n"))
	lines[1] = bytes.Replace(lines[1], []byte("main"), []byte("mane"), 1) // a bit turned over
	lines[3] = []byte("\x00\x00\x00\n")
	lines[4] = lines[4][:40] // torn off
	write(t, s.indexPath(), string(bytes.Join(lines, nil)))
	wantRuns(t, s, 3, "3", "1")
	add(t, s, 6, 6)
	wantRuns(t, s, 3, "6", "3", "1")
	if err := s.DeleteRuns("3"); err != nil { // rewriting finds the reports again
		t.Fatal(err)
	}
	wantRuns(t, s, 0, "6", "5", "4", "2", "1")
	if _, err := s.Report("3"); !errors.Is(err, ErrNoRun) {
		t.Error(err)
	}
}

func TestLostIndexIsFoundAgain(t *testing.T) {
	s := mustOpen(t)
	add(t, s, 1, 4)
	if err := os.Remove(s.indexPath()); err != nil {
		t.Fatal(err)
	}
	if err := s.DeleteRuns("2"); err != nil {
		t.Fatal(err)
	}
	wantRuns(t, s, 0, "4", "3", "1")
}

func TestLineWithoutReportGoes(t *testing.T) {
	s := mustOpen(t)
	add(t, s, 1, 3)
	if err := os.Remove(s.file("history/2.json")); err != nil {
		t.Fatal(err)
	}
	if err := s.DeleteRuns("9"); err != nil {
		t.Fatal(err)
	}
	wantRuns(t, s, 0, "3", "1")
}

func TestSameRunTwice(t *testing.T) {
	s := mustOpen(t)
	for _, state := range []mailcore.State{mailcore.Failed, mailcore.Passed} {
		if err := s.Append(report("1", state)); err != nil {
			t.Fatal(err)
		}
	}
	runs, _, err := s.Runs()
	if err != nil || len(runs) != 1 || !runs[0].OK {
		t.Errorf("got %+v, %v", runs, err)
	}
}

func TestRetention(t *testing.T) {
	s := mustOpen(t)
	v := sample(20)
	if err := s.Save(v); err != nil { // KeepRuns is 20
		t.Fatal(err)
	}
	add(t, s, 100, 122)
	runs, _, err := s.Runs()
	if err != nil || len(runs) != 20 || runs[0].ID != "122" || runs[19].ID != "103" {
		t.Fatalf("got %d runs, %v", len(runs), err)
	}
	if got := strings.Count(readText(t, s.indexPath()), "\n"); got > 22 {
		t.Errorf("the index has %d lines", got)
	}
	add(t, s, 123, 125)
	if _, err := s.Report("105"); !errors.Is(err, ErrNoRun) {
		t.Errorf("an old report is still there: %v", err)
	}
	if _, err := s.Report("106"); err != nil {
		t.Error(err)
	}
}

func TestRetentionByDays(t *testing.T) {
	s := mustOpen(t)
	v := sample(20)
	v.Preferences.KeepRuns, v.Preferences.KeepDays = 1000, 30
	if err := s.Save(v); err != nil {
		t.Fatal(err)
	}
	today := report("0", mailcore.Passed).Started
	s.now = func() time.Time { return today }
	for _, days := range []int{33, 31, 29, 1, 0} { // the oldest is not yet worth rewriting the index
		aged(t, s, days)
	}
	wantRuns(t, s, 0, "0", "1", "29")
	if _, err := s.Report("33"); err != nil {
		t.Error("deleted too early:", err)
	}
	aged(t, s, 34) // appended late, and no longer the first of the index
	s.now = func() time.Time { return today.Add(24 * time.Hour) }
	aged(t, s, -1)
	wantRuns(t, s, 0, "in1", "0", "1", "29")
	for _, id := range []string{"33", "34", "31"} {
		if _, err := s.Report(id); !errors.Is(err, ErrNoRun) {
			t.Errorf("%s is still there: %v", id, err)
		}
	}
}

// aged appends a run of that many days ago, called after them.
func aged(t *testing.T, s *Store, days int) {
	t.Helper()
	r := report("0", mailcore.Passed)
	r.ID, r.Started = strings.ReplaceAll(fmt.Sprint(days), "-", "in"), r.Started.AddDate(0, 0, -days)
	if err := s.Append(r); err != nil {
		t.Fatal(err)
	}
}

func TestTrimRuns(t *testing.T) {
	s := mustOpen(t)
	add(t, s, 1, 5)
	v := sample(20)
	v.Preferences.KeepRuns = 2
	if err := s.Save(v); err != nil {
		t.Fatal(err)
	}
	if err := s.TrimRuns(); err != nil {
		t.Fatal(err)
	}
	wantRuns(t, s, 0, "5", "4")
	if _, err := s.Report("3"); !errors.Is(err, ErrNoRun) {
		t.Error(err)
	}
}

func TestDeleteRuns(t *testing.T) {
	s := mustOpen(t)
	if err := s.DeleteRuns("1"); err != nil {
		t.Fatal("an empty history:", err)
	}
	add(t, s, 1, 4)
	if err := s.DeleteRuns("4", "2", "77"); err != nil {
		t.Fatal(err)
	}
	wantRuns(t, s, 0, "3", "1")
	if err := s.DeleteRuns("3", "1"); err != nil {
		t.Fatal(err)
	}
	wantRuns(t, s, 0)
	if files, _ := os.ReadDir(s.historyDir()); len(files) != 2 { // the index and the lock
		t.Errorf("left: %v", files)
	}
}

func TestHistoryWaitsOnlySoLong(t *testing.T) {
	s := mustOpen(t)
	add(t, s, 1, 1)
	s.wait = 50 * time.Millisecond
	unlock, err := lock(s.historyLock(), time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = unlock() }()
	for what, err := range map[string]error{"append": s.Append(report("2", mailcore.Passed)), "delete": s.DeleteRuns("1")} {
		if !errors.Is(err, ErrLocked) {
			t.Errorf("%s: got %v", what, err)
		}
	}
	wantRuns(t, s, 0, "1") // reading goes on
	if _, err := s.Report("2"); !errors.Is(err, ErrNoRun) {
		t.Errorf("the report that is not listed stays: %v", err)
	}
}

func TestHistoryFilesAreTheUsersOwn(t *testing.T) {
	s := mustOpen(t)
	add(t, s, 1, 1)
	for name, want := range map[string]fs.FileMode{"history": 0o700, "history/runs.jsonl": 0o600, "history/1.json": 0o600} {
		if info, err := os.Stat(s.file(name)); err != nil || info.Mode().Perm() != want && os.PathSeparator == '/' {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
}

func TestHundredThousandRuns(t *testing.T) {
	s := mustOpen(t)
	s.keep.Store(200_000)
	add(t, s, 1, 1)
	runs := make([]Run, 100_000)
	for i := range runs {
		runs[i] = newRun(report(fmt.Sprint(1_000_000+i), mailcore.Passed))
	}
	write(t, s.indexPath(), string(joinIndex(runs)))
	began := time.Now()
	got, damaged, err := s.Runs()
	took := time.Since(began)
	if err != nil || damaged != 0 || len(got) != len(runs) || got[0].ID != "1099999" {
		t.Fatalf("%d runs, %d damaged, %v", len(got), damaged, err)
	}
	t.Logf("%d runs in %v", len(got), took)
	if took > 30*time.Second { // half a second on an idle machine; comparing each with each would take minutes
		t.Error("too slow")
	}
}

// many writes an index of n runs, a third of them failed, over 50 servers.
func many(t testing.TB, n int) *Store {
	t.Helper()
	s, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	s.keep.Store(int64(2 * n))
	runs := make([]Run, n)
	for i := range runs {
		state := mailcore.Passed
		if i%3 == 0 {
			state = mailcore.Failed
		}
		r := report(fmt.Sprint(1_000_000+i), state)
		r.Profile.ID = fmt.Sprint("p", i%50)
		runs[i] = newRun(r)
	}
	if err := os.MkdirAll(s.historyDir(), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(s.indexPath(), joinIndex(runs), 0o600); err != nil {
		t.Fatal(err)
	}
	return s
}

func BenchmarkHundredThousandRuns(b *testing.B) {
	s := many(b, 100_000)
	for b.Loop() {
		if runs, _, err := s.Runs(); err != nil || len(runs) != 100_000 {
			b.Fatal(len(runs), err)
		}
	}
}

func BenchmarkMatch(b *testing.B) {
	runs, _, err := many(b, 100_000).Runs()
	if err != nil {
		b.Fatal(err)
	}
	for name, q := range map[string]Query{"server": {Server: "p7", Failed: true, Since: runs[50_000].Started}, "code": {Code: "535"}, "cause": {Code: "auth"}} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				n, cause := 0, Causes()
				for _, r := range runs {
					if q.Match(r, cause) {
						n++
					}
				}
				if n == 0 {
					b.Fatal("nothing matches")
				}
			}
		})
	}
}

func FuzzIndex(f *testing.F) {
	line, _ := indexLine(newRun(report("1", mailcore.Failed)))
	f.Add(slices.Concat(line, line[:30], []byte("\n"), line))
	f.Fuzz(func(t *testing.T, data []byte) {
		runs, damaged := parseIndex(data)
		if lines := bytes.Count(data, []byte("\n")) + 1; len(runs)+damaged > lines {
			t.Fatalf("%d runs and %d damaged lines of %d", len(runs), damaged, lines)
		}
		again, bad := parseIndex(joinIndex(runs))
		if bad != 0 || !reflect.DeepEqual(again, runs) {
			t.Fatalf("got %+v, %d, want %+v", again, bad, runs)
		}
	})
}

// add appends runs with the numbers from to last.
func add(t *testing.T, s *Store, from, last int) {
	t.Helper()
	for n := from; n <= last; n++ {
		if err := s.Append(report(fmt.Sprint(n), mailcore.Passed)); err != nil {
			t.Fatal(err)
		}
	}
}

func wantRuns(t *testing.T, s *Store, wantDamaged int, want ...string) {
	t.Helper()
	runs, damaged, err := s.Runs()
	var got []string
	for _, r := range runs {
		got = append(got, r.ID)
	}
	if err != nil || damaged != wantDamaged || !slices.Equal(got, want) {
		t.Fatalf("got %v, %d damaged, %v; want %v, %d", got, damaged, err, want, wantDamaged)
	}
}
