package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore"
	"todoku/mailcore/wire"
)

func newList(s *session) *cobra.Command {
	var o output
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the saved mail servers",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, saved, err := s.load()
			if err != nil {
				return err
			}
			o.speak(saved.Preferences.Language)
			var rows [][]string
			for _, p := range saved.Profiles {
				rows = append(rows, profileRow(p))
			}
			writeTable(s.out, rows)
			return nil
		},
	}
	o.addLang(cmd)
	return cmd
}

func profileRow(p mailcore.Profile) []string {
	out := p.Outgoing
	return visible(p.Code, p.Name, address(out.Host, out.Port), assets.Text("encryption."+string(out.Encryption)), words.Standing(p))
}

// visible makes a row of a table fit for a terminal: settings can be edited
// by hand.
func visible(cells ...string) []string {
	for i, cell := range cells {
		cells[i] = strings.NewReplacer("\n", " ", "\t", " ").Replace(wire.Visible([]byte(cell)))
	}
	return cells
}

func newShow(s *session) *cobra.Command {
	return &cobra.Command{
		Use:   "show CODE",
		Short: "Show a saved mail server, without its passwords",
		Args:  cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			_, saved, err := s.load()
			if err != nil {
				return err
			}
			p, err := find(saved, args[0])
			if err != nil {
				return err
			}
			writeTable(s.out, fields(p))
			return nil
		},
	}
}

// fields lists the settings of p by the keys that findings use.
func fields(p mailcore.Profile) [][]string {
	o, b := p.Outgoing, p.Outgoing.PopBefore
	rows := [][]string{
		visible("code", p.Code),
		visible("name", p.Name),
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
	return append(rows,
		visible("from", p.From),
		visible("from_name", p.FromName),
		visible("notify", strings.Join(p.Notify, ", ")),
		visible("test_to", p.TestTo),
		visible("charset", string(p.Charset)),
		visible("pin", p.Pin),
	)
}
