package main

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"todoku/assets/papers"
	"todoku/mailcore"
	"todoku/mailcore/exchange"
	"todoku/store"
)

// taking is the command that takes over what handover wrote.
type taking struct {
	*session
	paper
	bundle, passphrase string
	jobs               int
}

func newTakeover(s *session) *cobra.Command {
	t := &taking{session: s}
	cmd := &cobra.Command{
		Use:   "takeover BUNDLE",
		Short: "Take over mail servers: import, prove all, write the receipt",
		Long: `Takeover goes through the checklist of a hand-over: it imports the bundle as
import does, looks whether the certificate authorities and OAuth clients that
the servers need are here, tests every server from this computer, and writes the
receipt, for both to sign. What is still open is marked there; takeover can be
run again.

Exit status: 0 everything is here and passes; 1 something is open; 2 the command
or the bundle is wrong, nothing was saved; 3 something here failed (keyring,
files).`,
		Example: `  todoku-cli takeover todoku-20260401.todoku --format html --output receipt.html`,
		Args:    between(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			t.bundle = args[0]
			return t.run(cmd.Context())
		},
	}
	cmd.Flags().StringVar(&t.passphrase, "passphrase-file", "", "file with the passphrase of the bundle")
	cmd.Flags().IntVar(&t.jobs, "jobs", 8, "how many servers are tested at a time")
	t.paper.add(cmd, papers.ReceiptFormats)
	return cmd
}

func (t *taking) run(ctx context.Context) error {
	ids, err := t.imported(ctx)
	if err != nil {
		return err
	}
	if err := t.prove(ctx, ids); err != nil {
		return err
	}
	home, saved, err := t.load() // with what the tests proved
	if err != nil {
		return err
	}
	saved.Profiles = those(saved.Profiles, ids)
	receipt := papers.NewReceipt(saved.Profiles, leans(home, saved), t.clock())
	if err := t.write(t.session, receipt.As(papers.Format(t.format))); err != nil {
		return err
	}
	if !receipt.OK {
		return &exit{status: failed}
	}
	return nil
}

// imported imports the bundle, and returns the IDs of its servers as they are
// here.
func (t *taking) imported(ctx context.Context) (ids []string, err error) {
	if t.jobs < 1 {
		return nil, refuse("cli.jobs")
	}
	home, saved, err := t.load()
	if err != nil {
		return nil, err
	}
	t.speak(saved.Preferences.Language)
	if saved.Preferences.Secrets == store.AskStore { // the passwords would be lost
		return nil, refuse("cli.takeover.ask")
	}
	i := &importing{session: t.session, file: t.bundle, passphrase: t.passphrase, as: bundleFormat}
	plan, format, err := i.plan(ctx, home, saved)
	if err != nil {
		return nil, err
	}
	if shown := i.shown(format, plan); !shown.OK {
		i.problems(shown)
		return nil, &exit{status: wrong}
	}
	if len(plan) == 0 {
		return nil, inWords(&exchange.Error{Code: "empty"})
	}
	if err := i.save(ctx, home, saved, plan); err != nil {
		return nil, err
	}
	for _, p := range plan {
		ids = append(ids, p.Profile.ID)
	}
	return ids, nil
}

// prove tests the servers, each as far as its products need.
func (t *taking) prove(ctx context.Context, ids []string) error {
	c := &check{session: t.session, checkOptions: checkOptions{all: true, jobs: t.jobs, output: t.output}}
	if err := c.open(true); err != nil {
		return err
	}
	c.saved.Profiles = those(c.saved.Profiles, ids)
	all, err := c.crowd()
	if err != nil {
		return err
	}
	if err := all.run(ctx, func(*candidate) {}); err != nil {
		return err
	}
	for _, one := range all.all {
		if one.status() != passed {
			_ = t.say(say("cli.takeover.open", "code", one.profile.Code, "reason", onOneLine(one.how)))
		}
	}
	all.sayUnkept()
	return nil
}

// those are the servers with the IDs.
func those(profiles []mailcore.Profile, ids []string) []mailcore.Profile {
	return slices.DeleteFunc(slices.Clone(profiles), func(p mailcore.Profile) bool { return !slices.Contains(ids, p.ID) })
}

// leans are what the servers lean on, for a receipt.
func leans(home *store.Store, saved store.Settings) []papers.ReceiptLean {
	all := []papers.ReceiptLean{}
	for _, l := range home.Leans(saved) {
		all = append(all, papers.ReceiptLean{Kind: string(l.Piece), Text: l.Name(), There: l.There})
	}
	return all
}
