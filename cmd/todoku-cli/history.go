package main

import (
	"errors"
	"fmt"

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
	last int
}

func newHistory(s *session) *cobra.Command {
	h := &past{session: s}
	cmd := &cobra.Command{
		Use:   "history [ID]",
		Short: "List past tests, or show one of them",
		Long: `History lists the past tests, the newest first, or shows the one with
that ID. With --format json it prints an array, or for an ID the object that
check prints.`,
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(_ *cobra.Command, args []string) error {
			home, saved, err := s.load()
			if err != nil {
				return err
			}
			h.speak(saved.Preferences.Language)
			if len(args) == 1 {
				return h.one(home, args[0])
			}
			return h.all(home)
		},
	}
	cmd.Flags().IntVar(&h.last, "last", 20, "how many to list; 0 means all")
	h.output.add(cmd)
	return cmd
}

func (h *past) one(home *store.Store, id string) error {
	report, err := home.Report(id)
	switch {
	case errors.Is(err, store.ErrNoRun), errors.Is(err, store.ErrBadID):
		return usage("%w", err)
	case err != nil:
		return here(err)
	}
	h.view(h.session).end(report, nil)
	return nil
}

func (h *past) all(home *store.Store) error {
	runs, damaged, err := home.Runs()
	if err != nil {
		return here(err)
	}
	if damaged > 0 {
		_ = h.say(fmt.Errorf("%d lines of the history are damaged and left out", damaged))
	}
	if h.last > 0 {
		runs = runs[:min(len(runs), h.last)]
	}
	if h.format.value == "json" {
		writeJSON(h.out, list(runs))
		return nil
	}
	var rows [][]string
	for _, run := range runs {
		rows = append(rows, runRow(run))
	}
	writeTable(h.out, rows)
	return nil
}

func runRow(run store.Run) []string {
	outcome := words.State(mailcore.Passed)
	if !run.OK {
		outcome = words.State(mailcore.Failed) + ": " + words.Step(mailcore.Result{Side: run.Side, Step: run.Step})
	}
	return visible(run.ID, run.Started.Local().Format("2006-01-02 15:04:05"), run.Code,
		address(run.Host, run.Port), assets.Text("scope."+string(run.Scope)), outcome)
}
