package exchange

import (
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
)

// Bounds of XML: settings are flat.
const (
	maxDepth    = 32      // four are usual; each costs a call
	maxElements = 200_000 // twenty for each of maxDrafts servers
)

// An element is one of an XML document, without its namespace.
type element struct {
	name     string
	attrs    map[string]string
	text     string
	pieces   []string // of the text, until the element ends
	line     int
	children []*element
}

// readTree reads XML. What declares entities is refused: settings need none.
func readTree(text string) (*element, error) {
	d := xml.NewDecoder(strings.NewReader(text))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // it is UTF-8 by now
	root := &element{}
	open, count := []*element{root}, 0
	for {
		token, err := d.Token()
		line, _ := d.InputPos()
		if err != nil {
			return root, treeError(err, line, len(open))
		}
		inner := open[len(open)-1]
		switch t := token.(type) {
		case xml.Directive:
			return nil, &Error{Code: "doctype", Line: line}
		case xml.CharData:
			inner.pieces = append(inner.pieces, string(t))
		case xml.StartElement:
			if count++; len(open) > maxDepth || count > maxElements {
				return nil, &Error{Code: "too-deep", Line: line}
			}
			e := newElement(t, line)
			inner.children, open = append(inner.children, e), append(open, e)
		case xml.EndElement:
			inner.text, inner.pieces = strings.TrimSpace(strings.Join(inner.pieces, "")), nil
			open = open[:len(open)-1]
		}
	}
}

// treeError returns nil at the end of a document that is whole.
func treeError(err error, line, open int) error {
	if errors.Is(err, io.EOF) && open == 1 {
		return nil
	}
	return &Error{Code: "syntax", Line: line}
}

func newElement(t xml.StartElement, line int) *element {
	e := &element{name: t.Name.Local, attrs: map[string]string{}, line: line}
	for _, a := range t.Attr {
		e.attrs[a.Name.Local] = a.Value
	}
	return e
}

// all returns the elements of those names below e, in document order, and none
// within another of them.
func (e *element) all(names ...string) []*element {
	var found []*element
	for _, c := range e.children {
		if slices.Contains(names, c.name) {
			found = append(found, c)
		} else {
			found = append(found, c.all(names...)...)
		}
	}
	return found
}

// value returns what an attribute or a child element of that name says.
func (e *element) value(name string) (string, Source) {
	if v, ok := e.attrs[name]; ok {
		return strings.TrimSpace(v), Source{Line: e.line, Text: e.name + " " + name}
	}
	for _, c := range e.children {
		if c.name == name {
			return c.text, Source{Line: c.line, Text: e.name + " " + name}
		}
	}
	return "", Source{Line: e.line, Text: e.name}
}

// child returns the first element of that name in e; an empty one where there
// is none.
func (e *element) child(name string) *element {
	if all := e.all(name); len(all) > 0 {
		return all[0]
	}
	return &element{name: name, line: e.line}
}

// written returns v as XML, with its heading.
func written(v any) ([]byte, error) {
	text, err := xml.MarshalIndent(v, "", "  ")
	if err != nil {
		return nil, &Error{Code: "unwritable"}
	}
	return slices.Concat([]byte(xml.Header), text, []byte("\n")), nil
}
