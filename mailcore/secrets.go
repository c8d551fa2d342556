package mailcore

import (
	"fmt"
	"strconv"
	"strings"
)

// A SecretField is one password of a profile, or the access token in its
// place.
type SecretField struct {
	Side Side    // whose server asks for it; the second half of the key under which it is kept
	Key  string  // of the form row, such as "outgoing.password"
	At   *Secret // in the profile
}

// Secrets lists the passwords of p, in the order of [FieldKeys]: what is
// masked, fetched, kept and asked for is what stands here.
func (p *Profile) Secrets() []SecretField {
	var all []SecretField
	for _, f := range fields {
		if at, ok := f.at(p).(*Secret); ok {
			all = append(all, SecretField{sideOfField(f.Key), f.Key, at})
		}
	}
	return all
}

// sideOfField returns whose server a field is about.
func sideOfField(key string) Side {
	switch {
	case strings.HasPrefix(key, "outgoing.pop."):
		return BeforeSide
	case strings.HasPrefix(key, "incoming."):
		return IncomingSide
	}
	return OutgoingSide
}

// SecretTexts returns the passwords of p as they go on the wire, "" for those
// that are not there: what no record may hold.
func (p Profile) SecretTexts() []string {
	var all []string
	for _, s := range p.Secrets() {
		all = append(all, string(*s.At))
	}
	return all
}

// WithoutSecrets returns p as it may be kept in a report.
func (p Profile) WithoutSecrets() Profile {
	for _, s := range p.Secrets() {
		*s.At = ""
	}
	return p
}

// SameSecrets reports whether p and q have the same passwords.
func (p Profile) SameSecrets(q Profile) bool {
	theirs := q.Secrets()
	for i, s := range p.Secrets() {
		if *s.At != *theirs[i].At {
			return false
		}
	}
	return true
}

// TakeSecrets gives p those passwords of other that it lacks.
func (p *Profile) TakeSecrets(other Profile) {
	theirs := other.Secrets()
	for i, s := range p.Secrets() {
		if *s.At == "" {
			*s.At = *theirs[i].At
		}
	}
}

// Tidied behind the key of a password makes a [Change] that names no
// password: the one that is there loses what was hardly meant, as
// [Secret.Tidy] does. Its value is "true".
const Tidied = ".tidy"

// tidy makes such a change.
func (p *Profile) tidy(key, text string) error {
	at, ok := p.Field(key).(*Secret)
	if !ok {
		return fmt.Errorf("%w: %s", ErrNoField, key+Tidied)
	}
	on, err := strconv.ParseBool(text)
	if err != nil {
		return fmt.Errorf("%s: %w", key+Tidied, err)
	}
	if on {
		*at = at.Tidy()
	}
	return nil
}

// Shape says what about s was hardly meant: "space-after", "space-before" or
// "wide" for full-width letters; "" where nothing is. It tells nothing else.
func (s Secret) Shape() string {
	switch text := string(s); {
	case strings.TrimRight(text, blanks) != text:
		return "space-after"
	case strings.TrimLeft(text, blanks) != text:
		return "space-before"
	case strings.Map(narrow, text) != text:
		return "wide"
	}
	return ""
}

// Tidy returns s without what [Secret.Shape] finds.
func (s Secret) Tidy() Secret {
	return Secret(strings.Map(narrow, strings.Trim(string(s), blanks)))
}

const blanks = " \t\r\n\u00a0\u3000"

// narrow turns the full-width forms of ASCII into ASCII.
func narrow(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '\u3000':
		return ' '
	}
	return r
}
