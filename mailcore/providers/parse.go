package providers

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// An EntryError is a file of providers that cannot be used.
type EntryError struct {
	Line  int         // counted from 1; 0 where unknown
	ID    string      // of the entry; "" where unknown
	Field string      // its key; "" where unknown
	Value string      // what is wrong there, short; may be empty
	Code  ProblemCode //
}

// A ProblemCode says what is wrong with a file of providers. Its words are in
// assets under "provider.problem.<code>".
type ProblemCode string

// The problems.
const (
	NotJSON    ProblemCode = "syntax"
	UnknownKey ProblemCode = "unknown-key"
	WrongValue ProblemCode = "wrong-value"
	Missing    ProblemCode = "missing"
	Twice      ProblemCode = "twice"
	Newer      ProblemCode = "newer"
	TooLarge   ProblemCode = "too-large"
)

// Error names the line, the entry and the reason.
func (e *EntryError) Error() string {
	var parts []string
	if e.Line > 0 {
		parts = append(parts, fmt.Sprintf("line %d", e.Line))
	}
	if e.ID != "" {
		parts = append(parts, fmt.Sprintf("entry %q", e.ID))
	}
	if e.Field != "" {
		parts = append(parts, e.Field)
	}
	text := strings.TrimPrefix(strings.Join(parts, ", ")+": "+reasons[e.Code], ": ")
	if e.Value != "" {
		text += fmt.Sprintf(" (%q)", e.Value)
	}
	return text
}

var reasons = map[ProblemCode]string{
	NotJSON:    "this is not JSON",
	UnknownKey: "there is no such key",
	WrongValue: "it cannot have this value",
	Missing:    "it is missing",
	Twice:      "it is there twice",
	Newer:      "the file was written for a newer version of this program",
	TooLarge:   "the file is too large",
}

// Limits of a file.
const (
	format     = 1       // of the file; raised when an older program could not read it
	maxFile    = 4 << 20 // bytes; our own table has 100,000
	maxEntries = 20000   // each is compared with every letter that is typed
)

// Parse reads a file of providers: {"format": 1, "providers": [{…}, …]}. The
// error is an [EntryError].
func Parse(data []byte) (Table, error) {
	if len(data) > maxFile {
		return nil, &EntryError{Code: TooLarge}
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	var file struct {
		Format    *int              `json:"format"`
		Providers []json.RawMessage `json:"providers"`
	}
	if e := strict(data, &file); e != nil {
		e.Line = max(1, lineAt(data, e.Line))
		return nil, e
	}
	switch {
	case file.Format == nil:
		return nil, &EntryError{Line: 1, Field: "format", Code: Missing}
	case *file.Format > format:
		return nil, &EntryError{Line: 1, Field: "format", Code: Newer}
	case *file.Format < 1:
		return nil, &EntryError{Line: 1, Field: "format", Code: WrongValue}
	case len(file.Providers) > maxEntries:
		return nil, &EntryError{Code: TooLarge}
	}
	return entries(data, file.Providers)
}

// entries reads each entry and finds the line of the one that is wrong.
func entries(data []byte, raw []json.RawMessage) (Table, error) {
	var t Table
	seen, at := map[string]bool{}, 0
	for _, text := range raw {
		at += max(0, bytes.Index(data[at:], text)) // the text is part of the file as it is
		p, e := entry(text)
		if e == nil && seen[p.ID] {
			e = &EntryError{Field: "id", Code: Twice}
		}
		if e != nil {
			e.Line, e.ID = lineAt(data, at+e.Line), p.ID
			return nil, e
		}
		seen[p.ID] = true
		t = append(t, p)
		at += len(text)
	}
	return t, nil
}

func entry(text []byte) (Provider, *EntryError) {
	var p Provider
	if e := strict(text, &p); e != nil {
		_ = json.Unmarshal(text, &struct{ ID *string }{&p.ID})
		return p, e
	}
	e := p.problem()
	if e != nil { // the line of the key, if it is there
		e.Line = max(0, bytes.Index(text, []byte(`"`+lastKey(e.Field)+`"`)))
	}
	return p, e
}

// strict decodes data, and takes no key that it does not know. In the error,
// Line is an offset in bytes.
func strict(data []byte, into any) *EntryError {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	err := d.Decode(into)
	if err == nil && d.More() {
		return &EntryError{Line: int(d.InputOffset()), Code: NotJSON}
	}
	if err == nil {
		return nil
	}
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		return &EntryError{Line: int(syntax.Offset) - 1, Code: NotJSON}
	}
	if kind, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return &EntryError{Line: int(kind.Offset) - 1, Field: kind.Field, Code: WrongValue}
	}
	if key, ok := unknownKey(err); ok {
		return &EntryError{Line: bytes.Index(data, []byte(`"`+key+`"`)), Field: key, Code: UnknownKey}
	}
	return &EntryError{Line: len(data), Code: NotJSON}
}

// unknownKey takes the key out of the one error that package json gives no
// type.
func unknownKey(err error) (string, bool) {
	_, quoted, ok := strings.Cut(err.Error(), "unknown field ")
	return strings.Trim(quoted, `"`), ok
}

func lastKey(field string) string { return field[strings.LastIndexByte(field, '.')+1:] }

func lineAt(data []byte, offset int) int {
	return bytes.Count(data[:min(max(offset, 0), len(data))], []byte("\n")) + 1
}
