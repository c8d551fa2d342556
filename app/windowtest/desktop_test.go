//go:build window

// Package windowtest drives the real binary on a display of its own, as a
// person with a keyboard does, and looks at the files it leaves. A [desktop]
// has the display and the session bus, a [program] is Todoku on it.
//
// The tests want Xvfb, xdotool, dbus-daemon and import (ImageMagick) on the
// PATH. TODOKU_BINARY names the program; without it, it is built. TODOKU_SHOTS
// names a folder for the screenshots, to be looked at.
package windowtest

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// patience bounds every wait; the computer may be busy.
const patience = 20 * time.Second

var binary = os.Getenv("TODOKU_BINARY")

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	if binary != "" {
		return m.Run()
	}
	dir, err := os.MkdirTemp("", "todoku")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	binary = filepath.Join(dir, "todoku")
	if out, err := exec.Command("go", "build", "-o", binary, "todoku").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "%v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// A desktop is a display, a session bus and a home.
type desktop struct {
	t       *testing.T
	home    string // of the user; the program's files are in its folder "todoku"
	display string // ":7"
	bus     string // address
}

// newDesktop opens a display, with further arguments for Xvfb.
func newDesktop(t *testing.T, args ...string) *desktop {
	t.Helper()
	d := &desktop{t: t, home: t.TempDir()}
	for _, name := range []string{"todoku", "run", "config", "cache", "data"} {
		if err := os.Mkdir(filepath.Join(d.home, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	d.display = ":" + d.serve("-displayfd", exec.Command("Xvfb", append([]string{"-displayfd", "3", "-screen", "0", "1400x1000x24", "-nolisten", "tcp", "-noreset"}, args...)...))
	d.bus = d.serve("--print-address", exec.Command("dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=3"))
	return d
}

// serve starts a server that writes one line to its file 3 when it is ready,
// returns that line, and ends the server with the test.
func (d *desktop) serve(what string, cmd *exec.Cmd) string {
	d.t.Helper()
	read, write, err := os.Pipe()
	if err != nil {
		d.t.Fatal(err)
	}
	defer read.Close()
	cmd.ExtraFiles, cmd.Env = []*os.File{write}, d.env()
	if err := cmd.Start(); err != nil {
		d.t.Skipf("%s: %v", cmd.Path, err)
	}
	write.Close()
	d.t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	if err := read.SetReadDeadline(time.Now().Add(patience)); err != nil {
		d.t.Fatal(err)
	}
	line, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		d.t.Fatalf("%s %s: %v", cmd.Path, what, err)
	}
	return strings.TrimSpace(line)
}

// env is the environment of everything on the desktop.
func (d *desktop) env(more ...string) []string {
	env := []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + d.home, "TODOKU_HOME=" + d.files(), "LANG=ja_JP.UTF-8", "LIBGL_ALWAYS_SOFTWARE=1",
		"XDG_RUNTIME_DIR=" + d.home + "/run", "XDG_CONFIG_HOME=" + d.home + "/config", "XDG_CACHE_HOME=" + d.home + "/cache", "XDG_DATA_HOME=" + d.home + "/data",
		"FYNE_SCALE=1", "TODOKU_CHECK_THREADS=1", "TODOKU_OWN_DIALOGS=1",
	}
	if d.bus != "" {
		env = append(env, "DBUS_SESSION_BUS_ADDRESS="+d.bus)
	} else {
		env = append(env, "DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent")
	}
	if d.display != "" {
		env = append(env, "DISPLAY="+d.display)
	}
	return append(env, more...)
}

// files is the folder of the program.
func (d *desktop) files() string { return filepath.Join(d.home, "todoku") }

// file returns what is in a file of the program, "" where there is none.
func (d *desktop) file(name string) string {
	text, _ := os.ReadFile(filepath.Join(d.files(), name))
	return string(text)
}

// wait looks every few milliseconds until something is so.
func wait(t *testing.T, what string, so func() bool) {
	t.Helper()
	if !waits(t, patience, so) {
		t.Fatalf("waited in vain until %s", what)
	}
}

// waits is wait with a limit, and says whether it came to be so.
func waits(t *testing.T, limit time.Duration, so func() bool) bool {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	for !so() {
		select {
		case <-ctx.Done():
			return so()
		case <-look.C:
		}
	}
	return true
}

// command runs a tool on the desktop and returns what it prints.
func (d *desktop) command(name string, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = d.env()
	out, err := cmd.Output()
	return strings.TrimSpace(string(out)), err
}

// kill is for a program that shall have no time to tidy up.
func kill(p *os.Process) { _ = p.Signal(syscall.SIGKILL) }
