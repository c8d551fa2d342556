package crash

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"todoku/store"
)

// A test process that has this variable watches itself and crashes in the way
// that it says.
const crashes = "TODOKU_TEST_CRASH"

func TestMain(m *testing.M) {
	if Watcher() {
		told := os.Getenv(watching)
		attend(told, os.Stdin, func(_ string, text func() string) {
			_ = os.WriteFile(os.Getenv(shownIn), []byte(text()), 0o600)
		})
		os.Exit(0)
	}
	if way := os.Getenv(crashes); way != "" {
		if err := begin(watch{[]string{os.Getenv("TODOKU_HOME")}, "ja"}); err != nil {
			panic(err)
		}
		ways[way]()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// shownIn is the file into which a test's watcher writes its message.
const shownIn = "TODOKU_TEST_SHOWN"

var ways = map[string]func(){
	"panic": func() { panic("login as taro with himitsu-5 failed") },
	"elsewhere": func() {
		go func() { panic(errors.New("AUTH PLAIN\nhimitsu-5\ngoroutine 1 himitsu-5")) }()
		select {}
	},
	"index": func() { var none []int; n := len(os.Args); none[n]++ },
	"quiet": func() {},
}

// crashed runs a process that ends in that way and returns what is written and
// shown then.
func crashed(t *testing.T, way string) (written, shown string) {
	t.Helper()
	home := t.TempDir()
	message := filepath.Join(home, "message")
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), crashes+"="+way, shownIn+"="+message, "TODOKU_HOME="+home)
	out, end, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = end // which the watcher has too
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	end.Close()
	defer out.Close()
	if _, err := io.Copy(io.Discard, out); err != nil { // until both are gone
		t.Fatal(err)
	}
	_ = cmd.Wait() // it crashed
	text, _ := os.ReadFile(filepath.Join(home, File))
	told, _ := os.ReadFile(message)
	return string(text), string(told)
}

func TestWatcherTellsOfAPanic(t *testing.T) {
	for way, want := range map[string]string{
		"panic": "crash.init", "elsewhere": "created by todoku/crash", "index": "panic: runtime error: index out of range",
	} {
		written, shown := crashed(t, way)
		if !strings.Contains(written, want) || !strings.HasPrefix(written, "Todoku ") || !strings.Contains(written, "goroutine ") {
			t.Errorf("%s: the file lacks %q:\n%s", way, want, written)
		}
		if strings.Contains(written+shown, "himitsu") {
			t.Errorf("%s: a secret is in it:\n%s\n%s", way, written, shown)
		}
		if !strings.Contains(shown, File) || !strings.Contains(shown, "終了") {
			t.Errorf("%s: it says %q", way, shown)
		}
	}
}

func TestWatcherKeepsQuiet(t *testing.T) {
	if written, shown := crashed(t, "quiet"); written+shown != "" {
		t.Errorf("%q, %q", written, shown)
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"panic: himitsu\n\ngoroutine 1 [running]:\nmain.main()\n":                  "panic: (14 characters, left out: they may hold a password)\n\ngoroutine 1 [running]:\nmain.main()\n",
		"panic: runtime error: index out of range [1]\n\ngoroutine 1 [running]:\n": "panic: runtime error: index out of range [1]\n\ngoroutine 1 [running]:\n",
		"fatal error: concurrent map writes\n\ngoroutine 7 [running]:\n":           "fatal error: concurrent map writes\n\ngoroutine 7 [running]:\n",
		"SIGQUIT: quit\nPC=0x1 m=0\n\ngoroutine 0":                                 "SIGQUIT: quit\nPC=0x1 m=0\n\ngoroutine 0",
		"panic: himitsu": "panic: (14 characters, left out: they may hold a password)\n",
	} {
		if got := Clean(in); got != want {
			t.Errorf("%q gives %q, want %q", in, got, want)
		}
	}
}

// A file is named once, wherever it could be written.
func TestLeft(t *testing.T) {
	cache := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", cache)
	t.Setenv("LocalAppData", cache)
	t.Setenv("HOME", cache)
	home := t.TempDir()
	if path := Left(home); path != "" {
		t.Fatalf("%s is there already", path)
	}
	blocked := filepath.Join(home, "file")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, folders := range [][]string{Folders(home), Folders(filepath.Join(blocked, "home"))} {
		path, err := write(folders, "why")
		if err != nil {
			t.Fatal(err)
		}
		if got := Left(home); got != path {
			t.Errorf("%s is written, and %q is found", path, got)
		}
		if err := Told(path); err != nil {
			t.Fatal(err)
		}
		if got := Left(home); got != "" {
			t.Errorf("%s is named again", got)
		}
	}
}

// What nobody has read stays when something else ends the next start; what
// was read makes way.
func TestWriteKeepsWhatIsUnread(t *testing.T) {
	home := t.TempDir()
	var path string
	for _, details := range []string{"the panic", "a lock"} {
		var err error
		if path, err = write([]string{home}, details); err != nil {
			t.Fatal(err)
		}
	}
	text, _ := os.ReadFile(path)
	if panicked, locked := strings.Index(string(text), "the panic\n\nTodoku "), strings.Index(string(text), "a lock\n"); panicked < 0 || locked < panicked {
		t.Errorf("it holds\n%s", text)
	}
	if err := Told(path); err != nil {
		t.Fatal(err)
	}
	if _, err := write([]string{home}, "a full disk"); err != nil {
		t.Fatal(err)
	}
	if text, _ := os.ReadFile(path); strings.Contains(string(text), "the panic") || !strings.Contains(string(text), "a full disk") {
		t.Errorf("after it was read it holds\n%s", text)
	}
}

// However often a start fails, the file does not grow without end.
func TestWriteIsBounded(t *testing.T) {
	home := t.TempDir()
	for range 3 {
		if _, err := write([]string{home}, strings.Repeat("long ", mostOutput/5)); err != nil {
			t.Fatal(err)
		}
	}
	if info, err := os.Stat(filepath.Join(home, File)); err != nil || info.Size() > 2*mostOutput+1000 {
		t.Errorf("%v, %v", info, err)
	}
}

// Where nothing can be written, the message says what would have been.
func TestTellWithoutAFile(t *testing.T) {
	blocked := filepath.Join(t.TempDir(), "file")
	if err := store.WriteFile(blocked, nil); err != nil {
		t.Fatal(err)
	}
	var shown string
	tell([]string{filepath.Join(blocked, "x")}, func() string { return "text" }, "the cause", func(_ string, text func() string) { shown = text() })
	if !strings.HasPrefix(shown, "text\n\n") || !strings.Contains(shown, "the cause") {
		t.Errorf("it says %q", shown)
	}
}

func TestWatchSurvivesNonsense(t *testing.T) {
	attend("{", strings.NewReader("panic: x"), func(string, func() string) { t.Error("it says something") })
	told, _ := json.Marshal(watch{})
	shown := 0
	attend(string(told), strings.NewReader("panic: x"), func(string, func() string) { shown++ })
	if shown != 1 {
		t.Errorf("%d messages", shown)
	}
}
