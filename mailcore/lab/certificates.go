//go:build lab

package lab

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"time"
)

// An authority signs certificates and forgets its key with the process.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

const day = 24 * time.Hour

// certificates lists the files of key and certificate that servers show.
var certificates = []struct {
	file   string
	name   string
	ips    []net.IP
	until  time.Duration // from now
	signed bool          // by the authority, else by itself
}{
	{"good.pem", Host, []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback}, 90 * day, true},
	{"wrongname.pem", "mail.elsewhere.test", nil, 90 * day, true},
	{"expired.pem", Host, nil, -3 * day, true},
	{"selfsigned.pem", Host, nil, 90 * day, false},
}

func (l *Lab) writeCertificates() error {
	ca, err := newAuthority()
	if err != nil {
		return err
	}
	l.Roots = x509.NewCertPool()
	l.Roots.AddCert(ca.cert)
	l.CAFile = l.path("ca.pem")
	if err := l.write("ca.pem", pemOf("CERTIFICATE", ca.cert.Raw), 0o644); err != nil {
		return err
	}
	for _, c := range certificates {
		text, err := ca.issue(unsigned(c.name, c.ips, c.until), c.signed)
		if err != nil {
			return fmt.Errorf("%s: %w", c.file, err)
		}
		if err := l.write(c.file, text, 0o600); err != nil {
			return err
		}
	}
	return nil
}

func newAuthority() (authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return authority{}, err
	}
	t := unsigned("Todoku Lab CA", nil, 90*day)
	t.DNSNames, t.IsCA, t.KeyUsage = nil, true, x509.KeyUsageCertSign
	der, err := x509.CreateCertificate(rand.Reader, t, t, key.Public(), key)
	if err != nil {
		return authority{}, err
	}
	cert, err := x509.ParseCertificate(der)
	return authority{cert, key}, err
}

// issue returns a new key and its certificate as PEM.
func (ca authority) issue(t *x509.Certificate, signed bool) ([]byte, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	parent, signer := ca.cert, ca.key
	if !signed {
		parent, signer = t, key
	}
	der, err := x509.CreateCertificate(rand.Reader, t, parent, key.Public(), signer)
	if err != nil {
		return nil, err
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	return bytes.Join([][]byte{pemOf("PRIVATE KEY", secret), pemOf("CERTIFICATE", der)}, nil), err
}

func unsigned(name string, ips []net.IP, until time.Duration) *x509.Certificate {
	serial, _ := rand.Int(rand.Reader, big.NewInt(1<<62)) // never fails since Go 1.24
	return &x509.Certificate{
		SerialNumber:          serial,
		Subject:               pkix.Name{CommonName: name},
		DNSNames:              []string{name},
		IPAddresses:           ips,
		NotBefore:             time.Now().Add(-30 * day),
		NotAfter:              time.Now().Add(until),
		KeyUsage:              x509.KeyUsageDigitalSignature,
		BasicConstraintsValid: true,
	}
}

func pemOf(kind string, der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
}
