package transcript

import (
	"cmp"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// hidden stands where a secret was. It holds no letter, so that it is no part
// of a secret itself.
const hidden = "••••••"

const (
	shortSecret = 4 // bytes; shorter ones are hidden only where they are words
	echoed      = 8 // bytes; what we withheld is hidden in the answer from this length on
)

// A scrubber hides known secrets wherever they turn up: a server may echo them
// in any form in which it got them.
type scrubber struct {
	forms []string // in lower case: servers shout what they echo
	coded []string // in base64, where case matters
	words []string // secrets too short to be cut out of other words, in lower case
	codes []code   // with any of their characters written as a code
}

func newScrubber(secrets []string) scrubber {
	var s scrubber
	for _, secret := range secrets {
		if secret == "" {
			continue
		}
		s.coded = append(s.coded, encodings(secret)...)
		s.codes = append(s.codes, newCode(secret))
		if len(secret) < shortSecret {
			s.words = append(s.words, lower(secret))
			continue
		}
		for _, form := range forms(secret) {
			s.forms = append(s.forms, lower(form))
		}
	}
	return s
}

// withhold makes s hide what was withheld when we said it: the answer to a
// challenge is as good as the password to somebody who can guess.
func (s *scrubber) withhold(said []byte) {
	if len(said) >= echoed && !slices.Contains(s.coded, string(said)) {
		s.coded = append(s.coded, string(said))
	}
}

// Scrub hides secrets in text in every form that a record is searched for.
func Scrub(text string, secrets ...string) string { return newScrubber(secrets).text(text) }

func (s scrubber) text(t string) string {
	var found []span
	folded := lower(t)
	for _, form := range s.forms {
		found = append(found, spans(folded, form)...)
	}
	for _, form := range s.coded {
		found = append(found, spans(t, form)...)
	}
	for _, word := range s.words {
		found = append(found, slices.DeleteFunc(spans(folded, word), func(at span) bool { return !isWord(t, at) })...)
	}
	for _, c := range s.codes {
		found = append(found, c.spans(t)...)
	}
	return hide(t, found)
}

// A span is a part of a text, in bytes.
type span struct{ from, to int }

// spans returns all occurrences of form, overlapping ones too.
func spans(t, form string) (all []span) {
	for from := 0; ; from++ {
		at := strings.Index(t[from:], form)
		if at < 0 {
			return all
		}
		from += at
		all = append(all, span{from, from + len(form)})
	}
}

// hide replaces what is found. Secrets that overlap disappear together.
func hide(t string, found []span) string {
	slices.SortFunc(found, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	var out strings.Builder
	end := 0
	for i, f := range found {
		if i == 0 || f.from > end {
			out.WriteString(t[end:f.from])
			out.WriteString(hidden)
		}
		end = max(end, f.to)
	}
	return out.String() + t[end:]
}

// isWord reports whether a short secret stands alone, and not as the status
// with which a server begins a line: that is no echo, and is needed.
func isWord(t string, at span) bool {
	before, _ := utf8.DecodeLastRuneInString(t[:at.from])
	after, _ := utf8.DecodeRuneInString(t[at.to:])
	line := t[strings.LastIndexByte(t[:at.from], '\n')+1 : at.from]
	return strings.Trim(line, "+-") != "" && !inWord(before) && !inWord(after)
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// lower folds the case of ASCII and leaves every byte in its place.
func lower(t string) string {
	b := []byte(t)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// forms returns how a secret may look as it is typed, quoted or in hexadecimal.
func forms(secret string) []string {
	return []string{secret, quoted(secret), hex.EncodeToString([]byte(secret))}
}

// quoted is secret as it stands inside a quoted string (RFC 5322, RFC 9051).
func quoted(secret string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(secret)
}

// encodings returns how a secret may look in base64, alone or as part of
// something longer, but none so short that it would be found by chance.
func encodings(secret string) (all []string) {
	for _, e := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding} {
		all = append(all, e.EncodeToString([]byte(secret)))
		for before := range 3 {
			all = append(all, inside(e, secret, before))
		}
	}
	all = slices.DeleteFunc(all, func(form string) bool { return len(form) < shortSecret })
	slices.Sort(all)
	return slices.Compact(all)
}

// inside returns the base64 characters that secret alone decides when it
// follows that many other bytes.
func inside(e *base64.Encoding, secret string, before int) string {
	coded := strings.TrimRight(e.EncodeToString([]byte(strings.Repeat("\x00", before)+secret)), "=")
	if (before+len(secret))%3 != 0 {
		coded = coded[:len(coded)-1]
	}
	return coded[[]int{0, 2, 3}[before]:]
}
