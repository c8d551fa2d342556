package main

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/store"
)

// newSettings returns the commands about the settings file.
func newSettings(s *session) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "settings",
		Short: "Bring back settings and a history that were lost",
		Long: `Settings looks after the files in the settings folder. What a loss of power, a
full disk or another program emptied can be brought back.`,
		Args: between(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			cmd.SetOut(s.err)
			return errors.Join(cmd.Help(), &exit{status: wrong})
		},
	}
	cmd.AddCommand(newRestore(s))
	return cmd
}

// A jsonRestored is what settings restore --format json prints.
type jsonRestored struct {
	Servers int `json:"servers"` // in the settings that came back; 0 where none were lost
	Runs    int `json:"runs"`    // past tests that are listed again; 0 where none were lost
}

func newRestore(s *session) *cobra.Command {
	var o output
	cmd := &cobra.Command{
		Use:   "restore",
		Short: "Bring back the settings before, and the list of past tests",
		Long: `Restore puts the settings before (settings.toml.bak) in the place of a settings
file that is empty, gone or was set aside because it is broken, and lists all
past tests again whose list was emptied or damaged. What is in order stays.

Exit status: 0 something came back; 2 nothing is lost; 3 something here failed
(files).`,
		Example: `  todoku-cli settings restore`,
		Args:    between(0, 0),
		RunE:    func(*cobra.Command, []string) error { return s.restore(&o) },
	}
	o.add(cmd)
	return cmd
}

func (s *session) restore(o *output) error {
	home, err := s.home()
	if err != nil {
		return here(err)
	}
	saved, err := home.Load()
	o.speak(saved.Preferences.Language)
	if _, broken := errors.AsType[*store.BrokenError](err); broken {
		_ = s.say(err) // it is set aside now
	} else if err != nil {
		return here(err)
	}
	back, err := bringBack(home)
	switch {
	case err != nil:
		return here(err)
	case back == jsonRestored{}:
		s.sayLost(home)
		return &exit{wrong, store.ErrNothingLost}
	case o.format == "json":
		writeJSON(s.out, back)
		return nil
	}
	if back.Servers > 0 {
		fmt.Fprintln(s.out, assets.Text("cli.settings-restored", "n", back.Servers))
	}
	if back.Runs > 0 {
		fmt.Fprintln(s.out, assets.Text("cli.runs-restored", "n", back.Runs))
	}
	return nil
}

func bringBack(home *store.Store) (back jsonRestored, err error) {
	lost := home.Lost()
	if lost.Servers > 0 {
		settings, err := home.RestoreSettings()
		if err != nil {
			return back, err
		}
		back.Servers = len(settings.Profiles)
	}
	_, damaged, err := home.Runs()
	if err == nil && (lost.Runs > 0 || damaged > 0) {
		back.Runs, err = home.RestoreRuns()
	}
	return back, err
}

// sayLost says what can be brought back, and how.
func (s *session) sayLost(home *store.Store) {
	lost := home.Lost()
	if lost.Servers > 0 {
		_ = s.say(say("cli.settings-lost", "n", lost.Servers, "when", words.Moment(lost.Saved)))
	}
	if lost.Aside != "" {
		_ = s.say(say("cli.settings-aside", "file", filepath.Base(lost.Aside)))
	}
	if lost.Runs > 0 {
		_ = s.say(say("cli.runs-lost", "n", lost.Runs))
	}
}
