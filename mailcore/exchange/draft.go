package exchange

import (
	"slices"
	"strconv"
	"strings"

	"todoku/mailcore"
	"todoku/pattern"
)

func newDraft() Draft { return Draft{Profile: mailcore.NewProfile()} }

// maxValue bounds one value, in bytes: tokens have two thousand, and each value
// is shown in a row.
const maxValue = 4096

// choices lists what the fields can be that take one of a few words.
var choices = map[string][]string{
	"oauth":                   texts(mailcore.Providers),
	"outgoing.encryption":     texts(mailcore.Encryptions),
	"outgoing.auth":           texts(mailcore.AuthMethods),
	"outgoing.pop.encryption": texts(mailcore.Encryptions),
	"outgoing.pop.auth":       texts(mailcore.PopAuthMethods),
	"incoming.protocol":       texts(mailcore.Protocols),
	"incoming.encryption":     texts(mailcore.Encryptions),
	"incoming.auth":           texts(mailcore.AllIncomingAuthMethods),
	"charset":                 append(texts(mailcore.Charsets), ""),
}

func texts[T ~string](list []T) []string {
	all := make([]string, len(list))
	for i, v := range list {
		all[i] = string(v)
	}
	return all
}

// set gives a field a value that was read; the empty one says nothing.
func (d *Draft) set(key, value string, at Source) {
	if value = strings.TrimSpace(value); value != "" {
		d.put(key, value, at)
	}
}

// follow keeps the form of a field that follows from the mail address, for
// [Draft.For].
func (d *Draft) follow(key, form string, at Source) {
	d.Forms = append(d.Forms, Seen{Field: key, Value: form, Source: at})
	if strings.HasSuffix(key, ".host") {
		d.note("host-form", key, Source{at.Line, form})
		return
	}
	switch form {
	case "%EMAILADDRESS%":
		d.note("user-address", key, at)
	case "%EMAILLOCALPART%":
		d.note("user-local", key, at)
	default:
		d.note("user-form", key, Source{at.Line, form})
	}
}

// filled is a form for an address.
func filled(form, address string) string {
	local, domain, _ := strings.Cut(address, "@")
	return strings.NewReplacer("%EMAILADDRESS%", address, "%EMAILLOCALPART%", local, "%EMAILDOMAIN%", domain).Replace(form)
}

// Owned fills in what follows from the mail address of the owner of drafts.
func Owned(drafts []Draft, address string) []Draft {
	owned := make([]Draft, len(drafts))
	for i, d := range drafts {
		owned[i] = d.For(address)
	}
	return owned
}

// For returns the draft for the owner of a mail address, with what follows from
// it.
func (d Draft) For(address string) Draft {
	d.Seen, d.Notes = slices.Clone(d.Seen), slices.Clone(d.Notes)
	for _, f := range d.Forms {
		d.set(f.Field, filled(f.Value, address), f.Source)
		d.Notes = slices.DeleteFunc(d.Notes, func(n Note) bool { return n.Field == f.Field })
	}
	if len(d.Forms) > 0 && d.Profile.From == "" {
		d.set("from", address, d.Forms[0].Source)
		d.Notes = slices.DeleteFunc(d.Notes, func(n Note) bool { return n.Field == "from" })
	}
	d.Forms = nil
	d.tidy()
	return d
}

// put gives a field a value, the empty one too. One that the field cannot have
// becomes a note.
func (d *Draft) put(key, value string, at Source) {
	if !possible(key, value) || d.Profile.Set(key, value) != nil {
		d.note("bad-value", key, at)
		return
	}
	d.Seen = slices.DeleteFunc(d.Seen, func(s Seen) bool { return s.Field == key })
	d.Seen = append(d.Seen, Seen{Field: key, Value: d.Profile.Text(key), Source: at})
}

// nobodysHost is what stands where a host belongs and is none: a number, as of a
// version, or the word for one.
var nobodysHost = pattern.New(`(?i)^(?:[~^v]?\d+(?:\.\d+){0,2}|host_?name|server_?name|mail_?server_?name)$`)

func possible(key, value string) bool {
	if strings.HasSuffix(key, ".host") && nobodysHost.MatchString(value) {
		return false
	}
	if list, ok := choices[key]; ok && !slices.Contains(list, value) {
		return false
	}
	if strings.HasSuffix(key, "port") {
		n, err := strconv.Atoi(value)
		return err == nil && n >= 1 && n <= 65535
	}
	return len(value) <= maxValue
}

func (d *Draft) note(code, field string, at Source) {
	switch n := (Note{Code: code, Field: field, Source: at}); {
	case len(d.Notes) == maxNotes:
		d.Notes = append(d.Notes, Note{Code: "shortened"})
	case len(d.Notes) < maxNotes && !slices.Contains(d.Notes, n):
		d.Notes = append(d.Notes, n)
	}
}

// ifServer returns the draft, or nothing where it names no server.
func (d Draft) ifServer() []Draft {
	if !d.namesHost() {
		return nil
	}
	return []Draft{d}
}

// namesHost reports whether a host was read, be it the empty one.
func (d Draft) namesHost() bool { return d.saw("outgoing.host") || d.saw("incoming.host") }

// without leaves out the notes of a code about a field.
func without(notes []Note, code, field string) []Note {
	return slices.DeleteFunc(notes, func(n Note) bool { return n.Code == code && n.Field == field })
}

// tidy makes the values what the program will keep.
func (d *Draft) tidy() {
	d.Profile = d.Profile.Normalised()
	for i, s := range d.Seen {
		d.Seen[i].Value = d.Profile.Text(s.Field)
	}
}

// saw reports whether a field was read.
func (d Draft) saw(key string) bool {
	return slices.ContainsFunc(d.Seen, func(s Seen) bool { return s.Field == key })
}

// Passwords lists the fields of the passwords that came along.
func (d Draft) Passwords() []string {
	var keys []string
	for _, key := range mailcore.FieldKeys() {
		if s, ok := d.Profile.Field(key).(*mailcore.Secret); ok && *s != "" {
			keys = append(keys, key)
		}
	}
	return keys
}

// usualPort fills in the port that goes with the encryption where none was
// read.
func (d *Draft) usualPort(at Source) {
	o, in := d.Profile.Outgoing, d.Profile.Incoming
	if d.saw("outgoing.host") && !d.saw("outgoing.port") {
		d.put("outgoing.port", strconv.Itoa(o.Encryption.DefaultPort()), at)
	}
	if d.saw("incoming.host") && !d.saw("incoming.port") {
		d.put("incoming.port", strconv.Itoa(in.Protocol.DefaultPort(in.Encryption)), at)
	}
}

// providers are the hosts whose users sign in by OAuth.
var providers = []struct {
	suffix   string
	provider mailcore.Provider
}{
	{"gmail.com", mailcore.Google},
	{"office365.com", mailcore.Microsoft},
	{"outlook.com", mailcore.Microsoft},
}

// signIn takes over that a client signs in by OAuth at that host.
func (d *Draft) signIn(field, host string, at Source) {
	d.set(field, string(mailcore.XOAUTH2), at)
	d.set("oauth", string(signsIn(host)), at)
}

// signsIn returns who signs in the users of a host; "" is nobody we know.
func signsIn(host string) mailcore.Provider {
	for _, p := range providers {
		if strings.HasSuffix(strings.ToLower(host), p.suffix) {
			return p.provider
		}
	}
	return ""
}

// FromProfiles makes drafts of settings that are whole already, such as those
// of an encrypted bundle.
func FromProfiles(profiles []mailcore.Profile) []Draft {
	drafts := make([]Draft, len(profiles))
	for i, p := range profiles {
		drafts[i].Profile = p
		for _, key := range mailcore.FieldKeys() {
			drafts[i].Seen = append(drafts[i].Seen, Seen{Field: key, Value: p.Text(key), Source: Source{Text: key}})
		}
	}
	return drafts
}
