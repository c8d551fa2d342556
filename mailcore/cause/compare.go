package cause

import (
	"slices"
	"time"

	"todoku/mailcore"
)

// A Group is what a [Difference] is about. Its words are in assets under
// "compare.group.<group>".
type Group string

// The groups, in the order in which they are read.
const (
	OutcomeGroup      Group = "outcome"
	SettingsGroup     Group = "settings"
	CertificateGroup  Group = "certificate"
	TLSGroup          Group = "tls"
	BannerGroup       Group = "banner"
	CapabilitiesGroup Group = "capabilities"
	AddressesGroup    Group = "addresses"
	TimingGroup       Group = "timing"
)

// A Difference is one thing in which a test went otherwise than an earlier one.
type Difference struct {
	Group  Group         `json:"group"`
	Side   mailcore.Side `json:"side"`   // "" for what is about the whole test
	Name   string        `json:"name"`   // of a field in settings, of a step in timing, one of [OutcomeNames] in outcome, else of a fact
	Before string        `json:"before"` // "" where there was nothing; a [time.Duration] in timing
	After  string        `json:"after"`
}

// OutcomeNames lists what can differ in how a test ended: whether it passed
// (a [State]), how far it was to go, where it ended ("side/step"), why (a
// [Code]), and what the server said.
var OutcomeNames = []string{"state", "scope", "step", "cause", "reply"}

// Compare returns what is different in a test from an earlier one of the same
// server, the most telling first. What only one of them came to know is left
// out: a test that ended early says nothing about a certificate.
func Compare(before, after mailcore.Report) []Difference {
	old, now := sameWay(before, after)
	return slices.Concat(
		changedOutcome(before, after), changedSettings(before.Profile, after.Profile),
		changedFacts(old, now), slowed(old, now),
	)
}

// sameWay returns the way that failed in one of two tests, the later one first,
// and the same of the other as far as that went it.
func sameWay(before, after mailcore.Report) (old, now mailcore.Report) {
	if _, failed := after.Failure(); failed {
		now = FailedWay(after)
		return likeWay(before, now), now
	}
	old = FailedWay(before)
	return old, likeWay(after, old)
}

// likeWay returns the way of r in which it was tested for products of other.
func likeWay(r, other mailcore.Report) mailcore.Report {
	for _, way := range r.Each() {
		if slices.ContainsFunc(way.For, func(id mailcore.Product) bool { return slices.Contains(other.For, id) }) {
			return way
		}
	}
	return FailedWay(r)
}

func changedOutcome(before, after mailcore.Report) []Difference {
	old, now := outcome(before), outcome(after)
	var found []Difference
	for _, name := range OutcomeNames {
		if old[name] != now[name] {
			found = append(found, Difference{Group: OutcomeGroup, Name: name, Before: old[name], After: now[name]})
		}
	}
	return found
}

// outcome says how a test ended, by [OutcomeNames].
func outcome(r mailcore.Report) map[string]string {
	end := map[string]string{"state": string(mailcore.Passed), "scope": string(r.Scope)}
	failure, failed := r.Failure()
	switch {
	case failed:
		end["state"], end["step"] = string(mailcore.Failed), string(failure.Side)+"/"+string(failure.Step)
		end["cause"], end["reply"] = string(Diagnose(r)[0].Code), firstLine(failure.Reply)
	case !r.OK():
		end["state"] = string(mailcore.Skipped)
	}
	return end
}

func changedSettings(before, after mailcore.Profile) []Difference {
	var found []Difference
	for _, c := range before.Changes(after) {
		found = append(found, Difference{Group: SettingsGroup, Name: c.Field, Before: before.Text(c.Field), After: c.Value})
	}
	return found
}

// A step is slower when it takes twice as long and that can be felt: half a
// second is beyond what two runs on one line differ by chance.
const (
	slowFactor = 2
	slowMargin = 500 * time.Millisecond
)

// slowed lists the steps that took clearly longer. Waiting that was asked for
// is none of them.
func slowed(before, after mailcore.Report) []Difference {
	var found []Difference
	for _, res := range after.Results {
		old, ok := before.Result(res.Side, res.Step)
		if !ok || !taken(old) || !taken(res) || res.Step == mailcore.WaitStep {
			continue
		}
		if res.Took >= slowFactor*old.Took && res.Took-old.Took > slowMargin {
			found = append(found, Difference{TimingGroup, res.Side, string(res.Step), old.Took.String(), res.Took.String()})
		}
	}
	return found
}

func taken(res mailcore.Result) bool {
	return res.State == mailcore.Passed || res.State == mailcore.Warned
}
