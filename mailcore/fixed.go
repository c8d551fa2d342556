package mailcore

import "slices"

// fixed are the servers that every list begins with (MS-01): they cannot be
// deleted or moved. The IDs are written to files.
var fixed = []struct {
	id, name string
	provider Provider
}{
	{"gmail", "Gmail", Google},
	{"exchange-online", "Exchange Online", Microsoft},
}

// WithFixed returns profiles with the fixed servers in front: as they were
// saved, or new.
func WithFixed(profiles []Profile) []Profile {
	all := make([]Profile, 0, len(fixed)+len(profiles))
	for _, f := range fixed {
		all = append(all, saved(profiles, f.id, f.name, f.provider))
	}
	for _, p := range profiles {
		if !p.Fixed() {
			all = append(all, p)
		}
	}
	return all
}

func saved(profiles []Profile, id, name string, provider Provider) Profile {
	for _, p := range profiles {
		if p.ID == id {
			return p
		}
	}
	p := NewProfile()
	p.ID, p.Code, p.Name, p.OAuth, p.Incoming.Protocol = id, id, name, provider, IMAP
	return p.Filled()
}

// Fixed reports whether p is one of the servers that stay where they are.
func (p Profile) Fixed() bool {
	for _, f := range fixed {
		if p.ID == f.id {
			return true
		}
	}
	return false
}

// SetUp reports whether somebody has set p up: it is not one of those that every
// list begins with, as that list has it.
func (p Profile) SetUp() bool { return !p.Fixed() || p.Outgoing.User != "" }

// InUse reports whether somebody sends by p: it is set up, and not to practise
// on.
func (p Profile) InUse() bool { return !p.Practice && p.SetUp() }

// InUse leaves out the profiles by which nobody sends.
func InUse(profiles []Profile) []Profile {
	return slices.DeleteFunc(slices.Clone(profiles), func(p Profile) bool { return !p.InUse() })
}
