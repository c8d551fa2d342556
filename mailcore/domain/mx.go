package domain

import (
	"errors"
	"fmt"
	"strings"

	"todoku/mailcore/records"

	"todoku/mailcore"
)

// errSilent stands for a question that nobody answered.
var errSilent = errors.New("DNS does not answer")

// mx judges where answers and bounces go.
func (c *check) mx() []records.Item {
	item := records.Item{Subject: records.MX, Name: c.domain, Type: "MX", Args: map[string]string{"domain": c.domain}}
	servers, err := c.dns.LookupMX(c.ctx, c.domain)
	if err != nil && !missing(err) && len(servers) == 0 {
		return []records.Item{item.Judged(records.MXUnknown, mailcore.Unknown)}
	}
	var lines []string
	for _, s := range servers {
		lines = append(lines, fmt.Sprintf("%d %s", s.Pref, s.Host))
	}
	item.Record = strings.Join(lines, "\n")
	switch {
	case len(servers) == 0:
		return []records.Item{c.noMX(item)}
	case servers[0].Host == ".":
		return []records.Item{item.Judged(records.MXNull, mailcore.Warn)}
	}
	host := strings.TrimSuffix(servers[0].Host, ".")
	item.Args["host"] = host
	if ok, err := c.exists(host); err == nil && !ok {
		return []records.Item{item.Judged(records.MXDangling, mailcore.Fail)}
	}
	return []records.Item{item.Judged(records.MXFound, mailcore.Pass)}
}

// noMX: mail then goes to the address of the domain itself (RFC 5321 5.1).
func (c *check) noMX(item records.Item) records.Item {
	switch ok, err := c.exists(c.domain); {
	case err != nil:
		return item.Judged(records.MXUnknown, mailcore.Unknown)
	case ok:
		return item.Judged(records.MXAddress, mailcore.Warn)
	}
	return item.Judged(records.MXMissing, mailcore.Fail)
}

// exists reports whether a host has addresses.
func (c *check) exists(host string) (bool, error) {
	addrs, err := c.dns.LookupIPAddr(c.ctx, host)
	if err != nil && !missing(err) {
		return false, errors.Join(errSilent, err)
	}
	return len(addrs) > 0, nil
}
