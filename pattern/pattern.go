// Package pattern has regular expressions that cost nothing until they are
// asked: hundreds of them stand in tables, and a run of the program needs a
// handful. A [Pattern] is one of package regexp, compiled when it first looks
// at a text; packaging/house compiles them all, so that none is found broken
// later.
package pattern

import (
	"regexp"
	"sync"
)

// A Pattern is a regular expression. All methods may be called concurrently.
type Pattern struct {
	text  string
	write func() string // where the text itself takes time; nil for most
	once  sync.Once
	found *regexp.Regexp
}

// New returns the pattern of text, which is a constant.
func New(text string) *Pattern { return &Pattern{text: text} }

// Later returns a pattern whose text is written when it is needed.
func Later(write func() string) *Pattern { return &Pattern{write: write} }

// Regexp returns the expression itself, compiled now if it was not. It panics
// where that is not possible.
func (p *Pattern) Regexp() *regexp.Regexp {
	p.once.Do(func() {
		if p.write != nil {
			p.text = p.write()
		}
		p.found = regexp.MustCompile(p.text)
	})
	return p.found
}

// The methods are those of [regexp.Regexp].

func (p *Pattern) Match(b []byte) bool                  { return p.Regexp().Match(b) }
func (p *Pattern) MatchString(s string) bool            { return p.Regexp().MatchString(s) }
func (p *Pattern) Find(b []byte) []byte                 { return p.Regexp().Find(b) }
func (p *Pattern) FindString(s string) string           { return p.Regexp().FindString(s) }
func (p *Pattern) FindStringIndex(s string) []int       { return p.Regexp().FindStringIndex(s) }
func (p *Pattern) FindSubmatch(b []byte) [][]byte       { return p.Regexp().FindSubmatch(b) }
func (p *Pattern) FindStringSubmatch(s string) []string { return p.Regexp().FindStringSubmatch(s) }
func (p *Pattern) FindStringSubmatchIndex(s string) []int {
	return p.Regexp().FindStringSubmatchIndex(s)
}
func (p *Pattern) FindAllString(s string, n int) []string { return p.Regexp().FindAllString(s, n) }
func (p *Pattern) Split(s string, n int) []string         { return p.Regexp().Split(s, n) }

func (p *Pattern) FindAllStringIndex(s string, n int) [][]int {
	return p.Regexp().FindAllStringIndex(s, n)
}

func (p *Pattern) FindAllStringSubmatch(s string, n int) [][]string {
	return p.Regexp().FindAllStringSubmatch(s, n)
}

func (p *Pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	return p.Regexp().FindAllStringSubmatchIndex(s, n)
}

func (p *Pattern) ReplaceAllString(s, by string) string { return p.Regexp().ReplaceAllString(s, by) }

func (p *Pattern) ReplaceAllStringFunc(s string, by func(string) string) string {
	return p.Regexp().ReplaceAllStringFunc(s, by)
}
