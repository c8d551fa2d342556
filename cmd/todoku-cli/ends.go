package main

import (
	"github.com/spf13/cobra"

	"todoku/assets/papers"
	due "todoku/mailcore/ends"
)

// newEnds is the command that says what ends when.
func newEnds(s *session) *cobra.Command {
	var to paper
	var calendar string
	var within int
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "ends [CODE…]",
		Short: "Print what of the saved mail servers ends, by date",
		Long: `Ends prints what ends when of the saved mail servers with those codes, or of all:
certificates that tests saw, what providers have announced to end, the consent of
a sign-in that nobody uses, and passwords that are older than the preferences
want. --json is --format json.

--ics writes a calendar (RFC 5545) with one event of a whole day for each. Who
imports it again has each event once, at its new date.`,
		Example: `  todoku-cli ends
  todoku-cli ends --within 30 --json
  todoku-cli ends --ics ends.ics
  todoku-cli ends --format html --output ends.html`,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, codes []string) error {
			if err := exclusive(cmd, "ics", "output"); err != nil {
				return err
			}
			if err := exclusive(cmd, "ics", "json", "format"); err != nil {
				return err
			}
			list, err := s.ends(&to.output, codes, within)
			if err != nil {
				return err
			}
			if calendar != "" && len(list.Rows) == 0 { // a calendar has at least one component (RFC 5545, 3.6)
				_ = s.say(say("cli.no-ends"))
				return nil
			}
			if calendar != "" {
				to.format, to.file = "", calendar
				if calendar == "-" {
					to.file = ""
				}
				return to.write(s, list.Calendar())
			}
			if asJSON {
				to.format = string(papers.JSON)
			}
			return to.write(s, list.As(papers.Format(to.format)))
		},
	}
	to.add(cmd, papers.EndsFormats)
	cmd.Flags().BoolVar(&asJSON, "json", false, "the same as --format json")
	cmd.Flags().StringVar(&calendar, "ics", "", "calendar to write; - means standard output")
	cmd.Flags().IntVar(&within, "within", 0, "only what ends within so many days, or is over; 0 means all")
	_ = cmd.MarkFlagFilename("ics", "ics")
	return cmd
}

// ends lists what of the saved mail servers ends.
func (s *session) ends(o *output, codes []string, within int) (papers.Ends, error) {
	if within < 0 {
		return papers.Ends{}, refuse("cli.within")
	}
	home, saved, err := s.load()
	if err != nil {
		return papers.Ends{}, err
	}
	o.speak(saved.Preferences.Language)
	profiles, err := chosen(saved, codes)
	if err != nil {
		return papers.Ends{}, err
	}
	now := s.clock()
	known, _, err := s.known(home, saved, now)
	if err != nil {
		return papers.Ends{}, err
	}
	all := due.All(profiles, known.Known)
	for i, e := range all {
		if within > 0 && e.Days > within {
			all = all[:i] // they are by date
			break
		}
	}
	return papers.NewEnds(profiles, all, now), nil
}
