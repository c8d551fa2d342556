package main

import "golang.org/x/sys/unix"

// The requests of tty_ioctl(4).
const (
	getTermios = unix.TCGETS
	setTermios = unix.TCSETS
)
