//go:build darwin || dragonfly || freebsd || netbsd || openbsd

package main

import "golang.org/x/sys/unix"

// The requests of tty(4).
const (
	getTermios = unix.TIOCGETA
	setTermios = unix.TIOCSETA
)
