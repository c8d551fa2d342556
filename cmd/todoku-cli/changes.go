package main

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore"
	"todoku/mailcore/cause"
	"todoku/store"
)

// since is the command that lists what changed.
type since struct {
	*session
	output
	from  time.Time
	home  *store.Store
	saved store.Settings
}

func newChanges(s *session) *cobra.Command {
	c := &since{session: s}
	cmd := &cobra.Command{
		Use:   "changes",
		Short: "List what changed in all saved mail servers since a day",
		Long: `Changes compares, for each saved mail server, the newest test with the last one
before a day: outcome, settings, certificate, TLS, greeting, capabilities,
resolved addresses, and steps that took clearly longer. A server without a test
before that day is compared with its first one since. It says too how often a
server failed in between. Nothing is connected to.`,
		Example: `  todoku-cli changes --since 2026-04-01`,
		Args:    between(0, 0),
		RunE:    func(*cobra.Command, []string) error { return c.run() },
	}
	cmd.Flags().Var((*date)(&c.from), "since", "from this day on, such as 2026-04-01, or from a moment (RFC 3339)")
	_ = cmd.MarkFlagRequired("since")
	c.output.add(cmd)
	return cmd
}

// A jsonChanges is what changes --format json prints for each server.
type jsonChanges struct {
	jsonSubject                    // run is the newest test
	Before      string             `json:"before"` // ID of the test it is compared with; "" where there is none
	State       mailcore.State     `json:"state"`  // of the newest test; "" where there is none since that day
	Tests       int                `json:"tests"`  // since that day
	Failed      int                `json:"failed"` // of those
	Differences []cause.Difference `json:"differences"`
}

func (c *since) run() (err error) {
	if c.home, c.saved, err = c.load(); err != nil {
		return err
	}
	c.speak(c.saved.Preferences.Language)
	runs, damaged, err := c.home.Runs()
	if err != nil {
		return here(err)
	}
	if damaged > 0 {
		_ = c.say(say("cli.damaged-lines", "n", damaged))
	}
	all, own := []jsonChanges{}, map[string][]store.Run{}
	for _, r := range runs {
		if r.Fault == mailcore.Stopped { // that says nothing of the server
			continue
		}
		own[r.ProfileID] = append(own[r.ProfileID], r)
	}
	for _, p := range c.saved.Profiles {
		one, err := c.of(p, own[p.ID])
		if err != nil {
			return err
		}
		all = append(all, one)
	}
	if c.format == "json" {
		writeJSON(c.out, all)
		return nil
	}
	c.print(all)
	return nil
}

// of compares the tests of one server, newest first.
func (c *since) of(p mailcore.Profile, runs []store.Run) (jsonChanges, error) {
	j := jsonChanges{jsonSubject: subject(p, mailcore.LoginsScope, ""), Differences: []cause.Difference{}}
	n := slices.IndexFunc(runs, func(r store.Run) bool { return r.Started.Before(c.from) })
	if n < 0 {
		n = len(runs)
	}
	for _, r := range runs[:n] {
		j.Tests++
		if !r.OK {
			j.Failed++
		}
	}
	if n == 0 {
		return j, nil
	}
	j.Run, j.State = runs[0].ID, mailcore.Failed
	if runs[0].OK {
		j.State = mailcore.Passed
	}
	before := runs[min(n, len(runs)-1)]
	if before.ID == runs[0].ID {
		return j, nil
	}
	j.Before = before.ID
	old, err := c.home.Report(before.ID)
	if err != nil {
		return j, here(err)
	}
	now, err := c.home.Report(runs[0].ID)
	if err != nil {
		return j, here(err)
	}
	for _, d := range cause.Compare(old, now) {
		if d.Group != cause.OutcomeGroup || d.Name != "scope" { // how far somebody wanted to go says nothing of the server
			j.Differences = append(j.Differences, d)
		}
	}
	return j, nil
}

// print lists what changed, and in the end how many servers are as they were.
func (c *since) print(all []jsonChanges) {
	same, untested := 0, 0
	for _, j := range all {
		switch {
		case j.Tests == 0:
			untested++
			continue
		case len(j.Differences) == 0 && (j.Failed == 0 || j.Failed == j.Tests):
			same++
			continue
		}
		fmt.Fprintf(c.out, "%s  %s\n", onOneLine(assets.Text("cli.changes.server", "name", cmp.Or(j.Name, j.Code), "code", j.Code)), words.State(j.State))
		if j.Failed > 0 {
			fmt.Fprintln(c.out, "  "+assets.Text("cli.changes.failed", "failed", j.Failed, "n", j.Tests))
		}
		for _, d := range j.Differences {
			name, old, now := words.Difference(d)
			fmt.Fprintf(c.out, "  %s\n", onOneLine(assets.Text("compare.change", "name", name, "before", old, "after", now)))
		}
	}
	fmt.Fprintln(c.out, assets.Text("cli.changes.rest", "same", same, "untested", untested))
}
