package wire

import (
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// hidden stands where a secret was.
const hidden = "<secret>"

// A scrubber removes known secrets wherever they turn up: a server may echo
// them in any form in which it got them.
type scrubber struct {
	forms *strings.Replacer
	words *regexp.Regexp // secrets too short to be cut out of other words
}

func newScrubber(secrets []string) scrubber {
	var s scrubber
	var pairs, short []string
	for _, secret := range secrets {
		if secret == "" {
			continue
		}
		if len(secret) < 4 {
			short = append(short, regexp.QuoteMeta(secret))
			continue
		}
		for _, form := range forms(secret) {
			pairs = append(pairs, form, hidden)
		}
	}
	s.forms = strings.NewReplacer(pairs...)
	if short != nil {
		s.words = regexp.MustCompile(`(^|[^\pL\pN])(?:` + strings.Join(short, "|") + `)($|[^\pL\pN])`)
	}
	return s
}

func (s scrubber) text(t string) string {
	if s.forms != nil {
		t = s.forms.Replace(t)
	}
	if s.words != nil {
		t = s.words.ReplaceAllString(t, "${1}"+hidden+"${2}")
	}
	return t
}

// Scrub removes secrets from text in every form that a record is searched for.
func Scrub(text string, secrets ...string) string { return newScrubber(secrets).text(text) }

// forms returns how a secret may look, longest first so that no part of one
// form is left over by another.
func forms(secret string) []string {
	all := []string{
		secret, quoted(secret), url.QueryEscape(secret), url.PathEscape(secret),
		hex.EncodeToString([]byte(secret)), strings.ToUpper(hex.EncodeToString([]byte(secret))),
		base64.StdEncoding.EncodeToString([]byte(secret)), base64.URLEncoding.EncodeToString([]byte(secret)),
	}
	for before := range 3 {
		all = append(all, inside(secret, before))
	}
	all = slices.DeleteFunc(all, func(f string) bool { return len(f) < 4 })
	slices.SortFunc(all, func(a, b string) int { return len(b) - len(a) })
	return slices.Compact(all)
}

// quoted is secret as it stands inside a quoted string (RFC 5322, RFC 9051).
func quoted(secret string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(secret)
}

// inside returns the base64 characters that secret alone decides when it
// follows that many other bytes.
func inside(secret string, before int) string {
	e := strings.TrimRight(base64.StdEncoding.EncodeToString([]byte(strings.Repeat("\x00", before)+secret)), "=")
	if (before+len(secret))%3 != 0 {
		e = e[:len(e)-1]
	}
	return e[[]int{0, 2, 3}[before]:]
}
