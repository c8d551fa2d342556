package wire

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
	var out strings.Builder
	for _, r := range decode(b) {
		switch {
		case r == '\n' || r == '\t':
			out.WriteRune(r)
		case r < 0x100 && unicode.IsControl(r):
			fmt.Fprintf(&out, `\x%02x`, r)
		case unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co):
			fmt.Fprintf(&out, `\u%04x`, r)
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

// decode returns b as text: UTF-8, else the Japanese charset that fits, else
// UTF-8 with the bytes that are none read as ISO 8859-1, so that nothing is
// lost.
func decode(b []byte) string {
	if bytes.Contains(b, []byte("\x1b$")) || bytes.Contains(b, []byte("\x1b(")) {
		if s, ok := decodeAs(b, japanese.ISO2022JP); ok {
			return s
		}
	}
	if utf8.Valid(b) {
		return string(b)
	}
	for _, charset := range []encoding.Encoding{japanese.EUCJP, japanese.ShiftJIS} {
		if s, ok := decodeAs(b, charset); ok {
			return s
		}
	}
	var out strings.Builder
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		if r == utf8.RuneError && size == 1 {
			r = rune(b[0])
		}
		out.WriteRune(r)
		b = b[size:]
	}
	return out.String()
}

// decodeAs decodes b and reports whether the result is plausible text: in the
// wrong charset Japanese turns into undefined characters or rows of
// half-width kana.
func decodeAs(b []byte, charset encoding.Encoding) (string, bool) {
	out, err := charset.NewDecoder().Bytes(b)
	if err != nil || bytes.ContainsRune(out, utf8.RuneError) {
		return "", false
	}
	wide, narrow := 0, 0
	for _, r := range string(out) {
		switch {
		case r >= 0xff61 && r <= 0xff9f:
			narrow++
		case r > 0x7f:
			wide++
		}
	}
	return string(out), narrow == 0 || narrow > wide*2 || charset == japanese.ShiftJIS
}
