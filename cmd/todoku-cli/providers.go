package main

import (
	"fmt"
	"io"
	"strings"

	"todoku/mailcore/providers"

	"github.com/spf13/cobra"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore"
	"todoku/store"
)

// listing is the command that searches the table of providers.
type listing struct {
	*session
	output
}

func newProviders(s *session) *cobra.Command {
	l := &listing{session: s}
	cmd := &cobra.Command{
		Use:   "providers [SEARCH]",
		Short: "Search the table of mail providers",
		Long: `Providers searches the table of mail providers for a name, a mail address, a
domain or a server, and prints their settings and what to know beforehand.
Without SEARCH it lists all of them. It asks nobody: the table is part of the
program, and of providers.json in the settings folder.`,
		Example: `  todoku-cli providers taro@ocn.ne.jp
  todoku-cli providers さくら --format json`,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(_ *cobra.Command, args []string) error {
			home, saved, err := s.load()
			if err != nil {
				return err
			}
			l.speak(saved.Preferences.Language)
			table, err := table(home)
			if err != nil {
				return &exit{wrong, err}
			}
			return l.print(table.Search(strings.Join(args, " ")))
		},
	}
	l.output.add(cmd)
	return cmd
}

// table returns the providers that the program and the user know.
func table(home *store.Store) (providers.Table, error) {
	known, err := providers.Parse(assets.Providers)
	if err != nil {
		return nil, fmt.Errorf("the program's own table: %w", err)
	}
	own, err := home.Providers()
	return known.With(own), err
}

func (l *listing) print(found []providers.Provider) error {
	switch {
	case l.format == "json":
		all := []jsonProvider{}
		for _, p := range found {
			all = append(all, newJSONProvider(p))
		}
		writeJSON(l.out, all)
	case len(found) == 0:
		_ = l.say(errNoProvider)
	case len(found) > 5:
		l.lines(found)
	default:
		l.blocks(found)
	}
	if len(found) == 0 {
		return &exit{status: failed}
	}
	return nil
}

var errNoProvider = say("cli.no-provider")

// lines prints a provider a line.
func (l *listing) lines(found []providers.Provider) {
	var rows [][]string
	for _, p := range found {
		rows = append(rows, visible(p.ID, p.Name.In(assets.Language()), best(p), mark(p.Unverified)))
	}
	writeTable(l.out, rows)
}

func best(p providers.Provider) string {
	if of := p.Of(providers.SMTP); len(of) > 0 {
		return address(of[0].Host, of[0].Port)
	}
	return "-"
}

func mark(unverified bool) string {
	if unverified {
		return assets.Text("provider.unverified")
	}
	return ""
}

// blocks prints all there is to know.
func (l *listing) blocks(found []providers.Provider) {
	for i, p := range found {
		if i > 0 {
			fmt.Fprintln(l.out)
		}
		fmt.Fprintln(l.out, strings.TrimSpace(onOneLine(p.ID+"  "+p.Name.In(assets.Language())+"  "+mark(p.Unverified))))
		writeTable(l.out, serverRows(p))
		writeHints(l.out, p)
	}
}

func serverRows(p providers.Provider) [][]string {
	var rows [][]string
	for _, protocol := range []mailcore.Protocol{providers.SMTP, mailcore.IMAP, mailcore.POP3} {
		for _, s := range p.Of(protocol) {
			name := protocolName(protocol)
			if protocol == providers.SMTP {
				name = "SMTP"
			}
			rows = append(rows, visible("  "+name, address(s.Host, s.Port), assets.Text("encryption."+string(s.Encryption)), mark(s.Unverified)))
		}
	}
	return rows
}

// writeHints prints what customers of p have to know.
func writeHints(out io.Writer, p providers.Provider) {
	texts := hintTexts(p)
	if note := p.Note.In(assets.Language()); note != "" {
		texts = append(texts, note)
	}
	for _, text := range texts {
		fmt.Fprintln(out, "  *", onOneLine(text))
	}
}

func hintTexts(p providers.Provider) []string {
	texts := []string{}
	for _, h := range p.Hints() {
		texts = append(texts, words.Hint(p, h))
	}
	return texts
}

// A jsonProvider is an entry of the table with what to know beforehand.
type jsonProvider struct {
	providers.Provider
	Own    bool       `json:"own"`
	Advice []jsonHint `json:"advice"`
}

type jsonHint struct {
	Code providers.HintCode `json:"code"`
	Text string             `json:"text"`
}

func newJSONProvider(p providers.Provider) jsonProvider {
	j := jsonProvider{Provider: p, Own: p.Own, Advice: []jsonHint{}}
	texts := hintTexts(p)
	for i, h := range p.Hints() {
		j.Advice = append(j.Advice, jsonHint{h.Code, texts[i]})
	}
	return j
}
