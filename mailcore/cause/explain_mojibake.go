package cause

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"todoku/pattern"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
)

// jisPart is a part of a text in ISO-2022-JP, as a server sent it into one that
// is in another encoding.
var jisPart = pattern.New(`\x1b\$[@B][!-~\s]*?(?:\x1b\([BJ]|$)`)

// escapedBytes are how Python prints bytes that are no ASCII.
var escapedBytes = pattern.New(`(?:\\x[0-9a-f]{2}[!-\[\]-~]?){2,}`)

// mend makes Japanese of a line again that was read in the wrong encoding; what
// cannot be mended stays as it is.
func mend(line string) string {
	if strings.Contains(line, `\x`) {
		line = escapedBytes.ReplaceAllStringFunc(line, unescape)
	}
	if !strings.ContainsFunc(line, func(r rune) bool { return r >= 0x80 }) || !suspicious(line) {
		return line
	}
	for _, wrongly := range []func(string) ([]byte, bool){asLatin1, asShiftJIS} {
		raw, ok := wrongly(line)
		if !ok {
			continue
		}
		if text, ok := asJapanese(raw); ok {
			return text
		}
	}
	return line
}

// suspicious reports whether a line has what Japanese looks like in the wrong
// encoding: controls and letters of Latin-1, or the kanji that the first bytes
// of kana become in Shift_JIS.
func suspicious(line string) bool {
	latin, kana := 0, 0
	for _, r := range line {
		if r >= 0x80 && r <= 0xff || r >= 0x152 && r <= 0x192 || r >= 0x2013 && r <= 0x20ac {
			latin++
		}
		if r == '縺' || r == '繧' || r == '繝' {
			kana++
		}
	}
	return latin >= 4 || kana >= 2
}

func asLatin1(line string) ([]byte, bool) {
	raw := make([]byte, 0, len(line))
	for _, r := range line {
		b, ok := charmap.Windows1252.EncodeRune(r)
		if r < 0x100 {
			b, ok = byte(r), true
		}
		if !ok {
			return nil, false
		}
		raw = append(raw, b)
	}
	return raw, true
}

func asShiftJIS(line string) ([]byte, bool) {
	raw, err := japanese.ShiftJIS.NewEncoder().Bytes([]byte(line))
	return raw, err == nil
}

// asJapanese decodes bytes in the encoding in which they are Japanese.
func asJapanese(raw []byte) (string, bool) {
	if utf8.Valid(raw) {
		return string(raw), hasJapanese(string(raw))
	}
	return legacy(raw)
}

func unescape(escaped string) string {
	var raw []byte
	for i := 0; i < len(escaped); i++ {
		if i+4 <= len(escaped) && escaped[i] == '\\' {
			b, _ := strconv.ParseUint(escaped[i+2:i+4], 16, 8)
			raw = append(raw, byte(b))
			i += 3
			continue
		}
		raw = append(raw, escaped[i])
	}
	if text, ok := asJapanese(raw); ok {
		return text
	}
	return escaped
}

// legacy decodes a line as EUC-JP or Shift_JIS.
func legacy(raw []byte) (string, bool) {
	for _, e := range legacyEncodings {
		if text, ok := decodeAs(e, raw); ok && hasJapanese(text) {
			return text, true
		}
	}
	return "", false
}

// mendLines mends each line on its own: a log may hold what several programs
// and servers have written.
func mendLines(raw []byte) string {
	var b strings.Builder
	for line := range strings.Lines(string(raw)) {
		line = jisPart.ReplaceAllStringFunc(line, func(part string) string {
			if text, ok := decodeAs(japanese.ISO2022JP, []byte(part)); ok {
				return text
			}
			return part
		})
		if !utf8.ValidString(line) {
			if text, ok := legacy([]byte(line)); ok {
				line = text
			}
			line = strings.ToValidUTF8(line, "�")
		}
		b.WriteString(mend(line))
	}
	return b.String()
}

// readable reports whether text is free of what only binary files hold, but
// for a few stray controls; those of C1 are in what was read wrongly.
func readable(text []byte) bool { return controlsIn(string(text))*20 <= len(text) }

// controlsIn counts the letters that no text has; one with a zero byte is none
// at all.
func controlsIn(text string) (n int) {
	for _, r := range text {
		if r == 0 {
			return 2 * len(text)
		}
		if unicode.IsControl(r) && r < 0x80 && !strings.ContainsRune("\t\n\r\f\x1b", r) {
			n++
		}
	}
	return n
}
