package records

import (
	"net/netip"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"

	"todoku/mailcore"
	"todoku/pattern"
)

// A Key is where a DKIM signature says that its key is. Domain "" means that
// of the sender.
type Key struct{ Domain, Selector string }

// seen is how receivers write in Authentication-Results which address they
// judged: Google and many others, Microsoft, and RFC 8601 2.7.2.
var seen = pattern.New(`(?i)(?:designates?|sender IP is|policy\.iprev=|client-ip=|smtp\.remote-ip=)\s*([0-9a-f.:]+)`)

// bracketed is an address in a Received field (RFC 5321 4.4); Exchange writes
// round brackets.
var bracketed = pattern.New(`[\[(](?:IPv6:)?([0-9A-Fa-f.:]{3,})[\])]`)

// SentFrom returns the address from which the recipient's server got a mail,
// and the name that it gave, as far as the mail says. The zero address means
// that it does not.
func SentFrom(d mailcore.Delivery) (netip.Addr, string) {
	judged := netip.Addr{}
	if m := seen.FindStringSubmatch(d.AuthResults); m != nil {
		judged, _ = netip.ParseAddr(strings.TrimRight(m[1], ".:"))
	}
	hop, ok := border(d.Hops, judged)
	if !ok {
		return judged.Unmap(), ""
	}
	return addressIn(hop), nameIn(hop)
}

// border returns the last hop from outside: the one that was judged, else the
// last between two organisations, else the last from a public address.
func border(hops []mailcore.Hop, judged netip.Addr) (found mailcore.Hop, ok bool) {
	for _, hop := range slices.Backward(hops) {
		a := addressIn(hop)
		switch {
		case judged.IsValid() && a == judged.Unmap():
			return hop, true
		case judged.IsValid() || !a.IsValid() || !Public(a):
			continue
		case Organisation(nameIn(hop)) != Organisation(strings.TrimSuffix(hop.By, ".")):
			return hop, true
		case !ok:
			found, ok = hop, true
		}
	}
	return found, ok
}

func addressIn(hop mailcore.Hop) netip.Addr {
	all := bracketed.FindAllStringSubmatch(hop.From, -1)
	if len(all) == 0 {
		return netip.Addr{}
	}
	a, _ := netip.ParseAddr(all[len(all)-1][1])
	return a.Unmap()
}

func nameIn(hop mailcore.Hop) string {
	name, _, _ := strings.Cut(hop.From, " ")
	return strings.TrimSuffix(name, ".")
}

// Where a DKIM verdict says whose key it used (RFC 8601 2.7.1).
var (
	dkimPattern     = pattern.New(`(?i)\bdkim\s*=[^;]*`)
	selectorPattern = pattern.New(`(?i)\bheader\.s\s*=\s*([A-Za-z0-9._-]+)`)
	signerPattern   = pattern.New(`(?i)\bheader\.(?:d\s*=\s*|i\s*=\s*[^\s;@]*@)([A-Za-z0-9.-]+)`)
)

// Keys returns the keys that Authentication-Results names.
func Keys(authResults string) (keys []Key) {
	for _, verdict := range dkimPattern.FindAllString(authResults, -1) {
		s, d := selectorPattern.FindStringSubmatch(verdict), signerPattern.FindStringSubmatch(verdict)
		if s == nil {
			continue
		}
		key := Key{Selector: s[1]}
		if d != nil {
			key.Domain = strings.ToLower(d[1])
		}
		if !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}

// Organisation returns the domain that somebody registered, of which name is
// a part (RFC 7489 3.2).
func Organisation(name string) string {
	domain, err := publicsuffix.EffectiveTLDPlusOne(strings.TrimSuffix(name, "."))
	if err != nil {
		return name
	}
	return domain
}

// Public reports whether an address can be seen by a recipient.
func Public(a netip.Addr) bool {
	return a.IsGlobalUnicast() && !a.IsPrivate() && !carrier.Contains(a)
}

// carrier are the addresses that providers share among customers (RFC 6598).
var carrier = netip.MustParsePrefix("100.64.0.0/10")
