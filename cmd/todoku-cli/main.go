// Command todoku-cli tests mail server settings in a terminal, for schedulers
// and monitoring: the same work as in the window, without a display.
//
// [run] is the program. Each command is one file, and check three: check.go has
// its flags and the options that they fill in, settings.go and incoming.go turn
// options into a profile, and check_run.go carries out the test, which scope.go
// bounds, logins.go and secrets.go equip with passwords, and report.go prints,
// for people or as JSON (json.go).
//
// A file here is one command, or what several share. A command reads flags into
// values, has access, store and mailcore do the work, prints, and returns what
// the program ends with (run.go); only main ends it. It reads and prints through
// the process that it is given, asks a person only in a terminal, and shows no
// password. Only files.go starts a goroutine.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // the second signal kills
	os.Exit(run(ctx, os.Args[1:], process()))
}
