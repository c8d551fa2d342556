// Package softgl draws the window without the graphics card. On Windows an
// OpenGL of our own lies in a folder beside the program: Remote Desktop and
// virtual machines often have none that is new enough. It lies in a folder of
// its own because a DLL beside the program would win over the graphics driver
// every time. Elsewhere the system's OpenGL is told to draw in software.
//
// A window that cannot be opened leads to [Restart], and the program that it
// starts waits in [Begin] for the one before; whoever wants it from the
// beginning calls [Ask]; [Prepare] then does it, before the first window.
package softgl

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
)

// Variable is the environment variable that asks for drawing in software: "1"
// does, "0" and nothing do not.
const Variable = "TODOKU_SOFTWARE_GL"

// predecessor names the process that could not open its window and has
// started this one.
const predecessor = "TODOKU_RESTARTED_FROM"

// Asked reports whether the window is to be drawn in software.
func Asked() bool {
	v := os.Getenv(Variable)
	return v != "" && v != "0"
}

// Ask asks for it, for this process.
func Ask() { os.Setenv(Variable, "1") }

// Begin waits for the end of the process that has started this one by
// [Restart], if there is one. It comes first in the program: the settings and
// the one window that they may have belong to that process until then.
func Begin() {
	if pid, err := strconv.Atoi(os.Getenv(predecessor)); err == nil {
		os.Unsetenv(predecessor)
		awaitEnd(pid)
	}
}

// Prepare has the window drawn in software where that is asked for. Where our
// OpenGL cannot be loaded, the system's is tried.
func Prepare() error {
	if !Asked() {
		return nil
	}
	if err := load(); err != nil {
		return fmt.Errorf("drawing in software: %w", err)
	}
	return nil
}

// ErrTried says that drawing in software is what has failed.
var ErrTried = errors.New("drawing in software is tried already")

// Restart starts the program once more, to draw in software. The caller ends
// when there is no error; otherwise no window can be had.
func Restart() error {
	if Asked() {
		return ErrTried
	}
	if err := available(); err != nil {
		return err
	}
	program, err := os.Executable()
	if err != nil {
		return err
	}
	again := exec.Command(program, os.Args[1:]...)
	again.Env = append(os.Environ(), Variable+"=1", predecessor+"="+strconv.Itoa(os.Getpid()))
	again.Stdin, again.Stdout, again.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := again.Start(); err != nil {
		return err
	}
	letForward(again.Process.Pid)
	return nil
}
