package store

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"todoku/mailcore"
)

// shuffled is an index as many programs at a time leave it: each line at most
// mostAtOnce from its place, some damaged, some twice, with replies of any
// length.
func shuffled(t *testing.T, n int) *Store {
	t.Helper()
	s := mustOpen(t)
	s.keep.Store(int64(n))
	add(t, s, 1, 1)
	var index strings.Builder
	places := make([]int, n)
	for i := range places {
		places[i] = i
	}
	for i := 0; i+mostAtOnce/2 < n; i += mostAtOnce / 2 {
		part := places[i : i+mostAtOnce/2]
		rand.Shuffle(len(part), func(i, j int) { part[i], part[j] = part[j], part[i] })
	}
	for i, place := range places {
		r := report(fmt.Sprint(1_000_000+place), mailcore.Failed)
		r.Started = r.Started.Add(time.Duration(place) * time.Second)
		r.Results[1].Reply = "535 " + strings.Repeat("x", rand.IntN(300))
		line, err := indexLine(newRun(r))
		if err != nil {
			t.Fatal(err)
		}
		index.Write(line)
		switch {
		case i%97 == 0:
			index.Write(line)
		case i%89 == 0:
			index.WriteString("0000" + string(line))
		}
	}
	write(t, s.indexPath(), index.String()+"torn")
	return s
}

// The newest are the same whether all are read or not.
func TestTailIsWhatRunsBeginsWith(t *testing.T) {
	s := shuffled(t, 3000)
	for _, keep := range []int{3000, 700} {
		s.keep.Store(int64(keep))
		all, damaged, err := s.Runs()
		if err != nil || len(all) != keep {
			t.Fatal(len(all), err)
		}
		tail := s.Tail()
		if got := slices.Collect(tail.Runs()); !reflect.DeepEqual(got, all) || tail.Err != nil || keep == 3000 && tail.Damaged != damaged {
			t.Errorf("%d runs of %d, %d damaged of %d, %v", len(got), len(all), tail.Damaged, damaged, tail.Err)
		}
		for _, most := range []int{1, 20, 300} {
			tail, got := s.Tail(), []Run(nil)
			for run := range tail.Runs() {
				if got = append(got, run); len(got) == most {
					break
				}
			}
			if !reflect.DeepEqual(got, all[:most]) {
				t.Errorf("the newest %d are others", most)
			}
			if len(tail.seen) > most+mostAtOnce+2*piece/200 {
				t.Errorf("%d lines read for %d", len(tail.seen), most)
			}
		}
	}
}

func TestTailByDays(t *testing.T) {
	s := mustOpen(t)
	add(t, s, 1, 3)
	s.keepDays.Store(7)
	s.now = func() time.Time { return report("1", mailcore.Passed).Started.AddDate(0, 0, 8) }
	if got := slices.Collect(s.Tail().Runs()); got != nil {
		t.Errorf("%d runs that are too old", len(got))
	}
	if got := slices.Collect(mustOpen(t).Tail().Runs()); got != nil {
		t.Errorf("%d runs of no history", len(got))
	}
}

// What a line is longer than is read at once, or ends where a piece does, it
// stays one line.
func TestBackwardsKeepsLinesWhole(t *testing.T) {
	s := mustOpen(t)
	add(t, s, 1, 1)
	want := []string{strings.Repeat("a", 3*piece), "b", strings.Repeat("c", piece-2), strings.Repeat("d", piece-1), strings.Repeat("e", piece), ""}
	write(t, s.indexPath(), strings.Join(want, "\n"))
	var got []string
	err := s.backwards(func(lines [][]byte) bool {
		var some []string
		for _, line := range lines {
			some = append(some, string(line))
		}
		got = append(some, got...)
		return true
	})
	got = slices.DeleteFunc(got, func(line string) bool { return line == "" })
	if !slices.Equal(got, want[:5]) || err != nil {
		t.Errorf("%d lines, %v", len(got), err)
	}
}

// A Store counts on where another wrote, began anew, or left half a line.
func TestAppendCountsTheIndex(t *testing.T) {
	s, other := mustOpen(t), (*Store)(nil)
	other, err := Open(s.Dir())
	if err != nil {
		t.Fatal(err)
	}
	lines := func() int { return s.measured.lines + 1 } // with the one that was added
	add(t, s, 1, 2)
	add(t, other, 3, 3)
	if add(t, s, 4, 4); lines() != 4 {
		t.Errorf("%d lines, want 4", lines())
	}
	write(t, s.indexPath(), readText(t, s.indexPath())+"half")
	add(t, s, 5, 5)
	if add(t, s, 6, 6); lines() != 7 {
		t.Errorf("%d lines, want 7", lines())
	}
	wantRuns(t, s, 1, "6", "5", "4", "3", "2", "1")
	if err := other.DeleteRuns("1", "2", "3"); err != nil {
		t.Fatal(err)
	}
	if add(t, s, 7, 7); lines() != 4 {
		t.Errorf("%d lines, want 4", lines())
	}
	wantRuns(t, s, 0, "7", "6", "5", "4")
}

// A history in which each profile was tested often, and others too, long ago.
func TestCatchUpWithALongHistory(t *testing.T) {
	s := many(t, 20_000)
	p, stranger := report("1", mailcore.Passed).Profile, report("1", mailcore.Passed).Profile
	p.ID, stranger.ID = "p7", "nobody"
	profiles := []mailcore.Profile{p, stranger}
	s.CatchUp(profiles)
	if v := profiles[0].Verified; v.Hash != p.Hash() || v.At.IsZero() {
		t.Errorf("%+v", v)
	}
	if v := profiles[1].Verified; !v.At.IsZero() {
		t.Errorf("%+v", v)
	}
}

func BenchmarkTail(b *testing.B) {
	for _, n := range []int{20, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s := many(b, n)
			for b.Loop() {
				left := 20
				for range s.Tail().Runs() {
					if left--; left == 0 {
						break
					}
				}
			}
		})
	}
}

func BenchmarkCatchUp(b *testing.B) {
	s := many(b, 100_000)
	for name, at := range map[string]time.Time{"never tested": {}, "tested since": time.Now().AddDate(0, 0, -1)} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				profiles := make([]mailcore.Profile, 1000)
				for i := range profiles {
					profiles[i] = report("1", mailcore.Passed).Profile
					profiles[i].ID = fmt.Sprint("p", i)
					profiles[i].Verified.At = at
				}
				s.CatchUp(profiles)
			}
		})
	}
}
