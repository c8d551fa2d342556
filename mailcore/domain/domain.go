// Package domain judges what DNS says of a domain that mail is sent from: who
// may send for it (SPF), how its mail is signed (DKIM), what becomes of mail
// that is neither (DMARC), where answers go (MX), and whether the address that
// sends has a name (PTR).
//
// [Check] fills a [records.Report]. [FromReport] takes what it needs
// from a test whose mail came back. Only DNS is asked, and only when somebody
// calls Check.
//
// A file here judges one kind of record, with the section of its RFC. It asks DNS
// through the resolver it is given and never walks further than that RFC allows;
// it knows no mail server, no password, no words and no file.
package domain

import (
	"cmp"
	"context"
	"net"
	"net/netip"
	"slices"
	"strings"
	"time"

	"todoku/mailcore/records"

	"todoku/mailcore"
	"todoku/mailcore/transcript"
)

// Options say what to look at.
type Options struct {
	From     string        // address of the sender; its domain is judged
	IP       netip.Addr    // that handed the mail to the recipient's server; zero means that nobody knows
	HELO     string        // by which name it did; "" means that nobody knows
	Keys     []records.Key // that sign; nil means that nobody knows
	Include  string        // domain that the provider wants in SPF, such as "spf.example.jp"; "" means unknown
	Reports  string        // address for reports of DMARC; "" means postmaster of the domain
	Resolver *net.Resolver // nil means the system's
	Limit    time.Duration // for everything; 0 means 20 s
}

// FromReport takes from a test what is known of who sends. Where its mail did
// not come back, that is only the address of the sender.
func FromReport(r mailcore.Report) Options {
	o := Options{From: r.Profile.From}
	if d := r.Delivery; d != nil {
		o.IP, o.HELO = records.SentFrom(*d)
		o.Keys = records.Keys(d.AuthResults)
	}
	return o
}

// limit is how long all questions together may take: two servers of DNS that
// are asked twice with five seconds each (resolv.conf(5)).
const limit = 20 * time.Second

// A check is under way.
type check struct {
	Options
	ctx    context.Context
	dns    rooted
	domain string // of the sender, as in DNS
	report records.Report
}

// Check asks DNS and judges the answers. After every item it calls show, from
// the calling goroutine, with a copy; show may be nil. The error says that
// From has no domain to judge.
func Check(ctx context.Context, o Options, show func(records.Report)) (records.Report, error) {
	name, err := mailcore.ASCIIHost(mailcore.MeantHost(o.From[strings.LastIndexByte(o.From, '@')+1:]))
	if err != nil {
		return records.Report{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(o.Limit, limit))
	defer cancel()
	c := &check{Options: o, ctx: ctx, dns: rooted{cmp.Or(o.Resolver, net.DefaultResolver)}, domain: strings.ToLower(name)}
	c.report = records.Report{Domain: c.domain, Items: []records.Item{}}
	for _, judge := range []func() []records.Item{c.mx, c.spf, c.dkim, c.dmarc, c.ptr} {
		for _, item := range judge() {
			item.Record = visible(item.Record)
			c.report.Items = append(c.report.Items, item)
			if show != nil {
				show(records.Report{Domain: c.report.Domain, Items: slices.Clone(c.report.Items)})
			}
		}
	}
	return c.report, nil
}

// maxShown bounds what is kept of a record, in characters: a DKIM key of 4096
// bits has 740.
const maxShown = 2000

func visible(record string) string {
	text := []rune(transcript.Visible([]byte(record)))
	if len(text) > maxShown {
		return string(text[:maxShown]) + "…"
	}
	return string(text)
}
