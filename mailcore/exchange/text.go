package exchange

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
)

// maxSize bounds a text, in bytes: a Thunderbird profile of many years is one
// megabyte.
const maxSize = 8 << 20

// decode returns data as UTF-8 with plain line ends.
func decode(data []byte) (string, error) {
	data = signedPlist(data)
	switch {
	case len(data) > maxSize:
		return "", &Error{Code: "too-large"}
	case sealed(data):
		return "", &Error{Code: "bundle"}
	}
	text, err := characters(data)
	switch {
	case err != nil:
		return "", err
	case strings.ContainsRune(text, 0):
		return "", &Error{Code: "binary"}
	case strings.TrimSpace(text) == "":
		return "", &Error{Code: "empty"}
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), nil
}

// sealed recognises an age file.
func sealed(data []byte) bool {
	data = bytes.TrimSpace(data[:min(len(data), 200)])
	return bytes.HasPrefix(data, []byte("age-encryption.org/")) || bytes.HasPrefix(data, []byte("-----BEGIN AGE ENCRYPTED FILE-----"))
}

// characters tries the encodings that are found on Japanese desks.
func characters(data []byte) (string, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		return decoded(data, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM))
	case bytes.Contains(data, []byte("\x1b$")):
		return decoded(data, japanese.ISO2022JP)
	case utf8.Valid(data):
		return strings.TrimPrefix(string(data), "\ufeff"), nil
	case bytes.IndexByte(data, 0) >= 0:
		return "", &Error{Code: "binary"}
	}
	text, err := decoded(data, japanese.ShiftJIS) // as Windows has it: CP932
	if err != nil {
		text, err = decoded(data, japanese.EUCJP)
	}
	return text, err
}

func decoded(data []byte, from encoding.Encoding) (string, error) {
	text, err := from.NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
		return "", &Error{Code: "encoding"}
	}
	return string(text), nil
}

// hasLine recognises a text by how one of its lines begins.
func hasLine(prefix string) func(text, name string) bool {
	return func(text, _ string) bool {
		return strings.HasPrefix(text, prefix) || strings.Contains(text, "\n"+prefix)
	}
}

// hasTag recognises XML by an element.
func hasTag(tag string) func(text, name string) bool {
	return func(text, _ string) bool {
		return strings.HasPrefix(strings.TrimSpace(text), "<") && strings.Contains(text, "<"+tag)
	}
}
