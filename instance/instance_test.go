package instance

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// holds makes a test process the one that has a folder until it is killed.
const holds = "TODOKU_TEST_HOLDS"

// held keeps the lock of such a process from the collector of garbage.
var held *Claim

func TestMain(m *testing.M) {
	if dir := os.Getenv(holds); dir != "" {
		var err error
		held, err = Take(dir, nil)
		fmt.Println("taken", err)
		_, _ = io.Copy(io.Discard, os.Stdin) // which nobody ends
	}
	os.Exit(m.Run())
}

func take(t *testing.T, dir string) *Claim {
	t.Helper()
	c, err := Take(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Release)
	return c
}

// The second start hands over what it was given, and the first has it before
// the second ends; when that is gone the next one has the folder.
func TestTheSecondKnocks(t *testing.T) {
	for name, dir := range map[string]string{"short": t.TempDir(), "long": filepath.Join(t.TempDir(), strings.Repeat("long-", 30)+"届く")} {
		t.Run(name, func(t *testing.T) {
			if err := os.MkdirAll(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			first := take(t, dir)
			var got []string
			first.Serve(func(files []string) { got = append(got, files...) })
			want := []string{"/a b/届く.todoku", "two"}
			for range 2 {
				got = nil
				if _, err := Take(dir, want); !errors.Is(err, ErrElsewhere) || !slices.Equal(got, want) {
					t.Fatalf("%v, and the first got %q", err, got)
				}
			}
			first.Release()
			take(t, dir)
		})
	}
}

// What a killed process leaves behind is in nobody's way.
func TestTheFirstIsKilled(t *testing.T) {
	dir := t.TempDir()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), holds+"="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "taken <nil>\n" {
		t.Fatalf("%q, %v", line, err)
	}
	quickly(t, 50*time.Millisecond, 200*time.Millisecond)
	if _, err := Take(dir, nil); !errors.Is(err, ErrDeaf) {
		t.Fatalf("a process that does not answer: %v", err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	c := take(t, dir)
	knocked := false
	c.Serve(func([]string) { knocked = true })
	if _, err := Take(dir, nil); !errors.Is(err, ErrElsewhere) || !knocked {
		t.Errorf("after the kill: %v", err)
	}
}

// quickly makes second starts give up sooner.
func quickly(t *testing.T, once, all time.Duration) {
	t.Helper()
	o, p := onceFor, patient
	onceFor, patient = once, all
	t.Cleanup(func() { onceFor, patient = o, p })
}

// A window that is about to end, as one that cannot be drawn, gives way.
func TestTheFirstGivesWay(t *testing.T) {
	dir := t.TempDir()
	first := take(t, dir)
	asked := make(chan bool)
	first.Serve(func([]string) { asked <- true; select {} })
	quickly(t, 50*time.Millisecond, time.Minute)
	go func() { <-asked; first.Release() }()
	take(t, dir)
}

// Nonsense from another process does no harm.
func TestNonsenseIsIgnored(t *testing.T) {
	dir := t.TempDir()
	first := take(t, dir)
	first.Serve(func([]string) {})
	conn, err := dial(dir, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = conn.Write([]byte("GET / HTTP/1.0\r\n\r\n"))
	conn.Close()
	if _, err := Take(dir, nil); !errors.Is(err, ErrElsewhere) {
		t.Error(err)
	}
}

// A folder that cannot be written into belongs to whoever looks at it.
func TestAReadOnlyFolderIsNotClaimed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "none")
	c := take(t, dir)
	c.Serve(func([]string) { t.Error("somebody came") })
	take(t, dir)
}
