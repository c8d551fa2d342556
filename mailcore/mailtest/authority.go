package mailtest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"sync"
	"time"
)

// Host is the name in good certificates.
const Host = "mail.example.jp"

// An Authority signs certificates that only tests trust.
type Authority struct {
	Roots *x509.CertPool
	cert  *x509.Certificate
	key   *ecdsa.PrivateKey
	mu    sync.Mutex
	made  map[string]tls.Certificate // by kind
}

// NewAuthority makes an authority of that name.
func NewAuthority(name string) *Authority {
	key := newKey()
	template := &x509.Certificate{
		Subject: pkix.Name{CommonName: name}, SerialNumber: big.NewInt(1),
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().AddDate(1, 0, 0),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	a := &Authority{Roots: x509.NewCertPool(), key: key, made: map[string]tls.Certificate{}}
	a.cert = sign(template, template, key, key)
	a.Roots.AddCert(a.cert)
	return a
}

// Certificate returns the certificate of a kind, the same each time: "good",
// "soon" (ends in five days), "expired", "not-yet", "wrong-name",
// "self-signed", "unknown-ca", "no-between" (the server leaves out the certificate
// of an intermediate authority), "no-names" (without subjectAltName), "cn-localhost"
// (that, for localhost), "client" (for clients alone) or "antivirus" (issued by a program that looks
// into TLS).
func (a *Authority) Certificate(kind string) tls.Certificate {
	a.mu.Lock()
	defer a.mu.Unlock()
	if _, ok := a.made[kind]; !ok {
		a.made[kind] = a.issue(kind)
	}
	return a.made[kind]
}

func (a *Authority) issue(kind string) tls.Certificate {
	key, now := newKey(), time.Now()
	template := &x509.Certificate{
		Subject: pkix.Name{CommonName: Host}, SerialNumber: big.NewInt(now.UnixNano()),
		NotBefore: now.Add(-48 * time.Hour), NotAfter: now.AddDate(0, 3, 0),
		DNSNames: []string{Host, "localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback},
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	issuer, issuerKey := a.cert, a.key
	switch kind {
	case "soon":
		template.NotAfter = now.Add(5*24*time.Hour + time.Minute)
	case "expired":
		template.NotAfter = now.Add(-24 * time.Hour)
	case "not-yet":
		template.NotBefore = now.Add(24 * time.Hour)
	case "wrong-name":
		template.DNSNames, template.IPAddresses = []string{"*.example.net", "sv1.example.net"}, nil
	case "self-signed":
		issuer, issuerKey = template, key
	case "no-names":
		template.DNSNames, template.IPAddresses = nil, nil
	case "cn-localhost":
		template.Subject.CommonName, template.DNSNames, template.IPAddresses = "localhost", nil, nil
	case "client":
		template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	case "no-between":
		between := newKey()
		issuer, issuerKey = sign(&x509.Certificate{
			Subject: pkix.Name{CommonName: "Test Intermediate CA 1"}, SerialNumber: big.NewInt(2), NotBefore: now.Add(-time.Hour), NotAfter: now.AddDate(1, 0, 0),
			IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
		}, a.cert, between, a.key), between
		template.IssuingCertificateURL = []string{"http://ca.example.jp/intermediate.crt"}
	case "unknown-ca":
		other := NewAuthority("Unknown CA")
		issuer, issuerKey = other.cert, other.key
	case "antivirus":
		other := NewAuthority("Avast Web/Mail Shield Root")
		issuer, issuerKey = other.cert, other.key
	}
	cert := sign(template, issuer, key, issuerKey)
	return tls.Certificate{Certificate: [][]byte{cert.Raw}, PrivateKey: key}
}

// PEM returns the certificate of a, for programs that are to trust it.
func (a *Authority) PEM() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.cert.Raw})
}

// Config returns what a server that shows the certificate of that kind needs;
// "tls1.1" is a good one with nothing newer than TLS 1.1.
func (a *Authority) Config(kind string) *tls.Config {
	config := &tls.Config{Certificates: []tls.Certificate{a.Certificate(kind)}}
	if kind == "tls1.1" {
		config.MinVersion, config.MaxVersion = tls.VersionTLS10, tls.VersionTLS11
	}
	return config
}

func newKey() *ecdsa.PrivateKey {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	return key
}

func sign(template, issuer *x509.Certificate, key, issuerKey *ecdsa.PrivateKey) *x509.Certificate {
	der, err := x509.CreateCertificate(rand.Reader, template, issuer, &key.PublicKey, issuerKey)
	if err != nil {
		panic(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		panic(err)
	}
	return cert
}
