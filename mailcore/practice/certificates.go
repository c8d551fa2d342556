package practice

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"time"
)

const day = 24 * time.Hour

// An issue says what is special about the server's certificate. The zero value
// is a good one.
type issue struct {
	from, until time.Duration // from now; 0 means yesterday and in a year
	name        string        // "" means the server's own names
	selfSigned  bool
}

// An authority signs the server's certificate. Its key never leaves memory.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

// Roots returns a pool with nothing but the server's authority in it.
func (s *Server) Roots() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(s.authority.cert)
	return pool
}

// CAPEM returns the certificate of the server's authority as a PEM block.
func (s *Server) CAPEM() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.authority.cert.Raw})
}

// certify makes the authority and the certificate that the scenario asks for.
func (s *Server) certify() error {
	var err error
	if s.authority, err = newAuthority(s.now()); err != nil {
		return fmt.Errorf("make authority: %w", err)
	}
	cert, err := s.authority.issue(s.Scenario.certificate, s.now())
	if err != nil {
		return fmt.Errorf("make certificate: %w", err)
	}
	s.tls = &tls.Config{
		Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12, Time: s.now,
	}
	return nil
}

func newAuthority(now time.Time) (*authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	t := template("Todoku practice CA", now.Add(-365*day), now.Add(10*365*day))
	t.IsCA, t.BasicConstraintsValid, t.KeyUsage = true, true, x509.KeyUsageCertSign
	der, err := x509.CreateCertificate(rand.Reader, t, t, &key.PublicKey, key)
	if err != nil {
		return nil, err
	}
	cert, err := x509.ParseCertificate(der)
	return &authority{cert, key}, err
}

// issue makes a certificate and its key.
func (a *authority) issue(i issue, now time.Time) (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	t := i.template(now)
	if i.selfSigned {
		der, err := x509.CreateCertificate(rand.Reader, t, t, &key.PublicKey, key)
		return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, err
	}
	der, err := x509.CreateCertificate(rand.Reader, t, a.cert, &key.PublicKey, a.key)
	return tls.Certificate{Certificate: [][]byte{der, a.cert.Raw}, PrivateKey: key}, err
}

func (i issue) template(now time.Time) *x509.Certificate {
	from, until := -day, 365*day
	if i.from != 0 {
		from = i.from
	}
	if i.until != 0 {
		until = i.until
	}
	t := template("localhost", now.Add(from), now.Add(until))
	t.KeyUsage = x509.KeyUsageDigitalSignature
	t.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	if i.name != "" {
		t.Subject.CommonName, t.DNSNames = i.name, []string{i.name}
		return t
	}
	t.DNSNames = []string{"localhost"}
	t.IPAddresses = []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback}
	return t
}

func template(name string, from, until time.Time) *x509.Certificate {
	serial, _ := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 126)) // crypto/rand never fails
	return &x509.Certificate{
		SerialNumber: serial.Add(serial, big.NewInt(1)), Subject: pkix.Name{CommonName: name},
		NotBefore: from, NotAfter: until,
	}
}
