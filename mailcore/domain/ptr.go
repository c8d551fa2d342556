package domain

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"todoku/mailcore/records"

	"todoku/mailcore"
)

// maxNames bounds how many names of an address are confirmed: one is enough to
// pass, and web servers have hundreds.
const maxNames = 5

// ptr judges whether the address that sends has a name, and the name that
// address.
func (c *check) ptr() []records.Item {
	item := records.Item{Subject: records.PTR, Type: "PTR", Args: map[string]string{"host": c.HELO}}
	if !c.IP.IsValid() {
		return []records.Item{item.Judged(records.PTRNoAddress, mailcore.Unknown)}
	}
	item.Args["ip"], item.Name = c.IP.String(), reverse(c.IP)
	if !records.Public(c.IP) {
		return []records.Item{item.Judged(records.PTRPrivate, mailcore.Unknown)}
	}
	names, err := c.dns.LookupAddr(c.ctx, c.IP.String())
	item.Record = strings.Join(names, "\n")
	switch {
	case err != nil && !missing(err) && len(names) == 0:
		return []records.Item{item.Judged(records.PTRUnknown, mailcore.Unknown)}
	case len(names) == 0:
		item.Proposed = c.proposeName()
		return []records.Item{item.Judged(records.PTRMissing, mailcore.Fail)}
	}
	item.Args["name"] = visible(strings.TrimSuffix(names[0], "."))
	for _, name := range names[:min(len(names), maxNames)] {
		addrs, _ := c.dns.LookupIPAddr(c.ctx, name)
		for _, a := range addrs {
			if got, ok := netip.AddrFromSlice(a.IP); ok && got.Unmap() == c.IP {
				item.Args["name"] = visible(strings.TrimSuffix(name, "."))
				return []records.Item{item.Judged(records.PTRConfirmed, mailcore.Pass)}
			}
		}
	}
	return []records.Item{item.Judged(records.PTRUnconfirmed, mailcore.Warn)}
}

// proposeName is the name by which the server calls itself, where it is one.
func (c *check) proposeName() string {
	if name, err := mailcore.ASCIIHost(c.HELO); err == nil && strings.Contains(name, ".") {
		if _, err := netip.ParseAddr(name); err != nil {
			return name + "."
		}
	}
	return ""
}

// reverse returns where the name of an address is kept (RFC 1035 3.5, RFC
// 3596 2.5).
func reverse(a netip.Addr) string {
	var labels []string
	if a.Is4() {
		for _, b := range a.AsSlice() {
			labels = append(labels, fmt.Sprint(b))
		}
		slices.Reverse(labels)
		return strings.Join(labels, ".") + ".in-addr.arpa"
	}
	for _, b := range a.AsSlice() {
		labels = append(labels, fmt.Sprintf("%x", b>>4), fmt.Sprintf("%x", b&15))
	}
	slices.Reverse(labels)
	return strings.Join(labels, ".") + ".ip6.arpa"
}
