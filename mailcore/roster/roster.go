// Package roster is the list of somebody with many servers: an [Entry] for each
// with what is known of it, which of them a [Filter] lets through, in which
// [Order], in which [Columns]; and an [Edit] of many at once, with what it would
// change.
//
// A file here computes values from values, fast enough for thousands of
// servers while somebody types. It knows no file, no screen, no clock and no
// words but those of the settings.
package roster

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/publicsuffix"
	"golang.org/x/text/unicode/norm"

	"todoku/mailcore"
	"todoku/mailcore/ends"
)

// An Entry is one server with what is known of it, worked out once.
type Entry struct {
	mailcore.Profile
	At       int // in the list as it is kept
	Stands   mailcore.Standing
	Ends     []ends.End // the first end first
	Provider string     // whose server it is, as people call that; "" where nobody knows

	text string // what a search looks at
}

// Known is what is known besides the settings.
type Known struct {
	ends.Known
	Standing func(i int) mailcore.Standing // of the profile there; nil where that is to be worked out
	Provider func(mailcore.Profile) string // the name of whose servers a profile uses; nil or "" is for the domain to say
}

// New returns the entries of the servers, in their order.
func New(profiles []mailcore.Profile, k Known) []*Entry {
	all := make([]*Entry, len(profiles))
	for i, p := range profiles {
		all[i] = &Entry{Profile: p, At: i, Stands: k.standing(i, p), Ends: ends.Of(p, k.Known), Provider: k.provider(p), text: searched(p)}
	}
	return all
}

func (k Known) standing(i int, p mailcore.Profile) mailcore.Standing {
	if k.Standing != nil {
		return k.Standing(i)
	}
	return p.Standing()
}

// provider names whose servers p uses: as the office wrote it down, as is known
// of the server, or by the domain that somebody registered.
func (k Known) provider(p mailcore.Profile) string {
	if p.Office.Supplier != "" {
		return p.Office.Supplier
	}
	if k.Provider != nil {
		if name := k.Provider(p); name != "" {
			return name
		}
	}
	host := strings.ToLower(strings.TrimSuffix(p.Outgoing.Host, "."))
	if host == "" && p.Incoming.Protocol != "" {
		host = strings.ToLower(p.Incoming.Host)
	}
	if domain, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return domain
	}
	return host
}

// Next returns what ends first, and whether anything does.
func (e *Entry) Next() (ends.End, bool) {
	if len(e.Ends) == 0 {
		return ends.End{}, false
	}
	return e.Ends[0], true
}

// Certificate returns when that of the server ends; zero where none was seen.
func (e *Entry) Certificate() time.Time {
	if i := slices.IndexFunc(e.Ends, func(end ends.End) bool { return end.Kind == ends.Certificate }); i >= 0 {
		return e.Ends[i].At
	}
	return time.Time{}
}

// A Filter says which servers a list shows. The zero value lets all through.
type Filter struct {
	Text     string            // words, each of which a name, code, host, account, address or note of the office holds
	Standing mailcore.Standing // "" for any
	Product  mailcore.Product  // "" for any
	Provider string            // as in [Entry]; "" for any
	Tag      string            // "" for any
	Within   int               // something ends within so many days, or is over; 0 for any
}

// Of returns the entries that f lets through.
func (f Filter) Of(all []*Entry) []*Entry {
	words := strings.Fields(Folded(f.Text))
	shown := make([]*Entry, 0, len(all))
	for _, e := range all {
		if f.passes(e) && e.holds(words) {
			shown = append(shown, e)
		}
	}
	return shown
}

func (f Filter) passes(e *Entry) bool {
	return (f.Standing == "" || e.Stands == f.Standing) &&
		(f.Product == "" || slices.Contains(e.Products, f.Product)) &&
		(f.Provider == "" || e.Provider == f.Provider) &&
		(f.Tag == "" || slices.Contains(e.Office.Tags, f.Tag)) &&
		(f.Within == 0 || len(e.Ends) > 0 && e.Ends[0].Days <= f.Within)
}

func (e *Entry) holds(words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(e.text, w) })
}

// Search returns the places of the profiles that hold all words of text.
func Search(profiles []mailcore.Profile, text string) []int {
	words := strings.Fields(Folded(text))
	shown := make([]int, 0, len(profiles))
	for i, p := range profiles {
		if e := (Entry{}); len(words) > 0 {
			if e.text = searched(p); !e.holds(words) {
				continue
			}
		}
		shown = append(shown, i)
	}
	return shown
}

// searched is what a search looks at.
func searched(p mailcore.Profile) string {
	o := p.Office
	return Folded(strings.Join([]string{
		p.Name, p.Code, p.Outgoing.Host, p.Incoming.Host, p.Outgoing.User, p.Incoming.User, p.From,
		o.Person, o.Department, strings.Join(o.Tags, "\n"), o.Supplier, o.Contract, o.Phone, o.Memo,
	}, "\n"))
}

// Folded makes full-width and capital letters the same as the others.
func Folded(s string) string { return strings.ToLower(norm.NFKC.String(s)) }

// Tags lists the tags of the servers, each once, in order.
func Tags(all []*Entry) []string {
	return distinct(all, func(e *Entry) []string { return e.Office.Tags })
}

// Providers lists whose servers there are, each once, in order.
func Providers(all []*Entry) []string {
	return distinct(all, func(e *Entry) []string { return []string{e.Provider} })
}

// Products lists what the servers are used for, each once.
func Products(all []*Entry) []mailcore.Product {
	var found []mailcore.Product
	for _, e := range all {
		for _, id := range e.Products {
			if !slices.Contains(found, id) {
				found = append(found, id)
			}
		}
	}
	return found
}

func distinct(all []*Entry, of func(*Entry) []string) []string {
	seen := map[string]bool{"": true}
	var texts []string
	for _, e := range all {
		for _, text := range of(e) {
			if !seen[text] {
				seen[text] = true
				texts = append(texts, text)
			}
		}
	}
	slices.SortFunc(texts, func(a, b string) int { return cmp.Or(natural(Folded(a), Folded(b)), cmp.Compare(a, b)) })
	return texts
}
