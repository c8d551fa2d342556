package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"todoku/mailcore/ports"
	"todoku/mailcore/providers"

	"github.com/spf13/cobra"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore"
	"todoku/mailcore/discover"
	"todoku/mailcore/probe"
	"todoku/store"
)

// finder is the command that proposes settings.
type finder struct {
	*session
	output
	ca      string
	options discover.Options // of the network; tests set it
}

func newFind(s *session) *cobra.Command {
	f := &finder{session: s}
	cmd := &cobra.Command{
		Use:   "find ADDRESS|HOST",
		Short: "Find the settings for a mail address, or of a server",
		Long: `Find looks for the settings of a mail address: in the table of providers, in
what the domain publishes (autoconfig, SRV, MX) and under the usual names. It
connects to every server before it proposes it, without any password. Of HOST
it tries the usual ports.

Exit status: 0 there are settings; 1 there are none; 2 the command is wrong.`,
		Example: `  todoku-cli find taro@example.jp
  todoku-cli find mail.example.jp --format json
  todoku-cli find taro@gmail.com --offline`,
		Args:              between(1, 1),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE:              func(cmd *cobra.Command, args []string) error { return f.run(cmd.Context(), args[0]) },
	}
	cmd.Flags().BoolVar(&f.options.Offline, "offline", false, "use the table of providers alone and ask nobody")
	cmd.Flags().StringVar(&f.ca, "ca", "", "PEM file of a certificate authority to trust as well")
	f.output.add(cmd)
	return cmd
}

func (f *finder) run(ctx context.Context, what string) error {
	home, saved, err := f.load()
	if err != nil {
		return err
	}
	f.speak(saved.Preferences.Language)
	if err := f.prepare(home, saved, what); err != nil {
		return err
	}
	matrix := f.look(ctx)
	found := discover.Find(ctx, f.options, nil)
	if f.format == "json" {
		j := newJSONOutcome(found)
		j.Matrix = matrix
		writeJSON(f.out, j)
	} else {
		if matrix != nil {
			writeTable(f.out, append(portRows(*matrix), nil)) // an empty line behind it
		}
		f.print(found)
	}
	switch {
	case len(found.Proposals) > 0:
		return nil
	case found.Reasons[0].Code == providers.BadAddress:
		return &exit{status: wrong}
	}
	return &exit{status: failed}
}

// look asks the ports of a host; nil where an address is given, or nobody may
// be asked.
func (f *finder) look(ctx context.Context) *ports.Matrix {
	if f.options.Host == "" || f.options.Offline {
		return nil
	}
	m := probe.Ports(ctx, f.options.Host, f.options.Probe(), nil)
	return &m
}

// prepare says what to look for, and whom to trust.
func (f *finder) prepare(home *store.Store, saved store.Settings, what string) (err error) {
	f.options.Offline = f.options.Offline || saved.Preferences.Offline
	f.options.Address = what
	if !strings.ContainsAny(what, "@＠") {
		f.options.Address = ""
		f.options.Host, _ = namedServer(what)
	}
	if f.options.Table, err = table(home); err != nil {
		return &exit{wrong, err}
	}
	if f.options.Roots == nil {
		f.options.Roots, err = roots(saved.Preferences.Roots, f.ca)
	}
	return err
}

func (f *finder) print(found discover.Outcome) {
	for i, p := range found.Proposals {
		if i > 0 {
			fmt.Fprintln(f.out)
		}
		f.proposal(p)
	}
	if len(found.Proposals) > 0 {
		return
	}
	_ = f.say(errors.New(assets.Text("discover.none")))
	for _, r := range found.Reasons {
		_ = f.say(errors.New(words.Reason(r)))
	}
	f.known(found.Reasons)
}

// known prints what is known of the providers that were recognised all the
// same, each once.
func (f *finder) known(reasons []providers.Reason) {
	var found []providers.Provider
	for _, r := range reasons {
		p, ok := f.options.Table.ID(r.Provider)
		if ok && !slices.ContainsFunc(found, func(q providers.Provider) bool { return q.ID == p.ID }) {
			found = append(found, p)
		}
	}
	(&listing{session: f.session}).blocks(found)
}

func (f *finder) proposal(p providers.Proposal) {
	name := p.Provider.Name.In(assets.Language())
	fmt.Fprintln(f.out, strings.TrimSpace(onOneLine(assets.Text("discover.source."+string(p.Source))+": "+p.From+"  "+name)))
	out, in := p.Profile.Outgoing, p.Profile.Incoming
	rows := [][]string{serverRow("SMTP", out.Host, out.Port, out.Encryption, out.User, p.Proofs, mailcore.OutgoingSide)}
	if in.Protocol != "" {
		rows = append(rows, serverRow(protocolName(in.Protocol), in.Host, in.Port, in.Encryption, in.User, p.Proofs, mailcore.IncomingSide))
	}
	writeTable(f.out, rows)
	for _, text := range cautions(p) {
		fmt.Fprintln(f.out, "  *", onOneLine(text))
	}
}

func serverRow(protocol, host string, port int, e mailcore.Encryption, user string, proofs []providers.Proof, side mailcore.Side) []string {
	shown := ""
	for _, proof := range proofs {
		if proof.Side == side {
			shown = strings.TrimSpace(proof.TLS + "  " + strings.Join(proof.Mechanisms, " "))
		}
	}
	return visible("  "+protocol, address(host, port), assets.Text("encryption."+string(e)), user, shown)
}

// cautions are what to know about a proposal.
func cautions(p providers.Proposal) []string {
	var texts []string
	if !p.Proven() {
		texts = append(texts, assets.Text("discover.unproven"))
	}
	if !p.Encrypted() {
		texts = append(texts, assets.Text("discover.unencrypted"))
	}
	if p.Elsewhere {
		texts = append(texts, assets.Text("discover.elsewhere"))
	}
	if p.Provider.ID == "" {
		return texts
	}
	texts = append(texts, hintTexts(p.Provider)...)
	if note := p.Provider.Note.In(assets.Language()); note != "" {
		texts = append(texts, note)
	}
	return texts
}

// A jsonOutcome is what find prints. Every key is always there.
type jsonOutcome struct {
	Found     bool           `json:"found"`
	Proposals []jsonProposal `json:"proposals"`
	Reasons   []jsonReason   `json:"reasons"`
	Matrix    *ports.Matrix  `json:"matrix,omitempty"` // where a host was asked for
}

type jsonProposal struct {
	providers.Proposal
	Outgoing  jsonServer  `json:"outgoing"`
	Incoming  *jsonServer `json:"incoming"` // null where there is no receiving server
	Proven    bool        `json:"proven"`
	Encrypted bool        `json:"encrypted"` // each of its servers
	Provider  string      `json:"provider"`  // ID in the table, or ""
	Name      string      `json:"name"`
	Advice    []jsonHint  `json:"advice"`
}

// A jsonServer is a whole server of a proposal, where changes hold only what a
// new setting has otherwise.
type jsonServer struct {
	Protocol   string              `json:"protocol"` // "smtp", "pop3" or "imap"
	Host       string              `json:"host"`
	Port       int                 `json:"port"`
	Encryption mailcore.Encryption `json:"encryption"`
	Auth       mailcore.AuthMethod `json:"auth"`
	User       string              `json:"user"`
}

// proposed returns the servers of a profile.
func proposed(p mailcore.Profile) (out jsonServer, in *jsonServer) {
	o, i := p.Outgoing, p.Incoming
	out = jsonServer{"smtp", o.Host, o.Port, o.Encryption, o.Auth, o.User}
	if i.Protocol != "" {
		in = &jsonServer{string(i.Protocol), i.Host, i.Port, i.Encryption, i.Auth, i.User}
	}
	return out, in
}

type jsonReason struct {
	providers.Reason
	Text string `json:"text"`
}

func newJSONOutcome(found discover.Outcome) jsonOutcome {
	j := jsonOutcome{Found: len(found.Proposals) > 0, Proposals: []jsonProposal{}, Reasons: []jsonReason{}}
	for _, p := range found.Proposals {
		shown := jsonProposal{Proposal: p, Proven: p.Proven(), Encrypted: p.Encrypted(), Provider: p.Provider.ID, Name: p.Provider.Name.In(assets.Language()), Advice: []jsonHint{}}
		shown.Outgoing, shown.Incoming = proposed(p.Profile)
		if p.Provider.ID != "" {
			shown.Advice = newJSONProvider(p.Provider).Advice
		}
		j.Proposals = append(j.Proposals, shown)
	}
	for _, r := range found.Reasons {
		j.Reasons = append(j.Reasons, jsonReason{r, words.Reason(r)})
	}
	return j
}
