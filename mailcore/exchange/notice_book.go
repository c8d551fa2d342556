package exchange

import (
	"maps"
	"slices"
)

// A found is a value of a notice.
type found struct {
	value string
	at    Source
}

// A slot is what a notice says of one server; its keys are kinds.
type slot map[kind]found

// A way is a port of a server, with the encryption on it: one of mailcore's,
// "ssl" where the word may mean either of two, or "" where nothing is said.
type way struct {
	port, encryption string
	at               Source
}

// everybody is the key of what holds for whatever server needs it: account,
// password, address.
const everybody side = 0

// A book is what a notice says of an account, or of all.
type book struct {
	slots map[side]slot
	ways  map[side][]way
}

func newBook() *book {
	return &book{slots: map[side]slot{everybody: {}, sending: {}, popping: {}, imaping: {}, receiving: {}}, ways: map[side][]way{}}
}

// put keeps the first value; it reports whether that is the one.
func (b *book) put(s side, k kind, value string, at Source) bool {
	old, ok := b.slots[s][k]
	if !ok {
		b.slots[s][k] = found{value, at}
	}
	return !ok || old.value == value
}

// way keeps a port. The encryption may be said later.
func (b *book) way(s side, w way) {
	for i, old := range b.ways[s] {
		if old.port == w.port {
			if old.encryption == "" {
				b.ways[s][i].encryption = w.encryption
			}
			return
		}
	}
	b.ways[s] = append(b.ways[s], w)
}

// over returns what b says, and where it is silent what base says.
func (b *book) over(base *book) *book {
	all := newBook()
	for s := range all.slots {
		maps.Copy(all.slots[s], base.slots[s])
		maps.Copy(all.slots[s], b.slots[s])
		if all.ways[s] = b.ways[s]; len(b.ways[s]) == 0 {
			all.ways[s] = base.ways[s]
		}
	}
	return all
}

// personal are the kinds that no two accounts share.
var personal = []kind{addressKind, userKind, passwordKind, nameKind}

// split takes what is an account's own out of b.
func (b *book) split() *book {
	own := newBook()
	for s, values := range b.slots {
		for _, k := range personal {
			if f, ok := values[k]; ok {
				own.slots[s][k] = f
				delete(values, k)
			}
		}
	}
	return own
}

// another begins one more account, where an address says that there is one.
func (n *notice) another() {
	if len(n.accounts) == 0 {
		n.accounts = append(n.accounts, n.base.split())
	}
	n.book = newBook()
	n.accounts = append(n.accounts, n.book)
}

// alone reads an account that a table tells apart, into b.
func (n *notice) alone(b *book, read func()) {
	before, apart := n.book, n.apart
	n.book, n.apart = b, true
	read()
	n.book, n.apart = before, apart
}

// keep takes a value into the book that is being written. What follows a list
// of accounts is for all of them, unless it is said for the second time.
func (n *notice) keep(s side, k kind, value string, at Source) bool {
	shared := !slices.Contains(personal, k) || userForms[value] != ""
	if n.book != n.base && !n.apart && shared && n.base.put(s, k, value, at) {
		return true
	}
	kept := n.book.put(s, k, value, at)
	if !kept {
		n.others++
	}
	return kept
}

// maxOthers is how often a notice names another value for what it has said. A
// manual or an article does so all the time: it is about many servers, or none.
const maxOthers = 12

// keepWay does so with a port.
func (n *notice) keepWay(s side, w way) {
	b := n.book
	if _, own := b.slots[s][hostKind]; !own && !n.apart {
		b = n.base
	}
	b.way(s, w)
}
