package domain

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"

	"todoku/mailcore/records"

	"blitiri.com.ar/go/spf"

	"todoku/mailcore"
)

// version begins a record of SPF (RFC 7208 4.5).
const version = "v=spf1"

// maxLookups is how many questions a record of SPF may cost (RFC 7208 4.6.4).
const maxLookups = 10

// spf judges who may send for the domain.
func (c *check) spf() []records.Item {
	item := records.Item{Subject: records.SPF, Name: c.domain, Type: "TXT", Args: map[string]string{"domain": c.domain, "include": c.Include}}
	if c.IP.IsValid() {
		item.Args["ip"] = c.IP.String()
	}
	texts, err := c.texts(c.domain, version)
	item.Record = strings.Join(texts, "\n")
	switch {
	case err != nil:
		return []records.Item{item.Judged(records.SPFUnknown, mailcore.Unknown)}
	case len(texts) == 0:
		item.Proposed = c.propose(version)
		return []records.Item{item.Judged(records.SPFMissing, mailcore.Fail)}
	case len(texts) > 1:
		item.Proposed = merge(texts)
		return []records.Item{item.Judged(records.SPFSeveral, mailcore.Fail)}
	}
	return []records.Item{c.spfRecord(item, texts[0])}
}

// spfRecord judges the only record.
func (c *check) spfRecord(item records.Item, record string) records.Item {
	terms := strings.Fields(record)[1:]
	walk := c.count(record)
	item.Args["lookups"], item.Args["includes"] = strconv.Itoa(walk.lookups), cmp.Or(strings.Join(walk.included, ", "), "—")
	item.Args["term"] = walk.broken
	switch all := qualifier(terms); {
	case walk.silent:
		return item.Judged(records.SPFUnknown, mailcore.Unknown)
	case walk.broken != "":
		return item.Judged(records.SPFBroken, mailcore.Fail)
	case all == "+":
		item.Proposed = replaceAll(record)
		return item.Judged(records.SPFAll, mailcore.Fail)
	case walk.lookups > maxLookups:
		return item.Judged(records.SPFLookups, mailcore.Fail)
	case !c.IP.IsValid():
		return c.spfWithoutAddress(item, record, walk, all)
	case !records.Public(c.IP):
		return item.Judged(records.SPFPrivate, mailcore.Unknown)
	}
	return c.spfFor(item, record, qualifier(terms))
}

// spfWithoutAddress says what can be said while nobody knows who sends.
func (c *check) spfWithoutAddress(item records.Item, record string, walk walk, all string) records.Item {
	switch named := slices.ContainsFunc(walk.included, func(d string) bool { return strings.EqualFold(d, c.Include) }); {
	case c.Include != "" && !named:
		item.Proposed = c.propose(record)
		return item.Judged(records.SPFOmits, mailcore.Fail)
	case all == "" && !walk.redirects:
		item.Proposed = record + " ~all"
		return item.Judged(records.SPFNoAll, mailcore.Warn)
	case named:
		return item.Judged(records.SPFNames, mailcore.Pass)
	}
	return item.Judged(records.SPFPresent, mailcore.Unknown)
}

// spfFor asks whether the address that really sent may.
func (c *check) spfFor(item records.Item, record, all string) records.Item {
	sender := "postmaster@" + c.domain
	if at := strings.LastIndexByte(c.From, '@'); at > 0 {
		sender = c.From[:at+1] + c.domain
	}
	result, err := spf.CheckHostWithSender(c.IP.AsSlice(), cmp.Or(c.HELO, c.domain), sender, spf.WithResolver(c.dns), spf.WithContext(c.ctx))
	item.Args["result"] = string(result)
	switch {
	case result == spf.Pass:
		return item.Judged(records.SPFPass, mailcore.Pass)
	case result == spf.TempError:
		return item.Judged(records.SPFUnknown, mailcore.Unknown)
	case errors.Is(err, spf.ErrLookupLimitReached):
		return item.Judged(records.SPFLookups, mailcore.Fail)
	case result == spf.PermError:
		item.Args["term"] = err.Error()
		return item.Judged(records.SPFBroken, mailcore.Fail)
	}
	item.Proposed = c.propose(record)
	if result == spf.Neutral && all == "" {
		return item.Judged(records.SPFLacks, mailcore.Warn)
	}
	return item.Judged(records.SPFLacks, mailcore.Fail)
}

// qualifier returns how a record ends: "+", "-", "~" or "?" of its all, or ""
// where it has none.
func qualifier(terms []string) string {
	for _, term := range terms {
		switch strings.ToLower(term) {
		case "all", "+all":
			return "+"
		case "-all", "~all", "?all":
			return term[:1]
		}
	}
	return ""
}
