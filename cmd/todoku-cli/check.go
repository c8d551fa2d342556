package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"todoku/mailcore"
)

// newCheck returns the command that carries out a test by run.
func newCheck(s *session, run func(context.Context, *session, checkOptions) error) *cobra.Command {
	var o checkOptions
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

Servers lock accounts that are refused again and again. An account that was
refused three times in the last 30 minutes, by this command or by the window, is
not tried once more (exit status 2; --all leaves its servers out) unless
--try-anyway is given. A login that succeeds ends that.

For monitoring, --format nagios prints one line with performance data and ends
with 0, 1, 2 or 3 as plugins do, and --format openmetrics prints gauges for
Prometheus; with -o the file is replaced whole, as the textfile collector of the
node exporter wants it. Nobody is there then: an account that was refused twice
in a row, whenever that was, is not tried again until a login succeeds or
"todoku-cli watch resume" is run.

Exit status: 0 every step passed; 1 a step failed; 2 the command or the settings
are wrong, nothing was sent; 3 something here failed (keyring, files). With --all
1 if a server failed, else the highest of any.`,
		Example: `  # a saved mail server, for a scheduler
  todoku-cli check office --format json

  # for a monitoring system
  todoku-cli check office --format nagios --warning 14d,5s --critical 3d,20s
  todoku-cli check --all --format openmetrics -o /var/lib/node_exporter/todoku.prom

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
		Args:              between(0, 1),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.code = strings.Join(args, "")
			o.take(cmd.Flags())
			if err := o.sensible(cmd.Flags()); err != nil {
				return err
			}
			return o.into(cmd.Context(), s, func(s *session) error { return run(cmd.Context(), s, o) })
		},
	}
	o.settings.add(cmd)
	pick(cmd, &o.scope, "scope", "how far to go (default receive with --imap or --pop3, roundtrip with --smtp too, send with --to, login with --user, else connect)", mailcore.Scopes)
	o.addMonitor(cmd)
	cmd.Flags().BoolVar(&o.all, "all", false, "test every saved mail server (default scope login)")
	cmd.Flags().IntVar(&o.jobs, "jobs", 8, "with --all, how many are tested at a time")
	cmd.Flags().BoolVar(&o.noSave, "no-save", false, "keep no record in the history")
	cmd.Flags().BoolVar(&o.tryAnyway, "try-anyway", false, "test although the account was refused three times in the last 30 minutes")
	return cmd
}
