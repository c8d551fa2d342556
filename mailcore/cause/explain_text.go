package cause

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	textunicode "golang.org/x/text/encoding/unicode"
)

// What can be wrong with a text that is to be explained.
var (
	ErrEmpty   = errors.New("there is no text")
	ErrBinary  = errors.New("this is no text")
	ErrTooLong = fmt.Errorf("the text is longer than %d KiB", maxText>>10)
)

// maxText bounds a text to be explained, in bytes: a log of a day is pasted,
// one of a month is not.
const maxText = 1 << 20

// readText decodes a text as programs in Japan write it, and brings what
// programs print in many ways into one: real line ends, no colours, no
// entities.
func readText(raw []byte) (string, error) {
	switch {
	case len(raw) > maxText:
		return "", ErrTooLong
	case len(bytes.TrimSpace(raw)) == 0:
		return "", ErrEmpty
	}
	text, ok := decode(raw)
	if !ok {
		return "", ErrBinary
	}
	return tidy(text), nil
}

// maxTelling bounds what is looked at closely, in bytes: about a second's work.
const maxTelling = 24 << 10

// telling picks from a long text, such as a log, the last lines that can be
// about a failure.
func telling(text string) string {
	if len(text) <= maxTelling {
		return text
	}
	var lines []string
	room := maxTelling
	for _, line := range slices.Backward(strings.SplitAfter(text, "\n")) {
		line = line[:min(len(line), maxTelling/4)]
		if !mayTell.MatchString(line) {
			continue
		}
		if room -= len(line); room < 0 {
			break
		}
		lines = append(lines, line)
	}
	slices.Reverse(lines)
	return strings.ToValidUTF8(strings.Join(lines, ""), "")
}

var mayTell = regexp.MustCompile(`[45]\d\d[ -]|[45]\.\d\.\d|(?i:err|fail|refus|time[d ]?o|denied|reject|cannot|can't|couldn|unable|not (found|known|allowed)|certificate|handshake|closed|lost|reset|invalid|expired|unknown)|エラー|失敗|できません|拒否|ません`)

// decode tries the encodings that mail programs use, the strictest first.
func decode(raw []byte) (string, bool) {
	if bytes.HasPrefix(raw, []byte("\xff\xfe")) || bytes.HasPrefix(raw, []byte("\xfe\xff")) {
		text, err := textunicode.UTF16(textunicode.LittleEndian, textunicode.UseBOM).NewDecoder().Bytes(raw)
		return string(text), err == nil && readable(text)
	}
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	if bytes.Contains(raw, []byte("\x1b$")) {
		return decodeAs(japanese.ISO2022JP, raw)
	}
	if utf8.Valid(raw) {
		return string(raw), readable(raw)
	}
	for _, e := range []encoding.Encoding{japanese.EUCJP, japanese.ShiftJIS} {
		if text, ok := decodeAs(e, raw); ok {
			return text, true
		}
	}
	return strings.ToValidUTF8(string(raw), "�"), readable(raw)
}

func decodeAs(e encoding.Encoding, raw []byte) (string, bool) {
	text, err := e.NewDecoder().Bytes(raw)
	return string(text), err == nil && !bytes.ContainsRune(text, utf8.RuneError) && readable(text)
}

// readable reports whether text is free of what only binary files hold, but
// for a few stray controls.
func readable(text []byte) bool {
	controls := 0
	for _, r := range string(text) {
		if r == 0 {
			return false
		}
		if (unicode.IsControl(r) && !strings.ContainsRune("\t\n\r\f\x1b", r)) || r == utf8.RuneError {
			controls++
		}
	}
	return controls*20 <= len(text)
}

var (
	colour     = regexp.MustCompile(`\x1b\[[0-9;]*[A-Za-z]`)
	lineBreak  = regexp.MustCompile(`(?i)<br\s*/?>|\\r\\n|\\n|\\r|\r\n|\r`)
	softBreak  = regexp.MustCompile(`=\n`)
	detailLine = regexp.MustCompile(`Detail: ([^\n]{0,400}?)\s+SMTP code: (\d{3})(?: Additional SMTP info: ([\d.]+))?`) // PHPMailer
	turn       = regexp.MustCompile(` (>>|<<|!!|\+\+) `)                                                                // Swift Mailer runs a conversation together
	setting    = regexp.MustCompile(`([,;] ?)timeout[ =]-?\d+`)                                                         // what a program was told, not what happened
	qmailLine  = regexp.MustCompile(`(?:deferral|failure): \S+_\S+`)
	tag        = regexp.MustCompile(`(?i)</?(?:p|div|span|b|i|strong|em|pre|code|td|tr|table|html|body|font|li|ul|a)(?: [^<>]*)?>`)
)

func tidy(text string) string {
	text = colour.ReplaceAllString(text, "")
	text = html.UnescapeString(lineBreak.ReplaceAllString(text, "\n"))
	text = softBreak.ReplaceAllString(text, "")
	text = tag.ReplaceAllString(text, " ")
	if strings.Contains(text, "Log data:") {
		text = turn.ReplaceAllString(text, "\n$1 ")
	}
	text = setting.ReplaceAllString(text, "$1")
	text = detailLine.ReplaceAllString(text, ": $2 $3 $1")
	text = qmailLine.ReplaceAllStringFunc(text, func(line string) string { return strings.ReplaceAll(line, "_", " ") })
	return strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "\u00a0", " ", "\u3000", " ", "：", ":", `\"`, `"`, `\/`, "/").Replace(text)
}
