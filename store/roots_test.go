package store

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"io/fs"
	"math/big"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// authority makes a certificate, as DER.
func authority(t *testing.T, name string) []byte {
	t.Helper()
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, NotAfter: time.Date(2031, 5, 6, 0, 0, 0, 0, time.UTC), IsCA: true}
	der, err := x509.CreateCertificate(rand.Reader, c, c, public, private)
	if err != nil {
		t.Fatal(err)
	}
	return der
}

func TestAuthorities(t *testing.T) {
	one, two := authority(t, "one"), authority(t, "two")
	asPEM := func(kind string, der []byte) string {
		return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}))
	}
	for name, tt := range map[string]struct {
		text string
		want int
	}{
		"pem":           {"a comment\n" + asPEM("CERTIFICATE", one), 1},
		"bundle":        {asPEM("CERTIFICATE", one) + asPEM("CERTIFICATE", []byte("broken")) + asPEM("CERTIFICATE", two), 2},
		"der":           {string(one), 1},
		"key":           {asPEM("PRIVATE KEY", one), 0},
		"text":          {"nothing", 0},
		"empty":         {"", 0},
		"certificate-x": {asPEM("X509 CRL", one), 0},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "authority")
			if err := os.WriteFile(path, []byte(tt.text), 0o600); err != nil {
				t.Fatal(err)
			}
			found, err := Authorities(path)
			_, poolErr := Roots([]string{path})
			none, ok := errors.AsType[*NoCertificateError](err)
			if len(found) != tt.want || ok != (tt.want == 0) || (ok && none.File != path) || (poolErr == nil) != (tt.want > 0) {
				t.Errorf("%d certificates, %v, %v", len(found), err, poolErr)
			}
		})
	}
	if _, err := Authorities(filepath.Join(t.TempDir(), "missing")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
}
