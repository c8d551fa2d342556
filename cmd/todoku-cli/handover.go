package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"todoku/assets/papers"
	"todoku/mailcore"
	"todoku/store"
)

func newLedger(s *session) *cobra.Command {
	var to paper
	cmd := &cobra.Command{
		Use:   "ledger [CODE…]",
		Short: "Write what a successor has to know of each mail server",
		Long: `Ledger writes what whoever looks after the mail servers next has to know: into
which products each is typed and by whom, where its password is kept (never the
password), whom to ask, the last proof, what is unusual and why, what to do when
it breaks; then a checklist, what is not handed over, and where both sign. It is
about the mail servers with those codes, or all. handover writes it together
with the bundle.`,
		Example: `  todoku-cli ledger --format html --output ledger.html`,
		RunE: func(_ *cobra.Command, codes []string) error {
			home, saved, err := s.load()
			if err != nil {
				return err
			}
			to.speak(saved.Preferences.Language)
			profiles, err := chosen(saved, codes)
			if err != nil {
				return err
			}
			known, err := s.ledgerKnown(home, saved, s.clock())
			if err != nil {
				return err
			}
			return to.write(s, papers.NewLedger(profiles, known).As(papers.Format(to.format)))
		},
	}
	to.add(cmd, papers.LedgerFormats)
	return cmd
}

// ledgerKnown is what a ledger knows besides the settings.
func (s *session) ledgerKnown(home *store.Store, saved store.Settings, now time.Time) (papers.LedgerKnown, error) {
	k, tests, err := s.known(home, saved, now)
	return papers.LedgerKnown{
		Known: papers.Known{Known: k.Known, Tests: tests}, Place: string(s.placeOf(home, saved.Preferences)), Provider: k.Provider,
		Pieces: store.Pieces(home.Leans(saved)),
	}, err
}

// handing is the command that hands everything over.
type handing struct {
	export
	folder string
}

func newHandover(s *session) *cobra.Command {
	h := &handing{export: export{session: s}}
	cmd := &cobra.Command{
		Use:   "handover FOLDER [CODE…]",
		Short: "Write the ledger and the bundle for a successor",
		Long: `Handover writes two files into a folder: the ledger, to be printed, and the
bundle with the mail servers, their passwords and what they lean on (further
certificate authorities, OAuth clients, providers of your own), encrypted under
a passphrase from --passphrase-file or asked for. Tell the passphrase by another
way. Whoever comes next gives the bundle to takeover.

Exit status: 0 written; 2 the command is wrong; 3 something here failed
(keyring, files).`,
		Example: `  todoku-cli handover usb-stick`,
		Args:    between(1, 1<<16),
		RunE: func(cmd *cobra.Command, args []string) error {
			h.folder = args[0]
			return h.run(cmd.Context(), args[1:])
		},
	}
	cmd.Flags().StringVar(&h.passphrase, "passphrase-file", "", "file with the passphrase of the bundle; - means standard input")
	h.addLang(cmd)
	return cmd
}

func (h *handing) run(ctx context.Context, codes []string) error {
	home, saved, err := h.load()
	if err != nil {
		return err
	}
	h.speak(saved.Preferences.Language)
	profiles, err := chosen(saved, codes)
	if err != nil {
		return err
	}
	if profiles = mailcore.InUse(profiles); len(profiles) == 0 {
		return refuse("cli.none-saved")
	}
	now := h.clock()
	sealed := "todoku-" + now.Format("20060102") + ".todoku"
	path := filepath.Join(h.folder, sealed)
	if _, err := os.Lstat(path); err == nil { // said before a passphrase is asked for
		return here(say("cli.write", "file", path, "reason", say("cli.exists")))
	}
	data, bundle, err := h.bundle(ctx, home, saved, profiles)
	if err != nil {
		return err
	}
	k, err := h.ledgerKnown(home, saved, now)
	if err != nil {
		return err
	}
	k.Without, k.Pieces = bundle.Without(), nil
	for _, piece := range bundle.Pieces() {
		k.Pieces = append(k.Pieces, string(piece))
	}
	ledger := papers.NewLedger(profiles, k)
	if err := os.MkdirAll(h.folder, 0o700); err != nil {
		return here(say("cli.write", "file", h.folder, "reason", withoutPath(err)))
	}
	for _, file := range []struct {
		name string
		data []byte
	}{
		{ledger.FileName(papers.HTML), ledger.As(papers.HTML)},
		{sealed, data},
	} {
		path := filepath.Join(h.folder, file.name)
		if err := writeNew(path, file.data); err != nil {
			return here(say("cli.write", "file", path, "reason", withoutPath(err)))
		}
		fmt.Fprintln(h.out, onOneLine(path))
	}
	return nil
}
