package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"todoku/assets"
	"todoku/mailcore"
	"todoku/store"
	"todoku/watch"
)

// A round is the command that watches once.
type round struct {
	*session
	output
	folder     string // of the settings; "" means the usual one
	passphrase string // a file
	ifDue      bool
}

func newWatchRun(s *session) *cobra.Command {
	r := &round{}
	cmd := &cobra.Command{
		Use:   "run",
		Short: "Watch once, as the scheduler does",
		Long: `Run tests the servers that are watched, tells what changed, and prints how each
is. Without "watch install" it watches all. Nobody is asked anything.

Exit status: 0 all passed; 1 a server failed; 2 nothing could be tested; 3 the
watching itself failed, or another round is under way.`,
		Args: between(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return r.into(cmd.Context(), s, func(s *session) error {
				r.session = s.watcher(r.passphrase)
				return r.run(cmd.Context())
			})
		},
	}
	r.addMonitor(cmd)
	cmd.Flags().StringVar(&r.folder, "settings-folder", "", "the settings `folder` (default what TODOKU_HOME names)")
	cmd.Flags().StringVar(&r.passphrase, "passphrase-file", "", "`file` with the passphrase of the vault (default what TODOKU_PASSPHRASE_FILE names)")
	cmd.Flags().BoolVar(&r.ifDue, "if-due", false, "only when a round should have begun since the last one")
	return cmd
}

// watcher returns the session in which the watch runs: nobody is there.
func (s *session) watcher(passphrase string) *session {
	alone := *s
	alone.ask = nil
	if passphrase != "" {
		alone.env = func(name string) string {
			if name == "TODOKU_PASSPHRASE_FILE" {
				return passphrase
			}
			return s.env(name)
		}
	}
	return &alone
}

// unlocked opens the place of the passwords, without a question.
func (s *session) unlocked(ctx context.Context, home *store.Store, saved store.Settings) store.Secrets {
	secrets := considerate{s.openSecrets(home, saved.Preferences, s.prompts(nil)), s}
	if len(saved.Profiles) > 0 && saved.Preferences.Secrets != store.AskStore {
		_, _ = secrets.Get(ctx, store.ProfileKey(saved.Profiles[0].ID, store.OutgoingSecret)) // each server says what is wrong
	}
	return secrets.Secrets
}

func (r *round) run(ctx context.Context) error {
	if r.folder != "" {
		if info, err := os.Stat(r.folder); err != nil || !info.IsDir() {
			return here(say("cli.no-folder", "folder", r.folder))
		}
		outer := r.env
		r.env = func(name string) string {
			if name == "TODOKU_HOME" {
				return r.folder
			}
			return outer(name)
		}
	}
	home, saved, err := r.load()
	if err != nil {
		return r.unreadable(home, err)
	}
	settings, err := home.Watch()
	if errors.Is(err, store.ErrNoWatch) {
		settings, err = store.NewWatch(), nil
	}
	r.speak(cmp.Or(saved.Preferences.Language, settings.Language))
	if err != nil {
		return here(err)
	}
	if state, err := watch.ReadState(home); r.ifDue && err == nil && !state.Ended.Before(settings.Due(r.clock())) {
		return nil
	}
	return r.once(ctx, home, saved, settings)
}

// unreadable tells once that the settings cannot be read.
func (r *round) unreadable(home *store.Store, err error) error {
	if home != nil {
		w := &watch.Watch{Home: home, Desk: r.desk, Now: r.now}
		_ = w.Fail(watch.Broken)
	}
	return err
}

func (r *round) once(ctx context.Context, home *store.Store, saved store.Settings, settings store.Watch) error {
	pool, err := roots(saved.Preferences.Roots, "")
	if err != nil {
		return err
	}
	chosen := watch.Chosen(settings, saved.Profiles)
	if len(chosen) == 0 {
		return refuse(noneWatched(saved))
	}
	c := &check{session: r.session, checkOptions: checkOptions{output: r.output, all: true}, home: home, saved: saved}
	all := &crowd{check: c, depth: settings.Scope}
	for _, p := range chosen {
		all.all = append(all.all, &candidate{profile: p})
	}
	all.tally.All = len(all.all)
	view := watchView(all)
	w := &watch.Watch{
		Home: home, Settings: settings, Saved: saved, Roots: pool, Secrets: r.unlocked(ctx, home, saved),
		Desk: r.desk, Now: r.now, Endpoint: r.endpoint, Ended: func(o mailcore.Outcome) { view.ended(all.note(o)) },
	}
	if !r.isMonitored() { // a monitoring system does not wait
		w.Patience, w.Waits = untilOnline, func() { _ = r.say(say("cli.watch.waiting")) }
	}
	found, err := w.Run(ctx)
	switch {
	case errors.Is(err, watch.ErrRunning):
		return here(say("cli.watch.running"))
	case errors.Is(err, watch.ErrUnwritten):
		return here(say("cli.watch.unwritten", "reason", err))
	case err != nil:
		return here(err)
	}
	return r.end(all, view, found)
}

// untilOnline is how long a computer that has just started may take to be on the
// network.
var untilOnline = []time.Duration{20 * time.Second, time.Minute, 2 * time.Minute}

func watchView(all *crowd) crowdView {
	if all.format == "json" {
		return silentCrowd{}
	}
	return all.crowdView(all)
}

// A silentCrowd prints nothing.
type silentCrowd struct{}

func (silentCrowd) ended(*candidate) {}
func (silentCrowd) end(*crowd)       {}

// A jsonRound is what watch run --format json prints: what check --all does,
// and what changed.
type jsonRound struct {
	jsonAll
	Trouble watch.Trouble `json:"trouble"` // of the watching itself; "" where there is none
	Changes []jsonChange  `json:"changes"`
	Unsent  int           `json:"unsent"` // changes that are still to be mailed
}

type jsonChange struct {
	Kind    watch.Kind `json:"kind"`
	Code    string     `json:"code"` // of the server; "" for the watching itself
	Summary string     `json:"summary"`
	Since   string     `json:"since"` // RFC 3339; "" where it is not known
	Days    int        `json:"days"`  // that are left; 0 for what has no end
}

// end prints what came of the round.
func (r *round) end(all *crowd, view crowdView, found *watch.Round) error {
	view.end(all)
	switch r.format {
	case "nagios":
		return ended(all.plugin)
	case "json":
		j := jsonRound{jsonAll: all.json(), Trouble: found.Trouble, Changes: []jsonChange{}, Unsent: found.Unsent}
		for _, c := range found.Changes {
			j.Changes = append(j.Changes, jsonChange{c.Kind, c.Code, c.Title(), rfc3339(c.Since), c.Days})
		}
		writeJSON(r.out, j)
	case "text":
		r.printChanges(found)
	}
	if found.Trouble != watch.NoTrouble {
		return here(say("watch.change.troubles", "trouble", found.Trouble.Text()))
	}
	return all.verdict()
}

func (r *round) printChanges(found *watch.Round) {
	if len(found.Changes) == 0 {
		fmt.Fprintln(r.out, assets.Text("cli.watch.nothing-new"))
	}
	for _, c := range found.Changes {
		fmt.Fprintln(r.out, onOneLine(cmp.Or(c.Subject(), assets.Text("watch.notice.title"))+": "+c.Title()))
	}
	if found.Unshown != nil {
		_ = r.say(say("cli.watch.unshown"))
	}
	if found.Unsent > 0 {
		_ = r.say(say("cli.watch.unsent", "n", found.Unsent))
	}
}
