package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"todoku/assets"
	"todoku/mailcore"
	"todoku/mailcore/oauth"
	"todoku/mailcore/transcript"
	"todoku/store"
	"todoku/watch/schedule"
)

// What the program ends with.
const (
	passed = 0
	failed = 1 // a step of the test failed
	wrong  = 2 // the command or the settings are wrong
	broken = 3 // something here failed: the keyring, a file
)

// A session is what one run of the program has around it.
type session struct {
	in       io.Reader
	out, err io.Writer
	env      func(name string) string
	policies []string                                                          // files in which an administrator may have decided something
	told     bool                                                              // of those that cannot be used
	colours  bool                                                              // on out
	now      func() time.Time                                                  // nil means time.Now
	endpoint oauth.Endpoint                                                    // zero means the provider's own; tests set it
	ask      func(ctx context.Context, prompt string) (mailcore.Secret, error) // without echo; nil means that nobody is there

	desk       func(title, text string) error // shows a notice
	schedulers schedule.Scheduler             // of the system; tests play one
}

// process returns the session of this process.
func process() *session {
	return &session{
		in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Getenv,
		colours: isTerminal(os.Stdout) && showsColours(os.Stdout) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb",
		ask:     asker(), policies: store.PolicyPlaces(), desk: showNotice,
	}
}

// asker returns how to ask the person at the terminal, or nil.
func asker() func(ctx context.Context, prompt string) (mailcore.Secret, error) {
	if !isTerminal(os.Stdin) && !isTerminal(os.Stderr) {
		return nil
	}
	return askTerminal
}

// An exit is an error with what the program has to end with.
type exit struct {
	status int
	err    error // nil when all has been said
}

func (e *exit) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e *exit) Unwrap() error { return e.err }

// usage makes an error of the command or the settings.
func usage(format string, args ...any) error { return &exit{wrong, fmt.Errorf(format, args...)} }

// here makes an error of this computer out of err, nil out of nil.
func here(err error) error {
	if err == nil {
		return nil
	}
	return &exit{broken, err}
}

// run carries out the command in args and returns what the program ends with.
func run(ctx context.Context, args []string, s *session) int {
	assets.SetLanguage(askedLanguage(args))
	out := &kept{Writer: s.out}
	own := *s
	own.out = out
	s = &own
	root := newRoot(s, args...)
	root.SetArgs(args)
	root.SetIn(s.in)
	root.SetOut(s.out)
	root.SetErr(s.err)
	ctx, end := store.Action(ctx) // a command is one
	defer end()
	err := root.ExecuteContext(ctx)
	if err == nil && out.err != nil {
		err = here(say("cli.output", "reason", withoutPath(out.err)))
	}
	if err == nil {
		return passed
	}
	e, ok := errors.AsType[*exit](err)
	switch {
	case errors.Is(err, context.Canceled): // somebody pressed Ctrl+C at a question
		e = &exit{failed, say("cli.stopped")}
	case !ok: // cobra's own are about the command
		e = &exit{wrong, err}
	}
	if e.err != nil {
		s.complain(e, args)
	}
	if e.err != nil && s.formatOf(args) == "nagios" {
		return s.complainAsPlugin(e)
	}
	return e.status
}

// kept keeps the first error of a writer: much is printed bit by bit, and what is
// lost on the way, such as on a full disk, is told at the end.
type kept struct {
	io.Writer
	err error
}

func (k *kept) Write(data []byte) (int, error) {
	n, err := k.Writer.Write(data)
	if k.err == nil {
		k.err = err
	}
	return n, err
}

// clock is the time of now.
func (s *session) clock() time.Time {
	if s.now != nil {
		return s.now()
	}
	return time.Now()
}

// complainAsPlugin says why there is no result in the line that nagios shows.
func (s *session) complainAsPlugin(e *exit) int {
	status := nagiosUnknown
	if e.status == failed {
		status = nagiosCritical
	}
	fmt.Fprintln(s.out, nagiosLine(status, transcript.Visible([]byte(inLanguage(e.err)))))
	return status
}

// complain says why there is no result, and says it as JSON too where JSON is
// expected.
func (s *session) complain(e *exit, args []string) {
	text := s.say(e.err)
	if s.wantsJSON(args) {
		writeJSON(s.out, noResult(e.status, text))
	}
}

// say prints an error and returns its text.
func (s *session) say(err error) string {
	text := transcript.Visible([]byte(inLanguage(err)))
	fmt.Fprintln(s.err, "todoku-cli:", text)
	return text
}

// ownComplaints marks a command whose JSON says itself why there is no result.
const ownComplaints = "complaints"

// wantsJSON reports whether a command that was wrong asked for JSON.
func (s *session) wantsJSON(args []string) bool { return s.formatOf(args) == "json" }

// formatOf is what a command that was wrong was to print; "" where it has
// complaints of its own, or no format.
func (s *session) formatOf(args []string) string {
	cmd, _, err := newRoot(s, args...).Find(args)
	if err != nil || cmd.Flags().Lookup("format") == nil || cmd.Annotations[ownComplaints] != "" {
		return ""
	}
	return strings.ToLower(flagValue(args, "--format"))
}
