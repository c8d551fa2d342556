package steps

import (
	"bytes"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"fmt"
	"slices"
	"strings"

	"todoku/pattern"
)

var errIncompleteChain = errors.New("the server does not send the certificate of an issuer")

// incomplete tells an authority that nobody knows from one that we only cannot
// reach, because the server leaves out a certificate on the way.
func (c *certificate) incomplete(err error) error {
	if _, unknown := errors.AsType[x509.UnknownAuthorityError](err); !unknown {
		return err
	}
	if top := c.top(); !itself(top) && fromIntermediate(top) {
		return fmt.Errorf("%w: %w", errIncompleteChain, err)
	}
	return err
}

// missing says whose certificate the server does not send, and where that
// would be. Nobody goes there: the address is somebody else's choice.
func (c *certificate) missing(err error) map[string]string {
	if !errors.Is(err, errIncompleteChain) {
		return nil
	}
	top := c.top()
	return map[string]string{"missing-issuer": top.Issuer.String(), "issuer-url": strings.Join(webAddresses(top), " ")}
}

// top is the last certificate that the server sends on the way from its own to
// an authority.
func (c *certificate) top() *x509.Certificate {
	top := c.leaf()
	for range c.state.PeerCertificates {
		i := slices.IndexFunc(c.state.PeerCertificates, func(next *x509.Certificate) bool {
			return !itself(top) && bytes.Equal(next.RawSubject, top.RawIssuer)
		})
		if i < 0 {
			return top
		}
		top = c.state.PeerCertificates[i]
	}
	return top
}

// itself reports whether a certificate names itself as its issuer.
func itself(cert *x509.Certificate) bool { return bytes.Equal(cert.RawIssuer, cert.RawSubject) }

// What a certificate holds that browsers trust: proofs of a public log (RFC
// 6962 3.3), and a policy of the CA/Browser Forum (Baseline Requirements 7.1.6).
var (
	loggedProofs   = asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 11129, 2, 4, 2}
	publicPolicies = asn1.ObjectIdentifier{2, 23, 140, 1, 2}
)

var (
	rootName    = pattern.New(`(?i)\broot\b|ルート`)
	betweenName = pattern.New(`(?i)intermediate|\bissuing\b|\bsub(ordinate)?[ -]?ca\b|中間`)
)

// fromIntermediate reports whether a certificate was issued below an
// authority, and not by one: its issuer is called so, or it was issued to be
// trusted by everybody, which authorities never do themselves.
func fromIntermediate(cert *x509.Certificate) bool {
	issuer := cert.Issuer.String()
	if betweenName.MatchString(issuer) {
		return true
	}
	return !rootName.MatchString(issuer) && (len(webAddresses(cert)) > 0 || public(cert))
}

func public(cert *x509.Certificate) bool {
	for _, e := range cert.Extensions {
		if e.Id.Equal(loggedProofs) {
			return true
		}
	}
	return slices.ContainsFunc(cert.PolicyIdentifiers, func(id asn1.ObjectIdentifier) bool {
		return len(id) > len(publicPolicies) && id[:len(publicPolicies)].Equal(publicPolicies)
	})
}

// webAddresses are where a certificate says that its issuer's is (RFC 5280
// 4.2.2.1).
func webAddresses(cert *x509.Certificate) []string {
	return slices.DeleteFunc(slices.Clone(cert.IssuingCertificateURL), func(at string) bool {
		return !strings.HasPrefix(at, "http://") && !strings.HasPrefix(at, "https://")
	})
}

// nameless reports whether a certificate names no server where today's
// programs look (RFC 6125 6.4.4).
func nameless(cert *x509.Certificate) bool {
	return cert != nil && len(cert.DNSNames)+len(cert.IPAddresses)+len(cert.EmailAddresses)+len(cert.URIs) == 0
}
