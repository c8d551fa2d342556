package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"todoku/access"
	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore"
	"todoku/mailcore/products"
	"todoku/store"
	"todoku/watch"
	"todoku/watch/schedule"
)

// An installation is the command that sets the watch up.
type installation struct {
	*session
	output
	codes     []string
	all       bool
	beat      string // as the flag has it
	watch     store.Watch
	scheduler string
	show      bool
	home      *store.Store
	saved     store.Settings
}

// noHeartBeat is for whoever wants no mail each week any more.
const noHeartBeat = "none"

// noScheduler is for whoever starts "watch run" by other means.
const noScheduler = "none"

func newWatchInstall(s *session) *cobra.Command {
	i := &installation{session: s, watch: store.NewWatch()}
	cmd := &cobra.Command{
		Use:   "install",
		Short: "Have the system watch saved mail servers",
		Long: `Install writes an entry for the scheduler of this system and switches it on: a
timer of the user's systemd, a task of Windows, an agent of launchd, or lines of
the crontab. A time at which the computer was off is made up later. Run it again
to change something; what is not named stays as it is.

Before that it reads the passwords in the way in which the watch will: nobody can
be asked then. A keyring is open only while its user is signed in; a vault opens
with --passphrase-file at any time.

Exit status: 0 the watch is set up; 2 the command is wrong; 3 the passwords cannot
be read, or the scheduler refuses.`,
		Example: `  todoku-cli watch install --every 6 --at 07:30
  todoku-cli watch install --server office --server gmail --heartbeat mon
  todoku-cli watch install --passphrase-file ~/.config/todoku/passphrase
  todoku-cli watch install --show`,
		Args: between(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := exclusive(cmd, "all", "server"); err != nil {
				return err
			}
			return i.run(cmd.Context(), cmd.Flags().Changed)
		},
	}
	f := cmd.Flags()
	f.BoolVar(&i.all, "all", false, "watch all mail servers, as at first")
	f.StringArrayVar(&i.codes, "server", nil, "watch the mail server with this `CODE`; may be repeated")
	pick(cmd, &i.watch.Scope, "scope", "how far each test goes (default logins: both logins)", watch.Scopes)
	f.IntVar(&i.watch.Every, "every", 24, "hours between two rounds: 1, 2, 3, 4, 6, 8, 12 or 24")
	f.StringVar(&i.watch.At, "at", "07:00", "one of the times of the day, as `HH:MM`")
	f.BoolVar(&i.watch.Mail, "mail", true, "tell changes by mail to the addresses in the field notify")
	pick(cmd, &i.beat, "heartbeat", "a mail each week on this day that says that the watch is alive", append([]string{noHeartBeat}, store.Weekdays...))
	f.StringVar(&i.watch.Passphrase, "passphrase-file", "", "`file` with the passphrase of the vault (default what TODOKU_PASSPHRASE_FILE names)")
	kinds := []string{noScheduler}
	for _, kind := range schedule.Kinds {
		kinds = append(kinds, string(kind))
	}
	pick(cmd, &i.scheduler, "scheduler", "who starts it (default what this system has)", kinds)
	f.BoolVar(&i.show, "show", false, "only print what would be written")
	i.output.add(cmd)
	return cmd
}

func (i *installation) run(ctx context.Context, named func(flag string) bool) (err error) {
	if i.home, i.saved, err = i.load(); err != nil {
		return err
	}
	i.speak(i.saved.Preferences.Language)
	i.keep(named)
	if err := i.choose(); err != nil {
		return err
	}
	kind, err := i.kind(ctx)
	if err != nil {
		return err
	}
	var report strings.Builder
	if err := i.readable(ctx, kind, &report); err != nil {
		return err
	}
	program, err := os.Executable()
	if err != nil {
		return here(err)
	}
	entry := watchEntry(i.home, i.watch, program)
	if i.show {
		return i.printFiles(kind, entry)
	}
	files, err := i.install(ctx, kind, entry)
	if err != nil {
		return err
	}
	set := "cli.watch.installed"
	if kind == "" {
		set = "cli.watch.by-hand"
	}
	if i.format == "json" {
		return i.done(i.output, set, "when", words.Moment(i.watch.Next(i.clock())))
	}
	fmt.Fprintln(i.out, assets.Text(set, "when", words.Moment(i.watch.Next(i.clock()))))
	for _, f := range files {
		if f.Path != "" {
			fmt.Fprintln(i.out, "  "+onOneLine(f.Path))
		}
	}
	fmt.Fprint(i.out, report.String())
	i.told()
	i.printRule(i.out)
	return nil
}

// keep takes what no flag names from the watch that is there.
func (i *installation) keep(named func(flag string) bool) {
	if i.watch.HeartBeat = i.beat; i.beat == noHeartBeat {
		i.watch.HeartBeat = ""
	}
	before, err := i.home.Watch()
	if err != nil {
		return
	}
	for flag, take := range map[string]func(){
		"scope":           func() { i.watch.Scope = before.Scope },
		"every":           func() { i.watch.Every = before.Every },
		"at":              func() { i.watch.At = before.At },
		"mail":            func() { i.watch.Mail = before.Mail },
		"heartbeat":       func() { i.watch.HeartBeat = before.HeartBeat },
		"passphrase-file": func() { i.watch.Passphrase = before.Passphrase },
		"scheduler":       func() { i.scheduler = cmp.Or(before.Scheduler, noScheduler) },
	} {
		if !named(flag) {
			take()
		}
	}
	if !named("server") && !i.all {
		i.watch.Servers = before.Servers
	}
}

// choose takes from the flags what is watched.
func (i *installation) choose() error {
	for _, code := range i.codes {
		p, err := find(i.saved, code)
		if err != nil {
			return err
		}
		i.watch.Servers = append(i.watch.Servers, p.ID)
	}
	if !slices.Contains(store.WatchHours, i.watch.Every) {
		return refuse("cli.watch.every")
	}
	if _, err := time.Parse("15:04", i.watch.At); err != nil || len(i.watch.At) != len("07:00") {
		return refuse("cli.watch.at")
	}
	if len(watch.Chosen(i.watch, i.saved.Profiles)) == 0 {
		return refuse(noneWatched(i.saved))
	}
	if i.watch.Passphrase == "" {
		i.watch.Passphrase = i.env("TODOKU_PASSPHRASE_FILE")
	}
	if i.watch.Passphrase != "" {
		path, err := filepath.Abs(i.watch.Passphrase)
		if err != nil {
			return here(err)
		}
		i.watch.Passphrase = path
	}
	i.watch.Language = assets.Language()
	return nil
}

// kind is who starts the watch; "" where nobody does.
func (i *installation) kind(ctx context.Context) (schedule.Kind, error) {
	switch {
	case i.scheduler == noScheduler:
		return "", nil
	case i.scheduler != "":
		return schedule.Kind(i.scheduler), nil
	}
	kind, err := schedule.Usual(ctx)
	if err != nil {
		return "", here(say("cli.watch.no-scheduler"))
	}
	return kind, nil
}

func (i *installation) printFiles(kind schedule.Kind, e schedule.Entry) error {
	if kind == "" {
		return nil
	}
	files, err := i.session.scheduler(kind).Files(e)
	if err != nil {
		return here(err)
	}
	for _, f := range files {
		path := f.Path
		if path == "" {
			path = "crontab"
		}
		fmt.Fprintf(i.out, "# %s\n%s\n", onOneLine(path), f.Text)
	}
	return nil
}

// install saves how servers are watched, then has the scheduler start it; where
// that fails everything is as before.
func (i *installation) install(ctx context.Context, kind schedule.Kind, e schedule.Entry) ([]schedule.File, error) {
	before, err := i.home.Watch()
	known := err == nil
	moved := func() {
		if known && before.Scheduler != "" && before.Scheduler != string(kind) {
			_ = i.session.scheduler(schedule.Kind(before.Scheduler)).Remove(ctx, e) // it may be gone
		}
	}
	i.watch.Scheduler = string(kind)
	if err := i.home.SaveWatch(i.watch); err != nil {
		return nil, here(err)
	}
	if kind == "" {
		moved()
		return nil, nil
	}
	files, err := i.session.scheduler(kind).Install(ctx, e)
	if err == nil {
		moved()
		return files, nil
	}
	if known {
		err = errors.Join(err, i.home.SaveWatch(before))
	} else {
		err = errors.Join(err, i.home.EndWatch())
	}
	if missing, ok := errors.AsType[*exec.Error](err); ok {
		err = say("cli.watch.no-tool", "tool", missing.Name)
	}
	return nil, here(say("cli.watch.not-installed", "reason", err))
}

// readable reads the passwords as the watch will, and says where they are.
func (i *installation) readable(ctx context.Context, kind schedule.Kind, report io.Writer) error {
	place := i.saved.Preferences.Secrets
	if i.watch.Scope == mailcore.ConnectScope {
		return nil
	}
	switch {
	case place == store.AskStore:
		return refuse("cli.watch.kept-nowhere")
	case i.watch.Passphrase == "" && place == store.VaultStore:
		return here(say("cli.watch.no-passphrase"))
	case i.watch.Passphrase == "" && kind == schedule.Cron:
		return here(say("cli.watch.cron-keyring"))
	}
	secrets := i.watcher(i.watch.Passphrase).unlocked(ctx, i.home, i.saved)
	var lacking []string
	for _, p := range watch.Chosen(i.watch, i.saved.Profiles) {
		login := access.New(p, secrets, i.saved.Preferences)
		if products.Testable(p, i.watch.Scope) != nil || login.Granted(i.watch.Scope) {
			continue
		}
		_, err := login.Unattended(ctx, i.watch.Scope)
		none, _ := errors.AsType[*mailcore.NoTest](err)
		switch {
		case err == nil:
		case none != nil && none.Reason == mailcore.NoPassword:
			lacking = append(lacking, p.Code)
		default:
			return here(say("cli.watch.closed", "reason", errors.Unwrap(err)))
		}
	}
	key := "cli.watch.open.keyring"
	if i.watch.Passphrase != "" {
		key = "cli.watch.open.vault"
	}
	fmt.Fprintln(report, assets.Text(key))
	if len(lacking) > 0 {
		fmt.Fprintln(report, onOneLine(assets.Text("cli.watch.lacking", "codes", strings.Join(lacking, ", "))))
	}
	if kind == schedule.Systemd {
		fmt.Fprintln(report, assets.Text("cli.watch.linger"))
	}
	return nil
}

// told says who is told by mail.
func (i *installation) told() {
	w := watch.Watch{Settings: i.watch, Saved: i.saved}
	switch to := w.Addresses(); {
	case !i.watch.Mail:
	case len(to) == 0:
		fmt.Fprintln(i.out, assets.Text("cli.watch.no-address"))
	default:
		fmt.Fprintln(i.out, onOneLine(assets.Text("cli.watch.addresses", "to", strings.Join(to, ", "))))
	}
}

// printRule says how accounts are spared.
func (s *session) printRule(out io.Writer) {
	fmt.Fprintf(out, "\n%s\n", assets.Text("cli.watch.rule", "n", store.MostUnseen))
}
