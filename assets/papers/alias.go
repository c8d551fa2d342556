package papers

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"

	"todoku/pattern"
)

// A nameKind is what a name is the name of. Its other names are the kind and a
// number.
type nameKind string

const (
	userName    nameKind = "user"
	otherName   nameKind = "name"
	hostName    nameKind = "host"
	domainName  nameKind = "domain"
	messageID   nameKind = "id"
	fingerprint nameKind = "fingerprint"
)

// aliases holds the number of each name by its kind. Names differ in more than
// case.
type aliases map[nameKind]map[string]int

func (a aliases) number(kind nameKind, name string) int {
	if a[kind] == nil {
		a[kind] = map[string]int{}
	}
	n, ok := a[kind][fold(name)]
	if !ok {
		n = len(a[kind]) + 1
		a[kind][fold(name)] = n
	}
	return n
}

func (a aliases) name(kind nameKind, name string) string {
	return string(kind) + strconv.Itoa(a.number(kind, name))
}

func fold(name string) string { return strings.ToLower(name) }

// kept reports whether a host tells nothing about anybody.
func kept(host string) bool {
	host = fold(host)
	return host == "localhost" || host == "localhost.localdomain" || resultWords[host]
}

// resultWords are the words of Authentication-Results that look like hosts (RFC 8601
// 2.7).
var resultWords = map[string]bool{
	"header.from": true, "header.to": true, "smtp.mailfrom": true, "smtp.helo": true, "smtp.auth": true,
	"smtp.rcptto": true, "policy.iprev": true, "policy.dmarc": true, "smtp.remote-ip": true, "smtp.client-ip": true,
}

// host replaces a host, so that it can be seen which are in one domain:
// "host1.domain1.example", "domain1.example", or "host1" for a single label.
func (a aliases) host(text string) string {
	name := asciiHost(text)
	switch {
	case kept(name):
		return text
	case !strings.Contains(name, "."):
		return a.name(hostName, name)
	}
	domain := registrable(name)
	alias := a.name(domainName, domain) + ".example"
	if name == domain {
		return alias
	}
	return a.name(hostName, name) + "." + alias
}

// registrable is the part of a host that somebody has registered.
func registrable(host string) string {
	domain, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil {
		return host
	}
	return domain
}

func asciiHost(text string) string {
	text = strings.TrimSuffix(fold(text), ".")
	if ascii, err := idna.ToASCII(text); err == nil {
		return ascii
	}
	return text
}

// ip replaces an IP address by one for documentation (RFC 5737, RFC 3849), or
// one of a private network where it is from one. Those of this computer stay.
func (a aliases) ip(text string) string {
	prefix := ipv6Tag.FindString(text)
	bare := text[len(prefix):]
	addr, err := netip.ParseAddr(bare)
	if err != nil || addr.IsLoopback() || addr.IsUnspecified() {
		return text
	}
	n := a.number("ip", addr.String())
	near := addr.IsPrivate() || addr.IsLinkLocalUnicast()
	switch {
	case addr.Is4() && near:
		return fmt.Sprintf("10.0.%d.%d", n/250, n%250)
	case addr.Is4():
		return fmt.Sprintf("%s%d", documentation[n/250%len(documentation)], n%250)
	case near:
		return fmt.Sprintf("%sfd00::%x", prefix, n)
	}
	return fmt.Sprintf("%s2001:db8::%x", prefix, n)
}

// ipv6Tag is what stands before an address in EHLO (RFC 5321 4.1.3), in SPF.
var ipv6Tag = pattern.New(`(?i)^(?:IPv6:|IP6:)?`)

// documentation are the networks of RFC 5737.
var documentation = []string{"192.0.2.", "198.51.100.", "203.0.113."}
