package steps

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/hex"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"todoku/mailcore"
)

// A certificate is what the server showed in the TLS handshake. It is judged
// afterwards, so that it can be shown when it is bad.
type certificate struct {
	state      tls.ConnectionState
	host       string
	commonName bool // which counts where there is no subjectAltName
}

var (
	errPinMismatch = errors.New("certificate is not the pinned one")
	errSelfSigned  = errors.New("certificate is self-signed")
	errNotYetValid = errors.New("certificate is not valid yet")
	errOldTLS      = errors.New("TLS is older than the product speaks")
)

// handshake encrypts the link. Not a word crosses before verify has judged the
// certificate, in the step that follows.
func (r *run) handshake(l *link) error {
	state, err := r.secure(l)
	if err != nil {
		if speaks := speechOf(err); speaks != r.speech(l) {
			r.spoke(speaks)
		}
		return err
	}
	l.cert = &certificate{state: state, host: l.host}
	r.facts(l.cert.session())
	l.conn.Note(fmt.Sprintf("%s %s", tls.VersionName(state.Version), tls.CipherSuiteName(state.CipherSuite)))
	if l == &r.smtp.link && r.plan.Way.MinTLS != "" && tls.VersionName(state.Version) < "TLS "+r.plan.Way.MinTLS {
		return errOldTLS
	}
	return nil
}

// verify judges the certificate of l, unless the user confirmed it by its
// fingerprint.
func (r *run) verify(l *link) error {
	if l.cert == nil || len(l.cert.state.PeerCertificates) == 0 {
		return errNotEncrypted
	}
	now := r.tester.now()
	r.facts(l.cert.describe(now))
	way, sending := r.plan.Way, l == &r.smtp.link
	switch pin := r.plan.Profile.Pin; {
	case sending && way.Lax:
		r.fact("verified", "no")
		return nil
	case pin == "" || sending && way.Products != nil: // which knows nothing of a pin
	case pin != l.cert.fingerprint():
		return errPinMismatch
	default:
		r.fact("verified", "pin")
		return nil
	}
	if sending {
		l.cert.commonName = way.CommonName
		if a, err := netip.ParseAddr(l.cert.host); err == nil && a.Is6() && way.NoIPv6 {
			r.fact("address-literal", "yes")
			return x509.HostnameError{Certificate: l.cert.leaf(), Host: l.cert.host}
		}
	}
	if err := l.cert.verify(r.tester.Roots, now); err != nil {
		r.facts(l.cert.missing(err))
		return err
	}
	r.fact("verified", "chain")
	return nil
}

func (c *certificate) leaf() *x509.Certificate { return c.state.PeerCertificates[0] }

// verify looks at the name last: that of a stranger is not one to suggest.
func (c *certificate) verify(roots *x509.CertPool, now time.Time) error {
	between := x509.NewCertPool()
	for _, cert := range c.state.PeerCertificates[1:] {
		between.AddCert(cert)
	}
	if now.Before(c.leaf().NotBefore) {
		return errNotYetValid
	}
	_, err := c.leaf().Verify(x509.VerifyOptions{Roots: roots, Intermediates: between, CurrentTime: now})
	if _, unknown := errors.AsType[x509.UnknownAuthorityError](err); unknown && roots != nil { // then whom the system trusts
		_, err = c.leaf().Verify(x509.VerifyOptions{Intermediates: between, CurrentTime: now})
	}
	if _, unknown := errors.AsType[x509.UnknownAuthorityError](err); unknown && c.selfSigned() {
		return errSelfSigned
	}
	if err != nil {
		return c.incomplete(err)
	}
	return c.named()
}

// named reports whether the certificate is for the host.
func (c *certificate) named() error {
	leaf := c.leaf()
	if c.commonName && len(leaf.DNSNames)+len(leaf.IPAddresses)+len(leaf.EmailAddresses)+len(leaf.URIs) == 0 {
		renamed := *leaf
		renamed.DNSNames = []string{leaf.Subject.CommonName}
		renamed.Extensions = append(slices.Clone(leaf.Extensions), pkix.Extension{Id: subjectAltName})
		leaf = &renamed
	}
	return leaf.VerifyHostname(c.host)
}

var subjectAltName = asn1.ObjectIdentifier{2, 5, 29, 17} // RFC 5280 4.2.1.6

func (c *certificate) selfSigned() bool {
	leaf := c.leaf()
	return string(leaf.RawIssuer) == string(leaf.RawSubject) && leaf.CheckSignature(leaf.SignatureAlgorithm, leaf.RawTBSCertificate, leaf.Signature) == nil
}

func (c *certificate) fingerprint() string {
	sum := sha256.Sum256(c.leaf().Raw)
	return hex.EncodeToString(sum[:])
}

// session says how the connection is encrypted.
func (c *certificate) session() map[string]string {
	return map[string]string{
		"tls-version": tls.VersionName(c.state.Version),
		"cipher":      tls.CipherSuiteName(c.state.CipherSuite),
	}
}

// describe says what is in the certificate. Times are RFC 3339 in UTC.
func (c *certificate) describe(now time.Time) map[string]string {
	leaf := c.leaf()
	var chain []string
	for _, cert := range c.state.PeerCertificates {
		chain = append(chain, cert.Subject.String())
	}
	return map[string]string{
		"subject":     leaf.Subject.String(),
		"sans":        strings.Join(names(leaf), " "),
		"issuer":      leaf.Issuer.String(),
		"not-before":  leaf.NotBefore.UTC().Format(time.RFC3339),
		"not-after":   leaf.NotAfter.UTC().Format(time.RFC3339),
		"days-left":   fmt.Sprint(mailcore.Days(now, leaf.NotAfter)),
		"key":         keyOf(leaf),
		"fingerprint": c.fingerprint(),
		"chain":       strings.Join(chain, " ← "),
	}
}

// names returns what the certificate is valid for.
func names(cert *x509.Certificate) []string {
	all := append([]string(nil), cert.DNSNames...)
	for _, ip := range cert.IPAddresses {
		all = append(all, ip.String())
	}
	return all
}

func keyOf(cert *x509.Certificate) string {
	switch key := cert.PublicKey.(type) {
	case *rsa.PublicKey:
		return fmt.Sprintf("RSA %d bit", key.N.BitLen())
	case *ecdsa.PublicKey:
		return "ECDSA " + key.Params().Name
	case ed25519.PublicKey:
		return "Ed25519"
	}
	return cert.PublicKeyAlgorithm.String()
}
