package roster

import (
	"cmp"
	"slices"
	"strings"

	"todoku/mailcore"
	"todoku/mailcore/ends"
)

// A Column is one column of the list. Its title is in assets under
// "column.<key>"; its cells are for package words to say.
type Column struct {
	Key   string
	Usual bool                       // it is shown where nobody chose otherwise
	text  func(e *Entry) string      // by which it is sorted; "" comes last
	rank  func(e *Entry) (int, bool) // the same as a number; false comes last
}

// Columns lists the columns in order. The keys are kept in the settings file.
var Columns = []Column{
	{Key: "name", Usual: true, text: func(e *Entry) string { return cmp.Or(e.Name, e.Outgoing.Host, e.Incoming.Host) }},
	{Key: "code", Usual: true, text: func(e *Entry) string { return e.Code }},
	{Key: "host", Usual: true, text: func(e *Entry) string { return e.Outgoing.Host }},
	{Key: "incoming", text: receiving},
	{Key: "user", text: func(e *Entry) string { return e.Outgoing.User }},
	{Key: "from", text: func(e *Entry) string { return e.From }},
	{Key: "products", text: func(e *Entry) string { return e.Text("products") }},
	{Key: "provider", text: func(e *Entry) string { return e.Provider }},
	{Key: "person", text: func(e *Entry) string { return e.Office.Person }},
	{Key: "department", text: func(e *Entry) string { return e.Office.Department }},
	{Key: "tags", text: func(e *Entry) string { return strings.Join(e.Office.Tags, ", ") }},
	{Key: "memo", text: func(e *Entry) string { return e.Office.Memo }},
	{Key: "standing", Usual: true, rank: urgency},
	{Key: "tested", Usual: true, rank: func(e *Entry) (int, bool) { return int(e.Verified.At.Unix()), !e.Verified.At.IsZero() }},
	{Key: "end", Usual: true, rank: nearest},
}

// FindColumn returns the column of that key.
func FindColumn(key string) (Column, bool) {
	i := slices.IndexFunc(Columns, func(c Column) bool { return c.Key == key })
	if i < 0 {
		return Column{}, false
	}
	return Columns[i], true
}

// Usual lists the keys of the columns that are shown where nobody chose.
func Usual() (keys []string) {
	for _, c := range Columns {
		if c.Usual {
			keys = append(keys, c.Key)
		}
	}
	return keys
}

// Shown returns the columns of the keys that there are, in their order; the
// usual ones where there is none of them.
func Shown(keys []string) []Column {
	shown := slices.DeleteFunc(slices.Clone(Columns), func(c Column) bool { return !slices.Contains(keys, c.Key) })
	if len(shown) == 0 {
		return Shown(Usual())
	}
	return shown
}

func receiving(e *Entry) string {
	if e.Incoming.Protocol == "" {
		return ""
	}
	return e.Incoming.Host
}

// urgency puts first what somebody has to look at.
func urgency(e *Entry) (int, bool) {
	return slices.Index([]mailcore.Standing{mailcore.NotProven, mailcore.ChangedSince, mailcore.OtherWay, mailcore.Untested, mailcore.Proven}, e.Stands), true
}

// nearest puts the nearest end first.
func nearest(e *Entry) (int, bool) {
	end, some := e.Next()
	return end.Days, some
}

// An Order is how a list is sorted. The zero value is the order in which it is
// kept.
type Order struct {
	Column string // key of one of [Columns]; "" for none
	Down   bool   // the other way round
}

// Own reports whether it is the order in which the list is kept.
func (o Order) Own() bool { _, ok := FindColumn(o.Column); return !ok }

// By returns the order after somebody asked for that of a column: up, down, and
// then as the list is kept.
func (o Order) By(column string) Order {
	switch {
	case o.Column != column:
		return Order{Column: column}
	case !o.Down:
		return Order{column, true}
	}
	return Order{}
}

// Sort sorts entries. What has nothing in the column comes last either way; what
// is equal stays in the order in which it is kept.
func (o Order) Sort(all []*Entry) {
	c, ok := FindColumn(o.Column)
	if !ok {
		return
	}
	keys := make([]sortKey, len(all))
	for i := range all {
		keys[i] = c.key(all[i])
		keys[i].at = i
	}
	slices.SortFunc(keys, func(a, b sortKey) int {
		switch {
		case a.blank != b.blank && a.blank:
			return 1
		case a.blank != b.blank:
			return -1
		case o.Down:
			return cmp.Or(b.compare(a), cmp.Compare(a.at, b.at))
		}
		return cmp.Or(a.compare(b), cmp.Compare(a.at, b.at))
	})
	before := slices.Clone(all)
	for i, key := range keys {
		all[i] = before[key.at]
	}
}

// A sortKey is what a server is sorted by, worked out once.
type sortKey struct {
	at    int
	blank bool
	rank  int
	text  string
}

func (c Column) key(e *Entry) sortKey {
	if c.rank != nil {
		n, some := c.rank(e)
		return sortKey{rank: n, blank: !some}
	}
	text := Folded(c.text(e))
	return sortKey{text: text, blank: text == ""}
}

func (k sortKey) compare(other sortKey) int {
	if k.rank != other.rank {
		return cmp.Compare(k.rank, other.rank)
	}
	return natural(k.text, other.text)
}

// natural compares folded texts as people do: 2 before 10.
func natural(a, b string) int {
	for a != "" && b != "" {
		x, y := digits(a), digits(b)
		switch {
		case x > 0 && y > 0:
			m, n := strings.TrimLeft(a[:x], "0"), strings.TrimLeft(b[:y], "0")
			if d := cmp.Or(cmp.Compare(len(m), len(n)), strings.Compare(m, n)); d != 0 {
				return d
			}
			a, b = a[x:], b[y:]
		case a[0] != b[0]:
			return cmp.Compare(a[0], b[0])
		default:
			a, b = a[1:], b[1:]
		}
	}
	return cmp.Compare(len(a), len(b))
}

// digits counts those at the beginning.
func digits(text string) int {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return i
		}
	}
	return len(text)
}

// Ending returns how a list looks at what ends next: the level of an entry.
func (e *Entry) Ending() ends.Level {
	end, _ := e.Next()
	if len(e.Ends) == 0 {
		return ends.Far
	}
	return end.Level()
}
