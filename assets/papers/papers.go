// Package papers writes what people print or send.
//
// An [Inquiry] is the report of one test for somebody else: a provider's
// support desk, or an expert, who can read its JSON again with
// [ReadInquiry]. A [Sheet] says what to type where in one product's screen, or
// file.
// A [Review] says of all servers how they are; a [Ledger] tells whoever comes
// next what has to be known of them, and a [Receipt] what of it has arrived.
// [Causes] is the
// page of the manual that explains every cause of failure. [Ends] is what ends
// when, an [Outcome] how the tests of many servers ended.
// All come in the formats of [Format]; the same values always give the same
// bytes. No paper holds a password but a sheet that [Sheet.Revealed] was asked
// for.
//
// A file here is one paper, or one of the formats and rules that papers share: a
// page is built as sections first, and written in a format last. It is given
// values and the time, and returns bytes; it opens no file, asks nobody and reads
// no clock. Its own words are in assets, those of values come from package words.
// What hides names stands between the report and the page, and nothing goes
// around it.
package papers

import (
	"slices"
	"strings"

	"todoku/mailcore/transcript"
)

// A Format is what a paper is written as. The values are given on the command
// line.
type Format string

// The formats.
const (
	Text     Format = "text" // to paste into a mail
	CSV      Format = "csv"  // for a spreadsheet: UTF-8 with a byte order mark
	Markdown Format = "md"
	HTML     Format = "html" // one file that opens offline and prints on A4
	JSON     Format = "json"
)

// Extension is what the name of a file in this format ends with.
func (f Format) Extension() string {
	if f == Text {
		return ".txt"
	}
	return "." + string(f)
}

// A page is a paper before it has a format.
type page struct {
	Language string
	Title    string
	Lead     string // what matters most, in one line
	Tone     string // "passed", "warned" or "failed": the colour of Lead
	Notes    []string
	Sections []section
}

// A section is a part of a page. What is empty is left out; the rest comes in
// the order of the fields.
type section struct {
	ID     string // anchor, where there is one; the section is then below the last without
	Title  string
	Paras  []string
	Facts  []fact
	Table  table
	Steps  []string // numbered
	Marked []string // what stands in the way, in red
	Quote  string   // somebody else's words, as they are
	Block  string   // what is copied as a whole, as it is
	Signed []string // who signs here
	Fresh  bool     // begins a sheet of paper
}

// A fact is a label and what stands beside it.
type fact struct{ Label, Value string }

// A table is read line by line.
type table struct {
	Head []string
	Rows []line
	Tick bool // on paper, each row has a box to tick off
	Look look // how wide its columns are
}

// A look says how wide the columns of a table are; its rules are in page.css.
type look string

const (
	dated   look = "dated"   // box, date, what is left, and texts
	stated  look = "stated"  // server, what for, state, date, end
	done    look = "done"    // date, server, text
	checked look = "checked" // box, text, and room to write
)

// A line is one row of a table.
type line struct {
	Cells []string
	Mark  mark
}

// A mark says how a row of a table differs from the others.
type mark string

const (
	plain   mark = ""
	heading mark = "heading" // one cell across the table
	note    mark = "note"    // the same
	red     mark = "red"     // must not be overlooked
)

// across reports whether the row is one cell over the whole table.
func (l line) Across() bool { return l.Mark == heading || l.Mark == note }

// add appends a fact if there is something to say.
func (s *section) add(label, value string) {
	if value != "" {
		s.Facts = append(s.Facts, fact{label, value})
	}
}

// empty reports whether there is nothing under the title.
func (s section) empty() bool {
	return len(s.Paras)+len(s.Facts)+len(s.Table.Rows)+len(s.Steps)+len(s.Marked)+len(s.Signed) == 0 && s.Quote == "" && s.Block == ""
}

// filled leaves out the sections in which there is nothing.
func filled(all ...section) []section { return slices.DeleteFunc(all, section.empty) }

// legible writes what a screen or a printer would act on, or hide, as an
// escape.
func legible(text string) string {
	return strings.ReplaceAll(transcript.Visible([]byte(text)), "\t", "    ")
}
