package domain

import (
	"slices"
	"strings"

	"todoku/mailcore/records"
)

// propose puts the sending server into a record, before what ends it. "" where
// nobody knows which server that is.
func (c *check) propose(record string) string {
	var add string
	switch {
	case c.Include != "":
		add = "include:" + c.Include
	case c.IP.IsValid() && records.Public(c.IP) && c.IP.Is4():
		add = "ip4:" + c.IP.String()
	case c.IP.IsValid() && records.Public(c.IP):
		add = "ip6:" + c.IP.String()
	default:
		return ""
	}
	terms := strings.Fields(record)
	at := slices.IndexFunc(terms, ending)
	if at < 0 {
		return strings.Join(append(terms, add, "~all"), " ")
	}
	return strings.Join(slices.Insert(terms, at, add), " ")
}

// ending reports whether nothing counts behind a term.
func ending(term string) bool {
	name, _ := cutTerm(term)
	return name == "all" || name == "redirect"
}

// merge makes one record of several, with the mildest end.
func merge(texts []string) string {
	terms, end := []string{version}, ""
	for _, record := range texts {
		for _, term := range strings.Fields(record)[1:] {
			switch {
			case !ending(term) && !slices.Contains(terms, term):
				terms = append(terms, term)
			case ending(term) && (end == "" || strings.HasPrefix(term, "~")):
				end = term
			}
		}
	}
	if end == "" || qualifier([]string{end}) == "+" {
		end = "~all"
	}
	return strings.Join(append(terms, end), " ")
}

// replaceAll closes a record that lets everybody send.
func replaceAll(record string) string {
	terms := strings.Fields(record)
	for i, term := range terms {
		if qualifier([]string{term}) == "+" {
			terms[i] = "~all"
		}
	}
	return strings.Join(terms, " ")
}
