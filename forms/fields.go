// Package forms draws values of mailcore and lets people edit them: the
// settings of a server in a [ServerForm], how a test goes in a [ReportView],
// the servers in a [ServerList], the tests of the past in a [RunList]. It
// starts nothing and stores nothing; what is pressed is told to the caller.
package forms

import "todoku/mailcore"

// A Field is one row of the form of a server.
type Field struct {
	Key      string                      // of what it edits; "field.<key>" is its label, with ".hint" its hint
	Value    func(*mailcore.Profile) any // a pointer to what it edits; its type chooses the widget
	Shown    func(mailcore.Profile) bool // nil means always
	Required bool
	Widest   float32 // of the widget, in units; 0 means as wide as the form
}

// A Section is a titled group of fields; "section.<key>" is its title.
type Section struct {
	Key    string
	Fields []Field
	Shown  func(mailcore.Profile) bool // nil means always
}

// Widths of fields, in units.
const (
	number = 96
	name   = 420
)

// Sections lists the form of a server in order.
var Sections = []Section{
	{"basic", []Field{
		{"name", func(p *mailcore.Profile) any { return &p.Name }, nil, false, name},
		{"oauth", func(p *mailcore.Profile) any { return &p.OAuth }, nil, false, 0},
	}, nil},
	{"outgoing", []Field{
		{"outgoing.host", func(p *mailcore.Profile) any { return &p.Outgoing.Host }, nil, true, name},
		{"outgoing.encryption", func(p *mailcore.Profile) any { return &p.Outgoing.Encryption }, nil, false, 0},
		{"outgoing.port", func(p *mailcore.Profile) any { return &p.Outgoing.Port }, nil, true, 0},
	}, nil},
	{"auth", []Field{
		{"outgoing.auth", func(p *mailcore.Profile) any { return &p.Outgoing.Auth }, nil, false, 0},
		{"outgoing.same_account", func(p *mailcore.Profile) any { return &p.Outgoing.SameAccount }, byPassword(borrowing), false, 0},
		{"outgoing.user", func(p *mailcore.Profile) any { return &p.Outgoing.User }, ownAccount, false, name},
		{"outgoing.password", func(p *mailcore.Profile) any { return &p.Outgoing.Password }, byPassword(ownAccount), false, name},
		{"outgoing.plaintext_auth", func(p *mailcore.Profile) any { return &p.Outgoing.Plaintext }, unencrypted, false, 0},
	}, nil},
	{"incoming", []Field{
		{"incoming.protocol", func(p *mailcore.Profile) any { return &p.Incoming.Protocol }, nil, false, 0},
		{"incoming.host", func(p *mailcore.Profile) any { return &p.Incoming.Host }, receiving, true, name},
		{"incoming.encryption", func(p *mailcore.Profile) any { return &p.Incoming.Encryption }, receiving, false, 0},
		{"incoming.port", func(p *mailcore.Profile) any { return &p.Incoming.Port }, receiving, true, 0},
		{"incoming.auth", func(p *mailcore.Profile) any { return &p.Incoming.Auth }, receiving, false, 0},
		{"incoming.user", func(p *mailcore.Profile) any { return &p.Incoming.User }, receiving, false, name},
		{"incoming.password", func(p *mailcore.Profile) any { return &p.Incoming.Password }, byPassword(receiving), false, name},
		{"incoming.delete", func(p *mailcore.Profile) any { return &p.Incoming.Delete }, receiving, false, 0},
		{"incoming.delete_days", func(p *mailcore.Profile) any { return &p.Incoming.DeleteDays }, deleting, false, number},
		{"incoming.size_limit", func(p *mailcore.Profile) any { return &p.Incoming.SizeLimit }, receiving, false, number},
		{"incoming.timeout", func(p *mailcore.Profile) any { return &p.Incoming.Timeout }, receiving, false, number},
	}, nil},
	{"sender", []Field{
		{"from", func(p *mailcore.Profile) any { return &p.From }, nil, false, name},
		{"from_name", func(p *mailcore.Profile) any { return &p.FromName }, nil, false, name},
		{"notify", func(p *mailcore.Profile) any { return &p.Notify }, nil, false, name},
	}, nil},
	{"pop", []Field{
		{"outgoing.pop.use", func(p *mailcore.Profile) any { return &p.Outgoing.PopBefore.Use }, byPassword(always), false, 0},
		{"outgoing.pop.host", func(p *mailcore.Profile) any { return &p.Outgoing.PopBefore.Host }, popping, false, name},
		{"outgoing.pop.encryption", func(p *mailcore.Profile) any { return &p.Outgoing.PopBefore.Encryption }, popping, false, 0},
		{"outgoing.pop.port", func(p *mailcore.Profile) any { return &p.Outgoing.PopBefore.Port }, popping, false, 0},
		{"outgoing.pop.auth", func(p *mailcore.Profile) any { return &p.Outgoing.PopBefore.Auth }, popping, false, 0},
		{"outgoing.pop.user", func(p *mailcore.Profile) any { return &p.Outgoing.PopBefore.User }, popping, false, name},
		{"outgoing.pop.password", func(p *mailcore.Profile) any { return &p.Outgoing.PopBefore.Password }, popping, false, name},
		{"outgoing.pop.wait", func(p *mailcore.Profile) any { return &p.Outgoing.PopBefore.Wait }, popping, false, number},
	}, nil},
	{"details", []Field{
		{"code", func(p *mailcore.Profile) any { return &p.Code }, nil, false, name},
		{"outgoing.timeout", func(p *mailcore.Profile) any { return &p.Outgoing.Timeout }, nil, false, number},
		{"outgoing.size_limit", func(p *mailcore.Profile) any { return &p.Outgoing.SizeLimit }, nil, false, number},
		{"outgoing.helo", func(p *mailcore.Profile) any { return &p.Outgoing.HELO }, nil, false, name},
		{"charset", func(p *mailcore.Profile) any { return &p.Charset }, nil, false, 0},
		{"wait", func(p *mailcore.Profile) any { return &p.Wait }, receiving, false, number},
		{"pin", func(p *mailcore.Profile) any { return &p.Pin }, nil, false, 0},
	}, nil},
}

// Recipient is the field beside the button that starts a test (ZN-08).
var Recipient = Field{"test_to", func(p *mailcore.Profile) any { return &p.TestTo }, nil, true, name}

func logsIn(p mailcore.Profile) bool { return p.Outgoing.Auth != mailcore.NoAuth }

func unencrypted(p mailcore.Profile) bool {
	return p.Outgoing.Encryption == mailcore.NoEncryption && logsIn(p) ||
		p.Outgoing.PopBefore.Use && p.Outgoing.PopBefore.Encryption == mailcore.NoEncryption ||
		receiving(p) && p.Incoming.Encryption == mailcore.NoEncryption
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
