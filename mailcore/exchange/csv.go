package exchange

import (
	"bytes"
	"encoding/csv"
	"errors"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"todoku/mailcore"
	"todoku/pattern"
)

// columns lists the columns of our CSV: the fields, without passwords.
func columns() []string {
	blank := mailcore.NewProfile()
	return slices.DeleteFunc(mailcore.FieldKeys(), func(key string) bool {
		_, secret := blank.Field(key).(*mailcore.Secret)
		return secret
	})
}

// hasColumn recognises a CSV by one of the names in its first line.
func hasColumn(names ...string) func(text, name string) bool {
	return func(text, _ string) bool {
		first, _, _ := strings.Cut(strings.TrimLeft(text, "\n"), "\n")
		head := strings.FieldsFunc(strings.ToLower(first), func(r rune) bool { return strings.ContainsRune(",;\t\" ", r) })
		return len(head) > 1 && slices.ContainsFunc(names, func(n string) bool { return slices.Contains(head, n) })
	}
}

// looksLikeCSV recognises our own names in the first line: that of a server, or
// the code of one with something else to change.
func looksLikeCSV(text, name string) bool {
	if hasColumn("outgoing.host", "incoming.host")(text, name) {
		return true
	}
	first, _, _ := strings.Cut(strings.TrimLeft(text, "\n"), "\n")
	keys := strings.Split(strings.ToLower(first), string(comma(text)))
	for i, key := range keys {
		keys[i] = strings.Trim(key, "\" ")
	}
	return namesServers(keys)
}

// namesServers reports whether a table with these columns says which saved
// server a row is about, and something of it.
func namesServers(keys []string) bool {
	own := columns()
	known := slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return !slices.Contains(own, key) })
	return len(known) > 1 && slices.Contains(known, "code")
}

// A sheet is a CSV: rows by the names in its first line.
type sheet struct {
	head  []string
	rows  [][]string
	lines []int // of the rows
}

func readSheet(text string) (sheet, error) {
	var s sheet
	if line := openQuote(text); line > 0 {
		return s, &Error{Code: "open-quote", Line: line}
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = comma(text), -1, true
	for {
		row, err := r.Read()
		if row == nil || len(s.rows) > maxDrafts {
			return s, tableError(r, err, len(s.rows))
		}
		if s.head == nil {
			s.head = row
			continue
		}
		line, _ := r.FieldPos(0)
		s.rows, s.lines = append(s.rows, row), append(s.lines, line)
	}
}

// openQuote returns the line of a cell whose quote does not end where the cell
// does, 0 where there is none: what follows would be taken for a part of it, a
// password too. A quote within a cell is a letter.
func openQuote(text string) int {
	line, between := 1, byte(comma(text))
	for text != "" {
		length := strings.IndexAny(text, string(between)+"\n")
		if text[0] == '"' {
			if length = quotedCell(text); length < len(text) && text[length] != between && text[length] != '\n' {
				return line
			}
		}
		if length < 0 {
			return 0
		}
		end := min(length+1, len(text))
		line, text = line+strings.Count(text[:end], "\n"), text[end:]
	}
	return 0
}

// quotedCell returns how long the quoted cell is that a text begins with; two
// quotes are one of its letters. One that does not end has no length.
func quotedCell(text string) int {
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] != '"':
		case i+1 < len(text) && text[i+1] == '"':
			i++
		default:
			return i + 1
		}
	}
	return 0
}

func tableError(r *csv.Reader, err error, rows int) error {
	if rows > maxDrafts {
		return &Error{Code: "too-many"}
	}
	if at, ok := errors.AsType[*csv.ParseError](err); ok {
		return &Error{Code: "syntax", Line: at.Line}
	}
	return nil
}

// comma is what stands between the cells: Excel writes tabs and semicolons
// too.
func comma(text string) rune {
	first, _, _ := strings.Cut(strings.TrimLeft(text, "\n"), "\n")
	for _, r := range ",\t;" {
		if strings.ContainsRune(first, r) {
			return r
		}
	}
	return ','
}

func readCSV(text string) ([]Draft, error) {
	s, err := readSheet(text)
	if err != nil {
		return nil, err
	}
	keys := make([]string, len(s.head))
	for c, head := range s.head {
		keys[c] = strings.ToLower(strings.TrimSpace(head))
	}
	drafts := make([]Draft, len(s.rows))
	for i, row := range s.rows {
		drafts[i] = newDraft()
		for c, cell := range row[:min(len(row), len(keys))] {
			if key := keys[c]; slices.Contains(keys[:c], key) && drafts[i].Profile.Field(key) != nil {
				drafts[i].note("column-again", key, Source{Line: 1, Text: key})
				continue
			}
			drafts[i].cell(keys[c], unguarded(cell), s.lines[i])
		}
		if blank(row) {
			drafts[i] = Draft{}
		}
	}
	return drafts, nil
}

func blank(row []string) bool {
	return !slices.ContainsFunc(row, func(cell string) bool { return strings.TrimSpace(cell) != "" })
}

func (d *Draft) cell(key, value string, line int) {
	at := Source{Line: line, Text: key}
	switch d.Profile.Field(key).(type) {
	case nil:
		if strings.TrimSpace(value) != "" {
			d.note("unknown-name", "", at)
		}
	case *bool:
		d.set(key, strings.ToLower(value), at)
	case *int:
		d.set(key, plainNumber(value), at)
	case *mailcore.Secret:
		d.set(key, value, at)
	case *string, *[]string:
		d.put(key, value, at)
	default:
		if value = choice(key, value); value != "" || possible(key, "") {
			d.put(key, value, at)
		}
	}
}

// spelledNumber is a number as spreadsheets write it: 1,025 or 587.0.
var spelledNumber = pattern.New(`^\'?(\d+|\d{1,3}(?:,\d{3})+)(?:\.0+)?$`)

// plainNumber is a number as Excel or an input method writes it, in plain
// digits; what is none stays.
func plainNumber(text string) string {
	m := spelledNumber.FindStringSubmatch(strings.TrimSpace(norm.NFKC.String(text)))
	if m == nil {
		return text
	}
	return strings.ReplaceAll(m[1], ",", "")
}

// choice finds the choice that is meant, whatever its case.
func choice(key, value string) string {
	value = strings.TrimSpace(value)
	for _, c := range choices[key] {
		if strings.EqualFold(c, value) {
			return c
		}
	}
	return value
}

// writeCSV writes with our own names.
func writeCSV(profiles []mailcore.Profile) ([]byte, error) {
	own := func(key string) string { return key }
	return spreadsheet(profiles, own, func(p mailcore.Profile, key string) string { return guarded(p.Text(key)) }), nil
}

// spreadsheet writes for Excel, with a byte order mark, or it takes the file for
// CP932. No cell may begin like a formula.
func spreadsheet(profiles []mailcore.Profile, head func(key string) string, cell func(p mailcore.Profile, key string) string) []byte {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	keys := columns()
	row := make([]string, len(keys))
	for i, key := range keys {
		row[i] = head(key)
	}
	_ = w.Write(row) // into memory: it cannot fail
	for _, p := range profiles {
		for i, key := range keys {
			row[i] = cell(p, key)
		}
		_ = w.Write(row)
	}
	w.Flush()
	return b.Bytes()
}

// formula is how a cell begins that a spreadsheet computes.
const formula = "=+-@\t\r"

// guarded puts an apostrophe before a formula, as people do, and before an
// apostrophe that is there already.
func guarded(cell string) string {
	if cell != "" && strings.ContainsRune(formula+"'", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

func unguarded(cell string) string {
	if rest, ok := strings.CutPrefix(cell, "'"); ok && rest != guarded(rest) {
		return rest
	}
	return cell
}
