package papers

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"mime"
	"mime/quotedprintable"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/emersion/go-message/charset"

	"todoku/mailcore/transcript"
	"todoku/pattern"
)

// codings are the ways in which a name may hide in a text. What decode finds
// takes the place of the coded text where a name is in it.
var codings = []struct {
	pattern *pattern.Pattern
	decode  func(coded string) []string // possible readings
	drop    bool                        // rather than showing what was read
}{
	{pattern.New(`=\?[^?\s]+\?[bBqQ]\?[^?]*\?=(?:\s*=\?[^?\s]+\?[bBqQ]\?[^?]*\?=)*`), encodedWords, false},
	{pattern.New(`\S*=[0-9A-Fa-f]{2}\S*`), quotedPrintable, false},
	{pattern.New(`\S*%[0-9A-Fa-f]{2}\S*`), percentEncoded, false},
	{pattern.New(`\b(?:[0-9A-Fa-f]{2}){4,}\b`), hexadecimal, true},
	{pattern.New(`[A-Za-z0-9+/_-]{6,}={0,2}`), base64Readings, true},
}

var (
	// challenge is what a server says in the middle of a login (RFC 4954, RFC
	// 9051): it may name the server, the domain and the account, in any form.
	challenge = pattern.New(`(?m)^(334 |\+ )([A-Za-z0-9+/]{4,}={0,2})$`)
	// blob is a line of base64: a name may begin on the line before it.
	blob = pattern.New(`(?m)^[A-Za-z0-9+/]{40,}={0,2}$`)
)

// decoded makes the names visible that are in text in some code, or takes the
// text out that they are in.
func (h *hider) decoded(text string) string {
	text = challenge.ReplaceAllStringFunc(text, withoutPayload)
	text = blob.ReplaceAllStringFunc(text, func(line string) string {
		if len(line) == 64 && strings.Trim(fold(line), "0123456789abcdef") == "" {
			return line // a fingerprint
		}
		return withheld
	})
	for _, c := range codings {
		text = c.pattern.ReplaceAllStringFunc(text, func(coded string) string {
			for _, reading := range c.decode(coded) {
				if !h.names(reading) {
					continue
				}
				if c.drop {
					return withheld
				}
				return reading
			}
			return coded
		})
	}
	return text
}

// names reports whether a reading of something coded holds a name. What is no
// text may hold the looks of an address by chance.
func (h *hider) names(reading string) bool {
	if readable(reading) {
		return h.plain(reading) != reading
	}
	return slices.ContainsFunc(h.bare.FindAllString(reading, -1), func(found string) bool { return !weak(found) })
}

func readable(text string) bool {
	return utf8.ValidString(text) && strings.IndexFunc(text, func(r rune) bool { return !unicode.IsPrint(r) && !unicode.IsSpace(r) }) < 0
}

// prompts are the challenges of AUTH LOGIN that everybody uses.
var prompts = wordsOf("username: password: username password")

func withoutPayload(line string) string {
	before, payload, _ := strings.Cut(line, " ")
	if said, err := base64.StdEncoding.DecodeString(payload); err == nil && prompts()[fold(string(said))] {
		return line
	}
	return before + " " + withheld
}

func encodedWords(coded string) []string {
	decoder := mime.WordDecoder{CharsetReader: charset.Reader}
	text, err := decoder.DecodeHeader(coded)
	if err != nil {
		return nil
	}
	return []string{transcript.Visible([]byte(text))}
}

func quotedPrintable(coded string) []string {
	var b bytes.Buffer
	_, _ = b.ReadFrom(quotedprintable.NewReader(strings.NewReader(coded))) // as far as it goes
	return []string{transcript.Visible(b.Bytes())}
}

func percentEncoded(coded string) []string {
	text, err := url.PathUnescape(coded)
	if err != nil {
		return nil
	}
	return []string{transcript.Visible([]byte(text))}
}

func hexadecimal(coded string) []string {
	raw, err := hex.DecodeString(coded)
	if err != nil {
		return nil
	}
	return []string{string(raw), wide(raw)}
}

// base64Readings reads both alphabets, from each of the first characters on,
// for what was cut out of something longer, and as UTF-16 too, as NTLM has it.
func base64Readings(coded string) (all []string) {
	coded = strings.NewReplacer("-", "+", "_", "/").Replace(strings.TrimRight(coded, "="))
	for from := range min(4, len(coded)) {
		part := coded[from:]
		if len(part)%4 == 1 {
			part = part[:len(part)-1]
		}
		if raw, err := base64.RawStdEncoding.DecodeString(part); err == nil {
			all = append(all, string(raw), wide(raw))
		}
	}
	return all
}

// wide reads UTF-16 of ASCII letters.
func wide(raw []byte) string { return strings.ReplaceAll(string(raw), "\x00", "") }
