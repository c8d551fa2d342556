//go:build unix && !darwin

package crash

import (
	"os"
	"os/exec"
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
		return []string{"-center", "-title", title, "-buttons", "OK:0", "-default", "OK", text}
	}},
}

// tooShort is less than anybody needs to read a message: a program that ends
// sooner has shown none.
const tooShort = time.Second

// Say shows what text returns, in the language of the moment, by a program of the desktop, where there is one, and
// waits until it is read.
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
		began := time.Now()
		if err := exec.Command(program, box.args(title, text())...).Run(); err == nil || time.Since(began) > tooShort {
			return
		}
	}
}

// apart keeps the watcher alive when its terminal stops the program.
func apart() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }
