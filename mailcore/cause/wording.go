package cause

import (
	"regexp"
	"slices"
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
	sought   []soughtWording
}

// A soughtWording is a wording that is ready to be looked for.
type soughtWording struct {
	literals []int // of which a text has one; none where that is not known
	regexp   func() *regexp.Regexp
}

// anyOf makes a saying. Its expressions are compiled when a text first has
// their literals.
func anyOf(wordings ...wording) *saying {
	s := &saying{wordings: wordings, sought: make([]soughtWording, len(wordings))}
	for i, w := range wordings {
		s.sought[i].regexp = says(w.pattern)
	}
	sayings = append(sayings, s)
	return s
}

// sayings are all that were made.
var sayings []*saying

func (s *saying) in(text string) bool { return s.find(text) != nil }

// find returns where text first says it, nil where it does not.
func (s *saying) find(text string) (first []int) {
	has := found(text)
	for _, w := range s.sought {
		if !w.possible(has) {
			continue
		}
		if at := w.regexp().FindStringIndex(text); at != nil && (first == nil || at[0] < first[0]) {
			first = at
		}
	}
	return first
}

// possible reports whether a text that has these literals may say it.
func (w soughtWording) possible(has map[int]bool) bool {
	return w.literals == nil || slices.ContainsFunc(w.literals, func(n int) bool { return has[n] })
}

func (w soughtWording) in(text string) bool {
	has := found(text)
	return w.possible(has) && w.regexp().MatchString(text)
}
