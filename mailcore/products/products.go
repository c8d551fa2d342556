// Package products knows the settings screens of products, each as a table: the same rows draw the product's own dialog over a [mailcore.Profile],
// print the sheet of what to type where, and say what the product has no
// place for.
//
// The words are in assets: "product.<id>" is the product's name,
// "product.<id>.<row>" a row's label exactly as the product prints it, with
// ".hint" what stands beside it and ".<choice>" the product's word for a
// choice. A choice that is a number has the words of its row's unit:
// "product.unit.<unit>", or "product.unit.<unit>.0".
//
// A file here is one product, with the source of every row and of every rule of
// its mailer, or what the tables have in common. A product is a table: what only
// one product does is a row or a field of its own, with a name that another could
// use. A file reads and changes a profile, and nothing else; it knows no network,
// no file, no clock, and no words but the product's own on the wire.
package products

import (
	"slices"
	"sync"

	"todoku/mailcore"
)

// Screens lists the screens in the order in which they are offered. They are
// made when somebody first asks: most tests are for no product.
func Screens() []Screen { return screens() }

var screens = sync.OnceValue(func() []Screen {
	return []Screen{
		cybozu().ready(), mailShare().ready(), zaionnex().ready(), vtiger().ready(), garoon().ready(),
		wpMailSMTP().ready(), nextcloud().ready(), redmine().ready(), eccube().ready(), gitlab().ready(), copier().ready(),
	}
})

// For returns the screen of a product, and whether there is one.
func For(id mailcore.Product) (Screen, bool) {
	i := slices.Index(IDs, id)
	if i < 0 {
		return Screen{}, false
	}
	return Screens()[i], true
}

// A Screen is the settings dialog of one product.
type Screen struct {
	ID      mailcore.Product
	Name    string   // as its maker writes it, in ASCII; what people read is in assets
	Aliases []string // other names under which people look for it, in small letters
	Path    int      // how many places lead there: "product.<id>.path.1" and on
	Rows    []Row    // in screen order
	Buttons []Button // in screen order
	Caution int      // how many cautions the manual gives: "product.<id>.caution.1" and on
	Single  bool     // the product keeps one server only
	Cloud   bool     // the product reaches the server from the internet
	Mailer  Mailer   // how it sends
	File    *File    // that the rows are in; nil where they are on a screen

	obstacles []obstacle                  // what it has no place for
	stocked   func(mailcore.Profile) bool // the product has that server from the start; nil means never
	testMail  TestMail                    // its own words; none means ours
	usual     []mailcore.Change           // what [New] sets beyond what the rows offer at first
}

// Has reports whether the product has a place for a field.
func (s Screen) Has(field string) bool {
	_, ok := s.rowOf(field)
	return ok
}

// Keeps returns the button by which the product keeps p in the end, and
// whether there is one: a server that it has already is not added.
func (s Screen) Keeps(p mailcore.Profile) (Button, bool) {
	i := slices.IndexFunc(s.Buttons, func(b Button) bool {
		return slices.Contains(keeps, b.Action) && (b.Action != Add || s.stocked == nil || !s.stocked(p))
	})
	if i < 0 {
		return Button{}, false
	}
	return s.Buttons[i], true
}

// keeps are the actions of buttons that take over what was typed.
var keeps = []Action{Add, Save, SaveTested, SaveTest}

// A Row is one line of a screen.
type Row struct {
	Key      string                      // within the screen
	Kind     Kind                        //
	Field    string                      // of [mailcore.Profile.Field] that it edits most of all; "" for none
	Also     []string                    // other fields that it edits
	Choices  []string                    // of a Radio or Select, in screen order; a Select with a Unit takes other numbers too
	Unit     string                      // of the number in the row: "seconds" or "megabytes"; "" for none
	Default  string                      // what the product offers at first
	Required bool                        // as the product marks it
	Apart    bool                        // not in the [File] of the product, but on a screen that it has beside it
	Shown    func(mailcore.Profile) bool // nil means always
	Locked   func(mailcore.Profile) bool // can be read only; nil means never
	// Read returns what stands in the row: text, a choice, or "true" and "false"
	// of a Check; ok is false where the product cannot express p, and then an
	// [Obstacle] at this row says why. A Password reads as "".
	Read func(p mailcore.Profile) (value string, ok bool)
	// Write takes a value into p. Writing what Read returned changes nothing;
	// so "" leaves a Password as it is. The error is a [Refused] or wraps
	// [ErrLocked], and then p is as it was.
	Write func(p *mailcore.Profile, value string) error
	// Mends says what Write takes otherwise than it was typed: words are in
	// assets under "problem.server-<code>". nil means that nothing is.
	Mends func(value string) []string
}

// A Kind is the widget of a row.
type Kind string

// The kinds.
const (
	Heading  Kind = "heading" // a title over rows; neither Read nor Write
	Note     Kind = "note"    // text only; neither Read nor Write
	Text     Kind = "text"
	Number   Kind = "number"
	Password Kind = "password"
	Check    Kind = "check" // the label stands beside the box
	Radio    Kind = "radio"
	Select   Kind = "select"
	Outcome  Kind = "outcome" // where the product says how its test went; neither Read nor Write
)

// A Button is a button of a screen; its word is "product.<id>.button.<key>".
type Button struct {
	Key    string
	Action Action
}

// An Action is what a product does when its button is pressed.
type Action string

// The actions.
const (
	Add        Action = "add"            // keep new settings; shown for those only
	Save       Action = "save"           // keep the settings; beside an Add, those that were there before
	SaveTested Action = "save-tested"    // test first, keep only what passed (VT-07)
	SaveTest   Action = "save-then-test" // keep, then send the test mail (CY-13)
	Test       Action = "test"           // ZN-09
	Revert     Action = "revert"         // leave the settings as they were
	Defaults   Action = "defaults"       // what the product offers at first (VT-10)
	Failures   Action = "failures"       // 送信失敗履歴 (CY-14)
)

// An Obstacle is something in a profile that a product has no place for.
type Obstacle struct {
	mailcore.Problem        // its Fixes are the way out
	Row              string // at which it is shown; "" at the top of the screen
}
