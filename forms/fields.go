// Package forms draws values of mailcore and lets people edit them: the
// settings of a server in a [ServerForm], how a test goes in a [ReportView],
// the servers in a [ServerList], the tests of the past in a [RunList]. It
// starts nothing and stores nothing; what is pressed is told to the caller.
//
// A file here is one view, or a part that several have. It draws a value that
// it is given, or edits one through a pointer, with words from assets and
// widgets from forms/widgets. It may know the values of mailcore, and no
// connection, no file, no goroutine and no clock: packaging/house holds what it
// may import. A new setting is a row of [Sections], no new code.
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

// Sections lists the form of a server in order: first what every server needs,
// which fits a small window.
var Sections = []Section{
	{Key: "server", Abreast: true, Fields: []Field{
		{"outgoing.host", nil, true, name},
		{"outgoing.encryption", nil, false, 0},
		{"outgoing.port", nil, true, 0},
	}},
	{Key: "account", Fields: []Field{
		{"outgoing.user", ownAccount, true, name},
		{"outgoing.password", byPassword(ownAccount), true, name},
		{"outgoing.plaintext_auth", unencrypted, false, 0},
		{"from", nil, true, name},
	}},
	{Key: "basic", Folded: true, Fields: []Field{
		{"name", nil, false, name},
		{"oauth", nil, false, 0},
		{"products", nil, false, 0},
		{"site", namedByURL, false, name},
	}},
	{Key: "auth", Folded: true, Fields: []Field{
		{"outgoing.auth", nil, false, name},
		{"outgoing.same_account", byPassword(borrowing), false, 0},
	}},
	{Key: "incoming", Folded: true, Fields: []Field{
		{"incoming.protocol", nil, false, 0},
		{"incoming.host", receiving, true, name},
		{"incoming.encryption", receiving, false, 0},
		{"incoming.port", receiving, true, 0},
		{"incoming.auth", receiving, false, name},
		{"incoming.user", receiving, true, name},
		{"incoming.password", byPassword(receiving), true, name},
		{"incoming.delete", receiving, false, 0},
		{"incoming.delete_days", deleting, false, number},
		{"incoming.size_limit", receiving, false, number},
		{"incoming.timeout", receiving, false, number},
	}},
	{Key: "sender", Folded: true, Fields: []Field{
		{"from_name", nil, false, name},
		{"notify", nil, false, name},
	}},
	{Key: "pop", Folded: true, Fields: []Field{
		{"outgoing.pop.use", byPassword(always), false, 0},
		{"outgoing.pop.host", popping, false, name},
		{"outgoing.pop.encryption", popping, false, 0},
		{"outgoing.pop.port", popping, false, 0},
		{"outgoing.pop.auth", popping, false, name},
		{"outgoing.pop.user", popping, false, name},
		{"outgoing.pop.password", popping, false, name},
		{"outgoing.pop.wait", popping, false, number},
	}},
	{Key: "details", Folded: true, Fields: []Field{
		{"code", nil, false, name},
		{"outgoing.timeout", nil, false, number},
		{"outgoing.size_limit", nil, false, number},
		{"outgoing.helo", nil, false, name},
		{"charset", nil, false, 0},
		{"wait", receiving, false, number},
		{"pin", nil, false, 0},
	}},
}

// Recipient is the field beside the button that starts a test (ZN-08).
var Recipient = Field{"test_to", nil, true, name}

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
