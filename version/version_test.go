package version

import (
	"crypto/x509"
	"errors"
	"net/http"
	"net/http/httptest"
	"runtime/debug"
	"strings"
	"testing"
)

// serve is a page of releases, with what it was sent.
func serve(t *testing.T, answer http.HandlerFunc) (address string, roots *x509.CertPool, sent *[]*http.Request) {
	t.Helper()
	sent = new([]*http.Request)
	s := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		*sent = append(*sent, r)
		answer(w, r)
	}))
	t.Cleanup(s.Close)
	roots = x509.NewCertPool()
	roots.AddCert(s.Certificate())
	return s.URL + "/releases/latest", roots, sent
}

func TestNewest(t *testing.T) {
	for _, c := range []struct {
		name, want string
		answer     http.HandlerFunc
	}{
		{"a page that leads to the release", "1.4.0", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "https://other.example.com/o/r/releases/tag/v1.4.0")
			w.WriteHeader(http.StatusFound)
		}},
		{"an interface", "2.0.0-rc.1", func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte(`{"html_url":"https://example.com","tag_name":"v2.0.0-rc.1"}`))
		}},
		{"a page of another kind", "", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>1.0.0</html>")) }},
		{"a name that is none", "", func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte(`{"tag_name":"<script>"}`))
		}},
		{"nothing there", "", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			address, roots, sent := serve(t, c.answer)
			got, err := Newest(t.Context(), address, roots)
			if got != c.want || (err == nil) != (c.want != "") || err != nil && !errors.Is(err, ErrUnreadable) {
				t.Errorf("got %q and %v, want %q", got, err, c.want)
			}
			if len(*sent) != 1 {
				t.Fatalf("%d requests, want 1", len(*sent))
			}
			r := (*sent)[0]
			if r.Method != http.MethodGet || r.URL.RawQuery != "" || r.Header.Get("User-Agent") != Agent || len(r.Cookies()) > 0 || r.ContentLength > 0 {
				t.Errorf("it sent %s %s with %v", r.Method, r.URL, r.Header)
			}
		})
	}
}

// Without an address, or over a connection that everybody can read, nobody is
// asked.
func TestNewestNeedsAnAddress(t *testing.T) {
	for _, address := range []string{"", "http://127.0.0.1/releases", "file:///etc/passwd"} {
		if _, err := Newest(t.Context(), address, nil); !errors.Is(err, ErrNoAddress) {
			t.Errorf("%q: %v", address, err)
		}
	}
}

// A page that anybody else answers for is not believed.
func TestNewestVerifies(t *testing.T) {
	address, roots, sent := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(`{"tag_name":"v1.0.0"}`)) })
	for name, c := range map[string]struct {
		address string
		roots   *x509.CertPool
	}{
		"unknown authority": {address, x509.NewCertPool()},
		"none":              {address, nil},
		"another name":      {strings.Replace(address, "127.0.0.1", "localhost", 1), roots},
	} {
		if got, err := Newest(t.Context(), c.address, c.roots); err == nil || len(*sent) > 0 {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

func TestBuild(t *testing.T) {
	info := &debug.BuildInfo{
		Main:     debug.Module{Version: "v1.2.3"},
		Settings: []debug.BuildSetting{{Key: "vcs.revision", Value: "abc"}, {Key: "vcs.time", Value: "2026-01-02T03:04:05Z"}, {Key: "vcs.modified", Value: "true"}},
		Deps:     []*debug.Module{{Path: "fyne.io/fyne/v2", Version: "v2.8.1"}},
	}
	b := Build{Number: "0", Go: "go1", System: "linux/amd64"}
	b.read(info)
	if want := "Todoku 1.2.3 (go1, Fyne 2.8.1, linux/amd64, abc+, 2026-01-02T03:04:05Z)"; b.String() != want {
		t.Errorf("got %s\nwant %s", b, want)
	}
	Number, Commit = "9.9.9", "def"
	defer func() { Number, Commit = "", "" }()
	if b := Current(); b.Number != "9.9.9" || b.Commit != "def" || !strings.HasPrefix(b.Go, "go") {
		t.Errorf("what a release sets is left out: %s", b)
	}
}
