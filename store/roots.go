package store

import (
	"crypto/x509"
	"fmt"
	"os"
)

// A NoCertificateError is a file without a certificate in PEM form.
type NoCertificateError struct{ File string }

// Error names the file.
func (e *NoCertificateError) Error() string { return e.File + " holds no certificate in PEM form" }

// Roots reads the certificate authorities in PEM files, which are trusted
// beside the system's. The error is a [NoCertificateError], or that of reading
// a file.
func Roots(files []string) (*x509.CertPool, error) {
	pool := x509.NewCertPool()
	for _, file := range files {
		pem, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("read the certificate authority: %w", err)
		}
		if !pool.AppendCertsFromPEM(pem) {
			return nil, &NoCertificateError{file}
		}
	}
	return pool, nil
}
