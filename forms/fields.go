// Package forms draws values of mailcore and lets people edit them: the
// settings of a server in a [ServerForm], how a test goes in a [ReportView],
// the servers in a [ServerList], the tests of the past in a [RunList]. It
// starts nothing and stores nothing; what is pressed is told to the caller.
//
// A file here is one view, or a part that several have. It draws a value that
// it is given, or edits one through a pointer, with words from assets and
// widgets from forms/widgets. It may know the values of mailcore, and no
// connection, no file, no goroutine and no clock: packaging/house holds what it
// may import. A new setting is a row of [mailcore.Fields], no new code.
package forms

import (
	"slices"

	"todoku/mailcore"
	"todoku/mailcore/products"
)

// A Field is one row of the form of a server.
type Field struct {
	Key      string                      // [mailcore.Profile.Field]; "field.<key>" is its label, with ".hint" its hint
	Shown    func(mailcore.Profile) bool // nil means always
	Required bool
	Widest   float32 // of the widget, in units; 0 means as wide as the form
}

// A Section is a group of fields; "section.<key>" is its title, where it has
// one.
type Section struct {
	Key     string
	Fields  []Field
	Abreast bool // the fields are side by side
	Folded  bool // out of sight until somebody wants it, or something in it is wrong
}

// Widths of fields, in units.
const (
	number = 96
	name   = 420
)

// foremost are the sections with what every server needs, which fit a small
// window.
var foremost = []string{"server", "account"}

// Sections lists the form of a server in order, with the fields that their
// rows put there.
var Sections = filledSections()

// shown says for which settings the fields of a section are shown, and those
// that differ from their section. What does not stand here always is.
var shown = map[string]func(mailcore.Profile) bool{
	"incoming":                receiving,
	"pop":                     popping,
	"site":                    namedByURL,
	"outgoing.same_account":   byPassword(borrowing),
	"outgoing.user":           ownAccount,
	"outgoing.password":       byPassword(ownAccount),
	"outgoing.plaintext_auth": unencrypted,
	"incoming.protocol":       nil,
	"incoming.password":       byPassword(receiving),
	"incoming.delete_days":    deleting,
	"outgoing.pop.use":        byPassword(always),
	"wait":                    receiving,
}

// required are the fields that are marked so.
var required = []string{
	"outgoing.host", "outgoing.port", "outgoing.user", "outgoing.password",
	"incoming.host", "incoming.port", "incoming.user", "incoming.password",
	"from", "test_to",
}

func filledSections() []Section {
	var all []Section
	for _, key := range mailcore.Groups {
		s := Section{Key: key, Abreast: key == "server", Folded: !slices.Contains(foremost, key)}
		for _, row := range mailcore.Fields() {
			if row.Section == key {
				s.Fields = placed(s.Fields, row, shown[key])
			}
		}
		all = append(all, s)
	}
	return all
}

// placed puts a row where it belongs among those of its section.
func placed(fields []Field, row mailcore.Row, usually func(mailcore.Profile) bool) []Field {
	f := fieldOf(row)
	if when, exception := shown[row.Key]; exception {
		f.Shown = when
	} else {
		f.Shown = usually
	}
	i := slices.IndexFunc(fields, func(other Field) bool { return other.Key == row.Before })
	if i < 0 {
		i = len(fields)
	}
	return slices.Insert(fields, i, f)
}

func fieldOf(row mailcore.Row) Field {
	return Field{Key: row.Key, Required: slices.Contains(required, row.Key), Widest: widest(row)}
}

// widest is the width of a field by what it holds.
func widest(row mailcore.Row) float32 {
	if _, port := portFields[row.Key]; port || row.Holds == mailcore.Fingerprint {
		return 0
	}
	switch new(mailcore.Profile).Field(row.Key).(type) {
	case *int:
		return number
	case *string, *[]string, *mailcore.Secret, *mailcore.AuthMethod:
		return name
	}
	return 0
}

// Recipient is the field beside the button that starts a test (ZN-08).
var Recipient = Field{Key: "test_to", Required: true, Widest: name}

func logsIn(p mailcore.Profile) bool { return p.Outgoing.Auth != mailcore.NoAuth }

func unencrypted(p mailcore.Profile) bool {
	return p.Outgoing.Encryption == mailcore.NoEncryption && logsIn(p) ||
		p.Outgoing.PopBefore.Use && p.Outgoing.PopBefore.Encryption == mailcore.NoEncryption ||
		receiving(p) && p.Incoming.Encryption == mailcore.NoEncryption
}

// namedByURL: only then does the URL matter to a test.
func namedByURL(p mailcore.Profile) bool {
	return slices.ContainsFunc(p.Products, products.CallsItselfByURL)
}

func always(mailcore.Profile) bool { return true }

func receiving(p mailcore.Profile) bool { return p.Incoming.Protocol != "" }

func deleting(p mailcore.Profile) bool { return receiving(p) && p.Incoming.Delete }

// borrowing: only where there is a receiving account can it be used for
// sending (GR-11).
func borrowing(p mailcore.Profile) bool { return logsIn(p) && receiving(p) }

func ownAccount(p mailcore.Profile) bool {
	return logsIn(p) && !(receiving(p) && p.Outgoing.SameAccount)
}

// byPassword: who signs in with a provider has none here.
func byPassword(shown func(mailcore.Profile) bool) func(mailcore.Profile) bool {
	return func(p mailcore.Profile) bool { return p.OAuth == "" && shown(p) }
}

// Given lists the fields that a fixed server (MS-01) has from the start.
var Given = []string{"name", "oauth", "code"}

// Filled lists the fields that a provider fills in (GR-06): they can be read,
// not changed.
var Filled = []string{
	"outgoing.host", "outgoing.encryption", "outgoing.port", "outgoing.auth",
	"incoming.host", "incoming.encryption", "incoming.port", "incoming.auth",
}

func popping(p mailcore.Profile) bool { return p.Outgoing.PopBefore.Use }
