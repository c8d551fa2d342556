package exchange

import (
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"
	"golang.org/x/text/unicode/norm"

	"todoku/mailcore"
)

// A Planned is what becomes of a draft among the servers that are there.
type Planned struct {
	Draft   Draft
	Profile mailcore.Profile  // as it will be, with an ID; with passwords that came along
	Before  *mailcore.Profile // the server that changes; nil for a new one
	Code    string            // that the draft had, where it belongs to another server already; else ""
}

// Replaces reports whether the draft changes a server that is there.
func (p Planned) Replaces() bool { return p.Before != nil }

// Refusal is why a draft that is about a saved server, by its code and without
// a host, changes none: one of [RefusalCodes], or "". Nothing of its file may
// be kept then.
func (p Planned) Refusal() string {
	switch d := p.Draft; {
	case p.Replaces() || !d.saw("code") || d.namesHost():
		return ""
	case d.Profile.Code == "":
		return "no-code"
	case p.Code != "":
		return "code-again"
	}
	return "unknown-code"
}

// Changes lists the fields that will differ from what is there, or from a new
// server.
func (p Planned) Changes() []mailcore.Change {
	before := mailcore.NewProfile()
	if p.Before != nil {
		before = *p.Before
	}
	return before.Changes(p.Profile)
}

// Plan says what drafts mean for the servers that are there. A draft with the
// ID or the code of one, or with neither but for the same account on the same
// servers, changes what was read and leaves the rest; any other is a new
// server. Two drafts never change the same server, and a code that is
// taken gets a number. An empty code stays: the program gives one.
func Plan(existing []mailcore.Profile, drafts []Draft) []Planned {
	codes, ids, used := map[string]int{}, map[string]int{}, map[int]bool{}
	accounts, numbers := map[string]int{}, map[string]int{}
	for i, p := range slices.Backward(existing) {
		ids[p.ID], accounts[accountOf(p)] = i, i
		if p.Code != "" {
			codes[p.Code] = i
		}
	}
	plan := make([]Planned, len(drafts))
	for i, d := range drafts {
		code := strings.TrimSpace(norm.NFKC.String(d.Profile.Code))
		at, found := ids[d.Profile.ID]
		if !found || d.Profile.ID == "" {
			at, found = codes[code]
			found = found && (d.Profile.ID == "" || at < 0 || accountOf(existing[at]) == accountOf(d.Profile)) // else another server of that code
		}
		if !found && code == "" && d.Profile.ID == "" && d.namesHost() {
			at, found = accounts[accountOf(d.Profile)]
		}
		if found && at >= 0 && !used[at] {
			used[at] = true
			plan[i] = replacement(existing[at], d, codes, at)
		} else {
			plan[i] = addition(d, code, codes, ids, numbers)
		}
		codes[plan[i].Profile.Code] = taken(found, at, codes, plan[i].Profile.Code)
	}
	return plan
}

// accountOf names the account on both servers, by which a draft without a name
// of its own finds the server that it was read for before.
func accountOf(p mailcore.Profile) string {
	o, in := p.Outgoing, p.Incoming
	return strings.Join([]string{strings.ToLower(o.Host), strconv.Itoa(o.Port), o.User, strings.ToLower(in.Host), in.User}, "\x00")
}

// taken keeps who has a code; -1 is a draft.
func taken(found bool, at int, codes map[string]int, code string) int {
	if old, ok := codes[code]; ok {
		return old
	}
	if found {
		return at
	}
	return -1
}

// replacement changes what was read. A code of another server is not taken
// away from it.
func replacement(before mailcore.Profile, d Draft, codes map[string]int, at int) Planned {
	p := Planned{Draft: d, Before: &before, Profile: before}
	for _, s := range d.Seen {
		owner, has := codes[s.Value]
		if s.Field == "code" && (s.Value == "" || has && owner != at) {
			if s.Value != "" {
				p.Code = s.Value
			}
			continue
		}
		p.Profile, _ = p.Profile.With(mailcore.Change{Field: s.Field, Value: d.raw(s.Field)})
	}
	return p
}

// raw returns a field as text, a password too.
func (d Draft) raw(key string) string {
	if s, ok := d.Profile.Field(key).(*mailcore.Secret); ok {
		return string(*s)
	}
	return d.Profile.Text(key)
}

func addition(d Draft, code string, codes, ids, numbers map[string]int) Planned {
	p := Planned{Draft: d, Profile: d.Profile}
	if _, ok := ids[p.Profile.ID]; ok || p.Profile.ID == "" {
		p.Profile.ID = uuid.NewString()
	}
	ids[p.Profile.ID] = -1
	p.Profile.Code = free(code, codes, numbers)
	if p.Profile.Code != code {
		p.Code = code
	}
	return p
}

// free returns the code, or with a number behind it the first that nobody
// has; numbers keeps how far each code has come.
func free(code string, codes, numbers map[string]int) string {
	if _, ok := codes[code]; !ok || code == "" {
		return code
	}
	for n := max(2, numbers[code]); ; n++ {
		numbered := code + "-" + strconv.Itoa(n)
		if _, ok := codes[numbered]; !ok {
			numbers[code] = n + 1
			return numbered
		}
	}
}

// Number gives a code to each server of the plan that has none. code names the
// nth that the program would give; those that are taken are left out.
func Number(existing []mailcore.Profile, plan []Planned, code func(n int) string) {
	taken := map[string]bool{}
	for _, p := range existing {
		taken[p.Code] = true
	}
	for _, p := range plan {
		taken[p.Profile.Code] = true
	}
	n := 0
	for i := range plan {
		for p := &plan[i].Profile; p.Code == ""; {
			n++
			if c := code(n); !taken[c] {
				p.Code, taken[c] = c, true
			}
		}
	}
}

// Apply returns the servers after the plan: changed ones in their place, new
// ones behind them. What the user refused is left out of plan.
func Apply(existing []mailcore.Profile, plan []Planned) []mailcore.Profile {
	changed := map[string]mailcore.Profile{}
	all := make([]mailcore.Profile, 0, len(existing)+len(plan))
	for _, p := range plan {
		if p.Replaces() {
			changed[p.Before.ID] = p.Profile
		}
	}
	for _, p := range existing {
		if after, ok := changed[p.ID]; ok {
			p = after
		}
		all = append(all, p)
	}
	for _, p := range plan {
		if !p.Replaces() {
			all = append(all, p.Profile)
		}
	}
	return all
}
