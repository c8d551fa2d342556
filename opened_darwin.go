package main

// #cgo LDFLAGS: -framework AppKit
// void takeFiles(void);
import "C"

// show is called with each file, on the main thread.
var show = func([]string) {}

// takeOpened calls to with the files that macOS opens with Todoku: it starts no
// second program with them, and passes none as an argument.
func takeOpened(to func(files []string)) {
	show = to
	C.takeFiles()
}

//export todokuOpened
func todokuOpened(path *C.char) { show([]string{C.GoString(path)}) }
