// Command todoku-cli tests mail server settings in a terminal, for schedulers
// and monitoring: the same work as in the window, without a display.
//
// [run] is the program. Each command is one file, and check three: check.go has
// its flags and the options that they fill in, settings.go and incoming.go turn
// options into a profile, and check_run.go carries out the test, which scope.go
// bounds, logins.go and secrets.go equip with passwords, and report.go prints,
// for people or as JSON (json.go).
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
