package transcript

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
)

// Visible decodes text of an unknown charset, as Japanese mail servers send
// it, and writes every character that a screen or terminal would act on, or
// hide, as an escape such as \x1b or \u202e. Line ends stay.
func Visible(b []byte) string {
	if plainText(b) {
		return string(b)
	}
	var out strings.Builder
	for _, r := range decode(b) {
		switch {
		case r >= 'ぁ' && r <= 'ヿ', r >= '一' && r <= '龯': // kana and kanji need no second look
			out.WriteRune(r)
		case r == '\n' || r == '\t':
			out.WriteRune(r)
		case r < 0x100 && unicode.IsControl(r):
			fmt.Fprintf(&out, `\x%02x`, r)
		case unicode.In(r, invisible...):
			fmt.Fprintf(&out, `\u%04x`, r)
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

// plainText reports whether b is ASCII, as nearly everything is, with nothing to
// be escaped.
func plainText(b []byte) bool {
	for _, c := range b {
		if (c < ' ' || c > '~') && c != '\n' && c != '\t' {
			return false
		}
	}
	return true
}

// invisible are the characters outside ASCII that have no shape of their own,
// or whose shape nobody knows.
var invisible = []*unicode.RangeTable{
	unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co,
	unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector,
}

// decode returns b as text: UTF-8, even where a part of it is broken, else
// the Japanese charset that fits, else ISO 8859-1, so that nothing is lost.
func decode(b []byte) string {
	if bytes.Contains(b, []byte("\x1b$")) || bytes.Contains(b, []byte("\x1b(")) {
		if s, ok := decodeAs(b, japanese.ISO2022JP); ok {
			return s
		}
	}
	text, broken := mend(b)
	if !broken {
		return text
	}
	for _, charset := range []encoding.Encoding{japanese.EUCJP, japanese.ShiftJIS} {
		if s, ok := decodeAs(b, charset); ok {
			return s
		}
	}
	return text
}

// mend returns b as UTF-8, with each byte that is none read as ISO 8859-1. It
// reports whether there are more of these than characters of three bytes and
// more, as those of Japanese are: other charsets look like them only by chance.
func mend(b []byte) (text string, broken bool) {
	var out strings.Builder
	wide, stray := 0, 0
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && size == 1:
			r = rune(b[0])
			stray++
		case size > 2:
			wide++
		}
		out.WriteRune(r)
		b = b[size:]
	}
	return out.String(), stray > wide
}

// decodeAs decodes b and reports whether all of it is text in that charset.
func decodeAs(b []byte, charset encoding.Encoding) (string, bool) {
	out, err := charset.NewDecoder().Bytes(b)
	return string(out), err == nil && !bytes.ContainsRune(out, utf8.RuneError)
}
