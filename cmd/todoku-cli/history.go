package main

import (
	"cmp"
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore"
	"todoku/store"
)

// past is the command that shows past tests.
type past struct {
	*session
	output
	query   store.Query
	last    int
	compare bool
	home    *store.Store
	saved   store.Settings
}

func newHistory(s *session) *cobra.Command {
	h := &past{session: s}
	cmd := &cobra.Command{
		Use:   "history [ID]",
		Short: "List past tests, or show one of them",
		Long: `History lists the past tests, the newest first, or shows the one with
that ID. With --format json it prints an array, or for an ID the object that
check prints.

--compare says what is different from the test before of the same server:
outcome, settings, certificate, TLS, greeting, capabilities, and steps that
took clearly longer. With --format json it then prints only that: an object
with run and before (IDs) and an array of differences.`,
		Example: `  # what failed this month
  todoku-cli history --failed --since 2026-04-01 --last 0

  # logins that one server refused, for a monitoring system
  todoku-cli history --server office --code 535 --format json

  # what changed since the last test of that server
  todoku-cli history 20260401-090000-1a2b --compare`,
		Args:              between(0, 1),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE:              func(_ *cobra.Command, args []string) error { return h.run(args) },
	}
	cmd.Flags().BoolVar(&h.query.Failed, "failed", false, "only tests that did not pass")
	cmd.Flags().StringVar(&h.query.Server, "server", "", "only tests of the mail server with this `CODE`")
	cmd.Flags().Var((*date)(&h.query.Since), "since", "only tests from this day on, such as 2026-04-01, or from a moment (RFC 3339)")
	cmd.Flags().StringVar(&h.query.Code, "code", "", "only tests whose reply, enhanced `code` or cause begins so: 535, 5.7, auth-fail")
	cmd.Flags().IntVar(&h.last, "last", 20, "how many to list; 0 means all")
	cmd.Flags().BoolVar(&h.compare, "compare", false, "for an ID: what is different from the test before of the same server")
	h.output.add(cmd)
	return cmd
}

func (h *past) run(args []string) (err error) {
	if h.compare && len(args) == 0 {
		return refuse("cli.compare")
	}
	if h.home, h.saved, err = h.read((*store.Store).LoadSaved); err != nil {
		return err
	}
	h.speak(h.saved.Preferences.Language)
	if len(args) == 1 {
		return h.one(args[0])
	}
	return h.all()
}

func (h *past) one(id string) error {
	report, err := h.home.Report(id)
	switch {
	case errors.Is(err, store.ErrNoRun), errors.Is(err, store.ErrBadID):
		return refuse("cli.unknown-run", "reason", err)
	case err != nil:
		return here(err)
	}
	if h.compare {
		return h.changes(report)
	}
	h.view(h.session).end(report, nil)
	return nil
}

func (h *past) all() error {
	cause, tail := store.Causes(), h.home.Tail()
	runs, err := h.matching(tail, cause)
	if err == nil {
		err = here(tail.Err)
	}
	if err != nil {
		return err
	}
	if tail.Damaged > 0 {
		_ = h.say(say("cli.damaged-lines", "n", tail.Damaged))
	}
	if more := len(runs) - h.last; h.last > 0 && more > 0 {
		runs = runs[:h.last]
		defer func() { _ = h.say(moreRuns(more)) }() // behind the table
	}
	if h.format == "json" {
		all := []jsonRun{}
		for _, run := range runs {
			all = append(all, newJSONRun(run))
		}
		writeJSON(h.out, all)
		return nil
	}
	var rows [][]string
	for _, run := range runs {
		rows = append(rows, runRow(run, cause(run)))
	}
	writeTable(h.out, rows)
	return nil
}

// counted is how many more runs than are wanted are counted: not all of a long
// history, which would have to be read for it.
const counted = 100

func moreRuns(n int) error {
	if n > counted {
		return say("cli.many-runs", "n", counted)
	}
	return say("cli.more-runs", "n", n)
}

// matching returns the runs that the flags let through, and as many more as it
// takes to say how many there are. A server is known by the code that it has now,
// or had then.
func (h *past) matching(tail *store.Tail, cause func(store.Run) mailcore.Code) (runs []store.Run, err error) {
	query, code := h.query, h.query.Server
	known := code == ""
	for _, p := range h.saved.Profiles {
		if code != "" && p.Code == code {
			query.Server, known = p.ID, true
		}
	}
	for run := range tail.Runs() {
		known = known || run.Code == code
		if query.Match(run, cause) {
			runs = append(runs, run)
		}
		enough := h.last > 0 && len(runs) > h.last+counted
		if known && (enough || run.Started.Before(query.Since)) {
			break
		}
	}
	if !known && tail.Err == nil {
		return nil, refuse("cli.unknown-server", "code", code)
	}
	return runs, nil
}

// A jsonRun is a line of the history with what explains it. Every key is always
// there.
type jsonRun struct {
	jsonSubject
	Server     string              `json:"server"` // ID of the mail server; it may be gone by now
	OK         bool                `json:"ok"`
	Scope      mailcore.Scope      `json:"scope"`
	Started    string              `json:"started"` // RFC 3339
	TookMS     int64               `json:"took_ms"`
	Encryption mailcore.Encryption `json:"encryption"`
	User       string              `json:"user"`
	From       string              `json:"from"`
	To         string              `json:"to"`
	Side       mailcore.Side       `json:"side"` // of the step that failed
	Step       mailcore.Step       `json:"step"`
	Fault      mailcore.Fault      `json:"fault"`
	Reply      string              `json:"reply"` // to it, or the server's receipt
	Findings   []jsonFinding       `json:"findings"`
}

func newJSONRun(run store.Run) jsonRun {
	j := jsonRun{
		jsonSubject: jsonSubject{run.Code, run.Name, run.Host, run.Port, run.ID},
		Server:      run.ProfileID, OK: run.OK, Scope: run.Scope, Started: run.Started.Format(time.RFC3339), TookMS: run.Took.Milliseconds(),
		Encryption: run.Encryption, User: run.User, From: run.From, To: run.To,
		Side: run.Side, Step: run.Step, Fault: run.Fault, Reply: run.Reply, Findings: []jsonFinding{},
	}
	if f, ok := run.Finding(); ok {
		j.Findings = append(j.Findings, newFinding(f))
	}
	return j
}

func runRow(run store.Run, cause mailcore.Code) []string {
	outcome, why := words.State(mailcore.Passed), ""
	if !run.OK {
		outcome = words.State(mailcore.Failed) + ": " + words.Step(mailcore.Result{Side: run.Side, Step: run.Step})
	}
	if cause != "" {
		reply, enhanced := run.Numbers()
		why = strings.TrimSpace(strings.Join([]string{reply, enhanced, words.Cause(cause)}, " "))
	}
	return visible(run.ID, run.Started.Local().Format("2006-01-02 15:04:05"), run.Code,
		address(run.Host, run.Port), assets.Text("encryption."+string(run.Encryption)), cmp.Or(run.To, "-"),
		assets.Text("scope."+string(run.Scope)), outcome, why)
}

// A date is a flag that takes a day, in the time of this place, or a moment.
type date time.Time

func (d *date) Type() string { return "DATE" }

func (d *date) String() string {
	if time.Time(*d).IsZero() {
		return ""
	}
	return time.Time(*d).Format(time.RFC3339)
}

func (d *date) Set(text string) error {
	at, err := time.ParseInLocation(time.DateOnly, text, time.Local)
	if err != nil {
		at, err = time.Parse(time.RFC3339, text)
	}
	if err != nil {
		return say("cli.date")
	}
	*d = date(at)
	return nil
}
