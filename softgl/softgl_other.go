//go:build !windows

package softgl

import (
	"errors"
	"os"
)

// load has Mesa draw in software; other drivers do not read this.
func load() error { return os.Setenv("LIBGL_ALWAYS_SOFTWARE", "1") }

// available says that the system's OpenGL is the only one.
func available() error { return errors.ErrUnsupported }

func awaitEnd(int)   {}
func letForward(int) {}
