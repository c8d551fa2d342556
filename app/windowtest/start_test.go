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

// What was not saved survives the end of the program by force.
func TestDraftAfterAKill(t *testing.T) {
	d := newDesktop(t)
	d.office("ok", store.AskStore)
	const name = officeName + " のコピー"
	p := d.open()
	p.keys("ctrl+d")
	wait(t, "the draft is written", func() bool { return strings.Contains(d.file("draft.toml"), name) })
	kill(p.cmd.Process)
	<-p.ended
	p = d.open()
	p.settled()
	p.shot("draft-offered")
	p.keys("Return") // 戻す
	p.settled()
	p.shot("draft-restored")
	p.keys("ctrl+s")
	wait(t, "it is saved", func() bool { _, ok := d.saved(name); return ok })
	wait(t, "the draft is gone", func() bool { return d.file("draft.toml") == "" })
}
