package app

import (
	"slices"

	"github.com/google/uuid"

	"todoku/assets/words"
	"todoku/forms"
	"todoku/mailcore"
	"todoku/mailcore/products"
	"todoku/store"
)

// settings are those of the file with what was changed here. Their list begins
// with the servers that stay there (MS-01).
type settings struct {
	store.Settings
	seen store.Settings // as in the file when it was last read or written
}

func newSettings(s store.Settings) settings {
	s.Profiles = mailcore.WithFixed(s.Profiles)
	return settings{s, s}
}

// save writes them into the file, with what others have saved there meanwhile,
// and reports the servers that are different for it.
func (s *settings) save(to *store.Store) (others []string, err error) {
	now, err := to.SaveSince(s.seen, s.Settings)
	if err != nil {
		return nil, err
	}
	mine := s.Profiles
	*s = newSettings(now)
	for _, p := range mine {
		if i := index(s.Profiles, p.ID); i >= 0 && !store.Same(p, s.Profiles[i]) {
			others = append(others, p.ID)
		}
	}
	return others, nil
}

// catchUp takes over what tests proved that somebody else ran: a command, or a
// timer.
func (s *settings) catchUp(from *store.Store) {
	for _, list := range []*[]mailcore.Profile{&s.Profiles, &s.seen.Profiles} {
		*list = slices.Clone(*list)
		from.CatchUp(*list)
	}
}

// merge does to theirs what was done here since the file was last seen; where
// both changed the same server, it is as it is here.
func (s *settings) merge(theirs store.Settings) {
	s.Settings, _ = store.Merge(s.seen, s.Settings, theirs)
	s.Profiles = mailcore.WithFixed(s.Profiles)
}

// put replaces the profile of the same ID, or appends.
func put(profiles []mailcore.Profile, p mailcore.Profile) []mailcore.Profile {
	if i := index(profiles, p.ID); i >= 0 {
		profiles[i] = p
		return profiles
	}
	return append(profiles, p)
}

// index finds a profile by its ID; -1 if there is none.
func index(profiles []mailcore.Profile, id string) int {
	return slices.IndexFunc(profiles, func(p mailcore.Profile) bool { return p.ID == id })
}

// firstOwn is the first server that the user added; -1 if there is none.
func (s *settings) firstOwn() int {
	return slices.IndexFunc(s.Profiles, func(p mailcore.Profile) bool { return !p.Fixed() })
}

// first is the server to begin with: the one with the ID that was chosen last,
// or else the first own; -1 if there is none.
func (s *settings) first(chosen string) int {
	if i := index(s.Profiles, chosen); i >= 0 {
		return i
	}
	return s.firstOwn()
}

// movable reports whether the server at i can be moved and deleted.
func (s *settings) movable(i int) bool {
	return i >= 0 && i < len(s.Profiles) && !s.Profiles[i].Fixed()
}

// near is the server of the user's own at i, or the last; -1 if there is none.
func (s *settings) near(i int) int {
	if i = min(i, len(s.Profiles)-1); !s.movable(i) {
		return -1
	}
	return i
}

// own returns the IDs of the servers that can be moved and deleted.
func (s *settings) own() []string {
	var ids []string
	for i, p := range s.Profiles {
		if s.movable(i) {
			ids = append(ids, p.ID)
		}
	}
	return ids
}

// named gives a profile what it needs to be kept: an ID, and a code if the
// user chose none.
func (s *settings) named(p mailcore.Profile) mailcore.Profile {
	if p.ID == "" {
		p.ID = uuid.NewString()
	}
	if p.Code == "" {
		p.Code = freeCode(s.Profiles)
	}
	return p
}

func freeCode(profiles []mailcore.Profile) string {
	for n := 1; ; n++ {
		code := words.Code(n)
		if !slices.ContainsFunc(profiles, func(p mailcore.Profile) bool { return p.Code == code }) {
			return code
		}
	}
}

// duplicate reports a code that another server has (GR-04), or one that
// cannot be one.
func (s *settings) duplicate(p mailcore.Profile) (mailcore.Problem, bool) {
	for _, problem := range mailcore.Errors(products.Problems(p, "")) {
		if problem.Field == "code" || problem.Field == "name" {
			return problem, true
		}
	}
	for _, other := range s.Profiles {
		if other.ID != p.ID && other.Code == p.Code {
			return mailcore.Problem{Field: "code", Code: "code-duplicate", Severity: mailcore.Error, Args: map[string]string{"name": forms.Title(other)}}, true
		}
	}
	return mailcore.Problem{}, false
}
