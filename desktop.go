package main

import (
	"bytes"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"

	"todoku/assets"
	"todoku/crash"
	"todoku/softgl"
)

// prepareDesktop smooths out what Fyne's driver stumbles over. It runs before
// anything is drawn.
func prepareDesktop() {
	// Wayland has no input method for this toolkit yet: Japanese needs X11.
	if os.Getenv("DISPLAY") != "" && os.Getenv("FYNE_PLATFORM") == "" {
		os.Setenv("FYNE_PLATFORM", "x11")
	}
	if cache, err := os.UserCacheDir(); err == nil {
		_ = os.MkdirAll(filepath.Join(cache, "fyne"), 0o700) // the driver complains, and goes on without
	}
	if err := softgl.Prepare(); err != nil {
		fmt.Fprintln(os.Stderr, "todoku:", err)
	}
	log.SetOutput(&startGuard{log: os.Stderr, fatal: noWindow})
}

// noWindow starts the program again with an OpenGL of its own, if it has one,
// or says that no window can be opened. It ends the program: the driver itself
// would wait for ever.
func noWindow(cause string) {
	if softgl.Restart() == nil {
		os.Exit(0)
	}
	text := assets.Text("start.no-window")
	fmt.Fprintf(os.Stderr, "%s\n%s\n", text, cause)
	crash.Say("Todoku", func() string { return assets.Text("start.no-window") })
	os.Exit(3)
}

// A startGuard reads the program's log for the driver's report that there is
// no OpenGL or no display.
type startGuard struct {
	log   io.Writer
	fatal func(cause string)
	seen  bool
}

// fatalWords are how the driver begins that report.
var fatalWords = [][]byte{[]byte("window creation error"), []byte("failed to initialise GLFW"), []byte("failed to initialise OpenGL"), []byte("PlatformError")}

func (g *startGuard) Write(p []byte) (int, error) {
	for _, words := range fatalWords {
		g.seen = g.seen || bytes.Contains(p, words)
	}
	n, err := g.log.Write(p)
	if g.seen && (bytes.Contains(p, []byte("Cause")) || bytes.Contains(p, []byte("PlatformError"))) {
		g.fatal(string(bytes.TrimSpace(p)))
	}
	return n, err
}
