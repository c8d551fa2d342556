package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"todoku/access"
	"todoku/assets"
	"todoku/mailcore"
	"todoku/store"
)

// newPasswords returns the commands about passwords.
func newPasswords(s *session) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "passwords",
		Short: "Keep the passwords of saved mail servers",
		Long: `Passwords keeps what saved mail servers log in with, in the place that the
window uses. None is ever printed.`,
		Args: between(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			cmd.SetOut(s.err)
			return errors.Join(cmd.Help(), &exit{status: wrong})
		},
	}
	cmd.AddCommand(newPasswordsSet(s))
	return cmd
}

// A setting is the command that keeps passwords.
type setting struct {
	*session
	output
	files map[mailcore.Side]*secretFile
}

// passwordFlags name the flag for the password of each side.
var passwordFlags = []struct {
	side       mailcore.Side
	name, help string
}{
	{mailcore.OutgoingSide, "password-file", "file with the password for sending; - means standard input"},
	{mailcore.IncomingSide, "in-password-file", "file with the password for receiving, where it is another one"},
	{mailcore.BeforeSide, "pop-password-file", "file with the password of POP before SMTP, where it is another one"},
}

func newPasswordsSet(s *session) *cobra.Command {
	p := &setting{session: s, files: map[mailcore.Side]*secretFile{}}
	cmd := &cobra.Command{
		Use:   "set CODE",
		Short: "Keep the password of a saved mail server",
		Long: `Set keeps passwords for the mail server with that code: those of the files, or
without a file each that its logins need, which is asked for. An empty password
is forgotten. Where the account had been refused in a row, it says how often, and
the watch and monitoring try it again.

Exit status: 0 kept; 2 the command is wrong; 3 something here failed (keyring,
files).`,
		Example: `  todoku-cli passwords set office
  todoku-cli passwords set office --password-file pw.txt
  printf %s "$PASSWORD" | todoku-cli passwords set office --password-file -`,
		Args: between(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error { return p.run(cmd.Context(), args[0]) },
	}
	for _, f := range passwordFlags {
		p.files[f.side] = new(secretFile)
		cmd.Flags().Var(p.files[f.side], f.name, f.help)
	}
	p.output.add(cmd)
	return cmd
}

func (s *setting) run(ctx context.Context, code string) error {
	home, saved, err := s.load()
	if err != nil {
		return err
	}
	s.speak(saved.Preferences.Language)
	p, err := find(saved, code)
	switch {
	case err != nil:
		return err
	case saved.Preferences.Secrets == store.AskStore:
		return refuse("cli.kept-nowhere")
	}
	sides, err := s.given(ctx, &p)
	if err != nil {
		return err
	}
	place := s.place(home, saved)
	err = store.Together(ctx, func(ctx context.Context) error {
		for _, side := range sides {
			if err := place.Set(ctx, store.ProfileKey(p.ID, string(side)), *passwordAt(&p, side)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return here(say("cli.not-kept", "reason", err))
	}
	n, err := s.looked(home, p)
	if s.format == "json" {
		writeJSON(s.out, jsonKept{subject(p, "", ""), sides})
		return here(err)
	}
	fmt.Fprintln(s.out, onOneLine(assets.Text("cli.kept", "code", p.Code)))
	if n > 0 {
		fmt.Fprintln(s.out, assets.Text("cli.kept-refused", "n", n, "most", store.MostUnseen))
	}
	return here(err)
}

// looked notes that somebody has looked at the accounts of p, and returns how
// often one of them had been refused in a row.
func (s *setting) looked(home *store.Store, p mailcore.Profile) (n int, err error) {
	attempts := home.Attempts()
	return attempts.MostInRow(loginsOf(p)), attempts.Look(loginsOf(p))
}

// A jsonKept is what passwords set --format json prints.
type jsonKept struct {
	jsonSubject
	Kept []mailcore.Side `json:"kept"`
}

// given fills in the passwords from files, or else from the person, and returns
// the sides that have one now.
func (s *setting) given(ctx context.Context, p *mailcore.Profile) (sides []mailcore.Side, err error) {
	if sides, err = s.fromFiles(ctx, p); err != nil || len(sides) > 0 {
		return alike(p, sides), err
	}
	sides = needed(*p)
	t := &target{profile: *p}
	for _, side := range sides {
		_, question := t.question(side)
		secret, err := s.question(ctx, question)
		if err != nil {
			return nil, here(err)
		}
		*passwordAt(p, side) = secret
	}
	if len(sides) == 0 {
		return nil, refuse("cli.no-password-needed", "code", p.Code)
	}
	return alike(p, sides), nil
}

// alike gives the other side the same password where both log in with the same
// account.
func alike(p *mailcore.Profile, sides []mailcore.Side) []mailcore.Side {
	for _, pair := range [][2]mailcore.Side{{mailcore.OutgoingSide, mailcore.IncomingSide}, {mailcore.IncomingSide, mailcore.OutgoingSide}} {
		if access.Shared(*p) && slices.Contains(sides, pair[0]) && !slices.Contains(sides, pair[1]) {
			*passwordAt(p, pair[1]) = *passwordAt(p, pair[0])
			return append(sides, pair[1])
		}
	}
	return sides
}

func (s *setting) fromFiles(ctx context.Context, p *mailcore.Profile) (sides []mailcore.Side, err error) {
	input := ""
	for _, f := range passwordFlags {
		file := s.files[f.side].String()
		switch {
		case file == "":
			continue
		case file == "-" && input != "":
			return nil, refuse("cli.one-input", "one", "--"+input, "other", "--"+f.name)
		case file == "-":
			input = f.name
		}
		if *passwordAt(p, f.side), err = readSecret(ctx, file, s.in); err != nil {
			return nil, err
		}
		sides = append(sides, f.side)
	}
	return sides, nil
}

// needed lists the sides that have a password of their own.
func needed(p mailcore.Profile) []mailcore.Side {
	scope := mailcore.LoginScope
	switch {
	case p.Outgoing.Host == "" || p.Outgoing.BuiltIn:
		scope = mailcore.ReceiveScope
	case p.Incoming.Protocol != "":
		scope = mailcore.RoundTripScope
	}
	for _, s := range p.Secrets() {
		*s.At = ""
	}
	return access.Missing(p, scope)
}

// passwordAt is where a profile has the password of a side.
func passwordAt(p *mailcore.Profile, side mailcore.Side) *mailcore.Secret {
	for _, s := range p.Secrets() {
		if s.Side == side {
			return s.At
		}
	}
	return new(mailcore.Secret)
}
