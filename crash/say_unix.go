//go:build unix && !darwin

package crash

import (
	"os"
	"os/exec"
	"syscall"
	"time"
)

// boxes are the programs that show a message, the best first.
var boxes = []struct {
	program string
	args    func(title, text string) []string
}{
	{"zenity", func(title, text string) []string {
		return []string{"--error", "--no-markup", "--width=480", "--title=" + title, "--text=" + text}
	}},
	{"kdialog", func(title, text string) []string { return []string{"--title", title, "--error", text} }},
	{"xmessage", func(title, text string) []string {
		return []string{"-center", "-title", title, "-buttons", "OK:0", "-default", "OK", "-xrm", "*international: true", text}
	}},
}

// tooShort is less than anybody needs to read a message: a program that ends
// sooner has shown none.
const tooShort = time.Second

// Say shows a message by a program of the desktop, where there is one, and
// waits until it is read.
func Say(title, text string) {
	if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return
	}
	for _, box := range boxes {
		program, err := exec.LookPath(box.program)
		if err != nil {
			continue
		}
		began := time.Now()
		if err := exec.Command(program, box.args(title, text)...).Run(); err == nil || time.Since(began) > tooShort {
			return
		}
	}
}

// apart keeps the watcher alive when its terminal stops the program.
func apart() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }
