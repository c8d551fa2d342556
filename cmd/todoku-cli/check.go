package main

import (
	"cmp"
	"context"
	"strings"

	"github.com/spf13/cobra"

	"todoku/assets"
	"todoku/mailcore"
	"todoku/mailcore/steps"
	"todoku/store"
)

// check is the command that carries out a test.
type check struct {
	*session
	settings
	output
	scope  choice
	all    bool
	jobs   int // of --all that run at a time
	noSave bool
	home   *store.Store // nil where there is none and none is needed
	saved  store.Settings
}

func newCheck(s *session) *cobra.Command {
	c := &check{session: s}
	cmd := &cobra.Command{
		Use:   "check [CODE]",
		Short: "Test a mail server",
		Long: `Check tests a mail server step by step and says what is wrong.

It tests the server that sends (--smtp), the one that receives (--imap or
--pop3, scope receive: log in, count, tell messages apart), or the way from one
to the other (scope roundtrip: send a test mail and look for it until --wait is
over). Nothing is ever deleted or marked as read.

CODE is a mail server saved by the Todoku window; flags change its settings for
this test only. Without CODE the flags say everything.

A password is never given on the command line: it comes from a file (a dash
for standard input), for a saved mail server from where the window keeps it, or
is asked for. What is saved belongs to the saved account, so with --user or
--in-user it does not count. Where passwords are kept under a passphrase,
TODOKU_PASSPHRASE_FILE names a file with it; a computer without a keyring, such
as a server, keeps them so wherever that is set.

Where the window has signed in with Google or Microsoft, an access token is
fetched by what it was granted; --token-file brings one from elsewhere.

A side for which neither a flag nor the saved mail server names an account logs
in with the account and the password of the other side. --auth none says that
the sending server wants none.

With --all every saved mail server is tested, by default as far as the login,
--jobs of them at a time but never two on one host. Passwords that are kept
nowhere are not asked for. The end says which servers passed last time and fail
now; --format json prints one object with a list of the servers.

The test is added to the history unless --no-save is given.

Exit status, with --all the highest of any server: 0 every step passed; 1 a
step failed; 2 the command or the settings are wrong, nothing was sent; 3
something here failed (keyring, files).`,
		Example: `  # a saved mail server, for a scheduler
  todoku-cli check office --format json

  # all saved mail servers, and what broke since last time
  todoku-cli check --all

  # log in, send nothing
  todoku-cli check --smtp mail.example.com:587 --user taro --password-file pw.txt

  # send a test mail over TLS, the password from a pipe
  printf %s "$PASSWORD" | todoku-cli check --smtp mail.example.com:465 \
    --user taro --password-file - --from taro@example.com --to hanako@example.com

  # POP before SMTP
  todoku-cli check --smtp mail.example.com:587 --encryption starttls --auth none \
    --pop-before-smtp --pop-user taro --pop-password-file pw.txt --pop-auth apop \
    --from taro@example.com --to hanako@example.com

  # the receiving server alone
  todoku-cli check --imap imap.example.com --in-user taro --in-password-file pw.txt

  # send, and find the mail again
  todoku-cli check --smtp mail.example.com --pop3 mail.example.com --wait 2m \
    --user taro@example.com --password-file pw.txt --from taro@example.com`,
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			if c.all || c.given("jobs") {
				return c.everything(cmd.Context(), args)
			}
			return c.run(cmd.Context(), strings.Join(args, ""))
		},
	}
	c.settings.add(cmd)
	pick(cmd, &c.scope, "scope", "how far to go (default receive with --imap or --pop3, roundtrip with --smtp too, send with --to, login with --user, else connect)", mailcore.Scopes)
	c.output.add(cmd)
	cmd.Flags().BoolVar(&c.all, "all", false, "test every saved mail server (default scope login)")
	cmd.Flags().IntVar(&c.jobs, "jobs", 8, "with --all, how many are tested at a time")
	cmd.Flags().BoolVar(&c.noSave, "no-save", false, "keep no record in the history")
	return cmd
}

func (c *check) run(ctx context.Context, code string) error {
	if err := c.open(code != "" || !c.noSave); err != nil {
		return err
	}
	p, err := c.profile(c.saved, code)
	if err != nil {
		return err
	}
	scope := c.reach(&p)
	tester, end, err := c.tester(ctx, &p)
	if err != nil {
		return err
	}
	defer end()
	if err := c.passwords(ctx, &p, scope); err != nil {
		return err
	}
	return c.test(ctx, tester, steps.NewPlan(p, scope))
}

// tester returns who tests p. For a profile that is there to practise with it
// starts the practice server, as the window does; the caller must call end.
func (c *check) tester(ctx context.Context, p *mailcore.Profile) (t *steps.Tester, end func() error, err error) {
	if p.Practice && !c.given("smtp") && !c.given("imap") && !c.given("pop3") {
		return rehearsing(ctx, p)
	}
	roots, err := c.roots(c.saved.Preferences.Roots)
	return &steps.Tester{Roots: roots}, func() error { return nil }, err
}

// open reads what the window saved. A test that needs nothing of it does not
// fail where there is no folder.
func (c *check) open(needed bool) error {
	home, saved, err := c.load()
	if err != nil && home == nil && !needed {
		err = nil
	}
	c.home, c.saved = home, saved
	c.speak(saved.Preferences.Language)
	return err
}

// load opens the store and reads its settings.
func (s *session) load() (*store.Store, store.Settings, error) {
	home, err := store.Open(s.env("TODOKU_HOME"))
	if err != nil {
		return nil, store.Settings{}, here(err)
	}
	saved, err := home.Load()
	return home, saved, here(err)
}

func (c *check) test(ctx context.Context, tester *steps.Tester, plan steps.Plan) error {
	problems := mailcore.Errors(plan.Profile.Check(plan.Scope))
	view := c.view(c.session)
	report := tester.Run(ctx, plan, view.show)
	view.end(report, problems)
	switch {
	case len(problems) > 0: // nothing was tested
		return &exit{status: wrong}
	case c.noSave:
		return verdict(report)
	}
	if err := c.home.Append(report); err != nil {
		c.say(err)
		return cmp.Or(verdict(report), error(&exit{status: broken})) // what the test found matters more
	}
	return verdict(report)
}

func verdict(r mailcore.Report) error {
	if r.OK() {
		return nil
	}
	return &exit{status: failed}
}

// output are the flags that say how a report is printed.
type output struct {
	format, lang choice
}

func (o *output) add(cmd *cobra.Command) {
	o.format.value = "text"
	pick(cmd, &o.format, "format", "how to print the result", []string{"text", "json"})
	o.addLang(cmd)
}

func (o *output) addLang(cmd *cobra.Command) {
	pick(cmd, &o.lang, "lang", "language of the result (default that of the window, or of the system)", assets.Languages)
}

// speak chooses the language.
func (o *output) speak(preferred string) {
	if o.lang.value != "" {
		preferred = o.lang.value
	}
	assets.SetLanguage(preferred)
}
