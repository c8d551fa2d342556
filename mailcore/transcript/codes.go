package transcript

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// A code finds a secret of which any bytes, or none, are written as codes of
// two hexadecimal digits.
type code struct {
	pattern func() *regexp.Regexp // compiled when there is something to look for
	short   bool                  // found only where it is a word
	of      string                // the secret itself
}

func newCode(secret string) code {
	return code{sync.OnceValue(func() *regexp.Regexp { return codePattern(secret) }), len(secret) < shortSecret, secret}
}

// mayBeIn reports whether t holds anything that could be one: the beginning of a
// code, or what stands in place of a blank. Hardly any line does, and to look for
// the code itself takes long.
func (c code) mayBeIn(t string) bool {
	for i := range len(t) {
		next := t[i+1 : min(len(t), i+3)]
		switch t[i] {
		case '\\':
			return true
		case '+', '_':
			if strings.Contains(c.of, " ") {
				return true
			}
		case '%':
			if next == "25" || c.hasByte(next) {
				return true
			}
		case '=':
			if c.hasByte(next) || strings.HasPrefix(next, "\n") || next == "\r\n" {
				return true
			}
		case '&':
			if next != "" && (next[0] == '#' || isLetter(next[0])) {
				return true
			}
		}
	}
	return false
}

// hasByte reports whether two digits are those of a byte of the secret, in which
// case does not matter.
func (c code) hasByte(digits string) bool {
	b, err := strconv.ParseUint(digits, 16, 8)
	return err == nil && len(digits) == 2 && strings.IndexByte(c.of, byte(b)) >= 0
}

func isLetter(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' }

// codePattern matches secret in quoted-printable (RFC 2045 6.7), in the Q
// encoding (RFC 2047 4.2), percent-encoded (RFC 3986 2.1), and as HTML and JSON
// have it, whichever characters the server thought had to be, and percents
// however often it did it.
func codePattern(secret string) *regexp.Regexp {
	var b strings.Builder
	b.WriteString(`(?i)`)
	for rest := secret; len(rest) > 0; {
		r, size := utf8.DecodeRuneInString(rest)
		if len(rest) < len(secret) {
			b.WriteString(`(?:=\r?\n)?`) // a line that goes on
		}
		fmt.Fprintf(&b, `(?:%s|%s)`, strings.Join(plain(r), "|"), escaped(rest[:size]))
		rest = rest[size:]
	}
	return regexp.MustCompile(b.String())
}

// entities are the names that HTML has for what it cannot hold otherwise.
var entities = map[rune]string{'&': "amp", '<': "lt", '>': "gt", '"': "quot", '\'': "apos"}

// plain are the ways to write a character without a code of its bytes.
func plain(r rune) []string {
	all := []string{`\\?` + regexp.QuoteMeta(string(r))} // in a quoted string
	if r == ' ' {
		all = append(all, `\+`, `_`)
	}
	if name, ok := entities[r]; ok {
		all = append(all, "&"+name+";")
	}
	return append(all, fmt.Sprintf(`&#0*%d;`, r), fmt.Sprintf(`&#x0*%x;`, r), fmt.Sprintf(`\\u%04x`, r))
}

// escaped matches the bytes of a character, each as = or % with two digits, or as
// C has it; of percent signs that are themselves escaped, %25 is left.
func escaped(written string) string {
	var b strings.Builder
	for _, c := range []byte(written) {
		fmt.Fprintf(&b, `(?:(?:=|%%(?:25)*|\\x)%02x|\\%03o)`, c, c)
	}
	return b.String()
}

// spans returns all occurrences in t, overlapping ones too.
func (c code) spans(t string) (all []span) {
	if !c.mayBeIn(t) {
		return nil
	}
	pattern := c.pattern()
	for from := 0; from < len(t); {
		at := pattern.FindStringIndex(t[from:])
		if at == nil {
			break
		}
		all = append(all, span{from + at[0], from + at[1]})
		from += at[0] + 1
	}
	if c.short {
		return slices.DeleteFunc(all, func(at span) bool { return !isWord(t, at) })
	}
	return all
}
