package store

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/cause"
)

// A Run is one past test as the list of past tests shows it. [Store.Report]
// has the rest. Lines of an older index lack some of it.
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
	User       string              `json:"user,omitempty"`
	From       string              `json:"from,omitempty"` // the test's sender
	To         string              `json:"to"`             // the test's recipient
	Scope      mailcore.Scope      `json:"scope"`
	OK         bool                `json:"ok"`
	Side       mailcore.Side       `json:"side,omitempty"`  // of the step at which the test ended, if it did not pass
	Step       mailcore.Step       `json:"step,omitempty"`  //
	Fault      mailcore.Fault      `json:"fault,omitempty"` //
	Reply      string              `json:"reply,omitempty"` // first line, at most 200 characters: of that step, or the server's receipt
	More       string              `json:"more,omitempty"`  // its further lines, at most 600 characters, where the test did not pass
	Protocol   mailcore.Protocol   `json:"protocol,omitempty"`
	EndPort    int                 `json:"end_port,omitempty"` // to which that step talked, if not to Port
	Facts      map[string]string   `json:"facts,omitempty"`    // what else the rules of [cause.Diagnose] look at
	Way        []mailcore.Product  `json:"way,omitempty"`      // of the products in whose way the test ended so

	// What it proved of the settings, as in [mailcore.Verified]. Hash is "" where
	// that is nothing: it was stopped, or had a password that is not saved.
	Hash         string              `json:"hash,omitempty"`
	Until        time.Time           `json:"until,omitzero"`
	Auth         mailcore.AuthMethod `json:"auth,omitempty"`
	IncomingAuth mailcore.AuthMethod `json:"incoming_auth,omitempty"`
	For          []mailcore.Product  `json:"for,omitempty"`
}

// proof returns what the test proved.
func (r Run) proof() mailcore.Verified {
	return mailcore.Verified{Hash: r.Hash, Scope: r.Scope, At: r.Started.Add(r.Took), OK: r.OK, Until: r.Until, Auth: r.Auth, IncomingAuth: r.IncomingAuth, For: r.For}
}

// newRun sums up a report.
func newRun(r mailcore.Report) Run {
	p := r.Profile
	run := Run{
		ID: r.ID, Started: r.Started, Took: r.Took, Scope: r.Scope, OK: r.OK(),
		ProfileID: p.ID, Code: p.Code, Name: p.Name, From: p.From, To: p.TestTo, Protocol: p.Incoming.Protocol,
	}
	run.Host, run.Port, run.User, run.Encryption = p.Endpoint(r.Scope.Side())
	proof := r.Proof(r.Started)
	run.Hash, run.Until, run.Auth, run.IncomingAuth, run.For = proof.Hash, proof.Until, proof.Auth, proof.IncomingAuth, proof.For
	if r.Scope.Side() == mailcore.IncomingSide {
		run.From, run.To = "", ""
	}
	if run.OK {
		receipt, _ := r.Result(mailcore.OutgoingSide, mailcore.Queued)
		run.Reply, _ = cutReply(receipt.Reply)
		return run
	}
	end := ending(r)
	run.Side, run.Step, run.Fault = end.Side, end.Step, end.Fault
	run.Reply, run.More = cutReply(end.Reply)
	if port := portOn(p, end.Side); port != run.Port {
		run.EndPort = port
	}
	way := cause.FailedWay(r)
	run.Facts, run.Way = causes(way, end), way.For
	return run
}

// ending returns the step that failed, or else the first that was not taken
// because somebody stopped the test.
func ending(r mailcore.Report) mailcore.Result {
	if failed, ok := r.Failure(); ok {
		return failed
	}
	for _, res := range r.Steps() {
		if !slices.Contains([]mailcore.State{mailcore.Passed, mailcore.Warned, mailcore.Unneeded}, res.State) {
			return res
		}
	}
	return mailcore.Result{}
}

func portOn(p mailcore.Profile, side mailcore.Side) int {
	switch side {
	case mailcore.BeforeSide:
		return cmp.Or(p.Outgoing.PopBefore.Port, p.Outgoing.PopBefore.Encryption.DefaultPOPPort())
	case mailcore.IncomingSide:
		return p.Incoming.Port
	}
	return p.Outgoing.Port
}

// sideFacts are facts of any step that the rules of package cause look at.
var sideFacts = []string{"starttls", "tls-version", "product", "address-literal", "upgrade", "unread", "known", "other-worked"}

// causes returns the facts that rules look at: some of the step at which the
// test ended, some of all that was learned on its side.
func causes(r mailcore.Report, end mailcore.Result) map[string]string {
	facts := map[string]string{}
	for _, name := range sideFacts {
		facts[name] = firstRunes(r.Fact(end.Side, name), 200)
	}
	for _, name := range []string{"problem", "field", "issuer", "method"} {
		facts[name] = firstRunes(end.Facts[name], 200)
	}
	maps.DeleteFunc(facts, func(_, value string) bool { return value == "" })
	if len(facts) == 0 {
		return nil
	}
	return facts
}

// cutReply returns the first line of a reply, and what follows.
func cutReply(reply string) (first, more string) {
	first, more, _ = strings.Cut(reply, "\n")
	return firstRunes(first, 200), firstRunes(more, 600)
}

func firstRunes(text string, most int) string {
	for i := range text {
		if most--; most < 0 {
			return text[:i]
		}
	}
	return text
}

// sketch is as much of the report as the index has: the step that failed.
func (r Run) sketch() mailcore.Report {
	port := cmp.Or(r.EndPort, r.Port)
	failed := mailcore.Result{
		Side: r.Side, Step: r.Step, State: mailcore.Failed, Fault: r.Fault, Facts: r.Facts,
		Reply: strings.TrimSuffix(r.Reply+"\n"+r.More, "\n"),
	}
	var p mailcore.Profile
	p.From, p.TestTo, p.Outgoing.PopBefore.Port = r.From, r.To, port
	p.Outgoing.Host, p.Outgoing.Port, p.Outgoing.Encryption, p.Outgoing.User = r.Host, port, r.Encryption, r.User
	p.Incoming = mailcore.Incoming{Protocol: r.Protocol, Host: r.Host, Port: port, Encryption: r.Encryption, User: r.User}
	return mailcore.Report{ID: r.ID, Profile: p, Scope: r.Scope, Started: r.Started, Results: []mailcore.Result{failed}, For: r.Way}
}
