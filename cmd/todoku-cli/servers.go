package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/spf13/cobra"

	"todoku/access"
	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore"
	"todoku/mailcore/products"
	"todoku/store"
)

// newServers returns the commands that change the saved mail servers.
func newServers(s *session) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "servers",
		Short: "Add, change and delete saved mail servers",
		Long: `Servers changes the mail servers that the window and check know. What the
window or another command saves at the same time stays; only where both change
the same server the command is carried out on what is there by then.`,
		Args: between(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			cmd.SetOut(s.err)
			return errors.Join(cmd.Help(), &exit{status: wrong})
		},
	}
	cmd.AddCommand(newServersAdd(s), newServersEdit(s), newServersDelete(s))
	return cmd
}

// A keeping is a command that saves servers.
type keeping struct {
	*session
	output
	settings
	code, name string
	rename     bool // --code was given
	label      bool // --name was given
}

func newServersAdd(s *session) *cobra.Command {
	k := &keeping{session: s}
	cmd := &cobra.Command{
		Use:   "add",
		Short: "Save a new mail server",
		Long: `Add saves a new mail server with the settings of the flags, which are those of
check. Without --code it gets the next free one, which is printed.

Passwords come from files (a dash for standard input) and are kept where the
window keeps them, before the server is saved. One that is not given can follow
with 'todoku-cli passwords set CODE'.

Exit status: 0 saved; 2 the command or the settings are wrong, nothing was
saved; 3 something here failed (keyring, files).`,
		Example: `  todoku-cli servers add --code office --name Office --smtp mail.example.com:587 \
    --user taro@example.com --password-file pw.txt --from taro@example.com`,
		Args: between(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			k.take(cmd)
			return k.save(cmd.Context(), "")
		},
	}
	k.add(cmd)
	return cmd
}

func newServersEdit(s *session) *cobra.Command {
	k := &keeping{session: s}
	cmd := &cobra.Command{
		Use:   "edit CODE",
		Short: "Change a saved mail server",
		Long: `Edit changes the settings that flags name, which are those of check, and leaves
the rest. --code and --name rename the server. Passwords in files replace those
that are kept.

Exit status: 0 saved; 2 the command or the settings are wrong, nothing was
saved; 3 something here failed (keyring, files).`,
		Example: `  todoku-cli servers edit office --smtp mail.example.com:465 --encryption tls`,
		Args:    between(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			k.take(cmd)
			return k.save(cmd.Context(), args[0])
		},
	}
	k.add(cmd)
	return cmd
}

func (k *keeping) add(cmd *cobra.Command) {
	for _, f := range profileFlags() {
		f.addTo(cmd)
	}
	cmd.Flags().StringVar(&k.code, "code", "", "what the server is called on the command line")
	cmd.Flags().StringVar(&k.name, "name", "", "what people call it")
	k.output.add(cmd)
}

func (k *keeping) take(cmd *cobra.Command) {
	k.settings.take(cmd.Flags())
	k.rename, k.label = cmd.Flags().Changed("code"), cmd.Flags().Changed("name")
}

// save makes a new server for "", or changes the one with that code.
func (k *keeping) save(ctx context.Context, code string) error {
	home, saved, err := k.load()
	if err != nil {
		return err
	}
	k.policy = home.Policy()
	k.speak(saved.Preferences.Language)
	t, err := k.changed(saved, code)
	if err != nil {
		return err
	}
	keep, err := k.secrets(ctx, home, saved, &t)
	if err != nil {
		return err
	}
	now, err := k.alter(home, saved, func(saved *store.Settings) error {
		again, err := k.changed(*saved, code)
		if err != nil {
			return err
		}
		again.profile.ID = t.profile.ID
		saved.Profiles = put(saved.Profiles, again.profile)
		return nil
	})
	if err != nil {
		if code == "" && len(keep) > 0 { // it leaves no password behind
			err = errors.Join(err, store.ForgetSecrets(ctx, k.place(home, saved), []mailcore.Profile{t.profile}))
		}
		return err
	}
	k.sayMended(k.session)
	if len(keep) > 0 { // somebody has looked at its password
		err = home.Attempts().Look(loginsOf(t.profile))
	}
	i := slices.IndexFunc(now.Profiles, func(p mailcore.Profile) bool { return p.ID == t.profile.ID })
	return errors.Join(k.tell(home, now.Profiles[i], code == ""), here(err))
}

// changed returns the server as it is to be saved.
func (k *keeping) changed(saved store.Settings, code string) (target, error) {
	t, err := k.target(saved, code)
	if err != nil {
		return t, err
	}
	p := &t.profile
	if k.label {
		p.Name = k.name
	}
	if k.rename {
		p.Code = k.code
	}
	*p = p.Normalised()
	p.ID = cmp.Or(p.ID, uuid.NewString())
	if p.Code == "" {
		p.Code = freeCode(saved.Profiles)
	}
	if slices.ContainsFunc(saved.Profiles, func(q mailcore.Profile) bool { return q.ID != p.ID && q.Code == p.Code }) {
		return t, refuse("cli.code-taken", "code", p.Code)
	}
	if p.Outgoing.Host == "" && p.Incoming.Protocol == "" {
		return t, refuse("cli.no-host")
	}
	return t, k.judge(*p)
}

// judge refuses settings that cannot be: each is said, the last by the error.
func (k *keeping) judge(p mailcore.Profile) error {
	problems := mailcore.Errors(products.Problems(p, ""))
	for i, problem := range problems {
		about := say("cli.problem", "flag", flagOf(problem.Field), "text", words.Problem(problem))
		if i == len(problems)-1 {
			return &exit{wrong, about}
		}
		_ = k.say(about)
	}
	return nil
}

func freeCode(profiles []mailcore.Profile) string {
	for n := 1; ; n++ {
		code := words.Code(n)
		if !slices.ContainsFunc(profiles, func(p mailcore.Profile) bool { return p.Code == code }) {
			return code
		}
	}
}

// put replaces the server of the same ID, or appends.
func put(profiles []mailcore.Profile, p mailcore.Profile) []mailcore.Profile {
	profiles = slices.Clone(profiles)
	for i := range profiles {
		if profiles[i].ID == p.ID {
			profiles[i] = p
			return profiles
		}
	}
	return append(profiles, p)
}

// secrets keeps the passwords that are in files, and returns their keys.
func (k *keeping) secrets(ctx context.Context, home *store.Store, saved store.Settings, t *target) ([]string, error) {
	if k.files["token-file"] != "" {
		return nil, refuse("cli.no-token")
	}
	read := map[string]mailcore.Secret{}
	for _, side := range t.profile.Secrets() {
		file := t.files[side.Side]
		if file == "" {
			continue
		}
		if _, known := read[file]; !known {
			secret, err := readSecret(ctx, file, k.in)
			if err != nil {
				return nil, err
			}
			read[file] = secret
		}
		*side.At = read[file]
	}
	if len(read) == 0 {
		return nil, nil
	}
	if saved.Preferences.Secrets == store.AskStore {
		return nil, refuse("cli.kept-nowhere")
	}
	return access.Keys(t.profile.ID), here(store.KeepSecrets(ctx, k.place(home, saved), []mailcore.Profile{t.profile}))
}

// alter edits the settings and saves them, on top of what others save at the
// same time.
func (s *session) alter(home *store.Store, saved store.Settings, edit func(*store.Settings) error) (store.Settings, error) {
	for try := 0; ; try++ {
		before := saved
		if err := edit(&saved); err != nil {
			return saved, err
		}
		now, err := home.SaveSince(before, saved)
		if !errors.Is(err, store.ErrChanged) || try == 3 {
			return now, here(err)
		}
		if saved, err = home.Load(); err != nil {
			return saved, here(err)
		}
	}
}

// tell says what was saved, and prints it where JSON is wanted.
func (k *keeping) tell(home *store.Store, p mailcore.Profile, fresh bool) error {
	if k.format == "json" {
		printed, err := jsonProfiles(home, []mailcore.Profile{p}, time.Now())
		if err == nil {
			writeJSON(k.out, printed[0])
		}
		return err
	}
	key := "cli.server-changed"
	if fresh {
		key = "cli.server-added"
	}
	fmt.Fprintln(k.out, onOneLine(assets.Text(key, "code", p.Code)))
	return nil
}

func newServersDelete(s *session) *cobra.Command {
	var o output
	cmd := &cobra.Command{
		Use:   "delete CODE…",
		Short: "Delete saved mail servers, and forget their passwords",
		Long: `Delete deletes the mail servers with those codes, and forgets their passwords.
Past tests stay in the history. Gmail and Exchange Online stay in the list.

Exit status: 0 deleted; 2 the command is wrong, nothing was deleted; 3 something
here failed (keyring, files).`,
		Example: `  todoku-cli servers delete office branch`,
		Args:    between(1, 1000),
		RunE: func(cmd *cobra.Command, codes []string) error {
			return deleteServers(cmd.Context(), s, &o, codes)
		},
	}
	o.add(cmd)
	return cmd
}

func deleteServers(ctx context.Context, s *session, o *output, codes []string) error {
	home, saved, err := s.load()
	if err != nil {
		return err
	}
	o.speak(saved.Preferences.Language)
	var gone []mailcore.Profile
	_, err = s.alter(home, saved, func(saved *store.Settings) (err error) {
		gone, err = deletable(*saved, codes)
		saved.Profiles = slices.DeleteFunc(slices.Clone(saved.Profiles), func(p mailcore.Profile) bool {
			return slices.ContainsFunc(gone, func(q mailcore.Profile) bool { return q.ID == p.ID })
		})
		return err
	})
	if err != nil {
		return err
	}
	deleted := jsonDeleted{Deleted: []string{}}
	for _, p := range gone {
		deleted.Deleted = append(deleted.Deleted, p.Code)
	}
	if o.format == "json" {
		writeJSON(s.out, deleted)
	} else {
		fmt.Fprintln(s.out, onOneLine(assets.Text("cli.server-deleted", "codes", strings.Join(deleted.Deleted, ", "))))
	}
	if err := forget(ctx, s.place(home, saved), gone); err != nil {
		return here(say("cli.not-forgotten", "reason", err))
	}
	return nil
}

// A jsonDeleted is what servers delete --format json prints.
type jsonDeleted struct {
	Deleted []string `json:"deleted"` // codes
}

// deletable returns the servers with those codes, none twice.
func deletable(saved store.Settings, codes []string) (gone []mailcore.Profile, err error) {
	for _, code := range codes {
		p, err := find(saved, code)
		switch {
		case err != nil:
			return nil, err
		case p.Fixed():
			return nil, refuse("cli.fixed", "code", p.Code)
		case !slices.ContainsFunc(gone, func(q mailcore.Profile) bool { return q.ID == p.ID }):
			gone = append(gone, p)
		}
	}
	return gone, nil
}

// forget deletes all that is kept for servers that are gone. A computer without
// a keyring keeps nothing in it.
func forget(ctx context.Context, secrets store.Secrets, gone []mailcore.Profile) error {
	return store.Together(ctx, func(ctx context.Context) error {
		for _, p := range gone {
			for _, key := range access.Keys(p.ID) {
				if err := secrets.Delete(ctx, key); err != nil && !errors.Is(err, store.ErrKeyringUnavailable) {
					return err
				}
			}
		}
		return nil
	})
}
