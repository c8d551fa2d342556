package main

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"todoku/assets/words"
	"todoku/mailcore"
	"todoku/mailcore/cause"
	"todoku/mailcore/transcript"
)

// A jsonReport is what --format json prints. Every key is always there, and no
// list is null; a mailbox that was not looked into is, and so is a delivery
// that did not happen.
type jsonReport struct {
	OK       bool           `json:"ok"`
	Scope    mailcore.Scope `json:"scope"`
	Summary  string         `json:"summary"`
	Zaionnex string         `json:"zaionnex"`
	Started  string         `json:"started"` // RFC 3339
	Results  []jsonResult   `json:"results"`
	Findings []jsonFinding  `json:"findings"`
	Mailbox  *jsonMailbox   `json:"mailbox"`
	Delivery *jsonDelivery  `json:"delivery"`
}

type jsonResult struct {
	Side   mailcore.Side     `json:"side"`
	Step   mailcore.Step     `json:"step"`
	State  mailcore.State    `json:"state"`
	TookMS int64             `json:"took_ms"`
	Reply  string            `json:"reply"`
	Fault  mailcore.Fault    `json:"fault"`
	Facts  map[string]string `json:"facts"`
	Lines  []transcript.Line `json:"lines"`
}

type jsonFinding struct {
	Code        mailcore.Code     `json:"code"`
	Manual      string            `json:"manual"` // where the manual explains the code; "" where it does not
	Severity    mailcore.Severity `json:"severity"`
	Field       string            `json:"field"`
	Title       string            `json:"title"`
	Explanation string            `json:"explanation"`
	Remedy      []string          `json:"remedy"`
	Fixes       []mailcore.Change `json:"fixes"`
}

// A jsonView prints one object in the end, and for whoever reads along what is
// wrong with the settings.
type jsonView struct{ *session }

func (jsonView) show(mailcore.Report) {}

func (v jsonView) end(r mailcore.Report, problems []mailcore.Problem) {
	writeJSON(v.out, newJSON(r, problems))
	for _, p := range problems {
		_ = v.say(fmt.Errorf("%s: %s", flagOf(p.Field), words.Problem(p)))
	}
}

func newJSON(r mailcore.Report, problems []mailcore.Problem) jsonReport {
	line, _ := cause.ZaionnexLine(r)
	j := jsonReport{
		OK: r.OK(), Scope: r.Scope, Summary: words.Summary(r), Zaionnex: line,
		Started: r.Started.Format(time.RFC3339), Results: []jsonResult{}, Findings: []jsonFinding{},
		Mailbox: newMailbox(r.Mailbox), Delivery: newDelivery(r.Delivery),
	}
	for _, res := range r.Results {
		j.Results = append(j.Results, newResult(res))
	}
	for _, f := range cause.Diagnose(r) {
		j.Findings = append(j.Findings, newFinding(f))
	}
	for _, p := range problems[min(1, len(problems)):] { // Diagnose explains the first
		j.Findings = append(j.Findings, problemFinding(p))
	}
	return j
}

func newResult(res mailcore.Result) jsonResult {
	facts := res.Facts
	if facts == nil {
		facts = map[string]string{}
	}
	return jsonResult{
		Side: res.Side, Step: res.Step, State: res.State, TookMS: res.Took.Milliseconds(),
		Reply: res.Reply, Fault: res.Fault, Facts: facts, Lines: list(res.Lines),
	}
}

func newFinding(f mailcore.Finding) jsonFinding {
	e := words.Finding(f)
	return jsonFinding{f.Code, words.Manual(f.Code), f.Severity, f.Field, e.Title, e.Text, list(e.Remedy), list(f.Fixes)}
}

func problemFinding(p mailcore.Problem) jsonFinding {
	return jsonFinding{mailcore.Code(p.Code), "", p.Severity, p.Field, words.Problem(p), "", []string{}, list(p.Fixes)}
}

// noResult says that there was no test, because the command was wrong or
// something here failed.
func noResult(status int, why string) jsonReport {
	code := map[int]mailcore.Code{failed: "stopped", wrong: "usage", broken: "local"}
	finding := jsonFinding{code[status], "", mailcore.Error, "", why, "", []string{}, []mailcore.Change{}}
	return jsonReport{
		Summary: why, Started: time.Now().Format(time.RFC3339),
		Results: []jsonResult{}, Findings: []jsonFinding{finding},
	}
}

// list returns s, but never nil.
func list[T any](s []T) []T { return append([]T{}, s...) }

func writeJSON(out io.Writer, value any) {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		panic(fmt.Errorf("plain values always encode: %w", err))
	}
}
