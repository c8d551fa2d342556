package mailcore

import (
	"errors"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/idna"

	"todoku/pattern"
)

// ASCIIHost returns the name as it goes into DNS and TLS. Underscores and
// single labels pass: both occur inside offices.
func ASCIIHost(host string) (string, error) {
	host = strings.TrimSuffix(strings.Trim(host, "[]"), ".")
	if a, err := netip.ParseAddr(host); err == nil {
		return a.String(), nil
	}
	name, err := LenientIDNA.ToASCII(host)
	if err == nil && !hostPattern.MatchString(name) {
		err = errors.New("character that no host name has")
	}
	return name, err
}

var hostPattern = pattern.New(`^[A-Za-z0-9._-]+$`)

// IsAddress reports whether text is an IP address, and not a name.
func IsAddress(text string) bool {
	a, err := netip.ParseAddr(text)
	return err == nil && a.Zone() == ""
}

// HostPort writes a host and a port as one, an IPv6 address in brackets.
func HostPort(host string, port int) string {
	host = strings.Trim(host, "[]")
	if strings.ContainsAny(host, ":%") {
		host = "[" + host + "]"
	}
	return host + ":" + strconv.Itoa(port)
}

var LenientIDNA = idna.New(idna.MapForLookup(), idna.StrictDomainName(false), idna.VerifyDNSLength(true), idna.ValidateLabels(false), idna.BidiRule())

// Inside reports whether host can be reached from inside an office only: a
// product in the cloud refuses it (kintone's errors 1123 and 1124).
func Inside(host string) bool {
	host = strings.TrimSuffix(strings.Trim(host, "[]"), ".")
	if a, err := netip.ParseAddr(host); err == nil {
		return insideAddress(a.Unmap())
	}
	name := strings.ToLower(host)
	label := !strings.Contains(name, ".") && name != ""
	return label || slices.ContainsFunc(insideDomains, func(d string) bool { return strings.HasSuffix(name, d) })
}

// insideDomains are the ends of names that no public DNS knows (RFC 6761, RFC
// 6762, RFC 8375, RFC 9476, and what routers and offices use).
var insideDomains = []string{".local", ".localhost", ".localdomain", ".lan", ".intranet", ".internal", ".home.arpa", ".test", ".invalid"}

// sharedAddresses are given out behind carriers' address translation (RFC 6598).
var sharedAddresses = netip.MustParsePrefix("100.64.0.0/10")

func insideAddress(a netip.Addr) bool {
	return a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() || a.IsUnspecified() || sharedAddresses.Contains(a)
}

// HostOf returns the host in the URL of a site, without port and brackets; ""
// where there is none. The scheme may be missing.
func HostOf(site string) string {
	if !strings.Contains(site, "://") {
		site = "https://" + site
	}
	u, err := url.Parse(site)
	if err != nil {
		return ""
	}
	return u.Hostname()
}
