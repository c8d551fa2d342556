package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"todoku/mailcore/ports"

	"github.com/spf13/cobra"

	"todoku/assets"
	"todoku/mailcore"
	"todoku/mailcore/probe"
)

// probing is the command that looks at a server without a login.
type probing struct {
	*session
	output
	ports []string
	tls   bool
	ca    string
}

func newProbe(s *session) *cobra.Command {
	p := &probing{session: s}
	cmd := &cobra.Command{
		Use:   "probe HOST",
		Short: "Look at a server's ports without a password",
		Long: `Probe looks at the ports of a mail server at once, without any password:
which answer, what they speak, how they encrypt, whether the certificate is
good for the host, and what lies between this computer and the server. It takes
three seconds at most for the ports.

--tls asks the ports for every version and cipher suite of TLS instead, one
connection after another.

With --format json it prints an object with matrix, sending, receiving (what
could be used, best first) and line, or with --tls an array. Times are in
milliseconds.

Nobody is asked where the preferences forbid look-ups.

Exit status: 0 a mail server answered; 1 none did; 2 the command is wrong, or
forbidden.`,
		Example: `  todoku-cli probe mail.example.com
  todoku-cli probe mail.example.com --port 2525 --port 8465/tls
  todoku-cli probe mail.example.com --port 465/tls --tls`,
		Args: between(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error { return p.run(cmd.Context(), args[0]) },
	}
	cmd.Flags().StringArrayVar(&p.ports, "port", nil, "`PORT` to look at in place of the usual ones, /tls where TLS begins at once; may be repeated")
	cmd.Flags().BoolVar(&p.tls, "tls", false, "which versions and cipher suites of TLS do the ports accept?")
	cmd.Flags().StringVar(&p.ca, "ca", "", "certificate authority to trust too (PEM `FILE`)")
	p.add(cmd)
	return cmd
}

func (p *probing) run(ctx context.Context, host string) error {
	_, saved, err := p.load()
	if err != nil {
		return err
	}
	p.speak(saved.Preferences.Language)
	if saved.Preferences.Offline {
		return refuse("cards.offline")
	}
	options := probe.Options{}
	if options.Roots, err = roots(saved.Preferences.Roots, p.ca); err != nil {
		return err
	}
	if options.Ports, err = portsOf(p.ports); err != nil {
		return err
	}
	host, port := namedServer(host)
	if options.Ports == nil && port.Number > 0 {
		options.Ports = []probe.Port{port}
	}
	if p.tls {
		return p.suites(ctx, host, options)
	}
	return p.look(ctx, host, options)
}

// namedServer reads a server as it is written elsewhere, ssl://h:465 or h:587;
// whatever else it is, is looked for as it is.
func namedServer(text string) (host string, port probe.Port) {
	s, ok := mailcore.ReadServer(text)
	if !ok {
		return text, port
	}
	return s.Host, probe.Port{Number: s.Port, Implicit: s.Encryption == mailcore.TLS || s.Port == 465 || s.Port == 993 || s.Port == 995}
}

// portsOf reads the flag; nil means the usual ports.
func portsOf(texts []string) (ports []probe.Port, err error) {
	for _, text := range texts {
		number, implicit := strings.CutSuffix(text, "/tls")
		port, err := strconv.Atoi(number)
		if err != nil || port < 1 || port > 65535 {
			return nil, refuse("cli.probe-port")
		}
		ports = append(ports, probe.Port{Number: port, Implicit: implicit})
	}
	return ports, nil
}

// A jsonProbe is what --format json prints.
type jsonProbe struct {
	Matrix    ports.Matrix      `json:"matrix"`
	Sending   []ports.Candidate `json:"sending"`
	Receiving []ports.Candidate `json:"receiving"`
	Line      ports.Reach       `json:"line"`
}

func (p *probing) look(ctx context.Context, host string, o probe.Options) error {
	m := probe.Ports(ctx, host, o, nil)
	reach := probe.Line(ctx, m, o, nil)
	sending, receiving := m.Best()
	if p.format != "json" && m.Fault != "" { // no port was looked at
		return &exit{failed, fmt.Errorf("%s: %s", m.Host, assets.Text("fault."+string(m.Fault)))}
	}
	if p.format == "json" {
		writeJSON(p.out, jsonProbe{m, list(sending), list(receiving), reach})
	} else {
		p.print(m, append(sending, receiving...), reach)
	}
	for _, r := range m.Rows {
		if r.Speaks == ports.SMTP || r.Speaks == ports.POP3 || r.Speaks == ports.IMAP {
			return nil
		}
	}
	return &exit{status: failed}
}

// print prints what was found, what could be used, and what lies between.
func (p *probing) print(m ports.Matrix, best []ports.Candidate, reach ports.Reach) {
	var ways, line [][]string
	for _, c := range best {
		ways = append(ways, visible(strconv.Itoa(c.Port), assets.Text("encryption."+string(c.Encryption)), assets.Text("probe.reason."+string(c.Reason))))
	}
	for _, c := range reach.Checks {
		line = append(line, visible(assets.Text("verdict."+string(c.Verdict)), assets.Text("line."+string(c.Code)+".title", arguments(c.Args)...)))
	}
	for _, table := range [][][]string{portRows(m), ways, line} {
		if len(table) > 0 {
			writeTable(p.out, append(table, nil)) // an empty line behind it
		}
	}
}

// portRows says in words what the ports answer.
func portRows(m ports.Matrix) [][]string {
	rows := make([][]string, len(m.Rows))
	for i, r := range m.Rows {
		rows[i] = portRow(r)
	}
	return rows
}

// portRow says in words what one port answers.
func portRow(r ports.Row) []string {
	row := []string{strconv.Itoa(r.Port), assets.Text("probe.state." + string(r.State)), "", "", "", ""}
	if r.State != ports.Open {
		return row
	}
	if r.Speaks != "" {
		row[2] = assets.Text("probe.speaks." + string(r.Speaks))
	}
	switch {
	case r.Implicit:
		row[3] = assets.Text("encryption." + string(mailcore.TLS))
	case r.Upgrade != "":
		row[3] = assets.Text("probe.upgrade." + string(r.Upgrade))
	}
	if s := r.Security; s != nil {
		row[4] = s.Version
		row[5] = assets.Text("probe.certificate", "days", s.Certificate["days-left"])
		if !s.Verified {
			row[5] = assets.Text("fault." + string(s.Fault))
		}
	} else if r.Fault != "" {
		row[5] = assets.Text("fault." + string(r.Fault))
	}
	return visible(row...)
}

func arguments(args map[string]string) (list []any) {
	for name, value := range args {
		list = append(list, name, value)
	}
	return list
}
