package crash

import (
	"os/exec"
	"syscall"
)

// script shows the text that it is given.
const script = `on run argv
display dialog (item 2 of argv) with title (item 1 of argv) buttons {"OK"} default button 1 with icon stop
end run`

// Say shows what text returns in a message of the system and waits until it is
// read.
func Say(title string, text func() string) {
	_ = exec.Command("/usr/bin/osascript", "-e", script, title, text()).Run()
}

// apart keeps the watcher alive when its terminal stops the program.
func apart() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }
