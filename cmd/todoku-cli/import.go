package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore"
	"todoku/mailcore/exchange"
	"todoku/mailcore/products"
	"todoku/store"
)

// maxImport bounds a file that is read, in bytes; what is no bundle has to be
// smaller.
const maxImport = 64 << 20

// importing is the command that reads servers from elsewhere.
type importing struct {
	*session
	output
	file, passphrase string
	address          string
	as               string
	dryRun           bool

	packed store.Bundle // that was read, with what comes along
}

func newImport(s *session) *cobra.Command {
	i := &importing{session: s}
	cmd := &cobra.Command{
		Use:   "import --from FILE",
		Short: "Read mail servers from the settings of other programs, or from a notice",
		Long: `Import reads mail servers from a file: one that export wrote; Thunderbird's
prefs.js, an Outlook .prf, an Apple .mobileconfig, autoconfig XML; the settings
of msmtp, mpop, sSMTP, fetchmail, mutt, mbsync or Postfix (main.cf,
sasl_passwd); those of other programs: .env files and compose.yml, gitlab.rb,
Redmine's configuration.yml, Nextcloud's config.php, appsettings.json, the YAML
or properties of Spring, Grafana's and Gitea's INI; a URL such as
ssl://host:465; Garoon's SOAP API as XML or CSV; or the text of a provider's
notice. The format is guessed unless --as names it. What is commented out is
not read. Where account or server names follow from the mail address, --address
gives it.

A server with the ID or the code of a saved one changes what was read and
leaves the rest. Any other is added; a code that is taken gets a number. A CSV
with the codes of saved servers needs no other columns but those to change.
Passwords that come along are kept where the window keeps them. With --dry-run
nothing is saved: every field is shown with its source, passwords as dots. What
is printed without it is saved by then.

Exit status: 0 imported; 2 the command or the file is wrong, nothing was saved;
3 something here failed (keyring, files).`,
		Example: `  todoku-cli import --from prefs.js --dry-run
  todoku-cli import --from - <notice.txt
  todoku-cli import --from config-v1.1.xml --address taro@example.jp
  todoku-cli import --from move.todoku`,
		Args: between(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return i.run(cmd.Context()) },
	}
	cmd.Flags().StringVar(&i.file, "from", "", "file to read; - means standard input")
	pick(cmd, &i.as, "as", "format of the file (default by its content)", append(formatIDs(exchange.Format.CanRead), bundleFormat)).aliases = map[string]string{peopleFormat: "csv"}
	cmd.Flags().StringVar(&i.passphrase, "passphrase-file", "", "file with the passphrase of a bundle")
	cmd.Flags().StringVar(&i.address, "address", "", "mail address, where account or server names follow from it")
	cmd.Flags().BoolVar(&i.dryRun, "dry-run", false, "show what would be saved, and save nothing")
	i.output.add(cmd)
	_ = cmd.MarkFlagRequired("from")
	return cmd
}

func (i *importing) run(ctx context.Context) error {
	home, saved, err := i.load()
	if err != nil {
		return err
	}
	i.speak(saved.Preferences.Language)
	plan, format, err := i.plan(ctx, home, saved)
	if err != nil {
		return err
	}
	shown := i.shown(format, plan)
	switch {
	case !shown.OK && !i.dryRun && i.format != "json":
		i.problems(shown)
		return &exit{status: wrong}
	case !shown.OK:
		i.show(shown)
		return &exit{status: wrong}
	case !i.dryRun:
		if err := i.save(ctx, home, saved, plan); err != nil {
			return err
		}
		shown = i.shown(format, plan)
	}
	i.show(shown) // by now it is so
	return nil
}

// plan reads the file, and returns what becomes of each server in it.
func (i *importing) plan(ctx context.Context, home *store.Store, saved store.Settings) ([]exchange.Planned, string, error) {
	data, err := i.data(ctx)
	if err != nil {
		return nil, "", err
	}
	drafts, format, err := i.drafts(ctx, data)
	if err != nil {
		return nil, "", inWords(err)
	}
	if drafts, err = i.owned(drafts); err != nil {
		return nil, "", err
	}
	plan := exchange.Plan(saved.Profiles, drafts)
	for n := range plan {
		plan[n].Profile = home.Policy().Fix(plan[n].Profile)
	}
	exchange.Number(saved.Profiles, plan, words.Code)
	return plan, format, nil
}

// owned fills in what follows from the mail address.
func (i *importing) owned(drafts []exchange.Draft) ([]exchange.Draft, error) {
	if i.address == "" {
		return drafts, nil
	}
	meant, ok := mailcore.ValidAddress(i.address)
	if !ok {
		reason := say("cli.address")
		if meant != "" {
			reason = say("problem.address-marks", "meant", meant)
		}
		return nil, refuse("cli.flag.value", "flag", "--address", "value", i.address, "reason", reason)
	}
	return exchange.Owned(drafts, meant), nil
}

// data reads the file. Its name is no secret, unlike that of a password's.
func (i *importing) data(ctx context.Context) ([]byte, error) {
	in := i.in
	if i.file != "-" {
		f, err := os.Open(i.file)
		if err != nil {
			return nil, refuse("cli.read", "reason", err)
		}
		defer f.Close()
		in = f
	}
	data, err := orEnd(ctx, func() ([]byte, error) { return io.ReadAll(io.LimitReader(in, maxImport)) })
	if err != nil && !errors.Is(err, context.Canceled) {
		err = refuse("cli.read", "reason", err)
	}
	return data, err
}

func (i *importing) drafts(ctx context.Context, data []byte) ([]exchange.Draft, string, error) {
	if i.as == bundleFormat || i.as == "" && store.IsBundle(data) {
		return i.bundle(ctx, data)
	}
	drafts, f, err := words.ReadServers(data, filepath.Base(i.file), i.as)
	return drafts, f.ID, err
}

func (i *importing) bundle(ctx context.Context, data []byte) ([]exchange.Draft, string, error) {
	passphrase, err := i.passphraseFor(ctx, i.passphrase, assets.Text("cli.ask.bundle"))
	if err != nil {
		return nil, bundleFormat, err
	}
	b, err := store.OpenBundle(data, passphrase)
	i.packed = b
	return exchange.FromProfiles(b.Fill()), bundleFormat, err
}

// save keeps the passwords first: a server without its password would be half
// of what was imported. Where the settings cannot be saved, new servers leave
// no password behind.
func (i *importing) save(ctx context.Context, home *store.Store, saved store.Settings, plan []exchange.Planned) error {
	secrets := i.place(home, saved)
	asked := saved.Preferences.Secrets == store.AskStore
	var kept, added []mailcore.Profile
	for _, p := range plan {
		if len(p.Draft.Passwords()) > 0 {
			kept = append(kept, p.Profile)
			if !p.Replaces() {
				added = append(added, p.Profile)
			}
		}
	}
	if !asked {
		if err := store.KeepSecrets(ctx, secrets, kept); err != nil {
			return here(say("cli.not-imported", "reason", err))
		}
	}
	before := saved
	saved.Profiles = exchange.Apply(saved.Profiles, plan)
	preferences, stayed, err := home.Unpack(ctx, secrets, i.packed, saved.Preferences)
	if err != nil {
		return here(err)
	}
	saved.Preferences = preferences
	now, err := home.SaveSince(before, saved)
	if err != nil {
		if !asked {
			err = errors.Join(err, store.ForgetSecrets(ctx, secrets, added))
		}
		return here(err)
	}
	recode(plan, now.Profiles)
	taken := slices.DeleteFunc(i.packed.Pieces(), func(p store.Piece) bool { return slices.Contains(stayed, p) })
	for _, text := range []string{words.Luggage("bundle.also", taken), words.Luggage("bundle.stayed", stayed)} {
		if text != "" {
			_ = i.say(errors.New(text))
		}
	}
	if asked && len(kept) > 0 {
		_ = i.say(say("cli.without-passwords"))
	}
	return nil
}

// recode gives the servers of a plan the codes under which they were saved:
// another program may have taken theirs meanwhile.
func recode(plan []exchange.Planned, saved []mailcore.Profile) {
	codes := map[string]string{}
	for _, p := range saved {
		codes[p.ID] = p.Code
	}
	for i := range plan {
		plan[i].Profile.Code = codes[plan[i].Profile.ID]
	}
}

// shown is what is printed of a plan.
func (i *importing) shown(format string, plan []exchange.Planned) jsonImport {
	shown := jsonImport{OK: true, Format: format, DryRun: i.dryRun, Servers: []jsonImported{}}
	for _, p := range plan {
		s := newServer(p)
		shown.OK = shown.OK && len(s.Problems) == 0
		shown.Servers = append(shown.Servers, s)
	}
	return shown
}

func (i *importing) show(shown jsonImport) {
	if i.format == "json" {
		writeJSON(i.out, shown)
		return
	}
	for _, s := range shown.Servers {
		i.print(s)
	}
	i.problems(shown)
}

// problems says why nothing is imported.
func (i *importing) problems(shown jsonImport) {
	for _, s := range shown.Servers {
		for _, p := range s.Problems {
			if p.Line > 0 {
				_ = i.say(errors.New(origin(p.Line, p.Text)))
				continue
			}
			_ = i.say(fmt.Errorf("%s: %s: %s", s.Code, p.Field, p.Text))
		}
	}
}

func (i *importing) print(s jsonImported) {
	fmt.Fprintln(i.out, strings.TrimSpace(onOneLine(assets.Text("exchange.plan."+s.Action, "code", s.Code, "name", s.Name))))
	var rows [][]string
	for _, f := range s.Fields {
		if f.Value != "" {
			rows = append(rows, visible("  "+f.Field, f.Value, origin(f.Line, f.Source)))
		}
	}
	writeTable(i.out, rows)
	for _, n := range s.Notes {
		fmt.Fprintln(i.out, "  *", onOneLine(origin(n.Line, n.about()+n.Text)))
	}
}

func origin(line int, text string) string {
	if line == 0 {
		return text
	}
	return assets.Text("exchange.source.line", "line", line, "text", text)
}

// A jsonImport is what import --format json prints. Every key is always
// there, and no list is null.
type jsonImport struct {
	OK      bool           `json:"ok"`
	Format  string         `json:"format"`
	DryRun  bool           `json:"dry_run"`
	Servers []jsonImported `json:"servers"`
}

type jsonImported struct {
	Action   string     `json:"action"` // "new" or "replace"
	ID       string     `json:"id"`
	Code     string     `json:"code"`
	Name     string     `json:"name"`
	Fields   []jsonSeen `json:"fields"`
	Notes    []jsonNote `json:"notes"`
	Problems []jsonNote `json:"problems"` // for which nothing is saved
}

type jsonSeen struct {
	Field  string `json:"field"`
	Value  string `json:"value"` // dots for a password
	Line   int    `json:"line"`
	Source string `json:"source"`
}

type jsonNote struct {
	Code  string `json:"code"`
	Field string `json:"field"`
	Line  int    `json:"line"`
	Text  string `json:"text"`
}

// about names the field of a note whose words name neither it nor what it was
// called in the file.
func (n jsonNote) about() string {
	if n.Field == "" || n.Code == "bad-value" || n.Code == "column-again" || strings.Contains(n.Text, n.Field) {
		return ""
	}
	return n.Field + ": "
}

// already reports whether the saved server has a problem in a field that the
// file says nothing of.
func already(p exchange.Planned, problem mailcore.Problem) bool {
	if !p.Replaces() || slices.ContainsFunc(p.Draft.Seen, func(s exchange.Seen) bool { return s.Field == problem.Field }) {
		return false
	}
	return slices.ContainsFunc(products.Problems(*p.Before, ""), func(old mailcore.Problem) bool {
		return old.Field == problem.Field && old.Code == problem.Code
	})
}

func newServer(p exchange.Planned) jsonImported {
	s := jsonImported{Action: "new", ID: p.Profile.ID, Code: p.Profile.Code, Name: p.Profile.Name, Fields: []jsonSeen{}, Notes: []jsonNote{}, Problems: []jsonNote{}}
	if p.Replaces() {
		s.Action = "replace"
	}
	secrets := p.Draft.Passwords()
	for _, f := range p.Draft.Seen {
		value := f.Value
		if slices.Contains(secrets, f.Field) {
			value = mailcore.Secret("x").String()
		}
		s.Fields = append(s.Fields, jsonSeen{f.Field, value, f.Source.Line, f.Source.Text})
	}
	for _, n := range p.Draft.Notes {
		s.Notes = append(s.Notes, jsonNote{n.Code, n.Field, n.Line, assets.Text("exchange.note."+n.Code, "name", cmp.Or(n.Text, n.Field))})
	}
	if p.Code != "" {
		s.Notes = append(s.Notes, jsonNote{"renumbered", "code", 0, assets.Text("exchange.plan.renumbered", "code", p.Code)})
	}
	if line, text := words.PlanRefusal(p); text != "" {
		s.Code, s.Problems = p.Draft.Profile.Code, append(s.Problems, jsonNote{p.Refusal(), "code", line, text})
		return s
	}
	for _, problem := range mailcore.Errors(products.Problems(p.Profile, "")) {
		if problem.Code == "required" && slices.ContainsFunc(p.Draft.Notes, func(n exchange.Note) bool { return n.Code == "receive-only" && n.Field == problem.Field }) {
			continue // half of a server, to be completed
		}
		if already(p, problem) {
			continue // whatever the file says of other fields
		}
		s.Problems = append(s.Problems, jsonNote{problem.Code, problem.Field, 0, words.Problem(problem)})
	}
	return s
}
