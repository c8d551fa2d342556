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
	from    string // the programs or servers that say it, or the RFC; with the version in which it was seen
}

// Where a wording comes from, if it is nobody that can be named.
const (
	// bounces have been collected by Sisimai and ZoneMTA, without the servers that
	// said so.
	bounces = "bounces that Sisimai and ZoneMTA know"

	// unverified is a wording that was found in no program's source and in no
	// message of a known server.
	unverified = "unverified"
)

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
