//go:build window

package windowtest

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// The cursor in a field neither blinks nor costs: a fade had the window drawn
// all the time, here and wherever OpenGL is software.
func TestACursorCostsNothing(t *testing.T) {
	p := newDesktop(t).open()
	p.click("590", "288") // the field of the start card
	empty := p.settled()
	p.write("abc")
	wait(t, "the field has the keyboard", func() bool { return differing(empty, p.shot("")) > 0 })
	still := p.settled()
	const watched = 5 * time.Second
	before := p.ticks()
	moved := waits(t, watched, func() bool { return differing(still, p.shot("cursor")) > 0 })
	if moved {
		t.Error("something moves in a window that is left alone")
	}
	if cost := p.ticks() - before; cost > 30 {
		t.Errorf("it costs %d hundredths of a second in %v", cost, watched)
	}
}

// ticks are the hundredths of a second of CPU that the program has taken.
func (p *program) ticks() int {
	p.t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
	if err != nil {
		p.t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(text), ") ")
	var user, system int
	fields := strings.Fields(after)
	if _, err := fmt.Sscan(fields[11]+" "+fields[12], &user, &system); err != nil {
		p.t.Fatal(err)
	}
	return user + system
}
