package main

import (
	"errors"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"todoku/assets/papers"
	"todoku/mailcore"
	"todoku/store"
)

func newInquiry(s *session) *cobra.Command {
	var to paper
	var hide bool
	cmd := &cobra.Command{
		Use:   "inquiry [ID|CODE]",
		Short: "Write a report of a past test to ask for help with",
		Long: `Inquiry writes what a provider's support desk needs to know: what was tried,
how far it came, the cause, and the server's own words. It is about the test
with that ID, the newest of the mail server with that code, or the newest of
all. Passwords are never written; --hide replaces user names, mail addresses,
hosts and IP addresses, always the same one by the same other one.`,
		Example: `  todoku-cli inquiry office --hide --format html --output inquiry.html`,
		Args:    between(0, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			home, saved, err := s.load()
			if err != nil {
				return err
			}
			to.speak(saved.Preferences.Language)
			report, err := pastReport(home, strings.Join(args, ""))
			if err != nil {
				return err
			}
			i := papers.Inquiry{Report: report, Version: currentVersion(), OS: runtime.GOOS + "/" + runtime.GOARCH, Now: time.Now(), Hide: hide}
			return to.write(s, i.As(papers.Format(to.format)))
		},
	}
	cmd.Flags().BoolVar(&hide, "hide", false, "replace user names, mail addresses, hosts and IP addresses")
	to.add(cmd, papers.InquiryFormats)
	return cmd
}

// pastReport returns the newest report of the mail server with that code, or
// the one with that ID; of all where nothing is named.
func pastReport(home *store.Store, named string) (mailcore.Report, error) {
	id, tail := named, home.Tail()
	for run := range tail.Runs() {
		if named == "" || run.Code == named {
			id = run.ID
			break
		}
	}
	if tail.Err != nil {
		return mailcore.Report{}, here(tail.Err)
	}
	if id == "" {
		return mailcore.Report{}, refuse("cli.no-past")
	}
	report, err := home.Report(id)
	switch {
	case errors.Is(err, store.ErrNoRun), errors.Is(err, store.ErrBadID):
		return report, refuse("cli.unknown-test", "name", named)
	case err != nil:
		return report, here(err)
	}
	return report, nil
}
