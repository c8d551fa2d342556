package oauth

import (
	"todoku/mailcore"
)

// fixed are the servers that every list begins with (MS-01): they cannot be
// deleted or moved. The IDs are written to files.
var fixed = []struct {
	id, name string
	provider mailcore.Provider
}{
	{"gmail", "Gmail", mailcore.Google},
	{"exchange-online", "Exchange Online", mailcore.Microsoft},
}

// WithFixed returns profiles with the fixed servers in front: as they were
// saved, or new.
func WithFixed(profiles []mailcore.Profile) []mailcore.Profile {
	all := make([]mailcore.Profile, 0, len(fixed)+len(profiles))
	for _, f := range fixed {
		all = append(all, saved(profiles, f.id, f.name, f.provider))
	}
	for _, p := range profiles {
		if !Fixed(p) {
			all = append(all, p)
		}
	}
	return all
}

func saved(profiles []mailcore.Profile, id, name string, provider mailcore.Provider) mailcore.Profile {
	for _, p := range profiles {
		if p.ID == id {
			return p
		}
	}
	p := mailcore.NewProfile()
	p.ID, p.Code, p.Name, p.OAuth, p.Incoming.Protocol = id, id, name, provider, mailcore.IMAP
	return Fill(p)
}

// Fixed reports whether p is one of the servers that stay where they are.
func Fixed(p mailcore.Profile) bool {
	for _, f := range fixed {
		if p.ID == f.id {
			return true
		}
	}
	return false
}
