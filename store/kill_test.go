package store

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"todoku/mailcore"
)

// saveForEver saves one generation after the other, saying when each begins and
// when it is done.
func saveForEver(dir string) error {
	s, err := Open(dir)
	if err != nil {
		return err
	}
	v, err := s.Load()
	if err != nil {
		return err
	}
	n := 0
	if len(v.Profiles) > 0 {
		n = v.Profiles[0].Outgoing.Timeout
	}
	for {
		n++
		fmt.Println("begin", n)
		if err := s.Save(sample(n)); err != nil {
			return err
		}
		fmt.Println("done", n)
	}
}

func TestKillDuringSave(t *testing.T) {
	rounds := 500
	if testing.Short() {
		rounds = 25
	}
	s := mustOpen(t)
	last := 0 // the last generation known to be saved
	torn := 0
	for range rounds {
		kill := startKilled(t, "save-for-ever", s.dir)
		pause(time.Duration(rand.IntN(15_000)) * time.Microsecond)
		begun := last
		for _, line := range kill() {
			var n int
			if _, err := fmt.Sscanf(line, "begin %d", &n); err == nil {
				begun = n
			} else if _, err := fmt.Sscanf(line, "done %d", &n); err == nil {
				last = n
			} else {
				t.Fatal(line)
			}
		}
		if begun > last {
			torn++
		}
		got := 0 // no file yet
		if _, err := os.Stat(s.file("settings.toml")); err == nil {
			got = generation(t, s.file("settings.toml"))
		}
		if got != last && got != begun {
			t.Fatalf("the settings are generation %d, want %d or %d", got, last, begun)
		}
		last = got
	}
	if torn < rounds/4 {
		t.Errorf("only %d of %d kills hit a save", torn, rounds)
	}
	t.Logf("%d kills, %d of them during a save, %d saves", rounds, torn, last)
	generation(t, s.file("settings.toml.bak"))
}

func TestKillDuringAppend(t *testing.T) {
	s := mustOpen(t)
	rounds := 40
	if testing.Short() {
		rounds = 5
	}
	said := map[string]bool{}
	for range rounds {
		a := startKilled(t, "append-for-ever", s.dir)
		b := startKilled(t, "append-for-ever", s.dir)
		pause(time.Duration(rand.IntN(10_000)) * time.Microsecond)
		for _, line := range append(a(), b()...) {
			if id, ok := strings.CutPrefix(line, "done "); ok {
				said[id] = true
			} else if line != "ready" {
				t.Fatal(line)
			}
		}
	}
	runs, damaged, err := s.Runs()
	if err != nil || damaged > 2*rounds {
		t.Fatalf("%d damaged lines, %v", damaged, err)
	}
	for _, r := range runs {
		if _, err := s.Report(r.ID); err != nil {
			t.Fatalf("%s is listed: %v", r.ID, err)
		}
		delete(said, r.ID)
	}
	if len(said) > 0 || len(runs) == 0 {
		t.Errorf("%d runs, lost %v", len(runs), said)
	}
	t.Logf("%d kills, %d runs, %d damaged lines", 2*rounds, len(runs), damaged)
}

func appendForEver(dir string) error {
	s, err := Open(dir)
	if err != nil {
		return err
	}
	fmt.Println("ready")
	for n := 0; ; n++ {
		r := report(fmt.Sprintf("%d-%d-%d", time.Now().UnixNano(), os.Getpid(), n), mailcore.Passed)
		if err := s.Append(r); err != nil {
			return err
		}
		fmt.Println("done", r.ID)
	}
}

func pause(d time.Duration) {
	over := make(chan struct{})
	time.AfterFunc(d, func() { close(over) })
	<-over
}
