package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math"
	"strconv"
	"time"

	"todoku/assets/words"
	"todoku/mailcore"
	"todoku/mailcore/cause"
	"todoku/mailcore/transcript"
)

// schema is the version of what --format json prints. It rises when a key
// changes its meaning or goes; keys are added without.
const schema = 1

// A jsonSubject says what a result is about, in every command alike.
type jsonSubject struct {
	Code string `json:"code"` // of the saved mail server; "" where none is named
	Name string `json:"name"`
	Host string `json:"host"`
	Port int    `json:"port"` // 0 where none is named
	Run  string `json:"run"`  // ID in the history; "" where nothing is kept there
}

// subject is what a test of p as far as scope is about: the server that sends,
// or the one that receives where the other is not tested.
func subject(p mailcore.Profile, scope mailcore.Scope, run string) jsonSubject {
	j := jsonSubject{p.Code, p.Name, p.Outgoing.Host, p.Outgoing.Port, run}
	if scope == mailcore.ReceiveScope || p.Outgoing.Host == "" && p.Incoming.Host != "" {
		j.Host, j.Port = p.Incoming.Host, p.Incoming.Port
	}
	return j
}

// A jsonReport is what --format json prints. Every key is always there, and no
// list is null; a mailbox that was not looked into is, and so is a delivery
// that did not happen.
type jsonReport struct {
	jsonSubject
	OK       bool           `json:"ok"`
	Scope    mailcore.Scope `json:"scope"`
	Summary  string         `json:"summary"`
	Zaionnex string         `json:"zaionnex"`
	Started  string         `json:"started"` // RFC 3339
	TookMS   int64          `json:"took_ms"`
	Results  []jsonResult   `json:"results"`
	Findings []jsonFinding  `json:"findings"`
	Products []jsonProduct  `json:"products"` // each in its own way; none where the test went in nobody's
	Mailbox  *jsonMailbox   `json:"mailbox"`
	Delivery *jsonDelivery  `json:"delivery"`
}

// A jsonProduct is how the test went in the way of one product.
type jsonProduct struct {
	Product  mailcore.Product `json:"product"`
	OK       bool             `json:"ok"`
	Summary  string           `json:"summary"`
	Results  []jsonResult     `json:"results"`
	Findings []jsonFinding    `json:"findings"`
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
		jsonSubject: subject(r.Profile, r.Scope, r.ID), TookMS: r.Took.Milliseconds(),
		OK: r.OK(), Scope: r.Scope, Summary: words.Summary(r), Zaionnex: line,
		Started: r.Started.Format(time.RFC3339), Results: newResults(r), Findings: newFindings(r), Products: []jsonProduct{},
		Mailbox: newMailbox(r.Mailbox), Delivery: newDelivery(r.Delivery),
	}
	for _, way := range r.Each() {
		for _, id := range way.For {
			j.Products = append(j.Products, jsonProduct{id, way.OK(), words.Summary(way), newResults(way), append(newFindings(way), about(id, problems)...)})
		}
	}
	errors := mailcore.Errors(problems)
	for _, p := range errors[min(1, len(errors)):] { // Diagnose explains the first
		j.Findings = append(j.Findings, problemFinding(p))
	}
	return j
}

// about lists what a product will not keep of the settings.
func about(id mailcore.Product, problems []mailcore.Problem) (all []jsonFinding) {
	for _, p := range problems {
		if p.Args["product"] == string(id) {
			all = append(all, problemFinding(p))
		}
	}
	return all
}

func newResults(r mailcore.Report) []jsonResult {
	all := []jsonResult{}
	for _, res := range r.Results {
		all = append(all, newResult(res))
	}
	return all
}

func newFindings(r mailcore.Report) []jsonFinding {
	all := []jsonFinding{}
	for _, f := range cause.Diagnose(r) {
		all = append(all, newFinding(f))
	}
	return all
}

func newResult(res mailcore.Result) jsonResult {
	facts := maps.Clone(res.Facts)
	if facts == nil {
		facts = map[string]string{}
	}
	if seconds, err := strconv.ParseFloat(facts["seconds"], 64); err == nil { // as every time here
		delete(facts, "seconds")
		facts["arrived_ms"] = strconv.FormatInt(int64(math.Round(seconds*1000)), 10)
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
		Results: []jsonResult{}, Findings: []jsonFinding{finding}, Products: []jsonProduct{},
	}
}

// list returns s, but never nil.
func list[T any](s []T) []T { return append([]T{}, s...) }

// writeJSON prints an object, or an array of them, each with the version of
// the schema.
func writeJSON(out io.Writer, value any) {
	text := encoded(value)
	if text[0] != '[' {
		fmt.Fprintf(out, "%s\n", versioned(text))
		return
	}
	var raw []json.RawMessage
	if err := json.Unmarshal(text, &raw); err != nil {
		panic(fmt.Errorf("what was encoded can be read: %w", err))
	}
	var items [][]byte
	for _, item := range raw {
		items = append(items, versioned(item))
	}
	fmt.Fprintf(out, "[%s]\n", bytes.Join(items, []byte(",")))
}

func encoded(value any) []byte {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		panic(fmt.Errorf("plain values always encode: %w", err))
	}
	return bytes.TrimSpace(text.Bytes())
}

// versioned puts the version at the beginning of an object.
func versioned(object []byte) []byte {
	return append(fmt.Appendf(nil, `{"schema":%d,`, schema), object[1:]...)
}
