package cause

import (
	"regexp"
	"strings"
	"sync"
)

// A wording is one way of saying something: a pattern in which case does not
// matter and ^ and $ are the ends of lines.
type wording struct {
	pattern string
	from    string // the program or server that says it, or the RFC; several where many do
}

// several is where a wording comes from that many programs share.
const several = "several"

// A saying is what a row of a table looks for in a text: any of its wordings.
type saying struct {
	wordings []wording
	regexp   func() *regexp.Regexp
}

// anyOf compiles its wordings into one expression, when a text first comes that
// far.
func anyOf(wordings ...wording) *saying {
	return &saying{wordings, sync.OnceValue(func() *regexp.Regexp {
		patterns := make([]string, len(wordings))
		for i, w := range wordings {
			patterns[i] = w.pattern
		}
		return says(strings.Join(patterns, "|"))()
	})}
}

func (s *saying) in(text string) bool { return s.regexp().MatchString(text) }

// find returns where text says it, nil where it does not.
func (s *saying) find(text string) []int { return s.regexp().FindStringIndex(text) }
