package main

import (
	"fmt"
	"os"

	"golang.org/x/sys/windows"

	"todoku/crash"
)

// printText writes to where the program was started: a file or a pipe, or the
// console of the process before it, since a window program has none. Where
// there is neither it shows a box.
func printText(to *os.File, text string) {
	if kind, err := windows.GetFileType(windows.Handle(to.Fd())); err == nil && kind != windows.FILE_TYPE_UNKNOWN && kind != windows.FILE_TYPE_CHAR {
		fmt.Fprintln(to, text)
		return
	}
	const parent = ^uintptr(0) // ATTACH_PARENT_PROCESS
	if attached, _, _ := windows.NewLazySystemDLL("kernel32.dll").NewProc("AttachConsole").Call(parent); attached != 0 {
		if console, err := os.OpenFile("CONOUT$", os.O_WRONLY, 0); err == nil {
			fmt.Fprint(console, "\r\n"+text+"\r\n")
			return
		}
	}
	crash.Say("Todoku", func() string { return text })
}
