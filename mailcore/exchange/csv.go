package exchange

import (
	"bytes"
	"encoding/csv"
	"errors"
	"slices"
	"strings"

	"todoku/mailcore"
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

// A sheet is a CSV: rows by the names in its first line.
type sheet struct {
	head  []string
	rows  [][]string
	lines []int // of the rows
}

func readSheet(text string) (sheet, error) {
	var s sheet
	if line := openQuote(text); line > 0 {
		return s, &Error{Code: "syntax", Line: line}
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
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.ReuseRecord = comma(text), -1, true
	for {
		_, err := r.Read()
		at, ok := errors.AsType[*csv.ParseError](err)
		switch {
		case ok && errors.Is(at.Err, csv.ErrQuote):
			return at.StartLine
		case err != nil:
			return 0
		}
	}
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
	drafts := make([]Draft, len(s.rows))
	for i, row := range s.rows {
		drafts[i] = newDraft()
		for c, cell := range row[:min(len(row), len(s.head))] {
			drafts[i].cell(strings.ToLower(strings.TrimSpace(s.head[c])), unguarded(cell), s.lines[i])
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
	case *int, *mailcore.Secret:
		d.set(key, value, at)
	case *string, *[]string:
		d.put(key, value, at)
	default:
		if value = choice(key, value); value != "" || possible(key, "") {
			d.put(key, value, at)
		}
	}
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
