package mailcore

import "strings"

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
			all = append(all, SecretField{sideOfField(f.key), f.key, at})
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
