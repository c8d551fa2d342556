package mailcore

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"todoku/pattern"
)

// What a Japanese keyboard and a copied page give for the signs of a name, in
// NFKC. Those of the first list are in no name that DNS knows, though some turn
// into one that nobody has; those of the second belong to names in Japanese.
var (
	neverInNames = strings.NewReplacer("。", ".", "、", ".", ",", ".",
		"\u200b", "", "\u200c", "", "\u200d", "", "\u2060", "", "\ufeff", "", "\u00ad", "")
	inJapaneseNames = strings.NewReplacer("・", ".",
		"ー", "-", "‐", "-", "‒", "-", "–", "-", "—", "-", "―", "-", "−", "-")
	manyAt = pattern.New(`@{2,}`)
)

// MeantHost returns the name of a host or a domain with the marks that were
// typed for dots and hyphens as what they stand for.
func MeantHost(name string) string {
	narrow := strings.TrimSpace(norm.NFKC.String(name))
	if !strings.ContainsFunc(narrow, func(r rune) bool { return r > unicode.MaxASCII || r == ',' }) {
		return narrow // no mark to be meant otherwise: thousands of servers are judged at once
	}
	meant := neverInNames.Replace(narrow)
	labels := strings.Split(meant, ".")
	for i, label := range labels {
		if !strings.ContainsFunc(label, japanese) {
			labels[i] = inJapaneseNames.Replace(label)
		}
	}
	if meant = strings.Join(labels, "."); meant == narrow {
		return narrow
	}
	return strings.Trim(meant, ".")
}

func japanese(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) }

// MeantAddress does the same for a mail address. What is in quotes stays.
func MeantAddress(address string) string {
	narrow := manyAt.ReplaceAllString(strings.TrimSpace(norm.NFKC.String(address)), "@")
	at := strings.LastIndexByte(narrow, '@')
	if at < 0 {
		return narrow
	}
	local := narrow[:at]
	if !strings.HasPrefix(local, `"`) {
		local = MeantHost(local)
	}
	return local + "@" + MeantHost(narrow[at+1:])
}

// ValidAddress reports whether text is one mail address, and which one was
// probably meant where it is not; "" where nobody can tell.
func ValidAddress(text string) (meant string, ok bool) {
	text = strings.TrimSpace(text)
	meant = MeantAddress(text)
	switch {
	case !validAddress(meant):
		return "", false
	case meant != norm.NFKC.String(text):
		return meant, false
	}
	return meant, true
}

// listSeparators stand between several addresses: commas and semicolons of
// either keyboard, and spaces.
var listSeparators = pattern.New(`[,、､，;；\s\p{Z}]+`)

// SplitList takes apart what people write into one field for several values.
func SplitList(text string) []string {
	var list []string
	for _, item := range listSeparators.Split(text, -1) {
		if item != "" {
			list = append(list, item)
		}
	}
	return list
}

var topDomain = pattern.New(`^[A-Za-z]{2,3}$`)

// endOf reports whether piece was cut off from an address by a comma.
func endOf(address, piece string) bool {
	domain := Domain(address)
	return domain != "" && !strings.Contains(piece, "@") && (!strings.Contains(domain, ".") || topDomain.MatchString(piece))
}

// meantList returns the addresses that were probably meant: the end of a domain
// belongs behind the one before. ok is false where nobody can tell.
func meantList(addresses []string) (meant []string, ok bool) {
	for _, a := range addresses {
		a = MeantAddress(a)
		if last := len(meant) - 1; last >= 0 && endOf(meant[last], a) {
			meant[last] += "." + a
			continue
		}
		meant = append(meant, a)
	}
	for _, a := range meant {
		if !validAddress(a) {
			return nil, false
		}
	}
	return meant, true
}
