package domain

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"

	"blitiri.com.ar/go/spf"

	"todoku/mailcore"
)

// version begins a record of SPF (RFC 7208 4.5).
const version = "v=spf1"

// maxLookups is how many questions a record of SPF may cost (RFC 7208 4.6.4).
const maxLookups = 10

// spf judges who may send for the domain.
func (c *check) spf() []Item {
	item := Item{Subject: SPF, Name: c.domain, Type: "TXT", Args: map[string]string{"domain": c.domain, "include": c.Include}}
	if c.IP.IsValid() {
		item.Args["ip"] = c.IP.String()
	}
	records, err := c.texts(c.domain, version)
	item.Record = strings.Join(records, "\n")
	switch {
	case err != nil:
		return []Item{item.judge(spfUnknown, mailcore.Unknown)}
	case len(records) == 0:
		item.Proposed = c.propose(version)
		return []Item{item.judge(spfMissing, mailcore.Fail)}
	case len(records) > 1:
		item.Proposed = merge(records)
		return []Item{item.judge(spfSeveral, mailcore.Fail)}
	}
	return []Item{c.spfRecord(item, records[0])}
}

// spfRecord judges the only record.
func (c *check) spfRecord(item Item, record string) Item {
	terms := strings.Fields(record)[1:]
	walk := c.count(record)
	item.Args["lookups"], item.Args["includes"] = strconv.Itoa(walk.lookups), cmp.Or(strings.Join(walk.included, ", "), "—")
	item.Args["term"] = walk.broken
	switch all := qualifier(terms); {
	case walk.silent:
		return item.judge(spfUnknown, mailcore.Unknown)
	case walk.broken != "":
		return item.judge(spfBroken, mailcore.Fail)
	case all == "+":
		item.Proposed = replaceAll(record)
		return item.judge(spfAll, mailcore.Fail)
	case walk.lookups > maxLookups:
		return item.judge(spfLookups, mailcore.Fail)
	case !c.IP.IsValid():
		return c.spfWithoutAddress(item, record, walk, all)
	case !public(c.IP):
		return item.judge(spfPrivate, mailcore.Unknown)
	}
	return c.spfFor(item, record, qualifier(terms))
}

// spfWithoutAddress says what can be said while nobody knows who sends.
func (c *check) spfWithoutAddress(item Item, record string, walk walk, all string) Item {
	switch named := slices.ContainsFunc(walk.included, func(d string) bool { return strings.EqualFold(d, c.Include) }); {
	case c.Include != "" && !named:
		item.Proposed = c.propose(record)
		return item.judge(spfOmits, mailcore.Fail)
	case all == "" && !walk.redirects:
		item.Proposed = record + " ~all"
		return item.judge(spfNoAll, mailcore.Warn)
	case named:
		return item.judge(spfNames, mailcore.Pass)
	}
	return item.judge(spfPresent, mailcore.Unknown)
}

// spfFor asks whether the address that really sent may.
func (c *check) spfFor(item Item, record, all string) Item {
	sender := "postmaster@" + c.domain
	if at := strings.LastIndexByte(c.From, '@'); at > 0 {
		sender = c.From[:at+1] + c.domain
	}
	result, err := spf.CheckHostWithSender(c.IP.AsSlice(), cmp.Or(c.HELO, c.domain), sender, spf.WithResolver(c.dns), spf.WithContext(c.ctx))
	item.Args["result"] = string(result)
	switch {
	case result == spf.Pass:
		return item.judge(spfPass, mailcore.Pass)
	case result == spf.TempError:
		return item.judge(spfUnknown, mailcore.Unknown)
	case errors.Is(err, spf.ErrLookupLimitReached):
		return item.judge(spfLookups, mailcore.Fail)
	case result == spf.PermError:
		item.Args["term"] = err.Error()
		return item.judge(spfBroken, mailcore.Fail)
	}
	item.Proposed = c.propose(record)
	if result == spf.Neutral && all == "" {
		return item.judge(spfLacks, mailcore.Warn)
	}
	return item.judge(spfLacks, mailcore.Fail)
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
