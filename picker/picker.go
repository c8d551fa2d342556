// Package picker asks for a file by the dialog of the system itself: the
// desktop portal on Linux, the common dialog of Windows, that of a Mac.
//
// [Ask] blocks until somebody has answered, so it is called from a goroutine.
// Where the system has no dialog, or one that does not work, the error is
// [ErrNone], and the caller asks by a dialog of its own.
package picker

import (
	"context"
	"errors"
	"os"
)

// A Question is what is asked for.
type Question struct {
	Title  string
	Accept string  // on the button; not every system takes it
	Save   bool    // the file is to be written: who chooses one that is there is asked about it
	Name   string  // that is offered for it
	Window uintptr // in front of which it is asked, of X11 or Windows; 0 for none
}

// ErrNone means that the system has no dialog, or that it failed.
var ErrNone = errors.New("the system has no file dialog")

// OwnVariable is that of the environment which keeps the system's dialogs away
// when it is set, for tests and for a desktop whose portal is out of order.
const OwnVariable = "TODOKU_OWN_DIALOGS"

// Wanted reports whether the system's dialogs may be used.
func Wanted() bool { return os.Getenv(OwnVariable) == "" }

// Found reports whether the system has a dialog. It may take seconds, and
// starts nothing.
func Found(ctx context.Context) bool { return Wanted() && found(ctx) }

// Ask shows the dialog and returns the absolute path that was chosen; "" where
// nobody chose one. When ctx ends the dialog goes, as far as the system can do
// that.
func Ask(ctx context.Context, q Question) (string, error) { return ask(ctx, q) }
