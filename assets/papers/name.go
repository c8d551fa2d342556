package papers

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"todoku/pattern"
)

// longestPart bounds what a file's name has of the name of a server, in bytes:
// a whole name has 255 on most systems, 143 where folders are encrypted.
const longestPart = 60

// FilePart returns text as a part of the name of a file that Windows, macOS and
// Linux all take and keep as it is; "" where nothing of it can stay.
func FilePart(text string) string {
	safe := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == utf8.RuneError:
			return -1
		case unicode.IsSpace(r), strings.ContainsRune(`/\:*?"<>|`, r):
			return '_'
		}
		return r
	}, norm.NFC.String(text))
	for len(safe) > longestPart {
		_, size := utf8.DecodeLastRuneInString(safe)
		safe = safe[:len(safe)-size]
	}
	safe = strings.Trim(safe, "._-~ ")
	if device.MatchString(safe) {
		safe += "_"
	}
	return safe
}

// device are names that Windows keeps for devices, whatever follows a dot.
var device = pattern.New(`(?i)^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$`)

// fileName joins what a file is about with hyphens.
func fileName(extension string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), "-") + extension
}
