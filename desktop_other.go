//go:build !windows

package main

import (
	"fmt"
	"os"
)

// printText writes to where the program was started.
func printText(to *os.File, text string) { fmt.Fprintln(to, text) }
