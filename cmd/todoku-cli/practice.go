package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"todoku/assets"
	"todoku/mailcore"
	"todoku/mailcore/practice"
	"todoku/mailcore/steps"
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
makes it fail in one well-known way. With --run it tests itself and ends: it
sends a test mail and, without a scenario and for those about receiving, looks
for it in the mailbox. Exit status 0 if that passed, 1 if not.`,
		Example: `  todoku-cli practice
  todoku-cli practice --scenario greylist
  todoku-cli practice --run --scenario junk
  todoku-cli practice --run --lang en`,
		Args: between(0, 0),
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
		return refuse("cli.no-scenario", "name", p.scenario)
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
	if p.format == "json" {
		all := []jsonScenario{}
		for _, s := range practice.Scenarios {
			all = append(all, jsonScenario{s.Name, s.Side, s.Protocol, s.Expect})
		}
		writeJSON(p.out, all)
		return nil
	}
	rows := [][]string{{assets.Text("cli.practice.scenario"), assets.Text("cli.practice.side"), assets.Text("cli.practice.ends")}}
	for _, s := range practice.Scenarios {
		rows = append(rows, []string{s.Name, strings.TrimSpace(s.Side + " " + s.Protocol), cmp.Or(s.Expect, assets.Text("state.passed"))})
	}
	writeTable(p.out, rows)
	return nil
}

// A jsonScenario is what practice --list --format json prints of each.
type jsonScenario struct {
	Scenario string `json:"scenario"`
	Side     string `json:"side"`
	Protocol string `json:"protocol"`
	Finding  string `json:"finding"` // code with which a test ends; "" where it passes
}

// A jsonPractice is what practice --format json prints when the server is
// ready.
type jsonPractice struct {
	Scenario string            `json:"scenario"`
	Servers  map[string]string `json:"servers"` // addresses by protocol
	Accounts []jsonAccount     `json:"accounts"`
	CA       string            `json:"ca"` // file
}

type jsonAccount struct {
	User     string `json:"user"`
	Address  string `json:"address"`
	Password string `json:"password"`
}

// addresses are where the server listens, by protocol.
func addresses(s *practice.Server) map[string]string {
	return map[string]string{
		"smtp": s.Addr(s.SMTP), "smtps": s.Addr(s.SMTPS), "pop3": s.Addr(s.POP3), "pop3s": s.Addr(s.POP3S), "imap": s.Addr(s.IMAP), "imaps": s.Addr(s.IMAPS),
	}
}

// rehearse tests the server as far as it takes to see the scenario; without a
// fault that is all the way round.
func (p *practising) rehearse(ctx context.Context, server *practice.Server) error {
	view, scope := p.view(p.session), server.Scenario.Scope()
	if server.Scenario.Name == practice.Scenarios[0].Name {
		scope = mailcore.RoundTripScope
	}
	q := server.Profile()
	q.Wait = patience
	report := server.Tester().Run(ctx, steps.NewPlan(q, scope), view.show)
	report.ID = "" // it is in no history
	view.end(report, nil)
	return verdict(report)
}

// patience is how long to wait for mail in practice, in seconds: the slowest
// takes five.
const patience = 15

// serve runs the server until ctx ends, and tells how to reach it.
func (p *practising) serve(ctx context.Context, server *practice.Server) error {
	dir, err := os.MkdirTemp("", "todoku-practice-")
	if err != nil {
		return here(err)
	}
	defer os.RemoveAll(dir)
	for name, content := range map[string]string{
		"ca.pem": string(server.CAPEM()), "sender.txt": server.Accounts[0].Password, "receiver.txt": server.Accounts[1].Password,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			return here(err)
		}
	}
	p.tell(server, dir)
	<-ctx.Done()
	return nil
}

func (p *practising) tell(server *practice.Server, dir string) {
	if p.format == "json" {
		j := jsonPractice{server.Scenario.Name, addresses(server), []jsonAccount{}, filepath.Join(dir, "ca.pem")}
		for _, a := range server.Accounts {
			j.Accounts = append(j.Accounts, jsonAccount{a.User, a.Address, a.Password})
		}
		writeJSON(p.out, j)
		return
	}
	rows := [][]string{
		{"SMTP", server.Addr(server.SMTP), "TLS", server.Addr(server.SMTPS)},
		{"POP3", server.Addr(server.POP3), "TLS", server.Addr(server.POP3S)},
		{"IMAP", server.Addr(server.IMAP), "TLS", server.Addr(server.IMAPS)},
		{},
	}
	for _, a := range server.Accounts {
		rows = append(rows, []string{assets.Text("cli.practice.user"), a.User, assets.Text("cli.practice.password"), a.Password})
	}
	fmt.Fprintf(p.out, "%s\n\n", assets.Text("cli.practice.server", "name", server.Scenario.Name))
	writeTable(p.out, append(rows, nil, []string{"CA", filepath.Join(dir, "ca.pem")}))
	fmt.Fprintf(p.out, "\n%s\n", assets.Text("cli.practice.try"))
	for _, line := range commands(server, dir) {
		fmt.Fprintf(p.out, "  todoku-cli check %s\n", line)
	}
	fmt.Fprintf(p.out, "\n%s\n", assets.Text("cli.practice.end"))
}

// commands are the arguments of check that send, receive by POP3 and by IMAP4,
// and do both. The files with the passwords are in dir.
func commands(server *practice.Server, dir string) []string {
	p := server.Profile()
	o, broken := p.Outgoing, " \\\n    "
	send := fmt.Sprintf("--smtp %s --encryption %s --auth %s", address(o.Host, o.Port), o.Encryption, o.Auth) + broken +
		fmt.Sprintf("--user %s --password-file %s", o.User, filepath.Join(dir, "sender.txt")) + broken +
		fmt.Sprintf("--from %s --to %s", p.From, p.TestTo)
	var lines []string
	for _, protocol := range []mailcore.Protocol{mailcore.POP3, mailcore.IMAP} {
		p.Incoming.Protocol = protocol
		in := server.Reach(p).Incoming
		lines = append(lines, fmt.Sprintf("--%s %s --in-encryption %s --in-auth %s", protocol, address(in.Host, in.Port), in.Encryption, authOn(in))+broken+
			fmt.Sprintf("--in-user %s --in-password-file %s", in.User, filepath.Join(dir, "receiver.txt")))
	}
	lines = append([]string{send}, append(lines, send+broken+lines[1])...)
	for i := range lines {
		lines[i] += broken + "--ca " + filepath.Join(dir, "ca.pem")
	}
	return lines
}

// authOn returns how to log in, where a scenario may mean the other protocol.
func authOn(in mailcore.Incoming) mailcore.AuthMethod {
	if slices.Contains(mailcore.IncomingAuthMethods[in.Protocol], in.Auth) {
		return in.Auth
	}
	return mailcore.AutoAuth
}

// rehearsing starts the practice server for a saved profile that is meant for
// it and fills in where it listens and what it lets in. The caller must call
// end.
func rehearsing(ctx context.Context, p *mailcore.Profile) (t *steps.Tester, end func() error, err error) {
	server, err := practice.Start(ctx, practice.Options{})
	if err != nil {
		return nil, nil, here(err)
	}
	*p = server.Reach(*p)
	for _, a := range server.Accounts {
		if a.User == p.Outgoing.User {
			p.Outgoing.Password = mailcore.Secret(a.Password)
		}
		if a.User == p.Incoming.User {
			p.Incoming.Password = mailcore.Secret(a.Password)
		}
	}
	return server.Tester(), server.Close, nil
}
