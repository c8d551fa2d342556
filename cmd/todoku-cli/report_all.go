package main

import (
	"errors"
	"fmt"
	"strings"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore"
)

// A crowdView prints how the tests of many servers end.
type crowdView interface {
	ended(*candidate) // after each
	end(*crowd)
}

func (c *check) crowdView(all *crowd) crowdView {
	switch {
	case c.format == "json":
		return jsonCrowd{c.session}
	case c.isMonitored():
		return monitorCrowd{c.monitor()}
	}
	v := &textCrowd{textView: textView{out: c.out, colours: c.colours}, depth: all.depth}
	for _, state := range []mailcore.State{mailcore.Passed, mailcore.Failed, mailcore.Skipped} {
		v.states = max(v.states, words.Columns(words.State(state)))
	}
	for _, one := range all.all {
		for i, cell := range v.cells(one) {
			v.widths[i] = max(v.widths[i], words.Columns(cell))
		}
	}
	return v
}

// A textCrowd prints a line for each server when it has ended, and in the end
// what is different from last time.
type textCrowd struct {
	textView
	depth  mailcore.Scope
	widths [3]int // of what says which server it is
}

// cells say which server it is.
func (v *textCrowd) cells(one *candidate) [3]string {
	p := one.profile
	host, port, _, _ := p.Endpoint(v.depth.Side())
	return [3]string(visible(p.Code, p.Name, address(host, port)))
}

func (v *textCrowd) ended(one *candidate) {
	state := one.ending.State
	line := v.paint(colourOf[state], pad(words.State(state), v.states))
	for i, cell := range v.cells(one) {
		line += "  " + pad(cell, v.widths[i])
	}
	line += "  " + padLeft(words.Took(one.outcome.Report.Took), 9) + "  " + v.detail(one)
	fmt.Fprintln(v.out, strings.TrimRight(line, " "))
}

// detail says how it went, behind the state.
func (v *textCrowd) detail(one *candidate) string {
	return strings.TrimLeft(strings.TrimPrefix(onOneLine(one.how), words.State(one.ending.State)), ": ")
}

func (v *textCrowd) end(c *crowd) {
	t := c.tally
	fmt.Fprintf(v.out, "\n%s\n", v.paint(colourOf[t.State()], words.Ended(t)))
	v.different(c, mailcore.Broke, assets.Text("batch.broke", "n", t.Broke))
	v.different(c, mailcore.Mended, assets.Text("batch.mended", "n", t.Mended))
	c.sayUnkept()
}

func (v *textCrowd) different(c *crowd, trend mailcore.Trend, head string) {
	codes := c.codes(trend)
	if len(codes) > 0 {
		fmt.Fprintf(v.out, "%s: %s\n", head, onOneLine(strings.Join(codes, ", ")))
	}
}

// codes are those of the servers of which something is different, in the order
// of the list.
func (c *crowd) codes(trend mailcore.Trend) []string {
	codes := []string{}
	for _, one := range c.all {
		if one.ending.Trend == trend {
			codes = append(codes, one.profile.Code)
		}
	}
	return codes
}

// sayUnkept says why something is not in the history, once.
func (c *crowd) sayUnkept() {
	for _, one := range c.all {
		if one.outcome.Err != nil && one.outcome.Report.ID != "" {
			_ = c.say(one.outcome.Err)
			return
		}
	}
}

// A jsonAll is what check --all --format json prints. Every key is always
// there, and no list is null.
type jsonAll struct {
	OK      bool            `json:"ok"` // nothing failed, nothing that had to be tested was left out
	Scope   mailcore.Scope  `json:"scope"`
	Summary string          `json:"summary"`
	Passed  int             `json:"passed"`
	Failed  int             `json:"failed"`
	Skipped int             `json:"skipped"`
	Stopped int             `json:"stopped"`
	Broke   []string        `json:"broke"`  // codes
	Mended  []string        `json:"mended"` // codes
	Servers []jsonCandidate `json:"servers"`
}

type jsonCandidate struct {
	jsonSubject
	State    mailcore.State  `json:"state"`
	Trend    mailcore.Trend  `json:"trend"`  // "broke", "mended" or ""
	Status   int             `json:"status"` // what check would end with for this server alone
	Reason   mailcore.Reason `json:"reason"` // why it was not tested; "" where it was
	TookMS   int64           `json:"took_ms"`
	Summary  string          `json:"summary"`
	Findings []jsonFinding   `json:"findings"`
}

// A jsonCrowd prints one object in the end.
type jsonCrowd struct{ *session }

func (jsonCrowd) ended(*candidate) {}

func (v jsonCrowd) end(c *crowd) {
	writeJSON(v.out, c.json())
	c.sayUnkept()
}

func (c *crowd) json() jsonAll {
	t := c.tally
	j := jsonAll{
		OK: c.verdict() == nil, Scope: c.depth, Summary: words.Tally(t), Passed: t.Passed, Failed: t.Failed, Skipped: t.Skipped, Stopped: t.Stopped,
		Broke: c.codes(mailcore.Broke), Mended: c.codes(mailcore.Mended), Servers: []jsonCandidate{},
	}
	for _, one := range c.all {
		j.Servers = append(j.Servers, c.server(one))
	}
	return j
}

func (c *crowd) server(one *candidate) jsonCandidate {
	p, r := one.profile, one.outcome.Report
	j := jsonCandidate{
		jsonSubject: subject(p, c.depth, ""), State: one.ending.State, Trend: one.ending.Trend,
		Status: one.status(), TookMS: r.Took.Milliseconds(), Summary: one.how, Findings: []jsonFinding{},
	}
	if none, ok := errors.AsType[*mailcore.NoTest](one.outcome.Err); ok {
		j.Reason = none.Reason
		return j
	}
	failure, _ := r.Failure()
	if !c.noSave && one.outcome.Err == nil && failure.Step != mailcore.CheckStep {
		j.Run = r.ID
	}
	for _, f := range one.findings {
		j.Findings = append(j.Findings, newFinding(f))
	}
	return j
}
