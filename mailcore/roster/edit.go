package roster

import (
	"cmp"
	"slices"
	"strings"

	"todoku/mailcore"
)

// A Mode says what an [Edit] does to a list of words.
type Mode string

// The modes.
const (
	Replace Mode = ""
	Add     Mode = "add"
	Remove  Mode = "remove"
)

// Modes lists the modes in the order in which they are offered for a list.
var Modes = []Mode{Add, Remove, Replace}

// An Edit gives one field of many servers a value.
type Edit struct {
	Field string // key of the field
	Value string // as [mailcore.Profile.Set] takes it
	Mode  Mode   // of tags and products
}

// Editable lists the fields that can be edited in many servers at once.
var Editable = []string{
	"outgoing.port", "outgoing.encryption", "outgoing.timeout", "outgoing.auth",
	"incoming.port", "incoming.encryption", "incoming.timeout",
	"products", "office.tags", "office.person", "office.department",
	"office.supplier", "office.contract", "office.phone", "notify", "test_to",
}

// Lists reports whether a field of the name holds several words.
func Lists(field string) bool {
	switch new(mailcore.Profile).Field(field).(type) {
	case *[]string, *[]mailcore.Product:
		return true
	}
	return false
}

// A Step is what an edit does to one server.
type Step struct {
	Before, After mailcore.Profile
	Changes       []Difference       // none where nothing changes
	Why           string             // it is left as it is; the words are in assets under "edit.why.<why>"; "" where it is not
	Problems      []mailcore.Problem // what would be wrong with it that is not wrong now
}

// A Difference is one field that an edit changes.
type Difference struct{ Field, Before, After string }

// Changed reports whether the edit changes the server.
func (s *Step) Changed() bool { return s.Why == "" && len(s.Changes) > 0 }

// The reasons why a server is left as it is.
const (
	LeftFixed   = "fixed"   // the provider, the product or an administrator decides
	LeftUnused  = "unused"  // it has no such server
	LeftRefused = "refused" // it would be wrong
)

// Whys lists the reasons.
var Whys = []string{LeftFixed, LeftUnused, LeftRefused}

// Plan returns what the edit does to each of the servers. fixed reports whether
// somebody else decides a field of a server; nil is nobody. The error is one of
// [mailcore.Profile.Set]: no server can have that value.
func (e Edit) Plan(profiles []mailcore.Profile, fixed func(p mailcore.Profile, field string) bool) ([]Step, error) {
	tidy, err := mailcore.Profile{}.With(mailcore.Change{Field: e.Field, Value: e.Value})
	if err != nil {
		return nil, err
	}
	e.Value = tidy.Normalised().Text(e.Field)
	steps := make([]Step, len(profiles))
	for i := range profiles {
		steps[i] = e.step(profiles[i], fixed)
	}
	return steps, nil
}

func (e Edit) step(p mailcore.Profile, fixed func(mailcore.Profile, string) bool) Step {
	s := Step{Before: p, After: p}
	switch {
	case fixed != nil && fixed(p, e.Field):
		s.Why = LeftFixed
		return s
	case strings.HasPrefix(e.Field, "incoming.") && p.Incoming.Protocol == "", strings.HasPrefix(e.Field, "outgoing.") && p.Outgoing.BuiltIn:
		s.Why = LeftUnused
		return s
	}
	s.After, _ = p.With(mailcore.Change{Field: e.Field, Value: e.value(p)}) // what can be set in one can be in all
	follow(&s, e.Field)
	s.compare(e.Field)
	if len(s.Changes) == 0 {
		return s
	}
	if s.Problems = e.worse(p, s.After); len(s.Problems) > 0 {
		s.Why = LeftRefused
	}
	return s
}

// compare notes that a field changes, if it does.
func (s *Step) compare(field string) {
	if before, after := s.Before.Text(field), s.After.Text(field); before != after {
		s.Changes = append(s.Changes, Difference{field, before, after})
	}
}

// value is the whole value of the field after the edit.
func (e Edit) value(p mailcore.Profile) string {
	if e.Mode == Replace || !Lists(e.Field) {
		return e.Value
	}
	words, named := mailcore.SplitList(p.Text(e.Field)), mailcore.SplitList(e.Value)
	words = slices.DeleteFunc(words, func(w string) bool { return slices.Contains(named, w) })
	if e.Mode == Add {
		words = mailcore.SplitList(p.Text(e.Field))
		for _, w := range named {
			if !slices.Contains(words, w) {
				words = append(words, w)
			}
		}
	}
	return strings.Join(words, ", ")
}

// follow takes the port along with the encryption, where it was the usual one.
func follow(s *Step, field string) {
	b, a := &s.Before, &s.After
	switch {
	case field == "outgoing.encryption" && b.Outgoing.Port == b.Outgoing.Encryption.DefaultPort():
		a.Outgoing.Port = a.Outgoing.Encryption.DefaultPort()
		s.compare("outgoing.port")
	case field == "incoming.encryption" && b.Incoming.Port == b.Incoming.Protocol.DefaultPort(b.Incoming.Encryption):
		a.Incoming.Port = a.Incoming.Protocol.DefaultPort(a.Incoming.Encryption)
		s.compare("incoming.port")
	}
}

// worse lists what is wrong with after and was not with before.
func (e Edit) worse(before, after mailcore.Profile) []mailcore.Problem {
	if strings.HasPrefix(e.Field, "office.") {
		return nil // where nothing can be wrong
	}
	if strings.HasSuffix(e.Field, ".port") || strings.HasSuffix(e.Field, ".encryption") || strings.HasSuffix(e.Field, ".timeout") {
		before, after = unaddressed(before), unaddressed(after)
	}
	wrong := mailcore.Errors(after.Check(""))
	if len(wrong) == 0 {
		return nil
	}
	known := mailcore.Errors(before.Check(""))
	return slices.DeleteFunc(wrong, func(p mailcore.Problem) bool {
		return slices.ContainsFunc(known, func(k mailcore.Problem) bool { return k.Field == p.Field && k.Code == p.Code })
	})
}

// unaddressed is p without the addresses, which take longest to judge, and with
// which a port has nothing to do.
func unaddressed(p mailcore.Profile) mailcore.Profile {
	p.From, p.TestTo, p.Notify = "", "", nil
	return p
}

// An Account is one with which servers log in by a password.
type Account struct{ Host, User string }

// A Use is a password of one server that is the account's.
type Use struct {
	Server string // ID
	Side   mailcore.Side
}

// Accounts lists the accounts of the servers with where each is used, in the
// order of the servers. One is the same where the account and the domain of the
// server are the same, on whichever side.
func Accounts(profiles []mailcore.Profile) (all []Account, uses map[Account][]Use) {
	uses = map[Account][]Use{}
	for _, p := range profiles {
		if p.Practice || p.OAuth != "" {
			continue
		}
		for _, s := range p.Secrets() {
			a := accountOf(p, s.Side)
			if a.User == "" || a.Host == "" {
				continue
			}
			if len(uses[a]) == 0 {
				all = append(all, a)
			}
			uses[a] = append(uses[a], Use{p.ID, s.Side})
		}
	}
	return all, uses
}

// accountOf is the account of a side that has a password of its own; none where
// it has none.
func accountOf(p mailcore.Profile, side mailcore.Side) Account {
	o, in, pop := p.Outgoing, p.Incoming, p.Outgoing.PopBefore
	shared := o.SameAccount && in.Protocol != ""
	var host, user string
	switch {
	case side == mailcore.OutgoingSide && o.Auth != mailcore.NoAuth && !shared && !o.BuiltIn:
		host, user = o.Host, o.User
	case side == mailcore.IncomingSide && in.Protocol != "":
		host, user = in.Host, in.User
	case side == mailcore.BeforeSide && pop.Use && pop.User != "" && pop.User != o.User:
		host, user = cmp.Or(pop.Host, o.Host), pop.User
	}
	if host == "" || user == "" {
		return Account{}
	}
	return Account{Known{}.provider(mailcore.Profile{Outgoing: mailcore.Outgoing{Host: host}}), user}
}
