// Package exchange reads mail server settings from what other programs and
// people write, and writes them for other programs. It opens no file and no
// connection, and runs no command.
//
// [Read] guesses a [Format] and returns a [Draft] for each server that it
// found: the settings, where each of them came from ([Seen]), and what could
// not be taken over ([Note]). [Plan] says what drafts mean for the servers that
// are there already, [Apply] carries it out. [Format.Write] goes the other way,
// and [Format.Lost] says what a format has no place for. Errors are an [Error].
// A CSV in people's own words goes through [WritePeople] and [ReadPeople].
//
// Passwords that were found are in the Profile of a Draft and nowhere else.
//
// A file here is one format, or what several share (text.go, tree.go, draft.go).
// A reader takes text from strangers and gives drafts: it stops at the bounds
// that stand as constants beside it, never ends the program, and notes what it
// leaves out instead of guessing. A writer leaves passwords out and names
// what is lost. Both are a row of [Formats]; words are for others.
package exchange

import (
	"path"
	"slices"
	"strings"

	"todoku/mailcore"
)

// A Draft is one server as it was read, to be looked at before it is kept.
type Draft struct {
	Profile mailcore.Profile // [mailcore.NewProfile] with what was read; passwords included
	Seen    []Seen           // in the order of reading, each field once
	Notes   []Note           // what was not understood, guessed or left out
	Forms   []Seen           // fields that follow from the mail address, with %EMAILADDRESS% and the like for a value
}

// Seen is one field that was read.
type Seen struct {
	Field  string // as in [mailcore.FieldKeys]
	Value  string // as [mailcore.Profile.Text] writes it: nothing for a password
	Source Source
}

// A Source is where a value came from.
type Source struct {
	Line int    // counted from 1; 0 where there are no lines
	Text string // the name that it had there, such as "MAIL_HOST", or its words; never a password
}

// A Note is something that a person should know before accepting a draft. Its
// words are in assets under "exchange.note.<code>".
type Note struct {
	Code  string // one of [NoteCodes]
	Field string // that it is about; "" for none
	Source
}

// A Format is a way to write settings down. Its name is in assets under
// "exchange.format.<id>".
type Format struct {
	ID         string
	Extensions []string // without dot, the usual one first
	Single     bool     // holds one server only
	receives   bool     // may hold a server that only receives
	sniff      func(text, name string) bool
	read       func(text string) ([]Draft, error)
	write      func([]mailcore.Profile) ([]byte, error)
}

// Formats lists the formats in the order in which they are recognised; the
// last one takes any text. What looks like the file of a program is read as
// that and as nothing else.
var Formats = []Format{
	{ID: "autoconfig", Extensions: []string{"xml"}, Single: true, sniff: hasTag("clientConfig"), read: readAutoconfig, write: writeAutoconfig},
	{ID: "garoon", Extensions: []string{"xml"}, sniff: looksLikeGaroon, read: readGaroon, write: writeGaroon},
	{ID: "mobileconfig", Extensions: []string{"mobileconfig"}, receives: true, sniff: looksLikeMobileconfig, read: readMobileconfig},
	{ID: "xml", Extensions: []string{"xml", "config"}, receives: true, sniff: looksLikeXML, read: readXML},
	{ID: "thunderbird", Extensions: []string{"js"}, sniff: hasLine("user_pref("), read: readThunderbird},
	{ID: "toml", Extensions: []string{"toml"}, sniff: looksLikeTOML, read: readTOML, write: writeTOML},
	{ID: "csv", Extensions: []string{"csv"}, sniff: looksLikeCSV, read: readCSV, write: writeCSV},
	{ID: "garoon-csv", Extensions: []string{"csv"}, sniff: hasColumn(garoonColumns...), read: readGaroonCSV},
	{ID: "url", Extensions: nil, receives: true, sniff: looksLikeURL, read: readURL},
	{ID: "compose", Extensions: []string{"yml", "yaml"}, receives: true, sniff: looksLikeCompose, read: readCompose},
	{ID: "json", Extensions: []string{"json"}, receives: true, sniff: looksLikeJSON, read: readJSON},
	{ID: "yaml", Extensions: []string{"yml", "yaml"}, receives: true, sniff: looksLikeYAML, read: readYAML},
	{ID: "code", Extensions: []string{"rb", "php", "py"}, receives: true, sniff: looksLikeCode, read: readCode},
	{ID: "properties", Extensions: []string{"properties"}, receives: true, sniff: looksLikeProperties, read: readProperties},
	{ID: "outlook", Extensions: []string{"prf"}, receives: true, sniff: looksLikeOutlook, read: readOutlook},
	{ID: "fetchmail", Extensions: []string{"fetchmailrc"}, receives: true, sniff: looksLikeFetchmail, read: readFetchmail},
	{ID: "mutt", Extensions: []string{"muttrc"}, receives: true, sniff: looksLikeMutt, read: readMutt},
	{ID: "mbsync", Extensions: []string{"mbsyncrc"}, receives: true, sniff: looksLikeMbsync, read: readMbsync},
	{ID: "mpop", Extensions: []string{"mpoprc"}, receives: true, sniff: looksLikeMpop, read: readMpop},
	{ID: "ssmtp", Extensions: []string{"conf"}, sniff: looksLikeSsmtp, read: readSsmtp},
	{ID: "postfix", Extensions: []string{"cf"}, Single: true, sniff: looksLikePostfix, read: readPostfix, write: writePostfix},
	{ID: "ini", Extensions: []string{"ini"}, receives: true, sniff: looksLikeINI, read: readINI},
	{ID: "env", Extensions: []string{"env"}, receives: true, sniff: looksLikeEnv, read: readEnv},
	{ID: "msmtprc", Extensions: []string{"msmtprc"}, sniff: looksLikeMsmtp, read: readMsmtp, write: writeMsmtp},
	{ID: "notice", Extensions: []string{"txt"}, sniff: func(string, string) bool { return true }, read: readNotice},
}

// Find returns the format of that ID.
func Find(id string) (Format, bool) {
	i := slices.IndexFunc(Formats, func(f Format) bool { return f.ID == id })
	if i < 0 {
		return Format{}, false
	}
	return Formats[i], true
}

// CanRead reports whether there is a reader for the format.
func (f Format) CanRead() bool { return f.read != nil }

// CanWrite reports whether there is a writer for the format.
func (f Format) CanWrite() bool { return f.write != nil }

// maxDrafts bounds how many servers one text may hold: the preview shows them
// all.
const maxDrafts = 10_000

// Read finds out what data is, from itself and from the name of its file ("" for
// what was pasted), and reads it. The Format is the one that was guessed, also
// with an error.
func Read(data []byte, name string) ([]Draft, Format, error) {
	text, err := decode(data)
	if err != nil {
		return nil, Format{}, err
	}
	name = strings.ToLower(path.Base(strings.ReplaceAll(name, `\`, "/")))
	for _, f := range Formats {
		if f.CanRead() && f.sniff(text, name) {
			drafts, err := f.parse(text)
			return drafts, f, err
		}
	}
	return nil, Format{}, &Error{Code: "nothing-found"}
}

// Read reads data as this format, whatever it looks like.
func (f Format) Read(data []byte) ([]Draft, error) {
	if !f.CanRead() {
		return nil, &Error{Code: "unreadable"}
	}
	text, err := decode(data)
	if err != nil {
		return nil, err
	}
	return f.parse(text)
}

func (f Format) parse(text string) ([]Draft, error) {
	drafts, err := f.read(text)
	switch {
	case err != nil:
		return nil, err
	case len(drafts) > maxDrafts:
		return nil, &Error{Code: "too-many"}
	}
	drafts = slices.DeleteFunc(drafts, func(d Draft) bool { return len(d.Seen) == 0 })
	if len(drafts) == 0 {
		return nil, &Error{Code: "nothing-found"}
	}
	for i := range drafts {
		drafts[i].tidy()
		if f.receives && drafts[i].saw("incoming.host") && !drafts[i].saw("outgoing.host") {
			drafts[i].note("receive-only", "outgoing.host", drafts[i].whence("incoming.host"))
		}
	}
	return drafts, nil
}

// Write writes the profiles without their passwords.
func (f Format) Write(profiles []mailcore.Profile) ([]byte, error) {
	switch {
	case !f.CanWrite():
		return nil, &Error{Code: "unwritable"}
	case len(profiles) == 0:
		return nil, &Error{Code: "empty"}
	case f.Single && len(profiles) > 1:
		return nil, &Error{Code: "one-only"}
	}
	return f.write(profiles)
}

// Lost lists the fields of p that do not come back when it is read from what
// the format writes, but for passwords. It is nothing for a format that cannot
// be read.
func (f Format) Lost(p mailcore.Profile) []string {
	if !f.CanWrite() || !f.CanRead() {
		return nil
	}
	back := mailcore.NewProfile()
	if data, err := f.Write([]mailcore.Profile{p}); err == nil {
		if drafts, err := f.Read(data); err == nil {
			back = drafts[0].Profile
		}
	}
	p = p.Normalised()
	var lost []string
	for _, key := range mailcore.FieldKeys() {
		if p.Text(key) != back.Text(key) && matters(p, key) {
			lost = append(lost, key)
		}
	}
	return lost
}

// matters reports whether a field means something: that of a server which is
// not used does not.
func matters(p mailcore.Profile, key string) bool {
	switch {
	case strings.HasPrefix(key, "incoming."):
		return p.Incoming.Protocol != ""
	case strings.HasPrefix(key, "outgoing.pop."):
		return p.Outgoing.PopBefore.Use
	}
	return true
}
