package store

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"os"
)

// A NoCertificateError is a file without a certificate.
type NoCertificateError struct{ File string }

// Error names the file.
func (e *NoCertificateError) Error() string { return e.File + " holds no certificate" }

// maxAuthorities bounds a file of certificates, in bytes: that of all
// authorities of a system is a quarter of a megabyte.
const maxAuthorities = 4 << 20

// Authorities reads the certificates in a file, in PEM or DER form. The error
// is a [NoCertificateError], or that of reading the file.
func Authorities(file string) ([]*x509.Certificate, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("read the certificate authority: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxAuthorities))
	if err != nil {
		return nil, fmt.Errorf("read the certificate authority: %w", err)
	}
	found := pemCertificates(data)
	if len(found) == 0 && !bytes.Contains(data, []byte("-----BEGIN")) {
		found, _ = x509.ParseCertificates(data) // what is no DER is told of below
	}
	if len(found) == 0 {
		return nil, &NoCertificateError{file}
	}
	return found, nil
}

// pemCertificates returns the certificates among PEM blocks; what is no
// certificate is left out.
func pemCertificates(data []byte) (found []*x509.Certificate) {
	for {
		var block *pem.Block
		if block, data = pem.Decode(data); block == nil {
			return found
		}
		if c, err := x509.ParseCertificate(block.Bytes); block.Type == "CERTIFICATE" && err == nil {
			found = append(found, c)
		}
	}
}

// Roots reads the certificate authorities in files, which are trusted beside
// the system's. The error is one of [Authorities].
func Roots(files []string) (*x509.CertPool, error) {
	pool := x509.NewCertPool()
	for _, file := range files {
		found, err := Authorities(file)
		if err != nil {
			return nil, err
		}
		for _, c := range found {
			pool.AddCert(c)
		}
	}
	return pool, nil
}
