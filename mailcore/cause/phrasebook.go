package cause

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"todoku/pattern"
)

// phrases are messages of one program in two languages.
type phrases struct {
	from string // with the version whose catalog it is
	all  []phrase
}

// A phrase is a message, with the marks of printf where it names something.
type phrase struct{ english, japanese string }

// A translation is a phrase that is ready to be looked for.
type translation struct {
	says    *saying
	regexp  *pattern.Pattern
	becomes string
}

// translations are those of the phrasebook, the longest first, as a short
// phrase may be part of a longer one.
var translations = sync.OnceValue(func() (all []translation) {
	var sorted []phrase
	from := map[phrase]string{}
	for _, book := range phrasebook {
		for _, p := range book.all {
			sorted = append(sorted, p)
			from[p] = book.from
		}
	}
	slices.SortStableFunc(sorted, func(a, b phrase) int { return len(b.japanese) - len(a.japanese) })
	for _, p := range sorted {
		pattern, becomes := p.template()
		all = append(all, translation{anyOf(wording{pattern, from[p], ""}), says(pattern), becomes})
	}
	return all
})

var formatMark = pattern.New(`%%|%(?:(\d+)\$)?[-0-9.#*]*(?:l|ll|z)?[sdiuxXc]|%(\d)`)

// template is the expression for the Japanese message and what it becomes.
func (p phrase) template() (pattern, becomes string) {
	group := map[string]string{}
	pattern = eachMark(plainMarks.Replace(p.japanese), regexp.QuoteMeta, func(n int, argument string) string {
		group[argument] = strconv.Itoa(n)
		return `(.{0,160}?)`
	}) + `。?`
	becomes = eachMark(p.english, func(s string) string { return strings.ReplaceAll(s, "$", "$$") }, func(_ int, argument string) string {
		return "${" + group[argument] + "}"
	})
	return pattern, becomes
}

// eachMark rewrites the words between the marks of printf and the marks, which
// are numbered and say which argument they print.
func eachMark(format string, words func(string) string, mark func(n int, argument string) string) string {
	var b strings.Builder
	n, from := 0, 0
	for _, m := range formatMark.FindAllStringSubmatchIndex(format, -1) {
		b.WriteString(words(format[from:m[0]]))
		from = m[1]
		if format[m[0]:m[1]] == "%%" {
			b.WriteString("%")
			continue
		}
		n++
		argument := strconv.Itoa(n)
		for _, group := range []int{2, 4} {
			if m[group] >= 0 {
				argument = format[m[group]:m[group+1]]
			}
		}
		b.WriteString(mark(n, argument))
	}
	b.WriteString(words(format[from:]))
	return b.String()
}

// inEnglish says in English what programs have said in Japanese, line by line,
// so that whatever is known of the one is known of the other.
func inEnglish(text string) string {
	if !hasJapanese(text) {
		return text
	}
	for _, t := range translations() {
		if t.says.in(text) {
			text = t.regexp.ReplaceAllString(text, t.becomes)
		}
	}
	return text
}

// hasJapanese reports whether any of text is in kana or kanji.
func hasJapanese(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return r >= 0x3041 && r <= 0x9fff })
}

// untranslated returns the line of text that seen is in, once it was translated.
func untranslated(text, translated, seen string) string {
	if seen == "" || strings.Contains(text, seen) {
		return seen
	}
	first := firstLine(seen)
	lines := strings.Split(text, "\n")
	for i, line := range strings.Split(translated, "\n") {
		if i < len(lines) && strings.Contains(line, first) {
			return lineAt(lines[i], []int{0, min(len(lines[i]), maxSeen)})
		}
	}
	return seen
}
