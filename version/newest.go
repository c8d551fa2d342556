package version

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"strings"
	"time"

	"todoku/pattern"
)

var (
	// ErrNoAddress means that this build knows no page of releases, or one
	// that is not reached by HTTPS.
	ErrNoAddress = errors.New("this build knows no page of releases")
	// ErrUnreadable means that the page answered, and named no version.
	ErrUnreadable = errors.New("the page of releases names no version")
)

// Agent is what [Newest] calls itself: nothing else of this computer is sent.
const Agent = "Todoku"

// named is what a version is called in an address or a tag.
var named = pattern.New(`^v?([0-9]+(?:\.[0-9]+){1,3}(?:[-+][0-9A-Za-z.+-]{1,40})?)$`)

// most bounds the answer, in bytes.
const most = 1 << 20

// Newest sends one GET to the page of releases at address and returns the
// version that it leads to: a page such as GitHub's …/releases/latest answers
// with the address of the newest release, an interface with its "tag_name".
// Nothing is sent on to another place. roots are trusted beside the system's
// authorities, and may be nil.
func Newest(ctx context.Context, address string, roots *x509.CertPool) (string, error) {
	if !strings.HasPrefix(address, "https://") {
		return "", ErrNoAddress
	}
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return "", fmt.Errorf("ask for the newest version: %w", err)
	}
	request.Header.Set("User-Agent", Agent)
	answer, err := client(roots).Do(request)
	if err != nil {
		return "", fmt.Errorf("ask for the newest version: %w", err)
	}
	defer answer.Body.Close()
	return read(answer)
}

func client(roots *x509.CertPool) *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			Proxy: http.ProxyFromEnvironment, DisableKeepAlives: true,
			TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12, InsecureSkipVerify: true, VerifyConnection: trusted(roots)}, // which verifies
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// trusted accepts certificates of the system's authorities and of roots.
func trusted(roots *x509.CertPool) func(tls.ConnectionState) error {
	return func(state tls.ConnectionState) error {
		o := x509.VerifyOptions{DNSName: state.ServerName, Intermediates: x509.NewCertPool()}
		for _, c := range state.PeerCertificates[1:] {
			o.Intermediates.AddCert(c)
		}
		_, err := state.PeerCertificates[0].Verify(o)
		if err != nil && roots != nil {
			o.Roots = roots
			_, err = state.PeerCertificates[0].Verify(o)
		}
		return err
	}
}

// read finds the version in where the page leads to, or in what it says.
func read(answer *http.Response) (string, error) {
	tag := struct {
		Name string `json:"tag_name"`
	}{}
	switch to, err := answer.Location(); {
	case err == nil:
		tag.Name = path.Base(to.Path)
	case answer.StatusCode != http.StatusOK:
		return "", fmt.Errorf("%w: %s", ErrUnreadable, answer.Status)
	default:
		_ = json.NewDecoder(io.LimitReader(answer.Body, most)).Decode(&tag) // a page of another kind has no name
	}
	found := named.FindStringSubmatch(tag.Name)
	if found == nil {
		return "", ErrUnreadable
	}
	return found[1], nil
}

// Same reports whether two numbers name one version.
func Same(a, b string) bool { return strings.TrimPrefix(a, "v") == strings.TrimPrefix(b, "v") }
