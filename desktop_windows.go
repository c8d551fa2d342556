package main

import (
	"syscall"
	"unsafe"
)

// showMessage shows a native box, since nothing else can be drawn.
func showMessage(title, text string) {
	const iconError = 0x10 // MB_ICONERROR
	t, err := syscall.UTF16PtrFromString(title)
	m, err2 := syscall.UTF16PtrFromString(text)
	if err == nil && err2 == nil {
		syscall.NewLazyDLL("user32.dll").NewProc("MessageBoxW").Call(0, uintptr(unsafe.Pointer(m)), uintptr(unsafe.Pointer(t)), iconError)
	}
}
