package cause

import (
	"slices"
	"strings"

	"todoku/pattern"
)

// A wording is one way of saying something: a pattern in which case does not
// matter and ^ and $ are the ends of lines.
type wording struct {
	pattern string
	from    string // the programs or servers that say it, or the RFC; with the version in which it was seen
	witness string // a text that says it, or several
}

// also stands between witnesses.
const also = "\x00"

// witnesses are texts that the wording, and only it, explains. One that needs none
// has one among the texts of testdata.
func (w wording) witnesses() []string {
	if w.witness == "" {
		return nil
	}
	return strings.Split(w.witness, also)
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
	prepared []soughtWording // of each, once a text was looked through
}

// A soughtWording is a wording that is ready to be looked for.
type soughtWording struct {
	literals []int // of which a text has one; none where that is not known
	oneLine  bool  // a match never goes over the end of a line
	wide     bool  // a match has letters of full width
	regexp   *pattern.Pattern
}

// anyOf makes a saying. Nothing of it is read before a text is looked through,
// and its expressions are compiled when one first has their literals.
func anyOf(all ...wording) *saying {
	s := &saying{wordings: all}
	sayings = append(sayings, s)
	return s
}

// sought are its wordings, ready to be looked for.
func (s *saying) sought() []soughtWording {
	allLiterals()
	return s.prepared
}

// sayings are all that were made.
var sayings []*saying

func (s *saying) in(text string) bool { return s.find(text) != nil }

// find returns where text first says it, nil where it does not.
func (s *saying) find(text string) (first []int) {
	seen := sightings(text)
	for _, w := range s.sought() {
		if at := w.find(text, seen); at != nil && (first == nil || at[0] < first[0]) {
			first = at
		}
	}
	return first
}

func (w soughtWording) in(text string) bool { return w.find(text, sightings(text)) != nil }

// find looks only where the literals are, if it has any.
func (w soughtWording) find(text string, seen sighting) []int {
	switch {
	case w.literals == nil && w.wide && !strings.ContainsFunc(text, isWide):
		return nil
	case w.literals == nil:
		return w.regexp.FindStringIndex(text)
	}
	var lines []int
	for _, n := range w.literals {
		lines = append(lines, seen[n]...)
	}
	switch {
	case lines == nil:
		return nil
	case !w.oneLine:
		return w.regexp.FindStringIndex(text)
	}
	slices.Sort(lines)
	for _, start := range slices.Compact(lines) {
		line, _, _ := strings.Cut(text[start:], "\n")
		if at := w.regexp.FindStringIndex(line); at != nil {
			return []int{start + at[0], start + at[1]}
		}
	}
	return nil
}

// isWide reports whether a letter is one of ASCII in full width.
func isWide(r rune) bool { return r >= '！' && r <= '～' }
