package store

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"todoku/mailcore"
)

// A ClashError is [ErrChanged] where the same servers were changed here and
// elsewhere, so that only a person can say which of them is meant.
type ClashError struct {
	Codes []string // of those servers, as they are here
}

// Error names the servers.
func (e *ClashError) Error() string {
	return fmt.Sprintf("%s: %s", ErrChanged.Error(), strings.Join(e.Codes, ", "))
}

// Unwrap returns [ErrChanged].
func (e *ClashError) Unwrap() error { return ErrChanged }

// Merge returns theirs, as somebody else saved them, with what mine changed,
// added, moved and deleted since before. clashes are the codes of the servers
// that both changed, or one changed and the other deleted: those are as in
// mine. A new server whose code is taken by now gets a number.
func Merge(before, mine, theirs Settings) (merged Settings, clashes []string) {
	merged.Preferences = mergePreferences(before.Preferences, mine.Preferences, theirs.Preferences)
	m := merger{byID(before.Profiles), byID(mine.Profiles), byID(theirs.Profiles)}
	for _, id := range mergedOrder(before.Profiles, mine.Profiles, theirs.Profiles) {
		p, stays, clash := m.one(id)
		if clash {
			clashes = append(clashes, p.Code)
		}
		if stays {
			merged.Profiles = append(merged.Profiles, p)
		}
	}
	m.number(merged.Profiles)
	return merged, clashes
}

// A merger holds the servers of three settings by their IDs.
type merger struct{ before, mine, theirs map[string]mailcore.Profile }

// one merges the server with that ID. It stays away where one side deleted it.
func (m merger) one(id string) (p mailcore.Profile, stays, clash bool) {
	before, was := m.before[id]
	mine, here := m.mine[id]
	theirs, there := m.theirs[id]
	switch {
	case here && there:
		return m.both(before, mine, theirs)
	case here:
		changed := was && !Same(before, mine)
		return mine, !was || changed, changed
	}
	return theirs, there && !was, was && there && !Same(before, theirs)
}

// both merges a server that is on both sides; before is without an ID where it
// is new on both.
func (m merger) both(before, mine, theirs mailcore.Profile) (p mailcore.Profile, stays, clash bool) {
	switch {
	case Same(before, theirs):
		p = mine
	case Same(before, mine), Same(mine, theirs):
		p = withSecrets(theirs, mine)
	default:
		p, clash = mine, true
	}
	for _, v := range []mailcore.Verified{mine.Verified, theirs.Verified} {
		if v.At.After(p.Verified.At) {
			p.Verified = v
		}
	}
	return p, true, clash
}

// number gives those that are new here another code where theirs have it.
func (m merger) number(all []mailcore.Profile) {
	taken := map[string]bool{}
	for _, p := range m.theirs {
		taken[p.Code] = true
	}
	for i, p := range all {
		_, was := m.before[p.ID]
		_, there := m.theirs[p.ID]
		if was || there || p.Code == "" {
			continue
		}
		all[i].Code = freeCode(p.Code, taken)
		taken[all[i].Code] = true
	}
}

func freeCode(code string, taken map[string]bool) string {
	stem := strings.TrimRight(code, "0123456789")
	for n := 2; taken[code]; n++ {
		code = stem + strconv.Itoa(n)
	}
	return code
}

// mergedOrder returns all IDs: in my order if only I moved servers, else in
// theirs; then what is new there, then what is new here.
func mergedOrder(before, mine, theirs []mailcore.Profile) []string {
	var moved []mailcore.Profile
	if slices.Equal(common(before, theirs), common(theirs, before)) {
		known := byID(slices.Concat(before, theirs))
		moved = slices.DeleteFunc(slices.Clone(mine), func(p mailcore.Profile) bool { _, ok := known[p.ID]; return !ok })
	}
	var ids []string
	seen := map[string]bool{}
	for _, p := range slices.Concat(moved, theirs, mine, before) {
		if !seen[p.ID] {
			ids = append(ids, p.ID)
		}
		seen[p.ID] = true
	}
	return ids
}

// common returns the IDs of those that others have too, in their order.
func common(profiles, others []mailcore.Profile) (ids []string) {
	there := byID(others)
	for _, p := range profiles {
		if _, ok := there[p.ID]; ok {
			ids = append(ids, p.ID)
		}
	}
	return ids
}

func byID(profiles []mailcore.Profile) map[string]mailcore.Profile {
	all := make(map[string]mailcore.Profile, len(profiles))
	for _, p := range profiles {
		all[p.ID] = p
	}
	return all
}

// Same reports whether two servers are set up alike, whatever their tests
// proved and whether their passwords are at hand.
func Same(p, q mailcore.Profile) bool { return reflect.DeepEqual(bare(p), bare(q)) }

func bare(p mailcore.Profile) mailcore.Profile {
	p.Verified = mailcore.Verified{}
	p.Notify, p.Products = append([]string(nil), p.Notify...), append([]mailcore.Product(nil), p.Products...)
	p.Office.Tags = append([]string(nil), p.Office.Tags...)
	for _, s := range p.Secrets() {
		*s.At = ""
	}
	return p
}

// withSecrets returns p with the passwords of q.
func withSecrets(p, q mailcore.Profile) mailcore.Profile {
	from := q.Secrets()
	for i, s := range p.Secrets() {
		*s.At = *from[i].At
	}
	return p
}

// mergePreferences returns theirs with what mine changed.
func mergePreferences(before, mine, theirs Preferences) Preferences {
	before, mine, theirs = before.filled(), mine.filled(), theirs.filled()
	b, m, t := reflect.ValueOf(before), reflect.ValueOf(mine), reflect.ValueOf(&theirs).Elem()
	for i := range m.NumField() {
		if !reflect.DeepEqual(b.Field(i).Interface(), m.Field(i).Interface()) {
			t.Field(i).Set(m.Field(i))
		}
	}
	return theirs
}
