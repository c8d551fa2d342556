package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore"
)

func newList(s *session) *cobra.Command {
	var o output
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the saved mail servers",
		Long: `List prints the saved mail servers, and on standard error what a provider has
announced to end that they use. With --format json it prints an array of what
show prints.`,
		Args: between(0, 0),
		RunE: func(*cobra.Command, []string) error {
			home, saved, err := s.glance()
			if err != nil {
				return err
			}
			o.speak(saved.Preferences.Language)
			if o.format == "json" {
				printed, err := jsonProfiles(home, saved.Profiles, time.Now())
				if err == nil {
					writeJSON(s.out, printed)
				}
				return err
			}
			var rows [][]string
			for i, p := range saved.Profiles {
				rows = append(rows, profileRow(p, saved.Standing(i)))
			}
			writeTable(s.out, rows)
			return s.notices(saved.Profiles, time.Now())
		},
	}
	o.add(cmd)
	return cmd
}

// notices says what providers have announced to end that the profiles use.
func (s *session) notices(profiles []mailcore.Profile, now time.Time) error {
	all, err := mailcore.ReadNotices(assets.Notices)
	if err != nil {
		return here(err)
	}
	for _, p := range profiles {
		for _, n := range mailcore.NoticesFor(p, all, now) {
			w := words.Notice(n)
			fmt.Fprintf(s.err, "\n%s: %s: %s\n%s\n", onOneLine(p.Code), w.When, w.Title, indent(w.Text))
		}
	}
	return nil
}

func profileRow(p mailcore.Profile, known mailcore.Standing) []string {
	out, in := p.Outgoing, p.Incoming
	row := []string{p.Code, p.Name, address(out.Host, out.Port), assets.Text("encryption." + string(out.Encryption)), "", ""}
	if in.Protocol != "" {
		row[4], row[5] = protocolName(in.Protocol)+" "+address(in.Host, in.Port), assets.Text("encryption."+string(in.Encryption))
	}
	return visible(append(row, words.StandingAs(p, known))...)
}

// visible makes a row of a table fit for a terminal: settings can be edited
// by hand.
func visible(cells ...string) []string {
	for i, cell := range cells {
		cells[i] = onOneLine(cell)
	}
	return cells
}

func onOneLine(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(legible(text), "\n", " "), "\t", " ")
}

func newShow(s *session) *cobra.Command {
	var o output
	cmd := &cobra.Command{
		Use:   "show CODE",
		Short: "Show a saved mail server, without its passwords",
		Long: `Show prints the settings of a saved mail server by their keys, and how its last
test stands, as list does. With --format json it prints an object with the
settings as in the settings file, with host and port, run (the ID of its newest
test), standing ("proven", "changed", "not-proven" or "untested") and notices of
what a provider has announced to end. Passwords are never printed.`,
		Args: between(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			home, saved, err := s.glance()
			if err != nil {
				return err
			}
			p, err := find(saved.Settings, args[0])
			if err != nil {
				return err
			}
			o.speak(saved.Preferences.Language)
			if o.format != "json" {
				writeTable(s.out, append(fields(p), visible("standing", words.Standing(p))))
				return nil
			}
			printed, err := jsonProfiles(home, []mailcore.Profile{p}, time.Now())
			if err == nil {
				writeJSON(s.out, printed[0])
			}
			return err
		},
	}
	o.add(cmd)
	return cmd
}

// fields lists the settings of p by the keys that findings use: every field
// but passwords and what belongs to a part that is not in use.
func fields(p mailcore.Profile) [][]string {
	var rows [][]string
	for _, f := range mailcore.Fields() {
		if _, secret := p.Field(f.Key).(*mailcore.Secret); secret || unused(p, f.Key) {
			continue
		}
		rows = append(rows, visible(f.Key, strings.TrimSpace(p.Text(f.Key)+" "+f.Unit)))
	}
	return rows
}

// parts are the fields that mean something only while another is set.
var parts = []struct {
	prefix string
	of     string // that other one itself
	used   func(mailcore.Profile) bool
}{
	{"outgoing.pop.", "outgoing.pop.use", func(p mailcore.Profile) bool { return p.Outgoing.PopBefore.Use }},
	{"incoming.delete_days", "", func(p mailcore.Profile) bool { return p.Incoming.Delete }},
	{"incoming.", "incoming.protocol", func(p mailcore.Profile) bool { return p.Incoming.Protocol != "" }},
	{"outgoing.same_account", "", func(p mailcore.Profile) bool { return p.Incoming.Protocol != "" }},
	{"wait", "", func(p mailcore.Profile) bool { return p.Incoming.Protocol != "" }},
}

func unused(p mailcore.Profile, key string) bool {
	for _, part := range parts {
		if strings.HasPrefix(key, part.prefix) && key != part.of && !part.used(p) {
			return true
		}
	}
	return false
}
