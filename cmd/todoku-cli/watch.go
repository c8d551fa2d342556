package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore"
	"todoku/mailcore/steps"
	"todoku/store"
	"todoku/watch"
	"todoku/watch/schedule"
)

// newWatch returns the commands of the watch.
func newWatch(s *session) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "watch",
		Short: "Test saved mail servers again and again, and tell what changed",
		Long: `Watch has the scheduler of this system test saved mail servers at times of the
day, without a window, and tells only what changed: a server broke or is mended,
a certificate ends in 30, 14, 7 or 1 days, an announced end comes near, or the
watching itself failed. It tells by a notice on the desktop, and by mail to the
addresses of the servers' field "notify" through another server that works.

It never locks an account: after two refusals in a row, by whichever program,
the account is not tried until a login succeeds or "watch resume" is run.`,
		Args: between(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			cmd.SetOut(s.err)
			return errors.Join(cmd.Help(), &exit{status: wrong})
		},
	}
	cmd.AddCommand(newWatchInstall(s), newWatchStatus(s), newWatchRun(s), newWatchRemove(s), newWatchResume(s))
	return cmd
}

// watchEntry is what the scheduler starts.
func watchEntry(home *store.Store, w store.Watch, program string) schedule.Entry {
	_, minute := w.Clock()
	e := schedule.Entry{
		Name: "todoku-watch", Title: assets.Text("watch.notice.title"), Program: program,
		Args: []string{"watch", "run", "--settings-folder", home.Dir()}, Missed: "--if-due", Hours: w.Hours(), Minute: minute,
	}
	if w.Passphrase != "" {
		e.Args = append(e.Args, "--passphrase-file", w.Passphrase)
	}
	return e
}

// scheduler returns that of the system, or the one that tests play.
func (s *session) scheduler(kind schedule.Kind) schedule.Scheduler {
	one := s.schedulers
	one.Kind = kind
	return one
}

func newWatchRemove(s *session) *cobra.Command {
	var o output
	cmd := &cobra.Command{
		Use:   "remove",
		Short: "End the watch",
		Long:  "Remove takes the entry out of the scheduler. What the watch had found out is forgotten.",
		Args:  between(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			home, saved, err := s.load()
			if err != nil {
				return err
			}
			o.speak(saved.Preferences.Language)
			w, err := home.Watch()
			if errors.Is(err, store.ErrNoWatch) {
				return refuse("cli.watch.none")
			}
			if err == nil && w.Scheduler != "" {
				if err := s.scheduler(schedule.Kind(w.Scheduler)).Remove(cmd.Context(), watchEntry(home, w, "todoku-cli")); err != nil {
					return here(say("cli.watch.not-removed", "reason", err))
				}
			}
			if err := errors.Join(home.EndWatch(), watch.Forget(home)); err != nil {
				return here(err)
			}
			return s.done(o, "cli.watch.removed")
		},
	}
	o.add(cmd)
	return cmd
}

// noneWatched is the key of why there is nothing to watch.
func noneWatched(saved store.Settings) string {
	if len(mailcore.InUse(saved.Profiles)) > 0 {
		return "cli.watch.none-left"
	}
	return "cli.none-saved"
}

// done says that a command has done what it should.
func (s *session) done(o output, key string, args ...any) error {
	if o.format == "json" {
		writeJSON(s.out, struct {
			OK      bool   `json:"ok"`
			Summary string `json:"summary"`
		}{true, assets.Text(key, args...)})
		return nil
	}
	fmt.Fprintln(s.out, assets.Text(key, args...))
	return nil
}

func newWatchResume(s *session) *cobra.Command {
	var o output
	cmd := &cobra.Command{
		Use:   "resume [CODE]...",
		Short: "Say that somebody has looked at accounts that were refused",
		Long: `Resume lets the watch, and monitoring, try accounts again that were refused
twice in a row: those of the named mail servers, or of all. Look at the password
first: servers lock accounts that are refused again and again.`,
		RunE: func(_ *cobra.Command, codes []string) error {
			home, saved, err := s.load()
			if err != nil {
				return err
			}
			o.speak(saved.Preferences.Language)
			n := watch.Spared(home.Attempts(), saved.Profiles)
			for _, p := range saved.Profiles {
				if len(codes) > 0 && !slices.Contains(codes, p.Code) {
					continue
				}
				if err := home.Attempts().Look(loginsOf(p)); err != nil {
					return here(err)
				}
			}
			for _, code := range codes {
				if _, err := find(saved, code); err != nil {
					return err
				}
			}
			return s.done(o, "cli.watch.resumed", "n", n-watch.Spared(home.Attempts(), saved.Profiles)) // servers share accounts
		},
	}
	o.add(cmd)
	return cmd
}

// loginsOf are the accounts of both sides of a server.
func loginsOf(p mailcore.Profile) []mailcore.Login {
	return steps.NewPlan(p, mailcore.LoginsScope).Logins()
}

// A jsonWatch is what watch status --format json prints.
type jsonWatch struct {
	Installed bool           `json:"installed"`
	Scheduler string         `json:"scheduler"` // "" where none starts it
	Active    bool           `json:"active"`    // the scheduler knows of it
	Scope     mailcore.Scope `json:"scope"`
	Every     int            `json:"every_hours"`
	At        string         `json:"at"`
	Last      string         `json:"last"` // RFC 3339; "" where there was no round
	Next      string         `json:"next"`
	Trouble   watch.Trouble  `json:"trouble"`
	Unsent    int            `json:"unsent"` // changes that are still to be mailed
	Servers   []jsonWatched  `json:"servers"`
	Limit     int            `json:"limit"` // refusals in a row until an account is held
}

type jsonWatched struct {
	jsonSubject
	State    mailcore.State  `json:"state"` // "" where it was not tested yet
	Since    string          `json:"since"`
	Cause    mailcore.Code   `json:"cause"`
	Reason   mailcore.Reason `json:"reason"`   // why it could not be tested
	Refusals int             `json:"refusals"` // in a row, of the account that has most
	Held     bool            `json:"held"`
}

func newWatchStatus(s *session) *cobra.Command {
	var o output
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Show how the watch is set up and what it found",
		Args:  between(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			home, saved, err := s.load()
			if err != nil {
				return err
			}
			o.speak(saved.Preferences.Language)
			w, err := home.Watch()
			if err != nil && !errors.Is(err, store.ErrNoWatch) {
				return here(err)
			}
			state, read := watch.ReadState(home)
			if read != nil {
				return here(read)
			}
			j := jsonWatch{Installed: err == nil, Scheduler: w.Scheduler, Scope: w.Scope, Every: w.Every, At: w.At, Last: rfc3339(state.Ended), Trouble: state.Trouble.Kind, Unsent: state.Unmailed(), Servers: []jsonWatched{}, Limit: store.MostUnseen}
			if j.Installed {
				j.Next = rfc3339(w.Next(s.clock()))
				shown, _ := s.scheduler(schedule.Kind(w.Scheduler)).Shown(cmd.Context(), "todoku-watch")
				j.Active = w.Scheduler != "" && shown != ""
			}
			for _, p := range watch.Chosen(w, saved.Profiles) {
				j.Servers = append(j.Servers, watchedServer(home, p, state.Servers[p.ID]))
			}
			if o.format == "json" {
				writeJSON(s.out, j)
				return nil
			}
			s.printWatch(j, w, state)
			return nil
		},
	}
	o.add(cmd)
	return cmd
}

func rfc3339(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.Local().Format(time.RFC3339)
}

func watchedServer(home *store.Store, p mailcore.Profile, o watch.Server) jsonWatched {
	j := jsonWatched{jsonSubject: subject(p, mailcore.LoginsScope, o.Run), State: o.State, Since: rfc3339(o.Since), Cause: o.Cause, Reason: o.Untested}
	j.Refusals = home.Attempts().MostInRow(loginsOf(p))
	j.Held = j.Refusals >= store.MostUnseen
	return j
}

func (s *session) printWatch(j jsonWatch, w store.Watch, state watch.State) {
	line := func(key string, args ...any) { fmt.Fprintln(s.out, assets.Text(key, args...)) }
	switch {
	case !j.Installed:
		line("cli.watch.none")
	case !j.Active && w.Scheduler != "":
		line("cli.watch.inactive", "scheduler", w.Scheduler)
	default:
		line("cli.watch.how", "every", w.Every, "at", w.At, "scope", assets.Text("scope."+string(w.Scope)), "n", len(j.Servers))
		if w.Scheduler == "" {
			line("cli.watch.by-hand")
		} else {
			line("cli.watch.next", "when", words.Moment(w.Next(s.clock())))
		}
		if len(j.Servers) == 0 {
			line("cli.watch.none-left")
		}
	}
	if !state.Ended.IsZero() {
		line("cli.watch.last", "when", words.Moment(state.Ended))
	}
	if state.Trouble.Kind != watch.NoTrouble {
		line("watch.change.troubles", "trouble", state.Trouble.Kind.Text())
	}
	if j.Unsent > 0 {
		line("cli.watch.unsent", "n", j.Unsent)
	}
	if len(j.Servers) > 0 {
		fmt.Fprintln(s.out)
	}
	var rows [][]string
	for _, one := range j.Servers {
		rows = append(rows, watchedRow(one))
	}
	writeTable(s.out, rows)
	s.printRule(s.out)
}

func watchedRow(j jsonWatched) []string {
	state, why := assets.Text("cli.watch.unknown"), ""
	if j.State != "" {
		state = words.State(j.State)
	}
	if j.Since != "" {
		at, _ := time.Parse(time.RFC3339, j.Since)
		why = assets.Text("cli.watch.since", "when", words.Moment(at))
	}
	parts := []string{why}
	if j.Cause != "" {
		parts = append(parts, words.Cause(j.Cause))
	}
	switch {
	case j.Held:
		parts = append(parts, assets.Text("cli.watch.held", "n", j.Refusals))
	case j.Refusals > 0:
		parts = append(parts, assets.Text("cli.watch.refusals", "n", j.Refusals, "most", store.MostUnseen))
	}
	if j.Reason != "" && j.Reason != mailcore.RefusedInARow { // which Held says, as it is now
		parts = append(parts, assets.Text("batch.untested."+string(j.Reason)))
	}
	return visible(j.Code, j.Name, address(j.Host, j.Port), state, strings.TrimSpace(strings.Join(parts, "  ")))
}
