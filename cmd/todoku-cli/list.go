package main

import (
	"fmt"
	"strconv"
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
		Long: `List prints the saved mail servers, and what a provider has announced to end
that they use. With --format json it prints an array of what show prints.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, saved, err := s.load()
			if err != nil {
				return err
			}
			o.speak(saved.Preferences.Language)
			if o.format.value == "json" {
				printed, err := jsonProfiles(saved.Profiles, time.Now())
				if err == nil {
					writeJSON(s.out, printed)
				}
				return err
			}
			var rows [][]string
			for _, p := range saved.Profiles {
				rows = append(rows, profileRow(p))
			}
			writeTable(s.out, rows)
			return s.notices(saved.Profiles, time.Now())
		},
	}
	o.add(cmd)
	return cmd
}

// notices prints what providers have announced to end that the profiles use.
func (s *session) notices(profiles []mailcore.Profile, now time.Time) error {
	all, err := mailcore.ReadNotices(assets.Notices)
	if err != nil {
		return here(err)
	}
	for _, p := range profiles {
		for _, n := range mailcore.NoticesFor(p, all, now) {
			w := words.Notice(n)
			fmt.Fprintf(s.out, "\n%s: %s: %s\n%s\n", onOneLine(p.Code), w.When, w.Title, indent(w.Text))
		}
	}
	return nil
}

func profileRow(p mailcore.Profile) []string {
	out, in := p.Outgoing, p.Incoming
	row := []string{p.Code, p.Name, address(out.Host, out.Port), assets.Text("encryption." + string(out.Encryption)), "", ""}
	if in.Protocol != "" {
		row[4], row[5] = protocolName(in.Protocol)+" "+address(in.Host, in.Port), assets.Text("encryption."+string(in.Encryption))
	}
	return visible(append(row, words.Standing(p))...)
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
	return strings.NewReplacer("\n", " ", "\t", " ").Replace(legible(text))
}

func newShow(s *session) *cobra.Command {
	var o output
	cmd := &cobra.Command{
		Use:   "show CODE",
		Short: "Show a saved mail server, without its passwords",
		Long: `Show prints the settings of a saved mail server by their keys. With --format
json it prints an object with them as in the settings file, with standing
("proven", "changed", "not-proven" or "untested") and notices of what a provider
has announced to end. Passwords are never printed.`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			_, saved, err := s.load()
			if err != nil {
				return err
			}
			p, err := find(saved, args[0])
			if err != nil {
				return err
			}
			o.speak(saved.Preferences.Language)
			if o.format.value != "json" {
				writeTable(s.out, fields(p))
				return nil
			}
			printed, err := jsonProfiles([]mailcore.Profile{p}, time.Now())
			if err == nil {
				writeJSON(s.out, printed[0])
			}
			return err
		},
	}
	o.add(cmd)
	return cmd
}

// fields lists the settings of p by the keys that findings use.
func fields(p mailcore.Profile) [][]string {
	o, b := p.Outgoing, p.Outgoing.PopBefore
	rows := [][]string{
		visible("code", p.Code),
		visible("name", p.Name),
		visible("oauth", string(p.OAuth)),
		visible("outgoing.host", o.Host),
		visible("outgoing.port", strconv.Itoa(o.Port)),
		visible("outgoing.encryption", string(o.Encryption)),
		visible("outgoing.auth", string(o.Auth)),
		visible("outgoing.user", o.User),
		visible("outgoing.plaintext_auth", strconv.FormatBool(o.Plaintext)),
		visible("outgoing.helo", o.HELO),
		visible("outgoing.timeout", fmt.Sprintf("%d s", o.Timeout)),
		visible("outgoing.size_limit", fmt.Sprintf("%d MB", o.SizeLimit)),
		visible("outgoing.pop.use", strconv.FormatBool(b.Use)),
	}
	if b.Use {
		rows = append(rows, visible("outgoing.pop.host", b.Host), visible("outgoing.pop.port", strconv.Itoa(b.Port)),
			visible("outgoing.pop.encryption", string(b.Encryption)), visible("outgoing.pop.auth", string(b.Auth)),
			visible("outgoing.pop.user", b.User), visible("outgoing.pop.wait", fmt.Sprintf("%d s", b.Wait)))
	}
	rows = append(rows, visible("incoming.protocol", string(p.Incoming.Protocol)))
	if p.Incoming.Protocol != "" {
		rows = append(rows, incomingFields(p)...)
	}
	return append(rows,
		visible("from", p.From),
		visible("from_name", p.FromName),
		visible("notify", strings.Join(p.Notify, ", ")),
		visible("test_to", p.TestTo),
		visible("charset", string(p.Charset)),
		visible("pin", p.Pin),
	)
}

func incomingFields(p mailcore.Profile) [][]string {
	in := p.Incoming
	rows := [][]string{
		visible("incoming.host", in.Host),
		visible("incoming.port", strconv.Itoa(in.Port)),
		visible("incoming.encryption", string(in.Encryption)),
		visible("incoming.auth", string(in.Auth)),
		visible("incoming.user", in.User),
		visible("incoming.timeout", fmt.Sprintf("%d s", in.Timeout)),
		visible("incoming.size_limit", fmt.Sprintf("%d MB", in.SizeLimit)),
		visible("incoming.delete", strconv.FormatBool(in.Delete)),
	}
	if in.Delete {
		rows = append(rows, visible("incoming.delete_days", strconv.Itoa(in.DeleteDays)))
	}
	return append(rows,
		visible("outgoing.same_account", strconv.FormatBool(p.Outgoing.SameAccount)),
		visible("wait", fmt.Sprintf("%d s", p.Wait)))
}
