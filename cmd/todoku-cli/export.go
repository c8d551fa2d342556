package main

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore"
	"todoku/mailcore/exchange"
	"todoku/store"
)

// bundleFormat is the encrypted file, which [store.SealBundle] makes.
const bundleFormat = "bundle"

// peopleFormat is a CSV with the words of the window.
const peopleFormat = "csv-people"

// export is the command that writes saved servers for other programs.
type export struct {
	*session
	output
	format     string
	file       string
	passphrase string // file with it
}

func newExport(s *session) *cobra.Command {
	e := &export{session: s, format: "toml"}
	cmd := &cobra.Command{
		Use:   "export [CODE…]",
		Short: "Write saved mail servers for other programs",
		Long: `Export writes the saved mail servers with those codes, or all of them.

csv-people is a CSV with the words of the window, in the language of --lang, which
import reads again. No format but bundle holds passwords: a bundle is encrypted under a passphrase,
for moving to another computer (the age command can open it too). The
passphrase comes from --passphrase-file or is asked for. What a format has no
place for is said.

Exit status: 0 written; 2 the command is wrong; 3 something here failed
(keyring, files).`,
		Example: `  todoku-cli export --output servers.csv --format csv
  todoku-cli export office --format postfix
  todoku-cli export --format bundle --output move.todoku`,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE:              func(cmd *cobra.Command, codes []string) error { return e.run(cmd.Context(), codes) },
	}
	pick(cmd, &e.format, "format", "how to write them", append(formatIDs(exchange.Format.CanWrite), peopleFormat, bundleFormat))
	cmd.Flags().StringVarP(&e.file, "output", "o", "-", "file to write or replace; - means standard output")
	cmd.Flags().StringVar(&e.passphrase, "passphrase-file", "", "file with the passphrase of a bundle; - means standard input")
	e.addLang(cmd)
	return cmd
}

func formatIDs(can func(exchange.Format) bool) []string {
	var ids []string
	for _, f := range exchange.Formats {
		if can(f) {
			ids = append(ids, f.ID)
		}
	}
	return ids
}

func (e *export) run(ctx context.Context, codes []string) error {
	if e.passphrase != "" && e.format != bundleFormat {
		return refuse("cli.no-effect", "flag", "--passphrase-file", "missing", "--format "+bundleFormat)
	}
	home, saved, err := e.load()
	if err != nil {
		return err
	}
	e.speak(saved.Preferences.Language)
	profiles, err := chosen(saved, codes)
	if err == nil && len(profiles) == 0 {
		err = refuse("cli.none-saved")
	}
	if err != nil {
		return err
	}
	data, err := e.write(ctx, home, saved, profiles)
	if err != nil {
		return err
	}
	if e.file == "-" {
		_, err = e.out.Write(data)
		return here(err)
	}
	return here(writeOwn(e.file, data))
}

// chosen returns the servers with those codes, each once; no code means all.
func chosen(saved store.Settings, codes []string) ([]mailcore.Profile, error) {
	if len(codes) == 0 {
		return saved.Profiles, nil
	}
	var profiles []mailcore.Profile
	for _, code := range codes {
		p, err := find(saved, code)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(profiles, func(q mailcore.Profile) bool { return q.ID == p.ID }) {
			profiles = append(profiles, p)
		}
	}
	return profiles, nil
}

func (e *export) write(ctx context.Context, home *store.Store, saved store.Settings, profiles []mailcore.Profile) ([]byte, error) {
	if e.format == bundleFormat {
		data, _, err := e.bundle(ctx, home, saved, profiles)
		return data, err
	}
	if e.format == peopleFormat {
		data, err := words.PeopleCSV(profiles)
		if err != nil {
			return nil, inWords(err)
		}
		return data, nil
	}
	f, _ := exchange.Find(e.format)
	data, err := f.Write(profiles)
	if err != nil {
		return nil, inWords(err)
	}
	for _, p := range profiles {
		if lost := f.Lost(p); len(lost) > 0 {
			_ = e.say(say("cli.lost", "code", p.Code, "fields", strings.Join(lost, ", ")))
		}
	}
	return data, nil
}

// bundle returns the encrypted file, and what is in it.
func (e *export) bundle(ctx context.Context, home *store.Store, saved store.Settings, profiles []mailcore.Profile) ([]byte, store.Bundle, error) {
	passphrase, err := e.newPassphrase(ctx)
	if err != nil {
		return nil, store.Bundle{}, err
	}
	b, err := home.NewBundle(ctx, e.place(home, saved), store.Settings{Profiles: profiles, Preferences: saved.Preferences})
	if err != nil {
		return nil, b, here(err)
	}
	if len(b.Secrets) == 0 {
		_ = e.say(say("cli.bundle-empty"))
	}
	data, err := store.SealBundle(b, passphrase)
	return data, b, here(err)
}

// newPassphrase reads the passphrase from its file, or asks twice.
func (e *export) newPassphrase(ctx context.Context) (mailcore.Secret, error) {
	passphrase, err := e.passphraseFor(ctx, e.passphrase, assets.Text("cli.ask.new-bundle"))
	if err != nil || e.passphrase != "" {
		return passphrase, err
	}
	again, err := e.passphraseFor(ctx, "", assets.Text("cli.ask.again"))
	if err == nil && again != passphrase {
		err = refuse("cli.differ")
	}
	return passphrase, err
}

func (s *session) passphraseFor(ctx context.Context, file, prompt string) (passphrase mailcore.Secret, err error) {
	switch {
	case file != "":
		passphrase, err = readSecret(ctx, file, s.in)
	case s.ask == nil:
		err = refuse("cli.no-terminal")
	default:
		passphrase, err = s.ask(ctx, prompt)
		err = here(err)
	}
	if err == nil && passphrase == "" {
		err = &exit{wrong, store.ErrNoPassphrase}
	}
	return passphrase, err
}

// place returns where passwords are, which asks as check does.
func (s *session) place(home *store.Store, saved store.Settings) store.Secrets {
	return considerate{s.openSecrets(home, saved.Preferences, s.prompts(nil)), s}
}

// inWords says an error of package exchange; it is about what was given.
func inWords(err error) error {
	if _, said := errors.AsType[*exit](err); said || errors.Is(err, context.Canceled) {
		return err
	}
	e, ok := errors.AsType[*exchange.Error](err)
	if !ok {
		return &exit{wrong, err}
	}
	text := words.Exchange(e.Code)
	if e.Line > 0 {
		text = assets.Text("exchange.source.line", "line", e.Line, "text", text)
	}
	return usage("%s", text)
}
