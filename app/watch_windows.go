package app

import (
	"os/exec"
	"syscall"

	"golang.org/x/sys/windows"
)

// windowless runs a program of the terminal without a terminal.
func windowless(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: windows.CREATE_NO_WINDOW}
}
