package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore"
	due "todoku/mailcore/ends"
	happened "todoku/mailcore/past"
	"todoku/mailcore/products"
	"todoku/mailcore/roster"
	"todoku/store"
)

// A lister is the command that lists the saved mail servers.
type lister struct {
	*session
	output
	filter  roster.Filter
	order   roster.Order
	columns []string
}

func newList(s *session) *cobra.Command {
	l := &lister{session: s}
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the saved mail servers",
		Long: `List prints the saved mail servers, and on standard error what a provider has
announced to end that they use. With --format json it prints an array of what
show prints. --columns prints other columns, with their titles.`,
		Example: `  todoku-cli list --tag copier --sort end
  todoku-cli list --within 30 --columns code,person,end
  todoku-cli list --search 'sales tokyo' --standing not-proven`,
		Args: between(0, 0),
		RunE: func(*cobra.Command, []string) error { return l.run() },
	}
	keys := make([]string, len(roster.Columns))
	for i, c := range roster.Columns {
		keys[i] = c.Key
	}
	pick(cmd, &l.order.Column, "sort", "column to sort by, what is most urgent first", keys)
	cmd.Flags().BoolVar(&l.order.Down, "reverse", false, "the other way round")
	cmd.Flags().StringSliceVar(&l.columns, "columns", nil, "what to print of each; several of "+strings.Join(keys, ", "))
	cmd.Flags().StringVar(&l.filter.Text, "search", "", "those of which a name, host, account or note holds each of the words")
	pick(cmd, &l.filter.Standing, "standing", "those whose last test stands so", mailcore.Standings)
	pick(cmd, &l.filter.Product, "product", "those for the product", products.IDs).aliases = productAliases()
	cmd.Flags().StringVar(&l.filter.Provider, "supplier", "", "those of the supplier, as the column provider names it")
	cmd.Flags().StringVar(&l.filter.Tag, "tag", "", "those with the tag")
	cmd.Flags().IntVar(&l.filter.Within, "within", 0, "those of which something ends within so many days; 0 means all")
	l.output.add(cmd)
	return cmd
}

func (l *lister) run() error {
	l.columns = slices.DeleteFunc(l.columns, func(key string) bool { return key == "" }) // a comma too many
	if l.format == "json" && len(l.columns) > 0 {
		return refuse("cli.either", "one", "--columns", "other", "--format json")
	}
	for _, key := range l.columns {
		if _, ok := roster.FindColumn(key); !ok {
			return refuse("cli.no-column", "column", key)
		}
	}
	if l.filter.Within < 0 {
		return refuse("cli.within")
	}
	home, saved, err := l.glance()
	if err != nil {
		return err
	}
	l.speak(saved.Preferences.Language)
	now := l.clock()
	if l.filter == (roster.Filter{}) && l.order.Own() && len(l.columns) == 0 {
		return l.list(home, saved.Profiles, now, func() [][]string {
			rows := make([][]string, len(saved.Profiles))
			for i, p := range saved.Profiles {
				rows[i] = profileRow(p, saved.Standing(i))
			}
			return rows
		})
	}
	known, _, err := l.known(home, saved.Settings, now)
	if err != nil {
		return err
	}
	known.Standing = saved.Standing
	shown := l.filter.Of(roster.New(saved.Profiles, known))
	l.order.Sort(shown)
	profiles := make([]mailcore.Profile, len(shown))
	for i, e := range shown {
		profiles[i] = e.Profile
	}
	return l.list(home, profiles, now, func() [][]string { return l.rows(shown) })
}

// list prints the profiles, as JSON or as rows.
func (l *lister) list(home *store.Store, profiles []mailcore.Profile, now time.Time, rows func() [][]string) error {
	if l.format == "json" {
		printed, err := jsonProfiles(home, profiles, now)
		if err == nil {
			writeJSON(l.out, printed)
		}
		return err
	}
	writeTable(l.out, rows())
	return l.notices(profiles, now)
}

// rows are the usual columns, or those that were asked for.
func (l *lister) rows(shown []*roster.Entry) (rows [][]string) {
	if len(l.columns) > 0 {
		var heads []string
		for _, key := range l.columns {
			heads = append(heads, assets.Text("column."+key))
		}
		rows = append(rows, heads)
	}
	for _, e := range shown {
		row := profileRow(e.Profile, e.Stands)
		if len(l.columns) > 0 {
			row = nil
			for _, key := range l.columns {
				row = append(row, words.Cell(e, key))
			}
		}
		rows = append(rows, visible(row...))
	}
	return rows
}

// known is what is known besides the settings, and the tests that it is from.
func (s *session) known(home *store.Store, saved store.Settings, now time.Time) (roster.Known, happened.Tests, error) {
	notices, err := mailcore.ReadNotices(assets.Notices)
	if err != nil {
		return roster.Known{}, nil, here(err)
	}
	all, err := table(home)
	if err != nil {
		return roster.Known{}, nil, &exit{wrong, err}
	}
	tests, certificates := home.Past()
	k := due.Known{Now: now, Notices: notices, Certificates: certificates, Saved: home.SecretDates(), PasswordDays: saved.Preferences.PasswordDays}
	return roster.Known{Known: k, Provider: func(p mailcore.Profile) string {
		if likely := all.ForHost(p.Outgoing.Host); len(likely) > 0 && !p.Practice && !p.Outgoing.BuiltIn {
			return likely[0].Name.In(assets.Language())
		}
		return ""
	}}, tests, nil
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

func profileRow(p mailcore.Profile, standing mailcore.Standing) []string {
	out, in := p.Outgoing, p.Incoming
	row := []string{p.Code, p.Name, address(out.Host, out.Port), assets.Text("encryption." + string(out.Encryption)), "", ""}
	if in.Protocol != "" {
		row[4], row[5] = protocolName(in.Protocol)+" "+address(in.Host, in.Port), assets.Text("encryption."+string(in.Encryption))
	}
	return visible(append(row, words.StandingAs(p, standing))...)
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
