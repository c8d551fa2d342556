package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore"
	"todoku/mailcore/cause"
)

// explain is the command that says what a text means.
type explain struct {
	*session
	output
}

func newExplain(s *session) *cobra.Command {
	e := &explain{session: s}
	cmd := &cobra.Command{
		Use:         "explain [FILE]",
		Annotations: map[string]string{ownComplaints: "true"},
		Short:       "Say what an error message, a log or a saved result means",
		Long: `Explain reads an error message of any program, a conversation with a mail
server, a delivery report or a saved result of a test, from FILE or from
standard input, and prints the cause and what to do. It connects to nothing.

Exit status: 0 there is an explanation; 1 the text names no cause; 2 the text
cannot be read.`,
		Example: `  todoku-cli explain error.txt
  tail -n 50 mail.log | todoku-cli explain --format json`,
		Args: between(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			e.speak(e.preferred())
			return e.run(cmd.Context(), cmp.Or(strings.Join(args, ""), "-"))
		},
	}
	e.add(cmd)
	return cmd
}

// preferred is the language of the window, as far as its settings can be read:
// an explanation needs nothing else of them.
func (e *explain) preferred() string {
	_, saved, err := e.load()
	if err != nil {
		return ""
	}
	return saved.Preferences.Language
}

func (e *explain) run(ctx context.Context, file string) error {
	text, err := e.read(ctx, file)
	if err != nil {
		return e.refuse(err)
	}
	found, err := cause.Explain(text)
	if err != nil {
		return e.refuse(err)
	}
	e.print(text, found)
	if found.Finding.Severity == mailcore.Note && found.Confidence == cause.Low {
		return &exit{status: failed}
	}
	return nil
}

// refuse says why there is no explanation, as JSON too where that is wanted.
func (e *explain) refuse(err error) error {
	if e.format == "json" && !errors.Is(err, context.Canceled) {
		writeJSON(e.out, jsonExplanation{Findings: noResult(wrong, legible(inLanguage(err))).Findings})
	}
	return &exit{wrong, say("cli.explain", "reason", err)}
}

func (e *explain) read(ctx context.Context, file string) ([]byte, error) {
	in := e.in
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	return orEnd(ctx, func() ([]byte, error) { return readEnd(in) })
}

// readEnd reads everything and keeps the end, with more than is explained, so
// that it is known to be one.
func readEnd(in io.Reader) ([]byte, error) {
	const keep = 2 * cause.MaxText
	var text []byte
	for chunk := make([]byte, keep/8); ; {
		n, err := in.Read(chunk)
		if text = append(text, chunk[:n]...); len(text) > 2*keep {
			text = append(text[:0], text[len(text)-keep:]...)
		}
		if errors.Is(err, io.EOF) {
			return text, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// A jsonExplanation is what explain --format json prints. Every key is always
// there.
type jsonExplanation struct {
	jsonSubject                  // of a saved result
	Confidence  cause.Confidence `json:"confidence"`
	Words       string           `json:"words"` // of the text, that led to it
	Side        mailcore.Side    `json:"side"`
	Step        mailcore.Step    `json:"step"`
	Reply       int              `json:"reply"`    // code of SMTP; 0 where there is none
	Enhanced    string           `json:"enhanced"` // such as "5.7.8"
	Said        string           `json:"said"`     // which words of the text are a server's
	Program     string           `json:"program"`  // that the text comes from
	Version     string           `json:"version"`  // of that program, as the text names it
	Family      string           `json:"family"`   // the version in which its words were seen
	Quotes      string           `json:"quotes"`   // what that program leaves of a server's words: "" for all
	Surer       string           `json:"surer"`    // the option or log of that program with which it says more
	Cut         bool             `json:"cut"`      // only the end of the text was read
	Findings    []jsonFinding    `json:"findings"` // one
}

// subjectOf reads what a saved result is about: one of check, or a report from
// the history or inside an inquiry.
func subjectOf(text []byte) jsonSubject {
	var saved struct {
		jsonSubject
		ID      string           `json:"id"`
		Scope   mailcore.Scope   `json:"scope"`
		Profile mailcore.Profile `json:"profile"`
		Report  mailcore.Report  `json:"report"`
	}
	switch err := json.Unmarshal(text, &saved); {
	case err != nil:
		return jsonSubject{}
	case saved.ID != "":
		return subject(saved.Profile, saved.Scope, saved.ID)
	case saved.Report.ID != "":
		return subject(saved.Report.Profile, saved.Report.Scope, saved.Report.ID)
	}
	return saved.jsonSubject
}

func (e *explain) print(text []byte, found cause.Explanation) {
	if e.format == "json" {
		writeJSON(e.out, newExplanation(subjectOf(text), found))
		return
	}
	f := found.Finding
	said := words.Finding(f)
	fmt.Fprintf(e.out, "%s: %s\n%s\n", assets.Text("severity."+string(f.Severity)), said.Title, indent(said.Text))
	for i, step := range said.Remedy {
		fmt.Fprintf(e.out, "  %d. %s\n", i+1, step)
	}
	for _, row := range words.Explained(found) {
		fmt.Fprintf(e.out, "  %s: %s\n", row[0], legible(row[1]))
	}
}

func newExplanation(about jsonSubject, found cause.Explanation) jsonExplanation {
	return jsonExplanation{
		jsonSubject: about, Confidence: found.Confidence, Words: legible(found.Seen), Side: found.Side, Step: found.Step,
		Reply: found.Code, Enhanced: found.Enhanced, Said: legible(found.Said), Program: found.Speaker.Program, Version: found.Speaker.Version, Family: found.Speaker.Family,
		Quotes: found.Speaker.Quotes, Surer: found.Speaker.Surer, Cut: found.Cut, Findings: []jsonFinding{newFinding(found.Finding)},
	}
}
