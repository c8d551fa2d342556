package forms

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"todoku/mailcore"
)

// A Filter says which servers a list shows. The zero value lets all through.
type Filter struct {
	Text     string            // words, each of which a name, code, host, account or address holds
	Standing mailcore.Standing // "" for any
}

// Of returns the places of the profiles that f lets through.
func (f Filter) Of(profiles []mailcore.Profile) []int {
	words := strings.Fields(Folded(f.Text))
	shown := make([]int, 0, len(profiles))
	for i, p := range profiles {
		if holds(p, words) && (f.Standing == "" || p.Standing() == f.Standing) { // the dearer question last
			shown = append(shown, i)
		}
	}
	return shown
}

func holds(p mailcore.Profile, words []string) bool {
	if len(words) == 0 {
		return true
	}
	text := Folded(strings.Join([]string{p.Name, p.Code, p.Outgoing.Host, p.Incoming.Host, p.Outgoing.User, p.Incoming.User, p.From}, "\n"))
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// Folded makes full-width and capital letters the same as the others.
func Folded(s string) string { return strings.ToLower(norm.NFKC.String(s)) }
