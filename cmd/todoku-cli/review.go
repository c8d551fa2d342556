package main

import (
	"time"

	"github.com/spf13/cobra"

	"todoku/assets/papers"
)

func newReview(s *session) *cobra.Command {
	var to paper
	var since time.Time
	cmd := &cobra.Command{
		Use:   "review",
		Short: "Write a page on all mail servers: how they are, what ends, what was done",
		Long: `Review writes one page on all saved mail servers, for whoever is responsible:
what each is for, its state and since when, what ends within 90 days, and what
was done since the last review that was written into a file, or since --since
(without either, in the last 90 days). It tests nothing.`,
		Example: `  todoku-cli review
  todoku-cli review --format html --output review.html`,
		Args: between(0, 0),
		RunE: func(*cobra.Command, []string) error {
			home, saved, err := s.load()
			if err != nil {
				return err
			}
			to.speak(saved.Preferences.Language)
			now := s.clock()
			from := since
			if from.IsZero() {
				from = papers.ReviewFrom(home.Reviewed(), now)
			}
			known, tests, err := s.known(home, saved, now)
			if err != nil {
				return err
			}
			review := papers.NewReview(saved.Profiles, papers.Known{Known: known.Known, Tests: tests}, from)
			if err := to.write(s, review.As(papers.Format(to.format))); err != nil || to.file == "" {
				return err
			}
			return here(home.NoteReview(now))
		},
	}
	cmd.Flags().Var((*date)(&since), "since", "what was done from this day on, such as 2026-04-01, or from a moment (RFC 3339)")
	to.add(cmd, papers.ReviewFormats)
	return cmd
}
