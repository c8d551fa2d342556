package domain

import "strings"

// A walk goes through a record of SPF and those that it names.
type walk struct {
	lookups   int      // questions that it costs
	included  []string // domains, in order
	redirects bool     // the first record ends elsewhere
	broken    string   // the first term that cannot be
	silent    bool     // DNS did not answer
}

// maxWalk bounds what a record can make us ask: three times what is allowed, so
// that the report can say by how much it is too many.
const maxWalk = 30

// costly are the mechanisms that cost a question.
var costly = map[string]bool{"include": true, "a": true, "mx": true, "ptr": true, "exists": true, "redirect": true}

// free are those that do not.
var free = map[string]bool{"all": true, "ip4": true, "ip6": true}

// count walks from a record of the domain.
func (c *check) count(record string) walk {
	var w walk
	c.walk(&w, record, 0)
	return w
}

func (c *check) walk(w *walk, record string, depth int) {
	for _, term := range strings.Fields(record)[1:] {
		name, value := cutTerm(term)
		switch {
		case costly[name]:
			w.lookups++
		case !free[name] && !strings.Contains(term, "="):
			w.fail(term)
		}
		if name != "include" && name != "redirect" {
			continue
		}
		w.redirects = w.redirects || name == "redirect" && depth == 0
		if name == "include" {
			w.included = append(w.included, value)
		}
		c.follow(w, term, value, depth)
	}
}

// follow walks on in the record of another domain. Macros name a different
// one for each mail and are left out.
func (c *check) follow(w *walk, term, domain string, depth int) {
	if w.lookups > maxWalk || depth > maxLookups || strings.Contains(domain, "%") {
		return
	}
	texts, err := c.texts(domain, version)
	switch {
	case err != nil:
		w.silent = true
	case len(texts) != 1:
		w.fail(term)
	default:
		c.walk(w, texts[0], depth+1)
	}
}

func (w *walk) fail(term string) {
	if w.broken == "" {
		w.broken = visible(term)
	}
}

// cutTerm takes a term apart: "~include:spf.example.jp" is "include" of
// "spf.example.jp".
func cutTerm(term string) (name, value string) {
	term = strings.TrimLeft(term, "+-~?")
	i := strings.IndexAny(term, ":=/")
	if i < 0 {
		return strings.ToLower(term), ""
	}
	return strings.ToLower(term[:i]), term[i+1:]
}
