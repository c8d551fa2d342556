//go:build !windows

package app

import "os/exec"

// windowless does nothing: only on Windows a program of the terminal brings one.
func windowless(*exec.Cmd) {}
