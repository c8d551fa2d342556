//go:build window && unix

package windowtest

import (
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"todoku/crash"
	"todoku/store"
)

// A second start ends at once, and the window of the first is still there.
func TestSecondStart(t *testing.T) {
	d := newDesktop(t)
	first := d.open()
	second := d.launch()
	if code := second.exit(t, patience); code != 0 || first.over() {
		t.Errorf("the second ended with %d, the first is over: %v", code, first.over())
	}
}

// A killed program is in nobody's way.
func TestStartAfterAKill(t *testing.T) {
	d := newDesktop(t)
	first := d.open()
	kill(first.cmd.Process)
	<-first.ended
	d.open()
}

// A fault is written down, and the next start names it.
func TestFaultIsWrittenDown(t *testing.T) {
	d := newDesktop(t)
	d.office("password", store.AskStore)
	p := exec.Command(binary)
	p.Env = d.env("PATH=/nonexistent") // no box, which would be taken for the window
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	wait(t, "there is a window", func() bool {
		found, _ := d.command("xdotool", "search", "--onlyvisible", "--name", "Todoku")
		return found != ""
	})
	if err := p.Process.Signal(syscall.SIGQUIT); err != nil { // which Go answers as it does a panic
		t.Fatal(err)
	}
	wait(t, "the fault is written down", func() bool { return strings.Contains(d.file(crash.File), "goroutine ") })
	_ = p.Wait()
	d.open()
	wait(t, "it is named", func() bool { return strings.Contains(d.file(crash.File), "shown at a start") })
}
