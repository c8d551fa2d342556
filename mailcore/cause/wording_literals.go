package cause

import (
	"regexp/syntax"
	"strings"
	"sync"

	"todoku/pattern"
)

// A text is long, the wordings are many, and most of them are not in it. So
// each text is read once for the literals that the wordings cannot do without,
// and only those of which one was found are tried as expressions, on the line where it
// is.

// shortestLiteral is the least that is looked for, in bytes: what is shorter is
// in every text.
const shortestLiteral = 3

// literalsOf returns strings in lower case of which every match of pattern has
// one; none where there is no such set.
func literalsOf(pattern string) []string {
	re, err := syntax.Parse("(?im)"+pattern, syntax.Perl)
	if err != nil {
		return nil
	}
	return needed(re)
}

func needed(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		if text := lower(string(re.Rune)); len(text) >= shortestLiteral {
			return []string{text}
		}
	case syntax.OpCapture, syntax.OpPlus:
		return needed(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return needed(re.Sub[0])
		}
	case syntax.OpAlternate:
		if whole := exactly(re); shortestOf(whole) >= shortestLiteral {
			return whole
		}
		var all []string
		for _, sub := range re.Sub {
			one := needed(sub)
			if one == nil {
				return nil
			}
			all = append(all, one...)
		}
		return all
	case syntax.OpConcat:
		var best []string
		run := []string{""}
		for _, sub := range re.Sub {
			whole := exactly(sub)
			if run = product(run, whole); run == nil {
				run = []string{""}
			}
			for _, one := range [][]string{needed(sub), run} {
				if shortestOf(one) >= shortestLiteral && shortestOf(one) > shortestOf(best) {
					best = one
				}
			}
		}
		return best
	}
	return nil
}

// mostLiterals bounds the strings that one part of a pattern stands for.
const mostLiterals = 100

// exactly returns all that an expression matches, in lower case; nil where that
// is too much.
func exactly(re *syntax.Regexp) (all []string) {
	switch re.Op {
	case syntax.OpLiteral:
		return []string{lower(string(re.Rune))}
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText, syntax.OpWordBoundary:
		return []string{""}
	case syntax.OpCapture:
		return exactly(re.Sub[0])
	case syntax.OpQuest:
		if all = exactly(re.Sub[0]); all != nil {
			all = append([]string{""}, all...)
		}
		return all
	case syntax.OpCharClass:
		for i := 0; i+1 < len(re.Rune); i += 2 {
			for r := re.Rune[i]; r <= re.Rune[i+1]; r++ {
				if all = append(all, lower(string(r))); len(all) > mostLiterals/4 {
					return nil
				}
			}
		}
		return all
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			one := exactly(sub)
			if one == nil || len(all)+len(one) > mostLiterals {
				return nil
			}
			all = append(all, one...)
		}
		return all
	case syntax.OpConcat:
		all = []string{""}
		for _, sub := range re.Sub {
			if all = product(all, exactly(sub)); all == nil {
				return nil
			}
		}
		return all
	}
	return nil
}

// product is each of a before each of b; nil where one is nil, or for too many.
func product(a, b []string) (all []string) {
	if a == nil || b == nil || len(a)*len(b) > mostLiterals {
		return nil
	}
	for _, first := range a {
		for _, second := range b {
			all = append(all, first+second)
		}
	}
	return all
}

func shortestOf(literals []string) int {
	if literals == nil {
		return 0
	}
	least := len(literals[0])
	for _, l := range literals {
		least = min(least, len(l))
	}
	return least
}

// literals are those of everything that is looked for, by their first bytes.
type literals struct {
	numbers map[string]int
	starts  map[[shortestLiteral]byte][]string
}

func (l *literals) add(all []string) (numbers []int) {
	for _, one := range all {
		n, ok := l.numbers[one]
		if !ok {
			n = len(l.numbers)
			l.numbers[one] = n
			start := [shortestLiteral]byte([]byte(one[:shortestLiteral]))
			l.starts[start] = append(l.starts[start], one)
		}
		numbers = append(numbers, n)
	}
	return numbers
}

// A sighting is where the literals of a text are: for each the beginnings of the
// lines that have it.
type sighting map[int][]int

// in looks text through for the literals.
func (l *literals) in(text string) sighting {
	seen := sighting{}
	text = lower(text)
	line := 0
	for i := 0; i+shortestLiteral <= len(text); i++ {
		if text[i] == '\n' {
			line = i + 1
		}
		for _, one := range l.starts[[shortestLiteral]byte([]byte(text[i:i+shortestLiteral]))] {
			if !strings.HasPrefix(text[i:], one) {
				continue
			}
			n := l.numbers[one]
			if lines := seen[n]; len(lines) == 0 || lines[len(lines)-1] != line {
				seen[n] = append(lines, line)
			}
		}
	}
	return seen
}

// lower is text in lower case, as far as ASCII goes, with each byte in its place.
func lower(text string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, text)
}

// A reading is what is known of a text that was looked through.
type reading struct {
	text string
	seen sighting
}

// readings are the last ones: an explanation asks many rows about few texts.
var readings struct {
	sync.Mutex
	last [8]reading
	next int
}

// sightings returns where the literals of text are.
func sightings(text string) sighting {
	known := allLiterals()
	readings.Lock()
	defer readings.Unlock()
	for _, r := range readings.last {
		if r.seen != nil && r.text == text {
			return r.seen
		}
	}
	r := reading{text, known.in(text)}
	readings.last[readings.next] = r
	readings.next = (readings.next + 1) % len(readings.last)
	return r.seen
}

// allLiterals reads the literals out of all wordings, once.
var allLiterals = sync.OnceValue(func() *literals {
	l := &literals{map[string]int{}, map[[shortestLiteral]byte][]string{}}
	orderedSigns() // which makes those of the codebooks
	noConnection()
	translations()
	for _, s := range sayings {
		for _, w := range s.wordings {
			s.prepared = append(s.prepared, soughtWording{l.add(literalsOf(w.pattern)), oneLine(w.pattern), strings.ContainsFunc(w.pattern, isWide), says(w.pattern)})
		}
	}
	return l
})

// oneLine reports whether the matches of a pattern are looked for line by line:
// a sentence that goes over several is there once more on a single one.
func oneLine(pattern string) bool {
	return !strings.Contains(otherThanClass.ReplaceAllString(pattern, ""), `\n`)
}

// otherThanClass is a class of all letters but some.
var otherThanClass = pattern.New(`\[\^[^\]]*\]`)
