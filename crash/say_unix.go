//go:build unix && !darwin

package crash

import (
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"todoku/assets"
)

// boxes are the programs that show a message, the best first, and whether
// they show Japanese: one has the fonts of X alone.
var boxes = []struct {
	program  string
	japanese bool
	args     func(title, text string) []string
}{
	{"zenity", true, func(title, text string) []string {
		return []string{"--error", "--no-markup", "--width=480", "--title=" + title, "--text=" + text}
	}},
	{"kdialog", true, func(title, text string) []string { return []string{"--title", title, "--error", text} }},
	{"xmessage", false, func(title, text string) []string {
		return []string{"-center", "-title", title, "-buttons", "OK:0", "-default", "OK", folded(text)}
	}},
}

// folded breaks lines that are too long for a box that breaks none.
func folded(text string) string {
	const longest = 72 // characters
	var b strings.Builder
	for line := range strings.Lines(text) {
		column := 0
		for word := range strings.FieldsSeq(line) {
			if column > 0 && column+1+len(word) > longest {
				b.WriteByte('\n')
				column = 0
			}
			if column > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(word)
			column += 1 + len(word)
		}
		b.WriteByte('\n')
	}
	return strings.TrimRight(b.String(), "\n")
}

// soon is when a program that cannot show anything has ended.
const soon = time.Second

// Say shows what text returns, in the language of the moment, by a program of
// the desktop, where there is one. That stays when this process ends.
func Say(title string, text func() string) {
	if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return
	}
	for _, box := range boxes {
		program, err := exec.LookPath(box.program)
		if err != nil {
			continue
		}
		if !box.japanese {
			assets.SetLanguage("en")
		}
		if shows(exec.Command(program, box.args(title, text())...)) {
			return
		}
	}
}

// shows starts a program and reports whether it stays, or was closed in order.
func shows(box *exec.Cmd) bool {
	box.SysProcAttr = apart()
	if box.Start() != nil {
		return false
	}
	ended := make(chan error, 1)
	go func() { ended <- box.Wait() }()
	select {
	case err := <-ended:
		return err == nil
	case <-time.After(soon):
		return true
	}
}

// apart keeps the watcher alive when its terminal stops the program.
func apart() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }
