package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"todoku/mailcore"
	"todoku/mailcore/practice"
)

// practising is the command that serves to practise on.
type practising struct {
	*session
	output
	scenario      string
	listing, test bool
}

func newPractice(s *session) *cobra.Command {
	p := &practising{session: s}
	cmd := &cobra.Command{
		Use:   "practice",
		Short: "Run a mail server to practise on",
		Long: `Practice runs an SMTP, POP3 and IMAP server on this computer, until Ctrl+C. It
delivers mail to its own accounts, and nothing leaves the computer. A scenario
makes it fail in one well-known way. With --run it sends one test mail to
itself and ends: exit status 0 if that passed, 1 if not.`,
		Example: `  todoku-cli practice
  todoku-cli practice --scenario greylist
  todoku-cli practice --run --lang en`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return p.run(cmd.Context()) },
	}
	cmd.Flags().StringVar(&p.scenario, "scenario", practice.Scenarios[0].Name, "how the server behaves; --list shows all")
	cmd.Flags().BoolVar(&p.listing, "list", false, "list the scenarios")
	cmd.Flags().BoolVar(&p.test, "run", false, "test the server and end")
	_ = cmd.RegisterFlagCompletionFunc("scenario", cobra.FixedCompletions(scenarios(), cobra.ShellCompDirectiveNoFileComp))
	p.output.add(cmd)
	return cmd
}

func scenarios() []string {
	var names []string
	for _, s := range practice.Scenarios {
		names = append(names, s.Name)
	}
	return names
}

func (p *practising) run(ctx context.Context) error {
	p.speak("")
	if p.listing {
		return p.list()
	}
	if !slices.Contains(scenarios(), p.scenario) {
		return usage("there is no scenario %q; 'todoku-cli practice --list' shows them", p.scenario)
	}
	server, err := practice.Start(ctx, practice.Options{Scenario: p.scenario})
	if err != nil {
		return here(err)
	}
	defer server.Close()
	if p.test {
		return p.rehearse(ctx, server)
	}
	return p.serve(ctx, server)
}

func (p *practising) list() error {
	rows := [][]string{{"SCENARIO", "A TEST MAIL ENDS WITH"}}
	for _, s := range practice.Scenarios {
		rows = append(rows, []string{s.Name, cmp.Or(s.Expect, "success")})
	}
	writeTable(p.out, rows)
	return nil
}

// rehearse sends a test mail to the server.
func (p *practising) rehearse(ctx context.Context, server *practice.Server) error {
	view := p.view(p.session)
	tester := mailcore.Tester{Roots: server.Roots()}
	report := tester.Run(ctx, mailcore.NewPlan(practiceProfile(server), mailcore.SendScope), view.show)
	view.end(report, nil)
	return verdict(report)
}

// practiceProfile returns the settings that show the server's scenario best.
func practiceProfile(server *practice.Server) mailcore.Profile {
	p, scenario, from := mailcore.NewProfile(), server.Scenario, server.Accounts[0]
	p.From, p.TestTo = cmp.Or(scenario.From, from.Address), server.Accounts[1].Address
	o := &p.Outgoing
	o.User, o.Password, o.Timeout = from.User, mailcore.Secret(from.Password), 10
	o.Encryption = cmp.Or(mailcore.Encryption(scenario.Encryption), o.Encryption)
	o.Auth = cmp.Or(mailcore.AuthMethod(scenario.Auth), o.Auth)
	return reaching(p, server)
}

// reaching returns p with the ports at which the server listens.
func reaching(p mailcore.Profile, server *practice.Server) mailcore.Profile {
	o, b := &p.Outgoing, &p.Outgoing.PopBefore
	o.Host, o.Port, b.Port = server.Host, server.SMTP, server.POP3
	if o.Encryption == mailcore.TLS {
		o.Port = server.SMTPS
	}
	if b.Encryption == mailcore.TLS {
		b.Port = server.POP3S
	}
	return p
}

// serve runs the server until ctx ends, and tells how to reach it.
func (p *practising) serve(ctx context.Context, server *practice.Server) error {
	dir, err := os.MkdirTemp("", "todoku-practice-")
	if err != nil {
		return here(err)
	}
	defer os.RemoveAll(dir)
	ca, password := filepath.Join(dir, "ca.pem"), filepath.Join(dir, "password.txt")
	if err := os.WriteFile(ca, server.CAPEM(), 0o600); err != nil {
		return here(err)
	}
	if err := os.WriteFile(password, []byte(server.Accounts[0].Password), 0o600); err != nil {
		return here(err)
	}
	p.tell(server, ca, password)
	<-ctx.Done()
	return nil
}

func (p *practising) tell(server *practice.Server, ca, password string) {
	rows := [][]string{
		{"SMTP", server.Addr(server.SMTP), "TLS", server.Addr(server.SMTPS)},
		{"POP3", server.Addr(server.POP3), "TLS", server.Addr(server.POP3S)},
		{"IMAP", server.Addr(server.IMAP), "TLS", server.Addr(server.IMAPS)},
		{},
	}
	for _, a := range server.Accounts {
		rows = append(rows, []string{"user", a.User, "password", a.Password})
	}
	fmt.Fprintf(p.out, "practice server, scenario %s\n\n", server.Scenario.Name)
	writeTable(p.out, append(rows, nil, []string{"CA", ca}))
	q := practiceProfile(server)
	fmt.Fprintf(p.out, "\nTry, from another terminal:\n  todoku-cli check --smtp %s --encryption %s --auth %s --ca %s \\\n    --user %s --password-file %s --from %s --to %s\n\nCtrl+C ends it.\n",
		address(q.Outgoing.Host, q.Outgoing.Port), q.Outgoing.Encryption, q.Outgoing.Auth, ca, q.Outgoing.User, password, q.From, q.TestTo)
}

// rehearsing starts the practice server for a saved profile that is meant for
// it and fills in where it listens and what it lets in. The caller must call
// end.
func rehearsing(ctx context.Context, p *mailcore.Profile) (t *mailcore.Tester, end func() error, err error) {
	server, err := practice.Start(ctx, practice.Options{})
	if err != nil {
		return nil, nil, here(err)
	}
	*p = reaching(*p, server)
	for _, a := range server.Accounts {
		if a.User == p.Outgoing.User {
			p.Outgoing.Password = mailcore.Secret(a.Password)
		}
	}
	return &mailcore.Tester{Roots: server.Roots()}, server.Close, nil
}
