package store

import (
	"strings"
	"time"

	"todoku/mailcore"
)

// A Run is one past test as the list of past tests shows it. [Store.Report]
// has the rest.
type Run struct {
	ID         string              `json:"id"` // of the report
	Started    time.Time           `json:"started"`
	Took       time.Duration       `json:"took"`
	ProfileID  string              `json:"profile_id"` // the profile may be gone by now
	Code       string              `json:"code"`       // as the profile was when it was tested
	Name       string              `json:"name"`
	Host       string              `json:"host"`
	Port       int                 `json:"port"`
	Encryption mailcore.Encryption `json:"encryption"`
	To         string              `json:"to"` // the test's recipient
	Scope      mailcore.Scope      `json:"scope"`
	OK         bool                `json:"ok"`
	Side       mailcore.Side       `json:"side,omitempty"`  // of the step at which the test ended, if it did not pass
	Step       mailcore.Step       `json:"step,omitempty"`  //
	Fault      mailcore.Fault      `json:"fault,omitempty"` //
	Reply      string              `json:"reply,omitempty"` // first line, at most 200 characters: of that step, or the server's receipt
}

// newRun sums up a report.
func newRun(r mailcore.Report) Run {
	p := r.Profile
	run := Run{
		ID: r.ID, Started: r.Started, Took: r.Took, Scope: r.Scope, OK: r.OK(),
		ProfileID: p.ID, Code: p.Code, Name: p.Name, To: p.TestTo,
		Host: p.Outgoing.Host, Port: p.Outgoing.Port, Encryption: p.Outgoing.Encryption,
	}
	if r.Scope == mailcore.ReceiveScope {
		in := p.Incoming
		run.Host, run.Port, run.Encryption, run.To = in.Host, in.Port, in.Encryption, ""
	}
	if run.OK {
		receipt, _ := r.Result(mailcore.OutgoingSide, mailcore.Queued)
		run.Reply = firstLine(receipt.Reply)
		return run
	}
	end := ending(r)
	run.Side, run.Step, run.Fault, run.Reply = end.Side, end.Step, end.Fault, firstLine(end.Reply)
	return run
}

// ending returns the step that failed, or else the first that was not taken
// because somebody stopped the test.
func ending(r mailcore.Report) mailcore.Result {
	if failed, ok := r.Failure(); ok {
		return failed
	}
	for _, res := range r.Results {
		if res.State != mailcore.Passed && res.State != mailcore.Warned {
			return res
		}
	}
	return mailcore.Result{}
}

func firstLine(reply string) string {
	line, _, _ := strings.Cut(reply, "\n")
	if runes := []rune(line); len(runes) > 200 {
		line = string(runes[:200])
	}
	return line
}
