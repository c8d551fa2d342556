// Package probe looks at a mail server from outside, without any password:
// which ports answer, what they speak and how they encrypt.
//
// [Ports] looks at all usual ports of a host at once and fills a
// [ports.Matrix]. [TLS] asks one port for every version and cipher suite, one
// connection after another. [Line] finds out what lies between this computer
// and the server.
//
// Nothing that is looked at is changed, and nobody but the host itself and the
// resolver is asked.
//
// A file here is one question to a host, or the frame that several share. It may
// dial that host, within the time of its context and one connection after another
// but for the sweep of ports and the race of address families; it logs in nowhere, sends no mail, keeps nothing,
// and hands over values of package ports that others judge and draw.
package probe

import (
	"cmp"
	"context"
	"crypto/x509"
	"net"
	"net/netip"
	"slices"
	"time"

	"todoku/mailcore"
)

// Options say how to look. The zero value uses the real network and clock and
// trusts the certificate authorities of the system.
type Options struct {
	Limit  time.Duration                                                     // 0 means 3 s for all of [Ports], 5 s for each connection of [TLS] and [Line]
	Ports  []Port                                                            // nil means [Usual]
	HELO   string                                                            // our name; "" means the address of this end
	Roots  *x509.CertPool                                                    // trusted beside the system's authorities; nil means none
	Dial   func(ctx context.Context, network, addr string) (net.Conn, error) // nil means net.Dialer
	Lookup func(ctx context.Context, host string) ([]netip.Addr, error)      // nil means the system's resolver
	Now    func() time.Time                                                  // nil means time.Now
}

// A Port is where to knock, and what usually is behind it.
type Port struct {
	Number   int
	Implicit bool // TLS from the first byte
}

// Usual lists the ports on which mail servers listen (RFC 8314), in the order
// in which they are shown.
var Usual = []Port{{25, false}, {587, false}, {465, true}, {110, false}, {995, true}, {143, false}, {993, true}}

// Limits of the time.
const (
	portsLimit = 3 * time.Second // for all ports: a person waits, and a lost SYN is sent again after one (RFC 6298 2.1)
	onceLimit  = 5 * time.Second // for one connection: two lost SYNs, sent again after one and three
)

func (o Options) now() time.Time {
	if o.Now == nil {
		return time.Now()
	}
	return o.Now()
}

// PortsOf returns the usual ports and those of the settings in p. The practice
// server stands behind the usual ones.
func PortsOf(p mailcore.Profile) []Port {
	ports := slices.Clone(Usual)
	if p.Practice {
		return ports
	}
	for _, own := range []Port{
		{Number: p.Outgoing.Port, Implicit: p.Outgoing.Encryption == mailcore.TLS},
		{Number: p.Incoming.Port, Implicit: p.Incoming.Encryption == mailcore.TLS},
	} {
		if own.Number > 0 && !slices.ContainsFunc(ports, func(q Port) bool { return q.Number == own.Number }) {
			ports = append(ports, own)
		}
	}
	return ports
}

func (o Options) ports() []Port {
	if o.Ports == nil {
		return Usual
	}
	return o.Ports
}

// once bounds one connection.
func (o Options) once() time.Duration { return cmp.Or(o.Limit, onceLimit) }

// maxAddresses bounds how many addresses of a host are looked at: few
// names have more, and a hostile one must not make us ask more.
const maxAddresses = 8

// resolve returns the name of host as in DNS and TLS, and its addresses.
func (o Options) resolve(ctx context.Context, host string) (string, []netip.Addr, error) {
	name, err := mailcore.ASCIIHost(host)
	if err != nil {
		return "", nil, &net.DNSError{Err: err.Error(), Name: host, IsNotFound: true}
	}
	if a, err := netip.ParseAddr(name); err == nil {
		return name, []netip.Addr{a}, nil
	}
	lookup := o.Lookup
	if lookup == nil {
		lookup = func(ctx context.Context, host string) ([]netip.Addr, error) {
			return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
		}
	}
	addrs, err := lookup(ctx, name)
	if err == nil && len(addrs) == 0 {
		err = &net.DNSError{Err: "no addresses", Name: host, IsNotFound: true}
	}
	addrs = addrs[:min(len(addrs), maxAddresses)]
	unmapped := make([]netip.Addr, len(addrs))
	for i, a := range addrs {
		unmapped[i] = a.Unmap()
	}
	return name, unmapped, err
}
