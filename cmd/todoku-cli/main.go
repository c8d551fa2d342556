// Command todoku-cli tests mail server settings in a terminal, for schedulers
// and monitoring: the same work as in the window, without a display.
//
// [run] is the program. Each command is one file: check.go carries out a test
// and report.go prints it, for people or as JSON (json.go). settings.go and
// incoming.go turn flags into a profile, scope.go decides how far it is tested,
// logins.go, secrets.go and oauth.go find its passwords.
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
